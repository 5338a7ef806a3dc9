import { defineSystem } from '#kernel/http/system.ts'
import { handlers } from './handlers.ts'
import { policy } from './policy.ts'
import './receive.ts'
import { words } from './words.ts'

export const courts = defineSystem({ name: 'courts', needs: ['offences', 'cases', 'custody'], handlers, policy, words })

import { defineSystem } from '#kernel/http/system.ts'
import { handlers } from './handlers.ts'
import { policy } from './policy.ts'
import { words } from './words.ts'

export const cases = defineSystem({ name: 'cases', needs: ['offences'], handlers, policy, words })

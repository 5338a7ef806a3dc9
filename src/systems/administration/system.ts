import { defineSystem } from '#kernel/http/system.ts'
import { handlers } from './handlers.ts'
import { policy } from './policy.ts'
import { words } from './words.ts'

export const system = defineSystem({ name: 'administration', needs: ['offences'], handlers, policy, words })

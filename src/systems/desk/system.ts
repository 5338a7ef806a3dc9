import { defineSystem } from '#kernel/http/system.ts'
import { handlers } from './handlers.ts'
import { policy } from './policy.ts'
import { words } from './words.ts'

export const desk = defineSystem({ name: 'desk', needs: ['custody'], handlers, policy, words })

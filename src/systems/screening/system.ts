import { defineSystem } from '#kernel/http/system.ts'
import { whenPersonWritten } from '#kernel/people/hooks.ts'
import { handlers } from './handlers.ts'
import { policy } from './policy.ts'
import { screenPerson } from './screening.ts'
import { words } from './words.ts'

/** Lists of persons under sanction, and who in the register looks like somebody on them. */
export const screening = defineSystem({ name: 'screening', needs: [], handlers, policy, words })

whenPersonWritten(screenPerson)

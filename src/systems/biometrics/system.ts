import { defineSystem } from '#kernel/http/system.ts'
import { handlers } from './handlers.ts'
import * as chain from './listen/chain.ts'
import * as devices from './listen/devices.ts'
import * as enrolment from './listen/enrolment.ts'
import * as marks from './listen/marks.ts'
import * as practice from './listen/practice.ts'
import * as search from './listen/search.ts'
import { policy } from './policy.ts'
import { words } from './words.ts'

const parts = [enrolment, search, marks, devices, practice, chain]
for (const part of parts) part.listen()

export const biometrics = defineSystem({ name: 'biometrics', needs: ['offences', 'cases', 'custody', 'courts', 'prisons'], handlers, policy, words, jobs: parts.flatMap((part) => part.jobs) })

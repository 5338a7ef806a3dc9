import type { SystemWeb } from '#kernel/web/system.ts'
import * as chain from './routes/chain.ts'
import * as devices from './routes/devices.ts'
import * as enrolment from './routes/enrolment.ts'
import * as marks from './routes/marks.ts'
import * as practice from './routes/practice.ts'
import * as search from './routes/search.ts'

const parts = [enrolment, search, marks, devices, practice, chain]

export const web: SystemWeb = {
  name: 'biometrics',
  menu: parts.flatMap((part) => part.menu),
  routes: parts.flatMap((part) => part.routes),
  words: () => import('../words.ts'),
}

import type { PolicyRule } from '#kernel/access/policy.ts'
import { policy as chain } from './policy/chain.ts'
import { policy as devices } from './policy/devices.ts'
import { policy as enrolment } from './policy/enrolment.ts'
import { policy as marks } from './policy/marks.ts'
import { policy as practice } from './policy/practice.ts'
import { policy as search } from './policy/search.ts'

export const policy: readonly PolicyRule[] = [...enrolment, ...search, ...marks, ...devices, ...practice, ...chain]

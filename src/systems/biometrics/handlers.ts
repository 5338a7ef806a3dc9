import type { Handler } from '#kernel/http/endpoint.ts'
import { handlers as chain } from './handlers/chain.ts'
import { handlers as devices } from './handlers/devices.ts'
import { handlers as enrolment } from './handlers/enrolment.ts'
import { handlers as marks } from './handlers/marks.ts'
import { handlers as practice } from './handlers/practice.ts'
import { handlers as search } from './handlers/search.ts'

export const handlers: readonly Handler[] = [...enrolment, ...search, ...marks, ...devices, ...practice, ...chain]

import type { Handler } from '#kernel/http/endpoint.ts'
import { beginning } from './enrolment/beginning.ts'
import { ending } from './enrolment/ending.ts'
import { fingersTaken } from './enrolment/fingers.ts'
import { photographs } from './enrolment/photographs.ts'
import { reading } from './enrolment/reading.ts'

export const handlers: readonly Handler[] = [...beginning, ...fingersTaken, ...photographs, ...ending, ...reading]

import type { Words } from '#kernel/words/text.ts'
import { words as chain } from './words/chain.ts'
import { words as devices } from './words/devices.ts'
import { words as enrolment } from './words/enrolment.ts'
import { words as marks } from './words/marks.ts'
import { words as practice } from './words/practice.ts'
import { words as search } from './words/search.ts'

export const words: Words = { ...enrolment, ...search, ...marks, ...devices, ...practice, ...chain }

import type { Words } from '#kernel/words/text.ts'
import { actWords } from './words/acts.ts'
import { refusals } from './words/refusals.ts'
import { screenWords } from './words/screens.ts'

export const words: Words = { ...refusals, ...actWords, ...screenWords }

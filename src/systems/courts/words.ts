import type { Words } from '#kernel/words/text.ts'
import { actRefusals } from './words/actRefusals.ts'
import { acts } from './words/acts.ts'
import { refusals } from './words/refusals.ts'
import { screens } from './words/screens.ts'

export const words: Words = { ...refusals, ...actRefusals, ...acts, ...screens }

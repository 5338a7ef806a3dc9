import type { Words } from '#kernel/words/text.ts'
import { labels } from './labels.ts'
import { prisonRefusals } from './prisonRefusals.ts'
import { sentenceWords } from './sentence.ts'
import { sentenceRefusals } from './sentenceRefusals.ts'

/** All texts of the prison rules, for the system's words to spread. */
export const refusals: Words = { ...labels, ...prisonRefusals, ...sentenceRefusals, ...sentenceWords }

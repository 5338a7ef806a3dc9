import type { Words } from '#kernel/words/text.ts'
import { caseRefusals } from './caseRefusals.ts'
import { labels } from './labels.ts'
import { statementRefusals } from './statementRefusals.ts'

/** All texts of the case rules, for the system's words to spread. */
export const refusals: Words = { ...labels, ...caseRefusals, ...statementRefusals }

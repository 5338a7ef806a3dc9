import type { Words } from '#kernel/words/text.ts'
import { challengeRefusals } from './challengeRefusals.ts'
import { hearingRefusals } from './hearingRefusals.ts'
import { judgmentRefusals } from './judgmentRefusals.ts'
import { labels } from './labels.ts'

/** All texts of the court rules, for the system's words to spread. */
export const refusals: Words = { ...labels, ...hearingRefusals, ...judgmentRefusals, ...challengeRefusals }

/**
 * What other systems may call of the courts. Reading (a Reader or Tx): findCommitment, sentencesOf, nextPublicHearing. Listening: whenJudged, whenSentenceChanged.
 * Row-level security holds here too: the office that asks must be able to read the case (a prison is given it with the memorandum, and with
 * each hand-over of the person to it).
 */
export type { Judged, SentenceChanged } from './hooks.ts'
export type { CommittedSentence, Commitment } from './commitment.ts'
export { whenJudged, whenSentenceChanged } from './hooks.ts'
export { findCommitment, sentencesOf } from './commitment.ts'
export { nextPublicHearing } from './store/next-hearing.ts'

import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { At, caseAsSeen, caseId, ChallengeKind, Day, OffenceClass, optionalText, Outcome, Party, RetrialGround, SentenceInput, text, Warning } from './parts.ts'
import { ChallengeView } from './views.ts'

/** A row of the list of challenges; the name of a child stays out of it. */
export const ChallengeRow = ChallengeView.extend({ caseId: z.uuid(), caseNumber: z.string(), version: z.int(), judgmentNumber: z.string(), judgmentOn: Day, accused: z.string().nullable(), juvenile: z.boolean(), death: z.boolean(), cls: OffenceClass, opinionDue: At.nullable() })
export type ChallengeRow = z.infer<typeof ChallengeRow>
export const listChallenges = endpoint({
  name: 'courts.challenges', method: 'GET', path: '/api/courts/challenges', may: 'courts.read',
  input: z.object({ state: z.enum(['filed', 'decided']).optional(), kind: ChallengeKind.optional(), mine: z.enum(['yes', 'no']).default('no'), limit: z.coerce.number().int().min(1).max(1000).default(200) }), output: z.object({ rows: z.array(ChallengeRow) }),
})

/**
 * A challenge is handed in: at the court's desk for a party, by the prosecution, or by a prisoner through the director of the prison (CPC 252(B)).
 * A late one is received all the same (258(A)). The court that decides is the law's; another may be named (`deciderId`), with a warning.
 */
export const fileChallenge = endpoint({
  name: 'courts.fileChallenge', method: 'POST', path: '/api/courts/challenges/file', may: 'courts.file-challenge', article: 'CPC 249-252, 266, 270',
  input: z.object({
    ...caseId, judgmentId: z.uuid(), kind: ChallengeKind.exclude(['automatic']), party: Party.exclude(['court']), custodyId: z.uuid().optional(), ofChallengeId: z.uuid().optional(), appellant: text(300), respondent: text(300),
    judgmentSummary: z.string().trim().max(8000), grounds: z.string().trim().max(100_000), request: z.string().trim().max(8000), retrialGrounds: z.array(RetrialGround).max(7).default([]), documents: optionalText(4000),
    applicant: z.enum(['convict', 'representative', 'spouse', 'relative', 'other']).default('convict'), convictDead: z.boolean().default(false), lawyer: optionalText(200), deciderId: z.uuid().optional(),
  }),
  output: z.object({ challengeId: z.uuid(), number: z.string(), documentId: z.uuid(), late: z.boolean(), lastDay: Day.nullable(), warnings: z.array(Warning) }),
})
/** The file goes to the court that decides; without a challenge too where the law orders a review (CPC 254; Juvenile 71). */
export const sendFile = endpoint({
  name: 'courts.sendFile', method: 'POST', path: '/api/courts/challenges/send-file', may: 'courts.send-file', article: 'CPC 254',
  input: z.object({ ...caseId, deciderId: z.uuid().optional() }), output: z.object({ challengeIds: z.array(z.uuid()), opinionDue: At.nullable() }),
})
export const giveOpinion = endpoint({
  name: 'courts.giveOpinion', method: 'POST', path: '/api/courts/challenges/opinion', may: 'courts.give-opinion', article: 'CPC 255',
  input: z.object({ ...caseId, challengeId: z.uuid(), opinion: text(50_000, 3) }), output: z.object({ challengeId: z.uuid() }),
})
/** The decision on a challenge (CPC 259, 264, 268, 274, 245) with its effects on judgment, sentence and custody. */
export const decideChallenge = endpoint({
  name: 'courts.decideChallenge', method: 'POST', path: '/api/courts/challenges/decide', may: 'courts.decide-challenge', article: 'CPC 259',
  input: z.object({
    ...caseAsSeen, challengeId: z.uuid(), outcome: Outcome, reasons: z.string().trim().max(100_000), judges: z.array(text(200, 2)).max(40).default([]),
    /** For a lighter sentence: each standing sentence that changes. */
    sentences: z.array(z.object({ sentenceId: z.uuid(), sentence: SentenceInput })).max(20).default([]),
    /** Where a conviction falls and the person is held: free, or held by the court until this day (fifteen days at most). */
    custody: z.enum(['release', 'hold']).optional(), holdDays: z.int().min(1).max(15).optional(),
  }),
  output: z.object({ challengeId: z.uuid(), decisionNumber: z.string(), releaseOrdered: z.boolean(), warnings: z.array(Warning) }),
})
/** The decision was made known to the prisoner, or the file came back to the trial court: the month for correction begins (CPC 266). */
export const tellDecision = endpoint({
  name: 'courts.tellDecision', method: 'POST', path: '/api/courts/challenges/tell', may: 'courts.tell-decision', article: 'CPC 266',
  input: z.object({ ...caseId, challengeId: z.uuid(), on: Day, custodyId: z.uuid().optional() }), output: z.object({ correctionEnds: Day }),
})

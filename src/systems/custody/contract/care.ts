/** What is done for and happens to a person held: medical examinations, allegations of ill-treatment, property, death, escape. */
import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { At } from './parts.ts'
import { custodyAsSeen, Line, OfficeName, Passage } from './release.ts'

const optionalPassage = z.string().trim().max(4000).optional()

/** One injury on the figure: 0-100 across, 0-200 down. */
export const Mark = z.object({ side: z.enum(['front', 'back']), x: z.number().min(0).max(100), y: z.number().min(0).max(200), part: z.string().max(60), note: z.string().trim().min(1).max(300), cause: z.string().trim().max(300).optional() })
export const Occasion = z.enum(['arrest', 'intake', 'transfer', 'complaint', 'release', 'other'])
/** The Istanbul Protocol's degrees: how far the findings fit what the person says. */
export const Consistency = z.enum(['not-consistent', 'consistent', 'highly-consistent', 'typical', 'diagnostic', 'no-opinion'])
/** `findings` and `marks` are null for whoever may not read medical matters (Mandela 26): they see that it was done, and the answer on fitness. */
export const ExamView = z.object({ id: z.uuid(), at: At, examiner: z.string(), occasion: Occasion, findings: z.string().nullable(), marks: z.array(Mark).nullable(), illTreatmentSigns: z.boolean().nullable(), fitForDetention: z.boolean() })
export type ExamView = z.infer<typeof ExamView>

/** Signs of ill-treatment are told at once to the judge's court and the prosecution, whoever recorded them (Mandela 34). */
export const recordExam = endpoint({
  name: 'custody.recordExam', method: 'POST', path: '/api/custody/medical', may: 'custody.record-medical', article: 'Mandela 30, 34',
  input: z.object({
    ...custodyAsSeen, at: At.optional(), examiner: Line, occasion: Occasion, consent: z.boolean(), privately: z.boolean(), complaints: optionalPassage, history: optionalPassage, findings: Passage,
    marks: z.array(Mark).max(60).default([]), illTreatmentSigns: z.boolean(), allegation: optionalPassage, consistent: Consistency.optional(), fitForDetention: z.boolean(), treatment: optionalPassage,
  }),
  output: z.object({ id: z.uuid(), examId: z.uuid(), paperId: z.uuid(), alarmed: z.boolean() }),
})

/** An allegation, held by the prosecution. The office where the person is held can neither close nor change it, and does not see it. */
export const AllegationView = z.object({
  id: z.uuid(), version: z.int(), number: z.string(), state: z.enum(['held', 'in-transit', 'closed']), custodyId: z.uuid(), custodyNumber: z.string().nullable(), name: z.string().nullable(), allegedAt: At, toldTo: z.string(), words: z.string(),
  against: OfficeName.nullable(), holder: OfficeName, examinedAt: At.nullable(), closedAt: At.nullable(), outcome: z.string().nullable(), notes: z.array(z.object({ at: At, by: z.string(), text: z.string() })),
})
export type AllegationView = z.infer<typeof AllegationView>
export const makeAllegation = endpoint({
  name: 'custody.allege', method: 'POST', path: '/api/custody/allegation', may: 'custody.allege', article: 'Const 37(1)(C), CPC 127',
  input: z.object({ custodyId: z.uuid(), allegedAt: At.optional(), toldTo: Line, words: Passage, againstOfficeId: z.uuid().optional() }),
  output: z.object({ id: z.uuid(), number: z.string() }),
})
export const listAllegations = endpoint({
  name: 'custody.allegations', method: 'GET', path: '/api/custody/allegations', may: 'custody.read-allegation',
  input: z.object({ custodyId: z.uuid().optional(), state: z.enum(['open', 'closed', 'all']).default('open'), limit: z.coerce.number().int().min(1).max(500).default(200) }),
  output: z.object({ rows: z.array(AllegationView) }),
})
export const examineAllegation = endpoint({
  name: 'custody.examineAllegation', method: 'POST', path: '/api/custody/allegation/examine', may: 'custody.examine-allegation', article: 'Mandela 71',
  input: z.object({ id: z.uuid(), version: z.int().positive().optional(), at: At.optional(), note: Passage }), output: z.object({ id: z.uuid() }),
})
export const AllegationOutcome = z.enum(['proceedings', 'discipline', 'not-proven', 'unfounded'])
export const closeAllegation = endpoint({
  name: 'custody.closeAllegation', method: 'POST', path: '/api/custody/allegation/close', may: 'custody.close-allegation', article: 'Mandela 71',
  input: z.object({ id: z.uuid(), version: z.int().positive().optional(), outcome: AllegationOutcome, reason: Passage }), output: z.object({ id: z.uuid() }),
})

export const PropertyView = z.object({ id: z.uuid(), description: z.string(), quantity: z.int(), seal: z.string().nullable(), takenAt: At, returnedAt: At.nullable(), returnedTo: z.string().nullable() })
export type PropertyView = z.infer<typeof PropertyView>
export const takeProperty = endpoint({
  name: 'custody.takeProperty', method: 'POST', path: '/api/custody/property', may: 'custody.take-property', article: 'Mandela 7(e), 67',
  input: z.object({ ...custodyAsSeen, items: z.array(z.object({ description: Line, quantity: z.int().min(1).max(1_000_000).default(1), seal: z.string().trim().max(60).optional() })).min(1).max(100), remarks: z.string().trim().max(300).optional() }),
  output: z.object({ id: z.uuid(), paperId: z.uuid(), number: z.string() }),
})
/** What the person may pass on while still held: to family, against a receipt. */
export const passOnProperty = endpoint({
  name: 'custody.passOnProperty', method: 'POST', path: '/api/custody/property/pass-on', may: 'custody.take-property', article: 'Mandela 67',
  input: z.object({ ...custodyAsSeen, itemIds: z.array(z.uuid()).min(1).max(100), to: Line, remarks: z.string().trim().max(300).optional() }), output: z.object({ id: z.uuid(), paperId: z.uuid() }),
})
/** The receipt of a hand-over of the person, with what went along. */
export const issueHandoverReceipt = endpoint({
  name: 'custody.handoverReceipt', method: 'POST', path: '/api/custody/handover-receipt', may: 'custody.issue-handover-receipt',
  input: z.object({ ...custodyAsSeen, handoverId: z.uuid(), sealIntact: z.boolean().optional() }), output: z.object({ id: z.uuid(), paperId: z.uuid(), number: z.string() }),
})

/** The intake record of CPC 92 and Mandela 7 as a paper: what the custody holds, and what only the paper asks for. */
export const issueIntake = endpoint({
  name: 'custody.issueIntake', method: 'POST', path: '/api/custody/intake', may: 'custody.issue-intake', article: 'Const 19; Mandela 7',
  input: z.object({ ...custodyAsSeen, injuries: optionalPassage, complaint: optionalPassage, children: z.string().trim().max(300).optional(), emergencyContact: z.string().trim().max(300).optional() }),
  output: z.object({ id: z.uuid(), paperId: z.uuid(), number: z.string() }),
})

const ended = z.object({ id: z.uuid() })
export const recordDeath = endpoint({
  name: 'custody.recordDeath', method: 'POST', path: '/api/custody/death', may: 'custody.record-death', article: 'Mandela 8(f), 71',
  input: z.object({ ...custodyAsSeen, at: At, place: Line, circumstances: Passage, foundBy: Line, familyTold: Line.optional() }), output: ended,
})
export const recordEscape = endpoint({
  name: 'custody.recordEscape', method: 'POST', path: '/api/custody/escape', may: 'custody.record-escape', article: 'Penal 267',
  input: z.object({ ...custodyAsSeen, at: At, place: Line, circumstances: Passage }), output: ended,
})
export const recordRecapture = endpoint({
  name: 'custody.recordRecapture', method: 'POST', path: '/api/custody/recapture', may: 'custody.record-recapture', article: 'CPC 102(A)(2)',
  input: z.object({ ...custodyAsSeen, at: At, place: Line, by: Line }), output: ended,
})

/** What was done for one person: shown on the custody page. */
export const getCare = endpoint({
  name: 'custody.care', method: 'GET', path: '/api/custody/:id/care', may: 'custody.read-release',
  input: z.object({ id: z.uuid() }),
  output: z.object({ exams: z.array(ExamView), mayReadMedical: z.boolean(), property: z.array(PropertyView) }),
})

import { z } from 'zod'
import { At, DecisionKind, Office, Warning } from './parts.ts'

/** The papers of a case as its page shows them. */
export const DiaryView = z.object({
  id: z.uuid(), number: z.string(), caseId: z.uuid().nullable(), caseNumber: z.string().nullable(), informedAt: At, enteredAt: At, writer: z.string(), informant: z.string().nullable(),
  witnesses: z.string().nullable(), summary: z.string(), signed: z.boolean(), corrects: z.uuid().nullable(),
})
export type DiaryView = z.infer<typeof DiaryView>

export const StatementView = z.object({
  id: z.uuid(), kind: z.enum(['complainant', 'witness', 'expert', 'accused']), personId: z.uuid(), name: z.string(), surname: z.string().nullable(), trade: z.string().nullable(), residence: z.string().nullable(),
  relation: z.string().nullable(), age: z.int().nullable(), sworn: z.boolean(), startedAt: At, endedAt: At, place: z.string(), recorder: z.string(), recorderRole: z.string(), present: z.array(z.string()),
  interpreter: z.string().nullable(), condition: z.string().nullable(), body: z.string(), defence: z.string().nullable(), toldOffence: z.boolean(), toldRights: z.boolean(),
  lawyer: z.enum(['none', 'present', 'waived']), lawyerName: z.string().nullable(), confession: z.boolean(), ownHandwriting: z.boolean(), readBack: z.boolean(),
  signature: z.enum(['signed', 'thumb', 'refused']), refusalNote: z.string().nullable(), coercionAlleged: z.boolean(), injuriesSeen: z.boolean(), coercionNote: z.string().nullable(),
  warnings: z.array(Warning), corrects: z.uuid().nullable(),
})
export type StatementView = z.infer<typeof StatementView>

export const SearchView = z.object({
  id: z.uuid(), ground: z.string(), orderNumber: z.string().nullable(), ofPlace: z.boolean(), searchedPersonId: z.uuid().nullable(), procedures: z.string(), startedAt: At, endedAt: At.nullable(),
  place: z.string(), objectsSeized: z.string(), personsFound: z.string(), remarks: z.string(), accusedPresent: z.boolean(), accusedAbsenceReason: z.string().nullable(), ownerPresent: z.boolean(),
  witnesses: z.array(z.string()), mukhtar: z.string().nullable(), signatures: z.array(z.object({ name: z.string(), signed: z.boolean(), refusalNoted: z.boolean() })), femaleSearched: z.boolean(),
  femaleSearcher: z.string().nullable(), recorder: z.string(), recordedAt: At, warnings: z.array(Warning),
})
export type SearchView = z.infer<typeof SearchView>

export const SceneView = z.object({
  id: z.uuid(), inspectedAt: At, place: z.string(), traces: z.string(), damage: z.string(), sketch: z.string(), sketchDocumentId: z.uuid().nullable(), persons: z.string(), death: z.boolean(),
  apparentCause: z.string().nullable(), seized: z.string(), byJudge: z.boolean(), judgeUnableReason: z.string().nullable(), prosecutionTold: z.boolean(), recorder: z.string(), warnings: z.array(Warning),
})
export type SceneView = z.infer<typeof SceneView>

export const DecisionView = z.object({
  id: z.uuid(), number: z.string(), kind: DecisionKind, personIds: z.array(z.uuid()), article: z.string(), reasons: z.string(), detail: z.record(z.string(), z.unknown()), warnings: z.array(Warning),
  trialCourt: Office.nullable(), decidedAt: At, judge: z.string(), court: Office,
})
export type DecisionView = z.infer<typeof DecisionView>

export const SettlementView = z.object({
  id: z.uuid(), kind: z.enum(['waiver', 'conciliation']), byPersonId: z.uuid(), capacity: z.string(), forPersonIds: z.array(z.uuid()), statement: z.string(), conditional: z.boolean(),
  needsApproval: z.boolean(), madeAt: At, decided: DecisionKind.nullable(),
})
export type SettlementView = z.infer<typeof SettlementView>

export const LinkView = z.object({ caseId: z.uuid(), number: z.string().nullable(), why: z.enum(['joined', 'split', 'related']), direction: z.enum(['into', 'from']), article: z.string(), reason: z.string(), at: At })
export type LinkView = z.infer<typeof LinkView>

import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { AgeGroup, asSeen, At, CoverStatus, Day, Done, Finding, Next, Office, optionalText, RequestKind, Stage, text } from './parts.ts'

/** A stretch of the person's time since the arrest. Words: `custody.cover.<kind>`, `custody.gap.<reason>`, `custody.missing.<missing>`. */
export const CoverView = z.object({
  from: At, to: At, kind: z.string(), article: z.string(), confidence: z.enum(['T', 'C', 'P', 'U']), factId: z.uuid().nullable(), reason: z.string().nullable(), missing: z.string().nullable(),
  /** The number and the signed paper of the order that covers it. */
  number: z.string().nullable(), documentId: z.uuid().nullable(),
})
/** The ceiling of CPC 109(C) in one case, with its working, in milliseconds. */
export const CeilingView = z.object({
  caseId: z.uuid().nullable(), startedAt: At, detained: z.number(), allowed: z.number().nullable(), limitedBy: z.enum(['six-months', 'quarter', 'capital', 'none']), sixMonths: z.number(), quarter: z.number().nullable(),
  permissionUntil: At.nullable(), reachedAt: At.nullable(), maximum: z.object({ kind: z.string(), years: z.int(), months: z.int(), days: z.int() }).nullable(),
})
export const OrderView = z.object({
  id: z.uuid(), number: z.string(), article: z.string(), startsOn: Day, endsOn: Day, byCourt: z.boolean(), court: Office, judge: z.string(), reasons: z.string(), issuedAt: At, documentId: z.uuid().nullable(),
  caseId: z.uuid(), cancelledAt: At.nullable(), warnings: z.array(Finding),
})
export const RequestView = z.object({
  id: z.uuid(), kind: RequestKind, court: Office, askedAt: At, askedBy: z.string(), grounds: z.string(), days: z.int().nullable(), decidedAt: At.nullable(), decidedBy: z.string().nullable(),
  decision: z.enum(['granted', 'refused', 'withdrawn']).nullable(), reason: z.string().nullable(),
})
export const StepView = z.object({ id: z.uuid(), kind: z.string(), at: At, data: z.record(z.string(), z.unknown()) })
/** What this user may do here, and for what they may not the refusal they would get. */
export const VerbView = z.object({ verb: z.string(), may: z.boolean(), code: z.string().nullable() })

export const CustodyPage = z.object({
  id: z.uuid(), version: z.int(), number: z.string(), state: z.enum(['held', 'in-transit', 'closed']), stage: Stage, personId: z.uuid(), name: z.string(), sex: z.string().nullable(),
  birth: z.object({ date: Day.nullable(), precision: z.string() }), ageGroup: AgeGroup, band: z.enum(['child', 'boy', 'youth', 'adult']), nationality: z.string().nullable(),
  caseId: z.uuid(), caseNumber: z.string(), jurisdiction: z.enum(['federal', 'kri']), governorate: z.string().nullable(),
  arrest: z.object({ at: At, enteredAt: At, lateReason: z.string().nullable(), groundId: z.string(), article: z.string(), facts: z.string().nullable(), warrantNumber: z.string().nullable(), place: z.string(), by: z.string(), station: Office }),
  offenceCode: z.string().nullable(), article: z.string().nullable(), capital: z.boolean(), lawyer: z.string().nullable(), interpreter: z.string().nullable(),
  holder: Office, facilityKind: z.string(), court: Office.nullable(), prosecution: Office.nullable(), trialCourt: Office.nullable(),
  cover: z.object({ status: CoverStatus, until: At.nullable(), kind: z.string().nullable(), article: z.string().nullable(), reason: z.string().nullable(), totalDetained: z.number(), totalGap: z.number() }),
  next: Next.nullable(),
  duties: z.array(z.object({ act: z.string(), role: z.string(), office: z.string(), by: At, late: z.boolean(), article: z.string(), confidence: z.enum(['T', 'C', 'P', 'U']) })),
  intervals: z.array(CoverView), ceilings: z.array(CeilingView), orders: z.array(OrderView), requests: z.array(RequestView), steps: z.array(StepView),
  cases: z.array(z.object({ caseId: z.uuid(), left: z.boolean() })),
  rights: z.array(z.object({ id: z.string(), article: z.string(), confidence: z.enum(['T', 'C', 'P', 'U']), ar: z.string(), ckb: z.string(), en: z.string(), told: z.boolean() })),
  release: z.object({ id: z.uuid(), number: z.string(), decision: z.string(), article: z.string(), orderedAt: At, documentId: z.uuid().nullable() }).nullable(),
  ended: z.object({ at: At, kind: z.enum(['released', 'bail', 'died', 'escaped']) }).nullable(),
  people: z.array(z.object({ personId: z.uuid(), role: z.string() })),
  verbs: z.array(VerbView),
})
export type CustodyPage = z.infer<typeof CustodyPage>

export const readCustody = endpoint({
  name: 'custody.get', method: 'GET', path: '/api/custody/:id', may: 'custody.read', article: 'Const 19; CPC 109, 113',
  input: z.object({ id: z.uuid() }), output: CustodyPage,
})
/** The custody in which a person is held now, and those before it. */
export const custodiesOf = endpoint({
  name: 'custody.ofPerson', method: 'GET', path: '/api/custody/person/:personId', may: 'custody.read',
  input: z.object({ personId: z.uuid() }),
  output: z.object({ rows: z.array(z.object({ id: z.uuid(), number: z.string(), caseId: z.uuid(), caseNumber: z.string(), stage: Stage, arrestedAt: At, endedAt: At.nullable(), heldBy: z.uuid(), article: z.string().nullable() })) }),
})
/** The custodies for one case. */
export const custodiesIn = endpoint({
  name: 'custody.inCase', method: 'GET', path: '/api/custody/case/:caseId', may: 'custody.read',
  input: z.object({ caseId: z.uuid() }),
  output: z.object({ rows: z.array(z.object({ id: z.uuid(), number: z.string(), personId: z.uuid(), name: z.string(), stage: Stage, coverStatus: CoverStatus, coverUntil: At.nullable(), arrestedAt: At, endedAt: At.nullable() })) }),
})

const StepData = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('rights-told'), told: z.array(text(40)).min(1).max(20), language: text(60), signed: z.boolean() }),
  z.object({ kind: z.literal('lawyer'), name: text(200, 2), appointed: z.boolean().default(false), card: optionalText(60) }),
  z.object({ kind: z.literal('family-told'), whom: text(200, 2), how: z.enum(['telephone', 'in-person', 'message', 'not-reached', 'declined']), phone: optionalText(40) }),
  z.object({ kind: z.literal('interpreter'), name: text(200, 2), language: text(60) }),
  z.object({ kind: z.literal('consulate-told'), consulate: text(200, 2), declined: z.boolean().default(false) }),
  z.object({ kind: z.literal('papers-sent'), list: text(2000, 3) }),
])
/** What the office that holds the person did: rights told, lawyer, family, interpreter, consulate, papers sent. */
export const recordStep = endpoint({
  name: 'custody.step', method: 'POST', path: '/api/custody/:id/step', may: 'custody.write-step', article: 'Const 19; CPC 123; Mandela 7, 61, 68',
  input: z.object({ ...asSeen, version: z.int().positive().optional(), at: At, step: StepData }), output: Done,
})
/** What the investigation court did: papers received, the accused questioned, a personality study. */
export const recordCourtStep = endpoint({
  name: 'custody.courtStep', method: 'POST', path: '/api/custody/:id/court-step', may: 'custody.write-court-step', article: 'CPC 123; Juvenile 51',
  input: z.object({
    ...asSeen, version: z.int().positive().optional(), at: At,
    step: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('papers-received'), list: optionalText(2000) }),
      z.object({ kind: z.literal('questioned'), by: text(200, 2), toldRights: z.boolean(), lawyer: z.enum(['present', 'waived', 'none']), statementId: z.uuid().optional() }),
      z.object({ kind: z.literal('personality-study'), by: text(200, 2), summary: text(4000, 3) }),
    ]),
  }),
  output: Done,
})

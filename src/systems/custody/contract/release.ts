/** Release proven in steps, and bail (CPC 109-118, 130(D), 284; Penal 324; Mandela 7, 67). */
import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { releaseSteps } from '../rules/release.ts'
import { At, Finding as FindingView } from './parts.ts'

/** A custody as the actor saw it: with `version`, a change by somebody else in between is a conflict and not overwritten. */
export const custodyAsSeen = { id: z.uuid(), version: z.int().positive().optional() }
export const Line = z.string().trim().min(2).max(200)
export const Passage = z.string().trim().min(3).max(4000)
export const OfficeName = z.object({ id: z.uuid(), ar: z.string(), ckb: z.string(), en: z.string() })

/** What else was found when the release was checked. */
export const CheckNotes = z.object({
  findings: z.array(FindingView), identifiedBy: z.string(), otherLive: z.array(z.string()),
  openCases: z.array(z.string()), notThisPerson: z.array(z.string()),
})
export type CheckNotes = z.infer<typeof CheckNotes>

/** One release order with how far it has come. `next` null: all is done, or it is no longer to be done. */
export const ReleaseView = z.object({
  id: z.uuid(), custodyId: z.uuid(), custodyNumber: z.string(), version: z.int(), name: z.string(), juvenile: z.boolean(), number: z.string(), decision: z.string(), article: z.string(), reason: z.string(),
  orderedAt: At, orderedBy: OfficeName, holder: OfficeName, progress: z.partialRecord(z.enum(releaseSteps), At), next: z.enum(releaseSteps).nullable(), check: CheckNotes.nullable(),
  /** The present user made the check: another must let the person go. */
  checkedByMe: z.boolean(), propertyItems: z.int(), late: z.boolean(), signaturePaper: z.uuid().nullable(), slipPaper: z.uuid().nullable(),
  withdrawnAt: At.nullable(), withdrawnReason: z.string().nullable(), keptAt: At.nullable(), keptReason: z.string().nullable(),
})
export type ReleaseView = z.infer<typeof ReleaseView>

/** Release orders: the late first. `open`: not yet proven to the end. */
export const listReleases = endpoint({
  name: 'custody.releases', method: 'GET', path: '/api/custody/releases', may: 'custody.read-release',
  input: z.object({ state: z.enum(['open', 'done', 'all']).default('open'), custodyId: z.uuid().optional(), cursor: z.string().max(80).optional(), limit: z.coerce.number().int().min(1).max(500).default(100) }),
  output: z.object({ rows: z.array(ReleaseView), next: z.string().nullable(), total: z.int() }),
})

const done = z.object({ id: z.uuid(), warnings: z.array(FindingView) })

export const receiveRelease = endpoint({
  name: 'custody.receiveRelease', method: 'POST', path: '/api/custody/release/receive', may: 'custody.receive-release', article: 'CPC 284',
  input: z.object({ ...custodyAsSeen, at: At.optional() }), output: done,
})
/** What the person at the gate said or showed; it is compared with the register, never with the name alone. */
export const Identifier = z.object({ kind: z.enum(['birth', 'national-number', 'mother', 'photograph', 'thumb-print']), value: z.string().trim().max(120).optional(), agrees: z.boolean().optional() })
export type Identifier = z.infer<typeof Identifier>
/** Another live order? Other open cases? The right person? What was found is kept with the order. */
export const checkRelease = endpoint({
  name: 'custody.checkRelease', method: 'POST', path: '/api/custody/release/check', may: 'custody.check-release', article: 'CPC 115, 284',
  input: z.object({ ...custodyAsSeen, identifier: Identifier }), output: done.extend({ check: CheckNotes }),
})
/** The order ends this case's detention, but a live order in another case still holds the person (CPC 115). Refused when there is none. */
export const keepForOther = endpoint({
  name: 'custody.keepForOther', method: 'POST', path: '/api/custody/release/keep', may: 'custody.check-release', article: 'CPC 115',
  input: z.object({ ...custodyAsSeen, reason: Passage }), output: done.extend({ otherLive: z.array(z.string()) }),
})
/** How the leaving is proven: a signed paper that was uploaded, a thumb-print on a numbered paper, or two witnesses to a refusal to sign. */
export const Signature = z.discriminatedUnion('how', [
  z.object({ how: z.literal('signed-paper'), documentId: z.uuid() }),
  z.object({ how: z.literal('thumb-print'), paperNumber: z.string().trim().min(1).max(60) }),
  z.object({ how: z.literal('refused'), witnesses: z.tuple([Line, Line]) }),
])
export type Signature = z.infer<typeof Signature>
/** The person walks out, at this hour, let go by somebody who did not make the check. */
export const freePerson = endpoint({
  name: 'custody.free', method: 'POST', path: '/api/custody/release/free', may: 'custody.free', article: 'CPC 284',
  input: z.object({ ...custodyAsSeen, at: At.optional(), signature: Signature, fetchedBy: Line.optional() }), output: done,
})
export const returnProperty = endpoint({
  name: 'custody.returnProperty', method: 'POST', path: '/api/custody/release/property', may: 'custody.return-property', article: 'Mandela 67',
  input: z.object({ ...custodyAsSeen, returnedTo: Line, itemIds: z.array(z.uuid()).max(300).optional(), remarks: z.string().trim().max(300).optional() }), output: done.extend({ paperId: z.uuid().nullable(), left: z.int() }),
})
/** The slip that proves the release is issued, the custody is closed and its clocks are stopped. */
export const giveSlip = endpoint({
  name: 'custody.giveSlip', method: 'POST', path: '/api/custody/release/slip', may: 'custody.give-slip', article: 'CPC 294',
  input: z.object(custodyAsSeen), output: done.extend({ paperId: z.uuid(), number: z.string() }),
})
/** Only the office that ordered it, and only while the person is still inside. */
export const withdrawRelease = endpoint({
  name: 'custody.withdrawRelease', method: 'POST', path: '/api/custody/release/withdraw', may: 'custody.withdraw-release',
  input: z.object({ ...custodyAsSeen, reason: Passage }), output: done,
})

export const BailKind = z.enum(['undertaking', 'guarantor', 'deposit'])
export const BailView = z.object({
  id: z.uuid(), kind: BailKind, amountIqd: z.int().nullable(), guarantor: z.string().nullable(), guarantorDocument: z.string().nullable(), decidedAt: At, decidedBy: z.string(), givenAt: At.nullable(), givenBy: z.string().nullable(),
})
export type BailView = z.infer<typeof BailView>
/** What was asked and given for a person, the latest first. */
export const listBails = endpoint({
  name: 'custody.bails', method: 'GET', path: '/api/custody/:id/bail', may: 'custody.read-release',
  input: z.object({ id: z.uuid() }), output: z.object({ rows: z.array(BailView) }),
})
/** The judge lets the person go on an undertaking, a guarantor or a deposit suited to offence and means (CPC 109-110, 114). */
export const decideBail = endpoint({
  name: 'custody.decideBail', method: 'POST', path: '/api/custody/bail/decide', may: 'custody.decide-bail', article: 'CPC 109(A), 110, 114',
  input: z.object({ ...custodyAsSeen, requestId: z.uuid().optional(), kind: BailKind, amountIqd: z.int().positive().max(100_000_000_000).optional(), reason: Passage })
    .refine((bail) => bail.kind === 'undertaking' || bail.amountIqd !== undefined, { message: 'invalid.bail-amount', path: ['amountIqd'] }),
  output: z.object({ id: z.uuid(), bailId: z.uuid() }),
})
/** The judge's answer to a request for release: granted, a release order follows (CPC 111); refused, a request for release or bail ends and the person stays held. */
export const answerReleaseRequest = endpoint({
  name: 'custody.answerReleaseRequest', method: 'POST', path: '/api/custody/release/answer', may: 'custody.decide-bail', article: 'CPC 109-111',
  input: z.object({ ...custodyAsSeen, requestId: z.uuid(), granted: z.boolean(), reason: Passage }), output: z.object({ id: z.uuid(), releaseOrderId: z.uuid().nullable() }),
})
/** What the judge asked for is given, at the station or the court: release is ordered at once, unless another offence holds the person (CPC 115). */
export const giveBail = endpoint({
  name: 'custody.giveBail', method: 'POST', path: '/api/custody/bail/give', may: 'custody.give-bail', article: 'CPC 114-115',
  input: z.object({
    ...custodyAsSeen, bailId: z.uuid(), guarantorName: Line.optional(), guarantorDocument: z.string().trim().min(1).max(100).optional(), guarantorAddress: Line.optional(), guarantorPhone: z.string().trim().max(40).optional(),
    solvency: Line.optional(), receiptNumber: z.string().trim().max(60).optional(), appearAt: At.optional(), appearPlace: Line,
  }),
  output: z.object({ id: z.uuid(), paperId: z.uuid(), released: z.boolean(), otherLive: z.array(z.string()) }),
})

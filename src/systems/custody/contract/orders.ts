import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { AgeGroup, asSeen, At, CoverStatus, Day, Done, Finding, Office, optionalText, RequestKind, Stage, text } from './parts.ts'

/** Asks the judge. The felony court is asked by the investigative judge alone: `askFelonyCourt`. */
export const askJudge = endpoint({
  name: 'custody.askJudge', method: 'POST', path: '/api/custody/:id/request', may: 'custody.ask-judge', article: 'Const 19(13); CPC 109-111, 123',
  input: z.object({ ...asSeen, kind: RequestKind.exclude(['felony-permission']), grounds: text(4000, 3), days: z.int().min(1).max(15).optional() }),
  output: Done.extend({ requestId: z.uuid(), number: z.string() }),
})
export const askFelonyCourt = endpoint({
  name: 'custody.askFelonyCourt', method: 'POST', path: '/api/custody/:id/felony-request', may: 'custody.ask-felony-court', article: 'CPC 109(C)',
  input: z.object({ ...asSeen, grounds: text(4000, 3), courtId: z.uuid().optional() }), output: Done.extend({ requestId: z.uuid(), number: z.string() }),
})
export const withdrawRequest = endpoint({
  name: 'custody.withdrawRequest', method: 'POST', path: '/api/custody/:id/request/withdraw', may: 'custody.ask-judge',
  input: z.object({ ...asSeen, requestId: z.uuid(), reason: text(1000, 3) }), output: Done,
})

/** A detention order as the judge fills it in: the fields of CPC 113 and what 110 and Juvenile 52 ask for. */
export const OrderForm = z.object({
  nameInOrder: text(200, 2), knownAs: text(120), surname: text(120), article: text(120), firstDay: Day, lastDay: Day, reasons: text(4000, 3), sealed: z.boolean(),
  harmToInvestigation: optionalText(2000), fearOfFlight: optionalText(2000), noFixedAddress: z.boolean().optional(),
  juvenilePurpose: z.enum(['study', 'no-guarantor']).optional(), juvenilePlace: z.enum(['observation-home', 'separated', 'with-adults']).optional(),
  /** The case that the order is made in; the custody's first case when not given. */
  caseId: z.uuid().optional(),
})
export type OrderForm = z.infer<typeof OrderForm>

/** An order filled in from the record; what is not known there is empty. */
export const OrderDraft = OrderForm.extend({ nameInOrder: z.string(), knownAs: z.string(), surname: z.string(), article: z.string(), reasons: z.string() })
export type OrderDraft = z.infer<typeof OrderDraft>

/** What the law says about an order before it is signed, filled in from the record, with the last day that it may name. */
export const proposeOrder = endpoint({
  name: 'custody.proposeOrder', method: 'POST', path: '/api/custody/:id/order/propose', may: 'custody.order', article: 'CPC 109, 110, 113',
  input: OrderDraft.partial().extend({ id: z.uuid() }),
  output: z.object({
    proposed: OrderDraft, findings: z.array(Finding), latestDay: Day.nullable(), detainedDays: z.int(), ceilingReachedAt: At.nullable(), capital: z.boolean(),
  }),
})
export const orderDetention = endpoint({
  name: 'custody.order', method: 'POST', path: '/api/custody/:id/order', may: 'custody.order', article: 'CPC 109, 110, 113; Juvenile 52',
  input: OrderForm.extend({ ...asSeen, requestId: z.uuid().optional() }), output: Done.extend({ orderId: z.uuid(), number: z.string(), documentId: z.uuid() }),
})
/** The judge does not detain: a release order follows in the same act. */
export const refuseDetention = endpoint({
  name: 'custody.refuseDetention', method: 'POST', path: '/api/custody/:id/refuse', may: 'custody.refuse-detention', article: 'CPC 92, 109-110',
  input: z.object({ ...asSeen, requestId: z.uuid().optional(), caseId: z.uuid().optional(), reason: text(4000, 3) }), output: Done.extend({ releaseOrderId: z.uuid(), number: z.string() }),
})
/** 24 hours more for the papers, once after each arrest. */
export const extendPapers = endpoint({
  name: 'custody.extendPapers', method: 'POST', path: '/api/custody/:id/extend-papers', may: 'custody.extend-papers', article: 'Const 19(13)',
  input: z.object({ ...asSeen, requestId: z.uuid().optional(), reason: text(2000, 3) }), output: Done.extend({ papersDue: At }),
})
/** Ends an order before its time. With nothing else covering the person, a release order follows in the same act. */
export const cancelOrder = endpoint({
  name: 'custody.cancelOrder', method: 'POST', path: '/api/custody/:id/order/cancel', may: 'custody.cancel-order', article: 'CPC 111',
  input: z.object({ ...asSeen, orderId: z.uuid(), reason: text(2000, 3) }), output: Done.extend({ releaseOrderId: z.uuid().nullable() }),
})
/** The felony court lets detention go on beyond six months, until that day and never beyond a quarter of the maximum; or has the person released. */
export const decidePermission = endpoint({
  name: 'custody.decidePermission', method: 'POST', path: '/api/custody/:id/permission', may: 'custody.permit', article: 'CPC 109(C)',
  input: z.discriminatedUnion('granted', [
    z.object({ ...asSeen, granted: z.literal(true), requestId: z.uuid(), until: Day, reason: text(4000, 3) }),
    z.object({ ...asSeen, granted: z.literal(false), requestId: z.uuid(), reason: text(4000, 3) }),
  ]),
  output: Done.extend({ releaseOrderId: z.uuid().nullable() }),
})

/** The judge's list: what waits for the court's decision, with the order proposed and what the law says about it. */
export const listRequests = endpoint({
  name: 'custody.requests', method: 'GET', path: '/api/custody/requests', may: 'custody.read-requests', article: 'CPC 109',
  input: z.object({ kind: RequestKind.optional(), limit: z.coerce.number().int().min(1).max(500).default(100) }),
  output: z.object({
    rows: z.array(z.object({
      requestId: z.uuid(), custodyId: z.uuid(), custodyVersion: z.int(), custodyNumber: z.string(), caseId: z.uuid(), caseNumber: z.string(), name: z.string(), kind: RequestKind, askedAt: At, grounds: z.string(),
      days: z.int().nullable(), holder: Office, article: z.string().nullable(), capital: z.boolean(), ageGroup: AgeGroup, stage: Stage, coverStatus: CoverStatus, coverUntil: At.nullable(),
      proposed: OrderDraft.nullable(), findings: z.array(Finding), latestDay: Day.nullable(), detainedDays: z.int(),
    })),
  }),
})

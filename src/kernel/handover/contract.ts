import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'

/** One hand-over as the screens show it. */
export const HandoverView = z.object({
  id: z.uuid(), recordId: z.uuid(), recordKind: z.string(), recordNumber: z.string().nullable(), recordLabel: z.string(),
  from: z.object({ id: z.uuid(), ar: z.string(), ckb: z.string(), en: z.string() }), to: z.object({ id: z.uuid(), ar: z.string(), ckb: z.string(), en: z.string() }),
  state: z.enum(['offered', 'accepted', 'refused', 'recalled']), offeredAt: z.iso.datetime(), dueAt: z.iso.datetime(), decidedAt: z.iso.datetime().nullable(),
  offeredBy: z.string(), decidedBy: z.string().nullable(), condition: z.string().nullable(), sealNumber: z.string().nullable(), escort: z.string().nullable(), reason: z.string().nullable(),
  /** The giver has asked for it back from an office of another node, which has not answered yet. */
  recallAsked: z.boolean(),
})
export type HandoverView = z.infer<typeof HandoverView>

const done = z.object({ recordId: z.uuid() })
const note = z.string().trim().max(2000)

export const offerHandover = endpoint({
  name: 'handover.offer', method: 'POST', path: '/api/handover/offer', may: 'handover.offer',
  input: z.object({ recordId: z.uuid(), version: z.int().positive().optional(), toOffice: z.uuid(), condition: note.optional(), sealNumber: z.string().trim().max(60).optional(), escort: z.string().trim().max(200).optional(), reason: note.optional() }),
  output: z.object({ handoverId: z.uuid() }),
})
export const acceptHandover = endpoint({
  name: 'handover.accept', method: 'POST', path: '/api/handover/accept', may: 'handover.answer',
  input: z.object({ recordId: z.uuid(), note: note.optional() }), output: done,
})
export const refuseHandover = endpoint({
  name: 'handover.refuse', method: 'POST', path: '/api/handover/refuse', may: 'handover.answer',
  input: z.object({ recordId: z.uuid(), reason: note.min(3) }), output: done,
})
export const recallHandover = endpoint({
  name: 'handover.recall', method: 'POST', path: '/api/handover/recall', may: 'handover.offer',
  input: z.object({ recordId: z.uuid(), reason: note.min(3) }),
  /** `asked`: the offer is with an office of another node, which gives it back unless it has accepted by then. */
  output: done.extend({ asked: z.boolean() }),
})
export const listHandovers = endpoint({
  name: 'handover.list', method: 'GET', path: '/api/handover', may: 'signed-in',
  input: z.object({ direction: z.enum(['in', 'out']).optional(), recordId: z.uuid().optional(), state: z.enum(['offered', 'accepted', 'refused', 'recalled']).optional(), limit: z.coerce.number().int().min(1).max(500).default(100) }),
  output: z.object({ rows: z.array(HandoverView) }),
})

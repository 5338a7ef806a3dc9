import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'

const Text3 = z.object({ ar: z.string(), ckb: z.string(), en: z.string() })

/** The names of kinds of record, which the systems that own them give. */
const Kinds = z.record(z.string(), Text3)

/** A court's order that a record be destroyed. Kept between the asking and the second person's decision. */
export const ExpungeOrder = z.object({
  /** The record that the order names, and others that go with it (the custody of a case, a second case). */
  records: z.array(z.uuid()).min(1).max(50),
  article: z.string().trim().min(2).max(200), orderNumber: z.string().trim().min(1).max(60), orderDay: z.iso.date(), reason: z.string().trim().min(3).max(2000),
})
export type ExpungeOrder = z.infer<typeof ExpungeOrder>

/** A judge orders a record destroyed. Nothing happens until the public prosecution has looked at it. */
export const orderExpunging = endpoint({
  name: 'ledger.order-expunging', method: 'POST', path: '/api/expunging/:id', may: 'ledger.order-expunging', limit: { perMinute: 20 },
  input: z.object({ id: z.uuid(), also: z.array(z.uuid()).max(49).default([]), article: ExpungeOrder.shape.article, orderNumber: ExpungeOrder.shape.orderNumber, orderDay: ExpungeOrder.shape.orderDay, reason: ExpungeOrder.shape.reason }),
  output: z.object({ approvalId: z.uuid() }),
})

/** What would go: the record, and the others that name the same persons or are linked to it, to be chosen from. */
export const previewExpunging = endpoint({
  name: 'ledger.preview-expunging', method: 'GET', path: '/api/expunging/:id/preview', may: 'ledger.order-expunging',
  input: z.object({ id: z.uuid() }),
  output: z.object({
    record: z.object({ id: z.uuid(), kind: z.string(), number: z.string().nullable(), label: z.string() }), entries: z.int(), papers: z.int(),
    related: z.array(z.object({ id: z.uuid(), kind: z.string(), number: z.string().nullable(), label: z.string() })),
    kinds: Kinds,
    bases: z.array(z.object({ article: z.string(), what: Text3, confidence: z.enum(['T', 'C', 'P', 'U']) })),
  }),
})

export const ExpungingView = z.object({
  id: z.uuid(), recordId: z.uuid(), kind: z.string(), number: z.string().nullable(), records: z.int(), at: z.iso.datetime(), article: z.string(), orderNumber: z.string(), orderDay: z.iso.date(), reason: z.string(),
  orderedBy: z.string(), approvedBy: z.string(), entries: z.int(), rows: z.int(), papers: z.int(), persons: z.int(), paperId: z.uuid().nullable(),
})
export type ExpungingView = z.infer<typeof ExpungingView>
export const listExpunging = endpoint({
  name: 'ledger.expunging', method: 'GET', path: '/api/expunging', may: 'ledger.read-expunging',
  input: z.object({ limit: z.coerce.number().int().min(1).max(500).default(200) }), output: z.object({ rows: z.array(ExpungingView), kinds: Kinds }),
})

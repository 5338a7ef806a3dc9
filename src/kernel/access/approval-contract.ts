import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'

const Text3 = z.object({ ar: z.string(), ckb: z.string(), en: z.string() })
const done = z.object({ recordId: z.uuid() })
const limit = z.coerce.number().int().min(1).max(500).default(100)

export const ApprovalView = z.object({
  id: z.uuid(), recordId: z.uuid(), recordKind: z.string(), recordNumber: z.string().nullable(), recordLabel: z.string(), verb: z.string(), title: z.string(), input: z.unknown(),
  state: z.enum(['asked', 'approved', 'refused', 'withdrawn']), askedAt: z.iso.datetime(), askedBy: z.string(), own: z.boolean(),
  decidedAt: z.iso.datetime().nullable(), decidedBy: z.string().nullable(), reason: z.string().nullable(), mayDecide: z.boolean(),
})
export type ApprovalView = z.infer<typeof ApprovalView>

export const GlassView = z.object({
  id: z.uuid(), recordId: z.uuid(), recordKind: z.string().nullable(), recordNumber: z.string().nullable(), person: Text3, own: z.boolean(), office: Text3, reason: z.string(),
  openedAt: z.iso.datetime(), expiresAt: z.iso.datetime(), reads: z.int(), reviewedAt: z.iso.datetime().nullable(), reviewedBy: z.string().nullable(), finding: z.string().nullable(),
})
export type GlassView = z.infer<typeof GlassView>

export const PolicyView = z.object({ roles: z.array(z.string()), may: z.array(z.object({ verb: z.string(), name: Text3.nullable() })), on: z.union([z.array(z.string()), z.enum(['any', 'new'])]), because: Text3, article: z.string().nullable() })
export type PolicyView = z.infer<typeof PolicyView>

export const listApprovalRequests = endpoint({
  name: 'access.approvals', method: 'GET', path: '/api/approvals', may: 'signed-in',
  input: z.object({ state: z.enum(['asked', 'approved', 'refused', 'withdrawn']).optional(), recordId: z.uuid().optional(), limit }), output: z.object({ rows: z.array(ApprovalView) }),
})
export const decide = endpoint({
  name: 'access.decide', method: 'POST', path: '/api/approvals/:id/decide', may: 'signed-in',
  input: z.object({ id: z.uuid(), approve: z.boolean(), reason: z.string().trim().max(2000).optional() }), output: done,
})
export const withdraw = endpoint({ name: 'access.withdraw', method: 'POST', path: '/api/approvals/:id/withdraw', may: 'access.withdraw-approval', input: z.object({ id: z.uuid() }), output: done })

export const seal = endpoint({
  name: 'access.seal', method: 'POST', path: '/api/records/:id/seal', may: 'access.seal',
  input: z.object({ id: z.uuid(), basis: z.string().trim().min(3).max(200), reason: z.string().trim().min(3).max(2000) }), output: done,
})
export const unseal = endpoint({
  name: 'access.unseal', method: 'POST', path: '/api/records/:id/unseal', may: 'access.seal',
  input: z.object({ id: z.uuid(), basis: z.string().trim().min(3).max(200), reason: z.string().trim().min(3).max(2000) }), output: done,
})
export const sealedReads = endpoint({
  name: 'access.sealed-reads', method: 'GET', path: '/api/records/:id/reads', may: 'access.review-glass',
  input: z.object({ id: z.uuid() }), output: z.object({ rows: z.array(z.object({ at: z.iso.datetime(), person: z.string(), verb: z.string() })) }),
})

export const breakTheGlass = endpoint({
  name: 'access.break-glass', method: 'POST', path: '/api/break-glass', may: 'access.break-glass', article: 'Penal 437', limit: { perMinute: 10 },
  input: z.object({ recordId: z.uuid().optional(), kind: z.string().max(40).optional(), number: z.string().trim().max(40).optional(), officeId: z.uuid().optional(), reason: z.string().trim().min(10).max(2000) }),
  output: z.object({ recordId: z.uuid(), kind: z.string(), expiresAt: z.iso.datetime() }),
})
export const listBrokenGlass = endpoint({
  name: 'access.broken-glass', method: 'GET', path: '/api/break-glass', may: 'signed-in',
  input: z.object({ state: z.enum(['open', 'reviewed']).optional(), limit }), output: z.object({ rows: z.array(GlassView) }),
})
export const review = endpoint({
  name: 'access.review-glass', method: 'POST', path: '/api/break-glass/:id/review', may: 'access.review-glass',
  input: z.object({ id: z.uuid(), finding: z.string().trim().min(10).max(2000) }), output: z.object({ done: z.literal(true) }),
})

export const readPolicy = endpoint({ name: 'access.policy', method: 'GET', path: '/api/policy', may: 'signed-in', input: z.object({}), output: z.object({ rows: z.array(PolicyView) }) })

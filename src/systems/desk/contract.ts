import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'

const At = z.iso.datetime()
const Name = z.object({ ar: z.string(), ckb: z.string(), en: z.string() })
/** The record a row is about, and where its act is done. */
const about = { recordId: z.uuid(), kind: z.string(), number: z.string().nullable(), label: z.string(), path: z.string() }

/** A time limit that runs out or has run out: by a clock of the law (`rule`), or a duty to a person held (`duty`, words `custody.duty.<duty>`). */
export const DueRow = z.object({ ...about, id: z.string(), rule: z.string().nullable(), name: Name.nullable(), duty: z.string().nullable(), due: At, late: z.boolean(), article: z.string().nullable() })
export const OfferRow = z.object({ ...about, id: z.uuid(), office: Name, offeredAt: At, dueAt: At, late: z.boolean(), condition: z.string().nullable(),
  /** It may be accepted as it stands, without a form. */
  plain: z.boolean() })
export const ApprovalRow = z.object({ ...about, id: z.uuid(), title: z.string(), askedAt: At, askedBy: z.string() })
export const RequestRow = z.object({ ...about, id: z.uuid(), request: z.string(), askedAt: At, grounds: z.string(), coverUntil: At.nullable(), gap: z.boolean() })
export const ReleaseRow = z.object({ ...about, id: z.uuid(), order: z.string(), step: z.string(), orderedAt: At, late: z.boolean(), article: z.string() })
export const GlassRow = z.object({ id: z.uuid(), person: Name, office: Name, reason: z.string(), openedAt: At, path: z.string() })

export const Desk = z.object({
  at: At, alarms: z.int(), clocks: z.array(DueRow), offered: z.array(OfferRow), unanswered: z.array(OfferRow), approvals: z.array(ApprovalRow), requests: z.array(RequestRow),
  releases: z.array(ReleaseRow), glass: z.array(GlassRow),
})
export type Desk = z.infer<typeof Desk>

/** Everything that waits for this post, the worst first. */
export const readDesk = endpoint({ name: 'desk.read', method: 'GET', path: '/api/desk', may: 'desk.read', input: z.object({}), output: Desk })
/** How many wait, by the page of the menu on which they are dealt with. */
export const countDesk = endpoint({ name: 'desk.counts', method: 'GET', path: '/api/desk/counts', may: 'desk.read', input: z.object({}), output: z.object({ rows: z.array(z.object({ path: z.string(), count: z.int() })) }) })

export const Hit = z.object({ id: z.uuid(), kind: z.string(), label: z.string(), number: z.string().nullable(), path: z.string(), detail: z.string().nullable() })
export type Hit = z.infer<typeof Hit>
/** Records by number, and persons and their records by name, of those that this post may see. */
export const search = endpoint({
  name: 'desk.search', method: 'GET', path: '/api/desk/search', may: 'desk.read', limit: { perMinute: 240 },
  input: z.object({ q: z.string().trim().min(2).max(120) }), output: z.object({ rows: z.array(Hit) }),
})

import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import type { z } from 'zod'
import { act, read, type Reader, type Tx } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import type { Text } from '#kernel/words/text.ts'
import type { ApprovalView } from './approval-contract.ts'
import { roleMay } from './policy.ts'

/** What a system declares of an act that needs four eyes. */
export interface ApprovalKind<I extends z.ZodType = z.ZodType> {
  /** What is asked for, e.g. `administration.enter-holiday`. */
  readonly verb: string
  /** The verb of the policy that decides; it is the verb in the ledger too. */
  readonly decide: string
  readonly title: Text
  /** The input that is kept between the asking and the deciding; read again by this schema when it is decided. */
  readonly input: I
  /** `holder` (the default): decided in the office that holds the record. `authority`: by another office whose policy says so. */
  readonly by?: 'holder' | 'authority'
  /** The article under which it is decided, where the request says it. */
  basis?(input: z.output<I>): string
  /** Runs in the act of the approval: what was asked for happens now, or not at all. */
  run(tx: Tx, input: z.output<I>): Promise<void>
  /** Runs in the act of a refusal or withdrawal. */
  undo?(tx: Tx, input: z.output<I>): Promise<void>
}

const kinds = new Map<string, ApprovalKind>()

/** Declares what runs when a request of this verb is approved. Called once by the system that owns the verb, where its handlers are made. */
export function declareApproval<I extends z.ZodType>(kind: ApprovalKind<I>): ApprovalKind<I> {
  kinds.set(kind.verb, kind as unknown as ApprovalKind)
  return kind
}

/** Asks for a second pair of eyes on the act's record. Nothing happens yet. */
export async function askApproval(tx: Tx, a: { verb: string; input: unknown }): Promise<string> {
  const kind = kindOf(a.verb)
  const id = randomUUIDv7()
  const requestedBy = tx.ctx.session?.accountId ?? refuse('kernel.sign-in-first', { status: 401 })
  await tx.db.insertInto('kernel.approval').values({
    id, record_id: tx.record.id, verb: a.verb, input: JSON.stringify(kind.input.parse(a.input)), requested_at: tx.at, requested_by: requestedBy, office_id: tx.record.office_id,
    state: 'asked', decided_at: null, decided_by: null, reason: null,
  }).execute()
  return id
}

function kindOf(verb: string): ApprovalKind {
  return kinds.get(verb) ?? refuse('access.approval-unknown', { status: 404, params: { verb } })
}

export interface Decision { readonly id: string; readonly approve: boolean; readonly reason?: string | undefined }

/**
 * Approves or refuses what another account asked for, as one act on the record: the decision and what follows from it are one entry.
 * Nobody decides their own request; the database refuses it too.
 */
export async function decideApproval(ctx: Ctx, d: Decision): Promise<{ recordId: string }> {
  const { asked, kind } = await askedOf(ctx, d.id)
  if (!d.approve && (d.reason ?? '').trim().length < 3) refuse('access.reason-needed', { field: 'reason' })
  return act(ctx, {
    verb: kind.decide, subject: { kind: asked.kind, id: asked.record_id }, by: kind.by ?? 'holder', reason: d.reason, input: d, basis: kind.basis?.(kind.input.parse(asked.input) as never),
    detail: { approval: d.id, of: asked.verb, askedBy: asked.requested_by, decision: d.approve ? 'approved' : 'refused' },
  }, async (tx) => {
    if (asked.requested_by === tx.ctx.session?.accountId) refuse('access.own-request', { status: 403 })
    await close(tx, d.id, d.approve ? 'approved' : 'refused', d.reason)
    const input = kind.input.parse(asked.input) as never
    await (d.approve ? kind.run(tx, input) : kind.undo?.(tx, input))
    return { recordId: asked.record_id }
  })
}

/** The asker takes the request back. */
export async function withdrawApproval(ctx: Ctx, id: string): Promise<{ recordId: string }> {
  const { asked, kind } = await askedOf(ctx, id)
  return act(ctx, { verb: 'access.withdraw-approval', subject: { kind: asked.kind, id: asked.record_id }, by: 'authority', input: { id }, detail: { approval: id, of: asked.verb } }, async (tx) => {
    if (asked.requested_by !== tx.ctx.session?.accountId) refuse('access.not-your-request', { status: 403 })
    await close(tx, id, 'withdrawn')
    await kind.undo?.(tx, kind.input.parse(asked.input) as never)
    return { recordId: asked.record_id }
  })
}

async function askedOf(ctx: Ctx, id: string) {
  const asked = await read(ctx, (r) => r.db.selectFrom('kernel.approval as p').innerJoin('kernel.record as r', 'r.id', 'p.record_id')
    .select(['p.verb', 'p.input', 'p.requested_by', 'p.record_id', 'r.kind']).where('p.id', '=', id).executeTakeFirst())
  if (!asked) refuse('access.approval-unknown', { status: 404, params: { verb: '' } })
  return { asked, kind: kindOf(asked.verb) }
}

/** The record is locked by the act, so of two that decide at once the second finds it decided. */
async function close(tx: Tx, id: string, state: 'approved' | 'refused' | 'withdrawn', reason?: string): Promise<void> {
  const { numUpdatedRows } = await tx.db.updateTable('kernel.approval').set({ state, decided_at: tx.at, decided_by: tx.ctx.session?.accountId ?? null, reason: reason ?? null })
    .where('id', '=', id).where('state', '=', 'asked').executeTakeFirst()
  if (numUpdatedRows === 0n) refuse('access.decided-already', { status: 409 })
}

/** Requests that this session's offices may see, the open ones first; `mayDecide` where the session's own post may decide. */
export async function listApprovals(r: Reader, where: { state?: ApprovalView['state'] | undefined; recordId?: string | undefined; limit: number }): Promise<ApprovalView[]> {
  const { session, lang } = r.ctx
  let query = r.db.selectFrom('kernel.approval as p').innerJoin('kernel.record as r', 'r.id', 'p.record_id').innerJoin('kernel.account as a', 'a.id', 'p.requested_by').leftJoin('kernel.account as d', 'd.id', 'p.decided_by')
    .select(['p.id', 'p.record_id', 'r.kind', 'r.number', 'r.label', 'r.office_id', 'p.verb', 'p.input', 'p.state', 'p.requested_at', 'p.requested_by', 'a.full_name_ar', 'a.full_name_en', 'd.full_name_ar as decider', 'p.decided_at', 'p.reason'])
    .orderBy(sql`p.state <> 'asked'`).orderBy('p.requested_at', 'desc').limit(where.limit)
  if (where.state) query = query.where('p.state', '=', where.state)
  if (where.recordId) query = query.where('p.record_id', '=', where.recordId)
  return (await query.execute()).map((p) => {
    const kind = kinds.get(p.verb)
    const own = p.requested_by === session?.accountId
    return {
      id: p.id, recordId: p.record_id, recordKind: p.kind, recordNumber: p.number, recordLabel: p.label, verb: p.verb, title: kind?.title[lang] ?? p.verb, input: p.input, state: p.state,
      askedAt: p.requested_at.toISOString(), askedBy: lang === 'en' ? p.full_name_en : p.full_name_ar, own, decidedAt: p.decided_at?.toISOString() ?? null, decidedBy: p.decider, reason: p.reason,
      mayDecide: p.state === 'asked' && !own && session !== null && kind !== undefined && roleMay(session.role, kind.decide) && (kind.by === 'authority' || p.office_id === session.officeId),
    }
  })
}

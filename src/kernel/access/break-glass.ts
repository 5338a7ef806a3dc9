import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { act, read, type Reader } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { findReceiver, raiseAlarm } from '#kernel/clock/alarms.ts'
import { grantAccess } from '#kernel/handover/handover.ts'
import type { GlassView } from './approval-contract.ts'

/** How long broken glass lets its breaker read. The database allows no more. */
export const glassMinutes = 60

/** Disclosure of a professional secret: what a breaker without need answers for. */
export const glassArticle = 'Penal 437'

interface Head { readonly id: string; readonly kind: string; readonly office_id: string; readonly sealed: boolean; readonly conflict: boolean }

export interface Glass {
  /** The record by its id, or by its kind, its number and the office that gave the number. */
  readonly recordId?: string | undefined
  readonly kind?: string | undefined
  readonly number?: string | undefined
  readonly officeId?: string | undefined
  readonly reason: string
}

/**
 * Reads a record that one's office may not read, in an emergency: with a reason, for an hour, this person only, with an alarm to
 * the inspectorate, and to be reviewed by someone else.
 * @throws Refusal access.glass-not-needed, access.glass-open, kernel.conflict-of-interest, kernel.record-unknown
 */
export async function breakGlass(ctx: Ctx, g: Glass): Promise<{ recordId: string; kind: string; expiresAt: string }> {
  const session = ctx.session ?? refuse('kernel.sign-in-first', { status: 401 })
  const head = await headOf(ctx, g)
  const expiresAt = new Date(ctx.now.getTime() + glassMinutes * 60_000)
  return act(ctx, { verb: 'access.break-glass', subject: { kind: head.kind, bare: head.id }, reason: g.reason, input: g, detail: { expiresAt: expiresAt.toISOString() } }, async (tx) => {
    if (head.conflict) refuse('kernel.conflict-of-interest', { status: 403 })
    const mine = await tx.db.selectFrom('kernel.break_glass').select('id').where('record_id', '=', head.id).where('account_id', '=', session.accountId).where('expires_at', '>', tx.at).executeTakeFirst()
    if (mine) refuse('access.glass-open', { status: 409 })
    if (await tx.db.selectFrom('kernel.record').select('id').where('id', '=', head.id).executeTakeFirst()) refuse('access.glass-not-needed', { status: 409 })
    await tx.db.insertInto('kernel.break_glass').values({
      id: randomUUIDv7(), record_id: head.id, account_id: session.accountId, office_id: session.officeId, reason: g.reason, opened_at: tx.at, expires_at: expiresAt,
      reviewed_at: null, reviewed_by: null, finding: null,
    }).execute()
    await grantAccess(tx, head.id, session.officeId, 'break-glass', expiresAt)
    const raisedTo = (await findReceiver(tx, session.officeId, 'inspectorate')) ?? (await findReceiver(tx, session.officeId, 'judicial-council'))
    await raiseAlarm(tx, { kind: 'break-glass', recordId: head.id, article: glassArticle, officeId: session.officeId, detail: { reason: g.reason, person: session.personName, expiresAt: expiresAt.toISOString() }, ...(raisedTo ? { raisedTo } : {}) })
    return { recordId: head.id, kind: head.kind, expiresAt: expiresAt.toISOString() }
  })
}

async function headOf(ctx: Ctx, g: Glass): Promise<Head> {
  const { rows: [head] } = await sql<Head>`select * from kernel.head_of(${g.recordId ?? null}, ${g.kind ?? null}, ${g.number ?? null}, ${g.officeId ?? null}, ${ctx.session?.personId ?? null})`.execute(ctx.db.app)
  return head ?? refuse('kernel.record-unknown', { status: 404 })
}

/** The review of one breaking: by someone else, with a finding. */
export async function reviewGlass(ctx: Ctx, r: { id: string; finding: string }): Promise<void> {
  const session = ctx.session ?? refuse('kernel.sign-in-first', { status: 401 })
  const glass = await read(ctx, (reader) => reader.db.selectFrom('kernel.break_glass').selectAll().where('id', '=', r.id).executeTakeFirst())
  if (!glass) refuse('access.glass-unknown', { status: 404 })
  const { rows: [head] } = await sql<Head>`select * from kernel.head_of(${glass.record_id}, null, null, null, null)`.execute(ctx.db.app)
  await act(ctx, { verb: 'access.review-glass', subject: { kind: head?.kind ?? 'record', bare: glass.record_id }, reason: r.finding, input: r, detail: { glass: r.id } }, async (tx) => {
    if (glass.account_id === session.accountId) refuse('access.own-glass', { status: 403 })
    const { numUpdatedRows } = await tx.db.updateTable('kernel.break_glass').set({ reviewed_at: tx.at, reviewed_by: session.accountId, finding: r.finding }).where('id', '=', r.id).where('reviewed_at', 'is', null).executeTakeFirst()
    if (numUpdatedRows === 0n) refuse('access.glass-reviewed', { status: 409 })
    await tx.db.updateTable('kernel.alarm').set({ state: 'dismissed', dismissed_at: tx.at, dismissed_by: session.accountId, reason: r.finding })
      .where('record_id', '=', glass.record_id).where('kind', '=', 'break-glass').where('state', '=', 'open').where('raised_to', '=', session.officeId).where('raised_at', '=', glass.opened_at).execute()
  })
}

/** Broken glass, the unreviewed first. A post without the nation's scope sees its own account's only. */
export async function listGlass(r: Reader, where: { reviewed?: boolean | undefined; limit: number }): Promise<GlassView[]> {
  let query = r.db.selectFrom('kernel.break_glass as g').innerJoin('kernel.account as a', 'a.id', 'g.account_id').innerJoin('kernel.office as o', 'o.id', 'g.office_id')
    .leftJoin('kernel.record as r', 'r.id', 'g.record_id').leftJoin('kernel.account as v', 'v.id', 'g.reviewed_by')
    .select((eb) => ['g.id', 'g.record_id', 'r.kind', 'r.number', 'a.full_name_ar', 'a.full_name_en', 'g.account_id', 'o.name_ar', 'o.name_ckb', 'o.name_en', 'g.reason', 'g.opened_at', 'g.expires_at', 'g.reviewed_at', 'g.finding', 'v.full_name_ar as reviewer',
      eb.selectFrom('kernel.sealed_read as s').select((e) => e.fn.countAll<string>().as('n')).whereRef('s.record_id', '=', 'g.record_id').whereRef('s.account_id', '=', 'g.account_id')
        .whereRef('s.at', '>=', 'g.opened_at').whereRef('s.at', '<=', 'g.expires_at').as('reads')])
    .orderBy('g.reviewed_at', (o) => o.desc().nullsFirst()).orderBy('g.opened_at', 'desc').limit(where.limit)
  if (where.reviewed !== undefined) query = query.where('g.reviewed_at', where.reviewed ? 'is not' : 'is', null)
  return (await query.execute()).map((g) => ({
    id: g.id, recordId: g.record_id, recordKind: g.kind, recordNumber: g.number, person: { ar: g.full_name_ar, ckb: g.full_name_ar, en: g.full_name_en }, own: g.account_id === r.ctx.session?.accountId,
    office: { ar: g.name_ar, ckb: g.name_ckb, en: g.name_en }, reason: g.reason, openedAt: g.opened_at.toISOString(), expiresAt: g.expires_at.toISOString(), reads: Number(g.reads ?? 0),
    reviewedAt: g.reviewed_at?.toISOString() ?? null, reviewedBy: g.reviewer, finding: g.finding,
  }))
}

import { sql, type Selectable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { hourMs } from '#kernel/clock/calendar.ts'
import type { AlarmTable, HandoverTable } from '#kernel/db/tables.ts'
import type { AlarmFilter } from '../contract.ts'

interface Place { id: string; kind: string; governorate: string | null; ar: string; ckb: string; en: string }
export type AlarmRow = Selectable<AlarmTable> & { office: Place; receiver: Place; record_kind: string | null; number: string | null; label: string | null; dismisser: string | null }

const placeOf = (o: string) => sql<Place>`jsonb_build_object('id', ${sql.ref(`${o}.id`)}, 'kind', ${sql.ref(`${o}.kind`)}, 'governorate', ${sql.ref(`${o}.governorate`)}, 'ar', ${sql.ref(`${o}.name_ar`)}, 'ckb', ${sql.ref(`${o}.name_ckb`)}, 'en', ${sql.ref(`${o}.name_en`)})`

function shown(r: Reader) {
  return r.db.selectFrom('kernel.alarm as a').innerJoin('kernel.office as o', 'o.id', 'a.office_id').innerJoin('kernel.office as t', 't.id', 'a.raised_to')
    .leftJoin('kernel.record as r', 'r.id', 'a.record_id').leftJoin('kernel.account as d', 'd.id', 'a.dismissed_by')
    .selectAll('a').select(['r.kind as record_kind', 'r.number', 'r.label', 'd.full_name_ar as dismisser', placeOf('o').as('office'), placeOf('t').as('receiver')])
}

/** The latest alarms first, a page at a time after `cursor`. Row-level security says which of them this session may see at all. */
export async function findAlarms(r: Reader, f: AlarmFilter, page: { cursor?: string | undefined; limit: number }): Promise<{ rows: AlarmRow[]; next: string | null }> {
  let query = shown(r).orderBy('a.raised_at', 'desc').orderBy('a.id', 'desc').limit(page.limit + 1)
  if (f.to === 'mine') query = query.where('a.raised_to', '=', r.ctx.session?.officeId ?? null)
  if (f.state) query = query.where('a.state', '=', f.state)
  if (f.kind) query = query.where('a.kind', '=', f.kind)
  if (f.governorate) query = query.where('o.governorate', '=', f.governorate)
  if (f.officeId) query = query.where('a.office_id', '=', f.officeId)
  if (f.seen) query = query.where('a.seen_at', f.seen === 'yes' ? 'is not' : 'is', null)
  if (f.olderHours) query = query.where('a.raised_at', '<=', new Date(r.ctx.now.getTime() - f.olderHours * hourMs))
  const after = /^(\d+)~([0-9a-f-]{36})$/.exec(page.cursor ?? '')
  if (after) query = query.where(sql<boolean>`(a.raised_at, a.id) < (${new Date(Number(after[1]))}::timestamptz, ${after[2]}::uuid)`)
  const found = (await query.execute()) as AlarmRow[]
  const rows = found.slice(0, page.limit)
  const last = rows.at(-1)
  return { rows, next: found.length > page.limit && last ? `${last.raised_at.getTime()}~${last.id}` : null }
}

export async function findAlarm(r: Reader, id: string): Promise<AlarmRow | undefined> {
  return (await shown(r).where('a.id', '=', id).executeTakeFirst()) as AlarmRow | undefined
}

/** The other alarms on a record, the latest first. */
export async function alarmsOfRecord(r: Reader, recordId: string, except: string): Promise<AlarmRow[]> {
  return (await shown(r).where('a.record_id', '=', recordId).where('a.id', '<>', except).orderBy('a.raised_at', 'desc').limit(50).execute()) as AlarmRow[]
}

export interface KindCount { kind: string; open: number; unseen: number; old: number }

/** Open alarms of the session's office by kind. */
export async function countOpen(r: Reader): Promise<KindCount[]> {
  const { rows } = await sql<KindCount>`
    select kind, count(*)::integer as open, (count(*) filter (where seen_at is null))::integer as unseen, (count(*) filter (where raised_at <= ${r.ctx.now}::timestamptz - interval '24 hours'))::integer as old
    from kernel.alarm where raised_to = ${r.ctx.session?.officeId ?? null} and state = 'open' group by kind order by 2 desc`.execute(r.db)
  return rows
}

/** False where somebody was first. */
export async function markSeen(tx: Tx, id: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db.updateTable('kernel.alarm').set({ seen_at: tx.at, seen_by: tx.ctx.session?.accountId ?? null }).where('id', '=', id).where('seen_at', 'is', null).where('state', '=', 'open').executeTakeFirst()
  return numUpdatedRows === 1n
}

/** False where it was dismissed before. */
export async function markDismissed(tx: Tx, id: string, reason: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db.updateTable('kernel.alarm').set({ state: 'dismissed', dismissed_at: tx.at, dismissed_by: tx.ctx.session?.accountId ?? null, reason })
    .where('id', '=', id).where('state', '=', 'open').executeTakeFirst()
  return numUpdatedRows === 1n
}

/** How often this was dismissed on a record before. */
export async function dismissalsOf(r: Reader, recordId: string, kind: string): Promise<number> {
  const row = await r.db.selectFrom('kernel.alarm').select((eb) => eb.fn.countAll<string>().as('n')).where('record_id', '=', recordId).where('kind', '=', kind).where('state', '=', 'dismissed').executeTakeFirstOrThrow()
  return Number(row.n)
}

/** Offers past their time that nobody has answered, about which no alarm stands open nor was raised since `toldBefore`; the oldest first. */
export async function findUnanswered(r: Reader, toldBefore: Date, limit: number): Promise<(Selectable<HandoverTable> & { kind: string })[]> {
  return r.db.selectFrom('kernel.handover as h').innerJoin('kernel.record as r', 'r.id', 'h.record_id').selectAll('h').select('r.kind').where('h.state', '=', 'offered').where('h.due_at', '<=', r.ctx.now)
    .where((eb) => eb.not(eb.exists(eb.selectFrom('kernel.alarm as a').select('a.id').whereRef('a.record_id', '=', 'h.record_id').where('a.kind', '=', 'handover-unanswered')
      .where((w) => w.or([w('a.state', '=', 'open'), w.and([w('a.raised_at', '>', toldBefore), w(sql`a.detail ->> 'handoverId'`, '=', sql`h.id::text`)])])))))
    .orderBy('h.due_at').limit(limit).execute()
}

import { sql } from 'kysely'
import type { Reader } from '#kernel/act/act.ts'

export interface ClockRow { id: string; rule: string; record_id: string; kind: string; number: string | null; label: string; due_at: Date; article: string }

/** The clocks of these rules that this office must meet and that are near their end or past it, the first due at the head. */
export async function clocksDue(r: Reader, officeId: string, rules: readonly string[], until: Date, limit: number): Promise<ClockRow[]> {
  return r.db.selectFrom('kernel.clock as c').innerJoin('kernel.record as r', 'r.id', 'c.record_id').select(['c.id', 'c.rule', 'c.record_id', 'r.kind', 'r.number', 'r.label', 'c.due_at', 'c.article'])
    .where('c.office_id', '=', officeId).where('c.rule', 'in', [...rules]).where('c.state', 'in', ['running', 'missed']).where((eb) => eb.or([eb('c.due_at', '<=', until), eb('c.warn_at', '<=', r.ctx.now)]))
    .orderBy('c.due_at').orderBy('c.id').limit(limit).execute()
}

interface Name { ar: string; ckb: string; en: string }
export interface OfferedRow { id: string; record_id: string; kind: string; number: string | null; label: string; office: Name; offered_at: Date; due_at: Date; condition_note: string | null }

/** Open offers to this office (`in`) or from it (`out`), the oldest first. */
export async function offersOpen(r: Reader, officeId: string, direction: 'in' | 'out', limit: number): Promise<OfferedRow[]> {
  const [own, other] = direction === 'in' ? ['h.to_office', 'h.from_office'] as const : ['h.from_office', 'h.to_office'] as const
  return r.db.selectFrom('kernel.handover as h').innerJoin('kernel.record as r', 'r.id', 'h.record_id').innerJoin('kernel.office as o', 'o.id', other)
    .select(['h.id', 'h.record_id', 'r.kind', 'r.number', 'r.label', 'h.offered_at', 'h.due_at', 'h.condition_note', sql<Name>`jsonb_build_object('ar', o.name_ar, 'ckb', o.name_ckb, 'en', o.name_en)`.as('office')])
    .where(own, '=', officeId).where('h.state', '=', 'offered').orderBy('h.offered_at').limit(limit).execute()
}

/** How many alarms this office received and has not dismissed. */
export async function countAlarms(r: Reader, officeId: string): Promise<number> {
  const row = await r.db.selectFrom('kernel.alarm').select((eb) => eb.fn.countAll<string>().as('n')).where('raised_to', '=', officeId).where('state', '=', 'open').executeTakeFirstOrThrow()
  return Number(row.n)
}

export interface FoundRecord { id: string; kind: string; number: string | null; label: string; office: string }

function records(r: Reader, limit: number) {
  const name = r.ctx.lang === 'ckb' ? 'o.name_ckb' as const : r.ctx.lang === 'en' ? 'o.name_en' as const : 'o.name_ar' as const
  return r.db.selectFrom('kernel.record as r').innerJoin('kernel.office as o', 'o.id', 'r.office_id').select(['r.id', 'r.kind', 'r.number', 'r.label', `${name} as office`]).limit(limit)
}

/** Records with one of these numbers, those of the own office first. Whole numbers only: row-level security leaves no index for their beginnings. */
export async function byNumber(r: Reader, numbers: readonly string[], kind: string | undefined, limit: number): Promise<FoundRecord[]> {
  const office = r.ctx.session?.officeId ?? null
  const { rows: [found] } = await sql<{ ids: string[] }>`select desk.ids_by_number(${[...numbers]}::text[], ${kind ?? null}, ${office}) as ids`.execute(r.db)
  if (!found || found.ids.length === 0) return []
  return records(r, limit).where('r.id', '=', sql<string>`any (${found.ids}::uuid[])`).orderBy(sql`r.office_id = ${office}`, 'desc').orderBy('r.created_at', 'desc').execute()
}

/** The records in which these persons are named, the latest first. */
export async function ofPersons(r: Reader, personIds: readonly string[], kind: string | undefined, limit: number): Promise<FoundRecord[]> {
  if (personIds.length === 0) return []
  let query = records(r, limit).where('r.id', 'in', r.db.selectFrom('kernel.record_person').select('record_id').where('person_id', 'in', [...personIds])).orderBy('r.created_at', 'desc')
  if (kind) query = query.where('r.kind', '=', kind)
  return query.execute()
}

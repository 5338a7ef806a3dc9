import { sql } from 'kysely'
import type { Reader } from '#kernel/act/act.ts'
import { visible } from '#kernel/access/policy.ts'
import { endOfBaghdadDay, startOfBaghdadDay } from '#kernel/clock/calendar.ts'
import { findOffence } from '#systems/offences/public.ts'
import type { CaseFilter } from '../contract.ts'
import type { Office } from '../contract/parts.ts'
import { prefixQuery } from '../search-words.ts'
import type { CaseTables } from './tables.ts'

/** An office as one JSON value, in a query where `alias` is joined. */
function officeJson(alias: string) {
  const ref = (column: string) => sql.ref(`${alias}.${column}`)
  return sql<Office>`jsonb_build_object('id', ${ref('id')}, 'kind', ${ref('kind')}, 'ar', ${ref('name_ar')}, 'ckb', ${ref('name_ckb')}, 'en', ${ref('name_en')})`
}

export interface CasePosition { readonly openedAt: string; readonly id: string }

/** A person's id and those of whoever was merged into them. */
export function sameIds(personId: string) {
  return sql<string>`with recursive same (id) as (select ${personId}::uuid union select m.id from kernel.person m join same on m.merged_into = same.id) select id from same`
}

/** The cursor of a row: where the next page begins. */
export function cursorOf(row: { opened_at: Date; id: string }): string {
  return Buffer.from(JSON.stringify({ openedAt: row.opened_at.toISOString(), id: row.id })).toString('base64url')
}

function positionOf(cursor: string): CasePosition | undefined {
  try {
    const read = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as Partial<CasePosition>
    return typeof read.openedAt === 'string' && typeof read.id === 'string' && !Number.isNaN(Date.parse(read.openedAt)) ? { openedAt: read.openedAt, id: read.id } : undefined
  } catch {
    return undefined
  }
}

/** The cases that this session may read, newest first, narrowed by the filter. */
export async function findCases(r: Reader, f: CaseFilter & { cursor?: string | undefined; limit: number; id?: string }) {
  const after = f.cursor ? positionOf(f.cursor) : undefined
  let query = r.db.withTables<CaseTables>().selectFrom('cases.case as c').innerJoin('kernel.record as k', 'k.id', 'c.id')
    .innerJoin('kernel.office as h', 'h.id', 'k.office_id').innerJoin('kernel.office as o', 'o.id', 'c.court_id')
    .selectAll('c').select(['k.number', 'k.version', 'k.state', officeJson('h').as('holder'), officeJson('o').as('court')])
    .where(visible(r.ctx, 'cases.read', 'c.id')).orderBy('c.opened_at', 'desc').orderBy('c.id', 'desc').limit(f.limit)
  if (f.id) query = query.where('c.id', '=', f.id)
  if (f.stage) query = query.where('c.stage', '=', f.stage)
  if (f.officeId) query = query.where('k.office_id', '=', f.officeId)
  if (f.courtId) query = query.where('c.court_id', '=', f.courtId)
  if (f.offence) query = query.where(sql<boolean>`exists (select from cases.charge ch where ch.case_id = c.id and ch.ended_at is null and ch.offence_code = ${findOffence(f.offence)?.code ?? f.offence})`)
  if (f.governorate) query = query.where('c.governorate', '=', f.governorate)
  if (f.from) query = query.where('c.opened_at', '>=', startOfBaghdadDay(f.from))
  if (f.to) query = query.where('c.opened_at', '<=', endOfBaghdadDay(f.to))
  if (f.capital) query = query.where('c.capital', '=', f.capital === 'yes')
  if (f.juvenile) query = query.where('c.juvenile', '=', f.juvenile === 'yes')
  if (f.outcome) query = query.where('c.outcome', '=', f.outcome)
  if (f.personId) query = query.where(sql<boolean>`c.id in (select p.case_id from cases.party p where p.person_id in (${sameIds(f.personId)}))`)
  const words = f.text ? prefixQuery(f.text) : undefined
  if (words) query = query.where(sql<boolean>`to_tsvector('simple', c.search_text) @@ to_tsquery('simple', ${words})`)
  if (after) query = query.where(sql<boolean>`(c.opened_at, c.id) < (${new Date(after.openedAt)}, ${after.id}::uuid)`)
  return query.execute()
}
export type ListedCase = Awaited<ReturnType<typeof findCases>>[number]

/** The names of these offices, by id. */
export async function findOffices(r: Reader, ids: readonly (string | null)[]): Promise<Map<string, Office>> {
  const wanted = [...new Set(ids.filter((id): id is string => id !== null))]
  if (wanted.length === 0) return new Map()
  const rows = await r.db.selectFrom('kernel.office').select(['id', 'kind', 'name_ar', 'name_ckb', 'name_en']).where('id', 'in', wanted).execute()
  return new Map(rows.map((o) => [o.id, { id: o.id, kind: o.kind, ar: o.name_ar, ckb: o.name_ckb, en: o.name_en }]))
}

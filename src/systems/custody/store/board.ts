import { sql, type ExpressionBuilder, type SelectQueryBuilder } from 'kysely'
import type { Reader } from '#kernel/act/act.ts'
import type { Session } from '#kernel/act/context.ts'
import type { KernelTables } from '#kernel/db/tables.ts'
import { tokensOf } from '#kernel/people/fold.ts'
import { plainDigits } from '#kernel/people/person.ts'
import { baghdadDay, hourMs } from '#kernel/clock/calendar.ts'
import type { BoardFilter } from '../contract/board.ts'
import type { CustodyRow, CustodyTables } from './tables.ts'

type Tables = CustodyTables & KernelTables
const db = (r: Reader) => r.db.withTables<CustodyTables>()

/** Which column of the board names the session's office: its keeper, its judge, its court, its prosecution. Null: the nation. */
function scopeColumn({ role, officeIds }: Session): 'held_by' | 'court_id' | 'trial_court_id' | 'prosecution_id' | null {
  if (officeIds === '*') return null
  if (role === 'investigative-judge' || role === 'investigator') return 'court_id'
  if (role === 'trial-judge' || role === 'court-clerk' || role === 'cassation-judge') return 'trial_court_id'
  return role === 'prosecutor' ? 'prosecution_id' : 'held_by'
}

type Query = SelectQueryBuilder<Tables, 'custody.custody', object>

/** Row-level security says what may be seen; this says what is this office's own, so that one index gives it in order. */
function inScope<Q extends Query>(query: Q, r: Reader): Q {
  const { session } = r.ctx
  if (!session) return query
  const column = scopeColumn(session)
  if (column === null) return query
  const offices = session.officeIds === '*' ? [] : session.officeIds
  return (offices.length === 1 ? query.where(`custody.custody.${column}`, '=', offices[0]!) : query.where(`custody.custody.${column}`, 'in', [...offices])) as Q
}

/** A number as typed: `2026/123`, `123` (of this year), in any digits. */
export function numberTyped(text: string, now: Date): string | undefined {
  const found = /^(?:(\d{4})\s*[/-]\s*)?(\d{1,6})$/.exec(plainDigits(text).trim())
  return found ? `${found[1] ?? baghdadDay(now).slice(0, 4)}/${found[2]!.padStart(6, '0')}` : undefined
}

function filtered<Q extends Query>(start: Q, r: Reader, filter: BoardFilter): Q {
  let query = start as Query
  const c = 'custody.custody'
  if (filter.officeId) query = query.where(`${c}.held_by`, '=', filter.officeId)
  if (filter.governorate) query = query.where(`${c}.governorate`, '=', filter.governorate)
  if (filter.offenceCode) query = query.where(`${c}.offence_code`, '=', filter.offenceCode)
  if (filter.article) query = query.where(`${c}.article`, '=', filter.article)
  if (filter.sex) query = query.where(`${c}.sex`, '=', filter.sex)
  if (filter.ageGroup) query = query.where(`${c}.age_group`, '=', filter.ageGroup)
  if (filter.facilityKind) query = query.where(`${c}.facility_kind`, '=', filter.facilityKind)
  if (filter.stage) query = query.where(`${c}.stage`, '=', filter.stage)
  const least = sql.ref<Date>(`${c}.least_time`)
  // A gap is cover that has run out: the same for the second before the watch has written it down.
  if (filter.cover === 'gap') query = query.where(least, '<=', r.ctx.now)
  if (filter.cover === 'covered') query = query.where(least, '>', r.ctx.now)
  if (filter.withinHours) query = query.where(least, '<=', new Date(r.ctx.now.getTime() + filter.withinHours * hourMs))
  return searched(query, r, filter.q) as Q
}

function searched(query: Query, r: Reader, q: string | undefined): Query {
  if (!q) return query
  if (/\d/.test(plainDigits(q))) {
    const number = numberTyped(q, r.ctx.now) ?? q
    return query.where((eb: ExpressionBuilder<Tables, 'custody.custody'>) => eb.or([eb('custody.custody.number', '=', number), eb('custody.custody.case_number', '=', number)]))
  }
  const words = tokensOf(q).slice(0, 6).map((token) => token.keys.join(' '))
  if (words.length === 0) return query.where(sql<boolean>`false`)
  return query.where('custody.custody.id', 'in', sql<string>`(select custody.held_by_name(${words}::text[]))`)
}

export interface BoardPage { rows: (CustodyRow & { record_state: string })[]; next: string | null }

/** One page of the board, gaps first, then by the least lawful time left. The cursor is the last row's time and id. */
export async function listBoard(r: Reader, filter: BoardFilter, page: { cursor?: string | undefined; limit: number }): Promise<BoardPage> {
  let ids = filtered(inScope(db(r).selectFrom('custody.custody').where('custody.custody.ended_at', 'is', null) as unknown as Query, r), r, filter)
    .select(['custody.custody.id']).select(sql<string>`custody.custody.least_time::text`.as('least')).orderBy(sql`custody.custody.least_time`).orderBy('custody.custody.id').limit(page.limit + 1)
  const after = readCursor(page.cursor)
  if (after) ids = ids.where(sql<boolean>`(custody.custody.least_time, custody.custody.id) > (${after.least}::timestamptz, ${after.id}::uuid)`)
  const found = await ids.execute()
  const shown = found.slice(0, page.limit)
  const last = shown.at(-1)
  return { rows: await readRows(r, shown.map(({ id }) => id)), next: found.length > page.limit && last ? `${last.least}~${last.id}` : null }
}

async function readRows(r: Reader, ids: readonly string[]): Promise<BoardPage['rows']> {
  if (ids.length === 0) return []
  const any = sql<string>`any (${[...ids]}::uuid[])`
  const rows = await db(r).selectFrom('custody.custody').selectAll().where('id', '=', any).execute()
  const states = new Map((await r.db.selectFrom('kernel.record').select(['id', 'state']).where('id', '=', any).execute()).map((s) => [s.id, s.state]))
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => { const row = byId.get(id); return row ? [{ ...row, record_state: states.get(id) ?? 'held' }] : [] })
}

function readCursor(cursor: string | undefined): { least: string; id: string } | undefined {
  const found = /^(infinity|-infinity|\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d(?::\d\d)?)~([0-9a-f-]{36})$/.exec(cursor ?? '')
  return found ? { least: found[1]!, id: found[2]! } : undefined
}

export interface CountRow { governorate: string | null; stage: CustodyRow['stage']; gap: boolean; count: number }

/** How many are held by governorate, stage and cover. */
export async function countHeld(r: Reader): Promise<CountRow[]> {
  const rows = await inScope(db(r).selectFrom('custody.custody').where('custody.custody.ended_at', 'is', null) as unknown as Query, r)
    .select(['custody.custody.governorate', 'custody.custody.stage']).select(sql<boolean>`custody.custody.least_time <= ${r.ctx.now}`.as('gap')).select(sql<number>`count(*)::integer`.as('count'))
    .groupBy(['custody.custody.governorate', 'custody.custody.stage', sql`3`]).execute()
  return rows as CountRow[]
}

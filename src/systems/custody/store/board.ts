import { sql } from 'kysely'
import type { Reader } from '#kernel/act/act.ts'
import type { Session } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { tokensOf } from '#kernel/people/fold.ts'
import { plainDigits } from '#kernel/people/person.ts'
import { baghdadDay, hourMs } from '#kernel/clock/calendar.ts'
import type { BoardFilter } from '../contract/board.ts'
import type { CustodyRow, CustodyTables } from './tables.ts'

const db = (r: Reader) => r.db.withTables<CustodyTables>()

/** Which column of the board names the session's office: its keeper, its judge, its court, its prosecution. A nation-wide post needs none. */
function scopeColumn({ role }: Session): 'held_by' | 'court_id' | 'trial_court_id' | 'prosecution_id' {
  if (role === 'investigative-judge' || role === 'investigator') return 'court_id'
  if (role === 'trial-judge' || role === 'court-clerk' || role === 'cassation-judge') return 'trial_court_id'
  return role === 'prosecutor' ? 'prosecution_id' : 'held_by'
}

function scopeOf(r: Reader): string {
  return scopeColumn(r.ctx.session ?? refuse('kernel.sign-in-first', { status: 401 }))
}

/** A number as typed: `2026/123`, `123` (of this year), in any digits. */
export function numberTyped(text: string, now: Date): string | undefined {
  const found = /^(?:(\d{4})\s*[/-]\s*)?(\d{1,6})$/.exec(plainDigits(text).trim())
  return found ? `${found[1] ?? baghdadDay(now).slice(0, 4)}/${found[2]!.padStart(6, '0')}` : undefined
}

/** The filter as custody.board_conditions takes it: columns with their values, bounds of time, words with their readings. */
function conditionsOf(r: Reader, filter: BoardFilter): Record<string, unknown> {
  const now = r.ctx.now
  const within = filter.withinHours ? new Date(now.getTime() + filter.withinHours * hourMs) : undefined
  const asked: Record<string, unknown> = {
    held_by: filter.officeId, governorate: filter.governorate, offence_code: filter.offenceCode, article: filter.article, sex: filter.sex, age_group: filter.ageGroup, facility_kind: filter.facilityKind, stage: filter.stage,
    // A gap is cover that has run out: the same for the second before the watch has written it down.
    until: (filter.cover === 'gap' ? now : within)?.toISOString(), after: filter.cover === 'covered' ? now.toISOString() : undefined, ...searched(filter.q, now),
  }
  return Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== undefined && value !== ''))
}

function searched(q: string | undefined, now: Date): { number?: string; words?: string[] } {
  if (!q) return {}
  if (/\d/.test(plainDigits(q))) return { number: numberTyped(q, now) ?? q }
  const words = tokensOf(q).slice(0, 6).map((token) => token.keys.join(' '))
  // What has no letter in it is nobody's name.
  return { words: words.length > 0 ? words : [''] }
}

/** What a line of the board is made of: a custody's row has as much again that no board shows. */
const shown = ['id', 'number', 'case_id', 'case_number', 'person_id', 'name_display', 'sex', 'age_group', 'nationality', 'stage', 'arrested_at', 'held_by', 'facility_kind', 'governorate', 'offence_code', 'article', 'capital',
  'cover_status', 'cover_until', 'cover_kind', 'cover_article', 'cover_reason', 'next_act', 'next_role', 'next_office', 'next_due', 'next_article'] as const satisfies readonly (keyof CustodyRow)[]

export interface BoardPage { rows: (Pick<CustodyRow, (typeof shown)[number]> & { record_state: string })[]; next: string | null }

/**
 * One page of the board, gaps first, then by the least lawful time left. The cursor is the last row's time and id. Ids come from a function
 * that knows the session's scope; the rows behind them are read under row-level security, so what it hides is left out.
 */
export async function listBoard(r: Reader, filter: BoardFilter, page: { cursor?: string | undefined; limit: number }): Promise<BoardPage> {
  const after = readCursor(page.cursor)
  const { rows: found } = await sql<{ id: string; upto: string }>`select id, upto from custody.board_page(${scopeOf(r)}, ${JSON.stringify(conditionsOf(r, filter))}::jsonb,
    ${after?.least ?? null}, ${after?.id ?? null}, ${page.limit + 1})`.execute(r.db)
  const onPage = found.slice(0, page.limit)
  const last = onPage.at(-1)
  return { rows: await readRows(r, onPage.map(({ id }) => id)), next: found.length > page.limit && last ? `${last.upto}~${last.id}` : null }
}

async function readRows(r: Reader, ids: readonly string[]): Promise<BoardPage['rows']> {
  if (ids.length === 0) return []
  const any = sql<string>`any (${[...ids]}::uuid[])`
  const [rows, records] = await Promise.all([
    db(r).selectFrom('custody.custody').select(shown).where('id', '=', any).execute(),
    r.db.selectFrom('kernel.record').select(['id', 'state']).where('id', '=', any).execute(),
  ])
  const states = new Map(records.map((record) => [record.id, record.state]))
  const byId = new Map(rows.map((row) => [row.id, row]))
  return ids.flatMap((id) => { const row = byId.get(id); return row ? [{ ...row, record_state: states.get(id) ?? 'held' }] : [] })
}

function readCursor(cursor: string | undefined): { least: string; id: string } | undefined {
  const found = /^(infinity|-infinity|\d{4,6}-\d\d-\d\d \d\d:\d\d:\d\d(?:\.\d+)?[+-]\d\d(?::\d\d)?)~([0-9a-f-]{36})$/.exec(cursor ?? '')
  return found ? { least: found[1]!, id: found[2]! } : undefined
}

export interface CountRow { governorate: string | null; stage: CustodyRow['stage']; gaps: number; count: number }

/** How many are held by governorate and stage, and how many of them without cover. */
export async function countHeld(r: Reader): Promise<CountRow[]> {
  return (await sql<CountRow>`select governorate, stage, gaps, count from custody.board_counts(${scopeOf(r)}, ${r.ctx.now})`.execute(r.db)).rows
}

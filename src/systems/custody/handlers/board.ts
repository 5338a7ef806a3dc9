import { read, type Reader } from '#kernel/act/act.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import type { Database } from '#kernel/db/connect.ts'
import type { Lang } from '#kernel/words/text.ts'
import { countBoard, exportBoard, readBoard, type BoardFilter, type BoardRow } from '../contract/board.ts'
import { countHeld, listBoard, type BoardPage, type CountRow } from '../store/board.ts'
import { readOffices, viewOf } from '../store/offices.ts'
import { words } from '../words.ts'

const most = 20_000
const perPage = 500

async function viewRows(r: Reader, rows: BoardPage['rows']): Promise<BoardRow[]> {
  const offices = await readOffices(r, rows.flatMap((row) => [row.held_by, row.next_office]))
  const now = r.ctx.now
  return rows.map((row) => ({
    id: row.id, number: row.number, caseId: row.case_id, caseNumber: row.case_number, personId: row.person_id, name: row.name_display, sex: row.sex, ageGroup: row.age_group, nationality: row.nationality,
    stage: row.stage, arrestedAt: row.arrested_at.toISOString(), holder: viewOf(offices, row.held_by), facilityKind: row.facility_kind, inTransit: row.record_state === 'in-transit', governorate: row.governorate,
    offenceCode: row.offence_code, article: row.article, capital: row.capital, coverStatus: row.cover_until !== null && row.cover_until <= now ? 'gap' : row.cover_status,
    coverUntil: row.cover_until?.toISOString() ?? null, coverKind: row.cover_kind, coverArticle: row.cover_article, coverReason: row.cover_reason,
    next: row.next_act === null ? null : { act: row.next_act, role: row.next_role, office: row.next_office ? viewOf(offices, row.next_office) : null, due: row.next_due?.toISOString() ?? null, article: row.next_article },
  }))
}

export const boardHandlers: readonly Handler[] = [
  handle(readBoard, async ({ cursor, limit, ...filter }, ctx) => read(ctx, async (r) => {
    const page = await listBoard(r, filter, { cursor, limit })
    return { rows: await viewRows(r, page.rows), next: page.next }
  })),

  handle(countBoard, async (_, ctx) => read(ctx, async (r) => {
    const held = await countRecently(r)
    const rows = held.flatMap(({ governorate, stage, gaps, count }) => [{ governorate, stage, cover: 'gap' as const, count: gaps }, { governorate, stage, cover: 'covered' as const, count: count - gaps }])
    const sum = (some: readonly { count: number }[]) => some.reduce((total, row) => total + row.count, 0)
    return { total: sum(rows), gaps: sum(rows.filter((row) => row.cover === 'gap')), at: ctx.now.toISOString(), rows: rows.filter((row) => row.count > 0) }
  })),

  handle(exportBoard, async (filter, ctx) => read(ctx, async (r) => ({
    raw: true as const, type: 'text/csv; charset=utf-8', fileName: `custody-${ctx.now.toISOString().slice(0, 10)}.csv`, body: `\uFEFF${(await csvLines(r, filter, ctx.lang)).join('\r\n')}\r\n`,
  }))),
]

/** Counting a nation takes tens of milliseconds and is asked by every desk each minute: such an answer serves for five seconds. */
const freshForMs = 5000
const slowMs = 20
const recent = new WeakMap<Database, Map<string, { at: number; rows: CountRow[] }>>()

async function countRecently(r: Reader): Promise<CountRow[]> {
  const { db, now, session } = r.ctx
  const known = recent.get(db) ?? new Map<string, { at: number; rows: CountRow[] }>()
  const key = JSON.stringify([session?.role, session?.officeIds])
  const before = known.get(key)
  if (before && Math.abs(now.getTime() - before.at) < freshForMs) return before.rows
  const began = performance.now()
  const rows = await countHeld(r)
  if (performance.now() - began < slowMs) known.delete(key)
  else recent.set(db, known.set(key, { at: now.getTime(), rows }))
  return rows
}

const columns = ['number', 'caseNumber', 'name', 'sex', 'ageGroup', 'nationality', 'stage', 'arrestedAt', 'holder', 'governorate', 'article', 'coverStatus', 'coverUntil', 'coverArticle', 'nextAct', 'nextDue'] as const

async function csvLines(r: Reader, filter: BoardFilter, lang: Lang): Promise<string[]> {
  const say = (key: string, fallback: string) => words[key]?.[lang] ?? fallback
  const lines = [columns.map((column) => cell(say(`custody.column.${column}`, column))).join(',')]
  for (let cursor: string | null = null; lines.length <= most;) {
    const page: BoardPage = await listBoard(r, filter, { limit: perPage, ...(cursor ? { cursor } : {}) })
    for (const row of await viewRows(r, page.rows)) {
      lines.push([row.number, row.caseNumber, row.name, row.sex ?? '', say(`custody.age.${row.ageGroup}`, row.ageGroup), row.nationality ?? '', say(`custody.stage.${row.stage}`, row.stage), row.arrestedAt, row.holder[lang],
        row.governorate ?? '', row.article ?? '', say(`custody.status.${row.coverStatus}`, row.coverStatus), row.coverUntil ?? '', row.coverArticle ?? '', row.next ? say(`custody.duty.${row.next.act}`, row.next.act) : '', row.next?.due ?? ''].map(cell).join(','))
    }
    cursor = page.next
    if (cursor === null) break
  }
  return lines
}

/** One cell; a text that a spreadsheet would take for a formula is disarmed. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

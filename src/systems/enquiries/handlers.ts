import { nameWords } from '#kernel/words/names.ts'
import type { Lang, Words } from '#kernel/words/text.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { words as custodyWords } from '#systems/custody/public.ts'
import { csvOf, openFigures, words as oversightWords } from '#systems/oversight/public.ts'
import { listStations, openData, openDataCsv, whereIs } from './contract.ts'
import { lookUp } from './look-up.ts'
import { words } from './words.ts'

/** The kinds of office that enter arrests and give the family its paper. */
const stationKinds = ['police-station', 'police-directorate', 'juvenile-police']

const allWords: Words = { ...nameWords, ...custodyWords, ...oversightWords, ...words }
const labels = { byStage: 'custody.stage', byBand: 'oversight.band', bySex: 'oversight.sex', byAge: 'custody.age', byGovernorate: 'governorate' } as const

export const handlers: readonly Handler[] = [
  handle(whereIs, ({ question }, ctx) => lookUp(ctx, question)),
  // The list of offices is the same for everybody, and public.
  handle(listStations, async ({ governorate }, ctx) => ({
    rows: (await ctx.db.app.selectFrom('kernel.office').select(['id', 'kind', 'name_ar', 'name_ckb', 'name_en']).where('governorate', '=', governorate).where('kind', 'in', stationKinds).where('valid_to', 'is', null)
      .orderBy('name_ar').limit(500).execute()).map((o) => ({ id: o.id, kind: o.kind, ar: o.name_ar, ckb: o.name_ckb, en: o.name_en })),
  })),
  handle(openDataCsv, async (_, ctx) => ({ raw: true as const, type: 'text/csv; charset=utf-8', fileName: `mizan-open-data-${ctx.now.toISOString().slice(0, 10)}.csv`, body: csv(await openFigures(ctx), ctx.lang) })),
  handle(openData, async (_, ctx) => openFigures(ctx)),
]

/** The published figures as rows; what is held back says so. */
function csv(f: Awaited<ReturnType<typeof openFigures>>, lang: Lang): string {
  const say = (key: string, fallback = key) => allWords[key]?.[lang] ?? fallback
  const cell = (count: number | null) => count ?? say('enquiries.heldBack')
  const rows: (string | number)[][] = [[say('oversight.figure.total'), '', cell(f.held)], [say('oversight.figure.overdue'), '', cell(f.overdue)]]
  for (const group of ['byStage', 'byBand', 'bySex', 'byAge', 'byGovernorate'] as const) {
    for (const one of f[group]) rows.push([say(`oversight.figure.${group}`), say(`${labels[group]}.${one.key}`, one.key), cell(one.count)])
  }
  for (const o of f.occupancy) rows.push([say('enquiries.prisons'), say(`governorate.${o.governorate}`), cell(o.held)], [say('oversight.office.capacity'), say(`governorate.${o.governorate}`), o.capacity])
  for (const w of f.weeks) {
    for (const key of ['arrests', 'released', 'releasedLate', 'gaps', 'held'] as const) rows.push([say(`oversight.week.${key}`), w.week, cell(w[key])])
    rows.push([say('oversight.week.hoursToJudge'), w.week, w.hoursToJudge ?? ''])
  }
  return csvOf(['measure', 'of', 'count'].map((column) => say(`oversight.csv.${column}`)), rows)
}

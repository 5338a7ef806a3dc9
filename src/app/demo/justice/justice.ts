/** The justice past of the demonstration country, slice by slice, so that a large one needs no more memory than a small one. */
import { dayMs } from '#kernel/clock/calendar.ts'
import { emptyPast, type Past, type PastRow, type PastWriter } from '../bulk.ts'
import { founded } from '../country.ts'
import type { DemoOffice } from '../offices.ts'
import type { DemoPost } from '../posts.ts'
import type { Random } from '../random.ts'
import { makeAtlas, type Station } from './atlas.ts'
import { openRooms } from './hearings.ts'
import { drawPlans } from './prison.ts'
import { makeSlice } from './slice.ts'
import type { World } from './world.ts'

/** Persons in a slice: while one is written the next is made. A country of the usual size has four, a large one larger ones. */
function sliceOf(persons: number): number {
  return persons <= 20_000 ? 5_000 : 15_000
}
/** More are never held, however many the persons: about twice the prisons' places. */
const mostHeld = 100_000

/** How many cases a country of so many persons has: three in ten persons; half of them with somebody held now. */
export function sizesOf(persons: number): { slices: number; held: number; ended: number; free: number } {
  const held = Math.min(Math.round(persons * 0.145), mostHeld)
  return { slices: Math.ceil(persons / sliceOf(persons)), held, ended: Math.round(held / 2), free: Math.round(held * 0.55) }
}

/** The order in which tables are filled: whatever is pointed at comes first. */
const order = [
  'kernel.office', 'kernel.account', 'kernel.post', 'kernel.post_holding', 'kernel.person', 'kernel.person_name', 'kernel.record', 'kernel.record_access', 'kernel.record_person', 'kernel.record_link', 'kernel.handover', 'kernel.clock', 'kernel.alarm',
  'kernel.document', 'kernel.document_content', 'kernel.document_end', 'cases.case', 'cases.party', 'cases.charge', 'cases.diary_entry', 'cases.statement', 'cases.decision', 'cases.notice', 'custody.custody', 'custody.custody_case', 'custody.cover_fact',
  'custody.step', 'custody.medical_exam', 'custody.allegation', 'custody.allegation_note', 'custody.property_item', 'custody.detention_request', 'custody.detention_order', 'custody.bail', 'custody.release_order', 'courts.room', 'courts.trial', 'courts.hearing',
  'courts.seat', 'courts.notice', 'courts.attendance', 'courts.minutes', 'courts.charge_sheet', 'courts.judgment', 'courts.count', 'courts.sentence', 'courts.memorandum', 'courts.challenge', 'prisons.cell', 'prisons.admission', 'prisons.admission_sheet',
  'prisons.inmate', 'prisons.placement', 'prisons.sentence_calculation', 'prisons.sentence_confirmation', 'kernel.counter',
]

function inOrder(past: Past): Past {
  const unknown = [...past.tables.keys()].filter((table) => !order.includes(table))
  if (unknown.length > 0) throw new Error(`in which order are these tables filled? ${unknown.join(', ')}`)
  return { acts: past.acts, tables: new Map(order.flatMap((table): [string, PastRow[]][] => (past.tables.has(table) ? [[table, past.tables.get(table)!]] : []))) }
}

export interface Country { readonly offices: readonly DemoOffice[]; readonly posts: readonly DemoPost[] }

/** Makes persons, cases and custodies up to `now` and writes them. `first`: what was made already (the institutions). */
export async function makeJustice(writer: PastWriter, r: Random, country: Country, persons: number, now: Date, first: Past): Promise<void> {
  const { slices, held, ended, free } = sizesOf(persons)
  const atlas = makeAtlas(country.offices, country.posts)
  const w: World = { r, now, atlas, counters: new Map(), past: first, papersFrom: new Date(now.getTime() - (persons > 50_000 ? 1 : 9) * dayMs) }
  const stage = { w, calendars: { taken: new Map<string, number>(), rooms: openRooms(w, founded), slotMinutes: persons > 50_000 ? 5 : 30 }, places: drawPlans(w, founded) }
  const taken = new Set<string>()
  const ends = partsOf(atlas.stations, slices)
  let writing = Promise.resolve()
  for (let n = 0; n < slices; n++) {
    const [from, to] = [ends[n]!, ends[n + 1]!]
    const part = (total: number) => Math.round(total * to) - Math.round(total * from)
    await makeSlice(stage, r.fork(`slice ${n}`), { persons: part(persons), held: part(held), ended: part(ended), free: part(free) }, { from, to }, taken)
    if (n === slices - 1) addCounters(w)
    await writing
    writing = writer.write(inOrder(w.past))
    // Said again when it is awaited; without this a failure during the next slice would end the process.
    writing.catch(() => {})
    w.past = emptyPast()
  }
  await writing
}

/**
 * Where the slices end, as shares of the country's work: at the end of an appeal district where one is near, so that a court's numbers
 * are given by one slice in the order of time.
 */
function partsOf(stations: readonly Station[], slices: number): number[] {
  const total = stations.reduce((sum, { weight }) => sum + weight, 0)
  let sum = 0
  const districts = stations.flatMap(({ appeal, weight }, n) => {
    sum += weight
    return stations[n + 1]?.appeal === appeal ? [] : [sum / total]
  })
  return Array.from({ length: slices + 1 }, (_, n) => {
    const even = n / slices
    const nearest = districts.reduce((best, end) => (Math.abs(end - even) < Math.abs(best - even) ? end : best), n === slices ? 1 : 0)
    return Math.abs(nearest - even) < 0.45 / slices ? nearest : even
  })
}

/** The series go on where the past left them. */
function addCounters(w: World): void {
  const rows = [...w.counters].map(([key, last]): PastRow => {
    const [series, office, year] = key.split('\n')
    return { act: '', values: { series, office_id: office, year: Number(year), last } }
  })
  if (rows.length > 0) w.past.tables.set('kernel.counter', rows)
}

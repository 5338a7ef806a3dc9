/** The justice past of the demonstration country, slice by slice, so that a large one needs no more memory than a small one. */
import { dayMs } from '#kernel/clock/calendar.ts'
import { emptyPast, type Past, type PastRow, type PastWriter } from '../bulk.ts'
import { founded } from '../country.ts'
import type { DemoOffice } from '../offices.ts'
import type { DemoPost } from '../posts.ts'
import type { Random } from '../random.ts'
import { makeAtlas } from './atlas.ts'
import { openRooms } from './hearings.ts'
import { drawPlans } from './prison.ts'
import { makeSlice } from './slice.ts'
import type { World } from './world.ts'

/** Persons in a slice: a slice is written before the next is made. */
const slicePersons = 20_000
/** More are never held, however many the persons: about twice the prisons' places. */
const mostHeld = 100_000

/** How many cases a country of so many persons has: three in ten persons; half of them with somebody held now. */
export function sizesOf(persons: number): { slices: number; held: number; ended: number; free: number } {
  const held = Math.min(Math.round(persons * 0.145), mostHeld)
  return { slices: Math.ceil(persons / slicePersons), held, ended: Math.round(held / 2), free: Math.round(held * 0.55) }
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
  const w: World = { r, now, atlas, counters: new Map(), past: first, papersFrom: new Date(now.getTime() - (slices > 1 ? 1 : 9) * dayMs) }
  const stage = { w, calendars: { taken: new Map<string, number>(), rooms: openRooms(w, founded), slotMinutes: slices > 2 ? 5 : 30 }, places: drawPlans(w, founded) }
  const taken = new Set<string>()
  for (let n = 0; n < slices; n++) {
    const part = (total: number) => Math.floor((total * (n + 1)) / slices) - Math.floor((total * n) / slices)
    makeSlice(stage, r.fork(`slice ${n}`), { persons: part(persons), held: part(held), ended: part(ended), free: part(free) }, { from: n / slices, to: (n + 1) / slices }, taken)
    if (n === slices - 1) addCounters(w)
    await writer.write(inOrder(w.past))
    w.past = emptyPast()
  }
}

/** The series go on where the past left them. */
function addCounters(w: World): void {
  const rows = [...w.counters].map(([key, last]): PastRow => {
    const [series, office, year] = key.split('\n')
    return { act: '', values: { series, office_id: office, year: Number(year), last } }
  })
  if (rows.length > 0) w.past.tables.set('kernel.counter', rows)
}

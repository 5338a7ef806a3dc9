/** The count on the floor against the roll (Mandela 6-7). */
import { randomUUIDv7 } from 'node:crypto'
import { act, read, type Reader, type Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { findReceiver, raiseAlarm } from '#kernel/clock/alarms.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { countRoll, listRollCounts, readRoll, resolveDifference, type RollCount } from '../contract/cells.ts'
import { tellCounted } from '../hooks.ts'
import { actorOf } from '../intake.ts'
import { reconcile, type OnRoll, type RollResult } from '../rules/roll.ts'
import { listRollRows, namesOf } from '../store/inmate.ts'
import { getRollCount, insertDifferences, insertRollCount, listDifferences, listRollRows as listCounts, updateDifferences, type ListedCount, type ListedDifference } from '../store/roll.ts'
import type { DifferenceRow } from '../store/tables.ts'
import { facilityOf, iso, ownFacility } from '../views.ts'

/** A cell that the roll does not name: the person has none yet. */
const nowhere = ''

function viewCount(c: ListedCount, all: readonly ListedDifference[]): RollCount {
  const differences = all.filter((d) => d.roll_count_id === c.id)
  const open = differences.filter((d) => d.resolved_at === null).length
  return {
    id: c.id, number: c.number ?? '', version: c.version, round: c.round, firstId: c.first_id, countedAt: c.counted_at.toISOString(), counter: c.counter, expected: c.expected, found: c.found, agrees: c.agrees, open, needsSecond: c.round === 1 && !c.agrees && c.second === null && open > 0,
    differences: differences.map((d) => ({ id: d.id, kind: d.kind, custodyId: d.custody_id, name: d.name, rollCell: d.roll_cell, countedCell: d.counted_cell, resolvedAt: iso(d.resolved_at), resolution: d.resolution, note: d.note })),
  }
}

async function viewOne(r: Reader, id: string): Promise<RollCount> {
  const [count] = await listCounts(r, { id, limit: 1 })
  return viewCount(count ?? refuse('kernel.record-unknown', { status: 404 }), await listDifferences(r, [id]))
}

type NewDifference = Pick<DifferenceRow, 'kind' | 'custody_id' | 'name' | 'roll_cell_id' | 'counted_cell_id'>

/** Every difference by name. */
function differencesOf(result: RollResult, roll: readonly OnRoll[], o: { names: ReadonlyMap<string, string>; countedIn: ReadonlyMap<string, string>; strangers: readonly { cellId: string | null; name: string }[] }): NewDifference[] {
  const cellOf = new Map(roll.map((r) => [r.custodyId, r.cellId || null]))
  const one = (kind: NewDifference['kind']) => (id: string): NewDifference => ({ kind, custody_id: id, name: o.names.get(id) ?? id, roll_cell_id: cellOf.get(id) ?? null, counted_cell_id: o.countedIn.get(id) || null })
  return [
    ...result.missing.map(one('missing')), ...result.extra.map(one('extra')), ...result.misplaced.map((m) => one('misplaced')(m.custodyId)), ...result.insideThoughOut.map(one('inside-though-out')), ...result.countedTwice.map(one('counted-twice')),
    ...o.strangers.map((s): NewDifference => ({ kind: 'stranger', custody_id: null, name: s.name, roll_cell_id: null, counted_cell_id: s.cellId })),
  ]
}

/** What a second count cleared up is resolved by it; whoever is missing or unknown in it too is an alarm outside the facility. */
async function followSecondCount(tx: Tx, firstId: string, facilityId: string, still: readonly NewDifference[]): Promise<void> {
  const same = (d: NewDifference) => (f: Pick<DifferenceRow, 'kind' | 'custody_id' | 'name'>) => f.kind === d.kind && f.custody_id === d.custody_id && (d.custody_id !== null || f.name === d.name)
  const before = (await listDifferences(tx, [firstId])).filter((d) => d.resolved_at === null)
  const settled = { resolved_at: tx.at, resolved_by: actorOf(tx).id, note: tx.record.number ?? tx.record.id }
  const stands = (d: DifferenceRow) => still.some((s) => same(s)(d))
  await updateDifferences(tx, before.filter((d) => !stands(d)).map((d) => d.id), { ...settled, resolution: 'counting-error' })
  await updateDifferences(tx, before.filter(stands).map((d) => d.id), { ...settled, resolution: 'second-count' })
  const grave = still.filter((d) => (d.kind === 'missing' || d.kind === 'extra' || d.kind === 'stranger'))
  const prosecution = await findReceiver(tx, facilityId, 'prosecution-office')
  for (const d of grave) {
    const kind = d.kind === 'missing' ? 'prison-missing' : 'prison-stranger'
    const about = { kind, recordId: d.custody_id ?? tx.record.id, officeId: facilityId, article: d.kind === 'missing' ? 'CPC 48' : 'Penal 324', detail: { count: tx.record.number, name: d.name, twice: before.some(same(d)) } }
    await raiseAlarm(tx, about)
    if (prosecution) await raiseAlarm(tx, { ...about, raisedTo: prosecution })
    if (d.custody_id) tx.also(d.custody_id)
  }
}

export const rollHandlers: readonly Handler[] = [
  handle(readRoll, async (_, ctx) => read(ctx, async (r) => {
    const facility = await facilityOf(r, undefined)
    const rows = (await listRollRows(r, facility.id)).map((i) => ({ custodyId: i.id, number: i.number, name: i.name_display, cellId: i.cell_id, cell: i.cell, out: i.state === 'in-transit' ? 'transit' as const : i.out }))
    return { at: ctx.now.toISOString(), expected: rows.filter((i) => i.out === null).length, rows }
  })),
  handle(countRoll, async (input, ctx) => {
    const facility = await ownFacility(ctx)
    const day = ctx.now.toISOString().slice(0, 16).replace('T', ' ')
    return act(ctx, { verb: 'prisons.count', subject: { kind: 'roll-count', create: { label: `${facility.ar} ${day}`, series: 'roll-count' } }, basis: 'Mandela 6-7', input: { counted: input.counted.length, firstId: input.firstId } }, async (tx) => {
      const first = input.firstId ? await getRollCount(tx, input.firstId) : undefined
      if (first && (first.facility_id !== facility.id || first.agrees)) refuse('prisons.no-second-count-needed', { status: 409 })
      const held = await listRollRows(tx, facility.id)
      const roll = held.map((i): OnRoll => ({ custodyId: i.id, cellId: i.cell_id ?? nowhere, ...(i.state === 'in-transit' ? { out: 'transit' as const } : i.out ? { out: i.out } : {}) }))
      const counted = input.counted.map((c) => ({ custodyId: c.custodyId, cellId: c.cellId ?? nowhere }))
      const result = reconcile(roll, counted)
      const others = await namesOf(tx, result.extra)
      const names = new Map([...held.map((i) => [i.id, i.name_display] as const), ...[...others].map(([id, o]) => [id, o.name] as const)])
      const differences = differencesOf(result, roll, { names, countedIn: new Map(counted.map((c) => [c.custodyId, c.cellId])), strangers: input.strangers })
      const agrees = differences.length === 0
      const id = tx.record.id
      await insertRollCount(tx, {
        id, facility_id: facility.id, round: first ? first.round + 1 : 1, first_id: first?.id ?? null, counted_at: tx.at, counted_by: actorOf(tx).id, counter: actorOf(tx).name, roll: JSON.stringify(roll), counted: JSON.stringify(counted),
        expected: result.expected, found: result.counted + input.strangers.length, agrees,
      })
      await insertDifferences(tx, differences.map((d) => ({ id: randomUUIDv7(), roll_count_id: id, facility_id: facility.id, ...d, resolved_at: null, resolved_by: null, resolution: null, note: null, incident_id: null })))
      if (first) await followSecondCount(tx, first.id, facility.id, differences)
      await tellCounted(tx, { countId: id, facilityId: facility.id, firstId: first?.id ?? null, at: tx.at })
      return viewOne(tx, id)
    })
  }),
  handle(listRollCounts, async ({ facilityId, limit }, ctx) => read(ctx, async (r) => {
    const facility = await facilityOf(r, facilityId)
    const rows = await listCounts(r, { facilityId: facility.id, limit })
    const differences = await listDifferences(r, rows.map((c) => c.id))
    return { rows: rows.map((c) => viewCount(c, differences)) }
  })),
  handle(resolveDifference, (input, ctx) => act(ctx, { verb: 'prisons.resolve', subject: { kind: 'roll-count', id: input.id }, reason: input.note, input, detail: { difference: input.differenceId, resolution: input.resolution } }, async (tx) => {
    const differences = await listDifferences(tx, [input.id])
    const one = differences.find((d) => d.id === input.differenceId) ?? refuse('prisons.difference-unknown', { status: 404, field: 'differenceId' })
    if (one.resolved_at !== null) refuse('prisons.difference-resolved', { status: 409 })
    const count = (await viewOne(tx, input.id))
    if (count.needsSecond) refuse('prisons.second-count-first', { article: 'Mandela 6-7' })
    if (one.kind === 'missing' && input.resolution === 'counting-error') refuse('prisons.missing-needs-more', { article: 'CPC 48', field: 'resolution' })
    await updateDifferences(tx, [one.id], { resolved_at: tx.at, resolved_by: actorOf(tx).id, resolution: input.resolution, note: input.note, incident_id: input.incidentId ?? null })
    return { id: input.id, open: differences.filter((d) => d.resolved_at === null).length - 1 }
  })),
]

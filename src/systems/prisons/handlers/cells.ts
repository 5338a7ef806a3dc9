/** The plan of a facility. */
import { randomUUIDv7 } from 'node:crypto'
import { act, read, type Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { blocking } from '#kernel/words/finding.ts'
import { addCell, changeCell, closeCell, readCells, type CellView } from '../contract/cells.ts'
import { placeFindings } from '../placing.ts'
import { occupancyPercent } from '../rules/classification.ts'
import { countByCell, insertCell, listCells, listOccupants, lockCell, updateCell } from '../store/stay.ts'
import type { CellRow } from '../store/tables.ts'
import { facilityOf, ownFacility } from '../views.ts'

/** The plan with its numbers: a section has the sums of everything below it. */
export function viewCells(cells: readonly CellRow[], held: ReadonlyMap<string | null, { held: number; out: number }>): CellView[] {
  const sumOf = (cell: CellRow): { capacity: number; held: number; out: number } => {
    const own = held.get(cell.id) ?? { held: 0, out: 0 }
    return cells.filter((c) => c.parent_id === cell.id).map(sumOf).reduce((a, b) => ({ capacity: a.capacity + b.capacity, held: a.held + b.held, out: a.out + b.out }), { capacity: cell.capacity, ...own })
  }
  return cells.map((c) => {
    const sum = sumOf(c)
    return { id: c.id, parentId: c.parent_id, kind: c.kind, name: c.name, ...sum, percent: occupancyPercent(sum.held, sum.capacity) ?? null, sex: c.sex, ageGroup: c.age_group, standing: c.standing, category: c.category }
  })
}

/** Refuses a use of a place that would forbid somebody who is in it. */
async function assertOccupantsFit(tx: Tx, cell: CellRow): Promise<void> {
  const occupants = await listOccupants(tx, [cell.id])
  for (const o of occupants) {
    const [against] = blocking(placeFindings(o, { ...cell, capacity: Math.max(cell.capacity, occupants.length + 1) }, occupants, tx.at))
    if (against) refuse('prisons.cell-occupied-by-others', { status: 409, article: against.article, params: { name: o.name_display } })
  }
}

export const cellHandlers: readonly Handler[] = [
  handle(readCells, async ({ facilityId }, ctx) => read(ctx, async (r) => {
    const facility = await facilityOf(r, facilityId)
    const held = await countByCell(r, facility.id)
    const rows = viewCells(await listCells(r, facility.id), held)
    const places = rows.filter((c) => c.parentId === null).reduce((sum, c) => sum + c.capacity, 0)
    return { capacity: places || (facility.capacity ?? 0), held: [...held.values()].reduce((sum, c) => sum + c.held, 0), unplaced: held.get(null)?.held ?? 0, rows }
  })),
  handle(addCell, async (input, ctx) => {
    const facility = await ownFacility(ctx)
    const id = randomUUIDv7()
    return act(ctx, { verb: 'prisons.keep-plan', subject: { kind: 'prison-cell', bare: id }, input, detail: { facility: facility.id, name: input.name } }, async (tx) => {
      if (input.parentId && !(await lockCell(tx, input.parentId, facility.id))) refuse('prisons.cell-unknown', { status: 404, field: 'parentId' })
      await insertCell(tx, {
        id, facility_id: facility.id, parent_id: input.parentId ?? null, kind: input.kind, name: input.name, capacity: input.kind === 'section' ? 0 : input.capacity, sex: input.sex, age_group: input.ageGroup, standing: input.standing, category: input.category,
        closed_at: null, closed_reason: null,
      })
      return { id }
    })
  }),
  handle(changeCell, async (input, ctx) => {
    const facility = await ownFacility(ctx)
    return act(ctx, { verb: 'prisons.keep-plan', subject: { kind: 'prison-cell', bare: input.id }, reason: input.reason, input, detail: { facility: facility.id, name: input.name } }, async (tx) => {
      const cell = (await lockCell(tx, input.id, facility.id)) ?? refuse('prisons.cell-unknown', { status: 404, field: 'id' })
      const change = { name: input.name, capacity: cell.kind === 'section' ? 0 : input.capacity, sex: input.sex, age_group: input.ageGroup, standing: input.standing, category: input.category }
      await assertOccupantsFit(tx, { ...cell, ...change })
      await updateCell(tx, cell.id, change)
      return { id: cell.id }
    })
  }),
  handle(closeCell, async (input, ctx) => {
    const facility = await ownFacility(ctx)
    return act(ctx, { verb: 'prisons.keep-plan', subject: { kind: 'prison-cell', bare: input.id }, reason: input.reason, input, detail: { facility: facility.id } }, async (tx) => {
      const cell = (await lockCell(tx, input.id, facility.id)) ?? refuse('prisons.cell-unknown', { status: 404, field: 'id' })
      const below = (await listCells(tx, facility.id)).some((c) => c.parent_id === cell.id)
      if (below || (await listOccupants(tx, [cell.id])).length > 0) refuse('prisons.cell-not-empty', { status: 409 })
      await updateCell(tx, cell.id, { closed_at: tx.at, closed_reason: input.reason })
      return { id: cell.id }
    })
  }),
]

/** Where a person may sleep, and their move there. */
import { randomUUIDv7 } from 'node:crypto'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { against, blocking, note, type Finding } from '#kernel/words/finding.ts'
import { actorOf } from './intake.ts'
import { asCell, asInmate } from './person.ts'
import { checkPlacement } from './rules/classification.ts'
import { lockInmate, updateInmate } from './store/inmate.ts'
import { listCells, listOccupants, lockCell, movePlacement } from './store/stay.ts'
import type { CellRow, InmateRow } from './store/tables.ts'

/**
 * What stands against a place for a person: the law's separation, and the facility's own plan. A place that the plan gives to the other sex is
 * refused whatever the law's source: the plan is the facility's own order.
 */
export function placeFindings(inmate: InmateRow, cell: CellRow, occupants: readonly InmateRow[], at: Date): Finding[] {
  const found = checkPlacement(asInmate(inmate, at), asCell(cell, occupants, at))
  if (cell.kind === 'section') found.unshift(against('prisons.place-is-a-section', 'Mandela 12', 'T', { field: 'cellId' }))
  if (cell.sex !== inmate.sex) found.unshift(against('prisons.place-of-other-sex', 'Mandela 11(a)', 'C', { field: 'cellId' }))
  if (cell.category === 'condemned' && inmate.standing !== 'condemned') found.push(note('prisons.place-for-condemned', 'Mandela 11', 'U', { field: 'cellId' }))
  return found
}

/** Every open place of the person's facility with what stands against it. */
export async function findingsByPlace(r: Reader, inmate: InmateRow, at: Date): Promise<{ cellId: string; fits: 'yes' | 'warn' | 'no'; findings: Finding[] }[]> {
  const cells = (await listCells(r, inmate.facility_id)).filter((c) => c.kind !== 'section')
  const occupants = await listOccupants(r, cells.map((c) => c.id))
  return cells.map((cell) => {
    const findings = placeFindings(inmate, cell, occupants.filter((o) => o.cell_id === cell.id), at)
    return { cellId: cell.id, fits: blocking(findings).length > 0 ? 'no' : findings.length > 0 ? 'warn' : 'yes', findings }
  })
}

/** Moves a person to a place, within an act on their custody. @returns what the reader must know besides */
export async function placeIn(tx: Tx, custodyId: string, o: { cellId: string; reason: string | undefined }): Promise<Finding[]> {
  const inmate = await lockInmate(tx, custodyId)
  const cell = (await lockCell(tx, o.cellId, inmate.facility_id)) ?? refuse('prisons.cell-unknown', { status: 404, field: 'cellId' })
  if (inmate.cell_id === cell.id) refuse('prisons.placed-there-already', { status: 409, field: 'cellId' })
  const occupants = await listOccupants(tx, [cell.id])
  const findings = placeFindings(inmate, cell, occupants, tx.at)
  refuseBlocked(findings)
  const over = occupants.length >= cell.capacity
  if (over && (o.reason ?? '').trim().length < 3) refuse('prisons.place-full-needs-reason', { article: 'Mandela 12-13', field: 'reason', params: { capacity: cell.capacity, held: occupants.length } })
  await movePlacement(tx, {
    id: randomUUIDv7(), custody_id: custodyId, admission_id: inmate.admission_id, facility_id: inmate.facility_id, cell_id: cell.id, sex: inmate.sex, from_at: tx.at, to_at: null, reason: o.reason ?? null, over_capacity: over,
    warnings: JSON.stringify(findings), placed_by: actorOf(tx).id,
  })
  await updateInmate(tx, custodyId, { cell_id: cell.id })
  return findings
}

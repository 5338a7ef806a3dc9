/** Reception, places, leaving and coming back, transfers, solitary confinement. */
import { sql, type Insertable, type Updateable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import type { AdmissionRow, CellRow, CellTable, InmateRow, LeftKind, PrisonTables, SheetRow, SolitaryRow } from './tables.ts'

const db = (r: Reader) => r.db.withTables<PrisonTables>()

export async function insertAdmission(tx: Tx, row: Insertable<PrisonTables['prisons.admission']>): Promise<void> {
  await db(tx).insertInto('prisons.admission').values(row).execute()
}
export async function completeAdmission(tx: Tx, id: string): Promise<void> {
  await db(tx).updateTable('prisons.admission').set({ completed_at: tx.at }).where('id', '=', id).where('completed_at', 'is', null).execute()
}
/** Ends the present admission, placement and absence of a person who leaves. Nothing where there is none. */
export async function endStay(tx: Tx, custodyId: string, at: Date, kind: LeftKind): Promise<void> {
  await db(tx).updateTable('prisons.admission').set({ left_at: sql<Date>`greatest(admitted_at, ${at}::timestamptz)`, left_kind: kind }).where('custody_id', '=', custodyId).where('left_at', 'is', null).execute()
  await db(tx).updateTable('prisons.placement').set({ to_at: sql<Date>`greatest(from_at, ${at}::timestamptz)` }).where('custody_id', '=', custodyId).where('to_at', 'is', null).execute()
  await db(tx).updateTable('prisons.movement').set({ back_at: sql<Date>`greatest(out_at, ${at}::timestamptz)`, back_note: kind }).where('custody_id', '=', custodyId).where('back_at', 'is', null).execute()
  await db(tx).updateTable('prisons.solitary').set({ ended_at: sql<Date>`greatest(from_at, least(until_at, ${at}::timestamptz))`, end_note: kind }).where('custody_id', '=', custodyId).where('ended_at', 'is', null).execute()
}
export async function listAdmissions(r: Reader, custodyId: string): Promise<AdmissionRow[]> {
  return db(r).selectFrom('prisons.admission').selectAll().where('custody_id', '=', custodyId).orderBy('admitted_at').execute()
}
export async function findLiveAdmission(r: Reader, custodyId: string): Promise<AdmissionRow | undefined> {
  return db(r).selectFrom('prisons.admission').selectAll().where('custody_id', '=', custodyId).where('left_at', 'is', null).executeTakeFirst()
}
export async function listIncomplete(r: Reader, facilityId: string, limit: number): Promise<AdmissionRow[]> {
  return db(r).selectFrom('prisons.admission').selectAll().where('facility_id', '=', facilityId).where('left_at', 'is', null).where('completed_at', 'is', null).orderBy('admitted_at').limit(limit).execute()
}
export async function insertSheet(tx: Tx, row: Insertable<PrisonTables['prisons.admission_sheet']>): Promise<void> {
  await db(tx).insertInto('prisons.admission_sheet').values(row).execute()
}
export async function listSheets(r: Reader, custodyId: string): Promise<SheetRow[]> {
  return db(r).selectFrom('prisons.admission_sheet').selectAll().where('custody_id', '=', custodyId).orderBy('written_at', 'desc').execute()
}

/** The open places of a facility's plan. */
export async function listCells(r: Reader, facilityId: string): Promise<CellRow[]> {
  return db(r).selectFrom('prisons.cell').selectAll().where('facility_id', '=', facilityId).where('closed_at', 'is', null).orderBy('name').execute()
}
/** A place, locked so that two who fill its last bed are counted one after the other. */
export async function lockCell(tx: Tx, id: string, facilityId: string): Promise<CellRow | undefined> {
  return db(tx).selectFrom('prisons.cell').selectAll().where('id', '=', id).where('facility_id', '=', facilityId).where('closed_at', 'is', null).forUpdate().executeTakeFirst()
}
export async function insertCell(tx: Tx, row: Insertable<CellTable>): Promise<void> {
  await db(tx).insertInto('prisons.cell').values(row).execute()
}
export async function updateCell(tx: Tx, id: string, change: Updateable<CellTable>): Promise<void> {
  await db(tx).updateTable('prisons.cell').set(change).where('id', '=', id).execute()
}
export async function listOccupants(r: Reader, cellIds: readonly string[]): Promise<InmateRow[]> {
  if (cellIds.length === 0) return []
  return db(r).selectFrom('prisons.inmate').selectAll().where('cell_id', 'in', [...cellIds]).where('left_at', 'is', null).execute()
}
/** How many sleep in each place, and how many of those are out now. */
export async function countByCell(r: Reader, facilityId: string): Promise<Map<string | null, { held: number; out: number }>> {
  const rows = await db(r).selectFrom('prisons.inmate').select((eb) => ['cell_id', eb.fn.countAll<string>().as('held'), eb.fn.count<string>('out').as('away')]).where('facility_id', '=', facilityId).where('left_at', 'is', null)
    .groupBy('cell_id').execute()
  return new Map(rows.map((c) => [c.cell_id, { held: Number(c.held), out: Number(c.away) }]))
}

export async function movePlacement(tx: Tx, row: Insertable<PrisonTables['prisons.placement']>): Promise<void> {
  await db(tx).updateTable('prisons.placement').set({ to_at: sql<Date>`greatest(from_at, ${tx.at}::timestamptz)` }).where('custody_id', '=', row.custody_id).where('to_at', 'is', null).execute()
  await db(tx).insertInto('prisons.placement').values(row).execute()
}
export async function listPlacements(r: Reader, custodyId: string) {
  return db(r).selectFrom('prisons.placement as p').innerJoin('prisons.cell as c', 'c.id', 'p.cell_id').select(['p.id', 'c.name', 'p.from_at', 'p.to_at', 'p.reason', 'p.over_capacity']).where('p.custody_id', '=', custodyId).orderBy('p.from_at', 'desc').orderBy('p.to_at', (o) => o.desc().nullsFirst()).execute()
}
export async function insertMovement(tx: Tx, row: Insertable<PrisonTables['prisons.movement']>): Promise<void> {
  await db(tx).insertInto('prisons.movement').values(row).execute()
}
/** Ends the open absence; false when the person was not out. */
export async function endMovement(tx: Tx, custodyId: string, note: string | null): Promise<boolean> {
  const { numUpdatedRows } = await db(tx).updateTable('prisons.movement').set({ back_at: tx.at, back_note: note }).where('custody_id', '=', custodyId).where('back_at', 'is', null).executeTakeFirst()
  return numUpdatedRows === 1n
}
export async function listMovements(r: Reader, custodyId: string) {
  return db(r).selectFrom('prisons.movement').selectAll().where('custody_id', '=', custodyId).orderBy('out_at', 'desc').limit(200).execute()
}

export async function insertTransfer(tx: Tx, row: Insertable<PrisonTables['prisons.transfer']>): Promise<void> {
  await db(tx).insertInto('prisons.transfer').values(row).execute()
}
export async function findTransferOf(r: Reader, handoverId: string) {
  return db(r).selectFrom('prisons.transfer').selectAll().where('handover_id', '=', handoverId).executeTakeFirst()
}
export async function markArrived(tx: Tx, handoverId: string): Promise<void> {
  await db(tx).updateTable('prisons.transfer').set({ arrived_at: tx.at }).where('handover_id', '=', handoverId).execute()
}
/** Transfers of a person, or to and from a facility; the newest first. */
export async function listTransferRows(r: Reader, f: { custodyId?: string; facilityId?: string; limit: number }) {
  let query = db(r).selectFrom('prisons.transfer as t').innerJoin('kernel.handover as h', 'h.id', 't.handover_id').innerJoin('prisons.inmate as i', 'i.id', 't.custody_id')
    .innerJoin('kernel.office as f', 'f.id', 't.from_facility').innerJoin('kernel.office as o', 'o.id', 't.to_facility').selectAll('t')
    .select(['h.state', 'h.due_at', 'i.number', 'i.name_display', 'f.name_ar as from_ar', 'f.name_ckb as from_ckb', 'f.name_en as from_en', 'o.name_ar as to_ar', 'o.name_ckb as to_ckb', 'o.name_en as to_en'])
    .orderBy('t.ordered_at', 'desc').limit(f.limit)
  if (f.custodyId) query = query.where('t.custody_id', '=', f.custodyId)
  const { facilityId } = f
  if (facilityId) query = query.where((eb) => eb.or([eb('t.from_facility', '=', facilityId), eb('t.to_facility', '=', facilityId)]))
  return query.execute()
}

export async function insertSolitary(tx: Tx, row: Insertable<PrisonTables['prisons.solitary']>): Promise<void> {
  await db(tx).insertInto('prisons.solitary').values(row).execute()
}
export async function listSolitary(r: Reader, custodyId: string): Promise<SolitaryRow[]> {
  return db(r).selectFrom('prisons.solitary').selectAll().where('custody_id', '=', custodyId).orderBy('from_at', 'desc').execute()
}
export async function endSolitaryRow(tx: Tx, id: string, at: Date, note: string): Promise<boolean> {
  const { numUpdatedRows } = await db(tx).updateTable('prisons.solitary').set({ ended_at: sql<Date>`greatest(from_at, least(until_at, ${at}::timestamptz))`, end_note: note }).where('id', '=', id).where('ended_at', 'is', null).executeTakeFirst()
  return numUpdatedRows === 1n
}
export async function insertVisit(tx: Tx, row: Insertable<PrisonTables['prisons.solitary_visit']>): Promise<void> {
  await db(tx).insertInto('prisons.solitary_visit').values(row).execute()
}
export async function lastVisits(r: Reader, custodyId: string): Promise<Map<string, Date>> {
  const rows = await db(r).selectFrom('prisons.solitary_visit').select((eb) => ['solitary_id', eb.fn.max('visited_at').as('at')]).where('custody_id', '=', custodyId).groupBy('solitary_id').execute()
  return new Map(rows.map((v) => [v.solitary_id, v.at]))
}

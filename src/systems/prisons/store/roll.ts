import type { Insertable, Updateable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import type { DifferenceRow, PrisonTables, RollCountRow, RollCountTable, RollDifferenceTable } from './tables.ts'

const db = (r: Reader) => r.db.withTables<PrisonTables>()

export async function insertRollCount(tx: Tx, row: Insertable<RollCountTable>): Promise<void> {
  await db(tx).insertInto('prisons.roll_count').values(row).execute()
}
export async function insertDifferences(tx: Tx, rows: Insertable<RollDifferenceTable>[]): Promise<void> {
  if (rows.length > 0) await db(tx).insertInto('prisons.roll_difference').values(rows).execute()
}
export async function updateDifferences(tx: Tx, ids: readonly string[], change: Updateable<RollDifferenceTable>): Promise<void> {
  if (ids.length > 0) await db(tx).updateTable('prisons.roll_difference').set(change).where('id', 'in', [...ids]).execute()
}
/** @throws Refusal when there is no such count for this session */
export async function getRollCount(r: Reader, id: string): Promise<RollCountRow> {
  return (await db(r).selectFrom('prisons.roll_count').selectAll().where('id', '=', id).executeTakeFirst()) ?? refuse('kernel.record-unknown', { status: 404 })
}
export type ListedCount = Omit<RollCountRow, 'roll' | 'counted'> & { number: string | null; version: number; second: string | null }
/** Counts, the newest first, without the lists themselves. */
export async function listRollRows(r: Reader, f: { facilityId?: string; id?: string; limit: number }): Promise<ListedCount[]> {
  let query = db(r).selectFrom('prisons.roll_count as c').innerJoin('kernel.record as r', 'r.id', 'c.id').leftJoin('prisons.roll_count as s', 's.first_id', 'c.id')
    .select(['c.id', 'c.facility_id', 'c.round', 'c.first_id', 'c.counted_at', 'c.counted_by', 'c.counter', 'c.expected', 'c.found', 'c.agrees', 'r.number', 'r.version', 's.id as second']).orderBy('c.counted_at', 'desc').orderBy('r.number', 'desc').limit(f.limit)
  if (f.facilityId) query = query.where('c.facility_id', '=', f.facilityId)
  if (f.id) query = query.where('c.id', '=', f.id)
  return query.execute()
}
export type ListedDifference = DifferenceRow & { roll_cell: string | null; counted_cell: string | null }
export async function listDifferences(r: Reader, countIds: readonly string[]): Promise<ListedDifference[]> {
  if (countIds.length === 0) return []
  return db(r).selectFrom('prisons.roll_difference as d').leftJoin('prisons.cell as a', 'a.id', 'd.roll_cell_id').leftJoin('prisons.cell as b', 'b.id', 'd.counted_cell_id')
    .selectAll('d').select(['a.name as roll_cell', 'b.name as counted_cell']).where('d.roll_count_id', 'in', [...countIds]).orderBy('d.kind').orderBy('d.name').execute()
}
/** Differences still open, by facility. */
export async function countOpenDifferences(r: Reader): Promise<Map<string, number>> {
  const rows = await db(r).selectFrom('prisons.roll_difference').select((eb) => ['facility_id', eb.fn.countAll<string>().as('n')]).where('resolved_at', 'is', null).groupBy('facility_id').execute()
  return new Map(rows.map((d) => [d.facility_id, Number(d.n)]))
}
/** The last count of each facility. */
export async function lastCounts(r: Reader): Promise<Map<string, { at: Date; agrees: boolean }>> {
  const rows = await db(r).selectFrom('prisons.roll_count').distinctOn('facility_id').select(['facility_id', 'counted_at', 'agrees']).orderBy('facility_id').orderBy('counted_at', 'desc').execute()
  return new Map(rows.map((c) => [c.facility_id, { at: c.counted_at, agrees: c.agrees }]))
}

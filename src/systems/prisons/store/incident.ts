import type { Insertable, Updateable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import type { IncidentRow, IncidentTable, NoticeRow, PrisonTables } from './tables.ts'

const db = (r: Reader) => r.db.withTables<PrisonTables>()

export async function insertIncident(tx: Tx, row: Insertable<IncidentTable>, persons: readonly Insertable<PrisonTables['prisons.incident_person']>[]): Promise<void> {
  await db(tx).insertInto('prisons.incident').values(row).execute()
  if (persons.length > 0) await db(tx).insertInto('prisons.incident_person').values([...persons]).execute()
}
export async function insertNotice(tx: Tx, row: Insertable<PrisonTables['prisons.incident_notice']>): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db(tx).insertInto('prisons.incident_notice').values(row).onConflict((c) => c.columns(['incident_id', 'recipient']).doNothing()).executeTakeFirst()
  return numInsertedOrUpdatedRows === 1n
}
export async function updateIncident(tx: Tx, id: string, change: Updateable<IncidentTable>): Promise<void> {
  await db(tx).updateTable('prisons.incident').set(change).where('id', '=', id).execute()
}
/** @throws Refusal when it is unknown to this session */
export async function lockIncident(tx: Tx, id: string): Promise<IncidentRow> {
  return (await db(tx).selectFrom('prisons.incident').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? refuse('kernel.record-unknown', { status: 404 })
}
export async function listNotices(r: Reader, ids: readonly string[]): Promise<NoticeRow[]> {
  return ids.length === 0 ? [] : db(r).selectFrom('prisons.incident_notice').selectAll().where('incident_id', 'in', [...ids]).execute()
}
export async function listIncidentPersons(r: Reader, ids: readonly string[]) {
  return ids.length === 0 ? [] : db(r).selectFrom('prisons.incident_person').selectAll().where('incident_id', 'in', [...ids]).orderBy('name').execute()
}
export async function listIncidentRows(r: Reader, f: { facilityId?: string | undefined; custodyId?: string | undefined; state: 'open' | 'closed' | 'all'; limit: number }) {
  let query = db(r).selectFrom('prisons.incident as i').innerJoin('kernel.record as r', 'r.id', 'i.id').innerJoin('kernel.office as o', 'o.id', 'i.facility_id').selectAll('i')
    .select(['r.number', 'r.version', 'o.name_ar', 'o.name_ckb', 'o.name_en']).orderBy('i.occurred_at', 'desc').limit(f.limit)
  if (f.facilityId) query = query.where('i.facility_id', '=', f.facilityId)
  if (f.state === 'open') query = query.where('i.closed_at', 'is', null)
  if (f.state === 'closed') query = query.where('i.closed_at', 'is not', null)
  const { custodyId } = f
  if (custodyId) query = query.where('i.id', 'in', (eb) => eb.selectFrom('prisons.incident_person').select('incident_id').where('custody_id', '=', custodyId))
  return query.execute()
}
export async function countOpenIncidents(r: Reader): Promise<Map<string, number>> {
  const rows = await db(r).selectFrom('prisons.incident').select((eb) => ['facility_id', eb.fn.countAll<string>().as('n')]).where('closed_at', 'is', null).groupBy('facility_id').execute()
  return new Map(rows.map((d) => [d.facility_id, Number(d.n)]))
}

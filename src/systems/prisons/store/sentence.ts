import type { Insertable, Updateable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import type { CalculationRow, ConditionalRow, ConditionalTable, ConfirmationRow, PrisonTables, SentenceFactRow } from './tables.ts'

const db = (r: Reader) => r.db.withTables<PrisonTables>()

/** Every computation of a custody, the newest first. */
export async function listCalculations(r: Reader, custodyId: string): Promise<CalculationRow[]> {
  return db(r).selectFrom('prisons.sentence_calculation').selectAll().where('custody_id', '=', custodyId).orderBy('number', 'desc').execute()
}
export async function insertCalculation(tx: Tx, row: Insertable<PrisonTables['prisons.sentence_calculation']>): Promise<void> {
  await db(tx).insertInto('prisons.sentence_calculation').values(row).execute()
}
export async function listConfirmations(r: Reader, custodyId: string): Promise<Map<string, ConfirmationRow>> {
  const rows = await db(r).selectFrom('prisons.sentence_confirmation').selectAll().where('custody_id', '=', custodyId).execute()
  return new Map(rows.map((c) => [c.calculation_id, c]))
}
export async function insertConfirmation(tx: Tx, row: Insertable<PrisonTables['prisons.sentence_confirmation']>): Promise<void> {
  await db(tx).insertInto('prisons.sentence_confirmation').values(row).execute()
}
export async function insertSentenceFact(tx: Tx, row: Insertable<PrisonTables['prisons.sentence_fact']>): Promise<void> {
  await db(tx).insertInto('prisons.sentence_fact').values(row).execute()
}
export async function listSentenceFacts(r: Reader, custodyId: string): Promise<SentenceFactRow[]> {
  return db(r).selectFrom('prisons.sentence_fact').selectAll().where('custody_id', '=', custodyId).orderBy('entered_at').execute()
}

export async function insertConditional(tx: Tx, row: Insertable<ConditionalTable>): Promise<void> {
  await db(tx).insertInto('prisons.conditional_release').values(row).execute()
}
export async function updateConditional(tx: Tx, id: string, change: Updateable<ConditionalTable>): Promise<void> {
  await db(tx).updateTable('prisons.conditional_release').set(change).where('id', '=', id).execute()
}
/** A file, locked. @throws Refusal when it is unknown to this session */
export async function lockConditional(tx: Tx, id: string): Promise<ConditionalRow> {
  return (await db(tx).selectFrom('prisons.conditional_release').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? refuse('kernel.record-unknown', { status: 404 })
}
export async function listConditionalRows(r: Reader, f: { state: 'open' | 'decided' | 'all'; custodyId?: string | undefined; limit: number }) {
  let query = db(r).selectFrom('prisons.conditional_release as c').innerJoin('kernel.record as r', 'r.id', 'c.id').innerJoin('kernel.record as u', 'u.id', 'c.custody_id')
    .innerJoin('kernel.office as f', 'f.id', 'c.facility_id').innerJoin('kernel.office as o', 'o.id', 'c.court_id').selectAll('c')
    .select(['r.number', 'r.version', 'u.number as custody_number', 'f.name_ar as facility_ar', 'f.name_ckb as facility_ckb', 'f.name_en as facility_en', 'o.name_ar as court_ar', 'o.name_ckb as court_ckb', 'o.name_en as court_en'])
    .orderBy('c.opened_at', 'desc').limit(f.limit)
  if (f.state === 'open') query = query.where('c.decision', 'is', null)
  if (f.state === 'decided') query = query.where('c.decision', 'is not', null)
  if (f.custodyId) query = query.where('c.custody_id', '=', f.custodyId)
  return query.execute()
}

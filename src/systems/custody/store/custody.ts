import { randomUUIDv7 } from 'node:crypto'
import { sql, type Insertable, type Updateable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { writtenHere } from '#kernel/nodes/written-here.ts'
import type { CustodyRow, CustodyTable, CustodyTables } from './tables.ts'

const db = (r: Reader) => r.db.withTables<CustodyTables>()

export async function insertCustody(tx: Tx, row: Insertable<CustodyTable>): Promise<void> {
  await db(tx).insertInto('custody.custody').values(row).execute()
}

export async function updateCustody(tx: Tx, id: string, change: Updateable<CustodyTable>): Promise<void> {
  await db(tx).updateTable('custody.custody').set(change).where('id', '=', id).execute()
}

export async function findCustodyRow(r: Reader, id: string): Promise<CustodyRow | undefined> {
  return db(r).selectFrom('custody.custody').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The custody's row, or the same refusal as for a record that the session may not see. */
export async function getCustodyRow(r: Reader, id: string): Promise<CustodyRow> {
  return (await findCustodyRow(r, id)) ?? refuse('kernel.record-unknown', { status: 404 })
}

/** The row, locked until the act commits: two acts on one custody project it one after the other. */
export async function lockCustodyRow(tx: Tx, id: string): Promise<CustodyRow> {
  return (await db(tx).selectFrom('custody.custody').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? refuse('kernel.record-unknown', { status: 404 })
}

/** The custody in which these ids of one person are held now; undefined when there is none that the session may see. */
export async function findOpenCustody(r: Reader, personIds: readonly string[]): Promise<CustodyRow | undefined> {
  if (personIds.length === 0) return undefined
  return db(r).selectFrom('custody.custody').selectAll().where('person_id', 'in', [...personIds]).where('ended_at', 'is', null).executeTakeFirst()
}

/** The cases a custody is about: `ref` is the name under which its facts of cover know the case. */
export async function listCustodyCases(r: Reader, custodyId: string): Promise<{ caseId: string; ref: string; left: boolean }[]> {
  const rows = await db(r).selectFrom('custody.custody_case').select(['case_id', 'ref', 'left_at']).where('custody_id', '=', custodyId).orderBy('added_at').orderBy('id').execute()
  return rows.map((c) => ({ caseId: c.case_id, ref: c.ref, left: c.left_at !== null }))
}

/** The name under which a custody's facts know a case; the case itself when the custody does not know it. */
export async function refOf(r: Reader, custodyId: string, caseId: string): Promise<string> {
  const row = await db(r).selectFrom('custody.custody_case').select('ref').where('custody_id', '=', custodyId).where('case_id', '=', caseId).executeTakeFirst()
  return row?.ref ?? caseId
}

export async function addCustodyCase(tx: Tx, c: { custodyId: string; caseId: string; ref: string }): Promise<void> {
  await db(tx).insertInto('custody.custody_case').values({ id: randomUUIDv7(), custody_id: c.custodyId, case_id: c.caseId, ref: c.ref, added_at: tx.at, left_at: null })
    .onConflict((on) => on.columns(['custody_id', 'case_id']).doUpdateSet({ left_at: null })).execute()
}

export async function leaveCustodyCase(tx: Tx, custodyId: string, caseId: string): Promise<void> {
  await db(tx).updateTable('custody.custody_case').set({ left_at: tx.at }).where('custody_id', '=', custodyId).where('case_id', '=', caseId).execute()
}

/** Open and ended custodies of a case that the session may see. */
export async function listCustodiesOfCase(r: Reader, caseId: string): Promise<CustodyRow[]> {
  return db(r).selectFrom('custody.custody').selectAll()
    .where('id', 'in', db(r).selectFrom('custody.custody_case').select('custody_id').where('case_id', '=', caseId).where('left_at', 'is', null)).orderBy('arrested_at').execute()
}

/** The ids of a case's custodies, those that the session can't see too; only within an act. */
export async function idsOfCase(tx: Tx, caseId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from custody.ids_of_case(${caseId}) as id`.execute(tx.db)
  return rows.map(({ id }) => id)
}

/** Custodies in which something runs out by itself and has done so by now, the longest first. */
export async function listDueForWatch(r: Reader, now: Date, limit: number): Promise<string[]> {
  const rows = await db(r).selectFrom('custody.custody').select('id').where('ended_at', 'is', null).where('watch_at', '<=', now).where(writtenHere('custody.custody.id')).orderBy('watch_at').limit(limit).execute()
  return rows.map(({ id }) => id)
}

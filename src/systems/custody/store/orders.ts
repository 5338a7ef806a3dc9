import type { Insertable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { factOf, type StoredFact } from './facts.ts'
import type { CustodyRow, CustodyTables, DetentionOrderRow } from './tables.ts'

const db = (r: Reader) => r.db.withTables<CustodyTables>()

export async function insertOrder(tx: Tx, row: Insertable<CustodyTables['custody.detention_order']>): Promise<void> {
  await db(tx).insertInto('custody.detention_order').values(row).execute()
}

/** The orders of a custody, the newest first. */
export async function listOrders(r: Reader, custodyId: string): Promise<DetentionOrderRow[]> {
  return db(r).selectFrom('custody.detention_order').selectAll().where('custody_id', '=', custodyId).orderBy('starts_on', 'desc').orderBy('issued_at', 'desc').execute()
}

/** Rows and facts of several custodies at once, for the judge's list. */
export async function readMany(r: Reader, custodyIds: readonly string[]): Promise<Map<string, { row: CustodyRow; facts: StoredFact[] }>> {
  if (custodyIds.length === 0) return new Map()
  const ids = [...new Set(custodyIds)]
  const rows = await db(r).selectFrom('custody.custody').selectAll().where('id', 'in', ids).execute()
  const facts = await db(r).selectFrom('custody.cover_fact').selectAll().where('custody_id', 'in', ids).orderBy('at').orderBy('id').execute()
  const byCustody = Map.groupBy(facts, (fact) => fact.custody_id)
  return new Map(rows.map((row) => [row.id, { row, facts: (byCustody.get(row.id) ?? []).map(factOf) }]))
}

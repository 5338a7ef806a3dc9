/** What was sent to and received from other systems. */
import type { Insertable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import type { ChainTables, ExchangeRow } from './chain-tables.ts'

const db = (r: Reader) => r.db.withTables<ChainTables>()

export async function insertExchange(tx: Tx, row: Insertable<ChainTables['biometrics.exchange']>): Promise<void> {
  await db(tx).insertInto('biometrics.exchange').values(row).execute()
}

/** What the file that was announced turned out to be. @returns false when it was read before */
export async function noteFile(tx: Tx, id: string, file: Pick<ExchangeRow, 'format' | 'fingers' | 'partner_number' | 'bytes' | 'sha256'>): Promise<boolean> {
  const { numUpdatedRows } = await db(tx).updateTable('biometrics.exchange').set(file).where('id', '=', id).where('direction', '=', 'in').where('sha256', 'is', null).executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function findExchange(r: Reader, id: string): Promise<ExchangeRow | undefined> {
  return db(r).selectFrom('biometrics.exchange').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function listExchangeRows(r: Reader, o: { cursor?: string | undefined; limit: number }) {
  let query = db(r).selectFrom('biometrics.exchange as x').innerJoin('kernel.account as a', 'a.id', 'x.by').innerJoin('kernel.office as o', 'o.id', 'x.office_id').selectAll('x')
    .select(['a.full_name_ar as by_name', 'o.name_ar', 'o.name_ckb', 'o.name_en'])
  if (o.cursor) query = query.where('x.id', '<', o.cursor)
  return query.orderBy('x.id', 'desc').limit(o.limit).execute()
}

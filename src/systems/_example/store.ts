import type { Selectable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { visible } from '#kernel/access/policy.ts'
import type { Instant, KernelTables } from '#kernel/db/tables.ts'

type FoundItemTable = { id: string; description: string; found_at: Instant; place: string; returned_at: Instant | null; returned_to: string | null }
type Tables = { '_example.found_item': FoundItemTable }
export type FoundItemRow = Selectable<FoundItemTable> & Pick<Selectable<KernelTables['kernel.record']>, 'number' | 'version'>

export async function insertItem(tx: Tx, row: { description: string; place: string; foundAt: Date }): Promise<void> {
  await tx.db.withTables<Tables>().insertInto('_example.found_item')
    .values({ id: tx.record.id, description: row.description, place: row.place, found_at: row.foundAt, returned_at: null, returned_to: null }).execute()
}

export async function markReturned(tx: Tx, returnedTo: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db.withTables<Tables>().updateTable('_example.found_item').set({ returned_at: tx.at, returned_to: returnedTo })
    .where('id', '=', tx.record.id).where('returned_at', 'is', null).executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function listFoundItems(r: Reader, limit: number): Promise<FoundItemRow[]> {
  return r.db.withTables<Tables>().selectFrom('_example.found_item').innerJoin('kernel.record as r', 'r.id', '_example.found_item.id')
    .selectAll('_example.found_item').select(['r.number', 'r.version']).where(visible(r.ctx, '_example.read', '_example.found_item.id'))
    .orderBy('found_at', 'desc').limit(limit).execute()
}

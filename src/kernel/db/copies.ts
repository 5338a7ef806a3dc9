/**
 * An act is answered when its commit is on as many disks as the cluster demands. What another connection reads may be younger than that: a commit
 * that waits for its copy becomes visible when its connection is ended, or after a crash, and is lost should another server take over then.
 * A commit that comes after it waits behind it.
 */
import { CompiledQuery, type ControlledTransaction } from 'kysely'
import type { KernelTables } from './tables.ts'

const mark = `select pg_logical_emit_message(true, 'mizan', '')`

/** The largest checkpoint of each pool that is known to be kept. */
const keptSizes = new WeakMap<object, number>()

/** Waits until the log's first `size` entries can't be lost any more: one small write for each size and process. */
export async function whenKept(pool: { query(text: string): Promise<unknown> }, size: number): Promise<void> {
  if ((keptSizes.get(pool) ?? 0) >= size) return
  await pool.query(mark)
  keptSizes.set(pool, Math.max(size, keptSizes.get(pool) ?? 0))
}

/** Ends a transaction that has only read in the same way: what it read is safe to be answered. */
export async function commitWithCopies(trx: ControlledTransaction<KernelTables>): Promise<void> {
  await trx.executeQuery(CompiledQuery.raw(mark))
  await trx.commit().execute()
}

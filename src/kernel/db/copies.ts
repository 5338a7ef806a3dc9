/**
 * An act is answered when its commit is on as many disks as the cluster demands. What another connection reads may be younger than that: a commit
 * that waits for its copy becomes visible when its connection is ended, or after a crash, and is lost should another server take over then.
 * A commit that comes after it waits behind it.
 */
import { CompiledQuery, type ControlledTransaction } from 'kysely'
import type { KernelTables } from './tables.ts'

const mark = `select pg_logical_emit_message(true, 'mizan', '')`

/** Returns when everything read before on this server can't be lost any more. With a single server: after one write to its disk. */
export async function waitForCopies(pool: { query(text: string): Promise<unknown> }): Promise<void> {
  await pool.query(mark)
}

/** Ends a transaction that has only read in the same way: what it read is safe to be answered. */
export async function commitWithCopies(trx: ControlledTransaction<KernelTables>): Promise<void> {
  await trx.executeQuery(CompiledQuery.raw(mark))
  await trx.commit().execute()
}

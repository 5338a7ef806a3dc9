/**
 * What the law ordered destroyed must not come back with a backup. A set keeps a list of the orders that were carried out (expunged.jsonl, no text of what
 * was destroyed); a restore of an earlier moment carries them out again, each by an act that names the first one.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import type pg from 'pg'
import { act, read } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import type { Database } from '#kernel/db/connect.ts'
import { writeWhole } from './wal-folder.ts'

/** One order as it was carried out: with the approval, because only an approved order destroys. */
export interface Expunged {
  readonly id: string
  readonly at: string
  readonly records: readonly string[]
  readonly approval: { readonly id: string; readonly record_id: string; readonly input: Readonly<Record<string, unknown>>; readonly requested_at: string; readonly requested_by: string; readonly office_id: string; readonly decided_by: string; readonly reason: string | null }
}

export const expungedFile = (folder: string) => join(folder, 'expunged.jsonl')

export function readExpunged(file: string): Expunged[] {
  return existsSync(file) ? readFileSync(file, 'utf8').split('\n').filter((line) => line !== '').map((line) => JSON.parse(line) as Expunged) : []
}

/** Adds to a set's list what was carried out since; nothing ever leaves the list. The client must see all rows. */
export async function noteExpunged(client: pg.ClientBase, set: string): Promise<void> {
  const { rows } = await client.query<{ line: Expunged }>(`select jsonb_build_object('id', x.id, 'at', x.at, 'records', x.records, 'approval', to_jsonb(p) - '{verb,state,decided_at}'::text[]) as line
    from kernel.expunging x join kernel.approval p on p.id = x.approval_id order by x.at, x.id`)
  const known = readExpunged(expungedFile(set))
  const fresh = rows.map(({ line }) => line).filter((line) => !known.some((one) => one.id === line.id))
  if (fresh.length > 0) writeWhole(expungedFile(set), [...known, ...fresh].map((line) => `${JSON.stringify(line)}\n`).join(''))
}

/**
 * Carries out again what the restored history does not know of. Done twice, nothing is done twice.
 * @returns how many orders were carried out again
 * @throws Error naming an order that can't be: the data folder must stay closed then
 */
export async function expungeAgain(db: Database, list: readonly Expunged[]): Promise<number> {
  let again = 0
  for (const one of list) {
    try {
      if (await expungeOne(db, one)) again += 1
    } catch (error) {
      throw new Error(`The order ${String(one.approval.input['orderNumber'])} of ${one.at}, by which a record was destroyed, can't be carried out again: ${error instanceof Error ? error.message : String(error)}. Restore a later moment.`, { cause: error })
    }
  }
  return again
}

async function expungeOne(db: Database, { id, at, records, approval }: Expunged): Promise<boolean> {
  const ctx = systemCtx(db)
  const there = await read(ctx, async (r) => {
    const { rows: [done] } = await sql<{ done: boolean }>`select exists (select from kernel.expunging where approval_id = ${approval.id}) as done`.execute(r.db)
    return done!.done ? [] : r.db.selectFrom('kernel.record').select(['id', 'kind']).where('id', 'in', [...records]).execute()
  })
  const subject = there.find((record) => record.id === approval.record_id) ?? there[0]
  if (subject === undefined) return false   // done already, or none of the records was there yet at that moment
  const input = { ...approval.input, records: there.map((record) => record.id) }
  await act(ctx, { verb: 'ledger.expunge', subject, by: 'authority', basis: String(approval.input['article']), reason: String(approval.input['reason']), detail: { again: id, firstAt: at } }, async (tx) => {
    const row = { record_id: subject.id, input: JSON.stringify(input), state: 'approved' as const, decided_at: tx.at, decided_by: approval.decided_by }
    await tx.db.insertInto('kernel.approval')
      .values({ id: approval.id, verb: 'ledger.order-expunging', requested_at: new Date(approval.requested_at), requested_by: approval.requested_by, office_id: approval.office_id, reason: approval.reason, ...row })
      .onConflict((c) => c.column('id').doUpdateSet(row)).execute()
    await sql`select kernel.expunge(${approval.id}, ${tx.at})`.execute(tx.db)
  })
  return true
}

// Looks at what the cluster holds now: is the ledger whole, what is in it, which checkpoints were signed.
import { sql } from 'kysely'
import { openDatabase } from '#kernel/db/connect.ts'
import { getLogSigner, getVerifierKey } from '#kernel/ledger/keys.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { verify } from '#kernel/ledger/verify.ts'
import type { Seen } from './clients.ts'

export interface Found { readonly id: string; readonly description: string; readonly number: string; readonly office: string }
export interface Audit { readonly problems: readonly unknown[]; readonly found: readonly Found[]; readonly checkpoints: readonly Seen[] }

const folder = process.argv[2]!
const { db } = await openDatabase(folder)
try {
  await sequence(db, { signer: await getLogSigner(folder, 'failover.test/log') })
  const { problems } = await verify(db, { publicKey: await getVerifierKey(folder), workers: 0 })
  const found = await db.app.transaction().execute(async (trx) => {
    await sql`select set_config('mizan.scope', '*', true)`.execute(trx)
    return (await sql<Found>`select i.id, i.description, r.number, r.office_id as office from _example.found_item i join kernel.record r on r.id = i.id`.execute(trx)).rows
  })
  const { rows: checkpoints } = await db.ledgerPool.query<Seen>(`select tree_size as size, encode(root, 'base64') as root from kernel.checkpoint`)
  process.send!({ problems, found, checkpoints } satisfies Audit)
} finally {
  await db.close()
}

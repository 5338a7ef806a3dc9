/** Changing the log's key while it runs: the new key signs beside the old one until everybody has it, then alone. */
import type pg from 'pg'
import { followKeys, signStatement } from './key-chain.ts'
import { dropPreviousKey, getLogSigners, logOrigin, replaceKey } from './keys.ts'
import type { Signer } from './note.ts'
import { SEQUENCER_LOCK } from './sequencer.ts'
import type { LedgerPool } from './sequencer.ts'

/** A change of key that can't be made now; the message says why. */
export class RotationRefused extends Error {
  override name = 'RotationRefused'
}

export interface KeyChange {
  readonly vkey: string
  /** The size of the tree from which on the key signs, or up to which it has signed. */
  readonly size: number
  readonly statement: string
}

/** Keeps the key that signs in the public list of the log's keys. A key that no key before vouched for is listed as such: it starts a chain of its own. */
export async function noteLogKey(db: LedgerPool, signers: readonly Signer[]): Promise<void> {
  await atRest(db.ledgerPool, async (client, size) => {
    const { rows } = await client.query<{ vkey: string }>('select vkey from kernel.log_key')
    const signer = signers.at(-1)!
    if (rows.some(({ vkey }) => vkey === signer.verifierKey)) return
    await client.query('insert into kernel.log_key (vkey, origin, from_size, statement) values ($1, $2, $3, null)', [signer.verifierKey, signer.name, rows.length === 0 ? 0 : size])
  })
}

/**
 * Begins a change of key: a new key, vouched for by the old one. Both sign every checkpoint from now on. Done again after a crash, it goes on where it was.
 * Throws RotationRefused when a change is under way already.
 */
export async function beginRotation(db: LedgerPool, dataDirectory: string): Promise<KeyChange> {
  const origin = await logOrigin(dataDirectory)
  const before = await getLogSigners(dataDirectory, origin)
  await noteLogKey(db, before)
  if (before.length > 1 && (await isListed(db, before[0]!))) throw new RotationRefused('a change of key is under way: end it first (./mizan log-key end)')
  const [fresh, old] = (before.length > 1 ? before : await replaceKey(dataDirectory)) as [Signer, Signer]
  return atRest(db.ledgerPool, async (client, size) => {
    const statement = signStatement({ kind: 'add', origin, vkey: fresh.verifierKey, size }, [old, fresh])
    await client.query('insert into kernel.log_key (vkey, origin, from_size, statement) values ($1, $2, $3, $4)', [fresh.verifierKey, origin, size, statement])
    return { vkey: fresh.verifierKey, size, statement }
  })
}

/** Ends a change of key: the old key has signed for the last time, and is destroyed. Throws RotationRefused when none is under way. */
export async function endRotation(db: LedgerPool, dataDirectory: string): Promise<KeyChange> {
  const origin = await logOrigin(dataDirectory)
  const [fresh, old] = await getLogSigners(dataDirectory, origin)
  if (fresh === undefined || old === undefined || !(await isListed(db, fresh))) throw new RotationRefused('no change of key is under way: begin one (./mizan log-key rotate)')
  const ended = await atRest(db.ledgerPool, async (client, size) => {
    const { rows: [earlier] } = await client.query<{ to_size: string; statement: string }>('select to_size, statement from kernel.log_key_end where vkey = $1', [old.verifierKey])
    if (earlier !== undefined) return { vkey: old.verifierKey, size: Number(earlier.to_size), statement: earlier.statement }
    const statement = signStatement({ kind: 'end', origin, vkey: old.verifierKey, size }, [fresh, old])
    await client.query('insert into kernel.log_key_end (vkey, to_size, statement) values ($1, $2, $3)', [old.verifierKey, size, statement])
    return { vkey: old.verifierKey, size, statement }
  })
  await dropPreviousKey(dataDirectory)
  return ended
}

/** The keys that can be followed from these by the statements that the database holds; the statements prove themselves. */
export async function followStoredKeys(client: Pick<pg.ClientBase, 'query'> | Pick<pg.Pool, 'query'>, anchors: readonly string[]): Promise<readonly string[]> {
  const { rows } = await (client as pg.Pool).query<{ statement: string }>(
    'select statement from kernel.log_key where statement is not null union all select statement from kernel.log_key_end')
  return followKeys(anchors, rows.map(({ statement }) => statement)).keys
}

async function isListed(db: LedgerPool, signer: Signer): Promise<boolean> {
  const { rowCount } = await db.ledgerPool.query('select from kernel.log_key where vkey = $1', [signer.verifierKey])
  return rowCount === 1
}

/** Works while no checkpoint is being signed, on the size of the last one. */
async function atRest<T>(pool: pg.Pool, work: (client: pg.PoolClient, size: number) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let failed = true
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [SEQUENCER_LOCK])
    const { rows } = await client.query<{ size: string | null }>('select max(tree_size) as size from kernel.checkpoint')
    const result = await work(client, Number(rows[0]?.size ?? 0))
    await client.query('commit')
    failed = false
    return result
  } finally {
    client.release(failed)
  }
}

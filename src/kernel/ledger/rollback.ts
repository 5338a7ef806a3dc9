/**
 * What was restored is compared with what the world has seen. A log that is shorter than a checkpoint that others keep was set back: acts are lost.
 * It may only go on as a log of another name, and says so itself (docs/decisions/0032-a-restored-log-gets-a-new-name.md).
 */
import type pg from 'pg'
import type { Database } from '../db/connect.ts'
import { beginLog, getLogSigners, logOrigin } from './keys.ts'
import { leafHashes } from './merkle.ts'
import { openCheckpoint, parseVerifierKey, signNote } from './note.ts'
import { followStoredKeys, type KeyChange } from './rotation.ts'
import { loadFrontier, SEQUENCER_LOCK } from './sequencer.ts'
import { appendToTiles, frontierRoot } from './tiles.ts'

/** A checkpoint that came from outside, signed by this log. */
export interface OutsideCheckpoint { readonly note: string; readonly origin: string; readonly size: number; readonly root: Buffer; readonly cosigners: readonly string[] }

/**
 * Reads checkpoints that others kept. @param anchors this log's verifier keys
 * @throws NoteError for one that this log did not sign
 */
export async function readOutside(db: Pick<Database, 'ledgerPool'>, notes: readonly string[], anchors: readonly string[]): Promise<OutsideCheckpoint[]> {
  const keys = (await followStoredKeys(db.ledgerPool, anchors)).map(parseVerifierKey)
  return notes.map((note) => {
    // A key's period ends where its history was kept up to; what lies beyond is just what is looked for here.
    const { origin, size, root } = openCheckpoint(note, keys.map(({ from: _from, to: _to, ...key }) => key))
    const cosigners = [...note.matchAll(/^— (\S+) /gmu)].map(([, name]) => name!).filter((name) => name !== origin)
    return { note, origin, size, root, cosigners }
  })
}

export interface Standing {
  /** What the restored log signed last, and what entries wait beyond that. */
  readonly size: number
  readonly root: Buffer
  readonly waiting: number
  /** The newest outside checkpoint that this history does not reach. */
  readonly lost: OutsideCheckpoint | undefined
}

/**
 * Whether everything that others have seen is there. Entries that were restored but had not got their place yet count:
 * placed in their order they must give the very root that was seen.
 */
export async function findStanding(db: Pick<Database, 'ledgerPool'>, outside: readonly OutsideCheckpoint[]): Promise<Standing> {
  const client = await db.ledgerPool.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const frontier = await loadFrontier(client)
    const { rows } = await client.query<{ commitment: Buffer }>('select e.commitment from kernel.outbox o join kernel.entry e on e.id = o.entry_id order by o.seq')
    await client.query('commit')
    const isThere = ({ size, root }: OutsideCheckpoint) => {
      const missing = size - frontier.size
      if (missing <= 0) return true   // the verifier compares it
      if (missing > rows.length) return false
      const leaves = leafHashes(Buffer.concat(rows.slice(0, missing).map((row) => row.commitment)))
      return frontierRoot(appendToTiles(frontier, leaves).frontier).equals(root)
    }
    const lost = outside.filter((one) => !isThere(one)).sort((a, b) => b.size - a.size)[0]
    return { size: frontier.size, root: frontierRoot(frontier), waiting: rows.length, lost }
  } finally {
    client.release()
  }
}

/** What the new log says of the old one, signed by both keys. Nobody who trusts the old key has to follow it: a person decides. */
export interface RollbackStatement { readonly oldOrigin: string; readonly newOrigin: string; readonly kept: { size: number; root: Buffer }; readonly lost: { size: number; root: Buffer } | undefined; readonly at: Date }

const HEADER = 'log rollback statement v1'

/** The statement's text: five lines. */
export function formatRollback({ oldOrigin, newOrigin, kept, lost, at }: RollbackStatement): string {
  const seen = lost ? `${lost.size} ${lost.root.toString('base64')}` : 'unknown'
  return `${HEADER}\n${newOrigin}\n${oldOrigin} kept ${kept.size} ${kept.root.toString('base64')}\n${oldOrigin} seen ${seen}\n${at.toISOString()}\n`
}

/**
 * Lets the log go on under its next name after an accepted rollback: a new key, the statement of what happened, and the key in the public list.
 * Done again after a crash with the same `newOrigin`, it goes on where it was.
 */
export async function goOnUnderNewName(db: Pick<Database, 'ledgerPool'>, dataDirectory: string, newOrigin: string, standing: Standing, at: Date): Promise<KeyChange> {
  const before = await logOrigin(dataDirectory)
  const old = await getLogSigners(dataDirectory, before)
  const signers = await beginLog(dataDirectory, newOrigin, standing.size)
  const lostRoot = standing.lost && { size: standing.lost.size, root: standing.lost.root }
  const oldOrigin = before === newOrigin ? (standing.lost?.origin ?? before) : before
  const text = formatRollback({ oldOrigin, newOrigin, kept: standing, lost: lostRoot, at })
  const statement = signNote(text, before === newOrigin ? signers : [...old, ...signers])
  return listKey(db.ledgerPool, { vkey: signers[0]!.verifierKey, size: standing.size, statement }, newOrigin)
}

async function listKey(pool: pg.Pool, change: KeyChange, origin: string): Promise<KeyChange> {
  const client = await pool.connect()
  let failed = true
  try {
    await client.query('begin')
    await client.query('select pg_advisory_xact_lock($1)', [SEQUENCER_LOCK])
    await client.query('insert into kernel.log_key (vkey, origin, from_size, statement) values ($1, $2, $3, $4) on conflict (vkey) do nothing', [change.vkey, origin, change.size, change.statement])
    await client.query('commit')
    failed = false
    return change
  } finally {
    client.release(failed)
  }
}


/** Proofs that go with a certified extract: from the stored tiles, against the latest signed checkpoint. Checkable offline. */
import type pg from 'pg'
import { completeSpans, consistencySpans, inclusionSpans, leafHash, sha256, verifyInclusion } from './merkle.ts'
import type { Span } from './merkle.ts'
import { NoteError, openCheckpoint, parseVerifierKey } from './note.ts'
import { rootFromTiles, tileOf } from './tiles.ts'
import type { LedgerPool } from './sequencer.ts'

/** An entry with the proof that the log holds it. All bytes are base64. */
export interface EntryProof {
  entryId: string
  salt: string
  /** The entry's canonical text; its commitment is SHA-256(salt || text). */
  body: string
  index: number
  treeSize: number
  proof: string[]
  /** The signed note. */
  checkpoint: string
}

/** The entry does not exist, or has no place in the log yet (it has one within a second of its act). */
export class NotInLog extends Error {
  override name = 'NotInLog'
}

/** The proof that an entry is in the log as its latest checkpoint signs it. Throws NotInLog. */
export async function proveEntry(db: LedgerPool, entryId: string): Promise<EntryProof> {
  const { rows: [latest] } = await db.ledgerPool.query<{ tree_size: string; note: string }>('select tree_size, note from kernel.checkpoint order by tree_size desc limit 1')
  if (latest === undefined) throw new NotInLog(`entry ${entryId} has no place in the log`)
  return proveEntryAt(db, entryId, { size: Number(latest.tree_size), note: latest.note })
}

/** The proof that an entry is in the log as a given checkpoint (a cosigned one) signs it. Throws NotInLog. */
export async function proveEntryAt(db: LedgerPool, entryId: string, checkpoint: { readonly size: number; readonly note: string }): Promise<EntryProof> {
  const { rows: [entry] } = await db.ledgerPool.query<{ index: string; salt: Buffer | null; body: string }>(
    'select l.index, e.salt, e.body from kernel.leaf l join kernel.entry e on e.id = l.entry_id where l.entry_id = $1', [entryId])
  // Of an expunged entry nothing can be shown any more but that it was there.
  if (entry === undefined || entry.salt === null || Number(entry.index) >= checkpoint.size) throw new NotInLog(`entry ${entryId} has no place in this log, or was expunged`)
  const index = Number(entry.index)
  const proof = await rootsOf(db.ledgerPool, inclusionSpans(index, checkpoint.size))
  return { entryId, salt: entry.salt.toString('base64'), body: entry.body, index, treeSize: checkpoint.size, proof: proof.map(base64), checkpoint: checkpoint.note }
}

/** The proof that the tree of `older` leaves is the beginning of the tree of `newer` leaves; both sizes have been signed. Base64. */
export async function proveConsistency(db: LedgerPool, older: number, newer: number): Promise<string[]> {
  return (await rootsOf(db.ledgerPool, consistencySpans(older, newer))).map(base64)
}

/** Checks a proof offline against a verifier key. Returns what is wrong with it, or undefined. */
export function findProofError(proof: EntryProof, verifierKey: string): string | undefined {
  let checkpoint
  try {
    checkpoint = openCheckpoint(proof.checkpoint, [parseVerifierKey(verifierKey)])
  } catch (error) {
    if (error instanceof NoteError) return error.message
    throw error
  }
  if (checkpoint.size !== proof.treeSize) return `the checkpoint is of ${checkpoint.size} leaves, the proof of ${proof.treeSize}`
  const commitment = sha256(Buffer.concat([Buffer.from(proof.salt, 'base64'), Buffer.from(proof.body, 'utf8')]))
  const path = proof.proof.map((hash) => Buffer.from(hash, 'base64'))
  return verifyInclusion(leafHash(commitment), proof.index, proof.treeSize, path, checkpoint.root)
    ? undefined
    : 'the log that was signed does not hold this entry at this place'
}

/** Needs no snapshot: the hashes under a signed tree are there when it is, a full tile never changes, and a partial one only grows at its end. */
async function rootsOf(pool: pg.Pool, spans: readonly Span[]): Promise<Buffer[]> {
  const places = spans.flatMap(completeSpans).map(tileOf)
  if (places.length === 0) return []
  const stored = await pool.query<{ level: number; index: string; data: Buffer }>(
    'select level, index, data from kernel.tile where (level, index) in (select * from unnest($1::integer[], $2::bigint[]))',
    [places.map((place) => place.level), places.map((place) => place.index)])
  const tiles = new Map(stored.rows.map((tile) => [`${tile.level}/${Number(tile.index)}`, tile.data]))
  return spans.map((span) => rootFromTiles(span, (level, index) => tiles.get(`${level}/${index}`) ?? Buffer.alloc(0)))
}

function base64(bytes: Buffer): string {
  return bytes.toString('base64')
}

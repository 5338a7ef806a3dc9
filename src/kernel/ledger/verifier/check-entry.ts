/** Checks one entry by itself: its commitment, its columns against its text; and collects the row changes that it records. */
import { HASH_BYTES, sha256Into } from '../merkle.ts'
import { bigintAt, uuidAt } from './copy-binary.ts'
import type { Problem } from './problem.ts'
import { KEY_BYTES, writeHex, writeRowKey, writeUuid } from './row-key.ts'

/** The fields of an entry in the order in which `eachRow` gives them, after `index, entry_id, hash`. */
export const ENTRY_COLUMNS =
  "coalesce(e.salt, ''::bytea) || convert_to(e.body, 'UTF8'), e.commitment, e.verb, e.subject_kind, e.subject_id, e.actor_id, e.post_id, e.office_id, e.at, e.salt is null"
export const ENTRY_FIELDS = 13
const [ENTRY_ID, SALTED, COMMITMENT, VERB, SUBJECT_KIND, SUBJECT_ID, ACTOR, POST, OFFICE, AT, IS_BLANK] = [1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const
const SALT_BYTES = 16
/** Twice as fast as Buffer.toString for text that is not ASCII. */
const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
/** Between 1970, where JavaScript begins to count, and 2000, where PostgreSQL does. */
const EPOCH_GAP_MS = Date.UTC(2000, 0, 1)

/** Row changes side by side, aligned to words: key, digest right behind it, table number, whether it was a deletion, and the entry's place after the first of the chunk. */
export const CHANGE_BYTES = 56
export const CHANGE = { key: 0, digest: KEY_BYTES, table: KEY_BYTES + HASH_BYTES, isDeletion: 50, place: 52 } as const

export interface Changes {
  bytes: Buffer
  used: number
  /** The tables' names; a change holds an index into them. */
  tables: string[]
  /** Entries whose salt and text are gone. */
  blanked: BlankedEntry[]
}

/** An entry without its salt: `stubDigest` is the sha256 (hex) of what is left of its text. Whether an act ordered it is asked later. */
export interface BlankedEntry { entryId: string; stubDigest: string; place: number }

export function makeChanges(expected: number): Changes {
  return { bytes: Buffer.allocUnsafe(Math.max(expected, 16) * CHANGE_BYTES), used: 0, tables: [], blanked: [] }
}

interface Body {
  actor: string | null
  at: string
  office: string | null
  post: string | null
  rows: [table: string, rowId: string, op: string, digest: string][]
  subject: { id: string; kind: string }
  verb: string
}

/**
 * Checks the entry in the current row of a COPY answer, writes its commitment as recomputed into `commitment` (32 bytes)
 * and adds its row changes. Returns what is wrong with it, if anything.
 */
export function checkEntry(
  copied: Buffer, starts: Int32Array, ends: Int32Array, place: number, commitment: Buffer, changes: Changes,
): Pick<Problem, 'kind' | 'column'> | undefined {
  const isBlank = copied[starts[IS_BLANK]!] === 1
  sha256Into(copied.subarray(starts[SALTED], ends[SALTED]), commitment, 0)
  if (isBlank) {
    // What it was cannot be recomputed any more; that it was is in its leaf, which holds the commitment to its word.
    changes.blanked.push({ entryId: uuidAt(copied, starts[ENTRY_ID]!), stubDigest: commitment.toString('hex', 0, HASH_BYTES), place })
    copied.copy(commitment, 0, starts[COMMITMENT], ends[COMMITMENT])
  }
  const isAltered = commitment.compare(copied, starts[COMMITMENT], ends[COMMITMENT]) !== 0
  let body: Body
  try {
    body = JSON.parse(decoder.decode(copied.subarray(starts[SALTED]! + (isBlank ? 0 : SALT_BYTES), ends[SALTED]))) as Body
    noteChanges(body.rows, place, changes)
  } catch {
    return { kind: isAltered ? 'entry-altered' : 'entry-malformed' }
  }
  if (isAltered) return { kind: 'entry-altered' }
  const column = differingColumn(copied, starts, ends, body)
  return column === undefined ? undefined : { kind: 'entry-column-altered', column }
}

/** Adds what an entry says of rows: table, key, operation and digest of each. */
export function noteChanges(rows: Body['rows'], place: number, changes: Changes): void {
  for (const [table, rowId, op, digest] of rows) {
    if ((changes.used + 1) * CHANGE_BYTES > changes.bytes.length) changes.bytes = Buffer.concat([changes.bytes, Buffer.allocUnsafe(changes.bytes.length)])
    const { bytes } = changes
    const at = changes.used * CHANGE_BYTES
    let tableNumber = changes.tables.indexOf(table)
    if (tableNumber < 0) tableNumber = changes.tables.push(table) - 1
    writeRowKey(rowId, bytes, at + CHANGE.key)
    if (digest.length !== 2 * HASH_BYTES || !writeHex(digest, bytes, at + CHANGE.digest, HASH_BYTES)) throw new Error('not a digest')
    bytes.writeUInt16LE(tableNumber, at + CHANGE.table)
    bytes.writeUInt8(op === 'D' ? 1 : 0, at + CHANGE.isDeletion)
    bytes.writeUInt32LE(place, at + CHANGE.place)
    changes.used++
  }
}

/** The columns serve lists and searches: one that says something else than the text would show a false history. */
function differingColumn(copied: Buffer, starts: Int32Array, ends: Int32Array, body: Body): string | undefined {
  const isText = (field: number, text: string) => copied.toString('utf8', starts[field]!, ends[field]!) === text
  if (!isText(VERB, body.verb)) return 'verb'
  if (!isText(SUBJECT_KIND, body.subject.kind)) return 'subject_kind'
  if (!isUuid(copied, starts[SUBJECT_ID]!, body.subject.id)) return 'subject_id'
  if (!isUuid(copied, starts[ACTOR]!, body.actor)) return 'actor_id'
  if (!isUuid(copied, starts[POST]!, body.post)) return 'post_id'
  if (!isUuid(copied, starts[OFFICE]!, body.office)) return 'office_id'
  const at = Math.floor(bigintAt(copied, starts[AT]!) / 1000) + EPOCH_GAP_MS
  return at === Date.parse(body.at) ? undefined : 'at'
}

const uuid = Buffer.alloc(KEY_BYTES)

function isUuid(copied: Buffer, at: number, text: string | null): boolean {
  if (at < 0 || text === null) return at < 0 && text === null
  return writeUuid(text, uuid, 0) && uuid.compare(copied, at, at + KEY_BYTES) === 0
}

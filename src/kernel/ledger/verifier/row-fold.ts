/**
 * What the ledger says of each row last: a hash table over typed arrays (about 70 bytes for each row, outside the JavaScript heap),
 * so that tens of millions of rows fit where a Map of strings would not.
 */
import { HASH_BYTES } from '../merkle.ts'
import { KEY_BYTES } from './row-key.ts'

const FIRST_CAPACITY = 1024
const DELETED = 1
const SEEN = 2
const KEY_WORDS = KEY_BYTES / Int32Array.BYTES_PER_ELEMENT
const ROW_WORDS = (KEY_BYTES + HASH_BYTES) / Int32Array.BYTES_PER_ELEMENT

/** How a row stands to the ledger: `unknown` to it, `deleted` by it, `repeated` (a second row with the key), `altered`, or the `same`. */
export type RowStanding = 'same' | 'altered' | 'unknown' | 'deleted' | 'repeated'

export interface RowFold {
  count(): number
  /**
   * Notes a change; the one with the highest place in the log counts, the later call among equals. `isDeletion`: the row is gone.
   * `words` has the row's key (4 words) at `at` and its digest (8 words) behind it; see `wordsOf`.
   */
  note(table: number, words: Int32Array, at: number, place: number, isDeletion: boolean): void
  /** Compares a row that exists, and remembers that it was seen. */
  compare(table: number, words: Int32Array, at: number): RowStanding
  /** The place in the log of the entry that changed a row last; undefined for a row that the ledger does not know. */
  placeOf(table: number, words: Int32Array, at: number): number | undefined
  /** Visits each row that should exist and was not seen. */
  eachMissing(visit: (table: number, key: Buffer, place: number) => void): void
}

export function makeRowFold(): RowFold {
  let capacity = FIRST_CAPACITY
  let count = 0
  let slots = new Int32Array(capacity * 2).fill(-1)
  let rows = new Int32Array(capacity * ROW_WORDS)
  let places = new Float64Array(capacity)
  let tables = new Uint16Array(capacity)
  let states = new Uint8Array(capacity)

  /** The row's slot: its number is there, or -1. */
  function slotOf(table: number, words: Int32Array, at: number): number {
    const mask = slots.length - 1
    // The last bytes of a UUIDv7 are random; the table is mixed in because a record and its row in a system share one id.
    let slot = (Math.imul(words[at + 3]! ^ Math.imul(table, 0x9e3779b1), 0x85ebca6b) >>> 7) & mask
    for (;;) {
      const row = slots[slot]!
      if (row < 0 || (tables[row] === table && isSame(rows, row * ROW_WORDS, words, at, KEY_WORDS))) return slot
      slot = (slot + 1) & mask
    }
  }

  function grow(): void {
    capacity *= 2
    rows = replaced(rows, new Int32Array(capacity * ROW_WORDS))
    places = replaced(places, new Float64Array(capacity))
    tables = replaced(tables, new Uint16Array(capacity))
    states = replaced(states, new Uint8Array(capacity))
    slots = new Int32Array(capacity * 2).fill(-1)
    for (let row = 0; row < count; row++) slots[slotOf(tables[row]!, rows, row * ROW_WORDS)] = row
  }

  return {
    count: () => count,
    note(table, words, at, place, isDeletion) {
      if (count === capacity) grow()
      const slot = slotOf(table, words, at)
      let row = slots[slot]!
      if (row < 0) {
        row = count++
        slots[slot] = row
        tables[row] = table
      } else if (places[row]! > place) return
      places[row] = place
      states[row] = isDeletion ? DELETED : 0
      for (let i = 0; i < ROW_WORDS; i++) rows[row * ROW_WORDS + i] = words[at + i]!
    },
    compare(table, words, at) {
      const row = slots[slotOf(table, words, at)]!
      if (row < 0) return 'unknown'
      const state = states[row]!
      if ((state & SEEN) !== 0) return 'repeated'
      states[row] = state | SEEN
      if ((state & DELETED) !== 0) return 'deleted'
      return isSame(rows, row * ROW_WORDS, words, at, ROW_WORDS) ? 'same' : 'altered'
    },
    placeOf(table, words, at) {
      const row = slots[slotOf(table, words, at)]!
      return row < 0 ? undefined : places[row]
    },
    eachMissing(visit) {
      const keys = Buffer.from(rows.buffer)
      for (let row = 0; row < count; row++) {
        const at = row * ROW_WORDS * Int32Array.BYTES_PER_ELEMENT
        if (states[row] === 0) visit(tables[row]!, keys.subarray(at, at + KEY_BYTES), places[row]!)
      }
    },
  }
}

/** Bytes as 32-bit words, without copying where they are aligned. Comparing words is several times faster than Buffer.compare. */
export function wordsOf(bytes: Buffer): Int32Array {
  const aligned = bytes.byteOffset % Int32Array.BYTES_PER_ELEMENT === 0 ? bytes : new Uint8Array(bytes)
  return new Int32Array(aligned.buffer, aligned.byteOffset, Math.floor(aligned.byteLength / Int32Array.BYTES_PER_ELEMENT))
}

function isSame(a: Int32Array, aAt: number, b: Int32Array, bAt: number, count: number): boolean {
  for (let i = 0; i < count; i++) if (a[aAt + i] !== b[bAt + i]) return false
  return true
}

function replaced<T extends Int32Array | Float64Array | Uint16Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}

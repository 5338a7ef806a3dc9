/**
 * What the ledger says of each row last: a hash table over typed arrays (about 70 bytes for each row, outside the JavaScript heap),
 * so that tens of millions of rows fit where a Map of strings would not.
 */
import { HASH_BYTES } from '../merkle.ts'
import { KEY_BYTES } from './row-key.ts'

const FIRST_CAPACITY = 1024
const DELETED = 1
const SEEN = 2

/** How a row stands to the ledger: `unknown` to it, `deleted` by it, `repeated` (a second row with the key), `altered`, or the `same`. */
export type RowStanding = 'same' | 'altered' | 'unknown' | 'deleted' | 'repeated'

export interface RowFold {
  count(): number
  /** Notes a change; the one with the highest place in the log counts, the later call among equals. `isDeletion`: the row is gone. */
  note(table: number, key: Buffer, keyAt: number, place: number, isDeletion: boolean, digest: Buffer, digestAt: number): void
  /** Compares a row that exists, and remembers that it was seen. */
  compare(table: number, key: Buffer, keyAt: number, digest: Buffer, digestAt: number): RowStanding
  /** The place in the log of the entry that changed a row last; undefined for a row that the ledger does not know. */
  placeOf(table: number, key: Buffer, keyAt: number): number | undefined
  /** Visits each row that should exist and was not seen. */
  eachMissing(visit: (table: number, key: Buffer, place: number) => void): void
}

export function makeRowFold(): RowFold {
  let capacity = FIRST_CAPACITY
  let count = 0
  let slots = new Int32Array(capacity * 2).fill(-1)
  let keys = Buffer.alloc(capacity * KEY_BYTES)
  let digests = Buffer.alloc(capacity * HASH_BYTES)
  let places = new Float64Array(capacity)
  let tables = new Uint16Array(capacity)
  let states = new Uint8Array(capacity)

  /** The row's slot: its number is there, or -1. */
  function slotOf(table: number, key: Buffer, keyAt: number): number {
    const mask = slots.length - 1
    // The last bytes of a UUIDv7 are random; the table is mixed in because a record and its row in a system share one id.
    let slot = (Math.imul(key.readUInt32LE(keyAt + 12) ^ (table * 0x9e3779b1), 0x85ebca6b) >>> 7) & mask
    for (;;) {
      const row = slots[slot]!
      if (row < 0 || (tables[row] === table && key.compare(keys, row * KEY_BYTES, (row + 1) * KEY_BYTES, keyAt, keyAt + KEY_BYTES) === 0)) return slot
      slot = (slot + 1) & mask
    }
  }

  function grow(): void {
    capacity *= 2
    keys = copied(keys, capacity * KEY_BYTES)
    digests = copied(digests, capacity * HASH_BYTES)
    places = replaced(places, new Float64Array(capacity))
    tables = replaced(tables, new Uint16Array(capacity))
    states = replaced(states, new Uint8Array(capacity))
    slots = new Int32Array(capacity * 2).fill(-1)
    for (let row = 0; row < count; row++) slots[slotOf(tables[row]!, keys, row * KEY_BYTES)] = row
  }

  return {
    count: () => count,
    note(table, key, keyAt, place, isDeletion, digest, digestAt) {
      if (count === capacity) grow()
      const slot = slotOf(table, key, keyAt)
      let row = slots[slot]!
      if (row < 0) {
        row = count++
        slots[slot] = row
        tables[row] = table
        key.copy(keys, row * KEY_BYTES, keyAt, keyAt + KEY_BYTES)
      } else if (places[row]! > place) return
      places[row] = place
      states[row] = isDeletion ? DELETED : 0
      digest.copy(digests, row * HASH_BYTES, digestAt, digestAt + HASH_BYTES)
    },
    compare(table, key, keyAt, digest, digestAt) {
      const row = slots[slotOf(table, key, keyAt)]!
      if (row < 0) return 'unknown'
      const state = states[row]!
      if ((state & SEEN) !== 0) return 'repeated'
      states[row] = state | SEEN
      if ((state & DELETED) !== 0) return 'deleted'
      return digest.compare(digests, row * HASH_BYTES, (row + 1) * HASH_BYTES, digestAt, digestAt + HASH_BYTES) === 0 ? 'same' : 'altered'
    },
    placeOf(table, key, keyAt) {
      const row = slots[slotOf(table, key, keyAt)]!
      return row < 0 ? undefined : places[row]
    },
    eachMissing(visit) {
      for (let row = 0; row < count; row++) {
        if (states[row] === 0) visit(tables[row]!, keys.subarray(row * KEY_BYTES, (row + 1) * KEY_BYTES), places[row]!)
      }
    },
  }
}

function copied(from: Buffer, length: number): Buffer<ArrayBuffer> {
  const to = Buffer.alloc(length)
  from.copy(to)
  return to
}

function replaced<T extends Float64Array | Uint16Array | Uint8Array>(from: T, to: T): T {
  to.set(from)
  return to
}

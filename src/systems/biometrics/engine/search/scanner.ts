// One thread's part of the filter: an instance of the WebAssembly scan over the packed records that all threads of a shard share.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { PreparedView } from '../match/prepare.ts'
import { queryBytes, recordBytes } from './code.ts'

const page = 65536
/** Each thread's own room: its query and its scratch. */
const threadBytes = 2 * page
const scratchBytes = 16384

/** A pair of minutiae counts from this many bits on beyond half of those known. */
const threshold = 30
/** How many of the most alike pairs are followed; more cost time and find little more. */
const seeds = 5
/** What e times the support of the best pairs counts beside the filter's own score, and the least support there is. */
const supportWeight = 1600
const leastSupport = 1e-4

export interface SharedRecords {
  readonly memory: WebAssembly.Memory
  readonly capacity: number
  readonly threads: number
}

/** Room for `capacity` records of one view, shared by `threads` threads. At most about 1.6 million: 4 GB is the limit of one WebAssembly memory. */
export function shareRecords(capacity: number, threads: number): SharedRecords {
  const pages = Math.ceil(recordsAt({ capacity, threads }) / page) + Math.ceil((capacity * recordBytes) / page) + 1
  if (pages > page) throw new RangeError(`a shard of ${capacity} fingers needs more than 4 GB: divide it into several`)
  return { memory: new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true }), capacity, threads }
}

function scoresAt({ threads }: { threads: number }): number {
  return page + threads * threadBytes
}

function recordsAt({ capacity, threads }: { capacity: number; threads: number }): number {
  return scoresAt({ threads }) + Math.ceil((2 * capacity) / 64) * 64
}

/** The bytes of record `index`. */
export function recordOf(shared: SharedRecords, index: number): Uint8Array {
  return new Uint8Array(shared.memory.buffer, recordsAt(shared) + index * recordBytes, recordBytes)
}

/** The last scan's score of each record. */
export function scoresOf(shared: SharedRecords): Uint16Array {
  return new Uint16Array(shared.memory.buffer, scoresAt(shared), shared.capacity)
}

export interface Scanner {
  /** Scores the records from `start` to before `end` whose finger is in the set of bits. */
  readonly scan: (query: Query, start: number, end: number, fingers: number) => void
  /** Scores single records. */
  readonly pick: (query: Query, records: Uint32Array, fingers: number) => void
  /** Scores single records anew, finely and about five times slower: by how their minutiae support each other. */
  readonly look: (query: Query, records: Uint32Array) => void
}

export interface Query { readonly bytes: Uint8Array; readonly minutiae: number }

export function makeScanner(shared: SharedRecords, thread: number): Scanner {
  const module = new WebAssembly.Module(readFileSync(join(import.meta.dirname, '../native/filter.wasm')))
  const { scan, consensus } = new WebAssembly.Instance(module, { env: { memory: shared.memory } }).exports as Record<'scan' | 'consensus', (...args: number[]) => number>
  const own = page + thread * threadBytes, first = recordsAt(shared), scores = scoresAt(shared)
  let loaded: Query | undefined
  const load = (query: Query) => {
    if (loaded !== query) new Uint8Array(shared.memory.buffer, own + scratchBytes, query.bytes.length).set(query.bytes)
    loaded = query
  }
  return {
    scan(query, start, end, fingers) {
      load(query)
      scan(own + scratchBytes, query.minutiae, first + start * recordBytes, end - start, fingers, threshold, seeds, own, scores + 2 * start)
    },
    pick(query, records, fingers) {
      load(query)
      for (const record of records) scan(own + scratchBytes, query.minutiae, first + record * recordBytes, 1, fingers, threshold, seeds, own, scores + 2 * record)
    },
    look(query, records) {
      load(query)
      const into = scoresOf(shared)
      for (const record of records) into[record] = Math.round(supportWeight * Math.log(Math.max(1, consensus(own + scratchBytes, query.minutiae, first + record * recordBytes, own) / leastSupport)))
    },
  }
}

/** One view of the one who is looked for. */
export function queryOf(view: PreparedView): Query {
  return queryBytes(view)
}

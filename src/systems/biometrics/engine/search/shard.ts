// A part of all enrolled fingers, searched by worker threads of one process: add, remove, search. A cluster has many, one for each partition of
// the database's table, and `searchShards` asks all of them and says who answered.
import { latentThreshold } from '../match/compare.ts'
import type { Prepared } from '../match/prepare.ts'
import { positionAt, recordBytes, writeRecord } from './code.ts'
import type { Candidate } from './rank.ts'
import { highest, rankCandidates } from './rank.ts'
import type { SharedRecords } from './scanner.ts'
import { queryOf, recordOf, scoresOf, shareRecords } from './scanner.ts'
import type { ScanThreads } from './threads.ts'
import { openScanThreads } from './threads.ts'

/** All positions, and "unknown". */
export const anyFinger = 0x7ff
/** A finger of a removed person: scored by no search. */
const removed = 31

export interface Hit { readonly id: string; readonly finger: number; readonly score: number }

export interface SearchOptions {
  readonly top?: number
  /** Positions to look at, as bits (bit 1 right thumb … bit 10 left little, bit 0 unknown). A probe of known position also looks at the unknown. */
  readonly fingers?: number
  /** Below this score nothing is given: `matchThreshold`, for marks from scenes `latentThreshold`. */
  readonly threshold?: number
  /** Shares that survive the first and the last cut of the filter. Marks from scenes want more. */
  readonly keep?: readonly [first: number, last: number]
  /** Share that is looked at finely between those two. */
  readonly look?: number
  /** How many of the survivors are compared fully at last. */
  readonly compareFully?: number
}

export interface ShardResult { readonly shard: string; readonly size: number; readonly looked: number; readonly hits: readonly Hit[]; readonly survivors: readonly Candidate[]; readonly filterMs: number; readonly matchMs: number }

export interface Shard {
  readonly name: string
  readonly size: () => number
  /** Adds a finger (position 1 to 10, 0 unknown) by its packed records, as `packFinger` made them. The same id and finger again replaces it. */
  readonly add: (id: string, finger: number, records: PackedFinger) => void
  /** Removes all fingers of an id, overwriting their records; gives how many. */
  readonly remove: (id: string) => number
  readonly search: (probe: Prepared, options?: SearchOptions) => Promise<ShardResult>
  readonly close: () => Promise<void>
}

/** The packed records of one finger, one for each view: what a shard holds in memory, and worth keeping in the database beside the template. */
export type PackedFinger = readonly [Uint8Array, Uint8Array]

export function packFinger(prepared: Prepared): PackedFinger {
  const [first, second] = prepared.views.map((view) => {
    const record = new Uint8Array(recordBytes)
    writeRecord(view, 0, record)
    return record
  })
  return [first!, second!]
}

/** Gives the full templates of candidates, from the database; in the order asked. */
export type LoadTemplates = (wanted: readonly { readonly id: string; readonly finger: number }[]) => Promise<readonly Prepared[]>

/** By default 22 %, then 3 %, then 0.2 % survive; small shards keep at least so many fingers. */
export const usualKeep = [0.22, 0.002] as const
export const usualLook = 0.03
/** What a search of a mark from a scene wants: more survivors, more of them compared fully, a lower threshold, a longer list. Costs about twice as much. */
export const markSearch: SearchOptions = { keep: [0.5, 0.004], look: 0.08, compareFully: 200, threshold: latentThreshold, top: 20 }
const leastKept = [2000, 1000, 400] as const

/** Opens an empty shard with room for `capacity` fingers (5.4 KB each, all at once) and `threads` scanning threads. */
export async function openShard(name: string, capacity: number, load: LoadTemplates, threads = 2): Promise<Shard> {
  const views: [SharedRecords, SharedRecords] = [shareRecords(capacity, threads), shareRecords(capacity, threads)]
  const scanning = await openScanThreads(views, threads)
  const slots: ({ id: string; finger: number } | undefined)[] = []
  const free: number[] = []
  const place = new Map<string, Map<number, number>>()
  let last: Promise<unknown> = Promise.resolve()
  let size = 0
  const clear = (slot: number) => {
    for (const view of views) recordOf(view, slot).fill(0).set([removed], positionAt)
    slots[slot] = undefined
    free.push(slot)
    size--
  }
  const shard: Shard = {
    name,
    size: () => size,
    add(id, finger, records) {
      const old = place.get(id)?.get(finger)
      if (old !== undefined) clear(old)
      const slot = free.pop() ?? slots.length
      if (slot >= capacity) throw new RangeError(`shard ${name} is full (${capacity} fingers): open it again with more room`)
      views.forEach((view, i) => {
        const record = recordOf(view, slot)
        record.set(records[i]!)
        record[positionAt] = finger
      })
      slots[slot] = { id, finger }
      if (!place.has(id)) place.set(id, new Map())
      place.get(id)!.set(finger, slot)
      size++
    },
    remove(id) {
      const mine = [...place.get(id)?.values() ?? []]
      mine.forEach(clear)
      place.delete(id)
      return mine.length
    },
    search(probe, options = {}) {
      const mine = last.then(() => searchSlots({ name, size, views, slots, scanning, load }, probe, options))   // one at a time: the scores are shared
      last = mine.catch(() => undefined)
      return mine
    },
    close: scanning.close,
  }
  return shard
}

interface Searched {
  readonly name: string
  readonly size: number
  readonly views: readonly SharedRecords[]
  readonly slots: readonly ({ id: string; finger: number } | undefined)[]
  readonly scanning: ScanThreads
  readonly load: LoadTemplates
}

async function searchSlots({ name, size, views, slots, scanning, load }: Searched, probe: Prepared, options: SearchOptions): Promise<ShardResult> {
  const { fingers = anyFinger, keep = usualKeep } = options, least = options.keep ? [1, 1, 1] as const : leastKept
  const began = performance.now()
  const total = slots.length, room = (share: number, few: number) => Math.max(few, Math.ceil(total * share))
  const queries = [queryOf(probe.views[0]!), queryOf(probe.views[1]!)] as const
  await scanning.scan(0, queries[0], total, fingers)
  const scores = [scoresOf(views[0]!), scoresOf(views[1]!)] as const
  const some = highest(scores[0], total, room(keep[0], least[0]))
  await scanning.scan(1, queries[1], some, fingers)
  const sums = Uint32Array.from(some, (slot) => scores[0][slot]! + scores[1][slot]!)
  const fewer = highest(sums, sums.length, room(Math.max(keep[1], options.look ?? (options.keep ? 8 * keep[1] : usualLook)), least[1]))
  const slotsLeft = fewer.map((at) => some[at]!)
  await scanning.look(0, queries[0], slotsLeft)
  await scanning.look(1, queries[1], slotsLeft)
  const last = Uint32Array.from(fewer, (at, i) => sums[at]! + scores[0][slotsLeft[i]!]! + scores[1][slotsLeft[i]!]!)
  const few = highest(last, last.length, room(keep[1], least[2])).map((at) => slotsLeft[at]!)
  const filtered = performance.now()
  const candidates = [...few].flatMap((slot): Candidate[] => { const one = slots[slot]; return one ? [one] : [] })
  const hits = await rankCandidates(probe, candidates, load, options)
  return { shard: name, size, looked: total, hits, survivors: candidates, filterMs: filtered - began, matchMs: performance.now() - filtered }
}

/** Recomputes a log's tree from what it serves: from the leaves that were checked before, or from nothing. */
import { hashAt, HASH_BYTES, leafHash, splitHashes } from '../merkle.ts'
import { appendToTiles, frontierRoot, frontierTiles, TILE_WIDTH, tilePath } from '../tiles.ts'
import type { Frontier } from '../tiles.ts'
import { LogFault } from './read-log.ts'
import type { LogReader } from './read-log.ts'

/** Tiles that are asked for at once. */
const AT_ONCE = 16
const MOST_FOUND = 20

export interface Wrong {
  readonly kind: 'entry' | 'tile' | 'missing'
  readonly detail: string
}

export interface Recomputed {
  /** The roots at the sizes that were asked for, then at the end; undefined where leaves are missing. */
  readonly roots: ReadonlyMap<number, Buffer>
  readonly wrong: readonly Wrong[]
  readonly tiles: number
  readonly entries: number
}

/** The right edge of the tree of `size` leaves, as the log serves it; whether it is what was signed is for the caller to say. */
export async function fetchFrontier(log: LogReader, size: number): Promise<Frontier> {
  const partial = await Promise.all(frontierTiles(size).map(({ level, index, width }) => (width === 0 ? Buffer.alloc(0) : log.tile(level, index, width))))
  return { size, partial }
}

/**
 * Reads every leaf and entry from `start` to `size`, hashes each entry against its leaf, and the tree above. `stops`: sizes on the way whose roots are wanted.
 * The tiles of the upper levels are compared with what the leaves give.
 */
export async function recompute(log: LogReader, start: Frontier, size: number, stops: readonly number[], onProgress?: (done: number) => void): Promise<Recomputed> {
  const wrong: Wrong[] = []
  const note = (kind: Wrong['kind'], detail: string) => { if (wrong.length < MOST_FOUND) wrong.push({ kind, detail }) }
  const roots = new Map<number, Buffer>([[start.size, frontierRoot(start)]])
  const upper = new Map<string, { level: number; index: number; hashes: Buffer }>()
  let frontier = start
  let read = { tiles: 0, entries: 0 }
  for (let first = Math.floor(start.size / TILE_WIDTH); first * TILE_WIDTH < size && frontier.size < size; first += AT_ONCE) {
    const tiles = await Promise.all(Array.from({ length: Math.min(AT_ONCE, Math.ceil(size / TILE_WIDTH) - first) }, (_, i) => fetchLeaves(log, first + i, size, note)))
    for (const { index, hashes, entries } of tiles) {
      if (hashes === undefined) return { roots, wrong, ...read }
      if (entries !== undefined) checkEntries(index, hashes, entries, frontier.size, note)
      read = { tiles: read.tiles + 1, entries: read.entries + (entries?.length ?? 0) }
      frontier = append(frontier, index, hashes, stops, roots, upper, note)
    }
    onProgress?.(frontier.size)
  }
  roots.set(size, frontierRoot(frontier))
  read = { ...read, tiles: read.tiles + upper.size }
  await compareUpper(log, upper, note)
  return { roots, wrong, ...read }
}


type Note = (kind: Wrong['kind'], detail: string) => void

interface Leaves { index: number; hashes: Buffer | undefined; entries: Buffer[] | undefined }

async function fetchLeaves(log: LogReader, index: number, size: number, note: Note): Promise<Leaves> {
  const width = Math.min(TILE_WIDTH, size - index * TILE_WIDTH)
  const orMissing = async <T>(work: Promise<T>) => {
    try {
      return await work
    } catch (error) {
      if (!(error instanceof LogFault)) throw error
      note('missing', error.message)
      return undefined
    }
  }
  const [hashes, entries] = await Promise.all([orMissing(log.tile(0, index, width)), orMissing(log.entries(index, width))])
  return { index, hashes, entries }
}

function checkEntries(index: number, hashes: Buffer, entries: readonly Buffer[], from: number, note: Note): void {
  for (const [i, entry] of entries.entries()) {
    const place = index * TILE_WIDTH + i
    if (place >= from && !leafHash(entry).equals(hashAt(hashes, i))) note('entry', `entry ${place} doesn't hash to its leaf in ${tilePath(0, index)}`)
  }
}

/** Appends a tile's new leaves, stopping at the sizes whose roots are wanted. */
function append(before: Frontier, index: number, hashes: Buffer, stops: readonly number[], roots: Map<number, Buffer>, upper: Map<string, { level: number; index: number; hashes: Buffer }>, note: Note): Frontier {
  const begin = index * TILE_WIDTH
  const end = begin + hashes.length / HASH_BYTES
  const known = before.partial[0] ?? Buffer.alloc(0)
  if (before.size > begin && !hashes.subarray(0, known.length).equals(known)) note('tile', `${tilePath(0, index)} is not what its earlier part was`)
  let frontier = before
  for (const stop of [...stops.filter((size) => size > before.size && size < end), end]) {
    const grown = appendToTiles(frontier, hashes.subarray((frontier.size - begin) * HASH_BYTES, (stop - begin) * HASH_BYTES))
    frontier = grown.frontier
    for (const tile of grown.tiles) if (tile.level > 0) upper.set(`${tile.level}/${tile.index}`, tile)
    if (stops.includes(stop)) roots.set(stop, frontierRoot(frontier))
  }
  return frontier
}

/** Where an upper tile differs from what the leaves give, names the tile below that it doesn't go with. */
async function compareUpper(log: LogReader, upper: Map<string, { level: number; index: number; hashes: Buffer }>, note: Note): Promise<void> {
  for (const { level, index, hashes } of upper.values()) {
    let served: Buffer
    try {
      served = await log.tile(level, index, hashes.length / HASH_BYTES)
    } catch (error) {
      if (!(error instanceof LogFault)) throw error
      note('missing', error.message)
      continue
    }
    const at = splitHashes(hashes).findIndex((hash, i) => !hash.equals(hashAt(served, i)))
    if (at >= 0) note('tile', `${tilePath(level - 1, index * TILE_WIDTH + at)} doesn't hash to what ${tilePath(level, index, hashes.length / HASH_BYTES)} says of it`)
  }
}

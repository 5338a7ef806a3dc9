/** The tree over a chunk of leaves, small enough to be sent to whoever puts the chunks together; and how they are put together. Pure. */
import { appendToRange, emptyRange, HASH_BYTES, nodeHash, parents, rangeRoot, rootOf, splitHashes } from '../merkle.ts'
import type { CompactRange } from '../merkle.ts'
import { TILE_WIDTH } from '../tiles.ts'

/** Leaves in a chunk: a power of two and whole tiles, so that chunks are subtrees. */
export const CHUNK = 16_384

export interface Summary {
  /** The roots of the chunk's full tiles. */
  tileRoots: Buffer
  /** The leaves after the last full tile. */
  rest: Buffer
  /** For each checkpoint in the chunk: the root of the chunk's leaves before it. */
  partRoots: Buffer
}

/** `sizes`: how many of the chunk's leaves each checkpoint covers, ascending. */
export function summarize(leaves: Buffer, sizes: readonly number[]): Summary {
  let range = emptyRange()
  const partRoots = sizes.map((size) => {
    range = appendToRange(range, leaves.subarray(range.size * HASH_BYTES, size * HASH_BYTES))
    return rangeRoot(range)
  })
  const full = Math.floor(leaves.length / HASH_BYTES / TILE_WIDTH) * TILE_WIDTH * HASH_BYTES
  let level: Buffer = leaves.subarray(0, full)
  for (let width = 1; width < TILE_WIDTH; width *= 2) level = parents(level)
  // A copy: sent to another thread, a view would take the whole chunk along.
  return { tileRoots: level, rest: Buffer.from(leaves.subarray(full)), partRoots: Buffer.concat(partRoots) }
}

/** The roots of the whole tree at each checkpoint, from the chunks in order. */
export function joinRoots(summaries: readonly Summary[]): Buffer[] {
  let left: CompactRange = emptyRange()
  const roots: Buffer[] = []
  for (const { tileRoots, rest, partRoots } of summaries) {
    const before = splitHashes(left.hashes)
    for (const part of splitHashes(partRoots)) roots.push(before.reduceRight((right, hash) => nodeHash(hash, right), part))
    if (rest.length === 0) left = appendToRange(left, rootOf(tileRoots))
  }
  return roots
}

/** The tiles of level 1 and above, as the leaves give them. */
export function upperTiles(summaries: readonly Summary[]): { level: number; index: number; hashes: Buffer }[] {
  const tiles = []
  let row = Buffer.concat(summaries.map((summary) => summary.tileRoots))
  for (let level = 1; row.length > 0; level++) {
    const above: Buffer[] = []
    for (let index = 0; index * TILE_WIDTH * HASH_BYTES < row.length; index++) {
      const hashes = row.subarray(index * TILE_WIDTH * HASH_BYTES, (index + 1) * TILE_WIDTH * HASH_BYTES)
      tiles.push({ level, index, hashes })
      if (hashes.length === TILE_WIDTH * HASH_BYTES) above.push(rootOf(hashes))
    }
    row = Buffer.concat(above)
  }
  return tiles
}

/**
 * The Merkle tree of RFC 6962 section 2.1 and its proofs (algorithms of RFC 9162 sections 2.1.3 and 2.1.4), over SHA-256.
 * Pure functions. A list of hashes is one Buffer of 32-byte hashes side by side: no object for each hash, so that
 * millions of leaves are cheap. Indexes and sizes are plain numbers up to 2^53, so they are halved by division, not by bit shifts.
 */
import { hash } from 'node:crypto'

export const HASH_BYTES = 32
const LEAF_PREFIX = 0
const NODE_PREFIX = 1

/** A run of leaves [from, to) of the tree. */
export interface Span {
  from: number
  to: number
}

/** The roots of the largest complete subtrees that cover the first `size` leaves, left to right. */
export interface CompactRange {
  size: number
  hashes: Buffer
}

/** Writes SHA-256 of `data` into `target`. A 'binary' string is written because it costs a third of what a Buffer for each hash costs. */
export function sha256Into(data: Uint8Array, target: Buffer, offset: number): void {
  target.write(hash('sha256', data, 'binary'), offset, HASH_BYTES, 'latin1')
}

/** SHA-256 of some bytes, 32 bytes long. */
export function sha256(data: Uint8Array | string): Buffer {
  return hash('sha256', data, 'buffer')
}

/** The hash of a leaf: SHA-256(0x00 || data). */
export function leafHash(data: Uint8Array): Buffer {
  return sha256(Buffer.concat([Uint8Array.of(LEAF_PREFIX), data]))
}

/** The hash of an inner node: SHA-256(0x01 || left || right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Buffer {
  return sha256(Buffer.concat([Uint8Array.of(NODE_PREFIX), left, right]))
}

/** The root of the tree without leaves. */
export function emptyRoot(): Buffer {
  return sha256('')
}

/** The leaf hashes of many 32-byte leaf data lying side by side. */
export function leafHashes(data: Buffer): Buffer {
  const count = countOf(data)
  const hashes = Buffer.allocUnsafe(data.length)
  const input = Buffer.alloc(1 + HASH_BYTES)
  input[0] = LEAF_PREFIX
  for (let i = 0; i < count; i++) {
    data.copy(input, 1, i * HASH_BYTES, (i + 1) * HASH_BYTES)
    sha256Into(input, hashes, i * HASH_BYTES)
  }
  return hashes
}

/** One level up: pairs are hashed, an odd last node is carried over unchanged (which gives the same tree as RFC 6962's split). */
export function parents(level: Buffer): Buffer {
  const count = countOf(level)
  const pairs = Math.floor(count / 2)
  const above = Buffer.allocUnsafe((pairs + (count % 2)) * HASH_BYTES)
  const input = Buffer.alloc(1 + 2 * HASH_BYTES)
  input[0] = NODE_PREFIX
  for (let i = 0; i < pairs; i++) {
    level.copy(input, 1, i * 2 * HASH_BYTES, (i + 1) * 2 * HASH_BYTES)
    sha256Into(input, above, i * HASH_BYTES)
  }
  if (count % 2 === 1) level.copy(above, pairs * HASH_BYTES, (count - 1) * HASH_BYTES)
  return above
}

/** The root over leaf hashes (or over any row of subtree roots of equal height, the last one possibly smaller). */
export function rootOf(hashes: Buffer): Buffer {
  if (hashes.length === 0) return emptyRoot()
  let level = hashes
  while (level.length > HASH_BYTES) level = parents(level)
  return Buffer.from(level)
}

/** The hash at a position in a list of hashes (a view, not a copy). */
export function hashAt(hashes: Buffer, index: number): Buffer {
  return hashes.subarray(index * HASH_BYTES, (index + 1) * HASH_BYTES)
}

export function emptyRange(): CompactRange {
  return { size: 0, hashes: Buffer.alloc(0) }
}

/** A compact range with more leaves at its right end. Costs one hash for each leaf. */
export function appendToRange(range: CompactRange, leaves: Buffer): CompactRange {
  const count = countOf(leaves)
  let done = 0
  let { size } = range
  const stack = splitHashes(range.hashes)
  while (done < count) {
    const height = Math.min(alignment(size), floorLog2(count - done))
    const width = 2 ** height
    stack.push(rootOf(leaves.subarray(done * HASH_BYTES, (done + width) * HASH_BYTES)))
    done += width
    // Equal neighbours merge: as many times as the new size has trailing zero bits above this height.
    for (let merged = (size + width) / width; merged % 2 === 0 && stack.length > 1; merged /= 2) {
      const right = stack.pop()!
      stack.push(nodeHash(stack.pop()!, right))
    }
    size += width
  }
  return { size, hashes: Buffer.concat(stack) }
}

/** The root of the tree that a compact range covers. */
export function rangeRoot(range: CompactRange): Buffer {
  const parts = splitHashes(range.hashes)
  if (parts.length === 0) return emptyRoot()
  return parts.reduceRight((right, left) => nodeHash(left, right))
}

/** The root of the leaves [from, to), asked of whoever keeps the tree (an array of leaves, tiles). Only called for complete, aligned subtrees. */
export type SubtreeRoot = (span: Span) => Buffer

/** The complete, aligned subtrees that make up any run of leaves, left to right. */
export function completeSpans(span: Span): Span[] {
  const spans: Span[] = []
  for (let from = span.from; from < span.to; ) {
    const width = 2 ** Math.min(alignment(from), floorLog2(span.to - from))
    spans.push({ from, to: from + width })
    from += width
  }
  return spans
}

/** The runs of leaves whose roots prove that leaf `index` is in the tree of `size` leaves, from the leaf up. */
export function inclusionSpans(index: number, size: number): Span[] {
  if (!(index >= 0 && index < size)) throw new RangeError(`leaf ${index} is not in a tree of ${size}`)
  const path: Span[] = []
  let span: Span = { from: 0, to: size }
  while (span.to - span.from > 1) {
    const middle = span.from + splitPoint(span.to - span.from)
    path.push(index < middle ? { from: middle, to: span.to } : { from: span.from, to: middle })
    span = index < middle ? { from: span.from, to: middle } : { from: middle, to: span.to }
  }
  return path.reverse()
}

/** The runs of leaves whose roots prove that the tree of `older` leaves is the beginning of the tree of `newer` leaves. */
export function consistencySpans(older: number, newer: number): Span[] {
  if (!(older >= 0 && older <= newer)) throw new RangeError(`a tree of ${older} is not the beginning of one of ${newer}`)
  if (older === 0 || older === newer) return []
  const path: Span[] = []
  let span: Span = { from: 0, to: newer }
  let known = true
  while (older !== span.to) {
    const middle = span.from + splitPoint(span.to - span.from)
    if (older <= middle) {
      path.push({ from: middle, to: span.to })
      span = { from: span.from, to: middle }
    } else {
      path.push({ from: span.from, to: middle })
      span = { from: middle, to: span.to }
      known = false
    }
  }
  if (!known) path.push(span)
  return path.reverse()
}

/** The root of any run of leaves, composed from complete subtrees. */
export function spanRoot(span: Span, subtree: SubtreeRoot): Buffer {
  return completeSpans(span)
    .map(subtree)
    .reduceRight((right, left) => nodeHash(left, right))
}

/** Checks that a leaf is in a tree (RFC 9162 section 2.1.3.2). */
export function verifyInclusion(leaf: Uint8Array, index: number, size: number, proof: readonly Uint8Array[], root: Uint8Array): boolean {
  if (!(Number.isSafeInteger(index) && Number.isSafeInteger(size) && index >= 0 && index < size)) return false
  let node = index
  let last = size - 1
  let hashed: Buffer = Buffer.from(leaf)
  for (const step of proof) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      hashed = nodeHash(step, hashed)
      while (node % 2 === 0 && node !== 0) {
        node /= 2
        last = Math.floor(last / 2)
      }
    } else hashed = nodeHash(hashed, step)
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && hashed.equals(root)
}

/** Checks that an older tree is the beginning of a newer one (RFC 9162 section 2.1.4.2). */
export function verifyConsistency(
  older: { size: number; root: Uint8Array },
  newer: { size: number; root: Uint8Array },
  proof: readonly Uint8Array[],
): boolean {
  if (older.size > newer.size || older.size < 0) return false
  if (older.size === newer.size) return proof.length === 0 && Buffer.from(older.root).equals(newer.root)
  if (older.size === 0) return proof.length === 0 && emptyRoot().equals(older.root)
  const isPowerOfTwo = 2 ** floorLog2(older.size) === older.size
  const path = isPowerOfTwo ? [older.root, ...proof] : [...proof]
  const first = path.shift()
  if (first === undefined) return false
  let node = older.size - 1
  let last = newer.size - 1
  while (node % 2 === 1) {
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  let olderRoot: Buffer = Buffer.from(first)
  let newerRoot: Buffer = Buffer.from(first)
  for (const step of path) {
    if (last === 0) return false
    if (node % 2 === 1 || node === last) {
      olderRoot = nodeHash(step, olderRoot)
      newerRoot = nodeHash(step, newerRoot)
      while (node % 2 === 0 && node !== 0) {
        node /= 2
        last = Math.floor(last / 2)
      }
    } else newerRoot = nodeHash(newerRoot, step)
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  return last === 0 && olderRoot.equals(older.root) && newerRoot.equals(newer.root)
}

/** How many hashes lie side by side. Refuses a length that is not a multiple of 32. */
export function countOf(hashes: Buffer): number {
  if (hashes.length % HASH_BYTES !== 0) throw new RangeError(`${hashes.length} bytes are not a whole number of hashes`)
  return hashes.length / HASH_BYTES
}

/** Cuts hashes lying side by side into one view for each. */
export function splitHashes(hashes: Buffer): Buffer[] {
  return Array.from({ length: countOf(hashes) }, (_, i) => hashAt(hashes, i))
}

/** The largest power of two smaller than n (RFC 6962 section 2.1: k). */
function splitPoint(n: number): number {
  return 2 ** floorLog2(n - 1)
}

function floorLog2(n: number): number {
  let power = Math.floor(Math.log2(n))
  if (2 ** power > n) power--
  if (2 ** (power + 1) <= n) power++
  return power
}

/** How many times n can be halved; for 0 as often as one likes. */
function alignment(n: number): number {
  if (n === 0) return 53
  let halvings = 0
  for (let rest = n; rest % 2 === 0; rest /= 2) halvings++
  return halvings
}

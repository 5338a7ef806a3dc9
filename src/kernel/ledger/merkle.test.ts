import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  appendToRange, consistencySpans, emptyRange, emptyRoot, hashAt, inclusionSpans, leafHash, leafHashes, nodeHash, rangeRoot, rootOf, sha256, spanRoot,
  verifyConsistency, verifyInclusion,
} from './merkle.ts'
import type { Span } from './merkle.ts'

/** The eight leaves that implementations of RFC 6962 test each other with, and the root over the first n of them. */
const LEAVES = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const ROOTS = [
  'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]
const hashes = Buffer.concat(LEAVES.map((leaf) => leafHash(Buffer.from(leaf, 'hex'))))
const hex = (bytes: Buffer) => bytes.toString('hex')

describe('the eight standard leaves', () => {
  test.each(ROOTS.map((root, size) => [size, root]))('root over the first %i', (size, root) => {
    const first = hashes.subarray(0, Number(size) * 32)
    expect(hex(rootOf(first))).toBe(root)
    expect(hex(rangeRoot(appendToRange(emptyRange(), first)))).toBe(root)
  })

  const INCLUSION: [index: number, size: number, path: string[]][] = [
    [0, 1, []],
    [0, 8, ['96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7', '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4']],
    [5, 8, ['bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b', 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7']],
    [2, 3, ['fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125']],
    [1, 5, ['6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d', '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b']],
  ]
  test.each(INCLUSION)('inclusion of leaf %i in %i', (index, size, path) => {
    const proof = inclusionSpans(index, size).map(rootIn(hashes))
    expect(proof.map(hex)).toEqual(path)
    expect(verifyInclusion(hashAt(hashes, index), index, size, proof, Buffer.from(ROOTS[size]!, 'hex'))).toBe(true)
  })

  const CONSISTENCY: [older: number, newer: number, path: string[]][] = [
    [1, 1, []],
    [1, 8, ['96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7', '5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e',
      '6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4']],
    [6, 8, ['0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a', 'ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0',
      'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7']],
    [2, 5, ['5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e', 'bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b']],
  ]
  test.each(CONSISTENCY)('consistency of %i with %i', (older, newer, path) => {
    const proof = consistencySpans(older, newer).map(rootIn(hashes))
    expect(proof.map(hex)).toEqual(path)
    const at = (size: number) => ({ size, root: Buffer.from(ROOTS[size]!, 'hex') })
    expect(verifyConsistency(at(older), at(newer), proof)).toBe(true)
  })
})

describe('properties', () => {
  const tree = fc.integer({ min: 1, max: 700 }).map((size) => ({ size, leaves: manyLeaves(size) }))

  test('the definition of RFC 6962 section 2.1 gives the same root', () => {
    fc.assert(fc.property(tree, ({ leaves }) => rootOf(leaves).equals(slowRoot(leaves))))
  })

  test('appended in any batches, the compact range has the same root', () => {
    fc.assert(fc.property(tree, fc.array(fc.integer({ min: 1, max: 300 }), { maxLength: 8 }), ({ leaves, size }, batches) => {
      let range = emptyRange()
      for (const batch of [...batches, size]) range = appendToRange(range, leaves.subarray(range.size * 32, Math.min(size, range.size + batch) * 32))
      return range.size === size && rangeRoot(range).equals(rootOf(leaves))
    }))
  })

  test('every leaf has a proof, and it proves no other leaf, place, size or root', () => {
    fc.assert(fc.property(tree, fc.nat(), ({ leaves, size }, pick) => {
      const index = pick % size
      const proof = inclusionSpans(index, size).map(rootIn(leaves))
      const root = rootOf(leaves)
      const leaf = hashAt(leaves, index)
      expect(verifyInclusion(leaf, index, size, proof, root)).toBe(true)
      expect(verifyInclusion(flip(leaf), index, size, proof, root)).toBe(false)
      expect(verifyInclusion(leaf, index, size, proof, flip(root))).toBe(false)
      expect(verifyInclusion(leaf, index, size, [...proof, root], root)).toBe(false)
      if (size > 1) expect(verifyInclusion(leaf, (index + 1) % size, size, proof, root)).toBe(false)
      if (proof.length > 0) expect(verifyInclusion(leaf, index, size, proof.slice(1), root)).toBe(false)
    }))
  })

  test('every beginning of a tree has a consistency proof, and a changed beginning has none', () => {
    fc.assert(fc.property(tree, fc.nat(), ({ leaves, size }, pick) => {
      const older = { size: (pick % size) + 1, root: rootOf(leaves.subarray(0, ((pick % size) + 1) * 32)) }
      const newer = { size, root: rootOf(leaves) }
      const proof = consistencySpans(older.size, size).map(rootIn(leaves))
      expect(verifyConsistency(older, newer, proof)).toBe(true)
      expect(verifyConsistency({ ...older, root: flip(older.root) }, newer, proof)).toBe(false)
      expect(verifyConsistency(older, { ...newer, root: flip(newer.root) }, proof)).toBe(false)
      for (const [i, step] of proof.entries()) expect(verifyConsistency(older, newer, proof.with(i, flip(step)))).toBe(false)
    }))
  })
})

describe('edges', () => {
  test('a leaf outside the tree has no proof', () => {
    expect(() => inclusionSpans(3, 3)).toThrow(RangeError)
    expect(() => inclusionSpans(-1, 3)).toThrow(RangeError)
    expect(verifyInclusion(emptyRoot(), 3, 3, [], emptyRoot())).toBe(false)
    expect(verifyInclusion(emptyRoot(), 0, 0, [], emptyRoot())).toBe(false)
  })

  test('a larger tree is not the beginning of a smaller one', () => {
    expect(() => consistencySpans(4, 3)).toThrow(RangeError)
    expect(verifyConsistency({ size: 4, root: emptyRoot() }, { size: 3, root: emptyRoot() }, [])).toBe(false)
  })

  test('the empty tree is the beginning of every tree', () => {
    expect(verifyConsistency({ size: 0, root: emptyRoot() }, { size: 8, root: rootOf(hashes) }, [])).toBe(true)
    expect(verifyConsistency({ size: 0, root: sha256('another') }, { size: 8, root: rootOf(hashes) }, [])).toBe(false)
  })

  test('sizes above 2^32 are halved exactly', () => {
    const size = 2 ** 40 + 3
    expect(inclusionSpans(2 ** 40 + 2, size)).toEqual([{ from: 2 ** 40, to: 2 ** 40 + 2 }, { from: 0, to: 2 ** 40 }])
    const [leaf, pair, rest] = [sha256('leaf'), sha256('pair'), sha256('rest')]
    expect(verifyInclusion(leaf, 2 ** 40 + 2, size, [pair, rest], nodeHash(rest, nodeHash(pair, leaf)))).toBe(true)
  })

  test('bytes that are not whole hashes are refused', () => {
    expect(() => rootOf(Buffer.alloc(33))).toThrow(RangeError)
    expect(() => leafHashes(Buffer.alloc(31))).toThrow(RangeError)
  })
})

function manyLeaves(size: number): Buffer {
  return leafHashes(Buffer.concat(Array.from({ length: size }, (_, i) => sha256(`leaf ${i}`))))
}

function rootIn(leaves: Buffer): (span: Span) => Buffer {
  return (span) => spanRoot(span, (part) => rootOf(leaves.subarray(part.from * 32, part.to * 32)))
}

/** The recursive definition, as the RFC writes it. */
function slowRoot(leaves: Buffer): Buffer {
  const size = leaves.length / 32
  if (size === 1) return leaves
  let split = 1
  while (split * 2 < size) split *= 2
  return nodeHash(slowRoot(leaves.subarray(0, split * 32)), slowRoot(leaves.subarray(split * 32)))
}

function flip(bytes: Buffer): Buffer {
  const changed = Buffer.from(bytes)
  changed[7]! ^= 1
  return changed
}

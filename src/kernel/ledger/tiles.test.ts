import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { consistencySpans, hashAt, inclusionSpans, leafHashes, rootOf, sha256, verifyConsistency, verifyInclusion } from './merkle.ts'
import { appendToTiles, emptyFrontier, frontierRoot, frontierTiles, parseTileName, rootFromTiles, tileName, tileOf, tilePath } from './tiles.ts'

const MOST = 70_000
const leaves = leafHashes(Buffer.concat(Array.from({ length: MOST }, (_, i) => sha256(String(i)))))

/** Appends in the given batches and keeps the tiles as the database does. */
function build(batches: readonly number[]) {
  let frontier = emptyFrontier()
  const tiles = new Map<string, Buffer>()
  for (const batch of batches) {
    const grown = appendToTiles(frontier, leaves.subarray(frontier.size * 32, (frontier.size + batch) * 32))
    frontier = grown.frontier
    for (const tile of grown.tiles) tiles.set(`${tile.level}/${tile.index}`, tile.hashes)
  }
  return { frontier, tiles, tile: (level: number, index: number) => tiles.get(`${level}/${index}`) ?? Buffer.alloc(0) }
}

describe('tiles', () => {
  test('a tree of 70,000 has the tiles that the specification counts', () => {
    const { tiles, frontier } = build([20_000, 20_000, 20_000, 10_000])
    const widths = (level: number) => [...tiles].filter(([place]) => place.startsWith(`${level}/`)).map(([, hashes]) => hashes.length / 32)
    expect(widths(0).filter((width) => width === 256)).toHaveLength(273)
    expect(widths(0).filter((width) => width < 256)).toEqual([112])
    expect(widths(1)).toEqual([256, 17])
    expect(widths(2)).toEqual([1])
    expect(frontierRoot(frontier)).toEqual(rootOf(leaves))
  })

  test('a tree of 256 has one full tile and a tile of width 1 above it', () => {
    const { tiles } = build([256])
    expect([...tiles].map(([place, hashes]) => [place, hashes.length / 32])).toEqual([['0/0', 256], ['1/0', 1]])
    expect(frontierTiles(256)).toEqual([{ level: 0, index: 1, width: 0 }, { level: 1, index: 0, width: 1 }])
  })

  test('in whatever batches: same tiles, same root, and proofs from them hold', () => {
    const batches = fc.array(fc.integer({ min: 1, max: 700 }), { minLength: 1, maxLength: 12 })
    fc.assert(fc.property(batches, fc.nat(), fc.nat(), (sizes, a, b) => {
      const size = sizes.reduce((sum, n) => sum + n, 0)
      const built = build(sizes)
      expect(built.tiles).toEqual(build([size]).tiles)
      const root = rootOf(leaves.subarray(0, size * 32))
      expect(frontierRoot(built.frontier)).toEqual(root)
      const index = a % size
      const proof = inclusionSpans(index, size).map((span) => rootFromTiles(span, built.tile))
      expect(verifyInclusion(hashAt(leaves, index), index, size, proof, root)).toBe(true)
      const older = 1 + (b % size)
      const path = consistencySpans(older, size).map((span) => rootFromTiles(span, built.tile))
      expect(verifyConsistency({ size: older, root: rootOf(leaves.subarray(0, older * 32)) }, { size, root }, path)).toBe(true)
    }), { numRuns: 40 })
  })

  test('a tile that lacks hashes is refused', () => {
    expect(() => rootFromTiles({ from: 0, to: 2 }, () => Buffer.alloc(32))).toThrow(RangeError)
  })

  test.each([
    [{ from: 0, to: 256 }, { level: 1, index: 0, from: 0, to: 1 }],
    [{ from: 0, to: 128 }, { level: 0, index: 0, from: 0, to: 128 }],
    [{ from: 65_536, to: 131_072 }, { level: 2, index: 0, from: 1, to: 2 }],
    [{ from: 511, to: 512 }, { level: 0, index: 1, from: 255, to: 256 }],
  ])('the tile of %j', (span, place) => {
    expect(tileOf(span)).toEqual(place)
  })

  test.each([
    [0, 0, 256, 'tile/0/000'],
    [0, 1_234_067, 256, 'tile/0/x001/x234/067'],
    [1, 17, 5, 'tile/1/017.p/5'],
    [2, 1000, 256, 'tile/2/x001/000'],
  ])('path of tile %i/%i of width %i', (level, index, width, path) => {
    expect(tilePath(level, index, width)).toBe(path)
  })

  test.each([
    ['000', 0, 256], ['999', 999, 256], ['x001/000', 1000, 256], ['x001/x234/067', 1_234_067, 256], ['x001/x234/067.p/1', 1_234_067, 1], ['273.p/112', 273, 112], ['000.p/255', 0, 255],
    ['x001/x000/x000/000', 1_000_000_000, 256],
  ])('%s is tile %i of width %i', (name, index, width) => {
    expect(parseTileName(name)).toEqual({ index, width })
    expect(tileName({ index, width })).toBe(name)
  })

  test.each(['', '0', '00', '0000', 'x001', 'x000/001', '001/067', 'x01/067', 'X001/067', '000.p/0', '000.p/00', '000.p/01', '000.p/256', '000.p/999', '000.p/', '000.p', '-01', '1e3', '000/', '/000', '000.p/5/', '٠٠٠', 'x001/x234/067 '])(
    '%j is no tile', (name) => { expect(parseTileName(name)).toBeUndefined() })
})

/**
 * Hash tiles as in C2SP tlog-tiles: tile (level, index) holds up to 256 hashes, each the root of 256^level leaves.
 * Full tiles never change; at each level at most one tile, the rightmost, is partial. A full tile is hashed into one
 * hash of the level above. Pure functions over Buffers of 32-byte hashes.
 */
import { countOf, emptyRoot, HASH_BYTES, hashAt, rootOf, spanRoot } from './merkle.ts'
import type { Span } from './merkle.ts'

export const TILE_WIDTH = 256
const TILE_HEIGHT = 8

export interface Tile {
  level: number
  index: number
  /** 1 to 256 hashes. */
  hashes: Buffer
}

/** The right edge of the tree: what must be known to append. */
export interface Frontier {
  size: number
  /** For each level the hashes of its partial tile (0 to 255 of them). */
  partial: Buffer[]
}

export function emptyFrontier(): Frontier {
  return { size: 0, partial: [] }
}

/** Where the partial tiles of a tree are, from level 0 up; a width of 0 means that the level has no partial tile. */
export function frontierTiles(size: number): { level: number; index: number; width: number }[] {
  const tiles = []
  for (let level = 0, count = size; count > 0; level++, count = Math.floor(count / TILE_WIDTH)) {
    tiles.push({ level, index: Math.floor(count / TILE_WIDTH), width: count % TILE_WIDTH })
  }
  return tiles
}

/** Appends leaf hashes: the new frontier and every tile that is new or has grown. */
export function appendToTiles(frontier: Frontier, leaves: Buffer): { frontier: Frontier; tiles: Tile[] } {
  const tiles: Tile[] = []
  const partial = [...frontier.partial]
  const size = frontier.size + countOf(leaves)
  let added = leaves
  for (let level = 0, before = frontier.size; added.length > 0; level++, before = Math.floor(before / TILE_WIDTH)) {
    const row = Buffer.concat([partial[level] ?? Buffer.alloc(0), added])
    const first = Math.floor(before / TILE_WIDTH)
    const full = Math.floor(countOf(row) / TILE_WIDTH)
    const carried: Buffer[] = []
    for (let i = 0; i <= full; i++) {
      const hashes = row.subarray(i * TILE_WIDTH * HASH_BYTES, (i + 1) * TILE_WIDTH * HASH_BYTES)
      if (hashes.length > 0) tiles.push({ level, index: first + i, hashes })
      if (i < full) carried.push(rootOf(hashes))
    }
    partial[level] = row.subarray(full * TILE_WIDTH * HASH_BYTES)
    added = Buffer.concat(carried)
  }
  return { frontier: { size, partial }, tiles }
}

/** The root of the tree, from its right edge alone. */
export function frontierRoot(frontier: Frontier): Buffer {
  let right: Buffer = Buffer.alloc(0)
  for (const hashes of frontier.partial) {
    if (hashes.length + right.length > 0) right = rootOf(Buffer.concat([hashes, right]))
  }
  return right.length > 0 ? right : emptyRoot()
}

/** The tile that yields the root of a complete, aligned subtree, and which of its hashes are under that root. */
export function tileOf(span: Span): { level: number; index: number; from: number; to: number } {
  const level = Math.floor(Math.log2(span.to - span.from) / TILE_HEIGHT)
  const scale = TILE_WIDTH ** level
  const index = Math.floor(span.from / scale / TILE_WIDTH)
  return { level, index, from: span.from / scale - index * TILE_WIDTH, to: span.to / scale - index * TILE_WIDTH }
}

/** The root of any run of leaves, from tiles. `tile` gives a tile's hashes; the answer for a missing tile is the caller's to throw. */
export function rootFromTiles(span: Span, tile: (level: number, index: number) => Buffer): Buffer {
  return spanRoot(span, (part) => {
    const place = tileOf(part)
    const hashes = tile(place.level, place.index)
    if (countOf(hashes) < place.to) throw new RangeError(`tile ${place.level}/${place.index} has ${countOf(hashes)} hashes, ${place.to} are needed`)
    return place.to - place.from === 1
      ? hashAt(hashes, place.from)
      : rootOf(hashes.subarray(place.from * HASH_BYTES, place.to * HASH_BYTES))
  })
}

/** A tile as its path names it: full (width 256), or partial with the first 1 to 255 hashes. */
export interface TilePlace {
  index: number
  width: number
}

/** The path under which a tile is served (C2SP tlog-tiles: 1234067 is x001/x234/067; a partial tile ends in .p/<width>); `entries`: its bundle of entries. */
export function tilePath(level: number | 'entries', index: number, width: number = TILE_WIDTH): string {
  return `tile/${level}/${tileName({ index, width })}`
}

/** The part of a tile's path behind its level. */
export function tileName({ index, width }: TilePlace): string {
  const groups = [String(index % 1000).padStart(3, '0')]
  for (let rest = Math.floor(index / 1000); rest > 0; rest = Math.floor(rest / 1000)) {
    groups.unshift(`x${String(rest % 1000).padStart(3, '0')}`)
  }
  return `${groups.join('/')}${width < TILE_WIDTH ? `.p/${width}` : ''}`
}

/** Reads the part of a tile's path behind its level. undefined for anything but the one way to write it. */
export function parseTileName(name: string): TilePlace | undefined {
  const [, groups = '', partial] = /^((?:x\d{3}\/){0,4}\d{3})(?:\.p\/([1-9]\d{0,2}))?$/.exec(name) ?? []
  if (groups === '') return undefined
  const place = { index: Number(groups.replaceAll(/[x/]/g, '')), width: partial === undefined ? TILE_WIDTH : Number(partial) }
  // x000/001 would be a second name of 001, .p/256 one of the full tile.
  return (partial === undefined || place.width < TILE_WIDTH) && tileName(place) === name ? place : undefined
}

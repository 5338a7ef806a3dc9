// Minutiae from the thinned ridges, without those that are only noise: spurs, bridges, islands, breaks, the edge of the finger.
import type { RidgeField } from './field.ts'
import { cell } from './field.ts'
import { crossings, neighbours } from './thin.ts'

export const ending = 0
export const fork = 1

export interface Minutia {
  /** Pixels at 500 dpi from the upper left corner. */
  x: number
  y: number
  /** Radians: along the ridge that ends, away from the end; at a fork along the valley between the branches. x to the right, y down. */
  angle: number
  kind: typeof ending | typeof fork
  /** 0 to 1. */
  quality: number
}

const traceLength = 18
const shortSpur = 11
const shortBridge = 9
const shortIsland = 17
const breakLength = 9
const edgeDistance = 9

interface Found { readonly at: number; readonly x: number; readonly y: number; readonly kind: typeof ending | typeof fork; angle: number; bad: boolean }

/** Reads the skeleton. `reliable` is the share of true ridge structure by cell (0 to 1). The best `most` are kept. */
export function findMinutiae(skeleton: Uint8Array, width: number, height: number, field: RidgeField, reliable: Float32Array, most: number): Minutia[] {
  const found = new Map<number, Found>()
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x
      if (!skeleton[at]) continue
      const lines = crossings[neighbours(skeleton, at, width)]!
      if (lines === 1) found.set(at, { at, x, y, kind: ending, angle: 0, bad: false })
      else if (lines >= 3) found.set(at, { at, x, y, kind: fork, angle: 0, bad: lines > 3 })
    }
  }
  const distance = edgeDistances(field)
  for (const one of found.values()) follow(one, skeleton, width, found)
  const list = [...found.values()]
  for (const one of list) if (distance[cellOf(one, field)]! * cell < edgeDistance) one.bad = true
  dropBreaks(list)
  return list.filter((one) => !one.bad).map((one) => {
    const c = cellOf(one, field)
    return { x: one.x, y: one.y, kind: one.kind, angle: sharpen(one.angle, one, field), quality: reliable[c]! }
  }).sort((a, b) => b.quality - a.quality || a.y - b.y || a.x - b.x).slice(0, most)
}

function cellOf({ x, y }: { x: number; y: number }, field: RidgeField): number {
  return Math.floor(y / cell) * field.width + Math.floor(x / cell)
}

/** Walks each line that leaves the point; finds its direction, or that it is a spur, a bridge or an island. */
function follow(one: Found, skeleton: Uint8Array, width: number, found: Map<number, Found>): void {
  const ends: { x: number; y: number; steps: number }[] = []
  const directions: number[] = []
  for (let bit = 0, code = neighbours(skeleton, one.at, width); bit < 8; bit++) {
    if (!((code >> bit) & 1)) continue
    if (bit % 2 === 1 && ((code >> ((bit + 7) % 8)) & 1 || (code >> ((bit + 1) % 8)) & 1)) continue   // reached through its straight neighbour
    const { last, steps } = walk(one.at, one.at + stepOf(bit, width), skeleton, width, found)
    const other = found.get(last)
    if (other && other !== one) {
      if (one.kind !== other.kind && steps < shortSpur) one.bad = other.bad = true
      else if (one.kind === fork && other.kind === fork && steps < shortBridge) one.bad = other.bad = true
      else if (one.kind === ending && other.kind === ending && steps < shortIsland) one.bad = other.bad = true
    }
    if (other === one) one.bad = true
    const x = last % width, y = Math.floor(last / width)
    ends.push({ x, y, steps })
    directions.push(Math.atan2(y - one.y, x - one.x))
  }
  if (ends.some((end) => end.steps < 6)) one.bad = true
  if (one.kind === ending) one.angle = directions[0] ?? 0
  else if (directions.length === 3) one.angle = betweenBranches(directions)
  else one.bad = true
}

function walk(from: number, first: number, skeleton: Uint8Array, width: number, found: Map<number, Found>): { last: number; steps: number } {
  let previous = from, at = first, steps = 1
  const start = from
  while (steps < traceLength) {
    if (found.has(at)) break
    const code = neighbours(skeleton, at, width)
    let next = -1, nextDistance = -1
    for (let bit = 0; bit < 8; bit++) {
      if (!((code >> bit) & 1)) continue
      const candidate = at + stepOf(bit, width)
      if (candidate === previous || candidate === start) continue
      const away = Math.abs((candidate % width) - (previous % width)) + Math.abs(Math.floor(candidate / width) - Math.floor(previous / width))
      if (away > nextDistance) { next = candidate; nextDistance = away }
    }
    if (next < 0) break
    previous = at
    at = next
    steps++
  }
  return { last: at, steps }
}

function stepOf(bit: number, width: number): number {
  switch (bit) {
    case 0: return -width
    case 1: return -width + 1
    case 2: return 1
    case 3: return width + 1
    case 4: return width
    case 5: return width - 1
    case 6: return -1
    default: return -width - 1
  }
}

/** The two branches that are closest in direction enclose the ending valley; the mean of them is its direction. */
function betweenBranches(directions: number[]): number {
  let best = 0, smallest = Infinity
  for (let i = 0; i < 3; i++) {
    const a = directions[i]!, b = directions[(i + 1) % 3]!
    const gap = Math.abs(Math.atan2(Math.sin(a - b), Math.cos(a - b)))
    if (gap < smallest) {
      smallest = gap
      best = Math.atan2(Math.sin(a) + Math.sin(b), Math.cos(a) + Math.cos(b))
    }
  }
  return best
}

/** The ridge field gives the finer direction, the walk only which of the two ways it points. */
function sharpen(walked: number, at: { x: number; y: number }, field: RidgeField): number {
  const c = cellOf(at, field)
  const strength = Math.hypot(field.cos[c]!, field.sin[c]!)
  if (strength < 0.25) return walked
  const along = Math.atan2(field.sin[c]!, field.cos[c]!) / 2
  const difference = Math.cos(walked - along)
  if (Math.abs(difference) < 0.5) return walked
  return difference > 0 ? along : along > 0 ? along - Math.PI : along + Math.PI
}

/** Two points that face each other over a few pixels are one interrupted ridge; points crowding together are noise. */
function dropBreaks(list: Found[]): void {
  for (let i = 0; i < list.length; i++) {
    const a = list[i]!
    for (let j = i + 1; j < list.length; j++) {
      const b = list[j]!
      if (b.y - a.y > breakLength) break
      const distance = Math.hypot(a.x - b.x, a.y - b.y)
      if (distance > breakLength) continue
      if (distance < 5 || (a.kind === b.kind && Math.cos(a.angle - b.angle) < -0.7)) a.bad = b.bad = true
    }
  }
}

/** Distance of each cell from the outside of the finger, in cells (two-pass chamfer). The image's border counts as outside. */
function edgeDistances({ width, height, mask }: RidgeField): Float32Array {
  const d = new Float32Array(width * height)
  const at = (x: number, y: number) => (x < 0 || y < 0 || x >= width || y >= height ? 0 : d[y * width + x]!)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) d[y * width + x] = mask[y * width + x] ? Math.min(at(x - 1, y) + 1, at(x, y - 1) + 1, at(x - 1, y - 1) + 1.4, at(x + 1, y - 1) + 1.4) : 0
  }
  for (let y = height - 1; y >= 0; y--) {
    for (let x = width - 1; x >= 0; x--) d[y * width + x] = Math.min(d[y * width + x]!, at(x + 1, y) + 1, at(x, y + 1) + 1, at(x - 1, y + 1) + 1.4, at(x + 1, y + 1) + 1.4)
  }
  return d
}

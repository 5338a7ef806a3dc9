// Are the ridges themselves the same? From pairs of minutiae the two ridge pictures are laid over each other, block by block outwards; each
// block may shift a little against its neighbours, as skin does. On the same finger the ridges go on fitting; on another they fall out of step.
import { bytesAt, kernels, layOut } from '../native/kernels.ts'
import type { TemplateView } from '../template/template.ts'
import { textureStep } from '../template/template.ts'
import { makeQueue } from './queue.ts'

const spacing = 6
const reach = 5
const side = 2 * reach + 1
const margin = 32
const furthest = margin - reach - 5
/** A block that fits worse does not lead on to its neighbours. */
const leads = 0.4

/** A ridge picture with room around it, and the blocks on it. */
export interface Texture {
  readonly width: number
  readonly height: number
  readonly samples: Int8Array
  readonly stride: number
  readonly padded: Int8Array
  readonly blocksWide: number
  readonly blocksHigh: number
  /** Known samples in each block. */
  readonly known: Uint8Array
}

/** A point of each image (pixels) that should be the same. */
export interface Anchor { readonly ax: number; readonly ay: number; readonly bx: number; readonly by: number }

export interface Overlay {
  /** Blocks that both pictures cover. */
  readonly blocks: number
  /** Sum of the blocks' fits (-1 to 1 each). */
  readonly fit: number
  /** Blocks that fit well. */
  readonly good: number
  /** Mean unevenness of the shifts between neighbouring blocks that fit, in pixels. */
  readonly unevenness: number
  /** The mean move, in pixels: where the first image's corner comes to lie in the second if all of it moves alike. */
  readonly rigid: { readonly x: number; readonly y: number }
  /** Where a point of the first image lies in the second, by the nearest block that fits. Pixels. */
  readonly locate: (x: number, y: number) => { x: number; y: number; fit: number } | undefined
}

export function textureOf({ texture, textureWidth: width }: TemplateView): Texture {
  const height = texture.length / width, stride = width + 2 * margin
  const padded = new Int8Array(stride * (height + 2 * margin))
  for (let y = 0; y < height; y++) padded.set(texture.subarray(y * width, (y + 1) * width), (y + margin) * stride + margin)
  const blocksWide = Math.ceil(width / spacing), blocksHigh = Math.ceil(height / spacing)
  const known = new Uint8Array(blocksWide * blocksHigh), columns = new Uint8Array(stride)
  for (let by = 0; by < blocksHigh; by++) {
    columns.fill(0)
    for (let j = -reach; j <= reach; j++) {
      const row = (by * spacing + margin + j) * stride
      for (let x = 0; x < stride; x++) columns[x]! += padded[row + x]! & 1
    }
    for (let bx = 0; bx < blocksWide; bx++) for (let i = -reach; i <= reach; i++) known[by * blocksWide + bx]! += columns[bx * spacing + margin + i]!
  }
  return { width, height, samples: texture, stride, padded, blocksWide, blocksHigh, known }
}

/** The blocks' fits (below -1: not known) and shifts in samples, in the first picture's frame. */
interface Blocks { readonly fit: Float32Array; readonly u: Float32Array; readonly v: Float32Array; readonly settled: Uint8Array }

interface Laid { readonly a: Texture; readonly atA: number; readonly atB: number }

/** Lays `a` over `b` starting from the anchors (at least one), `b` turned against `a` by `turn` radians. */
export function overlay(a: Texture, b: Texture, anchors: readonly Anchor[], turn: number): Overlay {
  const c = Math.cos(turn), s = Math.sin(turn)
  const mx = mean(anchors, (p) => p.ax) / textureStep, my = mean(anchors, (p) => p.ay) / textureStep
  const du = mean(anchors, (p) => p.bx) / textureStep - (c * mx - s * my), dv = mean(anchors, (p) => p.by) / textureStep - (s * mx + c * my)
  const [atA, rawB, atB] = layOut(a.padded.length, b.samples.length, a.padded.length) as [number, number, number]
  bytesAt(atA, a.padded.length).set(a.padded)
  bytesAt(rawB, b.samples.length).set(b.samples)
  kernels.turn_picture(rawB, b.width, b.height, atB, a.stride, a.height + 2 * margin, margin, fixed(c), fixed(s), fixed(du), fixed(dv))
  const laid = { a, atA, atB }, count = a.blocksWide * a.blocksHigh
  const blocks: Blocks = { fit: new Float32Array(count).fill(-2), u: new Float32Array(count), v: new Float32Array(count), settled: new Uint8Array(count) }
  const queue = makeQueue(count)
  for (const anchor of anchors) {
    const x = anchor.ax / textureStep, y = anchor.ay / textureStep, tx = anchor.bx / textureStep - du, ty = anchor.by / textureStep - dv
    const start = blockAt(a, x, y)
    if (blocks.settled[start]) continue
    place(laid, blocks, start, c * tx + s * ty - x, c * ty - s * tx - y, 2)
    if (blocks.fit[start]! > leads) queue.push(start, blocks.fit[start]!)
    else { blocks.settled[start] = 0; blocks.fit[start] = -2 }
  }
  for (let at = queue.pop(); at >= 0; at = queue.pop()) {
    const bx = at % a.blocksWide
    for (const next of [bx > 0 ? at - 1 : -1, bx < a.blocksWide - 1 ? at + 1 : -1, at - a.blocksWide, at + a.blocksWide]) {
      if (next < 0 || next >= count || blocks.settled[next]) continue
      const { u, v } = predicted(a, blocks, next)
      place(laid, blocks, next, u, v, 1)
      if (blocks.fit[next]! > leads) queue.push(next, blocks.fit[next]!)
    }
  }
  return summary(a, blocks, (x, y) => ({ x: (c * x - s * y + du) * textureStep, y: (s * x + c * y + dv) * textureStep }), (x, y, n) => {
    const px = x / textureStep + blocks.u[n]!, py = y / textureStep + blocks.v[n]!
    return { x: (c * px - s * py + du) * textureStep, y: (s * px + c * py + dv) * textureStep, fit: blocks.fit[n]! }
  })
}

function fixed(value: number): number {
  return Math.round(value * 65536)
}

function mean(anchors: readonly Anchor[], of: (anchor: Anchor) => number): number {
  return anchors.reduce((sum, anchor) => sum + of(anchor), 0) / anchors.length
}

function blockAt(a: Texture, x: number, y: number): number {
  return Math.min(a.blocksHigh - 1, Math.max(0, Math.round(y / spacing))) * a.blocksWide + Math.min(a.blocksWide - 1, Math.max(0, Math.round(x / spacing)))
}

/** The mean shift of the settled neighbours (all eight), weighted by their fit. */
function predicted(a: Texture, { fit, u, v }: Blocks, block: number): { u: number; v: number } {
  const bx = block % a.blocksWide, by = Math.floor(block / a.blocksWide)
  let du = 0, dv = 0, weight = 0
  for (let y = Math.max(0, by - 1); y <= by + 1 && y < a.blocksHigh; y++) for (let x = Math.max(0, bx - 1); x <= bx + 1 && x < a.blocksWide; x++) {
    const n = y * a.blocksWide + x, w = fit[n]!
    if (w < leads) continue
    du += u[n]! * w
    dv += v[n]! * w
    weight += w
  }
  return { u: du / weight, v: dv / weight }
}

/** Finds the best place of a block near its expected shift; its fit stays below -1 when either picture knows too little there. */
function place({ a, atA, atB }: Laid, blocks: Blocks, block: number, u: number, v: number, search: number): void {
  blocks.settled[block] = 1
  if (a.known[block]! < side * side * 0.6) return
  const u0 = Math.round(u), v0 = Math.round(v)
  if (Math.abs(u0) > furthest || Math.abs(v0) > furthest) return
  const centre = (Math.floor(block / a.blocksWide) * spacing + margin) * a.stride + (block % a.blocksWide) * spacing + margin
  const found = kernels.best_shift(atA + centre, a.stride, atB + centre + v0 * a.stride + u0, a.stride, search)
  if (found >> 8 === 0) return
  const at = found & 255, wide = 2 * search + 1
  blocks.fit[block] = (found >> 8) / 1000 - 1
  blocks.u[block] = u0 + (at % wide) - search
  blocks.v[block] = v0 + Math.floor(at / wide) - search
}

function summary(a: Texture, { fit, u, v }: Blocks, move: (x: number, y: number) => { x: number; y: number }, locate: (x: number, y: number, block: number) => { x: number; y: number; fit: number }): Overlay {
  let blocks = 0, sum = 0, good = 0, uneven = 0, edges = 0, su = 0, sv = 0, settled = 0
  for (let n = 0; n < fit.length; n++) {
    const f = fit[n]!
    if (f < -1) continue
    blocks++
    sum += f
    if (f > 0.7) good++
    if (f < 0.5) continue
    su += u[n]!
    sv += v[n]!
    settled++
    for (const m of [(n + 1) % a.blocksWide ? n + 1 : -1, n + a.blocksWide]) {
      if (m < 0 || m >= fit.length || fit[m]! < 0.5) continue
      uneven += Math.abs(u[n]! - u[m]!) + Math.abs(v[n]! - v[m]!)
      edges++
    }
  }
  return {
    blocks, fit: sum, good, unevenness: edges ? (uneven / edges) * textureStep : 9, rigid: move(su / Math.max(1, settled), sv / Math.max(1, settled)),
    locate(x, y) {
      const n = blockAt(a, x / textureStep, y / textureStep)
      return fit[n]! < leads ? undefined : locate(x, y, n)
    },
  }
}

// Are the ridges themselves the same? From one pair of minutiae the two ridge pictures are laid over each other, block by block outwards; each
// block may shift a little against its neighbours, as skin does. On the same finger the ridges go on fitting; on another they fall out of step.
import type { TemplateView } from '../template/template.ts'
import { textureStep } from '../template/template.ts'
import { makeQueue } from './queue.ts'

const spacing = 6
const reach = 5
const side = 2 * reach + 1
const margin = 12
/** A block that fits worse does not lead on to its neighbours. */
const leads = 0.4

/** A ridge picture with room around it, and the blocks on it. */
export interface Texture {
  readonly width: number
  readonly height: number
  readonly stride: number
  readonly padded: Int8Array
  readonly blocksWide: number
  readonly blocksHigh: number
  /** Known samples in each block. */
  readonly known: Uint8Array
}

export interface Overlay {
  /** Blocks that both pictures cover. */
  readonly blocks: number
  /** Sum of the blocks' fits (-1 to 1 each). */
  readonly fit: number
  /** Blocks that fit well. */
  readonly good: number
  /** Sum over blocks of what speaks for the same finger. */
  readonly evidence: number
  /** Mean unevenness of the shifts between neighbouring blocks that fit, in pixels. */
  readonly unevenness: number
  /** Where a point of the first image lies in the second, by the nearest block that fits. Pixels. */
  readonly locate: (x: number, y: number) => { x: number; y: number; fit: number } | undefined
}

export function textureOf({ texture, textureWidth: width }: TemplateView): Texture {
  const height = texture.length / width, stride = width + 2 * margin
  const padded = new Int8Array(stride * (height + 2 * margin))
  for (let y = 0; y < height; y++) padded.set(texture.subarray(y * width, (y + 1) * width), (y + margin) * stride + margin)
  const blocksWide = Math.ceil(width / spacing), blocksHigh = Math.ceil(height / spacing)
  const known = new Uint8Array(blocksWide * blocksHigh)
  for (let by = 0; by < blocksHigh; by++) for (let bx = 0; bx < blocksWide; bx++) {
    const centre = (by * spacing + margin) * stride + bx * spacing + margin
    let count = 0
    for (let j = -reach; j <= reach; j++) for (let i = -reach; i <= reach; i++) if (padded[centre + j * stride + i] !== 0) count++
    known[by * blocksWide + bx] = count
  }
  return { width, height, stride, padded, blocksWide, blocksHigh, known }
}

/** A point of each image (pixels) that should be the same. */
export interface Anchor { readonly ax: number; readonly ay: number; readonly bx: number; readonly by: number }

/** Lays `a` over `b` starting from the anchors, `b` turned against `a` by `turn` radians. */
export function overlay(a: Texture, b: Texture, anchors: readonly Anchor[], turn: number): Overlay {
  const c = Math.cos(turn), s = Math.sin(turn)
  const offsets = turnedOffsets(b.stride, c, s)
  const count = a.blocksWide * a.blocksHigh
  const state = { fit: new Float32Array(count).fill(-2), u: new Float32Array(count), v: new Float32Array(count), settled: new Uint8Array(count) }
  const queue = makeQueue(count)
  for (const anchor of anchors) {
    const fx = anchor.ax / textureStep, fy = anchor.ay / textureStep, tx = anchor.bx / textureStep, ty = anchor.by / textureStep
    const start = Math.min(a.blocksHigh - 1, Math.max(0, Math.round(fy / spacing))) * a.blocksWide + Math.min(a.blocksWide - 1, Math.max(0, Math.round(fx / spacing)))
    if (state.settled[start]) continue
    place(a, b, offsets, state, start, { c, s, du: tx - (c * fx - s * fy), dv: ty - (s * fx + c * fy) }, 2)
    if (state.fit[start]! > leads) queue.push(start, state.fit[start]!)
    else { state.settled[start] = 0; state.fit[start] = -2 }
  }
  for (let at = queue.pop(); at >= 0; at = queue.pop()) {
    const bx = at % a.blocksWide
    for (const next of [bx > 0 ? at - 1 : -1, bx < a.blocksWide - 1 ? at + 1 : -1, at - a.blocksWide, at + a.blocksWide]) {
      if (next < 0 || next >= count || state.settled[next]) continue
      place(a, b, offsets, state, next, { c, s, ...predicted(a, state, next) }, 1)
      if (state.fit[next]! > leads) queue.push(next, state.fit[next]!)
    }
  }
  return summary(a, state, c, s)
}

interface State { readonly fit: Float32Array; readonly u: Float32Array; readonly v: Float32Array; readonly settled: Uint8Array }

function turnedOffsets(stride: number, c: number, s: number): Int32Array {
  const out = new Int32Array(side * side)
  let k = 0
  for (let j = -reach; j <= reach; j++) for (let i = -reach; i <= reach; i++) out[k++] = Math.round(s * i + c * j) * stride + Math.round(c * i - s * j)
  return out
}

/** The mean shift of the settled neighbours (all eight). */
function predicted(a: Texture, { fit, u, v, settled }: State, block: number): { du: number; dv: number } {
  const bx = block % a.blocksWide, by = Math.floor(block / a.blocksWide)
  let du = 0, dv = 0, weight = 0
  for (let j = -1; j <= 1; j++) for (let i = -1; i <= 1; i++) {
    const x = bx + i, y = by + j
    if (x < 0 || y < 0 || x >= a.blocksWide || y >= a.blocksHigh) continue
    const n = y * a.blocksWide + x
    if (!settled[n] || fit[n]! < leads) continue
    const w = fit[n]!
    du += u[n]! * w
    dv += v[n]! * w
    weight += w
  }
  return { du: du / weight, dv: dv / weight }
}

/** Finds the best place of a block near its expected one and notes shift and fit; fit stays below -1 when either picture knows too little there. */
function place(a: Texture, b: Texture, offsets: Int32Array, state: State, block: number, expected: { c: number; s: number; du: number; dv: number }, search: number): void {
  state.settled[block] = 1
  if (a.known[block]! < side * side * 0.6) return
  const ax = (block % a.blocksWide) * spacing, ay = Math.floor(block / a.blocksWide) * spacing
  const eu = expected.c * ax - expected.s * ay + expected.du, ev = expected.s * ax + expected.c * ay + expected.dv
  const u0 = Math.round(eu), v0 = Math.round(ev)
  const centre = (ay + margin) * a.stride + ax + margin
  let best = -2
  for (let dv = -search; dv <= search; dv++) for (let du = -search; du <= search; du++) {
    const u = u0 + du, v = v0 + dv
    if (u < -2 || v < -2 || u > b.width + 1 || v > b.height + 1) continue
    const fit = correlate(a.padded, b.padded, centre, a.stride, (v + margin) * b.stride + u + margin, offsets)
    if (fit > best) {
      best = fit
      state.u[block] = u - (expected.c * ax - expected.s * ay)
      state.v[block] = v - (expected.s * ax + expected.c * ay)
    }
  }
  state.fit[block] = best
}

function correlate(a: Int8Array, b: Int8Array, centreA: number, strideA: number, centreB: number, offsets: Int32Array): number {
  let sum = 0, known = 0, k = 0
  for (let j = -reach; j <= reach; j++) {
    const row = centreA + j * strideA
    for (let i = -reach; i <= reach; i++) {
      const product = a[row + i]! * b[centreB + offsets[k++]!]!
      sum += product
      known += product & 1
    }
  }
  return known < side * side * 0.5 ? -2 : sum / known
}

function summary(a: Texture, { fit, u, v }: State, c: number, s: number): Overlay {
  let blocks = 0, sum = 0, good = 0, evidence = 0, uneven = 0, edges = 0
  for (let n = 0; n < fit.length; n++) {
    const f = fit[n]!
    if (f < -1) continue
    blocks++
    sum += f
    evidence += f - 0.4
    if (f > 0.7) good++
    for (const m of [(n + 1) % a.blocksWide ? n + 1 : -1, n + a.blocksWide]) {
      if (m < 0 || m >= fit.length || fit[m]! < 0.5 || f < 0.5) continue
      uneven += Math.hypot(u[n]! - u[m]!, v[n]! - v[m]!)
      edges++
    }
  }
  const locate = (x: number, y: number) => {
    const hx = x / textureStep, hy = y / textureStep
    const n = Math.min(a.blocksHigh - 1, Math.round(hy / spacing)) * a.blocksWide + Math.min(a.blocksWide - 1, Math.round(hx / spacing))
    if (fit[n]! < leads) return undefined
    return { x: (c * hx - s * hy + u[n]!) * textureStep, y: (s * hx + c * hy + v[n]!) * textureStep, fit: fit[n]! }
  }
  return { blocks, fit: sum, good, evidence, unevenness: edges ? (uneven / edges) * textureStep : 9, locate }
}

// Fingerprints of nobody: for tests, practice and demonstrations. A flow of ridges from the places of core and delta (Sherlock and Monro 1993), ridges
// grown on it out of random specks by the engine's own filter, as SFinGe does (Cappelli 2004), then pressed down a little differently each time.
import type { RidgeField } from './extract/field.ts'
import { cell } from './extract/field.ts'
import { enhance } from './extract/gabor.ts'
import type { GreyImage } from './image/grey.ts'
import { workingDpi } from './image/grey.ts'

const side = 320

/** The ridges of one finger, without skin or scanner: +1 ridge, -1 valley. */
export interface MadeFinger { readonly ridges: Float32Array }

export interface Pressing {
  /** Degrees. */
  readonly turn?: number
  /** Pixels. */
  readonly x?: number
  readonly y?: number
  /** 0 to 1: share of noise. */
  readonly noise?: number
  /** Ridges thin and broken (below 0) or thick and run together (above 0), -1 to 1. */
  readonly moisture?: number
  /** Pixels that the skin is stretched by at most. */
  readonly stretch?: number
  /** 0 to 1: how much of the finger touches. */
  readonly area?: number
}

/** Numbers from 0 to below 1, always the same for a seed (mulberry32). */
export function seeded(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

/** A finger that the seed stands for; with `like`, one whose ridges flow as that seed's do, but are others: what is hard to tell apart. */
export function makeFinger(seed: number, like = seed): MadeFinger {
  const random = seeded(seed * 7919 + 1), own = flow(random)
  const field = like === seed ? own : flow(seeded(like * 7919 + 1))
  let ridges: Float32Array = new Float32Array(side * side)
  for (let i = 0; i < ridges.length; i++) ridges[i] = random() < 0.04 ? 1 : random() < 0.04 ? -1 : 0
  for (let round = 0; round < 9; round++) {
    ridges = enhance(ridges, field, side, side, 4)
    let power = 0
    for (const v of ridges) power += v * v
    const gain = 1.6 / Math.sqrt(power / ridges.length + 1e-12)
    for (let i = 0; i < ridges.length; i++) ridges[i] = Math.tanh(ridges[i]! * gain)
  }
  return { ridges }
}

function flow(random: () => number): RidgeField {
  const width = side / cell, height = side / cell, n = width * height
  const middle = { x: side * (0.42 + 0.16 * random()), y: side * (0.36 + 0.12 * random()) }
  const whorl = random() < 0.4
  const cores = [middle, ...(whorl ? [{ x: middle.x + 12 * (random() - 0.5), y: middle.y + 30 + 30 * random() }] : [])]
  const way = random() < 0.5 ? -1 : 1
  const deltas = [{ x: middle.x + way * side * (0.28 + 0.1 * random()), y: middle.y + side * (0.36 + 0.1 * random()) }, ...(whorl ? [{ x: middle.x - way * side * (0.28 + 0.1 * random()), y: middle.y + side * (0.36 + 0.1 * random()) }] : [])]
  const bendX = random() * 6, bendY = random() * 6, size = 0.1 + 0.1 * random(), wide = 7.6 + 2.6 * random()
  const cos = new Float32Array(n), sin = new Float32Array(n), period = new Float32Array(n)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
    const px = (x + 0.5) * cell, py = (y + 0.5) * cell
    let angle = size * Math.sin(px / 60 + bendX) * Math.cos(py / 70 + bendY)
    for (const core of cores) angle += Math.atan2(py - core.y, px - core.x) / 2
    for (const delta of deltas) angle -= Math.atan2(py - delta.y, px - delta.x) / 2
    if (cores.length === deltas.length && !whorl) angle += way > 0 ? 0 : Math.PI / 2
    const i = y * width + x
    cos[i] = Math.cos(2 * angle)
    sin[i] = Math.sin(2 * angle)
    period[i] = wide + 0.8 * Math.sin(px / 90 + bendY) * Math.cos(py / 80 + bendX)
  }
  return { width, height, cos, sin, period, mask: new Uint8Array(n).fill(1) }
}

/** One impression of a finger at 500 dpi. */
export function press({ ridges }: MadeFinger, seed: number, { turn = 0, x = 0, y = 0, noise = 0.15, moisture = 0, stretch = 3, area = 1 }: Pressing = {}): GreyImage {
  const random = seeded(seed * 104_729 + 7)
  const pixels = new Uint8Array(side * side)
  const c = Math.cos((turn * Math.PI) / 180), s = Math.sin((turn * Math.PI) / 180), middle = side / 2
  const a = random() * 6, b = random() * 6
  for (let py = 0; py < side; py++) for (let px = 0; px < side; px++) {
    const dx = px - middle - x, dy = py - middle - y
    const sx = c * dx + s * dy + middle + stretch * Math.sin(py / 80 + a), sy = c * dy - s * dx + middle + stretch * Math.sin(px / 80 + b)
    const from = Math.hypot((px - middle) / (side * 0.42), (py - middle) / (side * 0.48)) / Math.sqrt(area)
    const ix = Math.round(sx), iy = Math.round(sy)
    const inside = from < 1 + 0.06 * Math.sin(px / 9 + a) && ix >= 0 && iy >= 0 && ix < side && iy < side
    const ridge = inside ? ridges[iy * side + ix]! + moisture * 0.8 : -1
    const dark = 1 / (1 + Math.exp(-5 * (ridge + (inside ? noise * 6 * (random() - 0.5) : 0))))
    pixels[py * side + px] = Math.round(245 - 190 * dark)
  }
  return { width: side, height: side, pixels, dpi: workingDpi }
}

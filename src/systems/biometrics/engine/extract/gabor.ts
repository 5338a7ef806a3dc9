// Contextual filtering (Hong, Wan and Jain 1998): each pixel is filtered along its own ridge direction and at its own ridge period.
import type { RidgeField } from './field.ts'
import { cell } from './field.ts'

const orientations = 32
const firstPeriod = 4.5
const periodStep = 0.75
const periodSteps = 16
const radius = 11
const margin = radius

interface Kernel { readonly offsets: Int32Array; readonly weights: Float32Array }

/** The ridge image: about +1 on ridges, -1 in valleys, 0 outside the finger. */
export function enhance(band: Float32Array, field: RidgeField, width: number, height: number, along: number): Float32Array {
  const stride = width + 2 * margin
  const padded = new Float32Array(stride * (height + 2 * margin))
  for (let y = 0; y < height; y++) padded.set(band.subarray(y * width, (y + 1) * width), (y + margin) * stride + margin)
  const kernels: (Kernel | undefined)[] = []
  const out = new Float32Array(width * height)
  for (let cy = 0; cy < field.height; cy++) {
    for (let cx = 0; cx < field.width; cx++) {
      const c = cy * field.width + cx
      if (!field.mask[c]) continue
      const angle = Math.atan2(field.sin[c]!, field.cos[c]!) / 2
      const turn = ((Math.round((angle / Math.PI) * orientations) % orientations) + orientations) % orientations
      const step = Math.min(periodSteps - 1, Math.max(0, Math.round((field.period[c]! - firstPeriod) / periodStep)))
      const key = step * orientations + turn
      const kernel = (kernels[key] ??= gaborKernel((turn * Math.PI) / orientations, firstPeriod + step * periodStep, stride, along))
      filterCell(padded, stride, kernel, out, width, height, cx * cell, cy * cell)
    }
  }
  return out
}

function filterCell(padded: Float32Array, stride: number, { offsets, weights }: Kernel, out: Float32Array, width: number, height: number, x0: number, y0: number): void {
  const x1 = Math.min(width, x0 + cell), y1 = Math.min(height, y0 + cell), n = offsets.length
  for (let y = y0; y < y1; y++) {
    for (let x = x0; x < x1; x++) {
      const centre = (y + margin) * stride + x + margin
      let sum = 0
      for (let k = 0; k < n; k++) sum += padded[centre + offsets[k]!]! * weights[k]!
      out[y * width + x] = sum
    }
  }
}

/** An even wave across the ridges under an elongated bell, without a constant part, scaled so that a unit wave gives about 1. */
function gaborKernel(angle: number, period: number, stride: number, along: number): Kernel {
  const offsets: number[] = [], weights: number[] = [], bells: number[] = []
  const dx = Math.cos(angle), dy = Math.sin(angle), across = period * 0.42
  for (let y = -radius; y <= radius; y++) {
    for (let x = -radius; x <= radius; x++) {
      const u = x * dx + y * dy, v = -x * dy + y * dx
      const bell = Math.exp(-(u * u) / (2 * along * along) - (v * v) / (2 * across * across))
      if (bell < 0.02) continue
      offsets.push(y * stride + x)
      bells.push(bell)
      weights.push(bell * Math.cos((2 * Math.PI * v) / period))
    }
  }
  const mean = weights.reduce((a, b) => a + b, 0) / bells.reduce((a, b) => a + b, 0)
  const level = weights.map((w, i) => w - mean * bells[i]!)
  const gain = level.reduce((a, w, i) => a + w * (weights[i]! / bells[i]!), 0)
  return { offsets: Int32Array.from(offsets), weights: Float32Array.from(level, (w) => w / gain) }
}

// Contextual filtering (Hong, Wan and Jain 1998): each pixel is filtered along its own ridge direction and at its own ridge period.
import type { RidgeField } from './field.ts'
import { cell } from './field.ts'
import { floatsAt, kernels, layOut, wordsAt } from '../native/kernels.ts'

const orientations = 32
const firstPeriod = 4.5
const periodStep = 0.75
const periodSteps = 16
const radius = 11
const margin = radius

interface Kernel { readonly x: Int8Array; readonly y: Int8Array; readonly weights: Float32Array }

const kernelsMade = new Map<number, Kernel>()

/** The ridge image: about +1 on ridges, -1 in valleys, 0 outside the finger. `along` is the filter's length, in pixels. */
export function enhance(band: Float32Array, field: RidgeField, width: number, height: number, along: number): Float32Array {
  const wide = field.width * cell, high = field.height * cell, stride = wide + 2 * margin
  const { used, plan } = planCells(field, stride, along)
  const taps = used.reduce((n, kernel) => n + kernel.weights.length, 0)
  const [padded, out, steps, offsets, weights] = layOut(4 * stride * (high + 2 * margin), 4 * wide * high, 4 * plan.length, 4 * taps, 4 * taps) as [number, number, number, number, number]
  const image = floatsAt(padded, stride * (high + 2 * margin)).fill(0)
  for (let y = 0; y < height; y++) image.set(band.subarray(y * width, (y + 1) * width), (y + margin) * stride + margin)
  const offset = wordsAt(offsets, taps), weight = floatsAt(weights, taps)
  let tap = 0
  for (const kernel of used) for (let k = 0; k < kernel.weights.length; k++, tap++) {
    offset[tap] = kernel.y[k]! * stride + kernel.x[k]!
    weight[tap] = kernel.weights[k]!
  }
  wordsAt(steps, plan.length).set(plan)
  const filtered = floatsAt(out, wide * high).fill(0)
  kernels.filter_cells(padded, stride, out, wide, steps, plan.length / 4, offsets, weights)
  const ridges = new Float32Array(width * height)
  for (let y = 0; y < height; y++) ridges.set(filtered.subarray(y * wide, y * wide + width), y * width)
  return ridges
}

/** Which kernel each cell of the finger wants: four numbers a cell, as the filter reads them. */
function planCells(field: RidgeField, stride: number, along: number): { used: Kernel[]; plan: Int32Array } {
  const used: Kernel[] = [], firstTap = new Map<number, number>(), plan: number[] = []
  let taps = 0
  for (let cy = 0; cy < field.height; cy++) {
    for (let cx = 0; cx < field.width; cx++) {
      const c = cy * field.width + cx
      if (!field.mask[c]) continue
      const angle = Math.atan2(field.sin[c]!, field.cos[c]!) / 2
      const turn = ((Math.round((angle / Math.PI) * orientations) % orientations) + orientations) % orientations
      const step = Math.min(periodSteps - 1, Math.max(0, Math.round((field.period[c]! - firstPeriod) / periodStep)))
      const key = (along * periodSteps + step) * orientations + turn
      let kernel = kernelsMade.get(key)
      if (!kernel) kernelsMade.set(key, kernel = gaborKernel((turn * Math.PI) / orientations, firstPeriod + step * periodStep, along))
      if (!firstTap.has(key)) {
        firstTap.set(key, taps)
        used.push(kernel)
        taps += kernel.weights.length
      }
      plan.push((cy * cell + margin) * stride + cx * cell + margin, cy * cell * field.width * cell + cx * cell, firstTap.get(key)!, kernel.weights.length)
    }
  }
  return { used, plan: Int32Array.from(plan) }
}

/** An even wave across the ridges under an elongated bell, without a constant part, scaled so that a unit wave gives about 1. */
function gaborKernel(angle: number, period: number, along: number): Kernel {
  const xs: number[] = [], ys: number[] = [], weights: number[] = [], bells: number[] = []
  const dx = Math.cos(angle), dy = Math.sin(angle), across = period * 0.42
  for (let y = -radius; y <= radius; y++) {
    for (let x = -radius; x <= radius; x++) {
      const u = x * dx + y * dy, v = -x * dy + y * dx
      const bell = Math.exp(-(u * u) / (2 * along * along) - (v * v) / (2 * across * across))
      if (bell < 0.03) continue
      xs.push(x)
      ys.push(y)
      bells.push(bell)
      weights.push(bell * Math.cos((2 * Math.PI * v) / period))
    }
  }
  const mean = weights.reduce((a, b) => a + b, 0) / bells.reduce((a, b) => a + b, 0)
  const level = weights.map((w, i) => w - mean * bells[i]!)
  const gain = level.reduce((a, w, i) => a + w * (weights[i]! / bells[i]!), 0)
  return { x: Int8Array.from(xs), y: Int8Array.from(ys), weights: Float32Array.from(level, (w) => w / gain) }
}

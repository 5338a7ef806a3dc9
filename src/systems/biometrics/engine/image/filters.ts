// Plain image filters over flat arrays. Borders repeat the outermost pixel.

import { bytesAt, floatsAt, kernels, layOut } from '../native/kernels.ts'

/** Gaussian blur, separable. `sigma` in pixels. */
export function gaussian(source: Float32Array, width: number, height: number, sigma: number): Float32Array {
  const radius = Math.max(1, Math.ceil(sigma * 2.6))
  const kernel = new Float32Array(radius * 2 + 1)
  let sum = 0
  for (let i = -radius; i <= radius; i++) sum += kernel[i + radius] = Math.exp(-(i * i) / (2 * sigma * sigma))
  for (let i = 0; i < kernel.length; i++) kernel[i] = kernel[i]! / sum
  const size = width * height
  const [from, to, rows, line, weights] = layOut(4 * size, 4 * size, 4 * size, 4 * (width + 2 * radius + 4), 4 * kernel.length) as [number, number, number, number, number]
  floatsAt(from, size).set(source)
  floatsAt(weights, kernel.length).set(kernel)
  kernels.blur(from, to, rows, line, width, height, weights, radius)
  return floatsAt(to, size).slice()
}

/** Mean over a square of side 2 · radius + 1, by running sums. */
export function boxMean(source: Float32Array, width: number, height: number, radius: number): Float32Array {
  const rows = new Float32Array(width * height), out = new Float32Array(width * height)
  for (let y = 0; y < height; y++) running(source, rows, y * width, 1, width, radius)
  for (let x = 0; x < width; x++) running(rows, out, x, width, height, radius)
  return out
}

function running(source: Float32Array, out: Float32Array, start: number, step: number, count: number, radius: number): void {
  const last = start + (count - 1) * step
  const at = (i: number) => source[i < 0 ? start : i >= count ? last : start + i * step]!
  let sum = 0
  for (let i = -radius; i <= radius; i++) sum += at(i)
  const scale = 1 / (2 * radius + 1)
  for (let i = 0; i < count; i++) {
    out[start + i * step] = sum * scale
    sum += at(i + radius + 1) - at(i - radius)
  }
}

/** The lightest, or darkest, grey of the square of side 2 · radius + 1 around each pixel. At least 16 pixels wide. */
export function extreme(source: Uint8Array, width: number, height: number, radius: number, which: 'lightest' | 'darkest'): Uint8Array {
  const size = width * height
  const [from, to, rows, line] = layOut(size, size, size, width + 2 * radius + 16) as [number, number, number, number]
  bytesAt(from, size).set(source)
  kernels.extreme(from, to, rows, line, width, height, radius, which === 'darkest' ? 1 : 0)
  return new Uint8Array(bytesAt(to, size).slice().buffer)
}

/** The value below which `share` of the values lie, by a histogram of 1,024 steps. */
export function quantile(values: Float32Array, share: number): number {
  let low = Infinity, high = -Infinity
  for (const v of values) { if (v < low) low = v; if (v > high) high = v }
  if (!(high > low)) return low
  const counts = new Uint32Array(1024), scale = 1023.999 / (high - low)
  for (const v of values) counts[Math.floor((v - low) * scale)]!++
  let left = share * values.length
  for (let i = 0; i < 1024; i++) {
    left -= counts[i]!
    if (left <= 0) return low + (i + 0.5) / scale
  }
  return high
}

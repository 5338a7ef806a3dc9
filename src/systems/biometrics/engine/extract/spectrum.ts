// The second, independent way of cleaning an image: windows of 32 by 32 pixels in the frequency domain. In each the wave that is strongest is
// made stronger still (the spectrum times a power of its own magnitude: Watson, Candela and Grother 1994) and all that cannot be ridges is cut off.
import { fft32 } from './fft.ts'
import { cell } from './field.ts'

const side = 32
const step = 12
const power = 0.6

const bell = Float32Array.from({ length: side }, (_, i) => Math.sin((Math.PI * (i + 0.5)) / side) ** 2)
const pass = passBand()

/** 1 for periods of 5 to 14 pixels, falling off beyond. Indexed like the transform. */
function passBand(): Float32Array {
  const out = new Float32Array(side * side)
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) {
    const fx = x < side / 2 ? x : x - side, fy = y < side / 2 ? y : y - side, f = Math.hypot(fx, fy) / side
    out[y * side + x] = 1 / ((1 + Math.exp((1 / 15 - f) * 200)) * (1 + Math.exp((f - 1 / 4.8) * 100)))
  }
  return out
}

/** The band-passed image with its ridges brought out, in standard deviations of each window. `mask` by cells. */
export function spectral(band: Float32Array, mask: Uint8Array, width: number, height: number): Float32Array {
  const out = new Float32Array(width * height), weight = new Float32Array(width * height)
  const re = new Float32Array(side * side), im = new Float32Array(side * side)
  const places: number[] = []
  const maskWidth = Math.ceil(width / cell)
  for (let y = -step; y < height - step; y += step) for (let x = -step; x < width - step; x += step) {
    const cx = Math.min(width - 1, x + side / 2), cy = Math.min(height - 1, y + side / 2)
    if (mask[Math.floor(cy / cell) * maskWidth + Math.floor(cx / cell)]) places.push(x, y)
  }
  for (let k = 0; k < places.length; k += 4) {     // two windows at once: one real, one imaginary
    const x0 = places[k]!, y0 = places[k + 1]!, x1 = places[k + 2], y1 = places[k + 3]
    load(band, width, height, x0, y0, re)
    if (x1 !== undefined && y1 !== undefined) load(band, width, height, x1, y1, im)
    else im.fill(0)
    fft32(re, im, false)
    strengthen(re, im)
    fft32(re, im, true)
    add(re, out, weight, width, height, x0, y0)
    if (x1 !== undefined && y1 !== undefined) add(im, out, weight, width, height, x1, y1)
  }
  for (let i = 0; i < out.length; i++) if (weight[i]! > 0.05) out[i] = out[i]! / weight[i]!
  return out
}

function load(band: Float32Array, width: number, height: number, x0: number, y0: number, to: Float32Array): void {
  for (let j = 0; j < side; j++) {
    const y = y0 + j
    for (let i = 0; i < side; i++) {
      const x = x0 + i
      to[j * side + i] = x < 0 || y < 0 || x >= width || y >= height ? 0 : band[y * width + x]! * bell[i]! * bell[j]!
    }
  }
}

/** Parts the two real windows' spectra, strengthens each, and joins them again. */
function strengthen(re: Float32Array, im: Float32Array): void {
  re[0] = im[0] = 0
  for (let y = 0; y < side; y++) for (let x = 0; x < side; x++) {
    const k = y * side + x, m = ((side - y) % side) * side + ((side - x) % side)
    if (m < k) continue
    const p = pass[k]!
    if (p < 0.01) { re[k] = im[k] = re[m] = im[m] = 0; continue }
    const ar = (re[k]! + re[m]!) / 2, ai = (im[k]! - im[m]!) / 2, br = (im[k]! + im[m]!) / 2, bi = (re[m]! - re[k]!) / 2
    const ga = p * Math.pow(ar * ar + ai * ai, power / 2), gb = p * Math.pow(br * br + bi * bi, power / 2)
    re[k] = ar * ga - bi * gb
    im[k] = ai * ga + br * gb
    re[m] = ar * ga + bi * gb
    im[m] = br * gb - ai * ga
  }
}

/** Adds a window, brought to unit strength so that a faint one counts as much as its neighbour. */
function add(from: Float32Array, out: Float32Array, weight: Float32Array, width: number, height: number, x0: number, y0: number): void {
  let energy = 0
  for (const v of from) energy += v * v
  const scale = 8 / Math.sqrt(energy + 1e-9)
  for (let j = 0; j < side; j++) {
    const y = y0 + j
    if (y < 0 || y >= height) continue
    for (let i = 0; i < side; i++) {
      const x = x0 + i
      if (x < 0 || x >= width) continue
      const w = bell[i]! * bell[j]!
      out[y * width + x] = out[y * width + x]! + from[j * side + i]! * scale * w
      weight[y * width + x] = weight[y * width + x]! + w
    }
  }
}

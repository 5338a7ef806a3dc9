// Where the finger is, which way its ridges run and how far apart they are.
// Orientation: squared-gradient averages (Kass and Witkin 1987; Bazen and Gerez 2002) of the band-passed image, at two scales.
// Period: the ratio of gradient energy across the ridges to the energy itself, which for a wave is its squared frequency.
import { boxMean, gaussian, quantile } from '../image/filters.ts'
import type { GreyImage } from '../image/grey.ts'
import { clearOfBlots } from './blots.ts'

/** Side of a cell of the field in pixels. */
export const cell = 4

/** Measured on a grid of cells; `width` and `height` count cells. */
export interface RidgeField {
  readonly width: number
  readonly height: number
  /** Cosine and sine of twice the ridge direction, times the coherence (0 to 1). */
  readonly cos: Float32Array
  readonly sin: Float32Array
  /** Pixels from ridge to ridge. */
  readonly period: Float32Array
  /** 1 where there is a finger. */
  readonly mask: Uint8Array
}

/** Evens out contrast outside blots and keeps only what could be ridges: periods of about 4 to 16 pixels. Ridges come out positive. */
export function bandPass({ width, height, pixels }: GreyImage): { band: Float32Array; contrast: Float32Array } {
  const grey = Float32Array.from(pixels)
  coverFrame(grey, width, height)
  const clear = clearOfBlots(Uint8Array.from(grey), width, height), share = boxMean(clear, width, height, 12)
  const mean = boxMean(grey.map((v, i) => v * clear[i]!), width, height, 12), power = boxMean(grey.map((v, i) => v * v * clear[i]!), width, height, 12)
  const contrast = new Float32Array(width * height), even = new Float32Array(width * height)
  for (let i = 0; i < even.length; i++) {
    const known = Math.max(share[i]!, 0.05), m = mean[i]! / known
    contrast[i] = Math.sqrt(Math.max(0, power[i]! / known - m * m))
    const v = clear[i]! * ((m - grey[i]!) / (contrast[i]! + 8))
    even[i] = v > 2 ? 2 : v < -2 ? -2 : v
  }
  const fine = gaussian(even, width, height, 1.1), coarse = gaussian(even, width, height, 6)
  for (let i = 0; i < fine.length; i++) fine[i] = fine[i]! - coarse[i]!
  return { band: fine, contrast }
}

/** Some scanners draw a line around the image: the outermost pixels repeat those further in. */
function coverFrame(grey: Float32Array, width: number, height: number): void {
  const frame = 3
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) {
    if (x >= frame && y >= frame && x < width - frame && y < height - frame) { x = width - frame - 1; continue }
    grey[y * width + x] = grey[Math.min(height - frame - 1, Math.max(frame, y)) * width + Math.min(width - frame - 1, Math.max(frame, x))]!
  }
}

/** The field of an image at 500 dpi. */
export function ridgeField(band: Float32Array, contrast: Float32Array, imageWidth: number, imageHeight: number, known?: Uint8Array): RidgeField {
  const width = Math.ceil(imageWidth / cell), height = Math.ceil(imageHeight / cell), n = width * height
  const { xx, yy, xy, energy } = cellSums(band, imageWidth, imageHeight, width, height)
  const fine = tensor(xx, yy, xy, width, height, 2), coarse = tensor(xx, yy, xy, width, height, 5)
  const mask = known ?? fingerMask(contrast, imageWidth, imageHeight, width, height, fine.coherence)
  const cos = new Float32Array(n), sin = new Float32Array(n)
  for (let i = 0; i < n; i++) {
    const trust = fine.coherence[i]! * fine.coherence[i]!, other = (1 - trust) * 0.6
    const c = fine.cos[i]! * trust + coarse.cos[i]! * other, s = fine.sin[i]! * trust + coarse.sin[i]! * other
    const length = Math.hypot(c, s) || 1, strength = Math.min(1, fine.coherence[i]!)
    cos[i] = (c / length) * strength
    sin[i] = (s / length) * strength
  }
  return { width, height, cos, sin, mask, period: periods(xx, yy, xy, energy, fine.coherence, mask, width, height) }
}

function cellSums(band: Float32Array, imageWidth: number, imageHeight: number, width: number, height: number) {
  const n = width * height
  const xx = new Float32Array(n), yy = new Float32Array(n), xy = new Float32Array(n), energy = new Float32Array(n)
  for (let y = 1; y < imageHeight - 1; y++) {
    const row = Math.floor(y / cell) * width
    for (let x = 1; x < imageWidth - 1; x++) {
      const i = y * imageWidth + x, c = row + Math.floor(x / cell)
      const gx = (band[i + 1]! - band[i - 1]!) / 2, gy = (band[i + imageWidth]! - band[i - imageWidth]!) / 2
      xx[c] = xx[c]! + gx * gx
      yy[c] = yy[c]! + gy * gy
      xy[c] = xy[c]! + gx * gy
      energy[c] = energy[c]! + band[i]! * band[i]!
    }
  }
  return { xx, yy, xy, energy }
}

/** Averages over `sigma` cells: twice the ridge direction as a unit vector times coherence. */
function tensor(xx: Float32Array, yy: Float32Array, xy: Float32Array, width: number, height: number, sigma: number) {
  const a = gaussian(xx, width, height, sigma), b = gaussian(yy, width, height, sigma), c = gaussian(xy, width, height, sigma)
  const cos = new Float32Array(a.length), sin = new Float32Array(a.length), coherence = new Float32Array(a.length)
  for (let i = 0; i < a.length; i++) {
    const total = a[i]! + b[i]! + 1e-6
    cos[i] = -(a[i]! - b[i]!) / total     // the ridge lies across the gradient: its double angle is turned by 180°
    sin[i] = (-2 * c[i]!) / total
    coherence[i] = Math.hypot(cos[i]!, sin[i]!)
  }
  return { cos, sin, coherence }
}

function periods(xx: Float32Array, yy: Float32Array, xy: Float32Array, energy: Float32Array, coherence: Float32Array, mask: Uint8Array, width: number, height: number): Float32Array {
  const n = width * height
  const across = new Float32Array(n), weight = new Float32Array(n)
  const a = gaussian(xx, width, height, 1.5), b = gaussian(yy, width, height, 1.5), c = gaussian(xy, width, height, 1.5), e = gaussian(energy, width, height, 1.5)
  for (let i = 0; i < n; i++) {
    const half = (a[i]! + b[i]!) / 2, most = half + Math.hypot((a[i]! - b[i]!) / 2, c[i]!)
    const sine = Math.sqrt(Math.min(0.98, most / (e[i]! + 1e-6)))
    const period = Math.min(16, Math.max(4.5, (2 * Math.PI) / Math.asin(sine)))
    weight[i] = mask[i]! * coherence[i]! * coherence[i]! + 1e-5
    across[i] = period * weight[i]!
  }
  const sum = gaussian(across, width, height, 5), share = gaussian(weight, width, height, 5)
  return sum.map((v, i) => v / share[i]!)
}

/** Finger where the grey varies enough beside the image's best parts and runs in one direction; small holes are filled, islands dropped. */
function fingerMask(contrast: Float32Array, imageWidth: number, imageHeight: number, width: number, height: number, coherence: Float32Array): Uint8Array {
  const n = width * height
  const local = new Float32Array(n)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) local[y * width + x] = contrast[Math.min(imageHeight - 1, y * cell + 2) * imageWidth + Math.min(imageWidth - 1, x * cell + 2)]!
  }
  const enough = Math.max(6, quantile(local, 0.9) * 0.3)
  const votes = new Float32Array(n)
  for (let i = 0; i < n; i++) votes[i] = local[i]! > enough && coherence[i]! > 0.2 ? 1 : 0
  const smooth = gaussian(votes, width, height, 2.5), blank = blankArea(contrast, imageWidth, imageHeight, width, height)
  const mask = new Uint8Array(n)
  for (let i = 0; i < n; i++) mask[i] = smooth[i]! > 0.5 && blank[i]! < 0.1 ? 1 : 0
  return keepLarge(mask, width, 120)
}

/** Large areas of one single grey are no paper and no skin, but the outside of the scanner's window; its outline looks like a ridge. */
function blankArea(contrast: Float32Array, imageWidth: number, imageHeight: number, width: number, height: number): Float32Array {
  const flat = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) flat[y * width + x] = contrast[Math.min(imageHeight - 1, y * cell + 2) * imageWidth + Math.min(imageWidth - 1, x * cell + 2)]! < 0.5 ? 1 : 0
  }
  const large = Float32Array.from(keepLarge(flat, width, 40))
  return gaussian(large, width, height, 4)   // contrast is measured 12 pixels around: the outline itself lies 3 cells beyond the flat area
}

/** Drops connected parts smaller than `least` cells and fills holes smaller than that. */
export function keepLarge(mask: Uint8Array, width: number, least: number): Uint8Array {
  const out = mask.slice(), seen = new Uint8Array(mask.length), stack = new Int32Array(mask.length)
  for (let start = 0; start < mask.length; start++) {
    if (seen[start]) continue
    const colour = mask[start]!
    let size = 1, done = 0
    stack[0] = start
    seen[start] = 1
    while (done < size) {
      const i = stack[done++]!, x = i % width
      for (const j of [x > 0 ? i - 1 : -1, x < width - 1 ? i + 1 : -1, i - width, i + width]) {
        if (j < 0 || j >= mask.length || seen[j] || mask[j] !== colour) continue
        seen[j] = 1
        stack[size++] = j
      }
    }
    if (size < least) for (let k = 0; k < size; k++) out[stack[k]!] = 1 - colour
  }
  return out
}

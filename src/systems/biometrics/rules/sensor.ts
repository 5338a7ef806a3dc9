/**
 * What one image can honestly say about a scanner: whether the empty glass is clean, whether a test finger comes out with contrast and sharpness,
 * whether a ruled target has the size it should have. The limits are the platform's own (confidence U), set on images of four scanners; they find
 * a scanner that has become worse. This is no certification: neither FBI Appendix F nor PIV can be measured from one image without their targets.
 */
import { bandPass, cell, ridgeField, type RidgeField } from '../engine/extract/field.ts'
import { boxMean } from '../engine/image/filters.ts'
import { toWorkingDpi, workingDpi, type GreyImage } from '../engine/image/grey.ts'
import type { SensorFault } from './sensor-faults.ts'

/** What was measured, by name; what a name means and its unit stand with each function. */
export type Measures = Readonly<Record<string, number>>
export interface SensorReport { readonly measures: Measures; readonly faults: readonly SensorFault[] }

/** Grey levels unless another unit is named. */
export const limits = {
  darkest: 150, uneven: 40, spotShare: 0.005, largestSpot: 1.5 /* mm² */, deadShare: 0.0002, ghost: 0.6 /* cm² */,
  contrast: 16, range: 80, levels: 50, saturated: 0.6, periodLeast: 6.5, periodMost: 13, resolution: 0.02, distortion: 0.02, modulation: 0.45, finestPeriod: 7 /* pixels */,
} as const

/**
 * The empty glass. `level`: its usual grey; `uneven`: greatest difference of brightness between places; `spotShare`: share of the image under spots;
 * `largestSpot` in mm²; `deadPixels`, `deadLines`: how many; `ghost`: cm² on which a finger's ridges still stand; `flat` is 1 where every pixel is the
 * same, as drivers give that take the background away: then dirt cannot be seen in the image and has to be looked for by eye.
 */
export function emptyGlass(image: GreyImage): SensorReport {
  const { width, height, pixels, dpi } = image
  const grey = Float32Array.from(pixels)
  const level = medianOf(pixels), around = boxMean(grey, width, height, Math.max(4, Math.round(dpi / 20)))
  const away = grey.map((v, i) => v - around[i]!)
  const lines = deadLines(grey, width, height)
  const spots = spotsOf(away, width, height, lines)
  const squareMillimetre = (dpi / 25.4) ** 2
  const ghost = ridgedArea(withoutLines(image, lines))
  const measures = {
    level, uneven: unevenness(grey, width, height), spotShare: spots.covered / pixels.length, largestSpot: spots.largest / squareMillimetre,
    deadPixels: spots.dead, deadLines: lines.columns.length + lines.rows.length, ghost, flat: pixels.every((v) => v === pixels[0]) ? 1 : 0,
  }
  const faults: SensorFault[] = []
  if (level < limits.darkest) faults.push('dark-empty')
  // Under what a finger left behind, ridges look like spots and lines: first it is wiped off.
  if (ghost > limits.ghost) return { measures, faults: [...faults, 'not-empty'] }
  if (measures.spotShare > limits.spotShare || measures.largestSpot > limits.largestSpot) faults.push('dirty')
  if (measures.deadLines > 0) faults.push('dead-lines')
  if (measures.deadPixels > limits.deadShare * pixels.length) faults.push('dead-pixels')
  if (measures.uneven > limits.uneven) faults.push('uneven-light')
  return { measures, faults }
}

/**
 * A test finger, clean and neither wet nor dry. `area` in cm²; `contrast`: spread of the grey between ridge and valley; `range`: between the darkest and
 * the lightest hundredth; `levels`: how many greys occur; `saturated`: share that is fully black or white; `period`: pixels from ridge to ridge at
 * 500 dpi. Sharpness is not among them: on fingers of four scanners, blurred on purpose, no measure told the blurred from the sharp. A ruled
 * target shows it.
 */
export function testFinger(original: GreyImage): SensorReport {
  const image = toWorkingDpi(original)
  const { width, height, pixels } = image
  const { band, contrast } = bandPass(image)
  const field = ridgeField(band, contrast, width, height)
  const inside: number[] = []
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (field.mask[Math.floor(y / cell) * field.width + Math.floor(x / cell)]) inside.push(y * width + x)
  const area = inside.length / (workingDpi / 2.54) ** 2
  if (area < 0.5) return { measures: { area }, faults: ['no-finger'] }
  const counts = new Uint32Array(256)
  let spread = 0
  for (const i of inside) { counts[pixels[i]!] = counts[pixels[i]!]! + 1; spread += contrast[i]! }
  const at = (share: number) => { let left = share * inside.length, v = 0; while (v < 255 && (left -= counts[v]!) > 0) v++; return v }
  const measures = {
    area, contrast: spread / inside.length, range: at(0.99) - at(0.01), levels: counts.filter((n) => n > 0).length,
    saturated: [0, 1, 2, 253, 254, 255].reduce((sum, v) => sum + counts[v]!, 0) / inside.length, period: middlePeriod(field),
  }
  const faults: SensorFault[] = []
  if (measures.contrast < limits.contrast) faults.push('low-contrast')
  if (measures.range < limits.range) faults.push('narrow-grey')
  if (measures.levels < limits.levels) faults.push('few-levels')
  if (measures.saturated > limits.saturated) faults.push('saturated')
  if (measures.period < limits.periodLeast || measures.period > limits.periodMost) faults.push('scale-doubtful')
  return { measures, faults }
}

/**
 * A target of straight parallel bars, `linesPerMm` pairs of black and white to the millimetre, laid square on the glass. `dpi`: the resolution that the
 * image really has; `off`: its share of difference from what the scanner says; `distortion`: how far one half's differs from the other's;
 * `modulation`: contrast of the bars, 0 to 1; it falls when the image is blurred, the more the finer the bars.
 */
export function ruledTarget(image: GreyImage, linesPerMm: number): SensorReport {
  const profiles = [profileOf(image, 'across'), profileOf(image, 'down')]
  const [profile] = profiles.sort((a, b) => variance(b) - variance(a))
  const crossings = crossingsOf(profile!)
  const low = quantileOf(profile!, 0.05), high = quantileOf(profile!, 0.95), modulation = (high - low) / Math.max(1, high + low)
  if (image.dpi / 25.4 / linesPerMm < limits.finestPeriod || crossings.length < 12 || !evenlySpaced(crossings)) return { measures: { modulation }, faults: ['bars-not-found'] }
  const period = (from: number, to: number) => (2 * (crossings[to]! - crossings[from]!)) / (to - from)
  const last = crossings.length - 1, middle = Math.floor(last / 4) * 2
  const dpi = period(0, last - (last % 2)) * linesPerMm * 25.4
  const measures = { dpi, off: dpi / image.dpi - 1, distortion: Math.abs(period(0, middle) / period(last - middle, last) - 1), modulation }
  // So far off it is another target than was said, or none.
  if (Math.abs(measures.off) > 0.25) return { measures, faults: ['bars-not-found'] }
  const faults: SensorFault[] = []
  if (Math.abs(measures.off) > limits.resolution) faults.push('wrong-resolution')
  if (measures.distortion > limits.distortion) faults.push('distorted')
  if (modulation < limits.modulation) faults.push('low-modulation')
  return { measures, faults }
}

/** Dead lines repeat what is beside them, so that their edges are not taken for ridges. */
function withoutLines(image: GreyImage, { columns, rows }: Lines): GreyImage {
  const { width, height } = image, pixels = image.pixels.slice()
  const beside = (line: number, odd: ReadonlySet<number>, count: number) => { let at = line; while (at < count - 1 && odd.has(at)) at++; return at }
  const oddColumns = new Set(columns), oddRows = new Set(rows)
  for (const x of columns) for (let y = 0; y < height; y++) pixels[y * width + x] = pixels[y * width + beside(x, oddColumns, width)]!
  for (const y of rows) for (let x = 0; x < width; x++) pixels[y * width + x] = pixels[beside(y, oddRows, height) * width + x]!
  return { ...image, pixels }
}

/** Square centimetres on which something runs like the ridges of a finger. */
function ridgedArea(original: GreyImage): number {
  const image = toWorkingDpi(original)
  const { band, contrast } = bandPass(image)
  const { mask } = ridgeField(band, contrast, image.width, image.height)
  return (mask.reduce((sum, v) => sum + v, 0) * cell * cell) / (workingDpi / 2.54) ** 2
}

/** Mean brightness of places a quarter of an inch wide: the greatest difference. */
function unevenness(grey: Float32Array, width: number, height: number): number {
  const side = 125, means: number[] = []
  for (let top = 0; top + 32 <= height; top += side) for (let left = 0; left + 32 <= width; left += side) {
    const values: number[] = []
    for (let y = top; y < Math.min(height, top + side); y += 3) for (let x = left; x < Math.min(width, left + side); x += 3) values.push(grey[y * width + x]!)
    means.push(values.sort((a, b) => a - b)[values.length >> 1]!)
  }
  return means.length === 0 ? 0 : Math.max(...means) - Math.min(...means)
}

interface Lines { readonly columns: readonly number[]; readonly rows: readonly number[] }

function deadLines(grey: Float32Array, width: number, height: number): Lines {
  return { columns: oddLines(width, height, (line, along) => grey[along * width + line]!), rows: oddLines(height, width, (line, along) => grey[line * width + along]!) }
}

/** Lines that, over a quarter of their length or more, differ from those beside them as one. */
function oddLines(lines: number, length: number, at: (line: number, along: number) => number): number[] {
  const odd = new Set<number>(), part = Math.max(16, Math.floor(length / 4))
  for (let start = 0; start + part <= length; start += part) {
    const means = Array.from({ length: lines }, (_, line) => { let sum = 0; for (let i = start; i < start + part; i++) sum += at(line, i); return sum / part })
    const away = means.map((mean, line) => mean - quantileOf(means.slice(Math.max(0, line - 6), line + 7), 0.5))
    const usual = quantileOf(away.map(Math.abs), 0.5)
    for (let line = 1; line < lines - 1; line++) if (Math.abs(away[line]!) > Math.max(8, 8 * usual) && standsAlone(away, line)) odd.add(line)
  }
  return [...odd]
}

/** A dead line is a few pixels wide; what is wider is dirt or shadow. */
function standsAlone(away: readonly number[], line: number): boolean {
  let wide = 1
  for (const way of [-1, 1]) for (let i = line + way; i >= 0 && i < away.length && Math.abs(away[i]!) > Math.abs(away[line]!) / 2; i += way) wide++
  return wide <= 3
}

/** What lies on the glass: connected pixels that differ from around them more than noise does. Up to three together, far off, are dead pixels. */
function spotsOf(away: Float32Array, width: number, height: number, { columns, rows }: Lines): { covered: number; largest: number; dead: number } {
  const noise = quantileOf(Array.from(away.filter((_, i) => i % 17 === 0), Math.abs), 0.5)
  const limit = Math.max(14, 7 * noise), skipColumn = new Set(columns), skipRow = new Set(rows)
  const marked = new Uint8Array(away.length)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) if (Math.abs(away[y * width + x]!) > limit && !skipColumn.has(x) && !skipRow.has(y)) marked[y * width + x] = 1
  let covered = 0, largest = 0, dead = 0
  const stack: number[] = []
  for (let start = 0; start < marked.length; start++) {
    if (marked[start] !== 1) continue
    let size = 0, most = 0
    marked[start] = 2
    stack.push(start)
    while (stack.length > 0) {
      const i = stack.pop()!, x = i % width
      size++
      most = Math.max(most, Math.abs(away[i]!))
      for (const j of [x > 0 ? i - 1 : -1, x < width - 1 ? i + 1 : -1, i - width, i + width]) if (j >= 0 && j < marked.length && marked[j] === 1) { marked[j] = 2; stack.push(j) }
    }
    if (size <= 3) { if (most > 3 * limit) dead += size; continue }
    covered += size
    largest = Math.max(largest, size)
  }
  return { covered, largest, dead }
}

function middlePeriod(field: RidgeField): number {
  return quantileOf([...field.period].filter((_, i) => field.mask[i] && Math.hypot(field.cos[i]!, field.sin[i]!) > 0.5), 0.5)
}

/** Mean grey along the middle band of an image, crosswise to the bars that run the other way. */
function profileOf({ width, height, pixels }: GreyImage, way: 'across' | 'down'): number[] {
  const [along, beside] = way === 'across' ? [width, height] : [height, width]
  const from = Math.max(0, (beside >> 1) - 8), to = Math.min(beside, from + 16)
  const profile = Array.from({ length: along }, (_, i) => { let sum = 0; for (let j = from; j < to; j++) sum += pixels[way === 'across' ? j * width + i : i * width + j]!; return sum / (to - from) })
  return profile.slice(Math.floor(along * 0.04), Math.ceil(along * 0.96))
}

/** Where the profile passes the middle between dark and light, to a part of a pixel. */
function crossingsOf(profile: readonly number[]): number[] {
  const low = quantileOf(profile, 0.05), high = quantileOf(profile, 0.95), middle = (low + high) / 2, step = (high - low) / 6
  const out: number[] = []
  let side = 0, last = 0
  for (const [i, v] of profile.entries()) {
    const now = v > middle + step ? 1 : v < middle - step ? -1 : 0
    if (now === 0) continue
    if (side !== 0 && now !== side) { let k = last; while (k < i && (profile[k + 1]! - middle) * side > 0) k++; out.push(k + (profile[k]! - middle) / (profile[k]! - profile[k + 1]!)) }
    side = now
    last = i
  }
  return out
}

function evenlySpaced(crossings: readonly number[]): boolean {
  // Two by two, so that bars and gaps of different width do no harm.
  const steps = crossings.slice(2).map((at, i) => at - crossings[i]!), usual = quantileOf(steps, 0.5)
  return steps.filter((s) => Math.abs(s / usual - 1) < 0.15).length >= steps.length * 0.85
}

function medianOf(pixels: Uint8Array): number {
  const counts = new Uint32Array(256)
  for (const v of pixels) counts[v] = counts[v]! + 1
  let left = pixels.length / 2, v = 0
  while (v < 255 && (left -= counts[v]!) > 0) v++
  return v
}

function variance(values: readonly number[]): number {
  const mean = values.reduce((sum, v) => sum + v, 0) / values.length
  return values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length
}

function quantileOf(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

// A small WSQ encoder, only to have images for testing the decoder: every band quantised by the same step, no search for the best rate.
import type { GreyImage } from '../image/grey.ts'
import { mirrored, wsqBands } from '../image/wsq-bands.ts'

/** The filters of encoder number 1 of the specification: middle and right half. */
const low = [0.8526986790094034, 0.3774028556126538, -0.11062440441842342, -0.02384946501938, 0.03782845550699546]
const high = [0.7884856164056644, -0.4180922732222122, -0.04068941760955844, 0.06453888262893845]
const centre = 0.44

/** Short codes for what is frequent: three of 3 bits, eight of 6, the rest of 9. */
const symbols = [179, 181, 1, 178, 182, 2, 3, 4, 177, 183, 105]
const rest = Array.from({ length: 254 }, (_, k) => k + 1).filter((symbol) => !symbols.includes(symbol))
const table = { counts: Array.from({ length: 16 }, (_, k) => (k === 2 ? 3 : k === 5 ? 8 : k === 8 ? rest.length : 0)), values: [...symbols, ...rest] }

/** `step`: the width of the quantiser's bins; 1 keeps nearly all, 10 is about the usual 15:1. `left out` bands have a step of nought. */
export function encodeWsq({ width, height, pixels }: Omit<GreyImage, 'dpi'>, step = 4, leftOut: readonly number[] = []): Uint8Array {
  let sum = 0
  for (const v of pixels) sum += v
  const shift = Math.round((100 * sum) / pixels.length) / 100, scale = 1
  const plane = Float64Array.from(pixels, (v) => (v - shift) / scale), { bands, splits } = wsqBands(width, height)
  for (const split of splits) {
    for (let y = 0; y < split.height; y++) parted(plane, (split.y + y) * width + split.x, 1, split.width, split.turnedX)
    for (let x = 0; x < split.width; x++) parted(plane, split.y * width + split.x + x, width, split.height, split.turnedY)
  }
  const out: number[] = [0xff, 0xa0, ...segment(0xa8, [...Buffer.from('NIST_COM 1\nPPI 500')]), ...segment(0xa4, [9, 7, ...low.flatMap(tap), ...high.flatMap(tap)])]
  const steps = Array.from({ length: 64 }, (_, n) => (n < 60 && !leftOut.includes(n) ? step : 0))
  out.push(...segment(0xa5, [...tenths(centre, 2), ...steps.flatMap((q) => [...tenths(q, 3), ...tenths(q * 1.2, 3)])]))
  out.push(...segment(0xa2, [0, 255, height >> 8, height & 255, width >> 8, width & 255, ...tenths(shift, 2), ...tenths(scale, 3), 2, 0, 0]))
  out.push(...segment(0xa6, [0, ...table.counts, ...table.values, 1, ...table.counts, ...table.values]))
  for (const [from, to, id] of [[0, 19, 0], [19, 52, 1], [52, 60, 1]] as const) {
    const values = bands.slice(from, to).flatMap((band, k) => (steps[from + k] === 0 ? [] : quantised(plane, width, band, step)))
    out.push(...segment(0xa3, [id]), ...packed(values))
  }
  return Uint8Array.from([...out, 0xff, 0xa1])
}

function parted(plane: Float64Array, start: number, step: number, count: number, turned: boolean): void {
  const at = (k: number) => line[mirrored(k, count)]!, line = Float64Array.from({ length: count }, (_, k) => plane[start + k * step]!)
  const lows = (count + 1) >> 1, highs = count >> 1
  const filtered = (taps: readonly number[], k: number) => taps.reduce((all, w, t) => all + w * (t === 0 ? at(k) : at(k - t) + at(k + t)), 0)
  for (let k = 0; k < lows; k++) plane[start + (k + (turned ? highs : 0)) * step] = filtered(low, 2 * k)
  for (let k = 0; k < highs; k++) plane[start + (k + (turned ? 0 : lows)) * step] = filtered(high, 2 * k + 1)
}

function quantised(plane: Float64Array, width: number, band: { x: number; y: number; width: number; height: number }, step: number): number[] {
  const zero = 0.6 * step
  return Array.from({ length: band.width * band.height }, (_, k) => {
    const v = plane[(band.y + Math.floor(k / band.width)) * width + band.x + (k % band.width)]!
    return Math.abs(v) <= zero ? 0 : v > 0 ? Math.floor((v - zero) / step) + 1 : -Math.floor((-v - zero) / step) - 1
  })
}

function packed(values: readonly number[]): number[] {
  const bits: number[] = []
  const number = (value: number, count: number) => { for (let k = count - 1; k >= 0; k--) bits.push((value >> k) & 1) }
  const code = (symbol: number) => {
    const at = table.values.indexOf(symbol)
    if (at < 3) number(at, 3)
    else if (at < 11) number(24 + at - 3, 6)
    else number(256 + at - 11, 9)
  }
  for (let i = 0; i < values.length;) {
    const value = values[i]!
    let run = 1
    if (value === 0) while (values[i + run] === 0 && run < 65535) run++
    i += run
    if (value === 0) { if (run <= 100) code(run); else { code(run < 256 ? 105 : 106); number(run, run < 256 ? 8 : 16) } }
    else if (value >= -73 && value <= 74) code(180 + value)
    else { const size = Math.abs(value); code((size < 256 ? 101 : 103) + (value < 0 ? 1 : 0)); number(size, size < 256 ? 8 : 16) }
  }
  while (bits.length % 8) bits.push(1)
  return Array.from({ length: bits.length / 8 }, (_, k) => bits.slice(8 * k, 8 * k + 8).reduce((byte, bit) => byte * 2 + bit, 0)).flatMap((byte) => (byte === 255 ? [255, 0] : [byte]))
}

function segment(mark: number, content: readonly number[]): number[] {
  const length = content.length + 2
  return [0xff, mark, length >> 8, length & 255, ...content]
}

function tenths(value: number, scale: number): number[] {
  const whole = Math.round(value * 10 ** scale)
  return [scale, whole >> 8, whole & 255]
}

function tap(value: number): number[] {
  const whole = Math.round(Math.abs(value) * 1e9)
  return [value < 0 ? 1 : 0, 9, whole >>> 24, (whole >> 16) & 255, (whole >> 8) & 255, whole & 255]
}

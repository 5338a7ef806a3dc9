// Fingerprint images compressed by wavelet scalar quantisation, as police forces exchange them (FBI, WSQ Gray-Scale Fingerprint Image Compression
// Specification, IAFIS-IC-0110, version 3.1): markers and tables, Huffman codes, values of 60 subbands, and two filters that the file brings along.
import type { GreyImage } from './grey.ts'
import { ImageError } from './grey.ts'
import type { Band, Filters } from './wsq-bands.ts'
import { joinBands, wsqBands } from './wsq-bands.ts'
import type { CodeTable } from './wsq-codes.ts'
import { codeTable, cutOff, readCodes, wrong } from './wsq-codes.ts'

const marks = { start: 0xa0, end: 0xa1, frame: 0xa2, block: 0xa3, transform: 0xa4, quantisation: 0xa5, huffman: 0xa6, comment: 0xa8 } as const
const bandsSent = 60
const mostTaps = 31

interface Frame { readonly width: number; readonly height: number; readonly shift: number; readonly scale: number }
interface Steps { readonly centre: number; readonly step: Float64Array; readonly zero: Float64Array }
interface Tables { filters?: Filters; steps?: Steps; codes: Map<number, CodeTable> }

/** Numbers one after another, in network order; a tenth for each of a scale. */
interface Reader { readonly byte: () => number; readonly short: () => number; readonly scaled: () => number; readonly long: () => number; readonly left: () => number; readonly bytes: (count: number) => Uint8Array }

/** Is this a WSQ image, by its first bytes? */
export function isWsq(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === marks.start && bytes[2] === 0xff
}

/** Decodes a WSQ image of at most `largest` pixels a side. @throws ImageError when it is damaged, cut off or of a kind that is not read. */
export function decodeWsq(bytes: Uint8Array, largest: number): Omit<GreyImage, 'dpi'> {
  if (!isWsq(bytes)) throw new ImageError(wrong)
  const tables: Tables = { codes: new Map() }
  let frame: Frame | undefined, plane: Plane | undefined
  for (let at = 2; ;) {
    if (at + 2 > bytes.length) throw new ImageError(cutOff)
    if (bytes[at] !== 0xff) throw new ImageError(wrong)
    const mark = bytes[at + 1]!
    if (mark === marks.end) break
    const { reader, next } = segment(bytes, at + 2)
    at = next
    if (mark === marks.block) {
      if (!frame) throw new ImageError(wrong)
      plane ??= openPlane(frame, tables)
      const codes = tables.codes.get(reader.byte())
      if (!codes) throw new ImageError(wrong)
      at = readCodes(bytes, at, codes, plane.take)
    } else if (mark === marks.frame) {
      if (frame) throw new ImageError(wrong)
      frame = readFrame(reader, largest)
    } else if (mark === marks.transform) tables.filters = readFilters(reader)
    else if (mark === marks.quantisation) tables.steps = readSteps(reader)
    else if (mark === marks.huffman) readHuffman(reader, tables.codes)
    else if (mark !== marks.comment) throw new ImageError(wrong)
  }
  if (!frame || !plane || !tables.filters) throw new ImageError(wrong)
  if (!plane.full()) throw new ImageError(cutOff)
  joinBands(plane.values, frame.width, wsqBands(frame.width, frame.height).splits, tables.filters)
  const pixels = new Uint8Array(plane.values.length)
  for (let i = 0; i < pixels.length; i++) pixels[i] = Math.min(255, Math.max(0, Math.floor(plane.values[i]! * frame.scale + frame.shift + 0.5)))
  return { width: frame.width, height: frame.height, pixels }
}

/** What follows a marker: its length (which counts itself) and as many bytes. */
function segment(bytes: Uint8Array, at: number): { reader: Reader; next: number } {
  if (at + 2 > bytes.length) throw new ImageError(cutOff)
  const length = bytes[at]! * 256 + bytes[at + 1]!, next = at + length
  if (length < 2) throw new ImageError(wrong)
  if (next > bytes.length) throw new ImageError(cutOff)
  let from = at + 2
  const byte = () => {
    if (from >= next) throw new ImageError(wrong)
    return bytes[from++]!
  }
  const short = () => byte() * 256 + byte()
  const reader: Reader = {
    byte, short, left: () => next - from, long: () => short() * 65536 + short(),
    scaled: () => { const scale = byte(); return short() / 10 ** scale },
    bytes: (count) => {
      if (from + count > next) throw new ImageError(wrong)
      return bytes.subarray(from, from += count)
    },
  }
  return { reader, next }
}

function readFrame({ short, scaled }: Reader, largest: number): Frame {
  short()      // the greys of black and of white: nothing is made of them
  const height = short(), width = short(), shift = scaled(), scale = scaled()
  if (width < 32 || height < 32) throw new ImageError(`is ${width} by ${height} pixels, too small for a fingerprint`)
  if (width > largest || height > largest) throw new ImageError(`is ${width} by ${height} pixels; cut out the one finger first (at most ${largest} a side)`)
  return { width, height, shift, scale }
}

/** The file has the filters of the analysis, each by its middle and right half; those of the synthesis are the other one with every second tap turned. */
function readFilters(reader: Reader): Filters {
  const lows = reader.byte(), highs = reader.byte()
  if (lows % 2 === 0 || highs % 2 === 0) throw new ImageError('is a WSQ image with filters of even length, which are not read; export it as PNG')
  if (lows > mostTaps || highs > mostTaps) throw new ImageError(wrong)
  const half = (taps: number) => Float64Array.from({ length: (taps + 1) / 2 }, (_, k) => {
    const sign = reader.byte() === 0 ? 1 : -1, scale = reader.byte()
    return ((sign * reader.long()) / 10 ** scale) * (k % 2 === 0 ? 1 : -1)
  })
  const both = (right: Float64Array) => Float64Array.from({ length: 2 * right.length - 1 }, (_, k) => right[Math.abs(k - right.length + 1)]!)
  const high = both(half(lows)), low = both(half(highs))
  return { low, high }
}

function readSteps({ scaled }: Reader): Steps {
  const centre = scaled(), step = new Float64Array(64), zero = new Float64Array(64)
  for (let band = 0; band < 64; band++) {
    step[band] = scaled()
    zero[band] = scaled()
  }
  return { centre, step, zero }
}

function readHuffman({ byte, bytes, left }: Reader, into: Map<number, CodeTable>): void {
  do {
    const id = byte(), counts = bytes(16)
    into.set(id, codeTable(counts, bytes(counts.reduce((a, b) => a + b, 0))))
  } while (left() > 0)
}

interface Plane { readonly values: Float32Array; readonly take: (value: number, times: number) => void; readonly full: () => boolean }

/** The coefficients, filled band by band and row by row with quantised values; bands with a step of nought are left out. */
function openPlane({ width, height }: Frame, { steps }: Tables): Plane {
  if (!steps) throw new ImageError(wrong)
  const values = new Float32Array(width * height)
  const sent = wsqBands(width, height).bands.flatMap((band, n) => (n < bandsSent && steps.step[n] !== 0 ? [{ ...band, step: steps.step[n]!, zero: steps.zero[n]! / 2 }] : []))
  let band = 0, column = 0, row = 0
  const advance = (count: number) => {
    while (count > 0) {
      const now: Band | undefined = sent[band]
      if (!now) throw new ImageError(wrong)
      const some = Math.min(count, now.width - column)
      column += some
      count -= some
      if (column < now.width) continue
      column = 0
      if (++row < now.height) continue
      row = 0
      band++
    }
  }
  return {
    values, full: () => band === sent.length,
    take(value, times) {
      const now = sent[band]
      if (!now) throw new ImageError(wrong)
      if (value !== 0) values[(now.y + row) * width + now.x + column] = value > 0 ? now.step * (value - steps.centre) + now.zero : now.step * (value + steps.centre) - now.zero
      advance(times)
    },
  }
}

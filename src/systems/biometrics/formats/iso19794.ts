/** Finger minutiae records of ISO/IEC 19794-2:2005 (record format `FMR`, version 20), read and written. */
import { FormatError } from './fields.ts'

export type MinutiaKind = 'ending' | 'bifurcation' | 'other'

/** A minutia as the exchange formats have it. */
export interface ExchangeMinutia {
  /** Pixels from the upper left corner. */
  readonly x: number
  readonly y: number
  /** Degrees from the horizontal axis to the right, anticlockwise: along the ridge that ends, away from the end; at a fork along the valley between. 0 to below 360. */
  readonly angle: number
  readonly kind: MinutiaKind
  /** 1 to 100; 0: not reported. */
  readonly quality: number
}

export interface FingerView {
  /** 0 unknown, 1 to 5 right thumb to little finger, 6 to 10 left. */
  readonly finger: number
  /** 0 live plain, 1 live rolled, 2 non-live plain, 3 non-live rolled, 8 swipe. */
  readonly impression: number
  /** 0 to 100. */
  readonly quality: number
  readonly minutiae: readonly ExchangeMinutia[]
}

export interface MinutiaeRecord { readonly width: number; readonly height: number; /** Pixels a centimetre. */ readonly resolution: number; readonly views: readonly FingerView[] }

const magic = 'FMR\0 20\0'
const headerBytes = 24
const viewBytes = 4
const minutiaBytes = 6
/** One unit of the angle: 360/256 degrees. */
const angleUnit = 1.40625
const kinds: readonly MinutiaKind[] = ['other', 'ending', 'bifurcation']

/** Writes a record. Throws FormatError for what the format cannot hold: more than 255 minutiae of a view, coordinates beyond 16,383. */
export function writeMinutiaeRecord(record: MinutiaeRecord): Uint8Array {
  const size = headerBytes + record.views.reduce((sum, view) => sum + viewBytes + view.minutiae.length * minutiaBytes + 2, 0)
  const out = Buffer.alloc(size)
  out.write(magic, 0, 'latin1')
  out.writeUInt32BE(size, 8)
  out.writeUInt16BE(0, 12)   // capture equipment: not reported
  for (const [at, value] of [[14, record.width], [16, record.height], [18, record.resolution], [20, record.resolution]] as const) out.writeUInt16BE(within(value, 1, 65_535, 'size or resolution'), at)
  out.writeUInt8(within(record.views.length, 0, 255, 'number of views'), 22)
  let at = headerBytes
  const seen = new Map<number, number>()
  for (const view of record.views) {
    const number = seen.get(view.finger) ?? 0
    seen.set(view.finger, number + 1)
    at = writeView(out, at, view, within(number, 0, 15, 'views of one finger'))
  }
  return out
}

function writeView(out: Buffer, from: number, view: FingerView, number: number): number {
  out.writeUInt8(within(view.finger, 0, 10, 'finger position'), from)
  out.writeUInt8((number << 4) | within(view.impression, 0, 15, 'impression type'), from + 1)
  out.writeUInt8(within(view.quality, 0, 100, 'finger quality'), from + 2)
  out.writeUInt8(within(view.minutiae.length, 0, 255, 'number of minutiae'), from + 3)
  let at = from + viewBytes
  for (const minutia of view.minutiae) {
    out.writeUInt16BE((kinds.indexOf(minutia.kind) << 14) | within(Math.round(minutia.x), 0, 16_383, 'x of a minutia'), at)
    out.writeUInt16BE(within(Math.round(minutia.y), 0, 16_383, 'y of a minutia'), at + 2)
    out.writeUInt8(Math.round(((minutia.angle % 360) + 360) / angleUnit) % 256, at + 4)
    out.writeUInt8(within(Math.round(minutia.quality), 0, 100, 'quality of a minutia'), at + 5)
    at += minutiaBytes
  }
  out.writeUInt16BE(0, at)   // no extended data
  return at + 2
}

function within(value: number, least: number, most: number, what: string): number {
  if (!Number.isInteger(value) || value < least || value > most) throw new FormatError(`${what}: ${value} is not between ${least} and ${most}`)
  return value
}

/** Reads a record; extended data is passed over. Throws FormatError. */
export function readMinutiaeRecord(bytes: Uint8Array): MinutiaeRecord {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (data.length < headerBytes || data.toString('latin1', 0, 8) !== magic) throw new FormatError('this is no finger minutiae record of ISO/IEC 19794-2:2005')
  if (data.readUInt32BE(8) !== data.length) throw new FormatError(`the record says that it is ${data.readUInt32BE(8)} bytes long and is ${data.length}`)
  const resolution = data.readUInt16BE(18)
  if (resolution !== data.readUInt16BE(20)) throw new FormatError('different resolutions across and down are not supported')
  const views: FingerView[] = []
  let at = headerBytes
  for (let n = data.readUInt8(22); n > 0; n--) {
    const { view, end } = readView(data, at)
    views.push(view)
    at = end
  }
  if (at !== data.length) throw new FormatError(`${data.length - at} bytes follow the last view`)
  return { width: data.readUInt16BE(14), height: data.readUInt16BE(16), resolution, views }
}

function readView(data: Buffer, from: number): { view: FingerView; end: number } {
  if (from + viewBytes > data.length) throw new FormatError(`the view at byte ${from} is cut off`)
  const count = data.readUInt8(from + 3)
  const after = from + viewBytes + count * minutiaBytes
  if (after + 2 > data.length) throw new FormatError(`the view at byte ${from} is cut off`)
  const minutiae = Array.from({ length: count }, (_, i): ExchangeMinutia => {
    const at = from + viewBytes + i * minutiaBytes
    const first = data.readUInt16BE(at)
    return { x: first & 0x3fff, y: data.readUInt16BE(at + 2) & 0x3fff, angle: data.readUInt8(at + 4) * angleUnit, kind: kinds[first >> 14] ?? 'other', quality: data.readUInt8(at + 5) }
  })
  const end = after + 2 + data.readUInt16BE(after)
  if (end > data.length) throw new FormatError(`the extended data at byte ${after} are cut off`)
  return { view: { finger: data.readUInt8(from), impression: data.readUInt8(from + 1) & 15, quality: data.readUInt8(from + 2), minutiae }, end }
}

/** Finger images of ANSI/NIST-ITL: Type 14 (variable resolution, tagged) and the older Type 4 (binary, 500 dpi). */
import { FormatError } from './fields.ts'
import type { BinaryRecord, Field, TaggedRecord } from './fields.ts'

/** Why a finger is not there: amputated, or bandaged or otherwise not printable (field 14.018). */
export type Missing = 'amputated' | 'unprintable'

export interface ExchangedImage {
  /** 0 unknown, 1 to 5 right thumb to little finger, 6 to 10 left, 13 and 14 four fingers right and left, 15 both thumbs. */
  readonly finger: number
  /** 0 live plain, 1 live rolled, 2 non-live plain, 3 non-live rolled, 4 to 7 latent. */
  readonly impression: number
  /** YYYY-MM-DD; Type 4 has none. */
  readonly takenOn?: string | undefined
  readonly source?: string | undefined
  readonly width: number
  readonly height: number
  readonly dpi: number
  readonly compression: 'NONE' | 'WSQ20' | 'JPEGB' | 'JPEGL' | 'JP2' | 'JP2L' | 'PNG'
  /** 0 to 100. */
  readonly quality?: number | undefined
  readonly missing?: Missing | undefined
  /** Empty where the finger is missing. */
  readonly data: Uint8Array
}

const compressions = ['NONE', 'WSQ20', 'JPEGB', 'JPEGL', 'JP2', 'JP2L', 'PNG'] as const
const missingCodes: Readonly<Record<Missing, string>> = { amputated: 'XX', unprintable: 'UP' }

export function writeImageFields(image: ExchangedImage, idc: number): TaggedRecord {
  const one = (value: string | number): Field => [[String(value)]]
  const fields = new Map<number, Field>([
    [2, one(String(idc).padStart(2, '0'))], [3, one(image.impression)], [4, one(image.source ?? 'MIZAN')], [5, one((image.takenOn ?? '').replaceAll('-', ''))], [13, one(image.finger)],
  ])
  if (image.missing !== undefined) {
    fields.set(18, [[String(image.finger), missingCodes[image.missing]]])
    return { type: 14, fields }
  }
  check(image)
  for (const [field, value] of [[6, image.width], [7, image.height], [8, 1], [9, image.dpi], [10, image.dpi], [11, image.compression], [12, 8]] as const) fields.set(field, one(value))
  if (image.quality !== undefined) fields.set(24, [[String(image.finger), String(Math.round(image.quality)), '0000', '1']])
  return { type: 14, fields, data: image.data }
}

export function readImageFields({ fields, data }: TaggedRecord): ExchangedImage {
  const text = (field: number) => fields.get(field)?.[0]?.[0] ?? ''
  const whole = (field: number, needed = true) => {
    const value = text(field)
    if (!/^\d{1,6}$/.test(value) && (needed || value !== '')) throw new FormatError(`field 14.${String(field).padStart(3, '0')}: "${value}" is no whole number`)
    return Number(value)
  }
  const taken = /^(\d{4})(\d\d)(\d\d)$/.exec(text(5))
  const base = { finger: whole(13), impression: whole(3), source: text(4), ...(taken ? { takenOn: taken.slice(1).join('-') } : {}) }
  const code = fields.get(18)?.[0]?.[1]
  if (code !== undefined && data === undefined) {
    return { ...base, width: 0, height: 0, dpi: 0, compression: 'NONE', missing: code === 'XX' ? 'amputated' : 'unprintable', data: new Uint8Array(0) }
  }
  const unit = whole(8)
  if (unit !== 1 && unit !== 2) throw new FormatError('field 14.008: the scale is neither pixels an inch (1) nor a centimetre (2)')
  const quality = fields.get(24)?.[0]?.[1]
  const image: ExchangedImage = {
    ...base, width: whole(6), height: whole(7), dpi: Math.round(unit === 1 ? whole(9) : whole(9) * 2.54), compression: compressionOf(text(11)),
    ...(quality !== undefined && /^\d{1,3}$/.test(quality) && Number(quality) <= 100 ? { quality: Number(quality) } : {}), data: data ?? new Uint8Array(0),
  }
  check(image)
  return image
}

function compressionOf(text: string): ExchangedImage['compression'] {
  const found = compressions.find((one) => one === text)
  if (found === undefined) throw new FormatError(`field 14.011: the compression "${text}" is not known`)
  return found
}

function check(image: ExchangedImage): void {
  if (image.width < 1 || image.height < 1 || image.width > 10_000 || image.height > 10_000) throw new FormatError(`an image of ${image.width} by ${image.height} pixels is not exchanged`)
  if (image.compression === 'NONE' && image.data.length !== image.width * image.height) throw new FormatError(`an uncompressed image of ${image.width} by ${image.height} pixels has ${image.data.length} bytes`)
  if (image.data.length === 0) throw new FormatError('the image has no data and no finger is said to be missing')
}

/** Bytes of a Type-4 header between the record's length and its image: IDC, IMP, six of FGP, ISR, HLL, VLL, GCA. */
const binaryHeader = 14

export function writeBinaryImage(image: ExchangedImage, idc: number): BinaryRecord {
  check(image)
  if (image.dpi < 495 || image.dpi > 505) throw new FormatError('a Type-4 record holds 500 dpi only')
  if (image.compression !== 'NONE' && image.compression !== 'WSQ20') throw new FormatError(`a Type-4 record does not hold ${image.compression}`)
  const head = Buffer.alloc(binaryHeader, 255)
  head.writeUInt8(idc, 0)
  head.writeUInt8(image.impression, 1)
  head.writeUInt8(image.finger, 2)
  head.writeUInt8(0, 8)
  head.writeUInt16BE(image.width, 9)
  head.writeUInt16BE(image.height, 11)
  head.writeUInt8(image.compression === 'WSQ20' ? 1 : 0, 13)
  return { type: 4, body: Buffer.concat([head, image.data]) }
}

export function readBinaryImage({ body }: BinaryRecord): ExchangedImage {
  const head = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const code = head.readUInt8(13)
  if (code > 1) throw new FormatError(`a Type-4 record with compression ${code} is not read; 0 (none) and 1 (WSQ) are`)
  const image: ExchangedImage = {
    finger: head.readUInt8(2), impression: head.readUInt8(1), width: head.readUInt16BE(9), height: head.readUInt16BE(11), dpi: 500, compression: code === 1 ? 'WSQ20' : 'NONE', data: body.subarray(binaryHeader),
  }
  check(image)
  return image
}

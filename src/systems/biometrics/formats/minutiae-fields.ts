/** Minutiae in a Type-9 record: the block of fields 9.126 to 9.150 that carries what INCITS 378 does. */
import { FormatError } from './fields.ts'
import type { Field, TaggedRecord } from './fields.ts'
import type { ExchangeMinutia, MinutiaKind } from './iso19794.ts'

export interface ExchangedMinutiae {
  readonly finger: number
  readonly impression: number
  readonly width: number
  readonly height: number
  readonly dpi: number
  /** 0 to 100. */
  readonly quality?: number | undefined
  readonly minutiae: readonly ExchangeMinutia[]
}

/** The unit of an angle is two degrees. */
const angleUnit = 2
const kinds: readonly MinutiaKind[] = ['other', 'ending', 'bifurcation']

export function writeMinutiaeFields(view: ExchangedMinutiae, idc: number): TaggedRecord {
  if (view.minutiae.length > 255) throw new FormatError('a Type-9 record holds 255 minutiae')
  const one = (value: string | number): Field => [[String(value)]]
  const points = view.minutiae.map((m, i) => [i + 1, Math.round(m.x), Math.round(m.y), Math.round((((m.angle % 360) + 360) % 360) / angleUnit) % 180, kinds.indexOf(m.kind), Math.round(m.quality)].map(String))
  return { type: 9, fields: new Map<number, Field>([
    [2, one(String(idc).padStart(2, '0'))], [3, one(view.impression)], [4, one('U')], [126, [['1B', '201', '0']]], [127, [['NONE']]], [128, one(view.width)], [129, one(view.height)], [130, one(1)],
    [131, one(view.dpi)], [132, one(view.dpi)], [133, one(0)], [134, one(view.finger)], ...(view.quality === undefined ? [] : [[135, [[String(Math.round(view.quality)), '0000', '1']]] as const]),
    [136, one(points.length)], ...(points.length === 0 ? [] : [[137, points] as const]),
  ]) }
}

/** None where the record describes its minutiae in another block. Throws FormatError. */
export function readMinutiaeFields({ fields }: TaggedRecord): ExchangedMinutiae[] {
  if (!fields.has(136)) return []
  const whole = (text: string | undefined, field: number) => {
    if (text === undefined || !/^\d{1,6}$/.test(text)) throw new FormatError(`field 9.${field}: "${text ?? ''}" is no whole number`)
    return Number(text)
  }
  const item = (field: number) => whole(fields.get(field)?.[0]?.[0], field)
  const points = (fields.get(137) ?? []).map(([, x, y, angle, kind, quality]): ExchangeMinutia => ({
    x: whole(x, 137), y: whole(y, 137), angle: (whole(angle, 137) * angleUnit) % 360, kind: kinds[whole(kind, 137)] ?? 'other', quality: Math.min(100, whole(quality, 137)),
  }))
  if (points.length !== item(136)) throw new FormatError(`field 9.136 announces ${item(136)} minutiae and field 9.137 has ${points.length}`)
  const perInch = item(130) === 2 ? 2.54 : 1
  const quality = fields.get(135)?.[0]?.[0]
  return [{
    finger: item(134), impression: whole(fields.get(3)?.[0]?.[0], 3), width: item(128), height: item(129), dpi: Math.round(item(131) * perInch), ...(quality && /^\d{1,3}$/.test(quality) ? { quality: Number(quality) } : {}), minutiae: points,
  }]
}

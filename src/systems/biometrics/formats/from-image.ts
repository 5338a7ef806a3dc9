/** One finger's image as the exchange formats carry it. */
import type { GreyImage } from '../engine/image/grey.ts'
import { workingDpi } from '../engine/image/grey.ts'
import { ending } from '../engine/extract/minutiae.ts'
import type { Minutia } from '../engine/extract/minutiae.ts'
import { writeMinutiaeRecord } from './iso19794.ts'
import type { ExchangeMinutia } from './iso19794.ts'
import { writeTransaction } from './transaction.ts'
import type { TransactionHeader } from './transaction.ts'

export interface OneFinger {
  readonly image: GreyImage
  /** At 500 dpi, from the upper left corner. */
  readonly minutiae: readonly Minutia[]
  /** 0 to 100. */
  readonly quality: number
  /** 0 unknown, 1 to 10 right thumb to left little finger. */
  readonly finger: number
}

/** What no format can hold more of: the best are kept. */
const mostMinutiae = 255

/** Minutiae of the engine as the exchange formats have them. */
export function exchanged(minutiae: readonly Minutia[]): ExchangeMinutia[] {
  return minutiae.toSorted((a, b) => b.quality - a.quality).slice(0, mostMinutiae).map((m) => ({
    x: Math.max(0, Math.round(m.x)), y: Math.max(0, Math.round(m.y)),
    // The engine's angles turn clockwise, for its y grows downwards; those of the formats turn the other way.
    angle: ((-m.angle * 180) / Math.PI % 360 + 360) % 360, kind: m.kind === ending ? 'ending' : 'bifurcation', quality: Math.max(1, Math.round(m.quality * 100)),
  }))
}

/** An ISO/IEC 19794-2:2005 record with one view. */
export function asMinutiaeRecord({ image, minutiae, quality, finger }: OneFinger): Uint8Array {
  return writeMinutiaeRecord({ width: image.width, height: image.height, resolution: Math.round(workingDpi / 2.54), views: [{ finger, impression: 0, quality: Math.round(quality), minutiae: exchanged(minutiae) }] })
}

/** An ANSI/NIST-ITL transaction with the image (Type 14, uncompressed) and its minutiae (Type 9). */
export function asTransaction({ image, minutiae, quality, finger }: OneFinger, header: TransactionHeader): Uint8Array {
  const common = { finger, impression: 0, width: image.width, height: image.height, dpi: workingDpi, quality: Math.round(quality) }
  return writeTransaction({
    header, description: {}, images: [{ ...common, takenOn: header.date, source: header.from, compression: 'NONE', data: Uint8Array.from(image.pixels) }], minutiae: [{ ...common, minutiae: exchanged(minutiae) }],
  })
}

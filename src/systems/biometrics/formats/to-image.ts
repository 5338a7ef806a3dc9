import type { GreyImage } from '../engine/image/grey.ts'
import { ImageError } from '../engine/image/grey.ts'
import { decodeImage } from '../engine/image/read.ts'
import { FormatError } from './fields.ts'
import type { ExchangedImage } from './image-fields.ts'

const decoded: ReadonlySet<ExchangedImage['compression']> = new Set(['WSQ20', 'JPEGB', 'PNG'])

/** The grey image of a Type-4 or Type-14 record: uncompressed, WSQ, baseline JPEG or PNG. @throws FormatError for a missing finger, another compression, damage, or a size that is not the record's. */
export function imageOf(image: ExchangedImage): GreyImage {
  if (image.missing !== undefined) throw new FormatError(`finger ${image.finger} is missing (${image.missing}): there is no image`)
  if (image.compression === 'NONE') return { width: image.width, height: image.height, dpi: image.dpi, pixels: Uint8Array.from(image.data) }
  if (!decoded.has(image.compression)) throw new FormatError(`an image compressed by ${image.compression} is not read; ask the sender for NONE, WSQ20 or PNG`)
  let read: GreyImage
  try {
    read = decodeImage(image.data, image.dpi)
  } catch (error) {
    throw new FormatError(`the image of finger ${image.finger} ${error instanceof ImageError ? error.message : `is damaged (${(error as Error).message})`}`, { cause: error })
  }
  if (read.width !== image.width || read.height !== image.height) throw new FormatError(`the image of finger ${image.finger} is ${read.width} by ${read.height} pixels, its record says ${image.width} by ${image.height}`)
  return read
}

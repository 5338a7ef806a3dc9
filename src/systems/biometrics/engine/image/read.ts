// PNG, BMP, JPEG and WSQ as 8-bit grey. The resolution a file claims is not believed: scanners write what they like there, so the caller says it.
import { readFile } from 'node:fs/promises'
import { decode as decodePng } from 'fast-png'
import jpeg from 'jpeg-js'
import { decodeBmp } from './bmp.ts'
import type { GreyImage } from './grey.ts'
import { ImageError, workingDpi } from './grey.ts'
import { decodeWsq, isWsq } from './wsq.ts'

const largest = 4096

/** Reads an image file. @throws ImageError naming the file and what to do. */
export async function readImage(file: string, dpi = workingDpi): Promise<GreyImage> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(file)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    throw new ImageError(`${file}: ${code === 'ENOENT' ? 'there is no such file; check the path' : code === 'EISDIR' ? 'is a folder; name the image files in it' : `cannot be read (${code}); check its permissions`}`, { cause: error })
  }
  try {
    return decodeImage(bytes, dpi)
  } catch (error) {
    if (error instanceof ImageError) throw new ImageError(`${file}: ${error.message}`, { cause: error })
    throw new ImageError(`${file}: is damaged (${(error as Error).message}); scan or export it again as PNG`, { cause: error })
  }
}

/** Decodes an image held in memory; the kind is told by its first bytes. `dpi` 300 to 1,000. */
export function decodeImage(bytes: Uint8Array, dpi = workingDpi): GreyImage {
  if (dpi < 300 || dpi > 1000) throw new ImageError(`a resolution of ${dpi} dpi is outside 300 to 1,000; scan again at 500`)
  const image = decodeAny(bytes)
  if (image.width < 32 || image.height < 32) throw new ImageError(`is ${image.width} by ${image.height} pixels, too small for a fingerprint`)
  if (image.width > largest || image.height > largest) throw new ImageError(`is ${image.width} by ${image.height} pixels; cut out the one finger first (at most ${largest} a side)`)
  return { ...image, dpi }
}

function decodeAny(bytes: Uint8Array): Omit<GreyImage, 'dpi'> {
  if (bytes[0] === 0x89 && bytes[1] === 0x50) {
    const { width, height, data, depth, channels, palette } = decodePng(bytes)
    return toGrey(width, height, depth === 16 ? Uint8Array.from(data, (v) => v >> 8) : Uint8Array.from(data), channels, depth, palette as number[][] | undefined)
  }
  if (bytes[0] === 0x42 && bytes[1] === 0x4d) return decodeBmp(bytes)
  if (bytes[0] === 0xff && bytes[1] === 0xd8) {
    const { width, height, data } = jpeg.decode(bytes, { useTArray: true, maxResolutionInMP: 20, maxMemoryUsageInMB: 256 })
    return toGrey(width, height, data, 4, 8)
  }
  if (isWsq(bytes)) return decodeWsq(bytes, largest)
  throw new ImageError('is not a PNG, BMP, JPEG or WSQ image; convert it to one of them')
}

/** Luminance of colour, the grey itself otherwise; transparent counts as white paper. */
function toGrey(width: number, height: number, data: ArrayLike<number>, channels: number, depth: number, palette?: number[][]): Omit<GreyImage, 'dpi'> {
  const pixels = new Uint8Array(width * height)
  const most = depth < 8 && !palette ? (1 << depth) - 1 : 255
  for (let i = 0; i < pixels.length; i++) {
    const colour = palette ? palette[data[i]!]! : undefined
    const at = (c: number) => (colour ? colour[c]! : data[i * channels + c]!)
    const grey = palette || channels >= 3 ? 0.299 * at(0) + 0.587 * at(1) + 0.114 * at(2) : at(0)
    const alpha = colour ? 255 : channels === 4 ? at(3) : channels === 2 ? at(1) : 255
    pixels[i] = Math.round(((grey * 255) / most) * (alpha / 255) + 255 - alpha)
  }
  return { width, height, pixels }
}

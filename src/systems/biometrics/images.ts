/** What an uploaded image is, by its own bytes: the sender's word is not taken. */
import { refuse } from '#kernel/act/refusal.ts'
import type { HttpSide } from '#kernel/http/endpoint.ts'
import type { ImageType } from './store/tables.ts'

export const mostImageBytes = 6 * 2 ** 20
const mostSide = 4096

/** The one file of a request, whole. Refuses none, and one that is larger than 6 MB. */
export async function receiveImage(http: HttpSide): Promise<Buffer> {
  const file = (await http.file()) ?? refuse('kernel.file-missing-in-request', { status: 400, field: 'file' })
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of file.stream) {
    const piece = Buffer.from(part as Uint8Array)
    bytes += piece.length
    // Read to its end all the same: a request that is cut off in the middle is no answer to a person.
    if (bytes <= mostImageBytes) parts.push(piece)
  }
  if (bytes > mostImageBytes || file.truncated()) refuse('biometrics.image-too-large', { status: 413, field: 'file', params: { limit: mostImageBytes / 2 ** 20 } })
  return Buffer.concat(parts)
}

export interface ImageKind { readonly type: ImageType; /** Pixels; absent where only decoding tells. */ readonly width?: number; readonly height?: number }

/** Kind and size by the first bytes. Refuses what is no PNG, BMP, JPEG or WSQ, and what says it is larger than 4,096 pixels a side: it is never unpacked. */
export function kindOfImage(image: Buffer): ImageKind {
  const kind = sniffed(image) ?? refuse('biometrics.image-kind', { status: 415, field: 'file' })
  const { width = 1, height = 1 } = kind
  if (width < 1 || height < 1 || width > mostSide || height > mostSide) refuse('biometrics.image-too-wide', { field: 'file', params: { width, height, most: mostSide } })
  return kind
}

function sniffed(image: Buffer): ImageKind | undefined {
  if (image.length > 33 && image.readUInt32BE(0) === 0x89504e47 && image.readUInt32BE(4) === 0x0d0a1a0a) return { type: 'image/png', width: image.readUInt32BE(16), height: image.readUInt32BE(20) }
  if (image.length > 30 && image.readUInt16BE(0) === 0x424d) return { type: 'image/bmp', width: image.readInt32LE(18), height: Math.abs(image.readInt32LE(22)) }
  if (image.length > 20 && image.readUInt16BE(0) === 0xffa0) return { type: 'image/x-wsq' }
  if (image.length > 20 && image.readUInt16BE(0) === 0xffd8) return jpegKind(image)
  return undefined
}

function jpegKind(image: Buffer): ImageKind | undefined {
  for (const { marker, start } of segments(image)) {
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame && start + 9 <= image.length) return { type: 'image/jpeg', height: image.readUInt16BE(start + 5), width: image.readUInt16BE(start + 7) }
  }
  return undefined
}

/** The segments of a JPEG before its picture: marker, where it begins, where the next one does. */
function* segments(image: Buffer): Generator<{ marker: number; start: number; end: number }> {
  for (let at = 2; at + 4 <= image.length && image[at] === 0xff;) {
    const marker = image[at + 1]!
    const end = at + 2 + image.readUInt16BE(at + 2)
    yield { marker, start: at, end }
    if (marker === 0xda) return
    at = end
  }
}

/**
 * A photograph without what a camera writes beside the picture: where it was taken, with whose telephone. Only the segments that the picture
 * itself needs are kept.
 */
export function withoutNotes(image: Buffer, type: ImageType): Buffer {
  if (type === 'image/png') return Buffer.concat([image.subarray(0, 8), ...pngChunks(image)])
  if (type !== 'image/jpeg') return image
  const kept: Buffer[] = [image.subarray(0, 2)]
  for (const { marker, start, end } of segments(image)) {
    if (marker === 0xda) return Buffer.concat([...kept, image.subarray(start)])
    const isNote = (marker >= 0xe1 && marker <= 0xef && marker !== 0xee) || marker === 0xfe
    if (!isNote) kept.push(image.subarray(start, end))
  }
  refuse('biometrics.image-unusable', { field: 'file', params: { why: 'cut off' } })
}

function pngChunks(image: Buffer): Buffer[] {
  const kept: Buffer[] = []
  for (let at = 8; at + 12 <= image.length;) {
    const end = at + 12 + image.readUInt32BE(at)
    if (['IHDR', 'PLTE', 'tRNS', 'IDAT', 'IEND', 'sRGB', 'gAMA'].includes(image.toString('latin1', at + 4, at + 8))) kept.push(image.subarray(at, end))
    at = end
  }
  return kept
}

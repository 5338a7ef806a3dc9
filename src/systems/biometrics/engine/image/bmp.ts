import type { GreyImage } from './grey.ts'
import { ImageError } from './grey.ts'

/** Windows bitmaps as scanners write them: uncompressed, 1, 4, 8 (with palette), 24 or 32 bits a pixel, from the bottom or the top. */
export function decodeBmp(bytes: Uint8Array): Omit<GreyImage, 'dpi'> {
  const data = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const start = data.getUint32(10, true), head = data.getUint32(14, true)
  const width = data.getInt32(18, true), signed = data.getInt32(22, true), height = Math.abs(signed)
  const bits = data.getUint16(28, true), compression = data.getUint32(30, true)
  if (head < 40 || ![1, 4, 8, 24, 32].includes(bits) || (compression !== 0 && compression !== 3) || width < 1 || width * height > 2 ** 26) throw new ImageError('is a BMP of a rare kind; save it again as PNG')
  const colours = bits <= 8 ? data.getUint32(46, true) || 1 << bits : 0
  const palette = Array.from({ length: colours }, (_, i) => { const at = 14 + head + 4 * i; return grey(bytes[at + 2]!, bytes[at + 1]!, bytes[at]!) })
  const stride = Math.floor((width * bits + 31) / 32) * 4
  if (start + stride * height > bytes.length) throw new ImageError('is a BMP that was cut off; copy it again')
  const pixels = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    const row = start + stride * (signed > 0 ? height - 1 - y : y)
    for (let x = 0; x < width; x++) {
      if (bits >= 24) {
        const at = row + (x * bits) / 8
        pixels[y * width + x] = grey(bytes[at + 2]!, bytes[at + 1]!, bytes[at]!)
      } else {
        const at = x * bits, index = (bytes[row + (at >> 3)]! >> (8 - bits - (at & 7))) & ((1 << bits) - 1)
        pixels[y * width + x] = palette[index] ?? 0
      }
    }
  }
  return { width, height, pixels }
}

function grey(red: number, green: number, blue: number): number {
  return Math.round(0.299 * red + 0.587 * green + 0.114 * blue)
}

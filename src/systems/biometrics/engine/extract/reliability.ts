// How much of what stands in the image is ridge: the local correlation of the filtered image with the unfiltered one.
import { gaussian } from '../image/filters.ts'
import type { RidgeField } from './field.ts'
import { cell } from './field.ts'

/** 0 (noise) to 1 (clear ridges) for each cell. */
export function reliability(band: Float32Array, ridges: Float32Array, field: RidgeField, imageWidth: number, imageHeight: number): Float32Array {
  const n = field.width * field.height
  const product = new Float32Array(n), first = new Float32Array(n), second = new Float32Array(n)
  for (let y = 0; y < imageHeight; y++) {
    const row = Math.floor(y / cell) * field.width
    for (let x = 0; x < imageWidth; x++) {
      const i = y * imageWidth + x, c = row + Math.floor(x / cell), a = band[i]!, b = ridges[i]!
      product[c] = product[c]! + a * b
      first[c] = first[c]! + a * a
      second[c] = second[c]! + b * b
    }
  }
  const p = gaussian(product, field.width, field.height, 2), a = gaussian(first, field.width, field.height, 2), b = gaussian(second, field.width, field.height, 2)
  return p.map((v, i) => (field.mask[i] ? Math.max(0, Math.min(1, v / Math.sqrt(a[i]! * b[i]! + 1e-6))) : 0))
}

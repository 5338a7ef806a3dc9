// Every picture of practice says so in its own pixels: taken out of its page it is still no print of anybody.
import { encode } from 'fast-png'
import type { GreyImage } from '../engine/image/grey.ts'

const band = 18
const letters: Readonly<Record<string, readonly number[]>> = {
  A: [14, 17, 17, 31, 17, 17, 17], C: [14, 17, 16, 16, 16, 17, 14], E: [31, 16, 16, 30, 16, 16, 31], I: [14, 4, 4, 4, 4, 4, 14], M: [17, 27, 21, 21, 17, 17, 17],
  N: [17, 25, 21, 19, 17, 17, 17], P: [30, 17, 17, 30, 16, 16, 16], R: [30, 17, 17, 30, 20, 18, 17], T: [31, 4, 4, 4, 4, 4, 4], Z: [31, 1, 2, 4, 8, 16, 31],
}
const text = 'MIZAN PRACTICE'

/** The same image with the words MIZAN PRACTICE along its lower edge. */
export function marked(image: GreyImage): GreyImage {
  const { width, height } = image, pixels = image.pixels.slice()
  pixels.fill(255, (height - band) * width)
  pixels.fill(0, (height - band) * width, (height - band + 1) * width)
  const left = Math.floor((width - text.length * 12) / 2)
  for (const [n, letter] of [...text].entries()) for (const [row, bits] of (letters[letter] ?? []).entries()) for (let column = 0; column < 5; column++) {
    if (!(bits & (16 >> column))) continue
    for (let j = 0; j < 2; j++) for (let i = 0; i < 2; i++) {
      const x = left + n * 12 + column * 2 + i, y = height - 15 + row * 2 + j
      if (x >= 0 && x < width) pixels[y * width + x] = 0
    }
  }
  return { ...image, pixels }
}

/** As a PNG file, marked. */
export function markedPng(image: GreyImage): Uint8Array {
  const { width, height, pixels } = marked(image)
  return encode({ width, height, data: pixels, channels: 1, depth: 8 })
}

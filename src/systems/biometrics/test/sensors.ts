/** Images of scanners' glasses, clean and not. */
import { encode } from 'fast-png'
import { seeded } from '../engine/synthetic.ts'

const [width, height] = [400, 400]

/** An empty glass as a file; `spots` of dirt on it, `line`: with a dead column. */
export function glassImage({ spots = 0, line = false, seed = 3 }: { spots?: number; line?: boolean; seed?: number } = {}): Buffer {
  const random = seeded(seed), pixels = Uint8Array.from({ length: width * height }, () => 230 + 4 * (random() + random() - 1))
  for (let n = 0; n < spots; n++) for (let y = -16; y <= 16; y++) for (let x = -16; x <= 16; x++) if (x * x + y * y <= 256) pixels[(60 + 70 * n + y) * width + 100 + x] = 160
  if (line) for (let y = 0; y < height; y++) pixels[y * width + 250] = 110
  return Buffer.from(encode({ width, height, data: pixels, depth: 8, channels: 1 }))
}

/** A ruled target as a file, of so many pairs of bars to the millimetre, as a scanner of this resolution sees it. */
export function targetImage(linesPerMm: number, dpi: number): Buffer {
  const pixels = Uint8Array.from({ length: width * height }, (_, i) => (((i % width) / (dpi / 25.4)) * linesPerMm % 1 < 0.5 ? 50 : 220))
  return Buffer.from(encode({ width, height, data: pixels, depth: 8, channels: 1 }))
}

// What goes wrong when prints are taken, done to impressions of fingers that nobody has.
import { gaussian } from '../engine/image/filters.ts'
import type { GreyImage } from '../engine/image/grey.ts'

const paper = 245

/** Ridges broken into dots, pale: a dry finger. `strength` 0 to 1. */
export function dry(image: GreyImage, random: () => number, strength: number): GreyImage {
  const speckle = cloud(image, random, 1.4), pale = cloud(image, random, 7)
  return map(image, (v, i) => (speckle[i]! < 0.2 + 0.6 * strength + 0.5 * (pale[i]! - 0.5) ? paper - (paper - v) * 0.02 - 6 * random() : v + (paper - v) * 0.1))
}

/** Valleys filled in patches, dark: a wet finger, or one pressed too hard. `strength` 0 to 1. */
export function wet(image: GreyImage, random: () => number, strength: number): GreyImage {
  const thick = spread(image, 1), thicker = spread(image, 2), patches = cloud(image, random, 4), inside = fingerOf(image)
  return map(image, (v, i) => {
    if (!inside[i]) return v
    const filled = patches[i]! < 0.25 + 0.65 * strength
    return filled ? Math.min(thicker.pixels[i]!, 62 + 10 * random()) : thick.pixels[i]!
  })
}

/** The finger slid while it was taken. `strength` 0 to 1. */
export function smudged(image: GreyImage, random: () => number, strength: number): GreyImage {
  const angle = random() * Math.PI, length = Math.round(10 + 16 * strength), patches = cloud(image, random, 22)
  const { width, height, pixels } = image
  return map(image, (v, i) => {
    const share = Math.min(1, Math.max(0, (patches[i]! - 0.5) * 6 + 2.6 * strength))
    if (share === 0) return v
    let sum = 0, n = 0
    for (let k = -length; k <= length; k += 2) {
      const x = Math.round((i % width) + k * Math.cos(angle)), y = Math.round(Math.floor(i / width) + k * Math.sin(angle))
      if (x >= 0 && y >= 0 && x < width && y < height) { sum += pixels[y * width + x]!; n++ }
    }
    return v * (1 - share) + (sum / n) * share
  })
}

/** The whole impression moved on the glass; what leaves the window is lost. Pixels. */
export function moved(image: GreyImage, dx: number, dy: number): GreyImage {
  const { width, height, pixels } = image, right = Math.round(dx), down = Math.round(dy)
  return map(image, (_, i) => { const x = (i % width) - right, y = Math.floor(i / width) - down; return x >= 0 && y >= 0 && x < width && y < height ? pixels[y * width + x]! : paper })
}

function map(image: GreyImage, value: (v: number, i: number) => number): GreyImage {
  return { ...image, pixels: image.pixels.map((v, i) => Math.round(Math.min(255, Math.max(0, value(v, i))))) }
}

/** Each pixel as dark as the darkest within `radius`. */
function spread(image: GreyImage, radius: number): GreyImage {
  const { width, height, pixels } = image
  return map(image, (v, i) => {
    const x = i % width, y = Math.floor(i / width)
    let least = v
    for (let j = Math.max(0, y - radius); j <= Math.min(height - 1, y + radius); j++) for (let k = Math.max(0, x - radius); k <= Math.min(width - 1, x + radius); k++) least = Math.min(least, pixels[j * width + k]!)
    return least
  })
}

/** 1 where something dark is near. */
function fingerOf(image: GreyImage): Uint8Array {
  const dark = Float32Array.from(image.pixels, (v) => (v < 150 ? 1 : 0))
  return Uint8Array.from(gaussian(dark, image.width, image.height, 6), (v) => (v > 0.12 ? 1 : 0))
}

/** Even numbers from 0 to 1, alike within about `size` pixels. */
function cloud({ width, height }: GreyImage, random: () => number, size: number): Float32Array {
  const raw = gaussian(Float32Array.from({ length: width * height }, () => random()), width, height, size)
  const order = [...raw.keys()].filter((i) => i % 7 === 0).map((i) => raw[i]!).sort((a, b) => a - b)
  const low = order[Math.floor(order.length * 0.02)]!, high = order[Math.floor(order.length * 0.98)]!
  return raw.map((v) => Math.min(1, Math.max(0, (v - low) / (high - low))))
}

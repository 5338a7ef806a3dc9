import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { extract } from '../extract/extract.ts'
import { compare } from '../match/compare.ts'
import { prepare } from '../match/prepare.ts'
import { makeFinger, press, seeded } from '../synthetic.ts'
import { encodeWsq } from '../test-support/encode-wsq.ts'
import { gaussian } from './filters.ts'
import type { GreyImage } from './grey.ts'
import { ImageError } from './grey.ts'
import { decodeImage } from './read.ts'
import { wsqBands } from './wsq-bands.ts'
import { codeTable } from './wsq-codes.ts'
import { decodeWsq } from './wsq.ts'

const finger = press(makeFinger(3), 1)

/** Part of a smoothed made-up finger in any size: the quarter of highest frequencies is never sent. */
function cut(width: number, height: number): GreyImage {
  const smooth = gaussian(Float32Array.from(finger.pixels), finger.width, finger.height, 1.2), inside = (at: number) => { const k = at % 400; return 50 + (k < 200 ? k : 399 - k) }
  return { width, height, dpi: 500, pixels: Uint8Array.from({ length: width * height }, (_, i) => Math.round(smooth[inside(Math.floor(i / width)) * finger.width + inside(i % width)]!)) }
}

/** Peak signal to noise, decibels. */
function likeness(a: Uint8Array, b: Uint8Array): number {
  return 10 * Math.log10(255 ** 2 / (a.reduce((sum, v, i) => sum + (v - b[i]!) ** 2, 0) / a.length))
}

describe('the subbands', () => {
  test('cover the image without the highest frequencies, each place once, whatever its size', () => {
    for (const [width, height] of [[512, 480], [333, 357], [32, 47], [255, 129]] as const) {
      const { bands, splits } = wsqBands(width, height), times = new Uint8Array(width * height)
      for (const band of bands) for (let y = 0; y < band.height; y++) for (let x = 0; x < band.width; x++) times[(band.y + y) * width + band.x + x]!++
      expect([bands.length, splits.length]).toEqual([60, 20])
      expect(times.every((n, i) => n === (i % width >= (width + 1) >> 1 && Math.floor(i / width) >= (height + 1) >> 1 ? 0 : 1))).toBe(true)
    }
  })

  test('lie as the specification numbers them (512 by 512)', () => {
    const { bands } = wsqBands(512, 512), at = (n: number) => { const { x, y, width, height } = bands[n]!; return [x, y, width, height] }
    expect([0, 3, 4, 7, 18, 19, 23, 34, 35, 51, 52, 53, 59].map(at)).toEqual([
      [0, 0, 16, 16], [16, 16, 16, 16], [32, 0, 32, 32], [64, 0, 32, 32], [96, 96, 32, 32], [128, 0, 32, 32], [192, 0, 32, 32], [224, 96, 32, 32], [0, 128, 32, 32],
      [128, 128, 128, 128], [256, 0, 128, 128], [384, 0, 128, 128], [128, 384, 128, 128],
    ])
  })
})

describe('decoding', () => {
  test.each([[320, 320], [333, 357], [256, 47], [33, 35]])('gives back an image of %i by %i', (width, height) => {
    const image = cut(width, height), back = decodeImage(encodeWsq(image, 1))
    expect([back.width, back.height, back.dpi]).toEqual([width, height, 500])
    expect(likeness(image.pixels, back.pixels)).toBeGreaterThan(45)
    expect(likeness(image.pixels, decodeImage(encodeWsq(image, 12)).pixels)).toBeGreaterThan(30)
  })

  test('large values, long runs and bands left out', () => {
    const steps: GreyImage = { width: 320, height: 300, dpi: 500, pixels: Uint8Array.from({ length: 96_000 }, (_, i) => (i % 320 < 160 ? 10 : 240)) }
    expect(likeness(steps.pixels, decodeImage(encodeWsq(steps, 0.5)).pixels)).toBeGreaterThan(40)
    expect(likeness(finger.pixels, decodeImage(encodeWsq(finger, 4, [19, 20, 51, 58, 59])).pixels)).toBeGreaterThan(22)
    const grey = { ...steps, pixels: new Uint8Array(96_000).fill(77) }
    expect(decodeImage(encodeWsq(grey)).pixels).toEqual(grey.pixels)
  })

  test('a strongly compressed finger is still the same finger', () => {
    const bytes = encodeWsq(finger, 50), other = press(makeFinger(3), 8, { turn: 12, x: 6 })
    expect((finger.width * finger.height) / bytes.length).toBeGreaterThan(5)
    expect(compare(prepare(extract(decodeImage(bytes)).template), prepare(extract(other).template)).score).toBeGreaterThan(5)
  })
})

describe('damaged images', () => {
  const good = encodeWsq(cut(64, 48), 6)

  test('cut off anywhere', () => {
    for (let length = 0; length < good.length; length++) expect(() => decodeWsq(good.subarray(0, length), 4096), String(length)).toThrow(ImageError)
  })

  test('one byte changed, or anything at all: an image of the same size or an ImageError, soon', () => {
    const attempt = (bytes: Uint8Array) => {
      try { expect(decodeWsq(bytes, 4096).pixels.length).toBeLessThanOrEqual(4096 ** 2) } catch (error) { if (!(error instanceof ImageError)) throw error }
    }
    const random = seeded(5), began = performance.now()
    for (let k = 0; k < 500; k++) {
      const spoiled = good.slice()
      spoiled[Math.floor(random() * spoiled.length)] = Math.floor(random() * 256)
      attempt(spoiled)
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => attempt(Uint8Array.from([0xff, 0xa0, 0xff, ...bytes]))), { numRuns: 200 })
    expect(performance.now() - began).toBeLessThan(60_000)
  })

  test('a size that is not read is refused before there is room made for it', () => {
    const large = good.slice(), frame = good.findIndex((v, i) => v === 0xff && good[i + 1] === 0xa2)
    large.set([0xff, 0xff, 0xff, 0xff], frame + 6)
    expect(() => decodeImage(large)).toThrow(/65535 by 65535 pixels/)
    large.set([0, 20, 0, 20], frame + 6)
    expect(() => decodeImage(large)).toThrow(/too small/)
  })

  test('filters of even length and codes that cannot be told apart are named', () => {
    const even = good.slice(), filters = good.findIndex((v, i) => v === 0xff && good[i + 1] === 0xa4)
    even[filters + 4] = 8
    expect(() => decodeImage(even)).toThrow(/even length/)
    expect(() => codeTable(Uint8Array.from([3, ...new Uint8Array(15)]), new Uint8Array(3))).toThrow(ImageError)
  })
})

import { expect, test } from 'vitest'
import { gaussian } from '../engine/image/filters.ts'
import type { GreyImage } from '../engine/image/grey.ts'
import { makeFinger, press, seeded } from '../engine/synthetic.ts'
import { emptyGlass, ruledTarget, testFinger } from './sensor.ts'
import type { SensorFault } from './sensor-faults.ts'

const [width, height] = [640, 480]

function glass(level = 230, noise = 4): GreyImage & { pixels: Uint8Array } {
  const random = seeded(3)
  return { width, height, dpi: 500, pixels: Uint8Array.from({ length: width * height }, () => level + noise * (random() + random() - 1)) }
}

function spot(image: GreyImage, cx: number, cy: number, radius: number, grey: number): void {
  for (let y = -radius; y <= radius; y++) for (let x = -radius; x <= radius; x++) if (x * x + y * y <= radius * radius) image.pixels[(cy + y) * width + cx + x] = grey
}

function bars(linesPerMm: number, dpi: number, { grow = 0, blur = 1, light = 220 } = {}): GreyImage {
  const drawn = Float32Array.from({ length: 600 * 400 }, (_, i) => { const x = i % 600; return ((x * (1 + (grow * x) / 600)) / (dpi / 25.4)) * linesPerMm % 1 < 0.5 ? 40 : light })
  return { width: 600, height: 400, dpi: 500, pixels: Uint8Array.from(gaussian(drawn, 600, 400, blur)) }
}

const pressed = press(makeFinger(4), 2)
const asGhost = (strength: number): GreyImage => ({ ...pressed, pixels: pressed.pixels.map((v) => 235 - (245 - v) * strength) })

test.each<[string, () => GreyImage, SensorFault[]]>([
  ['clean', () => glass(), []],
  ['every pixel the same, as some drivers make it', () => glass(255, 0), []],
  ['three crumbs, each smaller than allowed', () => { const g = glass(); for (const x of [100, 250, 400]) spot(g, x, 200, 8, 170); return g }, []],
  ['three spots', () => { const g = glass(); for (const x of [100, 250, 400]) spot(g, x, 200, 15, 170); return g }, ['dirty']],
  ['one large spot', () => { const g = glass(); spot(g, 300, 200, 22, 190); return g }, ['dirty']],
  ['a dead column', () => { const g = glass(); for (let y = 0; y < height; y++) g.pixels[y * width + 300] = 120; return g }, ['dead-lines']],
  ['a column dead for a quarter of its length', () => { const g = glass(); for (let y = 0; y < 140; y++) g.pixels[y * width + 300] = 190; return g }, ['dead-lines']],
  ['a dead row', () => { const g = glass(); g.pixels.fill(255, 200 * width, 201 * width); return g }, ['dead-lines']],
  ['ten dead pixels: allowed', () => { const g = glass(); for (let n = 0; n < 10; n++) g.pixels[n * 30_011 + 500] = 0; return g }, []],
  ['a hundred dead pixels', () => { const g = glass(); for (let n = 0; n < 100; n++) g.pixels[n * 3_011 + 500] = 0; return g }, ['dead-pixels']],
  ['a lamp that fails on one side', () => { const g = glass(); return { ...g, pixels: g.pixels.map((v, i) => v - ((i % width) / width) * 60) } }, ['uneven-light']],
  ['dark all over', () => glass(90), ['dark-empty']],
  ['what the last finger left', () => asGhost(0.18), ['not-empty']],
  ['a finger on the glass', () => pressed, ['not-empty']],
])('an empty glass, %s', (_, image, faults) => { expect(emptyGlass(image()).faults).toEqual(faults) })

test.each<[string, () => GreyImage, SensorFault[]]>([
  ['as it should be', () => pressed, []],
  ['no finger there', () => glass(), ['no-finger']],
  ['pale', () => asGhost(0.15), ['low-contrast', 'narrow-grey', 'few-levels']],
  ['only black and white', () => ({ ...pressed, pixels: pressed.pixels.map((v) => (v > 140 ? 255 : 0)) }), ['few-levels', 'saturated']],
  ['at a resolution that is not the one said', () => ({ ...pressed, dpi: 1000 }), ['scale-doubtful']],
])('a test finger, %s', (_, image, faults) => { expect(testFinger(image()).faults.filter((f) => f !== 'no-finger' || faults.includes(f))).toEqual(faults) })

test('a resampled finger is measured at 500 dpi', () => {
  const twice: GreyImage = { width: 640, height: 640, dpi: 1000, pixels: Uint8Array.from({ length: 640 * 640 }, (_, i) => pressed.pixels[(Math.floor(i / 640) >> 1) * 320 + ((i % 640) >> 1)]!) }
  expect(Math.abs(testFinger(twice).measures['period']! - testFinger(pressed).measures['period']!)).toBeLessThan(0.5)
})

test.each<[string, GreyImage, number, number | null, SensorFault[]]>([
  ['one line to the millimetre', bars(1, 500), 1, 500, []],
  ['two', bars(2, 500), 2, 500, []],
  ['that shows 505 dpi: within two of a hundred', bars(1, 505), 1, 505, []],
  ['that shows 512 dpi', bars(1, 512), 1, 512, ['wrong-resolution']],
  ['that shows 480 dpi', bars(1, 480), 1, 480, ['wrong-resolution']],
  ['that widens to one side', bars(2, 500, { grow: 0.06 }), 2, null, ['wrong-resolution', 'distorted']],
  ['seen blurred', bars(2, 500, { blur: 2.6 }), 2, 500, ['low-modulation']],
  ['pale', bars(1, 500, { light: 60 }), 1, 500, ['low-modulation']],
  ['too fine to be counted', bars(3, 500), 3, null, ['bars-not-found']],
  ['of two lines when one was said', bars(2, 500), 1, null, ['bars-not-found']],
  ['that is a finger', pressed, 1, null, ['bars-not-found']],
  ['that is not there', glass(), 1, null, ['bars-not-found']],
])('a ruled target %s', (_, image, lines, dpi, faults) => {
  const found = ruledTarget(image, lines)
  expect(found.faults).toEqual(faults)
  if (dpi !== null) expect(Math.abs(found.measures['dpi']! - dpi)).toBeLessThan(3)
})

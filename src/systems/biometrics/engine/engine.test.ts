import { execFileSync, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { encode as encodePng } from 'fast-png'
import jpeg from 'jpeg-js'
import { describe, expect, test } from 'vitest'
import { extract } from './extract/extract.ts'
import { fft32 } from './extract/fft.ts'
import { crossings, neighbours, thin } from './extract/thin.ts'
import type { GreyImage } from './image/grey.ts'
import { toWorkingDpi } from './image/grey.ts'
import { decodeImage, readImage } from './image/read.ts'
import { compare, matchThreshold } from './match/compare.ts'
import { prepare } from './match/prepare.ts'
import { picture } from './picture.ts'
import { makeFinger, press, seeded } from './synthetic.ts'
import { decodeTemplate, encodeTemplate } from './template/encode.ts'
import { misplacedFingers, repeatedFingers, unaccounted } from './tenprint.ts'
import { qualityWords } from './words.ts'

/** Made-up fingers resemble each other more than people's do (one ridge spacing, one growth): different ones reach 5, the same one is above 9. */
const sure = 7
const made = [1, 2, 4].map(makeFinger)
const pressings = made.map((finger, i) => [press(finger, i * 10), press(finger, i * 10 + 1, { turn: 25, x: 14, y: -10, noise: 0.25 }), press(finger, i * 10 + 2, { turn: -160, stretch: 5, noise: 0.3, moisture: 0.15 })])
const prepared = pressings.map((list) => list.map((image) => prepare(extract(image).template)))

describe('comparing', () => {
  test('the same finger turned, moved, stretched and noisy scores far above the threshold; others far below', () => {
    for (const [i, a] of prepared.entries()) for (const [j, b] of prepared.entries()) {
      const scores = [compare(a[0]!, b[1]!).score, compare(a[0]!, b[2]!).score]
      if (i === j) expect(Math.min(...scores)).toBeGreaterThan(sure)
      else expect(Math.max(...scores)).toBeLessThan(sure)
    }
  })

  test('the order makes no difference, and the same image gives the same bytes again', () => {
    expect(compare(prepared[0]![0]!, prepared[0]![1]!).score).toBeCloseTo(compare(prepared[0]![1]!, prepared[0]![0]!).score, 10)
    expect(encodeTemplate(extract(pressings[1]![0]!).template)).toEqual(encodeTemplate(prepared[1]![0]!.template))
  })

  test('an image without a finger matches nothing and says so', () => {
    const blank: GreyImage = { width: 300, height: 300, pixels: new Uint8Array(90_000).fill(230), dpi: 500 }
    const { template, quality } = extract(blank)
    expect(quality).toMatchObject({ score: 0, reasons: ['no-finger'] })
    expect(compare(prepare(template), prepared[0]![0]!).score).toBeLessThan(1)
    expect(compare(prepare(template), prepare(template)).score).toBeLessThan(1)
  })

  test('templates of another version are refused, not compared', () => {
    const old = prepare({ ...prepared[0]![0]!.template, version: 0 })
    expect(() => compare(old, prepared[0]![1]!)).toThrow(/extract both again/)
  })

  test('the picture numbers each pair on both sides', () => {
    const [a, b] = pressings[0]! as [GreyImage, GreyImage, GreyImage]
    const result = compare(prepared[0]![0]!, prepared[0]![1]!)
    const svg = picture(a, b, result), pairs = result.evidence!.pairings[0]!.pairs.length
    expect(pairs).toBeGreaterThan(12)
    for (let n = 1; n <= pairs; n++) expect(svg.match(new RegExp(`>${n}</text>`, 'g'))).toHaveLength(2)
  })
})

describe('quality', () => {
  test('a good print has no complaint; others say what to do, in three languages', () => {
    expect(extract(pressings[0]![0]!).quality.reasons).toEqual([])
    const tip = extract(press(made[0]!, 5, { area: 0.12 })).quality, good = extract(pressings[0]![0]!).quality
    expect(tip.reasons).toContain('too-little-area')
    expect(tip.score).toBeLessThan(good.score)
    const dry = extract(press(made[0]!, 6, { moisture: -0.9, noise: 0.9 })).quality, wet = extract(press(made[0]!, 6, { moisture: 0.95, noise: 0.9 })).quality
    expect(dry.dark).toBeLessThan(0.4)
    expect(wet.dark).toBeGreaterThan(0.6)
    for (const text of Object.values(qualityWords)) expect(Object.values(text).every(Boolean)).toBe(true)
  })
})

describe('images', () => {
  const image = pressings[0]![0]!
  const pairs = (other: GreyImage) => compare(prepared[0]![1]!, prepare(extract(other).template)).score

  test('PNG and BMP give the same pixels, JPEG nearly', () => {
    const png = encodePng({ width: image.width, height: image.height, data: image.pixels, channels: 1, depth: 8 })
    expect(decodeImage(png).pixels).toEqual(image.pixels)
    expect(decodeImage(bmp(image)).pixels).toEqual(image.pixels)
    const colour = Uint8Array.from({ length: image.pixels.length * 4 }, (_, i) => (i % 4 === 3 ? 255 : image.pixels[i >> 2]!))
    const photo = decodeImage(jpeg.encode({ width: image.width, height: image.height, data: colour }, 85).data)
    expect(photo.pixels.every((v, i) => Math.abs(v - image.pixels[i]!) < 60)).toBe(true)
    expect(pairs(photo)).toBeGreaterThan(sure)
  })

  test('300 and 1,000 dpi are resampled to 500', () => {
    for (const dpi of [1000, 300]) {
      const other = { ...toWorkingDpi({ ...image, dpi: 500 * (500 / dpi) }), dpi }
      expect(other.width).toBe(Math.round((image.width * dpi) / 500))
      expect(pairs(other)).toBeGreaterThan(sure)
    }
  })

  test('errors name the file and the remedy', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'mizan-finger-'))
    try {
      const damaged = join(folder, 'damaged.png')
      writeFileSync(damaged, Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47]), Buffer.alloc(50)]))
      await expect(readImage(damaged)).rejects.toThrow(/damaged\.png: is damaged .*scan or export it again/)
      writeFileSync(damaged, 'hello, this is text')
      await expect(readImage(damaged)).rejects.toThrow(/damaged\.png: .*convert it/)
      await expect(readImage(join(folder, 'none.png'))).rejects.toThrow(/none\.png: there is no such file/)
      await expect(readImage(folder)).rejects.toThrow(/is a folder/)
      expect(() => decodeImage(encodePng({ width: 8, height: 8, data: new Uint8Array(64), channels: 1, depth: 8 }))).toThrow(/too small/)
      expect(() => decodeImage(new Uint8Array(0), 72)).toThrow(/300 to 1,000/)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

describe('templates', () => {
  test('survive being stored', () => {
    const { template } = prepared[0]![0]!
    const bytes = encodeTemplate(template)
    expect(bytes.length).toBeLessThan(12_000)
    expect(decodeTemplate(bytes)).toEqual(template)
  })

  test('damage is told, never guessed around', () => {
    const bytes = encodeTemplate(prepared[0]![0]!.template)
    expect(() => decodeTemplate(bytes.subarray(0, bytes.length / 2))).toThrow(/extract it again/)
    expect(() => decodeTemplate(new Uint8Array(20))).toThrow(/no fingerprint template/)
    const random = seeded(3)
    for (let k = 0; k < 40; k++) {
      const wrong = bytes.slice()
      wrong[Math.floor(random() * wrong.length)]! ^= 1 << Math.floor(random() * 8)
      try { decodeTemplate(wrong) } catch (error) { expect((error as Error).message).toMatch(/template/) }
    }
  })
})

describe('ten prints', () => {
  const [a, b, c] = prepared as [typeof prepared[0], typeof prepared[0], typeof prepared[0]]

  test('the same finger taken twice', () => {
    expect(repeatedFingers({ 1: a[0]!, 2: b[0]!, 3: a[1]! }, sure)).toMatchObject([{ kind: 'repeated-finger', fingers: [1, 3] }])
    expect(repeatedFingers({ 1: a[0]!, 2: b[0]!, 3: c[1]!, 4: 'amputated' }, sure)).toEqual([])
  })

  test('fingers that changed places, and one in another’s place', () => {
    expect(misplacedFingers({ 1: a[1]!, 2: b[1]! }, { 1: b[0]!, 2: a[0]!, 3: c[0]! }, sure)).toMatchObject([{ kind: 'swapped-fingers', fingers: [1, 2] }])
    expect(misplacedFingers({ 1: c[1]! }, { 1: b[0]!, 3: c[0]! }, sure)).toMatchObject([{ kind: 'wrong-finger', fingers: [1, 3] }])
    expect(misplacedFingers({ 1: a[1]!, 2: b[1]! }, { 1: a[0]!, 2: b[0]! }, sure)).toEqual([])
  })

  test('the two hands changed', () => {
    const fourth = prepare(extract(press(makeFinger(6), 1)).template), again = prepare(extract(press(makeFinger(6), 2, { turn: 10 })).template)
    const right = { 1: a[0]!, 2: b[0]!, 6: c[0]!, 7: fourth }, left = { 6: a[1]!, 7: b[1]!, 1: c[1]!, 2: again }
    expect(misplacedFingers(right, left, sure)).toMatchObject([{ kind: 'swapped-hands' }])
  })

  test('a finger is there, missing with a reason, or unaccounted for', () => {
    expect(unaccounted({ 1: a[0]!, 2: 'bandaged', 3: 'amputated' })).toEqual([4, 5, 6, 7, 8, 9, 10])
  })
})

describe('parts', () => {
  test('thinning leaves lines one pixel wide with their ends and forks', () => {
    const width = 40, binary = new Uint8Array(width * 40)
    for (let y = 18; y < 22; y++) for (let x = 5; x < 35; x++) binary[y * width + x] = 1
    for (let y = 20; y < 35; y++) for (let x = 18; x < 22; x++) binary[y * width + x] = 1
    thin(binary, width, 40)
    const kinds = [...binary.entries()].filter(([, v]) => v).map(([i]) => crossings[neighbours(binary, i, width)])
    expect(kinds.filter((k) => k === 1)).toHaveLength(3)
    expect(kinds.filter((k) => k === 3)).toHaveLength(1)
  })

  test('the Fourier transform goes there and back, and finds a wave', () => {
    const re = Float32Array.from({ length: 1024 }, (_, i) => Math.cos((2 * Math.PI * 5 * (i % 32)) / 32)), im = new Float32Array(1024), before = re.slice()
    fft32(re, im, false)
    expect(Math.hypot(re[5]!, im[5]!)).toBeCloseTo(512, 1)
    fft32(re, im, true)
    for (let i = 0; i < 1024; i += 37) expect(re[i]! / 1024).toBeCloseTo(before[i]!, 4)
  })

  const compiler = spawnSync('clang', ['--version'], { encoding: 'utf8' }).stdout ?? ''
  test.skipIf(!/version 14\.0\.6/.test(compiler))('the WebAssembly is what its source gives (needs Debian clang 14.0.6 and lld)', () => {
    const native = join(import.meta.dirname, 'native'), folder = mkdtempSync(join(tmpdir(), 'mizan-wasm-'))
    try {
      execFileSync(join(native, 'build.sh'), [folder])
      for (const name of ['kernels.wasm', 'filter.wasm']) expect(hash(join(folder, name)), name).toBe(hash(join(native, name)))
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

const real = process.env['MIZAN_FINGERPRINT_DATA'] ?? join(import.meta.dirname, '../../../../../shared/data/fingerprints')
describe.skipIf(!existsSync(join(real, 'fvc2002-DB1_B-101_1.png')))('real prints (needs the FVC sets: MIZAN_FINGERPRINT_DATA)', () => {
  test('genuine pairs score above impostors', async () => {
    const names = [101, 102, 103, 104].flatMap((finger) => [1, 3].map((impression) => ({ finger, file: `fvc2002-DB1_B-${finger}_${impression}.png` })))
    const list = await Promise.all(names.map(async ({ finger, file }) => ({ finger, prepared: prepare(extract(await readImage(join(real, file))).template) })))
    for (const [i, a] of list.entries()) for (const b of list.slice(i + 1)) {
      const { score } = compare(a.prepared, b.prepared)
      if (a.finger === b.finger) expect(score).toBeGreaterThan(matchThreshold)
      else expect(score).toBeLessThan(matchThreshold)
    }
  })
})

function hash(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('hex')
}

function bmp({ width, height, pixels }: GreyImage): Uint8Array {
  const stride = Math.ceil(width / 4) * 4, out = new Uint8Array(54 + 1024 + stride * height), head = new DataView(out.buffer)
  out.set([0x42, 0x4d])
  for (const [at, value] of [[10, 1078], [14, 40], [18, width], [22, height], [46, 256]] as const) head.setUint32(at, value, true)
  head.setUint16(26, 1, true)
  head.setUint16(28, 8, true)
  for (let i = 0; i < 256; i++) out.fill(i, 54 + 4 * i, 54 + 4 * i + 3)
  for (let y = 0; y < height; y++) out.set(pixels.subarray(y * width, (y + 1) * width), 1078 + stride * (height - 1 - y))
  return out
}

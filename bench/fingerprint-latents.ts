// Marks from scenes, SIMULATED: no real latent marks were to be had. From a real image an irregular part of 30 to 50 % of the finger is cut, smudged
// along one direction, dirtied with noise, weakened and laid over a background of lines, stains and a slope of light. As an examiner would, it
// is cut out with a little of its surroundings. Then it is compared with another impression of the finger and with the 312 impressions of other
// fingers. Real marks are worse in ways nobody simulates.
// `node bench/fingerprint-latents.ts`; MIZAN_BENCH_MARKS: marks of each finger and severity (default 2). About four minutes of a quiet core.
import { extract } from '#systems/biometrics/engine/extract/extract.ts'
import { gaussian } from '#systems/biometrics/engine/image/filters.ts'
import type { GreyImage } from '#systems/biometrics/engine/image/grey.ts'
import { readImage } from '#systems/biometrics/engine/image/read.ts'
import { compare } from '#systems/biometrics/engine/match/compare.ts'
import type { Prepared } from '#systems/biometrics/engine/match/prepare.ts'
import { prepare } from '#systems/biometrics/engine/match/prepare.ts'
import type { SearchOptions } from '#systems/biometrics/engine/search/shard.ts'
import { markSearch, usualKeep, usualLook } from '#systems/biometrics/engine/search/shard.ts'
import { seeded } from '#systems/biometrics/engine/synthetic.ts'
import type { Sample } from './fingerprint-data.ts'
import { extractSet, findSets, folder } from './fingerprint-data.ts'
import { fill } from './fingerprint-search.ts'
import { machine, table } from './support.ts'

interface Severity { readonly name: string; readonly area: number; readonly noise: number; readonly smudge: number; readonly ink: number; readonly background: number }

const severities: readonly Severity[] = [
  { name: 'light: 50 % of the finger', area: 0.5, noise: 18, smudge: 1, ink: 0.8, background: 14 },
  { name: 'middle: 40 %', area: 0.4, noise: 26, smudge: 2, ink: 0.6, background: 22 },
  { name: 'heavy: 30 %', area: 0.3, noise: 34, smudge: 3, ink: 0.45, background: 30 },
]
const marksEach = Number(process.env['MIZAN_BENCH_MARKS'] ?? 2)
const galleryFingers = 15_000
const thresholds = [1, 1.5, 2, 2.5, 3, 4]

const samples: Sample[] = []
for (const [, list] of findSets()) samples.push(...(await extractSet(list)).samples)
if (samples.length === 0) process.stdout.write(`No FVC images in ${folder}: nothing measured.\n`)
else for (const severity of severities) process.stdout.write(`${await measure(severity)}\n`)

interface Mark { readonly of: Sample; readonly prepared: Prepared; readonly minutiae: number }

async function measure(severity: Severity): Promise<string> {
  const marks: Mark[] = []
  for (const of of samples) {
    if (of.impression < 2 || of.impression > 1 + marksEach) continue
    const { template } = extract(lifted(await readImage(of.file), severity, seedOf(`${of.set} ${of.finger} ${of.impression} ${severity.area}`)))
    marks.push({ of, prepared: prepare(template), minutiae: template.views[0]!.minutiae.length })
  }
  const same = (a: Sample, b: Sample) => a.set === b.set && a.finger === b.finger
  const ranks: number[] = [], genuine: number[] = [], impostors: number[] = []
  for (const mark of marks) {
    const mate = samples.find((s) => same(s, mark.of) && s.impression === 1)!
    const own = compare(mark.prepared, mate.prepared).score, others = samples.filter((s) => !same(s, mark.of)).map((s) => compare(mark.prepared, s.prepared).score)
    genuine.push(own)
    impostors.push(...others)
    ranks.push(others.filter((score) => score >= own).length)
  }
  const share = (list: readonly number[], is: (v: number) => boolean) => (100 * list.filter(is).length) / list.length
  const survive = await survivals(marks)
  return table(`Simulated marks, ${severity.name}; ${marks.length} marks, ${Math.round(mean(marks.map((m) => m.minutiae)))} minutiae on average (${machine()})`, ['', '%'], [
    ['rank 1 among 313 fingers', share(ranks, (r) => r === 0)], ['among the first ten', share(ranks, (r) => r < 10)],
    ...thresholds.map((t): [string, number] => [`mate at ${t} or above`, share(genuine, (s) => s >= t)]),
    ...thresholds.map((t): [string, number] => [`others at ${t} or above (by the scale: ${(100 * 10 ** -t).toPrecision(2)})`, share(impostors, (s) => s >= t)]),
    ['mate survives the filter as for scans', survive[0]!], ['mate survives the filter as for marks', survive[1]!],
  ])
}

/** Percent of marks whose mate survives the filter among many fingers: with the usual shares, and with those for marks. */
async function survivals(marks: readonly Mark[]): Promise<number[]> {
  const plans: SearchOptions[] = [{ keep: usualKeep, look: usualLook }, markSearch]
  const survived = plans.map(() => 0)
  for (const odd of [0, 1]) {
    const mates = samples.filter((s) => s.finger % 2 === odd && s.impression === 1)
    const shard = await fill(galleryFingers, mates, samples.filter((s) => s.finger % 2 !== odd))
    for (const { of, prepared } of marks.filter((mark) => mark.of.finger % 2 === odd)) {
      for (const [i, plan] of plans.entries()) {
        const { survivors } = await shard.search(prepared, { ...plan, compareFully: 0 })
        if (survivors.some(({ id }) => id === `${of.set} ${of.finger}`)) survived[i]!++
      }
    }
    await shard.close()
  }
  return survived.map((n) => (100 * n) / marks.length)
}

/** What would be found of a finger somewhere: see the head of this file. */
function lifted({ width, height, pixels, dpi }: GreyImage, { area, noise, smudge, ink, background }: Severity, seed: number): GreyImage {
  const random = seeded(seed), centre = middleOfInk(pixels, width, height)
  const turn = random() * Math.PI, c = Math.cos(turn), s = Math.sin(turn), long = Math.sqrt((area * centre.area * 1.4) / Math.PI), short = long / 1.4
  const x0 = centre.x + (random() - 0.5) * centre.spread, y0 = centre.y + (random() - 0.5) * centre.spread
  const drawn = smudged(gaussian(Float32Array.from(pixels), width, height, 0.6), width, height, random() * Math.PI, smudge)
  const lines = 5 + random() * 9, way = random() * Math.PI, phase = random() * 6, slope = random() * Math.PI, stains = Array.from({ length: 4 }, () => [random() * width, random() * height, 12 + random() * 30] as const)
  const out = Uint8Array.from(pixels, (_, i) => {
    const x = i % width, y = Math.floor(i / width), dx = x - x0, dy = y - y0
    const edge = Math.hypot((c * dx + s * dy) / long, (c * dy - s * dx) / short) + 0.08 * Math.sin(x / 7 + phase) + 0.08 * Math.cos(y / 9)
    if (edge > 1.15) return 255
    const there = 1 / (1 + Math.exp((edge - 1) * 14))
    let under = 190 + background * Math.sin(((x * Math.cos(way) + y * Math.sin(way)) * 2 * Math.PI) / lines + phase) * 0.6 + background * ((x * Math.cos(slope) + y * Math.sin(slope)) / width - 0.5)
    for (const [sx, sy, size] of stains) under -= background * Math.exp(-((x - sx) ** 2 + (y - sy) ** 2) / (2 * size * size))
    return Math.min(255, Math.max(0, Math.round(under - there * ink * (235 - drawn[i]!) + noise * (random() + random() + random() - 1.5))))
  })
  return { width, height, dpi, pixels: out }
}

function seedOf(text: string): number {
  return [...text].reduce((hash, letter) => (Math.imul(hash, 31) + letter.charCodeAt(0)) >>> 0, 7)
}

/** Where the finger is, how many pixels it has, and how far a mark's middle may lie from its own. */
function middleOfInk(pixels: Uint8Array, width: number, height: number): { x: number; y: number; area: number; spread: number } {
  const dark = pixels.reduce((sum, v) => sum + v, 0) / pixels.length - 10
  const smooth = gaussian(Float32Array.from(pixels, (v) => (v < dark ? 1 : 0)), width, height, 8)
  let x = 0, y = 0, area = 0
  for (const [i, v] of smooth.entries()) if (v > 0.2) { x += i % width; y += Math.floor(i / width); area++ }
  return area === 0 ? { x: width / 2, y: height / 2, area: (width * height) / 2, spread: 60 } : { x: x / area, y: y / area, area, spread: Math.sqrt(area) * 0.35 }
}

function smudged(image: Float32Array, width: number, height: number, way: number, length: number): Float32Array {
  const at = (x: number, y: number) => image[Math.min(height - 1, Math.max(0, Math.round(y))) * width + Math.min(width - 1, Math.max(0, Math.round(x)))]!
  return image.map((_, i) => {
    let sum = 0
    for (let k = -length; k <= length; k++) sum += at((i % width) + k * Math.cos(way), Math.floor(i / width) + k * Math.sin(way))
    return sum / (2 * length + 1)
  })
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length
}

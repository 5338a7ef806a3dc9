import { expect, test } from 'vitest'
import { extract } from '../engine/extract/extract.ts'
import { decodeImage } from '../engine/image/read.ts'
import { imageNames, practiceKinds, type Cause } from '../rules/practice.ts'
import { makeExercise } from './exercises.ts'
import { explain } from './explain.ts'
import { marked, markedPng } from './marking.ts'

const key = (kind: (typeof practiceKinds)[number], number: number, level: 1 | 2 | 3 = 1) => ({ kind, level, seed: 'a seed', number })

test('an exercise is the same for the same seed and number, and another for another', () => {
  const pixels = (number: number, seed = 'a seed') => Buffer.from(makeExercise({ ...key('quality', number), seed }).images.get('a')!.pixels).toString('base64')
  expect(pixels(1)).toBe(pixels(1))
  expect(new Set([pixels(1), pixels(2), pixels(1, 'another')]).size).toBe(3)
})

test.each(practiceKinds)('%s has the images that its page asks for, and marks each as practice', (kind) => {
  const exercise = makeExercise(key(kind, 2))
  expect([...exercise.images.keys()]).toEqual(imageNames(kind))
  for (const image of [...exercise.images.values()].slice(0, 2)) {
    const shown = decodeImage(markedPng(image))
    expect(shown.pixels).toEqual(marked(image).pixels)
    // The band with the words: white with black letters, along the whole lower edge.
    const band = [...shown.pixels.subarray((image.height - 17) * image.width)]
    expect(new Set(band)).toEqual(new Set([0, 255]))
    expect(band.filter((v) => v === 0).length).toBeGreaterThan(500)
  }
}, 20_000)

test('in the ten pairs of the first level what is the same shares minutiae and what is different hardly any; truths differ', () => {
  const seen = new Map<string, number[]>()
  for (let n = 1; n <= 6; n++) {
    const { truth, pairings } = explain(makeExercise(key('pair', n)))
    if (truth.kind !== 'pair') throw new Error('another exercise')
    seen.set(truth.verdict, [...(seen.get(truth.verdict) ?? []), pairings[0]!.paired])
    expect(pairings[0]!.svg).toMatch(/^<svg[^]*<image[^]*<image/)
  }
  expect([...seen.keys()].sort()).toEqual(['different', 'same'])
  expect(Math.min(...seen.get('same')!)).toBeGreaterThan(Math.max(...seen.get('different')!))
}, 30_000)

test('where nobody could tell, one of the two shows next to nothing', () => {
  const undecidable = Array.from({ length: 20 }, (_, n) => makeExercise(key('pair', n + 1, 3))).filter(({ truth }) => truth.kind === 'pair' && truth.verdict === 'inconclusive')
  expect(undecidable.length).toBeGreaterThan(0)
  for (const { images } of undecidable) expect(extract(images.get('b')!).quality.area).toBeLessThan(0.25)
}, 60_000)

test('the engine sees the same causes as the exercise claims, but for what slid: that is for eyes', () => {
  const agrees: Record<Cause, (reasons: readonly string[], score: number) => boolean> = {
    good: (reasons, score) => reasons.length === 0 && score > 80, dry: (reasons) => reasons.includes('dry'), wet: (reasons) => reasons.includes('wet'),
    'too-little-area': (reasons) => reasons.includes('too-little-area'), 'off-centre': (reasons, score) => reasons.includes('off-centre') || score < 90, smudged: () => true,
  }
  const met = new Set<string>()
  for (let n = 1; n <= 14; n++) {
    const { truth, measured: [one] } = explain(makeExercise(key('quality', n)))
    if (truth.kind !== 'quality' || !one) throw new Error('another exercise')
    met.add(truth.cause)
    expect([truth.cause, one.reasons, agrees[truth.cause](one.reasons, one.score)]).toEqual([truth.cause, one.reasons, true])
  }
  expect(met.size).toBeGreaterThan(3)
}, 30_000)

test('what must be taken again is bad and the rest is good enough', () => {
  const { truth, causes, images } = makeExercise(key('retake', 1, 2))
  if (truth.kind !== 'retake') throw new Error('another exercise')
  expect(truth.fingers.length).toBeGreaterThan(0)
  for (const [name, image] of images) {
    const { score } = extract(image).quality, bad = truth.fingers.includes(Number(name.slice(1)))
    if (!bad) expect(score, name).toBeGreaterThan(70)
    else if (causes!.get(name) !== 'smudged') expect(score, name).toBeLessThan(60)
  }
}, 20_000)

test('a mistake of sequence is shown by what stands in one place beside what belongs to the other', () => {
  for (let n = 1; n <= 4; n++) {
    const exercise = makeExercise(key('sequence', n))
    const { truth, pairings } = explain(exercise)
    if (truth.kind !== 'sequence') throw new Error('another exercise')
    expect(pairings.length).toBe(truth.error === 'none' ? 0 : truth.error === 'repeated-finger' ? 1 : 2)
    for (const { paired } of pairings) expect(paired).toBeGreaterThan(12)
  }
}, 60_000)

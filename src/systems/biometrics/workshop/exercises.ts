// Exercises made from a seed that stays on the server: fingers of nobody, pressed well or badly, and what is true of them.
import { createHash } from 'node:crypto'
import type { GreyImage } from '../engine/image/grey.ts'
import { makeFinger, press, seeded, type MadeFinger, type Pressing } from '../engine/synthetic.ts'
import { fingers, type Finger } from '../engine/tenprint.ts'
import { mirrorOf, type Cause, type Level, type PracticeAnswer, type PracticeKind, type SequenceKind } from '../rules/practice.ts'
import { dry, moved, smudged, wet } from './blemish.ts'

/** Which exercise: `seed` is the session's, `number` counts from 1. */
export interface ExerciseKey { readonly kind: PracticeKind; readonly level: Level; readonly seed: string; readonly number: number }
export interface Exercise {
  readonly kind: PracticeKind
  /** By the names of rules/practice.ts `imageNames`. */
  readonly images: ReadonlyMap<string, GreyImage>
  readonly truth: PracticeAnswer
  /** What each image suffers from, where that is part of the exercise. */
  readonly causes?: ReadonlyMap<string, Cause>
}

/** The same exercise for the same key. Takes up to three seconds: not for the thread that answers requests. */
export function makeExercise(key: ExerciseKey): Exercise {
  const random = seeded(createHash('sha256').update(`${key.seed}/${key.kind}/${key.level}/${key.number}`).digest().readUInt32LE(0))
  if (key.kind === 'pair') return pair(random, key.level)
  if (key.kind === 'quality') return quality(random, key.level)
  return key.kind === 'sequence' ? sequence(random, key.level) : retake(random, key.level)
}

type Random = () => number
const seedOf = (random: Random) => Math.floor(random() * 2 ** 31)
const between = (random: Random, low: number, high: number) => low + (high - low) * random()
const either = (random: Random, size: number) => (random() < 0.5 ? -1 : 1) * between(random, size * 0.4, size)
const pick = <T>(random: Random, list: readonly T[]): T => list[Math.floor(random() * list.length)]!

function shuffled<T>(random: Random, list: readonly T[]): T[] {
  return list.map((value) => [random(), value] as const).sort(([a], [b]) => a - b).map(([, value]) => value)
}

function pair(random: Random, level: Level): Exercise {
  const seed = seedOf(random), other = seedOf(random), chance = random()
  const undecidable = level === 3 && chance > 0.8
  const same = undecidable ? random() < 0.5 : chance < 0.4
  const first = makeFinger(seed)
  // The harder ones are of the same pattern: only the minutiae tell them apart.
  const second = same ? first : level === 1 ? makeFinger(other) : makeFinger(other, seed)
  const how = { 1: { turn: 10, shift: 8, noise: 0.15, moisture: 0.2, area: 0.95, stretch: 3 }, 2: { turn: 22, shift: 20, noise: 0.3, moisture: 0.45, area: 0.75, stretch: 4 }, 3: { turn: 40, shift: 28, noise: 0.45, moisture: 0.6, area: 0.55, stretch: 5 } }[level]
  const pressing = (): Pressing => ({ turn: either(random, how.turn), x: either(random, how.shift), y: either(random, how.shift), noise: how.noise, moisture: between(random, -how.moisture, how.moisture), area: between(random, how.area, 1), stretch: how.stretch })
  const little: Pressing = { turn: either(random, 30), x: either(random, 50), y: either(random, 50), noise: 0.55, moisture: -0.4, area: 0.13, stretch: 6 }
  const images = new Map([['a', press(first, seedOf(random), pressing())], ['b', press(second, seedOf(random), undecidable ? little : pressing())]])
  return { kind: 'pair', images, truth: { kind: 'pair', verdict: undecidable ? 'inconclusive' : same ? 'same' : 'different' } }
}

/** An impression with one fault, or none. `strength` 0 to 1. */
function faulty(random: Random, finger: MadeFinger, cause: Cause, strength: number): GreyImage {
  const seed = seedOf(random), usual: Pressing = { turn: either(random, 12), noise: between(random, 0.1, 0.25), moisture: between(random, -0.15, 0.15) }
  if (cause === 'too-little-area') return press(finger, seed, { ...usual, area: between(random, 0.24, 0.3) - 0.14 * strength })
  const clean = press(finger, seed, usual)
  if (cause === 'off-centre') return moved(clean, (random() < 0.5 ? -1 : 1) * (70 + 50 * strength), either(random, 60 * strength))
  if (cause === 'dry') return dry(clean, random, 0.5 + 0.6 * strength)
  if (cause === 'wet') return wet(clean, random, 0.5 + 0.5 * strength)
  return cause === 'smudged' ? smudged(clean, random, 0.5 + 0.7 * strength) : clean
}

function quality(random: Random, level: Level): Exercise {
  const cause = pick(random, ['good', 'dry', 'wet', 'smudged', 'too-little-area', 'off-centre', 'good'] as const)
  const strength = { 1: 0.95, 2: 0.6, 3: 0.3 }[level]
  return { kind: 'quality', images: new Map([['a', faulty(random, makeFinger(seedOf(random)), cause, strength)]]), truth: { kind: 'quality', cause }, causes: new Map([['a', cause]]) }
}

function retake(random: Random, level: Level): Exercise {
  const bad = shuffled(random, fingers).slice(0, 1 + Math.floor(random() * 4)).sort((a, b) => a - b)
  const images = new Map<string, GreyImage>(), causes = new Map<string, Cause>()
  for (const finger of fingers) {
    const cause: Cause = bad.includes(finger) ? pick(random, ['dry', 'wet', 'smudged', 'too-little-area'] as const) : 'good'
    const made = makeFinger(seedOf(random))
    // From the second level on, some that are not beautiful and good enough all the same.
    const fair = cause === 'good' && level > 1 && random() < 0.35
    images.set(`r${finger}`, fair ? dry(press(made, seedOf(random), { noise: 0.2 }), random, 0.25) : faulty(random, made, cause, { 1: 1, 2: 0.95, 3: 0.85 }[level]))
    causes.set(`r${finger}`, cause)
  }
  return { kind: 'retake', images, truth: { kind: 'retake', fingers: bad }, causes }
}

function sequence(random: Random, level: Level): Exercise {
  const error: SequenceKind = pick(random, level === 1 ? ['none', 'swapped-hands', 'repeated-finger', 'swapped-hands'] : ['none', 'swapped-hands', 'swapped-fingers', 'repeated-finger', 'swapped-fingers'])
  const a = pick(random, fingers), b = neighbourOf(random, a, level)
  const made = new Map(fingers.map((finger) => [finger, makeFinger(seedOf(random))]))
  const really = (slot: Finger): Finger => {
    if (error === 'swapped-hands') return mirrorOf(slot)
    if (error === 'swapped-fingers') return slot === a ? b : slot === b ? a : slot
    return error === 'repeated-finger' && slot === b ? a : slot
  }
  const images = new Map<string, GreyImage>()
  for (const slot of fingers) images.set(`r${slot}`, press(made.get(really(slot))!, seedOf(random), { turn: either(random, 4 * level), noise: 0.1 + 0.06 * level, moisture: between(random, -0.2, 0.2) }))
  for (const slot of fingers) images.set(`p${slot}`, press(made.get(slot)!, seedOf(random), { turn: either(random, 6 * level), area: 0.85 - 0.1 * level, noise: 0.1 + 0.06 * level, moisture: between(random, -0.3, 0.3) }))
  const named = error === 'none' ? [] : error === 'swapped-hands' ? [...fingers] : [a, b].sort((x, y) => x - y)
  return { kind: 'sequence', images, truth: { kind: 'sequence', error, fingers: named } }
}

/** At the third level the one beside it, which is what is mixed up when work is hurried. */
function neighbourOf(random: Random, finger: Finger, level: Level): Finger {
  const near = fingers.filter((other) => other !== finger && (level < 3 || (Math.abs(other - finger) === 1 && (other <= 5) === (finger <= 5))))
  return pick(random, near)
}

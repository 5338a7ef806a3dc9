/**
 * Made-up people with fingers, for tests of searching. Made fingers resemble each other more than people's do; with fingers 2 and 3 the people 1, 4, 6, 9
 * and 12 stay under 3.7 beside each other, the same person is above 20.
 */
import { encode } from 'fast-png'
import { extract } from '../engine/extract/extract.ts'
import { makeFinger, press, type MadeFinger, type Pressing } from '../engine/synthetic.ts'
import { encodeTemplate } from '../engine/template/encode.ts'
import type { Finger } from '../engine/tenprint.ts'

const made = new Map<number, MadeFinger>()

function fingerOf(person: number, finger: Finger): MadeFinger {
  const seed = 100 + person * 10 + finger
  const known = made.get(seed) ?? makeFinger(seed)
  made.set(seed, known)
  return known
}

/** One impression of a finger of the person of this number. */
export function impressionOf(person: number, finger: Finger, take = 0, pressing: Pressing = take === 0 ? {} : { turn: 12, x: 6, y: -4, noise: 0.2 }) {
  return press(fingerOf(person, finger), person * 1000 + finger * 10 + take, pressing)
}

/** The same as a file. */
export function pngOf(person: number, finger: Finger, take = 0, pressing?: Pressing): Buffer {
  const { width, height, pixels } = impressionOf(person, finger, take, pressing)
  return Buffer.from(encode({ width, height, data: pixels, depth: 8, channels: 1 }))
}

/** The same as a template's bytes. */
export function templateOf(person: number, finger: Finger, take = 0, pressing?: Pressing): Uint8Array {
  return encodeTemplate(extract(impressionOf(person, finger, take, pressing)).template)
}

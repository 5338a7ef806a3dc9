// How alike two minutiae's surroundings are.
import type { MinutiaSet } from './prepare.ts'
import { patchWords, samples } from './prepare.ts'
import { noDirection } from '../template/template.ts'

/** Likeness of two directions by their difference of 0 to 254 (127 is a right angle): exp(-16 d / 180°), after Tico and Kuosmanen. */
const alike = Float32Array.from({ length: 255 }, (_, d) => Math.exp((-12 * Math.min(d, 255 - d)) / 255))

/** For each minutia of `a` (row) and of `b` (column) 0 (nothing in common) to 1. */
export function similarities(a: MinutiaSet, b: MinutiaSet, out: Float32Array): void {
  for (let i = 0; i < a.count; i++) {
    for (let j = 0; j < b.count; j++) {
      const flow = flowLikeness(a, b, i, j)
      out[i * b.count + j] = flow <= 0 ? 0 : flow * patchLikeness(a, b, i, j)
    }
  }
}

export function flowLikeness(a: MinutiaSet, b: MinutiaSet, i: number, j: number): number {
  const first = i * samples, second = j * samples
  let sum = 0, known = 0
  for (let k = 0; k < samples; k++) {
    const p = a.around[first + k]!, q = b.around[second + k]!
    if (p === noDirection || q === noDirection) continue
    const d = p - q
    sum += alike[d < 0 ? -d : d]!
    known++
  }
  return known < samples * 0.3 ? 0 : sum / known
}

export function patchLikeness(a: MinutiaSet, b: MinutiaSet, i: number, j: number): number {
  const first = i * patchWords, second = j * patchWords
  let known = 0, same = 0
  for (let k = 0; k < patchWords; k++) {
    const both = a.patchKnown[first + k]! & b.patchKnown[second + k]!
    known += ones(both)
    same += ones(both & ~(a.patch[first + k]! ^ b.patch[second + k]!))
  }
  return known < 50 ? 0.4 : same / known
}

/** How many bits of a word are set. */
export function ones(word: number): number {
  let v = word
  v -= (v >>> 1) & 0x55555555
  v = (v & 0x33333333) + ((v >>> 2) & 0x33333333)
  return (((v + (v >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24
}

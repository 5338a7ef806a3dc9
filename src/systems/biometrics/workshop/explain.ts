// What is true of an exercise and where it is to be seen: for after the answer.
import { extract } from '../engine/extract/extract.ts'
import type { Quality } from '../engine/extract/quality.ts'
import type { GreyImage } from '../engine/image/grey.ts'
import { compare } from '../engine/match/compare.ts'
import { prepare } from '../engine/match/prepare.ts'
import { picture } from '../engine/picture.ts'
import { mirrorOf, type Cause, type PracticeAnswer } from '../rules/practice.ts'
import type { Finger } from '../engine/tenprint.ts'
import type { Exercise } from './exercises.ts'
import { marked } from './marking.ts'

/** Two impressions with the minutiae that belong together: of which images, how many, and the drawing (SVG). */
export interface Pairing { readonly a: string; readonly b: string; readonly paired: number; readonly svg: string }
export interface Measured extends Pick<Quality, 'score' | 'area' | 'clarity' | 'dark' | 'minutiae' | 'reasons'> { readonly image: string; readonly cause: Cause }
export interface Explanation { readonly truth: PracticeAnswer; readonly pairings: readonly Pairing[]; readonly measured: readonly Measured[] }

/** Up to two seconds: not for the thread that answers requests. */
export function explain(exercise: Exercise): Explanation {
  const { truth, causes } = exercise
  const image = (name: string): GreyImage => exercise.images.get(name)!
  const beside = (a: string, b: string): Pairing => {
    const comparison = compare(prepare(extract(image(a)).template), prepare(extract(image(b)).template))
    return { a, b, paired: comparison.evidence?.pairings[0]?.pairs.length ?? 0, svg: picture(marked(image(a)), marked(image(b)), comparison, '') }
  }
  const measure = (name: string): Measured => {
    const { score, area, clarity, dark, minutiae, reasons } = extract(image(name)).quality
    return { image: name, cause: causes?.get(name) ?? 'good', score, area, clarity, dark, minutiae, reasons }
  }
  if (truth.kind === 'pair') return { truth, pairings: [beside('a', 'b')], measured: [] }
  if (truth.kind === 'sequence') return { truth, pairings: whereSeen(truth).map(([rolled, plain]) => beside(rolled, plain)), measured: [] }
  const named = truth.kind === 'quality' ? ['a'] : truth.fingers.map((finger) => `r${finger}`)
  return { truth, pairings: [], measured: named.map(measure) }
}

/** The pictures that show a mistake of sequence: what stands in one place beside what belongs to the other. */
function whereSeen({ error, fingers }: Extract<PracticeAnswer, { kind: 'sequence' }>): [string, string][] {
  const [a, b] = fingers as Finger[]
  if (error === 'none' || a === undefined || b === undefined) return []
  if (error === 'swapped-hands') return [1, 2].map((finger) => [`r${finger}`, `p${mirrorOf(finger as Finger)}`])
  return error === 'repeated-finger' ? [[`r${a}`, `r${b}`]] : [[`r${a}`, `p${b}`], [`r${b}`, `p${a}`]]
}

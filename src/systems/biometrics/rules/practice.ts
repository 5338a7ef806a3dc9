/**
 * Practice for those who take prints and those who compare them: the kinds of exercise, what an answer is worth, when a session is passed.
 * These are the platform's own rules (confidence U): no text of law sets a training.
 */
import { z } from 'zod'
import type { Finger } from '../engine/tenprint.ts'

export const practiceKinds = ['pair', 'quality', 'sequence', 'retake'] as const
export type PracticeKind = (typeof practiceKinds)[number]
export const levels = [1, 2, 3] as const
export type Level = (typeof levels)[number]

/** How many exercises a session has. */
export const sessionLength: Readonly<Record<PracticeKind, number>> = { pair: 10, quality: 10, sequence: 5, retake: 5 }
/** The share of all points from which a session is passed. */
export const passMark = 0.8
/** For how many months a passed session counts as training. */
export const passHoldsMonths = 12

export const causes = ['good', 'dry', 'wet', 'smudged', 'too-little-area', 'off-centre'] as const
export type Cause = (typeof causes)[number]
export const sequenceKinds = ['none', 'swapped-hands', 'swapped-fingers', 'repeated-finger'] as const
export type SequenceKind = (typeof sequenceKinds)[number]
export const pairVerdicts = ['same', 'different', 'inconclusive'] as const
export type PairVerdict = (typeof pairVerdicts)[number]

const Fingers = z.array(z.int().min(1).max(10)).max(10).refine((list) => new Set(list).size === list.length)
/** An answer, and in the same shape what is true. `fingers`: which two changed places or repeat each other; which must be taken again. */
export const PracticeAnswer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('pair'), verdict: z.enum(pairVerdicts) }),
  z.object({ kind: z.literal('quality'), cause: z.enum(causes) }),
  z.object({ kind: z.literal('sequence'), error: z.enum(sequenceKinds), fingers: Fingers }),
  z.object({ kind: z.literal('retake'), fingers: Fingers }),
])
export type PracticeAnswer = z.infer<typeof PracticeAnswer>

export const markings = ['right', 'partly', 'inconclusive', 'wrong', 'grave'] as const
export type Marking = (typeof markings)[number]

/** What an answer is worth, 0 to 1. `grave`: two people declared one, for which somebody would have been held. */
export function markOf(answer: PracticeAnswer, truth: PracticeAnswer): { readonly marking: Marking; readonly points: number } {
  if (answer.kind === 'pair' && truth.kind === 'pair') return pairMark(answer.verdict, truth.verdict)
  if (answer.kind === 'quality' && truth.kind === 'quality') {
    if (answer.cause === truth.cause) return { marking: 'right', points: 1 }
    // Seen that it will not do, for another reason than the true one.
    return answer.cause !== 'good' && truth.cause !== 'good' ? { marking: 'partly', points: 0.5 } : { marking: 'wrong', points: 0 }
  }
  if (answer.kind === 'sequence' && truth.kind === 'sequence') {
    if (answer.error !== truth.error) return { marking: 'wrong', points: 0 }
    const named = truth.error === 'none' || truth.error === 'swapped-hands' || sameSet(answer.fingers, truth.fingers)
    return named ? { marking: 'right', points: 1 } : { marking: 'partly', points: 0.5 }
  }
  if (answer.kind === 'retake' && truth.kind === 'retake') {
    if (sameSet(answer.fingers, truth.fingers)) return { marking: 'right', points: 1 }
    const missed = truth.fingers.some((finger) => !answer.fingers.includes(finger))
    return !missed && answer.fingers.length === truth.fingers.length + 1 ? { marking: 'partly', points: 0.5 } : { marking: 'wrong', points: 0 }
  }
  return { marking: 'wrong', points: 0 }
}

function pairMark(answer: PairVerdict, truth: PairVerdict): { marking: Marking; points: number } {
  if (answer === truth) return { marking: 'right', points: 1 }
  // To say that one cannot tell is no error, and no answer either.
  if (answer === 'inconclusive') return { marking: 'inconclusive', points: 0 }
  return answer === 'same' && truth === 'different' ? { marking: 'grave', points: 0 } : { marking: 'wrong', points: 0 }
}

/** Whether a whole session is passed: enough points, and nobody taken for another. */
export function isPassed(kind: PracticeKind, marks: readonly { readonly marking: Marking; readonly points: number }[]): boolean {
  const points = marks.reduce((sum, mark) => sum + mark.points, 0)
  return marks.length === sessionLength[kind] && points >= passMark * sessionLength[kind] - 1e-9 && !marks.some(({ marking }) => marking === 'grave')
}

function sameSet(a: readonly number[], b: readonly number[]): boolean {
  return a.length === b.length && a.every((finger) => b.includes(finger))
}

/** The names of an exercise's images, in the order in which they are shown. */
export function imageNames(kind: PracticeKind): string[] {
  const ten = Array.from({ length: 10 }, (_, i) => i + 1)
  if (kind === 'pair') return ['a', 'b']
  if (kind === 'quality') return ['a']
  return kind === 'retake' ? ten.map((n) => `r${n}`) : [...ten.map((n) => `r${n}`), ...ten.map((n) => `p${n}`)]
}

export function mirrorOf(finger: Finger): Finger {
  return (finger <= 5 ? finger + 5 : finger - 5) as Finger
}

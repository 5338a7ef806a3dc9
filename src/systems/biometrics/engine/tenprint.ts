// The ten fingers of one person: their positions, those that are missing, and the mistakes of taking them.
import { compare, matchThreshold } from './match/compare.ts'
import type { Prepared } from './match/prepare.ts'

/** As ANSI/NIST-ITL numbers them: 1 right thumb to 5 right little, 6 left thumb to 10 left little. */
export type Finger = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10
export const fingers: readonly Finger[] = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10]

/** Why there is no print of a finger, with ANSI/NIST-ITL's code. */
export type Missing = 'amputated' | 'bandaged'
export const missingCodes: Readonly<Record<Missing, 'XX' | 'UP'>> = { amputated: 'XX', bandaged: 'UP' }

export type TenPrint = Partial<Record<Finger, Prepared | Missing>>

export type SequenceError =
  | { readonly kind: 'repeated-finger'; readonly fingers: readonly [Finger, Finger]; readonly score: number }
  | { readonly kind: 'swapped-fingers'; readonly fingers: readonly [Finger, Finger]; readonly score: number }
  | { readonly kind: 'swapped-hands'; readonly fingers: readonly Finger[]; readonly score: number }
  | { readonly kind: 'wrong-finger'; readonly fingers: readonly [recorded: Finger, really: Finger]; readonly score: number }

/** Fingers that were neither taken nor said to be missing: a record is complete when there are none. */
export function unaccounted(record: TenPrint): Finger[] {
  return fingers.filter((finger) => record[finger] === undefined)
}

/** The same finger taken twice under two positions, which no record may contain. */
export function repeatedFingers(record: TenPrint, threshold = matchThreshold): SequenceError[] {
  const there = taken(record)
  return there.flatMap(([a, first], i) => there.slice(i + 1).flatMap(([b, second]): SequenceError[] => {
    const { score } = compare(first, second)
    return score >= threshold ? [{ kind: 'repeated-finger', fingers: [a, b], score }] : []
  }))
}

/**
 * Beside an earlier record of the same person, or the flat impressions of the same session: which fingers stand in another's place. Two that
 * changed places are told as one error, all that changed sides with their mirror image as swapped hands.
 */
export function misplacedFingers(record: TenPrint, reference: TenPrint, threshold = matchThreshold): SequenceError[] {
  const wrong = new Map<Finger, { really: Finger; score: number }>()
  for (const [finger, print] of taken(record)) {
    const own = reference[finger]
    if (isPrint(own) && compare(print, own).score >= threshold) continue
    let best: { really: Finger; score: number } | undefined
    for (const [other, candidate] of taken(reference)) {
      if (other === finger) continue
      const { score } = compare(print, candidate)
      if (score >= threshold && (!best || score > best.score)) best = { really: other, score }
    }
    if (best) wrong.set(finger, best)
  }
  return summarise(wrong)
}

function summarise(wrong: ReadonlyMap<Finger, { really: Finger; score: number }>): SequenceError[] {
  const mirrored = [...wrong].filter(([finger, { really }]) => Math.abs(really - finger) === 5)
  if (mirrored.length >= 4 && mirrored.length === wrong.size) return [{ kind: 'swapped-hands', fingers: mirrored.map(([finger]) => finger), score: Math.min(...mirrored.map(([, { score }]) => score)) }]
  const out: SequenceError[] = []
  const told = new Set<Finger>()
  for (const [finger, { really, score }] of wrong) {
    if (told.has(finger)) continue
    const back = wrong.get(really)
    if (back?.really === finger) {
      told.add(really)
      out.push({ kind: 'swapped-fingers', fingers: [finger, really], score: Math.min(score, back.score) })
    } else out.push({ kind: 'wrong-finger', fingers: [finger, really], score })
  }
  return out
}

function taken(record: TenPrint): (readonly [Finger, Prepared])[] {
  return fingers.flatMap((finger) => { const print = record[finger]; return isPrint(print) ? [[finger, print] as const] : [] })
}

function isPrint(print: Prepared | Missing | undefined): print is Prepared {
  return typeof print === 'object'
}

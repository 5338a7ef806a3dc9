/**
 * How likely two descriptions are of one person, part by part. A first scorer: weights are set by hand in the manner of
 * Fellegi and Sunter (natural log of odds), not fitted to data. Whatever replaces it keeps `compare` and `Comparison`.
 */
import { keysOf, soundsSame } from './fold.ts'
import type { NameKeys, Token } from './fold.ts'
import { compareBirth } from './birth.ts'
import type { Birth } from './birth.ts'
import type { PersonName } from './name.ts'

export type Sex = 'male' | 'female'

/** What is known of someone; anything may be missing, and what is missing counts neither for nor against. */
export interface Description {
  readonly names: readonly PersonName[]
  readonly sex?: Sex
  readonly birth?: Birth
  readonly nationalNumber?: string
}

export type ComparedPart = 'nationalNumber' | 'given' | 'father' | 'grandfather' | 'greatGrandfather' | 'family' | 'mother' | 'knownAs' | 'birth' | 'sex'
/** 'close': spelled otherwise but said alike, or one letter apart, or a date that may be the same. */
export type Agreement = 'same' | 'close' | 'different' | 'missing'

export interface PartComparison {
  readonly part: ComparedPart
  readonly agreement: Agreement
  /** Natural log of odds this part adds; 0 when missing. */
  readonly weight: number
  readonly left?: string
  readonly right?: string
}

export interface Comparison {
  /** 0..1, how likely it is one person. */
  readonly score: number
  readonly parts: PartComparison[]
}

/** Odds against two people of the register, taken by chance among like names, being one. */
const priorWeight = -9
const lineParts = ['given', 'father', 'grandfather', 'greatGrandfather'] as const
const weights: Record<Exclude<ComparedPart, 'birth'>, { same: number; close: number; different: number }> = {
  nationalNumber: { same: 15, close: 0, different: -7 },
  given: { same: 3, close: 2, different: -6 },
  father: { same: 3, close: 2, different: -5 },
  grandfather: { same: 3, close: 2, different: -4 },
  greatGrandfather: { same: 2.5, close: 1.5, different: -3 },
  family: { same: 2.5, close: 1.5, different: -1.5 },
  mother: { same: 3, close: 1.5, different: -3.5 },
  knownAs: { same: 2, close: 1, different: 0 },
  sex: { same: 0.3, close: 0, different: -7 },
}
/** What a part would add if it agreed and were a rare name. */
export function fullWeight(part: keyof typeof weights): number {
  return weights[part].same
}

/** The names a tenth of the country bears say less. */
const common = new Set(['MHMD', 'ALY', 'HSYN', 'AHMD', 'HSN', 'ABS', 'JSM', 'KZM', 'MHMWD', 'ABRHYM', 'XLYL', 'KRYM', 'ABDLH', 'ABDL', 'FTM', 'ZYNB'])

/** Compares two descriptions; symmetric. Throws nothing. */
export function compare(a: Description, b: Description): Comparison {
  const parts = [
    ...compareNumbers(a.nationalNumber, b.nationalNumber),
    ...bestNames(a.names, b.names),
    compareBirth(a.birth, b.birth),
    ...compareSex(a.sex, b.sex),
  ]
  const sum = parts.reduce((total, part) => total + part.weight, priorWeight)
  return { score: 1 / (1 + Math.exp(-sum)), parts }
}

function compareNumbers(left?: string, right?: string): PartComparison[] {
  if (!left || !right) return []
  return [scored('nationalNumber', left === right ? 'same' : 'different', left, right)]
}

function compareSex(left?: Sex, right?: Sex): PartComparison[] {
  if (!left || !right) return []
  return [scored('sex', left === right ? 'same' : 'different', left, right)]
}

/** Of all pairs of scripts the pair that agrees best: a Latin spelling may be a clerk's guess. */
function bestNames(left: readonly PersonName[], right: readonly PersonName[]): PartComparison[] {
  let best: PartComparison[] = []
  let bestWeight = -Infinity
  for (const a of left) for (const b of right) {
    const parts = compareNames(a, b)
    const weight = parts.reduce((total, part) => total + part.weight, 0)
    if (weight > bestWeight) [best, bestWeight] = [parts, weight]
  }
  return best
}

/** Two written names, part by part. */
export function compareNames(a: PersonName, b: PersonName): PartComparison[] {
  return compareKeys(keysOf(a), keysOf(b))
}

/** The same for names that were read already. */
export function compareKeys(left: NameKeys, right: NameKeys): PartComparison[] {
  return [
    ...alignLines(left.line, right.line),
    ...compareTokens('family', left.family, right.family),
    ...compareTokens('mother', left.mother, right.mother),
    ...compareKnownAs(left, right),
  ]
}

/**
 * The father's lines laid along each other from the own name on. A line may leave somebody out (Ali Hussein al-Jubouri
 * for Ali Karim Hussein al-Jubouri) and may end early: that is omission, not contradiction. Where both have somebody and
 * neither fits, it is contradiction.
 */
function alignLines(left: readonly Token[], right: readonly Token[]): PartComparison[] {
  const best = new Map<string, { weight: number; parts: PartComparison[] }>()
  function from(i: number, j: number): { weight: number; parts: PartComparison[] } {
    if (i >= left.length || j >= right.length) return { weight: 0, parts: [] }
    const place = `${i},${j}`
    const known = best.get(place)
    if (known) return known
    const options = [step(i, j, 0)]
    if (i > 0 && j > 0) {
      for (let skip = 1; i + skip < left.length; skip++) options.push(step(i + skip, j, skip))
      for (let skip = 1; j + skip < right.length; skip++) options.push(step(i, j + skip, skip))
    }
    const chosen = options.reduce((a, b) => (b && a && b.weight > a.weight ? b : (a ?? b)))!
    best.set(place, chosen)
    return chosen
  }
  function step(i: number, j: number, skipped: number): { weight: number; parts: PartComparison[] } | undefined {
    const agreement = agreementOf(left[i]!, right[j]!)
    if (skipped > 0 && agreement === 'different') return undefined
    const part = scored(lineParts[Math.min(3, Math.max(i, j))]!, agreement, left[i]!.text, right[j]!.text, left[i]!)
    const rest = from(i + 1, j + 1)
    return { weight: part.weight - 0.7 * skipped + rest.weight, parts: [part, ...rest.parts] }
  }
  return from(0, 0).parts
}

function compareTokens(part: 'family' | 'mother', left: readonly Token[], right: readonly Token[]): PartComparison[] {
  if (left.length === 0 || right.length === 0) return []
  const [longer, shorter] = left.length >= right.length ? [left, right] : [right, left]
  const agreements = shorter.map((token, index) => agreementOf(token, longer[index]!))
  const agreement = agreements.includes('different') ? 'different' : agreements.includes('close') ? 'close' : 'same'
  return [scored(part, agreement, textOf(left), textOf(right), left[0])]
}

function compareKnownAs(left: NameKeys, right: NameKeys): PartComparison[] {
  if (left.knownAs.length === 0 || right.knownAs.length === 0) return []
  const same = left.knownAs.length === right.knownAs.length && left.knownAs.every((token, index) => soundsSame(token, right.knownAs[index]!))
  return same ? [scored('knownAs', 'same', textOf(left.knownAs), textOf(right.knownAs))] : []
}

/** 'same': spelled the same, or said the same in another script; 'close': said alike, or one sound apart in a longer name. */
export function agreementOf(a: Token, b: Token): Agreement {
  if (a.fold === b.fold) return 'same'
  if (soundsSame(a, b)) return /[a-z]/.test(a.text) === /[a-z]/.test(b.text) && a.kurdish === b.kurdish ? 'close' : 'same'
  const [first, second] = [a.keys[0] ?? '', b.keys[0] ?? '']
  return Math.min(first.length, second.length) >= 4 && oneApart(first, second) ? 'close' : 'different'
}

/** Whether one letter put in, left out, or changed, or two neighbours exchanged, make `a` into `b`. */
export function oneApart(a: string, b: string): boolean {
  if (Math.abs(a.length - b.length) > 1) return false
  let i = 0
  while (i < a.length && a[i] === b[i]) i++
  const [restA, restB] = [a.slice(i), b.slice(i)]
  if (restA.length < 2 && restB.length < 2) return true
  if (restA.slice(1) === restB.slice(1) || restA.slice(1) === restB || restA === restB.slice(1)) return true
  return restA[0] === restB[1] && restA[1] === restB[0] && restA.slice(2) === restB.slice(2)
}

function scored(part: Exclude<ComparedPart, 'birth'>, agreement: Agreement, left: string, right: string, token?: Token): PartComparison {
  const full = agreement === 'missing' ? 0 : weights[part][agreement]
  const weight = full > 0 && token?.keys.some((key) => common.has(key)) ? full * 0.75 : full
  return { part, agreement, weight, left, right }
}

function textOf(tokens: readonly Token[]): string {
  return tokens.map((token) => token.text).join(' ')
}

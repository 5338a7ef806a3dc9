/**
 * How likely two descriptions are of one person, part by part: names by the matcher (names/), to which birth, sex, mother and
 * national number are added in the manner of Fellegi and Sunter (natural log of odds, set by hand: a register of millions is
 * no list of hundreds, so names alone count for less here than when a list is searched).
 */
import type { Agreement, Why } from './agreement.ts'
import { compareBirth } from './birth.ts'
import type { Birth } from './birth.ts'
import { align, worthOf } from './names/align.ts'
import type { Alignment, WeighedToken } from './names/align.ts'
import { plainText } from './names/letters.ts'
import { rarityOf } from './names/rarity.ts'
import { readName } from './names/tokens.ts'
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
export interface PartComparison {
  readonly part: ComparedPart
  readonly agreement: Agreement
  /** Natural log of odds this part adds; 0 when missing. */
  readonly weight: number
  readonly left?: string
  readonly right?: string
  readonly why?: Why
}

export interface Comparison {
  /** 0..1, how likely it is one person. */
  readonly score: number
  readonly parts: PartComparison[]
}

/** Odds against two people of the register, taken by chance among like names, being one. */
const priorWeight = -9
const lineParts = ['given', 'father', 'grandfather', 'greatGrandfather'] as const
const weights: Record<Exclude<ComparedPart, 'birth'>, { same: number; different: number }> = {
  nationalNumber: { same: 15, different: -9.5 },
  given: { same: 3, different: -6 },
  father: { same: 3, different: -5.5 },
  grandfather: { same: 3, different: -4 },
  greatGrandfather: { same: 2.5, different: -3 },
  family: { same: 2.5, different: -1.5 },
  mother: { same: 3, different: -3.5 },
  knownAs: { same: 2, different: 0 },
  sex: { same: 0.3, different: -7 },
}
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

/** A name read for comparing. `line` is own name, father, grandfather and so on: a double name gives two parts. */
export interface NameChain { readonly line: readonly WeighedToken[]; readonly family: readonly WeighedToken[]; readonly mother: readonly WeighedToken[]; readonly knownAs: readonly WeighedToken[]; readonly kurdish: boolean }

/** Reads the parts of a name. */
export function chainOf(name: Partial<PersonName>): NameChain {
  const kurdish = name.script === 'ckb'
  const read = (part: string | undefined) => (part ? readPart(part, kurdish) : [])
  return { line: lineParts.flatMap((part) => read(name[part])), family: read(name.family), mother: read(name.mother), knownAs: read(name.knownAs), kurdish }
}

/** Names repeat: the last ones read are kept. */
const known = new Map<string, readonly WeighedToken[]>()
const mostKnown = 50_000

function readPart(part: string, kurdish: boolean): readonly WeighedToken[] {
  const place = kurdish ? `k${part}` : part
  const found = known.get(place) ?? readName(plainText(part), kurdish || undefined).map((token) => ({ token, rarity: rarityOf(token) }))
  if (known.size >= mostKnown) known.clear()
  known.set(place, found)
  return found
}

/** Two written names, part by part. */
export function compareNames(a: PersonName, b: PersonName): PartComparison[] {
  return compareChains(chainOf(a), chainOf(b))
}

/** The same for names that were read already. */
export function compareChains(left: NameChain, right: NameChain): PartComparison[] {
  return [...compareLines(left, right), ...compareWhole('family', left, right), ...compareWhole('mother', left, right), ...compareKnownAs(left, right)]
}

/** What a part of a name can add at most: less the commoner it is. */
export function fullWeight(part: ComparedPart, { rarity }: WeighedToken): number {
  return part === 'birth' ? 0 : Math.min(weights[part].same, 0.75 * rarity)
}

/**
 * The father's lines laid along each other from the own name on. A line may leave somebody out (Ali Hussein al-Jubouri
 * for Ali Karim Hussein al-Jubouri) and may end early: that is omission, not contradiction. Where both have somebody and
 * neither fits, it is contradiction.
 */
function compareLines(left: NameChain, right: NameChain): PartComparison[] {
  if (left.line.length === 0 || right.line.length === 0) return []
  const { links } = align(left.line, right.line, undefined, true)
  return links.map((link, place) => {
    const [x, y] = [link.left.map((one) => left.line[one]!), link.right.map((one) => right.line[one]!)]
    const part = lineParts[Math.min(3, Math.max(link.left[0] ?? 0, link.right[0] ?? 0))]!
    const texts = { ...(x.length > 0 && { left: textOf(x) }), ...(y.length > 0 && { right: textOf(y) }) }
    if (link.kind === 'omitted') return { part, agreement: 'omitted', weight: links.slice(place + 1).some(({ kind }) => kind === 'aligned') ? -0.5 : 0, ...texts, why: x.length > 0 ? 'left-only' : 'right-only' }
    if (link.kind === 'contradicted') return { part, agreement: 'different', weight: weights[part].different, ...texts, why: 'contradiction' }
    const why = x.length + y.length > 2 ? 'joined' : whyAlike(x[0]!, y[0]!, link.similarity, left.kurdish === right.kurdish)
    return { part, agreement: why === 'sound' ? 'close' : 'same', weight: weightOf(part, link.similarity, x[0]!, y[0]!), ...texts, why }
  })
}

/** From here on two words are spelled alike (forms of alef, ى and ي), or said alike in two writings; under it they are only close. */
const sameSpelling = 0.94
const sameSound = 0.88

function whyAlike({ token: a }: WeighedToken, { token: b }: WeighedToken, similarity: number, sameWriting: boolean): Why {
  if (a.arabic === b.arabic && sameWriting) return similarity >= sameSpelling ? 'spelling' : 'sound'
  return similarity >= sameSound ? 'script' : 'sound'
}

function weightOf(part: (typeof lineParts)[number] | 'family' | 'mother', similarity: number, x: WeighedToken, y: WeighedToken): number {
  return Math.max(0, Math.min(weights[part].same, 0.75 * worthOf(similarity, (x.rarity + y.rarity) / 2)))
}

/** Family and mother: parts that are compared as a whole. */
function compareWhole(part: 'family' | 'mother', one: NameChain, other: NameChain): PartComparison[] {
  const [left, right] = [one[part], other[part]]
  if (left.length === 0 && right.length === 0) return []
  if (left.length === 0) return [{ part, agreement: 'omitted', weight: 0, right: textOf(right), why: 'right-only' }]
  if (right.length === 0) return [{ part, agreement: 'omitted', weight: 0, left: textOf(left), why: 'left-only' }]
  const alignment = align(left, right, undefined, true)
  const texts = { left: textOf(left), right: textOf(right) }
  if (!alike(alignment)) return [{ part, agreement: 'different', weight: weights[part].different, ...texts, why: 'contradiction' }]
  const [first] = alignment.links
  const reasons = alignment.links.filter(({ kind }) => kind === 'aligned').map((link) => whyAlike(left[link.left[0]!]!, right[link.right[0]!]!, link.similarity, one.kurdish === other.kurdish))
  const why = reasons.includes('sound') ? 'sound' : reasons.includes('script') ? 'script' : 'spelling'
  return [{ part, agreement: why === 'sound' ? 'close' : 'same', weight: weightOf(part, first!.similarity, left[first!.left[0]!]!, right[first!.right[0]!]!), ...texts, why }]
}

function alike({ links }: Alignment): boolean {
  return links[0]?.kind === 'aligned' && links.every(({ kind }) => kind !== 'contradicted')
}

function compareKnownAs({ knownAs: left }: NameChain, { knownAs: right }: NameChain): PartComparison[] {
  if (left.length === 0 || right.length === 0) return []
  const { links } = align(left, right, undefined, true)
  return links.every(({ kind }) => kind === 'aligned') ? [{ part: 'knownAs', agreement: 'same', weight: weights.knownAs.same, left: textOf(left), right: textOf(right), why: 'sound' }] : []
}

function scored(part: 'nationalNumber' | 'sex', agreement: 'same' | 'different', left: string, right: string): PartComparison {
  return { part, agreement, weight: weights[part][agreement], left, right }
}

function textOf(tokens: readonly WeighedToken[]): string {
  return tokens.map(({ token }) => token.text).join(' ')
}

/** How a list became another, and what speaks for and against a person being the one who is listed. Pure. */
import { birthRange, compareBirth } from '#kernel/people/birth.ts'
import type { Birth } from '#kernel/people/birth.ts'
import { readBorn } from '#kernel/people/names/born.ts'
import type { Description, PartComparison } from '#kernel/people/compare.ts'
import { matchNames } from '#kernel/people/names/match.ts'
import type { NameMatch } from '#kernel/people/names/match.ts'
import { likelihood } from '#kernel/people/names/model.ts'
import { fullName } from '#kernel/people/name.ts'
import { documentKey } from '#kernel/people/person.ts'
import { fingerprintOf } from './formats/entry.ts'
import type { Entry } from './formats/entry.ts'

export interface Delta { readonly added: Entry[]; readonly changed: Entry[]; readonly relisted: Entry[]; /** References that the new version lacks. */ readonly delisted: string[] }

/** What a new version of a list adds, changes, takes off and puts on again. `known`: what stands, with whether it was taken off. */
export function deltaOf(known: ReadonlyMap<string, { readonly fingerprint: string; readonly delisted: boolean }>, next: readonly Entry[]): Delta {
  const now = new Set(next.map(({ reference }) => reference))
  return {
    added: next.filter(({ reference }) => !known.has(reference)),
    relisted: next.filter(({ reference }) => known.get(reference)?.delisted),
    changed: next.filter((entry) => { const was = known.get(entry.reference); return was !== undefined && !was.delisted && was.fingerprint !== fingerprintOf(entry) }),
    delisted: [...known].filter(([reference, { delisted }]) => !delisted && !now.has(reference)).map(([reference]) => reference),
  }
}

/** Part of a reason: which part of which name, and how it agrees. */
export interface NameReason { readonly kind: 'aligned' | 'omitted' | 'contradicted'; readonly left: string; readonly right: string; readonly similarity: number }
/** A thing beside the name that the list and the person both have. */
export interface SecondIdentifier { readonly kind: 'birth' | 'document' | 'nationality'; readonly agreement: 'same' | 'close' | 'different'; readonly left: string; readonly right: string }

export interface Screened {
  /** 0..1: the name with the birth. */
  readonly score: number
  readonly name: { readonly left: string; readonly right: string; readonly parts: readonly NameReason[] }
  readonly seconds: readonly SecondIdentifier[]
}

/** Under this nobody is shown. On lists of this size one stranger in a hundred reaches about a tenth (bench/names.ts). */
export const leastScore = 0.2

export interface ScreenedPerson extends Description { readonly documents: readonly { readonly number: string }[]; readonly nationality?: string | null }

/** One person against one entry; undefined when nothing is alike enough to be shown. A paper's number that is the same always is. */
export function screen(person: ScreenedPerson, entry: Entry): Screened | undefined {
  const best = bestName(person, entry)
  const seconds = secondsOf(person, entry)
  const paper = seconds.some(({ kind }) => kind === 'document')
  if (!best) return undefined
  const birth = person.birth && entry.births.length > 0 ? Math.max(...entry.births.map((one) => compareListed(person.birth, one).weight)) : 0
  const score = Math.round(likelihood(best.match.odds + birth + (paper ? 8 : 0)) * 1e6) / 1e6
  if (score < leastScore && !paper) return undefined
  return { score, name: { left: best.left, right: best.right, parts: reasonsOf(best.match) }, seconds }
}

function bestName(person: Description, entry: Entry): { match: NameMatch; left: string; right: string } | undefined {
  let best: { match: NameMatch; left: string; right: string } | undefined
  for (const name of person.names) for (const { text, quality } of entry.names) {
    const left = fullName(name)
    const match = matchNames(left, text)
    // A nickname that the list itself calls weak is no name of its own.
    if (match && (quality !== 'low' || match.right.length > 1) && (!best || match.odds > best.match.odds)) best = { match, left, right: text }
  }
  return best
}

function reasonsOf({ left, right, alignment }: NameMatch): NameReason[] {
  return alignment.links.map((link) => ({
    kind: link.kind, similarity: Math.round(link.similarity * 100) / 100, left: link.left.map((place) => left[place]!.token.text).join(' '), right: link.right.map((place) => right[place]!.token.text).join(' '),
  }))
}

function secondsOf(person: ScreenedPerson, entry: Entry): SecondIdentifier[] {
  const found: SecondIdentifier[] = []
  const births = entry.births.map((text) => ({ text, part: compareListed(person.birth, text) })).filter(({ part }) => part.agreement !== 'missing').toSorted((a, b) => b.part.weight - a.part.weight)
  if (births[0]) found.push({ kind: 'birth', agreement: births[0].part.agreement as 'same' | 'close' | 'different', left: knownOf(person.birth!), right: births[0].text })
  const keys = new Set(person.documents.map(({ number }) => documentKey(number)))
  for (const { kind, number } of entry.documents) if (keys.has(documentKey(number))) found.push({ kind: 'document', agreement: 'same', left: number, right: `${kind} ${number}` })
  if (person.nationality === 'IRQ' && entry.nationalities.length > 0) found.push({ kind: 'nationality', agreement: entry.nationalities.some((one) => /iraq/i.test(one)) ? 'same' : 'different', left: 'IRQ', right: entry.nationalities.join(', ') })
  return found
}

/** A birth against one that a list gives, which may be about a year or between two: within these years it may be the same. */
function compareListed(birth: Birth | undefined, listed: string): Pick<PartComparison, 'agreement' | 'weight'> {
  const [, from, to] = /^(\d{4})\/(\d{4})$/.exec(listed) ?? []
  const known = birth && birthRange(birth)
  if (from && to && known && known.first <= `${to}-12-31` && known.last >= `${from}-01-01`) return { agreement: 'close', weight: Number(to) - Number(from) <= 3 ? 1.5 : 0.7 }
  if (from && to) return [from, to].map((year) => compareBirth(birth, readBorn(year))).toSorted((a, b) => b.weight - a.weight)[0]!
  const read = readBorn(listed)
  return compareBirth(birth, read && listed.endsWith('~') ? { ...read, precision: 'estimated' } : read)
}

/** As much of a birth as is known. */
function knownOf({ date, precision }: Birth): string {
  return precision === 'day' ? date! : precision === 'month' ? date!.slice(0, 7) : precision === 'estimated' ? `${date!.slice(0, 4)}~` : date!.slice(0, 4)
}

/** Finding persons: candidates from the indexes, then each compared and put in order. */
import type { Reader } from '#kernel/act/act.ts'
import { compareBirth } from './birth.ts'
import { chainOf, compare, compareChains, fullWeight } from './compare.ts'
import type { Comparison, Description, NameChain, PartComparison } from './compare.ts'
import { keysOf, tokensOf } from './fold.ts'
import type { Token } from './fold.ts'
import { tokenLikeness } from './names/align.ts'
import type { WeighedToken } from './names/align.ts'
import { lineNames } from './name.ts'
import { isKurdish } from './names/letters.ts'
import { plainDigits, PeopleQuery } from './person.ts'
import type { PersonSummary } from './person.ts'
import { idsByAny, idsByDocument, idsByLine, idsByMother, idsByNationalNumber, readPersons, standingIds, viewName, writtenName } from './store.ts'
import type { PersonNameRow, PersonRow } from './tables.ts'

/** Names compared for one search; more candidates than this say only that the search is too wide. */
const mostCompared = 160
const mostFromIndex = 80
/** A mother's name is in no index: more are compared, so that she can tell them apart. */
const mostWithMother = 400
/** Years either side that a remembered year of birth may be out. */
const yearSlack = 3
/** Where somebody fits so well, nobody is looked for among other orders of the names. */
const goodFit = 0.75
/** The fit of someone who bears all the names asked for, in another order. */
const fitOutOfOrder = 0.5

export interface FoundPerson { readonly person: PersonSummary; readonly fit: number }

/**
 * Persons who fit a line of text (`محمد علي الجبوري`, a national number, a paper's number) or named parts, best fit first.
 * `fit` is 1 when all that was asked agrees. `more`: others fit as well, narrow the search. Names borne before count too.
 */
export async function searchPeople(r: Reader, asked: PeopleQuery): Promise<{ rows: FoundPerson[]; more: boolean }> {
  const query = PeopleQuery.parse(asked)
  const number = plainDigits(query.nationalNumber ?? query.text ?? '')
  if (/\d/.test(number)) return byNumber(r, number, query.limit)
  const readings = readingsOf(query)
  if (readings.length === 0) return { rows: [], more: false }
  const years = query.birthYear ? [query.birthYear - yearSlack, query.birthYear + yearSlack] as const : undefined
  const found = new Set<string>()
  const most = query.mother ? mostWithMother : mostFromIndex
  const named = query.mother ? keysOf({ script: 'ar', given: query.given ?? '', mother: query.mother }) : undefined
  if (named?.mother[0] && named.line[0]) for (const id of await idsByMother(r, named.mother[0], named.line[0], years, most)) found.add(id)
  for (const { line, family } of readings) for (const id of await idsByLine(r, line, family[0], years, most)) found.add(id)
  let rows = await scoreAll(r, [...found].slice(0, Math.max(most, mostCompared)), readings, query)
  const tokens = [...readings[0]!.line, ...readings[0]!.family]
  if ((rows[0]?.fit ?? 0) < goodFit && tokens.length > 0) {
    const others = (await idsByAny(r, tokens.slice(0, 6), mostFromIndex)).filter((id) => !found.has(id))
    rows = inOrder([...rows, ...(await scoreAll(r, others, readings, query, 0.3))])
  }
  return { rows: rows.slice(0, query.limit), more: rows.length > query.limit }
}

async function byNumber(r: Reader, number: string, limit: number): Promise<{ rows: FoundPerson[]; more: boolean }> {
  const digits = number.replaceAll(/\s/g, '')
  const ids = new Set(/^\d{12}$/.test(digits) ? await idsByNationalNumber(r, digits) : [])
  for (const id of await idsByDocument(r, number, limit)) ids.add(id)
  const persons = await standing(r, [...ids])
  return { rows: persons.map(({ person, names }) => ({ person: summarise(person, names), fit: 1 })), more: false }
}

/** How what was typed may be meant: what the index is asked for, and what the persons found are compared with. */
interface Reading { readonly line: readonly Token[]; readonly family: readonly Token[]; readonly chain: NameChain }

/** All of it the father's line, or the last word the family. */
function readingsOf({ text, given, father, grandfather, greatGrandfather, family, mother }: PeopleQuery): Reading[] {
  const parts = { given, father, grandfather, greatGrandfather, family, mother }
  const typed = Object.values(parts).join('')
  if (typed !== '') {
    const name = { ...parts, given: given ?? '', script: isKurdish(typed) ? 'ckb' as const : 'ar' as const }
    const keys = keysOf(name)
    return keys.line.length + keys.family.length > 0 ? [{ line: keys.line, family: keys.family, chain: chainOf(name) }] : []
  }
  const tokens = tokensOf(text ?? '')
  const said = (all: readonly Token[]) => all.map((token) => token.text).join(' ')
  const reading = (line: readonly Token[], last: readonly Token[]): Reading => ({ line, family: last, chain: chainOf({ given: said(line), family: said(last), ...(isKurdish(text ?? '') && { script: 'ckb' as const }) }) })
  if (tokens.length === 0) return []
  const asFamily = reading(tokens.slice(0, -1), tokens.slice(-1))
  return tokens.length > 4 ? [asFamily] : [reading(tokens, []), asFamily]
}

async function standing(r: Reader, ids: string[]): Promise<{ person: PersonRow; names: PersonNameRow[] }[]> {
  const persons = await readPersons(r, ids)
  const merged = persons.filter(({ person }) => person.merged_into !== null)
  if (merged.length === 0) return persons
  const roots = await standingIds(r, merged.map(({ person }) => person.id))
  const missing = [...new Set(roots.values())].filter((id) => !persons.some(({ person }) => person.id === id))
  const all = new Map([...persons, ...(await readPersons(r, missing))].map((one) => [one.person.id, one]))
  return [...all.values()].filter(({ person }) => person.merged_into === null).map(({ person, names }) => ({
    person, names: [...names, ...merged.filter((one) => roots.get(one.person.id) === person.id).flatMap((one) => one.names.map((name) => ({ ...name, is_primary: false, replaced_at: name.replaced_at ?? person.created_at })))],
  }))
}

async function scoreAll(r: Reader, ids: string[], readings: Reading[], query: PeopleQuery, least = 0.15): Promise<FoundPerson[]> {
  const persons = await standing(r, ids)
  return inOrder(persons.map(({ person, names }) => ({ person: summarise(person, names), fit: fitOf(person, names, readings, query) })).filter(({ fit }) => fit > least))
}

function inOrder(found: FoundPerson[]): FoundPerson[] {
  return found.toSorted((a, b) => b.fit - a.fit || (a.person.display < b.person.display ? -1 : a.person.display > b.person.display ? 1 : 0) || (a.person.id < b.person.id ? -1 : 1))
}

/** The share of what was asked that agrees: what was not asked counts for nothing. */
function fitOf(person: PersonRow, names: PersonNameRow[], readings: Reading[], query: PeopleQuery): number {
  let best = 0
  const chains = names.map((name) => chainOf(writtenName(name)))
  for (const { chain } of readings) for (const borne of chains) {
    best = Math.max(best, share(chain, compareChains(chain, borne)), allThere(chain, borne) ? fitOutOfOrder : 0)
  }
  const yearPart = query.birthYear ? compareBirth({ date: `${query.birthYear}-01-01`, precision: 'year' }, birthOf(person)) : undefined
  const sexFits = !query.sex || !person.sex || person.sex === query.sex
  if (!sexFits) return 0
  return yearPart ? Math.max(0, 0.8 * best + 0.2 * (yearPart.weight >= 0 ? Math.min(1, yearPart.weight / 3) : yearPart.weight / 3)) : best
}

/** From here on two parts are taken for one name. */
const sameName = 0.85

/** Whether each name asked for stands somewhere, the known-as included. */
function allThere(asked: NameChain, { line, family, knownAs }: NameChain): boolean {
  const borne = [...line, ...family, ...knownAs]
  return [...asked.line, ...asked.family].every(({ token }) => borne.some((one) => tokenLikeness(one.token, token) >= sameName))
}

/** Each name of the father's line that had to be left out costs a little: who fits without omission comes first. */
const costOfOmission = 0.04

function omissions(parts: readonly PartComparison[]): number {
  const line = parts.filter(({ part }) => (lineNames as readonly string[]).includes(part))
  const last = line.findLastIndex(({ agreement }) => agreement === 'same' || agreement === 'close')
  return line.slice(0, Math.max(0, last)).filter(({ why }) => why === 'right-only').length
}

function share(asked: NameChain, parts: PartComparison[]): number {
  const whole = (part: 'given' | 'family' | 'mother', tokens: readonly WeighedToken[]) => tokens.reduce((sum, one) => sum + fullWeight(part, one), 0)
  const all = whole('given', asked.line) + whole('family', asked.family.slice(0, 1)) + whole('mother', asked.mother.slice(0, 1))
  const got = parts.reduce((sum, { part, weight, why }) => sum + (part === 'mother' && asked.mother.length === 0 ? 0 : why === 'right-only' ? 0 : weight), 0)
  return Math.max(0, Math.min(1, (got * spellingAllowance) / all) - costOfOmission * omissions(parts))
}

/** A name spelled otherwise than asked still fits whole. */
const spellingAllowance = 1.1

/** Persons who may be the one described, the likeliest first, with the reasons part by part. Below 0.2 nobody is named. */
export async function possibleDuplicates(r: Reader, described: Description & { readonly documents?: readonly { number: string }[] }, options: { except?: string; limit?: number } = {}): Promise<{ person: PersonSummary; comparison: Comparison }[]> {
  const ids = new Set(described.nationalNumber ? await idsByNationalNumber(r, described.nationalNumber) : [])
  const year = described.birth?.date ? Number(described.birth.date.slice(0, 4)) : undefined
  const years = year ? [year - yearSlack, year + yearSlack] as const : undefined
  for (const { number } of described.documents ?? []) for (const id of await idsByDocument(r, number, mostFromIndex)) ids.add(id)
  for (const name of described.names) {
    const { line, family, mother } = keysOf(name)
    if (mother[0] && line[0]) for (const id of await idsByMother(r, mother[0], line[0], years, mostFromIndex)) ids.add(id)
    for (const id of await idsByLine(r, line, family[0], years, name.mother ? mostWithMother / 2 : mostFromIndex)) ids.add(id)
  }
  const persons = await standing(r, [...ids].slice(0, mostWithMother))
  return persons
    .filter(({ person }) => person.id !== options.except)
    .map(({ person, names }) => ({ person: summarise(person, names), comparison: compare(described, descriptionOf(person, names)) }))
    .filter(({ comparison }) => comparison.score >= 0.2)
    .toSorted((a, b) => b.comparison.score - a.comparison.score)
    .slice(0, options.limit ?? 10)
}

/** A stored person as compare() takes one. */
export function descriptionOf(person: PersonRow, names: readonly PersonNameRow[]): Description {
  return { names: names.map(writtenName), sex: person.sex ?? undefined, birth: birthOf(person), nationalNumber: person.national_number ?? undefined }
}

function birthOf(person: PersonRow): Description['birth'] {
  return person.birth_date ? { date: person.birth_date, precision: person.birth_precision } : undefined
}

/** A stored person as a list shows one. */
export function summarise(person: PersonRow, names: readonly PersonNameRow[]): PersonSummary {
  const views = names.map(viewName)
  return {
    id: person.id, names: views, display: (views.find(({ primary }) => primary) ?? views[0])?.display ?? '', sex: person.sex,
    birth: { date: person.birth_date, precision: person.birth_precision }, nationalNumber: person.national_number, nationality: person.nationality,
    identityState: person.identity_state, photoDocumentId: person.photo_document_id, deceasedOn: person.deceased_on,
  }
}

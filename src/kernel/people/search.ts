/** Finding persons: candidates from the indexes, then each compared and put in order. */
import type { z } from 'zod'
import type { Reader } from '#kernel/act/act.ts'
import { compareBirth } from './birth.ts'
import { chainOf, compare, compareChains, fullWeight } from './compare.ts'
import type { Comparison, Description, NameChain, PartComparison } from './compare.ts'
import { keysOf, tokensOf } from './fold.ts'
import type { Token } from './fold.ts'
import { likeness } from './names/align.ts'
import type { WeighedToken } from './names/align.ts'
import { lineNames } from './name.ts'
import type { PersonName } from './name.ts'
import { askedCodes } from './names/codes.ts'
import { isKurdish } from './names/letters.ts'
import { splitNames } from './names/tokens.ts'
import { plainDigits, PeopleQuery } from './person.ts'
import type { PersonSummary } from './person.ts'
import { idsByAny, idsByDocument, idsByLine, idsByMother, idsByNationalNumber, idsByThree, readPersons, standingIds, viewName, writtenName } from './store.ts'
import type { PersonNameRow, PersonRow } from './tables.ts'

/** So many persons are read who are written as asked, and so many more who are written otherwise; of them so many are compared in full. */
const mostFromIndex = 64
const mostOtherwise = 48
const mostCompared = 40
/** Of two descriptions all are compared who share the own name and the mother's, or the father's line. */
const mostDescribed = 200
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
  const found = await findCandidates(r, query, readings)
  let rows = await scoreAll(r, found, readings, query)
  const tokens = [...readings[0]!.line, ...readings[0]!.family]
  if ((rows[0]?.fit ?? 0) < goodFit && tokens.length > 0) {
    const others = (await idsByAny(r, tokens.slice(0, 6), mostFromIndex)).filter((id) => !found.includes(id))
    rows = inOrder([...rows, ...(await scoreAll(r, others, readings, query, 0.3))])
  }
  return { rows: rows.slice(0, query.limit), more: rows.length > query.limit }
}

/** Ids of persons whose names are written as asked or sound so; and unless these fill the answer already, of those who are written otherwise. By keys, not compared yet. */
export async function findCandidates(r: Reader, query: z.output<typeof PeopleQuery>, readings: readonly Reading[] = readingsOf(query)): Promise<string[]> {
  const years = query.birthYear ? [query.birthYear - yearSlack, query.birthYear + yearSlack] as const : undefined
  const { mother: [mother], line: [given] } = query.mother ? keysOf({ script: 'ar', given: query.given ?? '', mother: query.mother }) : { mother: [], line: [] }
  const [byMother, ...byLine] = await Promise.all([mother && given ? idsByMother(r, mother, given, years, mostFromIndex) : [], ...readings.map(({ line, family }) => idsByLine(r, line, family[0], years, mostFromIndex))])
  const nearest = byLine.flat().toSorted((a, b) => a.place - b.place)
  const whole = byLine.map((one, index) => one.filter(({ place }) => place <= (readings[index]!.family.length > 0 || readings[index]!.line.length > 3 ? 1 : 2)).length)
  const found = new Set([...byMother, ...nearest.slice(0, mostFromIndex).map(({ id }) => id)])
  if (Math.max(...whole) >= query.limit) return [...found]
  const tokens = [...readings[0]!.line, ...readings[0]!.family]
  for (const id of await idsByThree(r, askedCodes(lineOf(query)), tokens, years, mostOtherwise)) found.add(id)
  return [...found]
}

/** What was asked as one line. A list's way of writing, the family first with a comma after it, is turned round. */
function lineOf({ text, given, father, grandfather, greatGrandfather, family }: Partial<PersonName> & { readonly text?: string | undefined }): string {
  return text === undefined ? [given, father, grandfather, greatGrandfather, family].filter(Boolean).join(' ') : (splitNames(text)[0] ?? '')
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
  const tokens = tokensOf(/[,،]/u.test(text ?? '') ? lineOf({ text }) : text ?? '')
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
  const persons = (await standing(r, ids)).map((one) => ({ ...one, chains: one.names.map((name) => chainOf(writtenName(name))) }))
  const likeliest = persons.length <= mostCompared ? persons : persons.map((one) => ({ one, likely: roughFit(one.chains, readings[0]!.chain) })).toSorted((a, b) => b.likely - a.likely).slice(0, mostCompared).map(({ one }) => one)
  return inOrder(likeliest.map((one) => ({ one, fit: fitOf(one.person, one.chains, readings, query) })).filter(({ fit }) => fit > least).map(({ one, fit }) => ({ person: summarise(one.person, one.names), fit })))
}

/** How well the parts asked for are found among the parts borne, wherever they stand: to choose who is compared in full. */
function roughFit(chains: readonly NameChain[], asked: NameChain): number {
  let best = 0
  for (const { line, family, knownAs, mother } of chains) {
    const borne = [...line, ...family, ...knownAs]
    let sum = mother[0] && asked.mother[0] ? asked.mother[0].rarity * likeness(asked.mother[0], mother[0]) : 0
    sum += line[0] && asked.line[0] ? likeness(asked.line[0], line[0]) : 0
    for (const part of [...asked.line, ...asked.family]) sum += part.rarity * borne.reduce((most, one) => Math.max(most, likeness(part, one)), 0)
    best = Math.max(best, sum)
  }
  return best
}

function inOrder(found: FoundPerson[]): FoundPerson[] {
  return found.toSorted((a, b) => b.fit - a.fit || (a.person.display < b.person.display ? -1 : a.person.display > b.person.display ? 1 : 0) || (a.person.id < b.person.id ? -1 : 1))
}

/** The share of what was asked that agrees: what was not asked counts for nothing. */
function fitOf(person: PersonRow, chains: readonly NameChain[], readings: Reading[], query: PeopleQuery): number {
  let best = 0
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
function allThere(wanted: NameChain, { line, family, knownAs }: NameChain): boolean {
  const borne = [...line, ...family, ...knownAs]
  return [...wanted.line, ...wanted.family].every((asked) => borne.some((one) => likeness(one, asked) >= sameName))
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
  const year = described.birth?.date ? Number(described.birth.date.slice(0, 4)) : undefined
  const years = year ? [year - yearSlack, year + yearSlack] as const : undefined
  const lists = await Promise.all([
    described.nationalNumber ? idsByNationalNumber(r, described.nationalNumber) : [],
    ...(described.documents ?? []).map(({ number }) => idsByDocument(r, number, mostFromIndex)),
    ...described.names.flatMap((name) => {
      const { line, family, mother } = keysOf(name)
      return [
        mother[0] && line[0] ? idsByMother(r, mother[0], line[0], years, mostFromIndex) : [],
        idsByLine(r, line, family[0], years, name.mother ? mostDescribed / 2 : mostFromIndex).then((found) => found.map(({ id }) => id)),
        idsByThree(r, askedCodes(lineOf(name)), [...line, ...family], years, mostOtherwise),
      ]
    }),
  ])
  const ids = new Set(lists.flat())
  const persons = await standing(r, [...ids].slice(0, mostDescribed))
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

/** Who an arrest is about: someone in the register, or someone whom the same act writes down. */
import type { z } from 'zod'
import type { Reader } from '#kernel/act/act.ts'
import type { Description } from '#kernel/people/compare.ts'
import { keysOf } from '#kernel/people/fold.ts'
import { fullName, type PersonName } from '#kernel/people/name.ts'
import { describePerson, getPerson } from '#kernel/people/people.ts'
import type { Person } from '#kernel/people/person.ts'
import { warrantMatch, type WarrantMatch } from '#kernel/people/warrant.ts'
import { against, note, type Finding } from '#kernel/words/finding.ts'
import type { bookArrest, WarrantPaper } from './contract/booking.ts'
import type { Birth } from './rules/arrest.ts'

export type ArrestInput = z.output<typeof bookArrest.input>

/** What the booking needs of the person, from the register or from the form. */
export interface Arrested {
  /** Null while the person is only on the form. */
  readonly id: string | null
  readonly ids: readonly string[]
  readonly display: string
  readonly keys: readonly string[]
  readonly described: Description
  readonly birth: Birth | undefined
  readonly birthPrecision: string
  readonly nationality: string | null
  readonly notThisPerson: Person['notThisPerson']
  readonly deceasedOn: string | null
  readonly hasPhoto: boolean
}

/** Reads the person of the form. @throws Refusal people.unknown */
export async function readArrested(r: Reader, person: ArrestInput['person']): Promise<Arrested> {
  if (!person.known) {
    const { names, sex, birth, nationalNumber, nationality, photoDocumentId } = person.new
    return {
      ...common(names, birth), id: null, ids: [], display: fullName(names[0]!), described: { names, sex, birth, nationalNumber }, nationality: nationality ?? null, notThisPerson: [], deceasedOn: null,
      hasPhoto: photoDocumentId !== undefined,
    }
  }
  const found = await getPerson(r, person.id)
  const described = await describePerson(r, found.id)
  return {
    ...common(described.names, described.birth), id: found.id, ids: found.ids, display: found.display, described, nationality: found.nationality, notThisPerson: found.notThisPerson,
    deceasedOn: found.deceasedOn, hasPhoto: found.photoDocumentId !== null,
  }
}

function common(names: readonly PersonName[], birth: Description['birth']): Pick<Arrested, 'keys' | 'birth' | 'birthPrecision'> {
  const known = birth?.date !== undefined && birth.precision !== 'unknown' ? { date: birth.date, precision: birth.precision } : undefined
  return { keys: [...new Set(names.flatMap((name) => keysOf(name).all))], birth: known, birthPrecision: known?.precision ?? 'unknown' }
}

/** How a warrant's paper fits the person; never by the name alone (CPC 93). */
export function matchWarrant(person: Arrested, warrant: z.output<typeof WarrantPaper>): WarrantMatch {
  return warrantMatch({ ids: person.ids, described: person.described, notThisPerson: person.notThisPerson }, {
    id: warrant.warrantId ?? warrant.number, described: { names: warrant.names, sex: warrant.sex, birth: warrant.birth, nationalNumber: warrant.nationalNumber },
    ...(warrant.wantedPersonId ? { personId: warrant.wantedPersonId } : {}),
  })
}

const warrantCodes = { unsure: 'custody.warrant-second-identifier', cleared: 'custody.warrant-cleared', none: 'custody.warrant-of-another' } as const

/** What stands against arresting this person on this warrant. Who was arrested all the same is booked without a ground, and released. */
export function checkWarrant(person: Arrested, warrant: z.output<typeof WarrantPaper>): { outcome: WarrantMatch['outcome']; findings: Finding[] } {
  const { outcome, note: why } = matchWarrant(person, warrant)
  if (outcome === 'matched') return { outcome, findings: [] }
  return { outcome, findings: [against(warrantCodes[outcome], 'CPC 93, 106', 'T', { field: 'warrant', ...(why ? { params: { note: why } } : {}) })] }
}

/** What is not known of the person yet: it never keeps the arrest from being entered, but the form says so. */
export function missingData(person: Arrested): Finding[] {
  const { described } = person
  const missing: [string, boolean][] = [
    ['sex', described.sex === undefined], ['mother', !described.names.some((name) => name.mother)], ['national-number', described.nationalNumber === undefined],
    ['nationality', person.nationality === null], ['photo', !person.hasPhoto],
  ]
  return missing.filter(([, is]) => is).map(([item]) => note(`custody.missing-${item}`, 'CPC 93, 113; Mandela 7', 'U', { field: 'person' }))
}

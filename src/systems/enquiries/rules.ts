/** Limits on look-ups, and when what a relative typed proves that they know the person. Pure. */
import { foldSpelling } from '#kernel/people/fold.ts'
import type { Person } from '#kernel/people/person.ts'

/** So many failures in a day close a number, and an address, to look-ups: 15 minutes, doubled each time again, 16 hours at most. */
export const failuresToLock = { subject: 5, address: 20 } as const
export const firstLockMinutes = 15
export const mostDoublings = 6

/** How long the nth lock (from 0) lasts. */
export function lockMinutes(earlierLocks: number): number {
  return firstLockMinutes * 2 ** Math.min(Math.max(earlierLocks, 0), mostDoublings)
}

export interface Proof { readonly mother: string; readonly birthYear: number }

/**
 * Whether mother's name and year of birth are this person's: the whole name as on record, or its first part, in any spelling of the
 * same letters. A person whose mother or birth is not on record can't be proven by them.
 */
export function proves(proof: Proof, person: Pick<Person, 'names' | 'birth'> | undefined): boolean {
  const typed = foldSpelling(proof.mother)
  const mothers = person?.names.flatMap((name) => (name.mother ? [foldSpelling(name.mother)] : [])) ?? []
  const year = person?.birth.date ? Number(person.birth.date.slice(0, 4)) : undefined
  const motherFits = mothers.some((known) => known === typed || known.split(' ')[0] === typed)
  return motherFits && year === proof.birthYear
}

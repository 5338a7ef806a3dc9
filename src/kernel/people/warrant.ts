/**
 * Whether a warrant is for this person. Never by the name alone: thousands share one. A second thing must agree (national
 * number, birth at least to the year, or the mother), nothing may contradict, and a note "not this person" ends the matter.
 * CPC 93: the warrant names the person by name, by-name and known-as, with identity and description where known.
 */
import { compare } from './compare.ts'
import type { Comparison, ComparedPart, Description } from './compare.ts'

export interface Warrant { readonly id: string; readonly personId?: string; readonly described: Description }
export interface WarrantSubject { readonly ids: readonly string[]; readonly described: Description; readonly notThisPerson: readonly { warrantId: string | null; otherPersonId: string | null; note: string }[] }

/**
 * 'matched': name and a second identifier agree. 'unsure': the name agrees, a second identifier is missing or only close: ask for one, do not
 * arrest on this. 'cleared': noted before that it is not this person. 'none': it is somebody else.
 */
export interface WarrantMatch { readonly outcome: 'matched' | 'unsure' | 'cleared' | 'none'; readonly by: readonly ComparedPart[]; readonly comparison: Comparison; readonly note?: string }

const seconds: readonly ComparedPart[] = ['nationalNumber', 'birth', 'mother']

/** Judges one warrant against one person. Pure: the caller reads both. */
export function warrantMatch(person: WarrantSubject, warrant: Warrant): WarrantMatch {
  const comparison = compare(person.described, warrant.described)
  const cleared = person.notThisPerson.find((note) => note.warrantId === warrant.id || (warrant.personId !== undefined && note.otherPersonId === warrant.personId))
  if (cleared) return { outcome: 'cleared', by: [], comparison, note: cleared.note }
  const { parts } = comparison
  const named = (part: ComparedPart) => parts.find((one) => one.part === part)?.agreement
  const sameNumber = named('nationalNumber') === 'same'
  const nameAgrees = agrees(named('given')) && (agrees(named('father')) || agrees(named('family')) || agrees(named('grandfather')))
  const contradicted = parts.some(({ part, agreement }) => agreement === 'different' && part !== 'family' && part !== 'knownAs')
  if (sameNumber) return { outcome: named('given') === 'different' || named('sex') === 'different' ? 'unsure' : 'matched', by: ['nationalNumber'], comparison }
  if (!nameAgrees || contradicted) return { outcome: 'none', by: [], comparison }
  const by = seconds.filter((part) => named(part) === 'same')
  return { outcome: by.length > 0 ? 'matched' : 'unsure', by, comparison }
}

function agrees(agreement: string | undefined): boolean {
  return agreement === 'same' || agreement === 'close'
}

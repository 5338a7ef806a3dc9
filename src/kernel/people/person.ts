/** The shapes of persons: what is written down for one, and what is read back. */
import { z } from 'zod'
import { Birth } from './birth.ts'
import { NationalNumber, PersonName, Script } from './name.ts'

export const Sex = z.enum(['male', 'female'])
export const DocumentKind = z.enum(['national-card', 'civil-status', 'nationality-certificate', 'passport', 'residence-card', 'ration-card', 'voter-card', 'refugee-paper', 'telephone', 'other'])
export type DocumentKind = z.infer<typeof DocumentKind>

const Day = z.iso.date()

/** A paper as shown; the civil-status identity of older people is its register, page and office in `number` and `issuer`. */
export const PersonDocument = z.object({
  kind: DocumentKind,
  number: z.string().trim().min(1).max(60).regex(/[\p{L}\p{N}]/u),
  issuer: z.string().trim().max(200).optional(),
  issuedOn: Day.optional(),
  expiresOn: Day.optional(),
})
export type PersonDocument = z.infer<typeof PersonDocument>

/** ISO 3166 alpha-3 as on travel papers; XXA is stateless. */
export const Nationality = z.string().regex(/^[A-Z]{3}$/)

/**
 * A person to be written down. Nothing but a name is required: whoever has no papers is `being-established`, and no
 * missing number keeps a custody or a complaint from being recorded. The first name is the primary one.
 */
export const NewPerson = z.object({
  names: z.array(PersonName).min(1).max(6),
  sex: Sex.optional(),
  birth: Birth.default({ precision: 'unknown' }),
  nationality: Nationality.optional(),
  nationalNumber: NationalNumber.optional(),
  identityState: z.enum(['established', 'being-established']).optional(),
  photoDocumentId: z.uuid().optional(),
  documents: z.array(PersonDocument).max(20).default([]),
})
export type NewPerson = z.input<typeof NewPerson>

export const PersonNameView = z.object({
  script: Script, given: z.string(), father: z.string().nullable(), grandfather: z.string().nullable(), greatGrandfather: z.string().nullable(),
  family: z.string().nullable(), mother: z.string().nullable(), knownAs: z.string().nullable(), display: z.string(), primary: z.boolean(), replaced: z.boolean(),
})
export type PersonNameView = z.infer<typeof PersonNameView>

export const BirthView = z.object({ date: z.string().nullable(), precision: z.enum(['day', 'month', 'year', 'estimated', 'unknown']) })

/** A person in a list. */
export const PersonSummary = z.object({
  id: z.uuid(), display: z.string(), names: z.array(PersonNameView), sex: Sex.nullable(), birth: BirthView, nationalNumber: z.string().nullable(),
  nationality: z.string().nullable(), identityState: z.enum(['established', 'being-established']), photoDocumentId: z.uuid().nullable(), deceasedOn: z.string().nullable(),
})
export type PersonSummary = z.infer<typeof PersonSummary>

export const NotThisPerson = z.object({
  id: z.uuid(), warrantId: z.uuid().nullable(), otherPersonId: z.uuid().nullable(), otherFacts: z.string().nullable(), note: z.string(), at: z.iso.datetime(), byName: z.string(), byOffice: z.uuid().nullable(),
})
export type NotThisPerson = z.infer<typeof NotThisPerson>

export const PersonMerge = z.object({
  id: z.uuid(), keepId: z.uuid(), dropId: z.uuid(), state: z.enum(['proposed', 'approved', 'refused', 'undone']), reason: z.string(), proposedAt: z.iso.datetime(), proposedBy: z.uuid(),
  /** Whether the reader proposed it, or approved it: then another must decide, or undo it. */
  proposedByReader: z.boolean(), decidedByReader: z.boolean(),
  decidedAt: z.iso.datetime().nullable(), decidedBy: z.uuid().nullable(), decisionReason: z.string().nullable(), undoneAt: z.iso.datetime().nullable(), undoReason: z.string().nullable(),
})
export type PersonMerge = z.infer<typeof PersonMerge>

/** All of one person, under whichever of their ids they were asked for. */
export const Person = PersonSummary.extend({
  version: z.int(), sealed: z.boolean(),
  /** Every id the person was ever recorded under, the present one first. */
  ids: z.array(z.uuid()),
  documents: z.array(PersonDocument.extend({ id: z.uuid(), issuer: z.string().nullable(), issuedOn: z.string().nullable(), expiresOn: z.string().nullable() })),
  notThisPerson: z.array(NotThisPerson),
  merges: z.array(PersonMerge),
  corrections: z.array(z.object({ field: z.string(), was: z.string().nullable(), became: z.string().nullable(), reason: z.string(), at: z.iso.datetime() })),
})
export type Person = z.infer<typeof Person>

const Words = z.string().trim().max(80)

/** What to look for: a line of text, or named parts, and what narrows them. */
export const PeopleQuery = z.object({
  text: z.string().trim().max(200).optional(),
  given: Words.optional(), father: Words.optional(), grandfather: Words.optional(), greatGrandfather: Words.optional(), family: Words.optional(), mother: Words.optional(),
  birthYear: z.coerce.number().int().min(1880).max(2200).optional(),
  sex: Sex.optional(),
  nationalNumber: z.string().trim().max(40).optional(),
  limit: z.coerce.number().int().min(1).max(100).default(20),
})
export type PeopleQuery = z.input<typeof PeopleQuery>

/** Digits typed in any of the three ways, as ASCII. */
export function plainDigits(text: string): string {
  return text.replaceAll(/[٠-٩]/g, (d) => String(d.charCodeAt(0) - 0x660)).replaceAll(/[۰-۹]/g, (d) => String(d.charCodeAt(0) - 0x6f0))
}

/** A paper's number as it is looked for: letters and digits only, in capitals. */
export function documentKey(number: string, kind?: DocumentKind): string {
  const key = plainDigits(number.normalize('NFKC')).toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
  return kind === 'telephone' ? telephoneKey(key) : key
}

/** A telephone number without the country's code or the leading 0: 07701234567 and +964 770 123 4567 are one. */
export function telephoneKey(digits: string): string {
  return digits.replace(/^(?:00)?964/, '').replace(/^0/, '')
}

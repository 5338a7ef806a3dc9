import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { Birth } from '#kernel/people/birth.ts'
import { NationalNumber, PersonName } from '#kernel/people/name.ts'
import { NewPerson, Sex } from '#kernel/people/person.ts'
import { arrestGrounds } from '../rules/arrest.ts'
import { asSeen, At, Done, Finding, optionalText, text } from './parts.ts'

/** The grounds of arrest by their ids; their names and articles are in rules/arrest.ts. */
export const GroundId = z.enum(arrestGrounds.map((g) => g.id) as [string, ...string[]])

/** A warrant as its paper names the person (CPC 93): it is never taken for this person by the name alone. */
export const WarrantPaper = z.object({
  number: text(60), issuedBy: text(200).optional(), issuedOn: z.iso.date().optional(),
  names: z.array(PersonName).min(1).max(3), sex: Sex.optional(), birth: Birth.optional(), nationalNumber: NationalNumber.optional(),
  /** The warrant's and the wanted person's ids, where the platform knows them: a note "not this person" refers to them. */
  warrantId: z.uuid().optional(), wantedPersonId: z.uuid().optional(),
})

export const ChargeInput = z.object({ offenceCode: text(30), circumstance: optionalText(60), attempt: z.boolean().default(false) })

const Arrest = z.object({
  person: z.discriminatedUnion('known', [
    z.object({ known: z.literal(true), id: z.uuid() }),
    /** `seen`: persons who look alike and were looked at; without them a likely double is refused. */
    z.object({ known: z.literal(false), new: NewPerson, seen: z.array(z.uuid()).max(50).default([]) }),
  ]),
  /** Held in a case that is open, or in one that this arrest opens. */
  inCase: z.discriminatedUnion('known', [
    z.object({ known: z.literal(true), id: z.uuid(), charge: ChargeInput.optional() }),
    z.object({ known: z.literal(false), summary: text(4000, 3), place: text(300), occurredAt: At.optional(), charge: ChargeInput, courtId: z.uuid().optional() }),
  ]),
  groundId: GroundId,
  facts: optionalText(2000),
  warrant: WarrantPaper.optional(),
  /** When the person in truth lost their liberty, however late it is entered. */
  arrestedAt: At,
  lateReason: optionalText(1000),
  place: text(300), arrestedBy: text(200),
  interpreter: optionalText(200),
})

/** What the law and the register say about an arrest before it is entered; nothing is written. */
export const checkBooking = endpoint({
  name: 'custody.checkBooking', method: 'POST', path: '/api/custody/check', may: 'custody.book', article: 'CPC 92-103, 106',
  input: Arrest,
  output: z.object({
    findings: z.array(Finding), juvenile: z.boolean(), heldAlready: z.object({ id: z.uuid(), number: z.string() }).nullable(),
    /** Until when the arrest itself covers the person. */
    papersDue: At.nullable(), warrant: z.enum(['matched', 'unsure', 'cleared', 'none']).nullable(),
  }),
})
/**
 * Enters an arrest: person, case, custody, first cover, in one act. `pin` (six digits, for the family's look-up) is shown this once and kept
 * only as a hash; null when the same request is answered a second time.
 */
export const bookArrest = endpoint({
  name: 'custody.book', method: 'POST', path: '/api/custody/book', may: 'custody.book', article: 'CPC 92-103, 106; Mandela 7',
  input: Arrest,
  output: z.object({
    id: z.uuid(), number: z.string(), personId: z.uuid(), caseId: z.uuid(), caseNumber: z.string(), pin: z.string().nullable(), warnings: z.array(Finding),
    /** A juvenile is offered to the juvenile police in the same act. */
    handedTo: z.object({ handoverId: z.uuid(), officeId: z.uuid() }).nullable(),
  }),
})
/** A new PIN for the family: the notice was lost, or somebody else learned it. The former one is void. */
export const renewPin = endpoint({
  name: 'custody.renewPin', method: 'POST', path: '/api/custody/:id/pin', may: 'custody.renew-pin',
  input: z.object({ id: z.uuid(), version: z.int().positive().optional(), reason: text(500, 3) }), output: z.object({ id: z.uuid(), pin: z.string().nullable() }),
})
/** A warrant in another case, executed on a person who is held already: the case gets its own count of detention. */
export const addCase = endpoint({
  name: 'custody.addCase', method: 'POST', path: '/api/custody/:id/case', may: 'custody.add-case', article: 'CPC 93, 106, 115',
  input: z.object({ ...asSeen, caseId: z.uuid(), warrant: WarrantPaper, charge: ChargeInput.optional() }), output: Done,
})

/** The endpoints of the register of persons. */
import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { Why } from './agreement.ts'
import { Birth } from './birth.ts'
import { NationalNumber, PersonName } from './name.ts'
import { Nationality, NewPerson, PeopleQuery, Person, PersonDocument, PersonMerge, PersonSummary, Sex } from './person.ts'

const Reason = z.string().trim().min(3).max(1000)
const Done = z.object({ id: z.uuid() })

export const PartComparison = z.object({
  part: z.enum(['nationalNumber', 'given', 'father', 'grandfather', 'greatGrandfather', 'family', 'mother', 'knownAs', 'birth', 'sex']),
  agreement: z.enum(['same', 'close', 'different', 'omitted', 'missing']), weight: z.number(), left: z.string().optional(), right: z.string().optional(), why: z.enum(Why).optional(),
})
export const Duplicate = z.object({ person: PersonSummary, comparison: z.object({ score: z.number(), parts: z.array(PartComparison) }) })
export type Duplicate = z.infer<typeof Duplicate>

export const searchPersons = endpoint({
  name: 'people.search', method: 'GET', path: '/api/people/search', may: 'people.search', limit: { perMinute: 240 },
  input: PeopleQuery,
  output: z.object({ rows: z.array(z.object({ person: PersonSummary, fit: z.number() })), more: z.boolean() }),
})
export const readPerson = endpoint({
  name: 'people.get', method: 'GET', path: '/api/people/person/:id', may: 'people.search',
  input: z.object({ id: z.uuid() }), output: Person,
})
/** `seen`: the persons who look alike and were looked at; without them a likely double is refused. */
export const createNewPerson = endpoint({
  name: 'people.create', method: 'POST', path: '/api/people', may: 'people.create', article: 'CPC 93, 113',
  input: NewPerson.extend({ seen: z.array(z.uuid()).max(50).default([]) }), output: Done,
})
export const findDuplicates = endpoint({
  name: 'people.duplicates', method: 'POST', path: '/api/people/duplicates', may: 'people.search',
  input: z.object({ names: z.array(PersonName).min(1).max(6), sex: Sex.optional(), birth: Birth.optional(), nationalNumber: NationalNumber.optional() }),
  output: z.object({ rows: z.array(Duplicate) }),
})
export const duplicatesOfPerson = endpoint({
  name: 'people.duplicatesOf', method: 'GET', path: '/api/people/person/:id/duplicates', may: 'people.search',
  input: z.object({ id: z.uuid() }), output: z.object({ rows: z.array(Duplicate) }),
})
export const addPersonName = endpoint({
  name: 'people.name', method: 'POST', path: '/api/people/person/:id/name', may: 'people.correct',
  input: z.object({ id: z.uuid(), version: z.int().positive(), name: PersonName, primary: z.boolean().optional(), reason: Reason }), output: Done,
})
export const correctPersonFacts = endpoint({
  name: 'people.correct', method: 'POST', path: '/api/people/person/:id/correct', may: 'people.correct',
  input: z.object({
    id: z.uuid(), version: z.int().positive(), reason: Reason, sex: Sex.nullable().optional(), birth: Birth.optional(), nationality: Nationality.nullable().optional(),
    nationalNumber: NationalNumber.nullable().optional(), identityState: z.enum(['established', 'being-established']).optional(), photoDocumentId: z.uuid().nullable().optional(),
    deceasedOn: z.iso.date().nullable().optional(),
  }), output: Done,
})
export const addPersonDocument = endpoint({
  name: 'people.document', method: 'POST', path: '/api/people/person/:id/document', may: 'people.correct',
  input: z.object({ id: z.uuid(), document: PersonDocument }), output: Done,
})
export const notePersonIsNot = endpoint({
  name: 'people.notThisPerson', method: 'POST', path: '/api/people/person/:id/not-this-person', may: 'people.not-this-person',
  input: z.object({ id: z.uuid(), warrantId: z.uuid().optional(), otherPersonId: z.uuid().optional(), otherFacts: z.string().trim().min(3).max(1000).optional(), note: Reason })
    .refine((not) => not.warrantId ?? not.otherPersonId ?? not.otherFacts, { message: 'invalid.not-this-whom', path: ['otherFacts'] }),
  output: Done,
})
export const proposePersonMerge = endpoint({
  name: 'people.merge.propose', method: 'POST', path: '/api/people/merge/propose', may: 'people.merge.propose',
  input: z.object({ keepId: z.uuid(), dropId: z.uuid(), reason: Reason }), output: Done,
})
export const approvePersonMerge = endpoint({
  name: 'people.merge.approve', method: 'POST', path: '/api/people/merge/approve', may: 'people.merge.approve',
  input: z.object({ id: z.uuid(), approve: z.boolean(), reason: Reason.optional() }), output: Done,
})
export const undoPersonMerge = endpoint({
  name: 'people.merge.undo', method: 'POST', path: '/api/people/merge/undo', may: 'people.merge.approve',
  input: z.object({ id: z.uuid(), reason: Reason }), output: Done,
})
export const listOpenMerges = endpoint({
  name: 'people.merge.open', method: 'GET', path: '/api/people/merge/open', may: 'people.merge.approve',
  input: z.object({}), output: z.object({ rows: z.array(z.object({ merge: PersonMerge, keep: PersonSummary.nullable(), drop: PersonSummary.nullable(), comparison: Duplicate.shape.comparison.nullable() })) }),
})
/** Persons written down lately who may be written down twice, the likeliest pair first. */
export const listDoubles = endpoint({
  name: 'people.doubles', method: 'GET', path: '/api/people/doubles', may: 'people.merge.propose', limit: { perMinute: 30 },
  input: z.object({}), output: z.object({ rows: z.array(z.object({ person: PersonSummary, other: Duplicate })) }),
})

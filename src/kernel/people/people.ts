/** Persons, as every system uses them. Writing takes the act's `tx`; reading follows merges to the person as they stand now. */
import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import type { Birth } from './birth.ts'
import { personWritten } from './hooks.ts'
import type { PersonName } from './name.ts'
import { NewPerson } from './person.ts'
import type { NotThisPerson, Person, PersonDocument } from './person.ts'
import { mergesOf } from './merge.ts'
import { descriptionOf, summarise } from './search.ts'
import { clearPrimary, idsByNationalNumber, insertDocuments, insertNames, insertPerson, lockStanding, mergedIds, nameRow, readPersons, replaceNames, standingIds, updatePerson } from './store.ts'
import type { PeopleTables, PersonRow } from './tables.ts'
import type { Description } from './compare.ts'

/**
 * Writes a person down and gives their id. Checks the shape again (callers pass what a form gave).
 * @throws Refusal people.number-taken when the national number is already somebody's
 */
export async function createPerson(tx: Tx, given: NewPerson, id: string = randomUUIDv7()): Promise<string> {
  const person = NewPerson.parse(given)
  if (person.nationalNumber) await refuseTakenNumber(tx, person.nationalNumber)
  await insertPerson(tx, {
    id, sex: person.sex ?? null, birth_date: person.birth.date ?? null, birth_precision: person.birth.precision, nationality: person.nationality ?? null,
    national_number: person.nationalNumber ?? null, identity_state: person.identityState ?? (person.nationalNumber || person.documents.some(({ kind }) => kind !== 'telephone') ? 'established' : 'being-established'),
    photo_document_id: person.photoDocumentId ?? null, created_at: tx.at,
  })
  await insertNames(tx, person.names.map((name, index) => nameRow(id, name, person.birth, index === 0)))
  await insertDocuments(tx, id, person.documents)
  await personWritten(tx, id)
  return id
}

async function refuseTakenNumber(tx: Tx, number: string, but?: string): Promise<void> {
  const [taken] = (await idsByNationalNumber(tx, number)).filter((id) => id !== but)
  if (taken) refuse('people.number-taken', { field: 'nationalNumber', params: { number }, current: { personId: taken } })
}

/** The person as they stand now, whichever of their ids was given; undefined when there is none or they may not be seen. */
export async function findPerson(r: Reader, by: { id: string } | { nationalNumber: string }): Promise<Person | undefined> {
  const asked = 'id' in by ? by.id : (await idsByNationalNumber(r, by.nationalNumber))[0]
  const standing = asked ? (await standingIds(r, [asked])).get(asked) : undefined
  if (!standing) return undefined
  const ids = await mergedIds(r, standing)
  const [present, ...former] = await readPersons(r, ids)
  if (!present) return undefined
  const names = [...present.names, ...former.flatMap((one) => one.names.map((name) => ({ ...name, is_primary: false, replaced_at: name.replaced_at ?? present.person.created_at })))]
  const db = r.db.withTables<PeopleTables>()
  const any = sql<string>`any (${ids}::uuid[])`
  const documents = await db.selectFrom('kernel.person_document').selectAll().where('person_id', '=', any).orderBy('recorded_at').execute()
  const corrections = await db.selectFrom('kernel.person_correction').select(['field', 'was', 'became', 'reason', 'at']).where('person_id', '=', any).orderBy('at').execute()
  return {
    ...summarise(present.person, names), version: present.person.version, sealed: present.person.sealed, ids,
    corrections: corrections.map((c) => ({ ...c, at: c.at.toISOString() })),
    documents: documents.map((d) => ({ id: d.id, kind: d.kind as PersonDocument['kind'], number: d.number, issuer: d.issuer, issuedOn: d.issued_on, expiresOn: d.expires_on })),
    notThisPerson: await notThisPersonOf(r, ids), merges: await mergesOf(r, ids),
  }
}

/** Like findPerson. @throws Refusal people.unknown */
export async function getPerson(r: Reader, id: string): Promise<Person> {
  return (await findPerson(r, { id })) ?? refuse('people.unknown', { status: 404 })
}

/** Every id one person was recorded under, the present one first: what a system asks its own tables with. */
export async function samePersonIds(r: Reader, id: string): Promise<string[]> {
  const standing = (await standingIds(r, [id])).get(id) ?? refuse('people.unknown', { status: 404 })
  return mergedIds(r, standing)
}

/** The person as compare() and warrantMatch() take them. */
export async function describePerson(r: Reader, id: string): Promise<Description> {
  const [present, ...former] = await readPersons(r, await samePersonIds(r, id))
  return present ? descriptionOf(present.person, [present, ...former].flatMap((one) => one.names)) : refuse('people.unknown', { status: 404 })
}

/** Adds a name in its script; the one of that script that stood until now is kept as a former name. */
export async function addName(tx: Tx, personId: string, name: PersonName, options: { primary?: boolean; expectedVersion?: number } = {}): Promise<void> {
  const row = await lockStanding(tx, personId, options.expectedVersion)
  const [current] = await readPersons(tx, [personId])
  const standing = current?.names.filter((one) => one.script === name.script && !one.replaced_at) ?? []
  const primary = options.primary ?? standing.some((one) => one.is_primary)
  await replaceNames(tx, personId, name.script)
  if (primary) await clearPrimary(tx, personId)
  const birth: Birth = { precision: row.birth_precision, ...(row.birth_date ? { date: row.birth_date } : {}) }
  await insertNames(tx, [nameRow(personId, name, birth, primary)])
  await updatePerson(tx, personId, {})
  await personWritten(tx, personId)
}

export interface Correction {
  readonly sex?: PersonRow['sex']; readonly birth?: Birth; readonly nationality?: string | null; readonly nationalNumber?: string | null
  readonly identityState?: PersonRow['identity_state']; readonly photoDocumentId?: string | null; readonly deceasedOn?: string | null
}

/** Corrects what is recorded of a person; what stood before stays readable with the reason. */
export async function correctPerson(tx: Tx, personId: string, correction: Correction, reason: string, expectedVersion?: number): Promise<void> {
  const row = await lockStanding(tx, personId, expectedVersion)
  if (correction.nationalNumber) await refuseTakenNumber(tx, correction.nationalNumber, personId)
  const wanted: Partial<PersonRow> = {
    sex: correction.sex, nationality: correction.nationality, national_number: correction.nationalNumber, identity_state: correction.identityState,
    photo_document_id: correction.photoDocumentId, deceased_on: correction.deceasedOn,
    ...(correction.birth ? { birth_date: correction.birth.date ?? null, birth_precision: correction.birth.precision } : {}),
  }
  const changed = Object.entries(wanted).filter(([field, value]) => value !== undefined && value !== row[field as keyof PersonRow])
  if (changed.length === 0) refuse('people.nothing-to-correct', { status: 422 })
  const text = (value: unknown) => (value === null || value === undefined ? null : String(value))
  await tx.db.withTables<PeopleTables>().insertInto('kernel.person_correction').values(changed.map(([field, value]) => ({
    id: randomUUIDv7(), person_id: personId, field, was: text(row[field as keyof PersonRow]), became: text(value), reason, at: tx.at, by_account: tx.ctx.session?.accountId ?? null,
  }))).execute()
  await updatePerson(tx, personId, Object.fromEntries(changed))
  await personWritten(tx, personId)
}

/** Adds a paper to a person. */
export async function addDocument(tx: Tx, personId: string, document: PersonDocument): Promise<void> {
  await lockStanding(tx, personId)
  await insertDocuments(tx, personId, [document])
  await updatePerson(tx, personId, {})
  await personWritten(tx, personId)
}

/**
 * Hides a person from everyone who has no record of theirs, or shows them again; the act's basis says why.
 * @throws Refusal people.seal-needs-record when the actor has no record of theirs (and could not see them after)
 */
export async function sealPerson(tx: Tx, personId: string, sealed: boolean): Promise<void> {
  await lockStanding(tx, personId)
  const named = await tx.db.selectFrom('kernel.record_person').select('id').where('person_id', '=', personId).executeTakeFirst()
  if (!named) refuse('people.seal-needs-record', { status: 403 })
  await updatePerson(tx, personId, { sealed })
}

export interface NotThis { readonly personId: string; readonly warrantId?: string; readonly otherPersonId?: string; readonly otherFacts?: string; readonly note: string }

/** Notes that this person is not the one a warrant, another record or some facts speak of. The note travels with the person and is never removed. */
export async function addNotThisPerson(tx: Tx, not: NotThis): Promise<string> {
  await lockStanding(tx, not.personId)
  const { session } = tx.ctx
  const id = randomUUIDv7()
  await tx.db.withTables<PeopleTables>().insertInto('kernel.not_this_person').values({
    id, person_id: not.personId, warrant_id: not.warrantId ?? null, other_person_id: not.otherPersonId ?? null, other_facts: not.otherFacts ?? null, note: not.note,
    at: tx.at, by_account: session?.accountId ?? null, by_name: session?.personName ?? 'Mizan', by_office: session?.officeId ?? null,
  }).execute()
  return id
}

/** The notes of a person, under any of their ids, oldest first. */
export async function notThisPersonOf(r: Reader, ids: readonly string[]): Promise<NotThisPerson[]> {
  const rows = await r.db.withTables<PeopleTables>().selectFrom('kernel.not_this_person').selectAll().where('person_id', 'in', [...ids]).orderBy('at').execute()
  return rows.map((row) => ({ id: row.id, warrantId: row.warrant_id, otherPersonId: row.other_person_id, otherFacts: row.other_facts, note: row.note, at: row.at.toISOString(), byName: row.by_name, byOffice: row.by_office }))
}

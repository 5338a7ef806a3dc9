/** The SQL of persons. Reads run under row-level security; the two find functions give ids only (see the migration). */
import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import type { Birth } from './birth.ts'
import { keysOf } from './fold.ts'
import type { Token } from './fold.ts'
import { fullName } from './name.ts'
import type { PersonName } from './name.ts'
import { storedCodes } from './names/codes.ts'
import type { Coded } from './names/codes.ts'
import { documentKey } from './person.ts'
import { mostReadings } from './sounds.ts'
import type { PersonDocument, PersonNameView } from './person.ts'
import { writtenColumns } from './tables.ts'
import type { PeopleTables, PersonNameRow, PersonNameTable, PersonRow } from './tables.ts'
import type { Insertable } from 'kysely'

function db(r: Reader) {
  return r.db.withTables<PeopleTables>()
}

/** The row of a name: what was written and, beside it, what it is found by. */
export function nameRow(personId: string, name: PersonName, birth: Birth | undefined, primary: boolean): Insertable<PersonNameTable> {
  const keys = keysOf(name)
  const first = (token?: Token) => token?.keys[0] ?? null
  const { triples, pairs } = storedCodes([name.given, name.father, name.grandfather, name.greatGrandfather, name.family], name.script === 'ckb')
  return {
    id: randomUUIDv7(), person_id: personId, script: name.script, given: name.given, father: name.father ?? null, grandfather: name.grandfather ?? null,
    great_grandfather: name.greatGrandfather ?? null, family: name.family ?? null, mother: name.mother ?? null, known_as: name.knownAs ?? null,
    display: fullName(name), is_primary: primary, replaced_at: null,
    line_1: first(keys.line[0]) ?? '', line_2: first(keys.line[1]), line_3: first(keys.line[2]), line_4: first(keys.line[3]), family_key: first(keys.family[0]), mother_key: first(keys.mother[0]),
    keys: [...keys.all], triples: [...triples], pair: pairs[0] ?? null, birth_year: birth?.date ? Number(birth.date.slice(0, 4)) : null,
  }
}

export async function insertPerson(tx: Tx, row: Omit<PersonRow, 'version' | 'sealed' | 'merged_into' | 'deceased_on'>): Promise<void> {
  await db(tx).insertInto('kernel.person').values({ ...row, merged_into: null, deceased_on: null }).execute()
}

export async function insertNames(tx: Tx, rows: Insertable<PersonNameTable>[]): Promise<void> {
  await db(tx).insertInto('kernel.person_name').values(rows).execute()
}

export async function insertDocuments(tx: Tx, personId: string, documents: readonly PersonDocument[]): Promise<void> {
  if (documents.length === 0) return
  await db(tx).insertInto('kernel.person_document').values(documents.map((d) => ({
    id: randomUUIDv7(), person_id: personId, kind: d.kind, number: d.number, number_key: documentKey(d.number, d.kind), issuer: d.issuer ?? null,
    issued_on: d.issuedOn ?? null, expires_on: d.expiresOn ?? null, recorded_at: tx.at,
  }))).execute()
}

/** The person's row locked until the act commits; undefined when there is none or it may not be seen. */
export async function lockPerson(tx: Tx, id: string): Promise<PersonRow | undefined> {
  return db(tx).selectFrom('kernel.person').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

/** Locks the person for the rest of the act. @throws Refusal people.unknown, people.merged-away, kernel.changed-meanwhile */
export async function lockStanding(tx: Tx, id: string, expectedVersion?: number): Promise<PersonRow> {
  const row = (await lockPerson(tx, id)) ?? refuse('people.unknown', { status: 404 })
  if (row.merged_into) refuse('people.merged-away', { current: { personId: row.merged_into } })
  if (expectedVersion !== undefined && row.version !== expectedVersion) refuse('kernel.changed-meanwhile', { status: 409, current: { ...row }, params: { expected: expectedVersion, version: row.version } })
  return row
}

export async function updatePerson(tx: Tx, id: string, changes: Partial<Omit<PersonRow, 'id' | 'version' | 'created_at'>>): Promise<void> {
  await db(tx).updateTable('kernel.person').set((eb) => ({ ...changes, version: eb('version', '+', 1) })).where('id', '=', id).execute()
  if (changes.birth_date !== undefined) {
    await db(tx).updateTable('kernel.person_name').set({ birth_year: changes.birth_date ? Number(changes.birth_date.slice(0, 4)) : null }).where('person_id', '=', id).execute()
  }
}

/** Names of a script that no longer stand: they stay findable. */
export async function replaceNames(tx: Tx, personId: string, script: string): Promise<void> {
  await db(tx).updateTable('kernel.person_name').set({ replaced_at: tx.at, is_primary: false })
    .where('person_id', '=', personId).where('script', '=', script as PersonNameRow['script']).where('replaced_at', 'is', null).execute()
}

export async function clearPrimary(tx: Tx, personId: string): Promise<void> {
  await db(tx).updateTable('kernel.person_name').set({ is_primary: false }).where('person_id', '=', personId).where('is_primary', '=', true).execute()
}

/** The id under which this person stands now: whoever was merged into another is the other. */
export async function standingIds(r: Reader, ids: readonly string[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ id: string; root: string }>`
    with recursive up (id, at, into_id) as (
      select p.id, p.id, p.merged_into from kernel.person p where p.id = any (${[...ids]}::uuid[])
      union all select up.id, p.id, p.merged_into from up join kernel.person p on p.id = up.into_id)
    select id, at as root from up where into_id is null`.execute(r.db)
  return new Map(rows.map(({ id, root }) => [id, root]))
}

/** A standing person's id and all ids merged into it, at any depth. */
export async function mergedIds(r: Reader, standingId: string): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    with recursive down (id, depth) as (select ${standingId}::uuid, 0 union all select p.id, down.depth + 1 from kernel.person p join down on p.merged_into = down.id)
    select id from down order by depth, id`.execute(r.db)
  return rows.map(({ id }) => id)
}

/** Persons and their names by id; a person who may not be seen is left out. */
export async function readPersons(r: Reader, ids: readonly string[]): Promise<{ person: PersonRow; names: PersonNameRow[] }[]> {
  if (ids.length === 0) return []
  const [{ rows: persons }, { rows: names }] = await Promise.all([
    sql<PersonRow>`select * from kernel.persons_of(${[...ids]}::uuid[])`.execute(r.db),
    sql<PersonNameRow>`select ${sql.raw(writtenColumns.join(', '))} from kernel.person_names_of(${[...ids]}::uuid[])`.execute(r.db),
  ])
  const byPerson = Map.groupBy(names, (name) => name.person_id)
  const at = new Map(persons.map((person) => [person.id, person]))
  return ids.flatMap((id) => { const person = at.get(id); return person ? [{ person, names: byPerson.get(id) ?? [] }] : [] })
}

export async function idsByNationalNumber(r: Reader, number: string): Promise<string[]> {
  return (await db(r).selectFrom('kernel.person').select('id').where('national_number', '=', number).execute()).map(({ id }) => id)
}

export async function idsByDocument(r: Reader, number: string, most: number): Promise<string[]> {
  return (await db(r).selectFrom('kernel.person_document').select('person_id').distinct().where('number_key', 'in', [...new Set([documentKey(number), documentKey(number, 'telephone')])]).limit(most).execute()).map((row) => row.person_id)
}

/** Ids of persons whose line and family begin like these, best places first; at `place` 0 and 1 all that was asked agrees. */
export async function idsByLine(r: Reader, line: readonly Token[], family: Token | undefined, years: readonly [number, number] | undefined, most: number): Promise<{ id: string; place: number }[]> {
  const read = (token: Token) => token.keys.join(' ')
  // The readings of the names multiply: of the third and fourth only the likelier ones are looked for.
  const readings = line.slice(0, 4).map((token, index) => token.keys.slice(0, index < 2 ? mostReadings : 4).join(' '))
  const { rows } = await sql<{ id: string; place: number }>`select person_id as id, min(place) as place from kernel.find_by_line(${readings}::text[], ${family ? read(family) : null},
    ${years?.[0] ?? null}::integer, ${years?.[1] ?? null}::integer, ${most}) group by person_id order by min(place), person_id`.execute(r.db)
  return rows
}

/** Ids of persons of this own name whose mother's own name is this. */
export async function idsByMother(r: Reader, mother: Token, given: Token, years: readonly [number, number] | undefined, most: number): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`select person_id from kernel.find_by_mother(${[...mother.keys]}::text[], ${[...given.keys]}::text[], ${years?.[0] ?? null}::integer, ${years?.[1] ?? null}::integer, ${most})`.execute(r.db)
  return rows.map((row) => row.person_id)
}

/** Ids of persons who share three parts of the name with what is asked, or two and the year, however they are written: those first that sound most alike. */
export async function idsByThree(r: Reader, { triples, pairs }: Coded, readings: readonly Token[], years: readonly [number, number] | undefined, most: number): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`select person_id from kernel.find_by_three(${[...triples]}::integer[], ${[...pairs]}::integer[], ${readings.flatMap(({ keys }) => keys)}::text[],
    ${years?.[0] ?? null}::integer, ${years?.[1] ?? null}::integer, ${most})`.execute(r.db)
  return [...new Set(rows.map((row) => row.person_id))]
}

/** Ids of persons who bear all of these names in any order. */
export async function idsByAny(r: Reader, tokens: readonly Token[], most: number): Promise<string[]> {
  const { rows } = await sql<{ person_id: string }>`select distinct person_id from kernel.find_by_any(${tokens.map((token) => token.keys.join(' '))}::text[], ${most})`.execute(r.db)
  return rows.map((row) => row.person_id)
}

export function viewName(row: PersonNameRow): PersonNameView {
  return {
    script: row.script, given: row.given, father: row.father, grandfather: row.grandfather, greatGrandfather: row.great_grandfather, family: row.family,
    mother: row.mother, knownAs: row.known_as, display: row.display, primary: row.is_primary, replaced: row.replaced_at !== null,
  }
}

/** The name as it was written, for comparing. */
export function writtenName(row: PersonNameRow): PersonName {
  return {
    script: row.script, given: row.given, father: row.father ?? undefined, grandfather: row.grandfather ?? undefined, greatGrandfather: row.great_grandfather ?? undefined,
    family: row.family ?? undefined, mother: row.mother ?? undefined, knownAs: row.known_as ?? undefined,
  }
}

import { createHash, randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import type { Instant, Json } from '#kernel/db/tables.ts'
import { tokensOf } from '#kernel/people/fold.ts'
import { splitNames } from '#kernel/people/names/tokens.ts'
import { documentKey } from '#kernel/people/person.ts'
import { fingerprintOf } from './formats/entry.ts'
import type { Entry, ListCode } from './formats/entry.ts'
import type { Delta, Screened } from './rules.ts'

type ListVersionTable = { id: string; list: ListCode; published_on: string | null; file_names: string[]; file_digest: string; entries: number; added: number; changed: number; relisted: number; delisted: number; imported_at: Instant; imported_by: string }
type EntryTable = { id: string; list: ListCode; reference: string; content: Json<Entry>; fingerprint: string; version_id: string; delisted_at: Instant | null }
type EntryChangeTable = { id: string; entry_id: string; version_id: string; change: 'added' | 'changed' | 'delisted' | 'relisted'; before: Json<Entry> | null; after: Json<Entry> | null }
type HitTable = {
  id: string; person_id: string; entry_id: string; score: number; reasons: Json<Pick<Screened, 'name' | 'seconds'>>; digest: string; because: 'person' | 'list'
  state: 'open' | 'proposed' | 'confirmed' | 'dismissed' | 'lapsed'; found_at: Instant; verdict: 'confirmed' | 'dismissed' | null
  second_kind: 'birth' | 'document' | 'mother' | 'photograph' | 'fingerprint' | 'other' | null; second_text: string | null; reason: string | null
  proposed_by: string | null; proposed_at: Instant | null; decided_by: string | null; decided_at: Instant | null; decision_reason: string | null
}
type Tables = { 'screening.list_version': ListVersionTable; 'screening.entry': EntryTable; 'screening.entry_change': EntryChangeTable; 'screening.hit': HitTable }
export type VersionRow = Selectable<ListVersionTable>
export type EntryRow = Selectable<EntryTable>
export type HitRow = Selectable<HitTable>

function db(r: Reader) {
  return r.db.withTables<Tables>()
}

/** What stands of one list. */
export async function entriesOf(r: Reader, list: ListCode): Promise<EntryRow[]> {
  return db(r).selectFrom('screening.entry').selectAll().where('list', '=', list).execute()
}

/** Everybody who is listed now. */
export async function listedEntries(r: Reader): Promise<EntryRow[]> {
  return db(r).selectFrom('screening.entry').selectAll().where('delisted_at', 'is', null).execute()
}

/** The newest version of any list: what was read of the lists is good as long as it does not change. '' when there is none. */
export async function stateOfLists(r: Reader): Promise<string> {
  return (await db(r).selectFrom('screening.list_version').select('id').orderBy('id', 'desc').limit(1).executeTakeFirst())?.id ?? ''
}

export async function insertVersion(tx: Tx, row: Omit<VersionRow, 'imported_at' | 'imported_by'>): Promise<VersionRow> {
  const whole = { ...row, imported_at: tx.at, imported_by: tx.ctx.session?.personName ?? 'Mizan' }
  await db(tx).insertInto('screening.list_version').values(whole).execute()
  return whole
}

/** Writes what a version changed; gives the ids of entries that now say something else. */
export async function applyDelta(tx: Tx, versionId: string, list: ListCode, delta: Delta, known: ReadonlyMap<string, EntryRow>): Promise<string[]> {
  const added = delta.added.map((entry) => ({ id: randomUUIDv7(), list, reference: entry.reference, content: JSON.stringify(entry), fingerprint: fingerprintOf(entry), version_id: versionId, delisted_at: null }))
  for (let at = 0; at < added.length; at += 500) {
    const some = added.slice(at, at + 500)
    await db(tx).insertInto('screening.entry').values(some).execute()
    await db(tx).insertInto('screening.entry_change').values(some.map((row) => ({ id: randomUUIDv7(), entry_id: row.id, version_id: versionId, change: 'added' as const, before: null, after: row.content }))).execute()
  }
  const written = [...delta.changed.map((entry) => ({ entry, change: 'changed' as const })), ...delta.relisted.map((entry) => ({ entry, change: 'relisted' as const }))]
  for (const { entry, change } of written) {
    const was = known.get(entry.reference)!
    await db(tx).updateTable('screening.entry').set({ content: JSON.stringify(entry), fingerprint: fingerprintOf(entry), version_id: versionId, delisted_at: null }).where('id', '=', was.id).execute()
    await db(tx).insertInto('screening.entry_change').values({ id: randomUUIDv7(), entry_id: was.id, version_id: versionId, change, before: JSON.stringify(was.content), after: JSON.stringify(entry) }).execute()
  }
  for (const reference of delta.delisted) {
    const was = known.get(reference)!
    await db(tx).updateTable('screening.entry').set({ delisted_at: tx.at, version_id: versionId }).where('id', '=', was.id).execute()
    await db(tx).insertInto('screening.entry_change').values({ id: randomUUIDv7(), entry_id: was.id, version_id: versionId, change: 'delisted', before: JSON.stringify(was.content), after: null }).execute()
    await db(tx).updateTable('screening.hit').set({ state: 'lapsed' }).where('entry_id', '=', was.id).where('state', 'in', ['open', 'proposed']).execute()
  }
  return [...added.map(({ id }) => id), ...written.map(({ entry }) => known.get(entry.reference)!.id)]
}

export async function lastVersion(r: Reader, list: ListCode): Promise<VersionRow | undefined> {
  return db(r).selectFrom('screening.list_version').selectAll().where('list', '=', list).orderBy('id', 'desc').limit(1).executeTakeFirst()
}

export async function versions(r: Reader): Promise<VersionRow[]> {
  return db(r).selectFrom('screening.list_version').selectAll().orderBy('imported_at', 'desc').limit(100).execute()
}

export async function entriesById(r: Reader, ids: readonly string[]): Promise<Map<string, EntryRow>> {
  if (ids.length === 0) return new Map()
  return new Map((await db(r).selectFrom('screening.entry').selectAll().where('id', 'in', [...ids]).execute()).map((row) => [row.id, row]))
}

/**
 * Keeps what was found. One dismissed before is opened again only where the reasons have become others; a decision that was
 * taken stays, and who stands as confirmed stays so.
 */
export async function keepHit(tx: Tx, hit: { personId: string; entryId: string; screened: Screened; fingerprint: string; because: 'person' | 'list' }): Promise<void> {
  const reasons = { name: hit.screened.name, seconds: hit.screened.seconds }
  const digest = createHash('sha256').update(JSON.stringify([reasons, hit.fingerprint])).digest('hex')
  const known = await db(tx).selectFrom('screening.hit').selectAll().where('person_id', '=', hit.personId).where('entry_id', '=', hit.entryId).forUpdate().executeTakeFirst()
  const found = { score: hit.screened.score, reasons: JSON.stringify(reasons), digest, because: hit.because }
  const fresh = { ...found, state: 'open' as const, found_at: tx.at, verdict: null, second_kind: null, second_text: null, reason: null, proposed_by: null, proposed_at: null, decided_by: null, decided_at: null, decision_reason: null }
  if (!known) await db(tx).insertInto('screening.hit').values({ id: randomUUIDv7(), person_id: hit.personId, entry_id: hit.entryId, ...fresh }).execute()
  else if (known.state === 'lapsed' || (known.state === 'dismissed' && known.digest !== digest)) await db(tx).updateTable('screening.hit').set(fresh).where('id', '=', known.id).execute()
  else if (known.state === 'open' && known.digest !== digest) await db(tx).updateTable('screening.hit').set(found).where('id', '=', known.id).execute()
}

/** Hits of a person that nothing speaks for any more lapse. */
export async function lapseOthers(tx: Tx, personId: string, but: readonly string[]): Promise<void> {
  let query = db(tx).updateTable('screening.hit').set({ state: 'lapsed' }).where('person_id', '=', personId).where('state', 'in', ['open', 'proposed'])
  if (but.length > 0) query = query.where('entry_id', 'not in', [...but])
  await query.execute()
}

export async function listHitRows(r: Reader, by: { state: HitRow['state']; limit: number } | { personIds: readonly string[] } | { id: string }): Promise<HitRow[]> {
  const all = db(r).selectFrom('screening.hit').selectAll()
  if ('id' in by) return all.where('id', '=', by.id).execute()
  if ('personIds' in by) return all.where('person_id', 'in', [...by.personIds]).where('state', '<>', 'lapsed').orderBy('score', 'desc').execute()
  return all.where('state', '=', by.state).orderBy('score', 'desc').orderBy('id').limit(by.limit).execute()
}

export async function lockHit(tx: Tx, id: string): Promise<HitRow | undefined> {
  return db(tx).selectFrom('screening.hit').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()
}

export async function updateHit(tx: Tx, id: string, changes: Partial<Omit<HitRow, 'id' | 'reasons'>>): Promise<void> {
  await db(tx).updateTable('screening.hit').set(changes).where('id', '=', id).execute()
}

const mostFromIndex = 40

/** Persons whom the register's own keys name for some entries: own name with father, with family, and numbers of papers. One round to the database. */
export async function likelyPersons(r: Reader, entries: readonly EntryRow[]): Promise<{ entryId: string; personId: string }[]> {
  const lines = entries.flatMap(({ id, content }) => content.names.flatMap(({ text }) => splitNames(text)).flatMap((name) => {
    const read = tokensOf(name).slice(0, 6).map((token) => token.keys.join(' '))
    return read.length < 2 ? [] : [{ id, line: read.slice(0, 4), family: null }, { id, line: read.slice(0, -1).slice(0, 4), family: read.at(-1)! }]
  }))
  const numbers = entries.flatMap(({ id, content }) => content.documents.map(({ number }) => ({ id, key: documentKey(number) })))
  const { rows } = await sql<{ entry_id: string; person_id: string }>`
    select (q->>'id')::uuid as entry_id, f.person_id from jsonb_array_elements(${JSON.stringify(lines)}::jsonb) q
      cross join lateral kernel.find_by_line(array(select jsonb_array_elements_text(q->'line')), q->>'family', null, null, ${mostFromIndex}) f
    union select (n->>'id')::uuid, d.person_id from jsonb_array_elements(${JSON.stringify(numbers)}::jsonb) n join kernel.person_document d on d.number_key = n->>'key'`.execute(r.db)
  return rows.map((row) => ({ entryId: row.entry_id, personId: row.person_id }))
}

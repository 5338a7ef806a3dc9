/** Screening: a person against all lists when they are written down or corrected, a list against all persons when it changes. */
import { createHash, randomUUIDv7 } from 'node:crypto'
import { act, read } from '#kernel/act/act.ts'
import type { Reader, Tx } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { fullName } from '#kernel/people/name.ts'
import { makePool, searchPool } from '#kernel/people/names/pool.ts'
import type { Pool } from '#kernel/people/names/pool.ts'
import { describePerson, getPerson } from '#kernel/people/people.ts'
import { standingIds } from '#kernel/people/store.ts'
import { ListFileError } from './formats/entry.ts'
import { readList } from './formats/read.ts'
import type { ListFile } from './formats/read.ts'
import { deltaOf, screen } from './rules.ts'
import type { ScreenedPerson } from './rules.ts'
import { applyDelta, entriesById, entriesOf, insertVersion, keepHit, lapseOthers, lastVersion, likelyPersons, listedEntries, stateOfLists } from './store.ts'
import type { EntryRow, VersionRow } from './store.ts'

interface Listed { readonly state: string; readonly pool: Pool; readonly entries: ReadonlyMap<string, EntryRow>; readonly byNumber: ReadonlyMap<string, string[]> }
let listed: Listed | undefined

/** The lists in memory, read anew when one was imported. */
async function readListed(r: Reader): Promise<Listed> {
  const state = await stateOfLists(r)
  if (listed?.state === state) return listed
  const rows = await listedEntries(r)
  const byNumber = new Map<string, string[]>()
  for (const { id, content } of rows) for (const { number } of content.documents) byNumber.set(plain(number), [...(byNumber.get(plain(number)) ?? []), id])
  listed = { state, entries: new Map(rows.map((row) => [row.id, row])), byNumber, pool: makePool(rows.map(({ id, content }) => ({ id, latin: content.names.map(({ text }) => text) }))) }
  return listed
}

function plain(number: string): string {
  return number.toUpperCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
}

const mostHits = 12

/** Screens one person within the act that wrote them down. */
export async function screenPerson(tx: Tx, personId: string): Promise<void> {
  const { pool, entries, byNumber } = await readListed(tx)
  if (entries.size === 0) return
  const person = await describe(tx, personId)
  const likely = new Set(person.documents.flatMap(({ number }) => byNumber.get(plain(number)) ?? []))
  for (const name of person.names) for (const { id } of searchPool(pool, fullName(name), mostHits)) likely.add(id)
  const kept: string[] = []
  for (const id of likely) {
    const row = entries.get(id)!
    const screened = screen(person, row.content)
    if (!screened) continue
    kept.push(id)
    await keepHit(tx, { personId, entryId: id, screened, fingerprint: row.fingerprint, because: 'person' })
  }
  await lapseOthers(tx, personId, kept)
}

async function describe(r: Reader, personId: string): Promise<ScreenedPerson> {
  const [described, { documents, nationality }] = [await describePerson(r, personId), await getPerson(r, personId)]
  return { ...described, documents, nationality }
}

/** Takes a version of a list in, and screens everybody against what it changed. @throws Refusal screening.list-unreadable, screening.aliases-missing */
export async function importList(ctx: Ctx, files: readonly ListFile[]): Promise<{ version: VersionRow; hits: number }> {
  const { list, publishedOn, entries } = readOrRefuse(files)
  const digest = createHash('sha256').update(files.map(({ text }) => text).join('\u0000')).digest('hex')
  const id = randomUUIDv7()
  const done = await act(ctx, { verb: 'screening.import', subject: { kind: 'watch-list', bare: id }, detail: { list, digest, files: files.map(({ name }) => name) } }, async (tx) => {
    if (files.length === 1 && (await lastVersion(tx, list))?.file_names.length === 2) refuse('screening.aliases-missing', { field: 'files' })
    const known = new Map((await entriesOf(tx, list)).map((row) => [row.reference, row]))
    const delta = deltaOf(new Map([...known].map(([reference, row]) => [reference, { fingerprint: row.fingerprint, delisted: row.delisted_at !== null }])), entries)
    const version = await insertVersion(tx, {
      id, list, published_on: publishedOn ?? null, file_names: files.map(({ name }) => name), file_digest: digest, entries: entries.length,
      added: delta.added.length, changed: delta.changed.length, relisted: delta.relisted.length, delisted: delta.delisted.length,
    })
    return { version, ids: await applyDelta(tx, id, list, delta, known) }
  })
  let hits = 0
  // These acts follow from the first: the request's key belongs to that one.
  const following = { ...ctx, idempotencyKey: undefined }
  for (let at = 0; at < done.ids.length; at += batch) hits += await screenEntries(following, id, done.ids.slice(at, at + batch))
  return { version: done.version, hits }
}

const batch = 250

function readOrRefuse(files: readonly ListFile[]): ReturnType<typeof readList> {
  try {
    return readList(files)
  } catch (error) {
    if (error instanceof ListFileError) return refuse('screening.list-unreadable', { field: 'files', params: { why: error.message } })
    throw error
  }
}

/** Screens everybody against some entries: found by the register's own keys, then compared. */
async function screenEntries(ctx: Ctx, versionId: string, ids: readonly string[]): Promise<number> {
  const found = await read(ctx, async (r) => {
    const pairs: { personId: string; entry: EntryRow; screened: NonNullable<ReturnType<typeof screen>> }[] = []
    const entries = await entriesById(r, ids)
    const likely = await likelyPersons(r, [...entries.values()])
    const standing = await standingIds(r, [...new Set(likely.map(({ personId }) => personId))])
    for (const [personId, of] of Map.groupBy(likely, (one) => standing.get(one.personId) ?? one.personId)) {
      const person = await describe(r, personId)
      for (const entryId of new Set(of.map((one) => one.entryId))) {
        const entry = entries.get(entryId)!
        const screened = screen(person, entry.content)
        if (screened) pairs.push({ personId, entry, screened })
      }
    }
    return pairs
  })
  if (found.length === 0) return 0
  await act(ctx, { verb: 'screening.import', subject: { kind: 'watch-list', bare: versionId }, detail: { screened: found.length } }, async (tx) => {
    for (const { personId, entry, screened } of found) await keepHit(tx, { personId, entryId: entry.id, screened, fingerprint: entry.fingerprint, because: 'list' })
  })
  return found.length
}

// What is restored is compared with what others have seen: whole histories open, older ones only by a person's name, under a new log, as an incident.
import { chmodSync, cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { generateKeyPairSync, randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import { openDatabase, type Database } from '#kernel/db/connect.ts'
import { newClient } from '#kernel/db/seek.ts'
import { folderStore } from '#kernel/documents/files/file-store.ts'
import { getLogSigners, getVerifierKeys, logOrigin } from '#kernel/ledger/keys.ts'
import { formatAddCheckpoint } from '#kernel/ledger/add-checkpoint.ts'
import { addSignatures, makeSigner, parseVerifierKey } from '#kernel/ledger/note.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { verify } from '#kernel/ledger/verify.ts'
import { makeCountry, type TestCountry } from '#test/support/country.ts'
import { noteExpunged } from './expunged.ts'
import { openKey } from '../witness/state.ts'
import { makeWitness } from '../witness/witness.ts'
import { follow } from './follow.ts'
import { openKeys, saveKeys } from './keys.ts'
import { checkRestored, restoreBackup } from './restore.ts'
import { walFolder } from './set.ts'
import { writeBackup } from './write.ts'

const root = mkdtempSync(join(tmpdir(), 'mizan-rollback-'))
chmodSync(root, 0o711)
const [source, set, oldSet] = [join(root, 'source'), join(root, 'set'), join(root, 'old-set')]
const passphrase = { passphrase: 'a passphrase of some length' }
const witness = makeSigner('witness.test', generateKeyPairSync('ed25519').privateKey, { witness: true })
const store = (folder: string) => folderStore(join(folder, 'documents'))
let [seenEarly, seenLate] = ['', '']

async function setCapacity(db: Database, country: TestCountry, capacity: number): Promise<void> {
  await act(systemCtx(db), { verb: 'test.set-capacity', subject: { kind: 'office', bare: country.offices.prison }, reason: 'اختبار' }, async (tx) => {
    await tx.db.updateTable('kernel.office').set({ capacity }).where('id', '=', country.offices.prison).execute()
  })
}

/** A judge's order, approved by the prosecution and carried out. */
async function expunge(db: Database, country: TestCountry, id: string): Promise<void> {
  await act(systemCtx(db), { verb: 'ledger.expunge', subject: { kind: 'test-thing', id }, by: 'authority', basis: 'CPC 131', reason: 'اختبار' }, async (tx) => {
    const approval = randomUUIDv7()
    await tx.db.insertInto('kernel.approval').values({
      id: approval, record_id: id, verb: 'ledger.order-expunging', input: JSON.stringify({ records: [id], article: 'CPC 131', orderNumber: '17', orderDay: '2026-11-22', reason: 'اختبار' }), requested_at: tx.at,
      requested_by: country.accounts['judge']!.accountId, office_id: country.offices.investigationCourt, state: 'approved', decided_at: tx.at, decided_by: country.accounts['prosecutor']!.accountId, reason: null,
    }).execute()
    await sql`select kernel.expunge(${approval}, ${tx.at})`.execute(tx.db)
  })
}

/** Gives every entry its place; what a witness would have kept of the log then. */
async function seen(db: Database, folder: string): Promise<string> {
  await sequence(db, { signer: async () => getLogSigners(folder, await logOrigin(folder)) })
  const { rows: [last] } = await db.ledgerPool.query<{ note: string }>('select note from kernel.checkpoint order by tree_size desc limit 1')
  return addSignatures(last!.note, [witness])
}

beforeAll(async () => {
  mkdirSync(source, { mode: 0o711 })
  const { db, embedded } = await openDatabase(source, '')
  const country = await makeCountry(db)
  const superuser = newClient(db.urls.superuser)
  await superuser.connect()
  await superuser.query(`create subscription from_nation connection 'dbname=none' publication to_karrada with (connect = false)`)
  const stop = new AbortController()
  let received = 0n
  const following = follow({ urls: db.urls, set, store: store(source), signal: stop.signal, onError: () => {}, onFlush: (upTo) => { received = upTo }, retryMs: 200 })
  const doomed = (await act(systemCtx(db), { verb: 'test.make', subject: { kind: 'test-thing', create: { label: 'يُتلف بأمر', officeId: country.offices.station } } }, async (tx) => tx.record)).id
  seenEarly = await seen(db, source)
  await writeBackup({ urls: db.urls, set, kind: 'cluster', store: store(source), verifierKeys: await getVerifierKeys(source) })
  await saveKeys(source, join(root, 'keys.age'), passphrase)
  cpSync(set, oldSet, { recursive: true })
  rmSync(walFolder(oldSet), { recursive: true, force: true })
  await expunge(db, country, doomed)
  await noteExpunged(superuser, oldSet)
  await superuser.end()
  await setCapacity(db, country, 700)
  await setCapacity(db, country, 701)
  const { rows: [now] } = await sql<{ at: string }>`select (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::text as at`.execute(db.app)
  while (received < BigInt(now!.at)) await pause(50)
  // The line to the backups breaks before the two entries have got their place; the world sees them in it.
  stop.abort()
  await following
  seenLate = await seen(db, source)
  await db.close()
  await embedded?.stop()
})
afterAll(() => { rmSync(root, { recursive: true, force: true }) })

async function bringBack(name: string, from: string): Promise<string> {
  const dataFolder = join(root, name)
  mkdirSync(dataFolder, { mode: 0o711 })
  await restoreBackup({ set: from, keys: await openKeys(join(root, 'keys.age'), passphrase), dataFolder, store: store(dataFolder) })
  return dataFolder
}

/** Lets a restored database be a node of a tree; what came over its lines would be missed, so the restore has cut them. */
async function asNode(dataFolder: string, work: () => Promise<void>): Promise<void> {
  const tell = async (statement: string) => {
    const { db, embedded } = await openDatabase(dataFolder, '', { duringRestore: true })
    const superuser = newClient(db.urls.superuser)
    await superuser.connect()
    try {
      expect((await superuser.query('select from pg_subscription')).rowCount).toBe(0)
      await superuser.query(statement)
    } finally {
      await superuser.end()
      await db.close()
      await embedded?.stop()
    }
  }
  await tell(`insert into kernel.here (node_id, writer, parent_id) values ('karrada', 'karrada', 'nation')`)
  await work()
  await tell('delete from kernel.here')
}

test('all that others have seen is there, even where the restored entries still wait for their place', { timeout: 120_000 }, async () => {
  const dataFolder = await bringBack('whole', set)
  await expect(openDatabase(dataFolder, '')).rejects.toThrow(/not finished.*restore check/)
  const { state, standing, expungedAgain } = await checkRestored({ dataFolder, checkpoints: [seenEarly, seenLate] })
  expect([state, standing.waiting, expungedAgain]).toEqual(['good', 3, 0])
  const { db, embedded } = await openDatabase(dataFolder, '')
  try {
    await seen(db, dataFolder)
    expect(await verify(db, { publicKey: await getVerifierKeys(dataFolder), known: [seenEarly, seenLate], workers: 0 })).toMatchObject({ ok: true, problems: [] })
  } finally {
    await db.close()
    await embedded?.stop()
  }
})

test('older than what others have seen is refused; accepted by name, the log goes on under a new one, as an incident', { timeout: 120_000 }, async () => {
  const dataFolder = await bringBack('older', oldSet)
  expect(await checkRestored({ dataFolder, checkpoints: [seenEarly, seenLate] })).toMatchObject({ state: 'behind', standing: { lost: { cosigners: ['witness.test'] } } })
  expect((await checkRestored({ dataFolder, checkpoints: [] })).state, 'nothing to compare with proves nothing').toBe('behind')
  await expect(checkRestored({ dataFolder, checkpoints: ['no checkpoint\n'] })).rejects.toThrow(/not a signed note/)
  await expect(openDatabase(dataFolder, '')).rejects.toThrow(/not finished/)
  await asNode(dataFolder, async () => {
    await expect(checkRestored({ dataFolder, checkpoints: [seenLate], accept: { by: 'المدير العام', reason: 'احترقت القاعة ولا نسخة أحدث' } })).rejects.toThrow(/the node karrada of a tree.*node remove karrada/)
  })
  const before = await logOrigin(dataFolder)
  const accepted = await checkRestored({ dataFolder, checkpoints: [seenLate], accept: { by: 'المدير العام', reason: 'احترقت القاعة ولا نسخة أحدث' } })
  expect(accepted).toMatchObject({ state: 'accepted', newOrigin: `${before}/2`, expungedAgain: 1 })
  const { db, embedded } = await openDatabase(dataFolder, '')
  try {
    expect(await logOrigin(dataFolder)).toBe(`${before}/2`)
    const { rows: entries } = await db.ledgerPool.query<{ body: string }>(`select body from kernel.entry where verb = 'kernel.accept-rollback'`)
    expect(entries).toHaveLength(1)
    expect(entries[0]!.body).toContain('احترقت القاعة')
    expect(entries[0]!.body).toContain(JSON.stringify(seenLate).slice(1, 60))
    const { rows: alarms } = await db.app.transaction().execute(async (trx) => {
      await sql`select set_config('mizan.scope', '**', true)`.execute(trx)
      return sql<{ kind: string; receiver: string }>`select a.kind, o.kind as receiver from kernel.alarm a join kernel.office o on o.id = a.raised_to`.execute(trx)
    })
    expect(alarms).toEqual([{ kind: 'log-rolled-back', receiver: 'inspectorate' }])
    const { rows: keys } = await db.ledgerPool.query<{ origin: string; statement: string }>('select origin, statement from kernel.log_key order by from_size desc limit 1')
    expect(keys[0]).toMatchObject({ origin: `${before}/2`, statement: expect.stringMatching(/^log rollback statement v1\n/) })
    const { rows: things } = await db.app.transaction().execute(async (trx) => {
      await sql`select set_config('mizan.scope', '**', true)`.execute(trx)
      return sql<{ label: string; state: string }>`select label, state from kernel.record where kind = 'test-thing'`.execute(trx)
    })
    expect(things, 'what a judge had destroyed does not come back').toEqual([{ label: '', state: 'closed' }])
    const next = await seen(db, dataFolder)
    expect(next.split('\n')[0]).toBe(`${before}/2`)
    // A witness keeps what it saw of the old log; the new one it signs only when its own people have entered the new key.
    const oldKey = (await getLogSigners(source, before))[0]!.verifierKey
    const known = [parseVerifierKey(oldKey)]
    const institution = makeWitness({ folder: join(root, 'witness'), key: openKey(join(root, 'witness'), 'witness.test'), logs: () => known })
    const show = (note: string) => institution.addCheckpoint(formatAddCheckpoint({ old: 0, proof: [], note })).status
    expect([show(seenLate), show(next)]).toEqual([200, 404])
    known.push(parseVerifierKey((await getVerifierKeys(dataFolder))[0]!))
    expect(show(next)).toBe(200)
    expect(institution.latest(before), 'the proof of what was lost').toContain(seenLate.split('\n')[2])
    const trusted = await getVerifierKeys(dataFolder)
    expect(await verify(db, { publicKey: trusted, known: [seenEarly, next], workers: 0 })).toMatchObject({ ok: true, problems: [] })
    await expect(verify(db, { publicKey: trusted, known: [seenLate], workers: 0 }), 'what the old log signed beyond is not this history').rejects.toThrow(/not in use/)
  } finally {
    await db.close()
    await embedded?.stop()
  }
})

// Backup and restore of a whole database while acts go on, any moment in between, on a server of its own with all durability.
import { execFileSync } from 'node:child_process'
import { appendFileSync, chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { act } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import { openDatabase, type Database } from '#kernel/db/connect.ts'
import { loadSecrets } from '#kernel/db/data-folder.ts'
import { folderStore } from '#kernel/documents/files/file-store.ts'
import { getLogSigner, getVerifierKey } from '#kernel/ledger/keys.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { verify } from '#kernel/ledger/verify.ts'
import { makeCountry, type TestCountry } from '#test/support/country.ts'
import { checkBackup } from './check.ts'
import { follow } from './follow.ts'
import { openKeys, placeKeys, saveKeys } from './keys.ts'
import { restoreBackup } from './restore.ts'
import { restoreCluster } from './restore-cluster.ts'
import { listBackups, walFolder, type ClusterManifest } from './set.ts'
import { writeBackup } from './write.ts'

const root = mkdtempSync(join(tmpdir(), 'mizan-backup-'))
chmodSync(root, 0o711)   // PostgreSQL's own user must be able to pass
const [source, set] = [join(root, 'source'), join(root, 'set')]
const origin = 'backup.test/log'
const aborter = new AbortController()
let running: Awaited<ReturnType<typeof openDatabase>>
let db: Database
let country: TestCountry
let following: Promise<void>
let received = 0n
const errors: string[] = []

async function setCapacity(capacity: number): Promise<void> {
  await act(systemCtx(db), { verb: 'test.set-capacity', subject: { kind: 'office', bare: country.offices.prison }, reason: 'اختبار' }, async (tx) => {
    await tx.db.updateTable('kernel.office').set({ capacity }).where('id', '=', country.offices.prison).execute()
  })
}

/** Waits until the set holds all that was committed so far. */
async function settled(): Promise<void> {
  const { rows: [now] } = await sql<{ at: string }>`select (pg_current_wal_flush_lsn() - '0/0'::pg_lsn)::text as at`.execute(db.app)
  await expect.poll(() => received >= BigInt(now!.at), { timeout: 20_000 }).toBe(true)
}

const backup = (options: { keepDays?: number; now?: Date } = {}) => writeBackup({ urls: db.urls, set, kind: 'cluster', store: folderStore(join(source, 'documents')), verifierKeys: [], ...options })

beforeAll(async () => {
  mkdirSync(source, { mode: 0o711 })
  running = await openDatabase(source, '')
  db = running.db
  country = await makeCountry(db)
  await sequence(db, { signer: await getLogSigner(source, origin) })
  following = follow({ urls: db.urls, set, store: folderStore(join(source, 'documents')), signal: aborter.signal, onError: (said) => errors.push(said), onFlush: (upTo) => { received = upTo }, retryMs: 200 })
})
afterAll(async () => {
  aborter.abort()
  await following
  await db.close()
  await running.embedded?.stop()
  rmSync(root, { recursive: true, force: true })
})

/** Brings a moment back into a new place and opens it. */
async function bringBack(name: string, until?: Date) {
  const folder = join(root, name)
  mkdirSync(folder, { mode: 0o711 })
  placeKeys(await openKeys(join(root, 'keys.age'), { passphrase: 'a passphrase of some length' }), folder)
  const manifest = listBackups(set).filter((b): b is ClusterManifest => b.kind === 'cluster').findLast((b) => !until || new Date(b.finishedAt) <= until)!
  const { lastCommit } = await restoreCluster({ set, manifest, dataFolder: folder, superuserPassword: loadSecrets(folder).superuser, until, onProgress: () => {} })
  const opened = await openDatabase(folder, '')
  afterAll(async () => { await opened.db.close(); await opened.embedded?.stop() })
  const { rows: [prison] } = await opened.db.app.transaction().execute(async (trx) => {
    await sql`select set_config('mizan.scope', '**', true)`.execute(trx)
    return sql<{ capacity: number }>`select capacity from kernel.office where id = ${country.offices.prison}`.execute(trx)
  })
  return { folder, capacity: prison!.capacity, report: await verify(opened.db, { publicKey: await getVerifierKey(folder), workers: 0 }), lastCommit, opened }
}

test('the keys are in one encrypted file, which only the right passphrase or identity opens', async () => {
  await saveKeys(source, join(root, 'keys.age'), { passphrase: 'a passphrase of some length' })
  expect(readdirSync(root)).toContain('keys.age')
  await expect(saveKeys(source, join(root, 'keys.age'), { passphrase: 'a passphrase of some length' })).rejects.toThrow(/there already/)
  await expect(saveKeys(source, join(root, 'weak.age'), { passphrase: 'short' })).rejects.toThrow(/16 characters/)
  await expect(openKeys(join(root, 'keys.age'), { passphrase: 'another passphrase of it' })).rejects.toThrow(/could not be opened/)
  const [judge, clerk, stranger] = await Promise.all([generateIdentity(), generateIdentity(), generateIdentity()])
  await saveKeys(source, join(root, 'two.age'), { recipients: await Promise.all([judge, clerk].map(identityToRecipient)) })
  for (const one of [judge, clerk]) expect(Object.keys(await openKeys(join(root, 'two.age'), { identities: [one] }))).toContain('secrets.json')
  await expect(openKeys(join(root, 'two.age'), { identities: [stranger] })).rejects.toThrow(/could not be opened/)
  expect(readFileSync(join(root, 'two.age'), 'utf8')).not.toContain(loadSecrets(source).superuser)
})

test('a backup while acts go on is whole; any later moment comes back, and verifies', { timeout: 180_000 }, async () => {
  let going = true
  const work = (async () => { for (let n = 1000; going; n++) await setCapacity(n) })()
  const { manifest, seconds } = await backup()
  going = false
  await work
  expect(manifest).toMatchObject({ kind: 'cluster', timeline: 1 })
  await checkBackup(set, manifest)
  await setCapacity(1)
  await sequence(db, { signer: await getLogSigner(source, origin) })
  await pause(50)
  const moment = new Date()
  await pause(50)
  await setCapacity(2)
  await settled()
  expect(errors.filter((said) => !said.includes('timeout expired')), 'but for a machine that is busy').toEqual([])
  const then = await bringBack('then', moment)
  expect([then.capacity, then.report.problems]).toEqual([1, []])
  const newest = await bringBack('newest')
  expect([newest.capacity, newest.report.problems]).toEqual([2, []])
  expect(seconds).toBeLessThan(60)
  await expect(restoreCluster({ set, manifest: manifest as ClusterManifest, dataFolder: newest.folder, superuserPassword: 'x', onProgress: () => {} })).rejects.toThrow(/a database in .* already/)
  await expect(restoreBackup({ set, until: new Date(Date.now() + 3_600_000), keys: {}, dataFolder: join(root, 'future'), store: folderStore(root) })).rejects.toThrow(/reaches to/)
  await expect(restoreBackup({ set, until: new Date(0), keys: {}, dataFolder: join(root, 'past'), store: folderStore(root) })).rejects.toThrow(/No backup was whole by/)
})

test('what is damaged, cut off or not a backup is told from what is whole', async () => {
  const { manifest } = await backup({ now: new Date(Date.now() + 5000) })
  const archive = join(set, 'backups', manifest.name, 'cluster.tar.zst')
  appendFileSync(archive, 'x')
  await expect(checkBackup(set, manifest)).rejects.toThrow(/damaged|not what was written/)
  rmSync(join(set, 'backups', manifest.name), { recursive: true })
  const before = listBackups(set).length
  rmSync(join(root, 'other'), { recursive: true, force: true })
  expect(() => listBackups(join(root, 'other'))).toThrow(/no set\.json/)
  expect(listBackups(set)).toHaveLength(before)
  writeFileSync(join(root, 'file'), 'x')
  await expect(writeBackup({ urls: db.urls, set: root, kind: 'cluster', store: folderStore(join(source, 'documents')), verifierKeys: [] })).rejects.toThrow(/not empty/)
  expect(existsSync(walFolder(set))).toBe(true)
})

test('a backup that was cut off is none, and the next one clears it away', async () => {
  const before = listBackups(set).length
  const cut = join(set, 'backups', '2026-01-01T000000Z.partial')
  mkdirSync(cut)
  writeFileSync(join(cut, 'cluster.tar.zst'), 'half')
  expect(listBackups(set)).toHaveLength(before)
  await backup({ now: new Date(Date.now() + 20_000) })
  expect([existsSync(cut), listBackups(set).length]).toEqual([false, before + 1])
})

test('a disk of the backups that is full: told in plain words, nothing is kept that looks like a backup', { timeout: 60_000 }, async ({ skip }) => {
  const disk = join(root, 'small')
  mkdirSync(disk)
  try { execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'tmpfs', disk], { stdio: 'pipe' }) } catch (error) { return skip(`no small disk could be mounted: ${String(error)}`) }
  try {
    const full = join(disk, 'set')
    await expect(writeBackup({ urls: db.urls, set: full, kind: 'cluster', store: folderStore(join(source, 'documents')), verifierKeys: [] })).rejects.toThrow(/no room left in .*Nothing of this backup was kept/)
    expect([listBackups(full), readdirSync(join(full, 'backups'))]).toEqual([[], []])
    expect((await backup({ now: new Date(Date.now() + 30_000) })).manifest.kind, 'the database is none the worse').toBe('cluster')
  } finally {
    execFileSync('umount', ['-l', disk])
  }
})

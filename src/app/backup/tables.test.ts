// The backup of tables, which goes into any PostgreSQL; documents and retention of a set.
import { createHash, randomBytes } from 'node:crypto'
import { appendFileSync, existsSync, mkdtempSync, readdirSync, rmSync, utimesSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { connect, createDatabase, urlsFor } from '#kernel/db/connect.ts'
import { loadSecrets } from '#kernel/db/data-folder.ts'
import { migrate, prepareRoles } from '#kernel/db/migrate.ts'
import { folderStore } from '#kernel/documents/files/file-store.ts'
import { getLogSigner, getVerifierKeys } from '#kernel/ledger/keys.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { verify } from '#kernel/ledger/verify.ts'
import { registerItem } from '#systems/_example/contract.ts'
import { example } from '#systems/_example/system.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { checkBackup } from './check.ts'
import { restoreTables } from './restore-tables.ts'
import { documentsFolder, listBackups, type TablesManifest } from './set.ts'
import { writeBackup } from './write.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-backup-'))
const [set, store] = [join(folder, 'set'), folderStore(join(folder, 'documents'))]
let app: TestApp
let clock = Date.now()
const register = (n: number) => app.ok('stationOfficer', registerItem, { description: `Item ${n} \\ with\ttab and "quotes"`, place: 'الكرادة', foundAt: '2026-01-01T00:00:00.000Z' })
const backup = async (keepDays?: number, after = 2000) => {
  clock += after
  const done = await writeBackup({ urls: app.db.urls, set, kind: 'tables', store, verifierKeys: await getVerifierKeys(folder), keepDays, now: new Date(clock) })
  return { ...done, manifest: done.manifest as TablesManifest }
}

beforeAll(async () => {
  app = await testApp([example])
  for (let n = 0; n < 5; n++) await register(n)
  loadSecrets(folder)
  await sequence(app.db, { signer: await getLogSigner(folder, 'backup.test/log') })
})
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

async function emptyDatabase() {
  const name = `test_${randomBytes(6).toString('hex')}`
  await createDatabase(`${inject('serverUrl')}/postgres`, name)
  const urls = urlsFor(`${inject('serverUrl')}/${name}`, loadSecrets(inject('dataFolder')))
  await prepareRoles(urls.superuser, loadSecrets(inject('dataFolder')))
  await migrate(urls.migrator)
  const db = connect(urls, 2)
  afterAll(() => db.close())
  return db
}

test('a backup taken while acts go on is whole, restores onto an empty database and verifies', async () => {
  const going = Promise.all([6, 7, 8, 9].map(register))
  const { manifest } = await backup()
  await going
  await checkBackup(set, manifest)
  const restored = await emptyDatabase()
  await restoreTables(restored.urls.migrator, set, manifest)
  const report = await verify(restored, { publicKey: manifest.verifierKeys, known: [manifest.checkpoint!], workers: 0 })
  expect(report.problems).toEqual([])
  expect(report.entries).toBeGreaterThanOrEqual(6)
  const { rows } = await restored.app.transaction().execute(async (trx) => {
    await sql`select set_config('mizan.scope', '*', true)`.execute(trx)
    return sql<{ description: string }>`select description from _example.found_item order by 1 limit 1`.execute(trx)
  })
  expect(rows[0]!.description).toBe('Item 0 \\ with\ttab and "quotes"')
  await expect(restoreTables(restored.urls.migrator, set, manifest)).rejects.toThrow(/history already/)
})

test('an altered file is named', async () => {
  const { manifest } = await backup()
  appendFileSync(join(set, 'backups', manifest.name, 'tables/kernel.entry.copy.gz'), 'x')
  await expect(checkBackup(set, manifest)).rejects.toThrow(/kernel\.entry.*damaged or altered/)
  rmSync(join(set, 'backups', manifest.name, 'manifest.json'))
  expect(listBackups(set).map((one) => one.name)).not.toContain(manifest.name)
})

test('of two backups at once one is refused; documents are kept once, and go when no backup in its time needs them', async () => {
  const both = await Promise.allSettled([backup(), backup()])
  expect(both.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(both.find((one) => one.status === 'rejected')).toMatchObject({ reason: { message: /Another backup/ } })
  const orphan = (await folderStore(documentsFolder(set)).put(Buffer.from('a paper that nobody names any more'), { maxBytes: 1000 })).address
  const file = join(documentsFolder(set), orphan.slice(0, 2), orphan.slice(2, 4), orphan)
  expect((await backup(10)).expired).toMatchObject({ backups: [], documents: 0 })
  expect(existsSync(file)).toBe(true)
  utimesSync(file, new Date(0), new Date(0))
  const before = listBackups(set).length
  const { expired, manifest } = await backup(10, 20 * 86_400_000)
  expect([expired.backups.length, expired.documents, existsSync(file)]).toEqual([before - 1, 1, false])
  expect(listBackups(set).map((one) => one.name)).toContain(manifest.name)
  expect(createHash('sha256').update('a paper that nobody names any more').digest('hex')).toBe(orphan)
  expect(readdirSync(join(set, 'backups')).filter((name) => name.endsWith('.partial'))).toEqual([])
})

import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { connect, createDatabase, urlsFor } from '#kernel/db/connect.ts'
import { loadSecrets } from '#kernel/db/data-folder.ts'
import { migrate, prepareRoles } from '#kernel/db/migrate.ts'
import { getLogSigner } from '#kernel/ledger/keys.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { verify } from '#kernel/ledger/verify.ts'
import { registerItem } from '#systems/_example/contract.ts'
import { example } from '#systems/_example/system.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { checkBackup, restoreKeys, restoreTables } from './restore.ts'
import { saveKeys, writeBackup } from './write.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-backup-'))
const into = (name: string) => join(folder, name)
let app: TestApp
const register = (n: number) => app.ok('stationOfficer', registerItem, { description: `Item ${n} \\ with\ttab and "quotes"`, place: 'الكرادة', foundAt: '2026-01-01T00:00:00.000Z' })

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
  const secrets = loadSecrets(inject('dataFolder'))
  const urls = urlsFor(`${inject('serverUrl')}/${name}`, secrets)
  await prepareRoles(urls.superuser, secrets)
  await migrate(urls.migrator)
  const db = connect(urls, 2)
  afterAll(() => db.close())
  return db
}

test('a backup taken while acts go on is whole, restores onto an empty database and verifies', async () => {
  const going = Promise.all([6, 7, 8, 9].map(register))
  const manifest = await writeBackup(app.db.urls.migrator, folder, into('first'))
  await going
  const restored = await emptyDatabase()
  await restoreTables(restored.urls.migrator, into('first'), await checkBackup(into('first')))
  const report = await verify(restored, { publicKey: manifest.verifierKey, known: [manifest.checkpoint!], workers: 0 })
  expect(report.problems).toEqual([])
  expect(report.entries).toBeGreaterThanOrEqual(6)
  const { rows } = await restored.app.transaction().execute(async (trx) => {
    await sql`select set_config('mizan.scope', '*', true)`.execute(trx)
    return sql<{ description: string }>`select description from _example.found_item order by 1 limit 1`.execute(trx)
  })
  expect(rows[0]!.description).toBe('Item 0 \\ with\ttab and "quotes"')
})

test('an altered file, a second restore and an overwritten backup are refused', async () => {
  await writeBackup(app.db.urls.migrator, folder, into('second'))
  await expect(writeBackup(app.db.urls.migrator, folder, into('second'))).rejects.toThrow(/not empty/)
  const restored = await emptyDatabase()
  const manifest = await checkBackup(into('second'))
  await restoreTables(restored.urls.migrator, into('second'), manifest)
  await expect(restoreTables(restored.urls.migrator, into('second'), manifest)).rejects.toThrow(/history already/)
  appendFileSync(into('second/tables/kernel.entry.copy.gz'), 'x')
  await expect(checkBackup(into('second'))).rejects.toThrow(/kernel\.entry.*damaged or altered/)
  await expect(checkBackup(into('nothing'))).rejects.toThrow(/no manifest/)
})

test('the keys are saved apart and restored only into an empty data folder', () => {
  saveKeys(folder, into('keys.json'))
  expect(() => { saveKeys(folder, into('keys.json')) }).toThrow(/EEXIST/)
  restoreKeys(into('keys.json'), into('new'))
  expect(loadSecrets(into('new'))).toEqual(loadSecrets(folder))
  expect(() => { restoreKeys(into('keys.json'), into('new')) }).toThrow(/there already/)
})

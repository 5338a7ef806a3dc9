import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { createDatabase, urlsFor, type DatabaseUrls } from './connect.ts'
import { loadSecrets } from './data-folder.ts'
import { listMigrations, migrate, prepareRoles } from './migrate.ts'

let urls: DatabaseUrls
let owner: pg.Client
beforeAll(async () => {
  const name = `test_${randomBytes(6).toString('hex')}`
  await createDatabase(`${inject('serverUrl')}/postgres`, name)
  const secrets = loadSecrets(inject('dataFolder'))
  urls = urlsFor(`${inject('serverUrl')}/${name}`, secrets)
  await prepareRoles(urls.superuser, secrets)
  owner = new pg.Client({ connectionString: urls.superuser })
  await owner.connect()
})
afterAll(() => owner.end())

test('brings an empty database forward once, and does nothing the second time', async () => {
  expect((await migrate(urls.migrator)).length).toBe(listMigrations().length)
  expect(await migrate(urls.migrator)).toEqual([])
})

test('refuses a database that is newer than the program', async () => {
  await owner.query(`insert into kernel.migration (name, digest) values ('209901010000_from_the_future.sql', 'x')`)
  await expect(migrate(urls.migrator)).rejects.toThrow(/newer than this program.*209901010000_from_the_future/)
  await owner.query(`delete from kernel.migration where name like '2099%'`)
})

test('refuses a migration that was changed after it had been applied', async () => {
  await owner.query(`update kernel.migration set digest = 'another' where name = $1`, [listMigrations()[0]!.name])
  await expect(migrate(urls.migrator)).rejects.toThrow(/was changed after it had been applied/)
})

test.each([
  ['change its own powers', 'alter role mizan_app superuser'], ['become the owner', 'set role mizan_owner'], ['make a role', 'create role intruder'],
  ['make a table', 'create table kernel.mine (id int)'], ['switch a trigger off', 'alter table kernel.record disable trigger all'],
  ['switch row-level security off', 'alter table kernel.record disable row level security'], ['rewrite the ledger', 'update kernel.entry set body = body'],
  ['empty the ledger', 'truncate kernel.entry'], ['remove an order', 'delete from custody.detention_order'], ['rewrite a fact', 'update custody.cover_fact set at = now()'],
  ['read the answers given to others', 'select * from kernel.request'], ['give numbers by hand', 'update kernel.counter set last = 0'],
])('the app’s role can’t %s', async (_, statement) => {
  const app = new pg.Client({ connectionString: urls.app })
  await app.connect()
  try {
    await expect(app.query(statement)).rejects.toThrow(/permission denied|must be owner|never rewritten|Only roles with/i)
  } finally {
    await app.end()
  }
})

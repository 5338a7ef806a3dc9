// A table in partitions is to the platform one table like any other: nothing changes except by an act, history is proved, backups are whole.
import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { restoreTables } from '#app/backup/restore-tables.ts'
import type { TablesManifest } from '#app/backup/set.ts'
import { writeBackup } from '#app/backup/write.ts'
import { act, read } from '#kernel/act/act.ts'
import { connect, createDatabase, urlsFor } from '#kernel/db/connect.ts'
import { loadSecrets } from '#kernel/db/data-folder.ts'
import { migrate, prepareRoles } from '#kernel/db/migrate.ts'
import { folderStore } from '#kernel/documents/files/file-store.ts'
import { makeSigner } from '#kernel/ledger/note.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { verify } from '#kernel/ledger/verify.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { fingers, type Finger } from './engine/tenprint.ts'
import { unseal } from './sealing.ts'
import { makeTree } from '#test/support/nodes.ts'
import { makeEnrolment, partitionSizes, type MadeEnrolment } from './test/templates.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-partitions-'))
process.env['MIZAN_TEMPLATE_KEYS'] = join(folder, 'keys.json')
const signer = makeSigner('log.mizan.test', generateKeyPairSync('ed25519').privateKey)
let app: TestApp
let intruder: pg.Client
let made: MadeEnrolment[]
const check = () => verify(app.db, { publicKey: signer.verifierKey, workers: 0 })
const plain = (finger: Finger) => Buffer.from(`the template of finger ${finger}, in the clear`)

beforeAll(async () => {
  app = await testApp([])
  intruder = new pg.Client({ connectionString: app.db.urls.superuser })
  await intruder.connect()
  await intruder.query('set session_replication_role = replica')
  const where = { officeId: app.country.offices.station, accountId: app.country.accounts['stationOfficer']!.accountId }
  made = []
  for (let n = 0; n < 4; n++) made.push(await makeEnrolment(app.db, where, Object.fromEntries(fingers.map((finger) => [finger, plain(finger)]))))
  await sequence(app.db, { signer })
})
afterAll(async () => {
  await intruder.end()
  rmSync(folder, { recursive: true, force: true })
})

test('rows go into the partitions by their id’s hash, and the ledger names them by the table', async () => {
  const sizes = await partitionSizes(app.db)
  expect(sizes).toHaveLength(8)
  expect(sizes.reduce((sum, n) => sum + n)).toBe(40)
  expect(sizes.filter((n) => n > 0).length).toBeGreaterThan(4)
  const { rows } = await intruder.query<{ named: string[] }>(`select array_agg(distinct r ->> 0) as named from kernel.entry e, jsonb_array_elements(e.body::jsonb -> 'rows') r where e.verb = 'test.enrol'`)
  expect(rows[0]!.named.filter((name) => name.startsWith('biometrics.template'))).toEqual(['biometrics.template'])
  expect((await check()).problems).toEqual([])
})

test('the app’s role changes nothing outside an act, and does not reach a partition past the table', async () => {
  const { app: db } = app.db
  await expect(sql`update biometrics.template set sealed = 'x'`.execute(db)).resolves.toMatchObject({ numAffectedRows: 0n })
  await expect(db.transaction().execute(async (trx) => {
    await sql`select set_config('mizan.scope', '**', true)`.execute(trx)
    await sql`update biometrics.template set sealed = 'x'`.execute(trx)
  })).rejects.toThrow(/row-level security/)
  await expect(intruder.query(`set session_replication_role = origin; update biometrics.template set finger = 1`)).rejects.toMatchObject({ code: 'MZ001' })
  await intruder.query('set session_replication_role = replica')
  for (const statement of ['select from biometrics.template_0', 'delete from biometrics.template', 'update biometrics.template set finger = 1']) {
    await expect(sql.raw(statement).execute(db)).rejects.toMatchObject({ code: '42501' })
  }
  await expect(act(app.systemCtx, { verb: 'test.change', subject: { kind: 'office', bare: app.country.offices.station } }, (tx) => sql`update biometrics.template set person_id = id`.execute(tx.db))).rejects.toMatchObject({ code: '42501' })
})

test('an office that the record is no business of sees none of its templates', async () => {
  const count = (who: string) => app.ctx(who).then((ctx) => read(ctx, async (r) => Number((await sql<{ n: string }>`select count(*) as n from biometrics.template`.execute(r.db)).rows[0]!.n)))
  expect(await count('stationOfficer')).toBe(40)
  expect(await count('otherStationOfficer')).toBe(0)
})

test('whoever reads the table finds nothing in the clear, and a value moved to another row does not open', async () => {
  const { rows } = await intruder.query<{ id: string; key_id: string; sealed: Buffer; finger: Finger }>('select id, key_id, sealed, finger from biometrics.template order by id')
  for (const { sealed, finger } of rows) expect([sealed.includes('template of finger'), sealed.includes(plain(finger))]).toEqual([false, false])
  const [a, b] = [rows[0]!, rows[10]!]
  const place = (id: string) => ({ table: 'biometrics.template', id, part: 'template' })
  expect(unseal(place(a.id), { keyId: a.key_id, sealed: a.sealed })).toEqual(plain(a.finger))
  expect(() => unseal(place(b.id), { keyId: a.key_id, sealed: a.sealed })).toThrow(/another row/)
})

test('a row altered, removed or slipped in behind the platform’s back is named, and so is a trigger switched off on one partition', async () => {
  const [one] = made[0]!.templates
  const { rows: [original] } = await intruder.query<{ sealed: Buffer; part: string }>('select sealed, tableoid::regclass as part from biometrics.template where id = $1', [one!.id])
  await intruder.query('update biometrics.template set sealed = $2 where id = $1', [one!.id, randomBytes(40)])
  expect((await check()).problems).toMatchObject([{ kind: 'row-altered', table: 'biometrics.template', rowId: one!.id }])
  await intruder.query('update biometrics.template set sealed = $2 where id = $1', [one!.id, original!.sealed])
  await intruder.query(`create temporary table kept as select * from biometrics.template where id = '${one!.id}'`)
  await intruder.query('delete from biometrics.template where id = $1', [one!.id])
  expect((await check()).problems).toMatchObject([{ kind: 'row-removed', table: 'biometrics.template', rowId: one!.id }])
  await intruder.query('insert into biometrics.template select * from kept')
  await intruder.query(`insert into biometrics.template select gen_random_uuid(), impression_id, enrolment_id, person_id, finger, version, sealed, key_id, entered_at from kept`)
  expect((await check()).problems).toMatchObject([{ kind: 'row-inserted', table: 'biometrics.template' }])
  await intruder.query(`delete from biometrics.template where impression_id = $1 and id <> $2`, [one!.impressionId, one!.id])
  await intruder.query('alter table biometrics.template_3 disable trigger note_row_change')
  expect((await check()).problems).toMatchObject([{ kind: 'trigger-disabled', table: 'biometrics.template' }])
  await intruder.query('alter table biometrics.template_3 enable trigger note_row_change')
  expect((await check()).problems).toEqual([])
})

test('a backup of tables holds each row once and restores into an empty database', async () => {
  const set = join(folder, 'set')
  const done = await writeBackup({ urls: app.db.urls, set, kind: 'tables', store: folderStore(join(folder, 'documents')), verifierKeys: [signer.verifierKey], now: new Date() })
  const manifest = done.manifest as TablesManifest
  expect(manifest.tables.map((table) => table.name).filter((name) => name.startsWith('biometrics.template'))).toEqual(['biometrics.template'])
  const secrets = loadSecrets(inject('dataFolder'))
  const name = `test_${randomBytes(6).toString('hex')}`
  await createDatabase(`${inject('serverUrl')}/postgres`, name)
  const urls = urlsFor(`${inject('serverUrl')}/${name}`, secrets)
  await prepareRoles(urls.superuser, secrets)
  await migrate(urls.migrator)
  const restored = connect(urls, 2)
  afterAll(() => restored.close())
  await restoreTables(urls.migrator, set, manifest)
  expect(await partitionSizes(restored)).toEqual(await partitionSizes(app.db))
  expect((await verify(restored, { publicKey: manifest.verifierKeys, known: [manifest.checkpoint!], workers: 0 })).problems).toEqual([])
})

test('what the law orders destroyed goes out of every partition, and the log still verifies', async () => {
  const doomed = made[3]!
  const office = { office_id: app.country.offices.station, requested_by: app.country.accounts['judge']!.accountId, decided_by: app.country.accounts['felonyJudge']!.accountId }
  await act(app.systemCtx, { verb: 'ledger.expunge', subject: { kind: 'enrolment', id: doomed.enrolmentId }, by: 'authority', basis: 'CPC 302' }, async (tx) => {
    const id = crypto.randomUUID()
    await sql`insert into kernel.approval (id, record_id, verb, input, state, requested_at, requested_by, office_id, decided_at, decided_by) values (${id}, ${doomed.enrolmentId}, 'ledger.order-expunging',
      ${JSON.stringify({ records: [doomed.enrolmentId], article: 'CPC 302', orderNumber: '1', orderDay: '2026-11-20', reason: 'acquitted' })}::jsonb, 'approved', ${tx.at}, ${office.requested_by}, ${office.office_id}, ${tx.at}, ${office.decided_by})`.execute(tx.db)
    await sql`select kernel.expunge(${id}, ${tx.at})`.execute(tx.db)
  })
  await sequence(app.db, { signer })
  expect((await partitionSizes(app.db)).reduce((sum, n) => sum + n)).toBe(30)
  const { rows } = await intruder.query('select from biometrics.impression where enrolment_id = $1', [doomed.enrolmentId])
  expect(rows).toHaveLength(0)
  expect((await check()).problems).toEqual([])
})

test('an office’s own node writes its templates, and the node above gets them into its partitions as they were written', async () => {
  const tree = await makeTree()
  const where = { officeId: tree.country.offices.station, accountId: tree.country.accounts['stationOfficer']!.accountId }
  await makeEnrolment(tree.dbs.karrada, where, { 1: plain(1), 2: plain(2), 7: plain(7) })
  await tree.settle()
  expect(await partitionSizes(tree.dbs.nation)).toEqual(await partitionSizes(tree.dbs.karrada))
  expect((await partitionSizes(tree.dbs.nation)).reduce((sum, n) => sum + n)).toBe(3)
  const digests = (client: pg.Client) => client.query<{ id: string; digest: string }>(`select id, encode(kernel.row_digest(to_jsonb(t)), 'hex') as digest from biometrics.template t order by id`)
  expect((await digests(tree.intruders.nation)).rows).toEqual((await digests(tree.intruders.karrada)).rows)
})

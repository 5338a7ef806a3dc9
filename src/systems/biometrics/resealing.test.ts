import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { generateKeyPairSync } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openKeys, placeKeys, saveKeys } from '#app/backup/keys.ts'
import { systems } from '#app/systems.ts'
import { makeSigner } from '#kernel/ledger/note.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { verify } from '#kernel/ledger/verify.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { openImage } from './contract/enrolment.ts'
import { dropUnusedKeys, keyUse, renewKey, resealAll, sealedPlaces } from './resealing.ts'
import { keyIds, SealError, unseal } from './sealing.ts'
import { beginAtStation, photograph, take } from './test/prints.ts'
import { makeEnrolment } from './test/templates.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-reseal-'))
const ring = join(folder, 'elsewhere', 'ring.json')
process.env['MIZAN_TEMPLATE_KEYS'] = ring
let app: TestApp
let superuser: pg.Client

beforeAll(async () => {
  app = await testApp(systems)
  superuser = new pg.Client({ connectionString: app.db.urls.superuser })
  await superuser.connect()
})
afterAll(async () => {
  await superuser.end()
  rmSync(folder, { recursive: true, force: true })
})

test('every sealed column of the database is known, and none beside it holds an image', async () => {
  const { rows } = await superuser.query<{ place: string }>(`select n.nspname || '.' || c.relname || '.' || a.attname as place from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'biometrics' and c.relkind in ('r', 'p') and not c.relispartition and a.atttypid = 'bytea'::regtype and a.attnum > 0 order by 1`)
  expect(rows.map((row) => row.place)).toEqual(sealedPlaces.map((one) => `${one.table}.${one.value}`).sort())
})

test('under a new key all is sealed again by acts, the old key goes, and the log verifies', async () => {
  const { id } = await beginAtStation(app)
  const { impressionId } = await take(app, 'stationOfficer', id, 1, 1)
  await photograph(app, 'stationOfficer', id, 'front')
  const made = await makeEnrolment(app.db, { officeId: app.country.offices.station, accountId: app.country.accounts['stationOfficer']!.accountId }, { 1: Buffer.from('one'), 2: Buffer.from('two') })
  const before = keyIds().current
  expect(await keyUse(app.db)).toEqual([{ id: before, current: true, inRing: true, values: 7 }])
  const next = await renewKey(app.db)
  expect(await dropUnusedKeys(app.db)).toEqual([])
  expect(await resealAll(app.db)).toBe(7)
  expect(await resealAll(app.db)).toBe(0)
  expect(await dropUnusedKeys(app.db)).toEqual([before])
  expect(await keyUse(app.db)).toEqual([{ id: next, current: true, inRing: true, values: 7 }])
  expect((await app.call('stationOfficer', openImage, { id, part: 'print', imageId: impressionId })).status).toBe(200)
  const template = made.templates[0]!
  const { rows: [row] } = await superuser.query<{ sealed: Buffer; key_id: string }>('select sealed, key_id from biometrics.template where id = $1', [template.id])
  expect(unseal({ table: 'biometrics.template', id: template.id, part: 'template' }, { keyId: row!.key_id, sealed: row!.sealed }).toString()).toBe('one')
  const signer = makeSigner('log.mizan.test', generateKeyPairSync('ed25519').privateKey)
  await sequence(app.db, { signer })
  expect((await verify(app.db, { publicKey: signer.verifierKey, workers: 0 })).problems).toEqual([])
})

test('the ring goes with the keys, wherever it lies, and comes back; without it nothing opens', async () => {
  const identity = 'a passphrase of some length'
  await saveKeys(join(folder, 'data'), join(folder, 'keys.age'), { passphrase: identity })
  const keys = await openKeys(join(folder, 'keys.age'), { passphrase: identity })
  expect(JSON.parse(keys['biometrics/template-keys.json']!)).toEqual(JSON.parse(readFileSync(ring, 'utf8')))
  placeKeys(keys, join(folder, 'restored'))
  const { rows: [row] } = await superuser.query<{ id: string; sealed: Buffer; key_id: string }>('select id, sealed, key_id from biometrics.template limit 1')
  const place = { table: 'biometrics.template', id: row!.id, part: 'template' }
  expect(unseal(place, { keyId: row!.key_id, sealed: row!.sealed }, join(folder, 'restored', 'biometrics', 'template-keys.json')).length).toBe(3)
  expect(() => unseal(place, { keyId: row!.key_id, sealed: row!.sealed }, join(folder, 'another', 'ring.json'))).toThrow(SealError)
})

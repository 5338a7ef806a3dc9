import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { sql } from 'kysely'
import { read } from '#kernel/act/act.ts'
import { correctPersonFacts, createNewPerson, readPerson } from '#kernel/people/contract.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { decideVerdict, hitsOfPerson, importLists, listHits, listVersions, proposeVerdict, readHit } from './contract.ts'
import { altSample, sdnSample, unSample } from './samples.ts'
import { screening } from './system.ts'

let app: TestApp
let early: string
const file = (text: string) => ({ files: [{ name: 'consolidated.xml', gzip: gzipSync(text).toString('base64') }] })
const make = async (given: string, father: string, more: object = {}) => (await app.ok('stationOfficer', createNewPerson, { names: [{ script: 'ar', given, father }], ...more })).id

beforeAll(async () => {
  app = await testApp([screening])
  early = await make('ضرغام', 'وناس', { birth: { date: '1961-01-01', precision: 'year' } })
})

test('a list is imported with its delta, and everybody is screened against it', async () => {
  const first = await app.ok('administrator', importLists, file(unSample))
  expect(first).toMatchObject({ version: { list: 'un', entries: 2, added: 2, changed: 0, delisted: 0, publishedOn: '2026-02-27' }, hits: 1 })
  const { rows } = await app.ok('judge', hitsOfPerson, { id: early })
  expect(rows).toMatchObject([{ because: 'list', state: 'open', entry: { reference: 'MUi.002' }, person: { id: early } }])
  expect((await app.call('stationOfficer', importLists, file(unSample))).status).toBe(403)
  expect((await app.call('administrator', importLists, file('<html></html>'))).problem).toMatchObject({ code: 'screening.list-unreadable' })
  expect((await app.call('administrator', importLists, { files: [{ name: 'x', gzip: 'AAAA' }] })).problem.code).toBe('screening.list-unreadable')
  expect((await app.ok('administrator', importLists, file(unSample))).version).toMatchObject({ added: 0, changed: 0, delisted: 0 })
})

test('whoever is written down is screened at once; a name alone confirms nobody, and two people decide', async () => {
  const id = await make('قيصر', 'ثامر', { nationality: 'IRQ' })
  const [hit] = (await app.ok('judge', hitsOfPerson, { id })).rows
  expect(hit).toMatchObject({ because: 'person', state: 'open', reasons: { seconds: [{ kind: 'nationality', agreement: 'same' }] } })
  const alone = await app.call('stationCommander', proposeVerdict, { id: hit!.id, verdict: 'confirmed', reason: 'the name' })
  expect(alone.problem).toMatchObject({ code: 'screening.second-identifier', article: 'CPC 93' })
  await app.ok('stationCommander', proposeVerdict, { id: hit!.id, verdict: 'dismissed', reason: 'ولد بعده بعشرين سنة بحسب هويته' })
  expect((await app.call('stationCommander', decideVerdict, { id: hit!.id, approve: true })).status).toBe(403)
  expect((await app.call('judge', proposeVerdict, { id: hit!.id, verdict: 'dismissed', reason: 'again' })).problem.code).toBe('screening.hit-not-open')
  await app.ok('judge', decideVerdict, { id: hit!.id, approve: true })
  expect((await app.ok('judge', readHit, { id: hit!.id })).state).toBe('dismissed')
  expect((await app.ok('judge', readPerson, { id })).notThisPerson).toMatchObject([{ otherFacts: expect.stringContaining('MUi.001') as string }])
  const { version } = await app.ok('judge', readPerson, { id })
  await app.ok('judge', correctPersonFacts, { id, version, reason: 'civil-status record', sex: 'male' })
  expect((await app.ok('judge', readHit, { id: hit!.id })).state).toBe('dismissed')
  await app.ok('judge', correctPersonFacts, { id, version: version + 1, reason: 'passport', birth: { date: '1971-04-09', precision: 'day' } })
  expect((await app.ok('judge', readHit, { id: hit!.id })).state).toBe('open')
})

test('who proposed does not decide, and a second identifier confirms', async () => {
  const id = await make('قيصر', 'ثامر', { seen: (await app.ok('judge', listHits, {})).rows.map((row) => row.person!.id) })
  const [hit] = (await app.ok('judge', hitsOfPerson, { id })).rows
  await app.ok('judge', proposeVerdict, { id: hit!.id, verdict: 'confirmed', secondKind: 'document', secondText: 'جواز السفر Z445566', reason: 'الرقم نفسه' })
  expect((await app.call('judge', decideVerdict, { id: hit!.id, approve: true })).problem.code).toBe('screening.own-proposal')
  await app.ok('prosecutor', decideVerdict, { id: hit!.id, approve: false, reason: 'انظر الصورة' })
  await app.ok('judge', proposeVerdict, { id: hit!.id, verdict: 'confirmed', secondKind: 'photograph', secondText: 'صورة الجواز', reason: 'الوجه نفسه' })
  await app.ok('prosecutor', decideVerdict, { id: hit!.id, approve: true })
  expect(await app.ok('judge', readHit, { id: hit!.id })).toMatchObject({ state: 'confirmed', secondKind: 'photograph' })
})

test('a person taken off the list is shown so, and what waited for them lapses', async () => {
  const shorter = unSample.replace(/<INDIVIDUAL><DATAID>2[\s\S]*?<\/INDIVIDUAL>\n/, '')
  expect((await app.ok('administrator', importLists, file(shorter))).version).toMatchObject({ entries: 1, delisted: 1 })
  expect((await app.ok('judge', hitsOfPerson, { id: early })).rows).toEqual([])
  expect((await app.ok('judge', listHits, { state: 'lapsed' })).rows).toMatchObject([{ delisted: true, person: { id: early } }])
  expect((await app.ok('administrator', importLists, file(unSample))).version.relisted).toBe(1)
  expect((await app.ok('judge', hitsOfPerson, { id: early })).rows).toMatchObject([{ state: 'open', delisted: false }])
  expect((await app.ok('inspector', listVersions, {})).rows).toHaveLength(4)
})

test('the Treasury’s list without the aliases that it had is refused', async () => {
  const files = [['SDN.CSV', sdnSample], ['ALT.CSV', altSample]].map(([name, text]) => ({ name: name!, gzip: gzipSync(text!).toString('base64') }))
  expect((await app.ok('administrator', importLists, { files })).version).toMatchObject({ list: 'ofac', entries: 1, added: 1 })
  expect((await app.call('administrator', importLists, { files: files.slice(0, 1) })).problem.code).toBe('screening.aliases-missing')
})

test('the database itself confirms nobody by the name alone', async () => {
  const ctx = await app.ctx('judge')
  const names = await read(ctx, (r) => sql<{ conname: string }>`select conname from pg_constraint where conrelid = 'screening.hit'::regclass and contype = 'c'`.execute(r.db))
  expect(names.rows.map(({ conname }) => conname)).toEqual(expect.arrayContaining(['never_by_the_name_alone', 'two_people_decide']))
})

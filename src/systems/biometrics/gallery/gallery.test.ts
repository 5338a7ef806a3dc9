import { spawn, type ChildProcess } from 'node:child_process'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import pg from 'pg'
import { testApp, type TestApp } from '#test/support/app.ts'
import { biometrics } from '../system.ts'
import { decodeTemplate } from '../engine/template/encode.ts'
import type { Finger } from '../engine/tenprint.ts'
import { templateOf } from '../test/fingers.ts'
import { makeEnrolment, type MadeEnrolment } from '../test/templates.ts'
import { openGallery, type Gallery } from './gallery.ts'
import { parsePartitions } from './serve.ts'
import { loadSecret, questionReader, sealQuestion } from './wire.ts'

let app: TestApp
let gallery: Gallery
const people: MadeEnrolment[] = []
const probe = (person: number, fingers: readonly Finger[]) => new Map(fingers.map((finger) => [finger, decodeTemplate(templateOf(person, finger, 1))]))
const enrol = async (person: number) => {
  const made = await makeEnrolment(app.db, { officeId: app.country.offices.station, accountId: app.country.accounts['stationOfficer']!.accountId }, { 2: templateOf(person, 2), 3: templateOf(person, 3) })
  people[person] = made
  return made
}

beforeAll(async () => {
  app = await testApp([biometrics])
  for (const person of [1, 9, 4]) await enrol(person)
  gallery = openGallery(app.db)
})
afterAll(async () => { await gallery.close() })

test('two fingers of one person are found among the enrolled, each beside its own', async () => {
  const result = await gallery.searchTenPrint(probe(9, [2, 3]))
  expect(result).toMatchObject({ complete: true, looked: 6, missing: [], shards: [{ shard: 'server', size: 6 }] })
  expect(result.hits.map((hit) => hit.enrolmentId)).toEqual([people[9]!.enrolmentId])
  expect(result.hits[0]).toMatchObject({ personId: people[9]!.personId, fingers: [{ probe: 0, finger: 2 }, { probe: 1, finger: 3 }] })
  expect(result.hits[0]!.score).toBeGreaterThan(12)
  expect((await gallery.searchTenPrint(probe(9, [2]), { except: [people[9]!.enrolmentId] })).hits).toEqual([])
})

test('who is enrolled after the start is found at the next search, who was destroyed is not', async () => {
  const added = await enrol(12)
  expect((await gallery.searchTenPrint(probe(12, [2, 3]))).hits.map((hit) => hit.enrolmentId)).toEqual([added.enrolmentId])
  await asSuperuser(`delete from biometrics.template where enrolment_id = '${added.enrolmentId}'`)
  const result = await gallery.searchTenPrint(probe(12, [2, 3]))
  expect(result).toMatchObject({ complete: true, looked: 6, hits: [] })
  expect(await gallery.state()).toMatchObject({ complete: true, uncovered: [], shards: [{ state: 'ready', size: 6, behind: 0, unreadable: 0 }] })
})

test('a template that does not open makes every result incomplete, and says so', async () => {
  const { templates } = await enrol(6)
  await asSuperuser(`update biometrics.template set key_id = 'lost' where id = '${templates[0]!.id}'`)
  const result = await gallery.searchTenPrint(probe(1, [2, 3]))
  expect(result.complete).toBe(false)
  expect(result.missing[0]!.reason).toMatch(/^1 template/)
  expect(result.hits.map((hit) => hit.enrolmentId)).toEqual([people[1]!.enrolmentId])
  await asSuperuser(`delete from biometrics.template where enrolment_id = '${people[6]!.enrolmentId}'`)
  expect((await gallery.searchTenPrint(probe(1, [2]))).complete).toBe(true)
})

test('two shard processes search half each; with one killed the result is incomplete and names what was not searched', async () => {
  const shards = await Promise.all(['0-3', '4-7'].map(startShard))
  process.env['MIZAN_SHARDS'] = shards.map((shard) => shard.url).join(',')
  const spread = openGallery(app.db)
  try {
    const whole = await spread.searchTenPrint(probe(9, [2, 3]))
    expect(whole).toMatchObject({ complete: true, looked: 6, missing: [] })
    expect(whole.shards.map((one) => one.partitions)).toEqual([[0, 1, 2, 3], [4, 5, 6, 7]])
    expect(whole.hits.map((hit) => hit.enrolmentId)).toEqual([people[9]!.enrolmentId])
    shards[1]!.process.kill('SIGKILL')
    await new Promise((done) => { shards[1]!.process.once('exit', done) })
    const half = await spread.searchTenPrint(probe(9, [2, 3]))
    expect(half).toMatchObject({ complete: false, missing: [{ shard: shards[1]!.url, partitions: [4, 5, 6, 7] }] })
    expect(half.missing[0]!.reason).toMatch(/cannot be reached/)
    expect(await spread.state()).toMatchObject({ complete: false, uncovered: [4, 5, 6, 7], shards: [{ state: 'ready' }, { state: 'unreachable' }] })
    expect((await fetch(`${shards[0]!.url}/ask`, { method: 'POST', body: 'who is this?' })).status).toBe(403)
    expect((await fetch(`${shards[0]!.url}/templates`)).status).toBe(404)
  } finally {
    delete process.env['MIZAN_SHARDS']
    await spread.close()
    shards[0]!.process.kill('SIGTERM')
    await new Promise((done) => { shards[0]!.process.once('exit', done) })
  }
}, 60_000)

test('a question is opened once, soon, and only with the secret', () => {
  const secret = loadSecret(), now = Date.now(), read = questionReader(secret)
  const { bytes, openAnswer } = sealQuestion(secret, { ask: 'state', template: new Uint8Array([1, 2]) }, now)
  expect(bytes.includes('state')).toBe(false)
  const { body, sealAnswer } = read(bytes, now)
  expect(body).toEqual({ ask: 'state', template: new Uint8Array([1, 2]) })
  expect(openAnswer(sealAnswer({ size: 3 }))).toEqual({ size: 3 })
  expect(() => read(bytes, now)).toThrow(/asked before/)
  expect(() => read(sealQuestion(secret, {}, now - 120_000).bytes, now)).toThrow(/too old/)
  expect(() => read(sealQuestion(Buffer.alloc(32), {}, now).bytes, now)).toThrow(/our secret/)
  const other = sealQuestion(secret, {}, now)
  expect(() => other.openAnswer(sealAnswer({ size: 3 }))).toThrow(/our secret/)
})

test.each([['0-3', [0, 1, 2, 3]], ['all', [0, 1, 2, 3, 4, 5, 6, 7]], ['7,0-1,1', [0, 1, 7]]])('--partitions %s', (text, list) => { expect(parsePartitions(text)).toEqual(list) })
test.each(['8', '3-1', 'x', ''])('--partitions %s is refused', (text) => { expect(() => parsePartitions(text)).toThrow(/numbers from 0 to 7/) })

async function startShard(partitions: string): Promise<{ url: string; process: ChildProcess }> {
  const child = spawn(process.execPath, ['src/app/cli.ts', 'shard', '--partitions', partitions, '--listen', '127.0.0.1:0', '--threads', '1'], { env: { ...process.env, DATABASE_URL: app.db.urls.superuser, VITEST: '' }, stdio: ['ignore', 'pipe', 'pipe'] })
  let said = '', errors = ''
  child.stderr.on('data', (chunk) => { errors += String(chunk) })
  child.stdout.on('data', (chunk) => { said += String(chunk) })
  for (let waited = 0; !/^http\S+\n/.test(said); waited += 50) {
    if (waited > 40_000 || child.exitCode !== null) throw new Error(`the shard did not start: ${errors}`)
    await pause(50)
  }
  return { url: said.trim(), process: child }
}

/** As nodes and an order to destroy do it: outside the app's own rights. */
async function asSuperuser(text: string): Promise<void> {
  const client = new pg.Client(app.db.urls.superuser)
  await client.connect()
  await client.query('begin')
  await client.query('set local session_replication_role = replica')
  await client.query(text)
  await client.query('commit')
  await client.end()
}

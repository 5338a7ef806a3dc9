// Two who edit at once, one who clicks twice, a request that comes again days later, a clock set back, a session that ended.
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { get as httpGet, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { findSession, revokeSession } from '#kernel/access/sessions.ts'
import { act } from '#kernel/act/act.ts'
import { mountEvents } from '#kernel/http/events.ts'
import { makeSigner } from '#kernel/ledger/note.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { registerItem, returnItem } from '#systems/_example/contract.ts'
import { example } from '#systems/_example/system.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { tokenOf } from '#test/support/country.ts'
import { entries, faultsOf, seen } from './house.ts'

const item = { description: 'حقيبة سوداء', place: 'الكرادة', foundAt: '2026-01-01T00:00:00.000Z' }
const items = (app: TestApp) => seen<{ id: string; returned_to: string | null }>(app, 'select id, returned_to from _example.found_item order by found_at')

describe('two at once', async () => {
  const app = await testApp([example])

  test('who is second sees the record as it stands now, and nothing of theirs is kept', async () => {
    const { id } = await app.ok('stationOfficer', registerItem, item)
    const [a, b] = await Promise.all([
      app.call('stationOfficer', returnItem, { id, version: 1, returnedTo: 'سلمى كريم' }), app.call('stationCommander', returnItem, { id, version: 1, returnedTo: 'هدى علي' }),
    ])
    expect([a.status, b.status].sort()).toEqual([200, 409])
    const [first, second] = a.status === 200 ? [a, b] : [b, a]
    expect(first.body).toEqual({ id })
    expect(second.problem).toMatchObject({ code: 'kernel.changed-meanwhile', current: { id, version: 2 }, remedy: expect.any(String) })
    expect((await items(app)).filter((i) => i.id === id)).toMatchObject([{ returned_to: a.status === 200 ? 'سلمى كريم' : 'هدى علي' }])
  })

  test('forty at once on one record: one is taken', async () => {
    const { id } = await app.ok('stationOfficer', registerItem, item)
    const answers = await Promise.all(Array.from({ length: 40 }, (_, n) => app.call(n % 2 ? 'stationOfficer' : 'stationCommander', returnItem, { id, version: 1, returnedTo: `مستلم ${n}` })))
    expect(answers.filter((a) => a.status === 200)).toHaveLength(1)
    expect(new Set(answers.filter((a) => a.status !== 200).map((a) => a.problem.code))).toEqual(new Set(['kernel.changed-meanwhile']))
  })
})

describe('the same request again', async () => {
  const app = await testApp([example])

  test('a double click, ten times over, records one', async () => {
    const before = (await items(app)).length
    const key = randomUUID()
    const answers = await Promise.all(Array.from({ length: 10 }, () => app.call('stationOfficer', registerItem, item, { key })))
    expect(answers.map((a) => a.status)).toEqual(Array.from({ length: 10 }, () => 200))
    expect(new Set(answers.map((a) => a.body.id)).size).toBe(1)
    expect((await items(app)).length).toBe(before + 1)
  })

  test('sent again days later, under another sign-in, it gets its first answer', async () => {
    const key = randomUUID()
    const first = await app.call('stationOfficer', registerItem, item, { key })
    app.time.now = new Date(app.time.now.getTime() + 3 * 86_400_000)
    const before = await entries(app)
    const again = await app.call('stationOfficer', registerItem, item, { key })
    expect([again.status, again.body]).toEqual([200, first.body])
    expect(await entries(app)).toBe(before)
  })

  test('the same key with another input, or for another act, is refused', async () => {
    const key = randomUUID()
    const { body: { id } } = await app.call('stationOfficer', registerItem, item, { key })
    const other = await app.call('stationOfficer', registerItem, { ...item, place: 'المنصور' }, { key })
    expect([other.status, other.problem.code]).toEqual([409, 'kernel.key-used-before'])
    const otherAct = await app.call('stationOfficer', returnItem, { id, version: 1, returnedTo: 'سلمى كريم' }, { key })
    expect([otherAct.status, otherAct.problem.code]).toEqual([409, 'kernel.key-used-before'])
  })

  test('somebody else’s key is another key', async () => {
    const key = randomUUID()
    const [a, b] = [await app.call('stationOfficer', registerItem, item, { key }), await app.call('stationCommander', registerItem, item, { key })]
    expect(a.body.id).not.toBe(b.body.id)
  })

  test('a refused request may be put right and sent again under its key', async () => {
    const key = randomUUID()
    expect((await app.call('stationOfficer', registerItem, { ...item, foundAt: '2999-01-01T00:00:00.000Z' }, { key })).status).toBe(422)
    expect((await app.call('stationOfficer', registerItem, item, { key })).status).toBe(200)
  })

  test('what JSON cannot say is a fault of ours that leaves nothing behind', async () => {
    const [ctx, before] = [await app.ctx('stationOfficer'), await entries(app)]
    const spec = { verb: '_example.register', subject: { kind: 'found-item', create: { label: 'x' } } }
    await expect(act(ctx, { ...spec, detail: { much: Number.NaN, map: new Map() } }, async () => ({}))).rejects.toThrow(TypeError)
    for (let n = 0; n < 12; n++) await expect(act({ ...ctx, idempotencyKey: randomUUID() }, spec, async () => ({ answer: 'a\u0000b' }))).rejects.toThrow(/\\u0000|unicode/i)
    expect(await entries(app)).toBe(before)
    expect((await seen<{ n: number }>(app, "select count(*)::int as n from kernel.record where label = 'x'"))[0]!.n).toBe(0)
    expect((await app.call('stationOfficer', registerItem, item)).status, 'the connections are whole').toBe(200)
  })
})

test('a server whose clock was set back records nothing, and says so', async () => {
  const app = await testApp([example], new Date(Date.now() - 3_600_000))
  app.time.now = new Date()
  await app.ok('stationOfficer', registerItem, item)
  await sequence(app.db, { signer: makeSigner('log.hardening.test', generateKeyPairSync('ed25519').privateKey) })
  const rightly = app.time.now
  const before = [await entries(app), (await items(app)).length]
  app.time.now = new Date(rightly.getTime() - 5 * 60_000)
  const key = randomUUID()
  for (const lang of ['ar', 'ckb', 'en'] as const) {
    const answer = await app.call('stationOfficer', registerItem, item, { key, lang })
    expect([answer.status, answer.problem.code]).toEqual([503, 'kernel.clock-set-back'])
    expect(faultsOf({ status: 422, type: 'application/problem+json', text: JSON.stringify(answer.body), body: answer.body as never }, lang)).toEqual([])
  }
  expect([await entries(app), (await items(app)).length]).toEqual(before)
  app.time.now = rightly
  expect((await app.call('stationOfficer', registerItem, item, { key })).status).toBe(200)
})

describe('sessions', async () => {
  const app = await testApp([example])
  await mountEvents(app.server, app.db, { everyMs: 100, clock: () => app.time.now })
  const sessionOf = async (token: string) => (await findSession(app.db, token, app.time.now))!
  const ask = (token: string) => app.server.inject({ method: 'POST', url: registerItem.path, payload: item, headers: { 'x-mizan': '1', cookie: `mizan=${token}`, 'idempotency-key': randomUUID() } })

  test('one that was revoked is dead with the next request, whichever server it comes to', async () => {
    const token = await tokenOf(app.db, app.country, 'stationOfficer', app.time.now)
    expect((await ask(token)).statusCode).toBe(200)
    const { id, accountId } = await sessionOf(token)
    await revokeSession(app.db, accountId, id, app.time.now)
    expect((await ask(token)).statusCode).toBe(401)
  })

  test('its line of events is cut at the next heartbeat; others go on, and none is kept alive by listening', async () => {
    await app.server.listen({ port: 0, host: '127.0.0.1' })
    const [ended, staying] = [await tokenOf(app.db, app.country, 'stationOfficer', app.time.now), await tokenOf(app.db, app.country, 'stationCommander', app.time.now)]
    const [a, b] = [await listen(app, ended), await listen(app, staying)]
    expect((await listen(app, 'nobody')).response.statusCode).toBe(401)
    const { id } = await app.ok('stationOfficer', registerItem, item)
    await heard(() => a.text().includes(id) && b.text().includes(id))
    const session = await sessionOf(ended)
    await revokeSession(app.db, session.accountId, session.id, app.time.now)
    await heard(() => a.over())
    expect(b.over()).toBe(false)
    const { id: next } = await app.ok('stationCommander', registerItem, item)
    await heard(() => b.text().includes(next))
    expect(a.text()).not.toContain(next)
    app.time.now = new Date(app.time.now.getTime() + 61 * 60_000)
    await heard(() => b.over())
  })

  test('the line comes back after the database cut it', async () => {
    const screen = await listen(app, await tokenOf(app.db, app.country, 'stationOfficer', app.time.now))
    const superuser = new pg.Client({ connectionString: app.db.urls.superuser })
    await superuser.connect()
    const { rowCount } = await superuser.query("select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen mizan_outbox' and datname = current_database()")
    await superuser.end()
    expect(rowCount).toBe(1)
    await new Promise((resolve) => setTimeout(resolve, 1500))
    const { id } = await app.ok('stationOfficer', registerItem, item)
    await heard(() => screen.text().includes(id))
  })
})

async function listen(app: TestApp, token: string): Promise<{ response: IncomingMessage; text(): string; over(): boolean }> {
  const { port } = app.server.server.address() as AddressInfo
  const response = await new Promise<IncomingMessage>((resolve, reject) => { httpGet({ port, host: '127.0.0.1', path: '/api/events', headers: { cookie: `mizan=${token}` } }, resolve).on('error', reject) })
  let text = ''
  let over = false
  response.on('data', (chunk: Buffer) => { text += chunk.toString() })
  response.on('close', () => { over = true })
  return { response, text: () => text, over: () => over }
}

async function heard(so: () => boolean): Promise<void> {
  for (let waited = 0; !so(); waited += 20) {
    if (waited > 10_000) throw new Error('waited ten seconds in vain')
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

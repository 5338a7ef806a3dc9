// Two server processes' worth of servers over one database: what one knows the other knows, and what is to be done once is done once.
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { get as httpGet, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import PgBoss from 'pg-boss'
import { beforeAll, describe, expect, inject, test } from 'vitest'
import { signIn, signOut } from '#kernel/access/contract.ts'
import { failuresToLock } from '#kernel/access/lockout.ts'
import { connect } from '#kernel/db/connect.ts'
import { loadSecrets } from '#kernel/db/data-folder.ts'
import { prepareRoles } from '#kernel/db/migrate.ts'
import { mountEvents } from '#kernel/http/events.ts'
import { mountHealth } from '#kernel/http/health.ts'
import { startJobs } from '#kernel/jobs/jobs.ts'
import { makeSigner } from '#kernel/ledger/note.ts'
import { startSequencer } from '#kernel/ledger/sequencer.ts'
import { verify } from '#kernel/ledger/verify.ts'
import { registerItem } from '#systems/_example/contract.ts'
import { example } from '#systems/_example/system.ts'
import { appOn, testApp, type TestApp } from '#test/support/app.ts'
import { tokenOf } from '#test/support/country.ts'
import { seen } from './house.ts'

const item = { description: 'حقيبة سوداء', place: 'الكرادة', foundAt: '2026-01-01T00:00:00.000Z' }

describe('two servers', async () => {
  const one = await testApp([example])
  const both: TestApp[] = [one]
  beforeAll(async () => {
    const second = connect(one.db.urls, 4)
    both.push(await appOn(second, one.country, [example]))
    for (const app of both) {
      await mountEvents(app.server, app.db)
      mountHealth(app.server, app.db)
      await app.server.listen({ port: 0, host: '127.0.0.1' })
    }
    return () => second.close()
  })

  test('a session of one is one of the other, and ends at both', async () => {
    const cookie = `mizan=${await tokenOf(one.db, one.country, 'stationOfficer', new Date())}`
    const ask = (app: TestApp) => app.server.inject({ method: 'POST', url: registerItem.path, payload: item, headers: { 'x-mizan': '1', cookie, 'idempotency-key': randomUUID() } })
    expect((await Promise.all(both.map(ask))).map((r) => r.statusCode)).toEqual([200, 200])
    expect((await both[1]!.server.inject({ method: 'POST', url: signOut.path, payload: {}, headers: { 'x-mizan': '1', cookie } })).statusCode).toBe(200)
    expect((await Promise.all(both.map(ask))).map((r) => r.statusCode)).toEqual([401, 401])
  })

  test('one key sent to both at once is one act with one answer', async () => {
    for (let n = 0; n < 10; n++) {
      const key = randomUUID()
      const [a, b] = await Promise.all(both.map((app) => app.call('stationOfficer', registerItem, item, { key })))
      expect([a!.status, b!.status, b!.body]).toEqual([200, 200, a!.body])
    }
  })

  test('failed sign-ins are counted together', async () => {
    const { userName } = one.country.accounts['judge']!
    await one.db.app.insertInto('kernel.credential').values({ account_id: one.country.accounts['judge']!.accountId, password_hash: 'none' } as never).onConflict((oc) => oc.doNothing()).execute()
    for (let n = 0; n < failuresToLock; n++) await both[n % 2]!.call(null, signIn, { userName, password: 'wrong wrong wrong' })
    expect(await seen(one, `select count(*)::int as n from kernel.credential where account_id = '${one.country.accounts['judge']!.accountId}' and locked_until > now()`)).toEqual([{ n: 1 }])
  })

  test('a screen at either hears of what is done at the other', async () => {
    const token = await tokenOf(one.db, one.country, 'stationOfficer', new Date())
    const screens = await Promise.all(both.map((app) => openEvents(app, token)))
    for (const app of both) {
      const { id } = await app.ok('stationOfficer', registerItem, item)
      await expect.poll(() => screens.every((screen) => screen.text().includes(id))).toBe(true)
    }
    for (const screen of screens) screen.close()
  })

  test('both sequence, and the log is one', async () => {
    const key = generateKeyPairSync('ed25519').privateKey
    const signer = makeSigner('two.test/log', key)
    const errors: unknown[] = []
    const sequencers = both.map((app) => startSequencer(app.db, { signer, everyMs: 20, onError: (error) => errors.push(error) }))
    for (let n = 0; n < 30; n++) await Promise.all(both.map((app) => app.ok('stationOfficer', registerItem, item)))
    await expect.poll(() => seen<{ n: number }>(one, 'select count(*)::int as n from kernel.outbox'), { timeout: 10_000 }).toEqual([{ n: 0 }])
    for (const sequencer of sequencers) await sequencer.stop()
    const report = await verify(one.db, { publicKey: signer.verifierKey, workers: 0 })
    expect([errors, report.problems]).toEqual([[], []])
    expect(report.checkpoints).toBeGreaterThan(1)
  })

  test('a sequencer that stands still in the middle does not keep the other waiting for ever', async () => {
    for (const app of both) expect((await app.db.ledgerPool.query<{ idle: string }>(`select current_setting('idle_in_transaction_session_timeout') as idle`)).rows).toEqual([{ idle: '20s' }])
  })

  test('health tells the balancer, and nothing else', async () => {
    for (const app of both) {
      const { statusCode, body } = await app.server.inject({ url: '/health' })
      expect([statusCode, body]).toEqual([200, '{"health":"good"}'])
    }
  })

  test('scheduled work is done by one of them', { timeout: 60_000 }, async () => {
    await prepareRoles(one.db.urls.superuser, loadSecrets(inject('dataFolder')))
    const runs: number[] = []
    let running = 0
    let most = 0
    const stops = []
    for (const [n, app] of both.entries()) {
      stops.push(await startJobs(app.db, [{ name: 'test.once', cron: '0 0 1 1 *', run: async () => {
        most = Math.max(most, ++running)
        await new Promise((resolve) => setTimeout(resolve, 300))
        running--
        runs.push(n)
      } }], () => {}))
    }
    const boss = new PgBoss({ connectionString: one.db.urls.jobs, schema: 'jobs', max: 1, supervise: false, schedule: false })
    boss.on('error', () => {})
    await boss.start()
    for (let n = 0; n < 4; n++) await boss.send('test.once', { job: 'test.once' })
    await expect.poll(() => runs.length, { timeout: 30_000, interval: 200 }).toBe(4)
    await new Promise((resolve) => setTimeout(resolve, 2500))
    expect([runs.length, most]).toEqual([4, 1])
    await boss.stop({ graceful: false })
    for (const stop of stops) await stop()
  })
})

async function openEvents(app: TestApp, token: string): Promise<{ text(): string; close(): void }> {
  const { port } = app.server.server.address() as AddressInfo
  const response = await new Promise<IncomingMessage>((resolve, reject) => { httpGet({ port, host: '127.0.0.1', path: '/api/events', headers: { cookie: `mizan=${token}` } }, resolve).on('error', reject) })
  let text = ''
  response.on('data', (chunk: Buffer) => { text += chunk.toString() }).on('error', () => {})
  return { text: () => text, close: () => { response.destroy() } }
}

// A database that goes away, stands still, is full, is slow, has no place left: a clear 503 at once, nothing done by halves, and the same request again succeeds once.
import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, statfsSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomBytes, randomUUID } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { registerPolicy } from '#kernel/access/policy.ts'
import { connect, urlsFor, type Database, type Patience } from '#kernel/db/connect.ts'
import { loadSecrets } from '#kernel/db/data-folder.ts'
import { buildServer } from '#kernel/http/server.ts'
import { allWords, kernelHandlers, kernelPolicy } from '#kernel/kernel.ts'
import type { FastifyInstance } from 'fastify'
import { testDatabase } from '#test/support/database.ts'
import { makeCountry, tokenOf } from '#test/support/country.ts'
import { faultsOf, replyOf, type Reply } from './house.ts'
import { backendOf, pause, pauses, pausingAct, slowRead } from './pauses.ts'

interface Small { readonly db: Database; readonly server: FastifyInstance; readonly cookie: string; post(label: string, key?: string): Promise<Reply>; get(seconds: number): Promise<Reply>; made(label: string): Promise<number>; close(): Promise<void> }

const impatient: Patience = { connection: 400, statement: 500, answer: 900 }

/** A server with a small pool and little patience, so that the tests need not wait as long as people would. */
async function open(urls: Database['urls'], poolSize: number, wait: Patience = impatient): Promise<Small> {
  const patient = connect(urls, 2)
  const country = await makeCountry(patient)
  const cookie = `mizan=${await tokenOf(patient, country, 'stationOfficer', new Date())}`
  const db = connect(urls, poolSize, wait)
  registerPolicy([...kernelPolicy, ...pauses.policy])
  const server = await buildServer({ db, handlers: [...kernelHandlers, ...pauses.handlers], words: allWords([pauses]), secureCookies: false })
  const send = async (request: object, lang = 'ar') => replyOf(await server.inject({ ...request, headers: { ...(request as { headers?: object }).headers, cookie, 'x-mizan': '1', 'x-mizan-lang': lang } }))
  return {
    db, server, cookie,
    post: (label, key = randomUUID()) => send({ method: 'POST', url: pausingAct.path, payload: { label }, headers: { 'idempotency-key': key } }),
    get: (seconds) => send({ method: 'GET', url: `${slowRead.path}?seconds=${seconds}` }),
    made: async (label) => {
      const client = new pg.Client({ connectionString: urls.superuser })
      await client.connect()
      const { rows } = await client.query<{ n: number }>('select count(*)::int as n from kernel.record r join kernel.entry e on e.subject_id = r.id where r.label = $1', [label])
      await client.end()
      return rows[0]!.n
    },
    close: async () => { await server.close(); await db.close(); await patient.close() },
  }
}

/** A refusal for the moment: 503, in words, with what to do. */
function isAway(reply: Reply, code: string | RegExp): void {
  expect([reply.status, reply.body['code']]).toEqual([503, expect.stringMatching(code)])
  expect(faultsOf({ ...reply, status: 422 }, 'ar')).toEqual([])
}

describe('a database that', () => {
  let small: Small
  let superuser: pg.Client
  beforeAll(async () => {
    const { urls } = await testDatabase()
    superuser = new pg.Client({ connectionString: urls.superuser })
    await superuser.connect()
    small = await open(urls, 2)
  })
  afterAll(async () => { await small.close(); await superuser.end() })
  beforeEach(() => { pause.between = async () => {} })

  test('cuts the line in the middle of an act, while nothing is being asked of it', async () => {
    const key = randomUUID()
    pause.between = async (tx) => {
      await superuser.query('select pg_terminate_backend($1)', [await backendOf(tx)])
      await new Promise((resolve) => setTimeout(resolve, 150))
    }
    isAway(await small.post('cut', key), 'kernel.database-away')
    expect(await small.made('cut')).toBe(0)
    pause.between = async () => {}
    const [again, third] = [await small.post('cut', key), await small.post('cut', key)]
    expect([again.status, third.body]).toEqual([200, again.body])
    expect(await small.made('cut')).toBe(1)
  })

  test('stands still in the middle of an act', { timeout: 30_000 }, async () => {
    const key = randomUUID()
    let stopped = 0
    pause.between = async (tx) => {
      stopped = await backendOf(tx)
      process.kill(stopped, 'SIGSTOP')
    }
    const started = performance.now()
    try {
      isAway(await small.post('still', key), 'kernel.database-away')
      expect(performance.now() - started, 'it does not wait for ever').toBeLessThan(5000)
      pause.between = async () => {}
      // The stopped process still holds the key: a request sent meanwhile waits no longer than any other.
      isAway(await small.post('still', key), /kernel\.(took-too-long|database-away|busy)/)
    } finally {
      process.kill(stopped, 'SIGCONT')
    }
    await expect.poll(async () => (await small.post('still', key)).status, { timeout: 10_000 }).toBe(200)
    expect(await small.made('still')).toBe(1)
  })

  test('cuts the line of a connection that is in nobody’s statement: the process lives on', async () => {
    for (const pool of [small.db.appPool, small.db.ledgerPool]) {
      const client = await pool.connect()
      // Without a listener, Node.js ends the process for an error that nobody hears.
      expect(client.listenerCount('error')).toBeGreaterThan(0)
      const { rows: [own] } = await client.query<{ pid: number }>('select pg_backend_pid() as pid')
      await superuser.query('select pg_terminate_backend($1)', [own!.pid])
      await expect.poll(() => client.query('select 1').then(() => 'whole', () => 'cut')).toBe('cut')
      client.release()
      await expect.poll(() => pool.query('select 1').then(() => 'whole', () => 'cut')).toBe('whole')
    }
  })

  test('takes too long', async () => {
    const started = performance.now()
    isAway(await small.get(30), 'kernel.took-too-long')
    expect(performance.now() - started).toBeLessThan(3000)
    expect((await small.get(0)).status).toBe(200)
  })

  test('has no free connection', async () => {
    const held = [await small.db.appPool.connect(), await small.db.appPool.connect()]
    const started = performance.now()
    isAway(await small.post('busy'), 'kernel.busy')
    expect(performance.now() - started).toBeLessThan(3000)
    for (const client of held) client.release()
    expect((await small.post('busy')).status).toBe(200)
    expect(await small.made('busy')).toBe(1)
  })

  test('is asked by two hundred at once through two connections: each is answered', { timeout: 60_000 }, async () => {
    const replies = await Promise.all(Array.from({ length: 200 }, (_, n) => small.post(`many ${n % 20}`)))
    for (const reply of replies.filter((r) => r.status !== 200)) isAway(reply, 'kernel.busy')
    expect(replies.some((r) => r.status === 200)).toBe(true)
    expect((await small.post('after')).status).toBe(200)
  })

  test('breaks an act off at its lock: no number is lost, none is given twice', async () => {
    await superuser.query('begin')
    await superuser.query(`lock table kernel.counter in exclusive mode`)
    isAway(await small.post('locked'), 'kernel.took-too-long')
    await superuser.query('rollback')
    const numbers = await Promise.all([small.post('numbered'), small.post('numbered')])
    const [a, b] = numbers.map((r) => Number(String(r.body['number']).slice(5)))
    expect(Math.abs(a! - b!)).toBe(1)
  })
})

test('a database that cannot be reached at all', async () => {
  const { urls } = await testDatabase()
  const small = await open(urls, 2)
  const nowhere = { ...small, ...(await (async () => {
    const db = connect({ ...urls, app: urls.app.replace(/:\d+\//, ':1/') }, 2, impatient)
    const server = await buildServer({ db, handlers: [...kernelHandlers, ...pauses.handlers], words: allWords([pauses]), secureCookies: false })
    return { db, server }
  })()) }
  const answer = await nowhere.server.inject({ method: 'POST', url: pausingAct.path, payload: { label: 'x' }, headers: { cookie: small.cookie, 'x-mizan': '1', 'x-mizan-lang': 'ar', 'idempotency-key': randomUUID() } })
  isAway(replyOf(answer), 'kernel.database-away')
  expect(answer.headers['retry-after'], 'when to come again').toBe('2')
  await nowhere.server.close()
  await nowhere.db.close()
  await small.close()
})

/** A file system of a few megabytes for one database; why not, where it cannot be made. */
function smallDisk(owner: { uid: number; gid: number }): { folder: string; away(): void } | string {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root may mount a small disk'
  const folder = mkdtempSync(join(tmpdir(), 'mizan-disk-'))
  chmodSync(folder, 0o711)
  const space = join(folder, 'space')
  mkdirSync(space)
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=96m', 'tmpfs', space], { stdio: 'pipe' })
  } catch (error) {
    rmSync(folder, { recursive: true, force: true })
    return `no small disk could be mounted: ${String(error)}`
  }
  const data = join(space, 'data')
  mkdirSync(data, { mode: 0o700 })
  chownSync(data, owner.uid, owner.gid)
  return { folder: data, away: () => { execFileSync('umount', ['-l', space]); rmSync(folder, { recursive: true, force: true }) } }
}

test('a full disk: refused clearly, nothing by halves, and when there is room the same request succeeds once', { timeout: 120_000 }, async ({ skip }) => {
  const { uid, gid } = statSync(join(inject('dataFolder'), 'postgres'))
  const disk = smallDisk({ uid, gid })
  if (typeof disk === 'string') return skip(disk)
  const name = `full_${randomBytes(4).toString('hex')}`
  const server = new pg.Client({ connectionString: `${inject('serverUrl')}/postgres` })
  await server.connect()
  let small: Small | undefined
  try {
    await server.query(`create tablespace ${name} location '${disk.folder}'`)
    await server.query(`create database ${name} template mizan_template tablespace ${name}`)
    small = await open(urlsFor(`${inject('serverUrl')}/${name}`, loadSecrets(inject('dataFolder'))), 2, { connection: 5000, statement: 10_000, answer: 12_000 })
    expect((await small.post('roomy')).status).toBe(200)
    const filler = join(disk.folder, 'filler')
    const { bavail, bsize } = statfsSync(disk.folder)
    writeFileSync(filler, Buffer.alloc(Math.max(bavail * bsize - 65_536, 0)))
    const asked: { key: string; label: string; reply: Reply }[] = []
    for (let n = 0; n < 2000 && asked.at(-1)?.reply.status !== 503; n++) {
      const one = { key: randomUUID(), label: `full ${n} ${'م'.repeat(500)}` }
      asked.push({ ...one, reply: await small.post(one.label, one.key) })
    }
    const refused = asked.at(-1)!
    isAway(refused.reply, 'kernel.disk-full')
    expect(await small.made(refused.label)).toBe(0)
    rmSync(filler)
    expect((await small.post(refused.label, refused.key)).status).toBe(200)
    expect(await small.made(refused.label)).toBe(1)
  } finally {
    await small?.close()
    await server.query(`drop database if exists ${name} with (force)`)
    await server.query('checkpoint')
    await server.query(`drop tablespace if exists ${name}`)
    await server.end()
    disk.away()
  }
})

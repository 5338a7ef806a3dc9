import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import type pg from 'pg'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { LedgerBroken, sequence, startSequencer } from './sequencer.ts'
import type { LedgerPool } from './sequencer.ts'
import { makeScene } from '#test/support/ledger-scene.ts'
import type { Scene } from '#test/support/ledger-scene.ts'
import { verify } from './verify.ts'

let scene: Scene
const count = async (table: string) => Number((await scene.intruder.query<{ n: string }>(`select count(*) as n from kernel.${table}`)).rows[0]!.n)
const report = () => verify(scene.db, { publicKey: scene.signer.verifierKey })

async function makeEntries(n: number): Promise<string[]> {
  const ids = []
  for (let i = 0; i < n; i++) ids.push(await scene.setCapacity(scene.country.offices.station, i))
  return ids
}

beforeAll(async () => {
  scene = await makeScene()
})

describe('sequence', () => {
  test('places entries in the order of their acts, in batches, and empties the outbox', async () => {
    await sequence(scene.db, scene)
    const before = await count('leaf')
    const ids = await makeEntries(7)
    expect(await sequence(scene.db, { signer: scene.signer, batch: 3 })).toBe(7)
    const { rows } = await scene.intruder.query<{ entry_id: string }>('select entry_id from kernel.leaf where index >= $1 order by index', [before])
    expect(rows.map((row) => row.entry_id)).toEqual(ids)
    expect(await count('outbox')).toBe(0)
    expect(await sequence(scene.db, scene)).toBe(0)
    expect((await report()).problems).toEqual([])
  })

  test('several at once place each entry once', async () => {
    const before = await count('leaf')
    await makeEntries(20)
    const placed = await Promise.all([1, 2, 3].map((batch) => sequence(scene.db, { signer: scene.signer, batch })))
    expect(placed.reduce((sum, n) => sum + n, 0)).toBe(20)
    expect(await count('leaf')).toBe(before + 20)
    expect((await report()).problems).toEqual([])
  })

  test('broken off at any query, nothing of it remains, and the next one goes on', async () => {
    await makeEntries(5)
    const before = [await count('leaf'), await count('checkpoint'), await count('outbox')]
    let failures = 0
    for (let nth = 0; ; nth++) {
      const placed = await sequence(breakingAt(scene.db, nth), scene).catch(() => -1)
      if (placed >= 0) break
      failures++
      expect([await count('leaf'), await count('checkpoint'), await count('outbox')]).toEqual(before)
    }
    expect(failures).toBeGreaterThanOrEqual(7)
    expect((await report()).problems).toEqual([])
  })

  test('killed by SIGKILL in the middle, again and again', async () => {
    const before = await count('leaf')
    await makeEntries(120)
    for (let kill = 0; kill < 4; kill++) {
      const child = sequenceInChild(scene)
      await once(child.stdout, 'data')
      await sleep(5 + 12 * kill)
      child.kill('SIGKILL')
      await once(child, 'exit')
      expect((await report()).problems).toEqual([])
    }
    await sequence(scene.db, scene)
    expect(await count('leaf')).toBe(before + 120)
    expect((await report()).problems).toEqual([])
  })

  test('nothing is signed on top of a tree that was altered', async () => {
    await makeEntries(1)
    const { rows: [tile] } = await scene.intruder.query<{ data: Buffer }>('select data from kernel.tile where level = 0 order by index desc limit 1')
    await scene.intruder.query("update kernel.tile set data = overlay(data placing sha256('x') from 1) where level = 0")
    await expect(sequence(scene.db, scene)).rejects.toThrow(LedgerBroken)
    await scene.intruder.query('update kernel.tile set data = $1 where level = 0', [tile!.data])
    expect(await sequence(scene.db, scene)).toBe(1)
  })

  test('the tree passes from one tile to the next', async () => {
    await makeEntries(140)
    await sequence(scene.db, { signer: scene.signer, batch: 50 })
    expect(await count('leaf')).toBeGreaterThan(256)
    const { rows } = await scene.intruder.query('select level, index, width from kernel.tile order by level, index')
    expect(rows).toMatchObject([{ level: 0, index: 0, width: 256 }, { level: 0, index: 1 }, { level: 1, index: 0, width: 1 }])
    expect((await report()).problems).toEqual([])
  })

  test.each(['insert into kernel.leaf values (99999, gen_random_uuid(), sha256($$x$$))', 'delete from kernel.outbox', 'update kernel.tile set width = 1',
    'delete from kernel.checkpoint', 'update kernel.leaf set hash = sha256($$x$$)', 'update kernel.entry set verb = $$x$$'])('the app role may not: %s', async (sql) => {
    await expect(scene.db.appPool.query(sql)).rejects.toThrow('permission denied')
  })

  test.each(['update kernel.leaf set hash = sha256($$x$$)', 'delete from kernel.leaf', 'delete from kernel.checkpoint', 'delete from kernel.tile'])(
    'the sequencer itself may not: %s', async (sql) => {
      await expect(scene.db.ledgerPool.query(sql)).rejects.toThrow('permission denied')
    })
})

describe('startSequencer', () => {
  test('places an entry soon after its act, and stops cleanly', async () => {
    const onError = vi.fn()
    const sequencer = startSequencer(scene.db, { signer: scene.signer, everyMs: 50, onError })
    try {
      for (let i = 0; i < 3; i++) {
        await makeEntries(1)
        await vi.waitFor(async () => expect(await count('outbox')).toBe(0), { timeout: 1000, interval: 10 })
      }
    } finally {
      await sequencer.stop()
    }
    await makeEntries(1)
    await sleep(200)
    expect(await count('outbox')).toBe(1)
    expect(onError).not.toHaveBeenCalled()
    expect(scene.db.ledgerPool.totalCount - scene.db.ledgerPool.idleCount).toBe(0)
  })

  test('goes on when its connections are cut', async () => {
    const onError = vi.fn()
    const sequencer = startSequencer(scene.db, { signer: scene.signer, everyMs: 50, onError })
    try {
      await vi.waitFor(async () => expect(await count('outbox')).toBe(0))
      for (let i = 0; i < 3; i++) {
        await scene.intruder.query("select pg_terminate_backend(pid) from pg_stat_activity where usename = 'mizan_ledger' and datname = current_database()")
        await makeEntries(1)
        await vi.waitFor(async () => expect(await count('outbox')).toBe(0), { timeout: 3000, interval: 20 })
      }
    } finally {
      await sequencer.stop()
    }
    expect((await report()).problems).toEqual([])
  })
})

/** A pool whose connections break at their nth query (after it has run, so that its effect would show if it were kept). */
function breakingAt(db: LedgerPool, nth: number): LedgerPool {
  const pool = {
    async connect() {
      const client = await db.ledgerPool.connect()
      let queries = 0
      return {
        async query(...args: unknown[]) {
          const result: unknown = await (client.query as (...args: unknown[]) => Promise<unknown>)(...args)
          if (args[0] !== 'commit' && queries++ === nth) throw new Error('cut off')
          return result
        },
        release: (broken: boolean) => client.release(broken),
      }
    },
  }
  return { ledgerPool: pool as unknown as pg.Pool }
}

/** Sequences one entry for each transaction, so that a kill falls between or into them. */
function sequenceInChild({ db }: Scene) {
  const program = `
    import pg from 'pg'
    import { createPrivateKey } from 'node:crypto'
    const { sequence } = await import(${JSON.stringify(new URL('./sequencer.ts', import.meta.url).href)})
    const { makeSigner } = await import(${JSON.stringify(new URL('./note.ts', import.meta.url).href)})
    const ledgerPool = new pg.Pool({ connectionString: process.env.LEDGER_URL, max: 1 })
    const signer = makeSigner('log.mizan.test', createPrivateKey(process.env.LEDGER_KEY))
    await ledgerPool.query('select 1')
    process.stdout.write('begun')
    await sequence({ ledgerPool }, { signer, batch: 1 })`
  const key = scene.privateKey.export({ format: 'pem', type: 'pkcs8' }) as string
  return spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '', LEDGER_URL: db.urls.ledger, LEDGER_KEY: key },
  })
}

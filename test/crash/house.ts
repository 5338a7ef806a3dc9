// What the crash tests share: a real server in a process of its own, clients that send again what is in doubt, and the judgement afterwards.
import { fork, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect } from 'vitest'
import { openDatabase } from '#kernel/db/connect.ts'
import { getLogSigner, getVerifierKey } from '#kernel/ledger/keys.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { verify } from '#kernel/ledger/verify.ts'

export interface Running { readonly child: ChildProcess; readonly url: string; readonly token: string; readonly postgres: number }
/** What a client asked for, and the id it was told when it was told that it is done. */
export interface Asked { key: string; readonly description: string; acknowledged: string | null; at: number; /** Milliseconds from then to its answer. */ took: number }

export interface StartOptions {
  readonly env?: Readonly<Record<string, string>>
  /** A command that the server is started under: `ip netns exec name`. */
  readonly under?: readonly string[]
}

export function startHouse(folder: string, { env = {}, under = [] }: StartOptions = {}): Promise<Running> {
  return new Promise((resolve, reject) => {
    const [execPath, ...execArgv] = [...under, process.execPath]
    const child = fork(join(import.meta.dirname, 'server.ts'), [folder], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execPath: execPath!, execArgv, env: { ...process.env, ...env } })
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => { said += chunk.toString() })
    child.once('message', (message) => { resolve({ child, ...(message as Omit<Running, 'child'>) }) })
    child.once('exit', (code) => { reject(new Error(`the server ended with ${code}: ${said}`)) })
  })
}

export interface Load {
  readonly asked: Asked[]
  /** Checkpoints that somebody outside has seen while it went on. */
  readonly seen: Set<string>
  /** Where the server is now; a restarted one has another port. */
  to: Running
  /** Seconds from now until an act that is asked for from now on is acknowledged. */
  untilServed(timeoutSeconds?: number): Promise<number>
  stop(): Promise<void>
}

/** Clients that register found items one after another, each sending again under its own key what it got no answer to, as the browser does. */
export function startLoad(to: Running, clients = 6, asked: Asked[] = [], seen = new Set<string>()): Load {
  let alive = true
  const load: Load = {
    asked, seen, to,
    untilServed: async (timeoutSeconds = 60) => {
      const from = performance.now()
      while (!asked.some((a) => a.acknowledged !== null && a.at > from)) {
        if (performance.now() - from > timeoutSeconds * 1000) throw new Error(`no act was acknowledged within ${timeoutSeconds} s`)
        await pause(20)
      }
      return (performance.now() - from) / 1000
    },
    stop: async () => { alive = false; await Promise.all(work) },
  }
  const work = [...Array.from({ length: clients }, async () => {
    while (alive) {
      const doubtful = asked.find((a) => a.acknowledged === null && !a.key.startsWith('busy:'))
      const one = doubtful ?? { key: randomUUID(), description: `Found item ${asked.length}`, acknowledged: null, at: 0, took: 0 }
      if (!doubtful) asked.push(one)
      await send(load.to, one)
    }
  }), (async () => {
    while (alive) {
      const note = await fetch(`${load.to.url}/log/checkpoint/newest`, { signal: AbortSignal.timeout(2000) }).then((r) => (r.ok ? r.text() : undefined), () => undefined)
      if (note) load.seen.add(note)
      await pause(250)
    }
  })()]
  return load
}

export async function send(running: Running, one: Asked): Promise<void> {
  const { key } = one
  const started = performance.now()
  one.key = `busy:${key}`
  try {
    const response = await fetch(`${running.url}/api/example/register`, {
      method: 'POST', signal: AbortSignal.timeout(5000),
      headers: { 'content-type': 'application/json', 'x-mizan': '1', cookie: `mizan=${running.token}`, 'idempotency-key': key },
      body: JSON.stringify({ description: one.description, place: 'Karrada', foundAt: '2026-01-01T00:00:00.000Z' }),
    })
    if (response.ok) {
      one.acknowledged = ((await response.json()) as { id: string }).id
      one.at = started
      one.took = performance.now() - started
    } else await pause(20)
  } catch {
    await pause(20)
  } finally {
    one.key = key
  }
}

/** Nothing acknowledged is lost, nothing is done twice, the log verifies and has every checkpoint that was seen in it. */
export async function judge(folder: string, asked: readonly Asked[], seen: Iterable<string> = [], databaseUrl = ''): Promise<number> {
  const { db, embedded } = await openDatabase(folder, databaseUrl)
  try {
    await sequence(db, { signer: await getLogSigner(folder, 'crash.test/log') })
    const report = await verify(db, { publicKey: await getVerifierKey(folder), known: [...seen], workers: 0 })
    expect(report.problems).toEqual([])
    const found = await db.app.transaction().execute(async (trx) => {
      await sql`select set_config('mizan.scope', '*', true)`.execute(trx)
      return (await sql<{ id: string; description: string }>`select id, description from _example.found_item`.execute(trx)).rows
    })
    const byDescription = Map.groupBy(found, (row) => row.description)
    const acknowledged = asked.filter((a) => a.acknowledged !== null)
    for (const a of acknowledged) expect(byDescription.get(a.description)?.map((r) => r.id), a.description).toEqual([a.acknowledged])
    expect([...byDescription.values()].filter((rows) => rows.length > 1)).toEqual([])
    expect(found.length).toBeLessThanOrEqual(asked.length)
    return acknowledged.length
  } finally {
    await db.close()
    await embedded?.stop()
  }
}

import { fork, type ChildProcess } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openDatabase } from '#kernel/db/connect.ts'
import { getLogSigner, getVerifierKey } from '#kernel/ledger/keys.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { verify } from '#kernel/ledger/verify.ts'
import { sql } from 'kysely'

const rounds = 20
const clients = 6
const folder = mkdtempSync(join(tmpdir(), 'mizan-crash-'))
chmodSync(folder, 0o711)   // PostgreSQL's own user must be able to pass
afterAll(() => { rmSync(folder, { recursive: true, force: true }) })

interface Running { child: ChildProcess; url: string; token: string; postgres: number }
/** What a client asked for and whether it was told that it is done. */
interface Asked { key: string; description: string; acknowledged: string | null }

test(`${rounds} times the server, the database or both are killed under load: nothing acknowledged is lost, nothing is done twice`, { timeout: 600_000 }, async () => {
  const asked: Asked[] = []
  for (let round = 0; round < rounds; round++) {
    const running = await start()
    let alive = true
    const work = Array.from({ length: clients }, async () => {
      // What the crash left in doubt is sent again first, under its own key: as the browser does.
      while (alive) {
        const doubtful = asked.find((a) => a.acknowledged === null && !a.key.startsWith('busy:'))
        const one = doubtful ?? { key: randomUUID(), description: `Found item ${asked.length}`, acknowledged: null }
        if (!doubtful) asked.push(one)
        await send(running, one)
      }
    })
    await new Promise((resolve) => setTimeout(resolve, 300 + ((round * 7919) % 900)))
    if (round % 3 !== 1) running.child.kill('SIGKILL')
    if (round % 3 !== 0) process.kill(running.postgres, 'SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, 50))
    alive = false
    await Promise.all(work)
    if (round % 3 === 1) running.child.kill('SIGKILL')
  }
  const { db, embedded } = await openDatabase(folder, '')
  try {
    await sequence(db, { signer: await getLogSigner(folder, 'crash.test/log') })
    const report = await verify(db, { publicKey: await getVerifierKey(folder), workers: 0 })
    expect(report.problems).toEqual([])
    const found = await db.app.transaction().execute(async (trx) => {
      await sql`select set_config('mizan.scope', '*', true)`.execute(trx)
      return (await sql<{ id: string; description: string }>`select id, description from _example.found_item`.execute(trx)).rows
    })
    const byDescription = Map.groupBy(found, (row) => row.description)
    const acknowledged = asked.filter((a) => a.acknowledged !== null)
    expect(acknowledged.length).toBeGreaterThan(rounds)
    for (const a of acknowledged) expect(byDescription.get(a.description)?.map((r) => r.id), a.description).toEqual([a.acknowledged])
    expect([...byDescription.values()].filter((rows) => rows.length > 1)).toEqual([])
    expect(found.length).toBeLessThanOrEqual(asked.length)
  } finally {
    await db.close()
    await embedded?.stop()
  }
})

async function send(running: Running, one: Asked): Promise<void> {
  const key = one.key
  one.key = `busy:${key}`
  try {
    const response = await fetch(`${running.url}/api/example/register`, {
      method: 'POST', signal: AbortSignal.timeout(5000),
      headers: { 'content-type': 'application/json', 'x-mizan': '1', cookie: `mizan=${running.token}`, 'idempotency-key': key },
      body: JSON.stringify({ description: one.description, place: 'Karrada', foundAt: '2026-01-01T00:00:00.000Z' }),
    })
    if (response.ok) one.acknowledged = ((await response.json()) as { id: string }).id
  } catch {
    await new Promise((resolve) => setTimeout(resolve, 20))
  } finally {
    one.key = key
  }
}

function start(): Promise<Running> {
  return new Promise((resolve, reject) => {
    const child = fork(join(import.meta.dirname, 'server.ts'), [folder], { stdio: ['ignore', 'ignore', 'pipe', 'ipc'], execPath: process.execPath, execArgv: [] })
    let said = ''
    child.stderr?.on('data', (chunk: Buffer) => { said += chunk.toString() })
    child.once('message', (message) => { resolve({ child, ...(message as Omit<Running, 'child'>) }) })
    child.once('exit', (code) => { reject(new Error(`the server ended with ${code}: ${said}`)) })
  })
}

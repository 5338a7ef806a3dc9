// The line between server and database is cut and mended under load: a namespace of its own for the server, its cable pulled as `ip link set down` does it.
import { execFileSync } from 'node:child_process'
import { appendFileSync, chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { randomBytes } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, expect, test } from 'vitest'
import { createDatabase } from '#kernel/db/connect.ts'
import { loadSecrets } from '#kernel/db/data-folder.ts'
import { startEmbedded, type EmbeddedPostgres } from '#kernel/db/embedded.ts'
import { newClient } from '#kernel/db/seek.ts'
import { judge, startHouse, startLoad, type Running } from './house.ts'

const cutFor = process.env['MIZAN_LONG'] === '1' ? 60_000 : 6000
const root = mkdtempSync(join(tmpdir(), 'mizan-line-'))
chmodSync(root, 0o711)
const id = randomBytes(2).toString('hex')
const space = `mizan-line-${id}`
const net = 10 + (process.pid % 100)
const ip = (...args: string[]) => { execFileSync('ip', args, { stdio: 'pipe' }) }
let running: Running | undefined
let postgres: EmbeddedPostgres | undefined

afterAll(async () => {
  running?.child.kill('SIGKILL')
  await postgres?.stop()
  try { ip('netns', 'del', space) } catch { /* was never made */ }
  rmSync(root, { recursive: true, force: true })
})

/** Two cables into a namespace: one to the database, one to the clients. Says why not, where it can't be made. */
function layCables(): string | undefined {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'only root may make a network namespace'
  try {
    ip('netns', 'add', space)
    ip('-n', space, 'link', 'set', 'lo', 'up')
    for (const [kind, third] of [['d', net], ['c', net + 100]] as const) {
      ip('link', 'add', `mz${kind}${id}`, 'type', 'veth', 'peer', 'name', `${kind}in`, 'netns', space)
      ip('addr', 'add', `10.213.${third}.1/24`, 'dev', `mz${kind}${id}`)
      ip('link', 'set', `mz${kind}${id}`, 'up')
      ip('-n', space, 'addr', 'add', `10.213.${third}.2/24`, 'dev', `${kind}in`)
      ip('-n', space, 'link', 'set', `${kind}in`, 'up')
    }
    return undefined
  } catch (error) {
    return `no network namespace can be made: ${error instanceof Error ? error.message : String(error)}`
  }
}

test('the line to the database is cut under load: refused clearly, nothing lost or doubled, served again when it is back', { timeout: 180_000 }, async ({ skip }) => {
  const why = layCables()
  if (why !== undefined) return skip(why)
  const folder = join(root, 'house')
  mkdirSync(folder, { mode: 0o711 })
  const password = loadSecrets(folder).superuser
  postgres = await startEmbedded({ folder: join(folder), superuserPassword: password, settings: { listen_addresses: '*' } })
  appendFileSync(join(postgres.folder, 'pg_hba.conf'), `host all all 10.213.${net}.0/24 scram-sha-256\n`)
  const local = `postgres://postgres:${password}@127.0.0.1:${postgres.port}`
  await createDatabase(`${local}/postgres`, 'mizan')
  const client = newClient(`${local}/postgres`)
  await client.connect()
  await client.query('select pg_reload_conf()')
  await client.end()

  running = await startHouse(folder, { under: ['ip', 'netns', 'exec', space], env: { MIZAN_TEST_DATABASE: `${local.replace('127.0.0.1', `10.213.${net}.1`)}/mizan`, MIZAN_TEST_HOST: `10.213.${net + 100}.2` } })
  const load = startLoad(running)
  await load.untilServed()
  await pause(1500)
  ip('link', 'set', `mzd${id}`, 'down')
  await pause(cutFor)
  const from = performance.now()
  ip('link', 'set', `mzd${id}`, 'up')
  const seconds = await load.untilServed()
  process.stderr.write(`  line to the database cut for ${cutFor / 1000} s: served again after ${seconds.toFixed(1)} s\n`)
  expect(load.asked.filter((a) => a.acknowledged !== null && a.at < from).length).toBeGreaterThan(0)
  await pause(1500)
  await load.stop()
  running.child.kill('SIGKILL')
  expect(await judge(folder, load.asked, load.seen, `${local}/mizan`)).toBeGreaterThan(10)
})

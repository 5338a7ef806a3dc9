// The faults that a real server room has, under load: nothing acknowledged is lost, nothing is done twice, the log never forks, and service is back in
// seconds without a person. Each fault is made for real; where the machine does not let us, the test says why and is left out. MIZAN_LONG=1 makes them last.
import { execFileSync } from 'node:child_process'
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statfsSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { loadSecrets } from '#kernel/db/data-folder.ts'
import { newClient } from '#kernel/db/seek.ts'
import { judge, startHouse, startLoad, type Load, type Running } from './house.ts'

const long = process.env['MIZAN_LONG'] === '1'
const lasts = long ? 30_000 : 4000
const root = mkdtempSync(join(tmpdir(), 'mizan-faults-'))
chmodSync(root, 0o711)
afterAll(() => { rmSync(root, { recursive: true, force: true }) })
const tell = (what: string, seconds: number) => { process.stderr.write(`  ${what}: served again after ${seconds.toFixed(1)} s\n`) }

/** Acts that are acknowledged from now on. */
async function acknowledgedWithin(load: Load, milliseconds: number): Promise<number> {
  const from = performance.now()
  await pause(milliseconds)
  return load.asked.filter((a) => a.acknowledged !== null && a.at > from).length
}

/** The library that slows the disk and shifts the clock, and its settings; why not, where it can't be made. */
function makeFaults(): { env: Record<string, string>; set(offsetSeconds: number, delayMs: number): void } | string {
  if (process.platform !== 'linux') return 'the library is for Linux'
  const [library, control] = [join(root, 'faults.so'), join(root, 'control')]
  try {
    execFileSync('cc', ['-O2', '-shared', '-fPIC', '-o', library, join(import.meta.dirname, 'faults.c'), '-ldl'], { stdio: 'pipe' })
  } catch (error) {
    return `no C compiler: ${String(error).split('\n')[0]}`
  }
  const bytes = Buffer.alloc(16)
  const set = (offsetSeconds: number, delayMs: number) => {
    bytes.writeDoubleLE(offsetSeconds, 0)
    bytes.writeInt32LE(delayMs, 8)
    writeFileSync(control, bytes, { flag: existsSync(control) ? 'r+' : 'w' })
  }
  set(0, 0)
  chmodSync(control, 0o644)
  return { env: { LD_PRELOAD: library, MIZAN_TEST_FAULTS: control }, set }
}

describe('on one machine,', () => {
  const folder = join(root, 'house')
  const faults = makeFaults()
  let running: Running
  let load: Load
  beforeAll(async () => {
    mkdirSync(folder, { mode: 0o711 })
    running = await startHouse(folder, typeof faults === 'string' ? {} : { env: faults.env })
    load = startLoad(running)
    await load.untilServed()
  })

  test('the database is killed: its server starts it again by itself', { timeout: 120_000 }, async () => {
    process.kill(running.postgres, 'SIGKILL')
    tell('database killed', await load.untilServed())
  })

  test('the server is killed, and whoever starts it starts it again', { timeout: 120_000 }, async () => {
    running.child.kill('SIGKILL')
    const killed = performance.now()
    running = await startHouse(folder, typeof faults === 'string' ? {} : { env: faults.env })
    load.to = running
    await load.untilServed()
    tell('server killed', (performance.now() - killed) / 1000)
  })

  test('the disk takes its time: no act is acknowledged sooner than the disk, and all goes on when it has recovered', { timeout: 120_000 }, async ({ skip }) => {
    if (typeof faults === 'string') return skip(faults)
    faults.set(0, 400)
    const from = performance.now()
    await pause(lasts)
    await load.untilServed()
    const during = load.asked.filter((a) => a.acknowledged !== null && a.at > from).map((a) => a.took)
    faults.set(0, 0)
    tell('slow disk', await load.untilServed())
    expect(Math.min(...during)).toBeGreaterThanOrEqual(400)
  })

  test('the clock jumps half a minute forward and back: nobody notices', { timeout: 120_000 }, async ({ skip }) => {
    if (typeof faults === 'string') return skip(faults)
    for (const offset of [30, 0, 30, 0]) {
      faults.set(offset, 0)
      expect(await load.untilServed(10)).toBeLessThan(5)
      await pause(300)
    }
  })

  test('the clock is set back by ten minutes: nothing is written out of its order until it is right again', { timeout: 120_000 }, async ({ skip }) => {
    if (typeof faults === 'string') return skip(faults)
    await pause(1000)
    faults.set(-600, 0)
    await pause(6000)   // whatever was under way has ended
    expect(await acknowledgedWithin(load, 1500)).toBe(0)
    faults.set(0, 0)
    tell('clock set right', await load.untilServed())
  })

  test('afterwards nothing is lost, doubled or forked', { timeout: 120_000 }, async () => {
    await load.stop()
    running.child.kill('SIGKILL')
    expect(await judge(folder, load.asked, load.seen)).toBeGreaterThan(20)
    expect(load.seen.size).toBeGreaterThan(3)
  })
})

test('the disk is full under load: refused clearly, and served again by itself when there is room', { timeout: 180_000 }, async ({ skip }) => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return skip('only root may mount a small disk')
  const disk = join(root, 'disk')
  mkdirSync(disk)
  try { execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=400m,mode=711', 'tmpfs', disk], { stdio: 'pipe' }) } catch (error) { return skip(`no small disk could be mounted: ${String(error)}`) }
  let running: Running | undefined
  try {
    running = await startHouse(disk)
    const load = startLoad(running)
    await load.untilServed()
    const { bavail, bsize } = statfsSync(disk)
    writeFileSync(join(disk, 'filler'), Buffer.alloc(Math.max(bavail * bsize - 2 ** 20, 0)))
    await exhaustLog(disk)
    await pause(1000)   // what was under way has ended
    expect(await acknowledgedWithin(load, 1500), 'nothing more is acknowledged').toBe(0)
    rmSync(join(disk, 'filler'))
    tell('room on the disk again', await load.untilServed())
    await load.stop()
    running.child.kill('SIGKILL')
    expect(await judge(disk, load.asked, load.seen)).toBeGreaterThan(0)
    expect(readFileSync(join(disk, 'postgres', 'server.log'), 'utf8')).toMatch(/No space left on device/)
  } finally {
    running?.child.kill('SIGKILL')
    const pid = join(disk, 'postgres', 'postmaster.pid')
    if (existsSync(pid)) try { process.kill(Number(readFileSync(pid, 'utf8').split('\n')[0]), 'SIGKILL') } catch { /* ended already */ }
    execFileSync('umount', ['-l', disk])
  }
})

/** The log goes on to new segments until there is no place for another. */
async function exhaustLog(folder: string): Promise<void> {
  const port = readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[3]
  const client = newClient(`postgres://postgres:${loadSecrets(folder).superuser}@127.0.0.1:${port}/mizan`)
  try {
    await client.connect()
    for (let n = 0; n < 200; n++) await client.query(`select pg_switch_wal(), pg_logical_emit_message(false, 'full', 'x')`)
  } catch { /* there is no place left */ } finally {
    await client.end().catch(() => {})
  }
}

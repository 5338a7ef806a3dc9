/** The cluster, two servers before it and clients at both, for the failover test. */
import { createHash } from 'node:crypto'
import { cpSync, mkdirSync, openSync } from 'node:fs'
import type { ChildProcess } from 'node:child_process'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { addressOf, bringUp, findLeader, runOn, tearDown, whenHealthy, type DatabaseName, type Lab } from '../../deploy/ha/lab.ts'
import type { Audit } from './audit.ts'
import type { Account, Orders } from './clients.ts'

/** Each checkout has namespaces and a folder of its own; what a killed run left there goes at the next start. */
const own = createHash('sha256').update(import.meta.dirname).digest('hex').slice(0, 6)
const prefix = `mizan-failover-${own}`
const folder = join(tmpdir(), prefix)

export interface Scene {
  readonly lab: Lab
  /** What the clients saw so far. */
  report(): Promise<Account>
  /** Ends the clients and gives what they saw. */
  endClients(): Promise<Account>
  audit(): Promise<Audit>
  leader(): Promise<DatabaseName>
  close(): Promise<void>
}

/** Brings all up: about half a minute. */
export async function openScene(perSecond: number): Promise<Scene> {
  const lab = await bringUp(prefix, folder)
  const data = join(folder, 'mizan')
  mkdirSync(data, { recursive: true, mode: 0o700 })
  const running: ChildProcess[] = []
  try {
    const servers: { url: string; tokens: string[] }[] = []
    for (const machine of ['app1', 'app2']) {
      const child = fork(lab, machine, 'server.ts', [data, addressOf(machine).service, '3000'])
      running.push(child)
      servers.push(await firstMessage<{ url: string; tokens: string[] }>(child, `the server on ${machine}`))
    }
    const clients = fork(lab, 'desk', 'clients.ts', [])
    running.push(clients)
    clients.send({ start: { urls: servers.map((s) => s.url), tokens: servers[0]!.tokens, perSecond } satisfies Orders })
    const report = () => { clients.send({ report: true }); return firstMessage<Account>(clients, 'the clients') }
    return {
      lab, report,
      endClients: async () => { clients.send({ stop: true }); return report() },
      audit: () => firstMessage<Audit>(fork(lab, 'desk', 'audit.ts', [data]), 'the audit'),
      leader: async () => (await findLeader(lab)) ?? fail('nobody leads'),
      close: () => end(running),
    }
  } catch (error) {
    await end(running)
    throw error
  }
}

function fail(what: string): never {
  throw new Error(what)
}

async function end(running: readonly ChildProcess[]): Promise<void> {
  for (const child of running) child.kill('SIGKILL')
  if (process.env['MIZAN_KEEP_LOGS']) cpSync(folder, process.env['MIZAN_KEEP_LOGS'], { recursive: true, filter: (from) => !from.includes('postgresql') && !from.includes('.s.') && !from.endsWith('etcd') })
  await tearDown(prefix, folder)
}

function fork(lab: Lab, machine: string, file: string, args: readonly string[]): ChildProcess {
  const log = openSync(join(lab.folder, `${machine}.${file}.log`), 'a')
  return runOn(lab, machine, [process.execPath, join(import.meta.dirname, file), ...args], {
    stdio: ['ignore', log, log, 'ipc'], cwd: join(import.meta.dirname, '..', '..'), env: { ...process.env, NODE_OPTIONS: '', DATABASE_URL: lab.databaseUrl, MIZAN_DATA: args[0] },
  })
}

function firstMessage<T>(child: ChildProcess, who: string): Promise<T> {
  return new Promise((resolve, reject) => {
    const ended = (code: number | null) => { reject(new Error(`${who} ended with ${code}; see ${folder}`)) }
    child.once('exit', ended)
    child.once('message', (message) => { child.off('exit', ended); resolve(message as T) })
  })
}

/**
 * For some seconds ends every connection to this node that waits for its copy, as an impatient operator might. What it committed becomes visible
 * on this node, and is lost when another takes over.
 */
export function endWaiting({ lab }: Scene, node: DatabaseName, seconds: number): void {
  const password = decodeURIComponent(/:([^:@]*)@/.exec(lab.databaseUrl)![1]!)
  const psql = runOn(lab, node, ['timeout', String(seconds), 'psql', '-qh', join(lab.folder, node), '-U', 'postgres', 'mizan'], { stdio: ['pipe', 'ignore', 'ignore'], env: { ...process.env, PGPASSWORD: password } })
  psql.stdin?.end(`select pg_terminate_backend(pid) from pg_stat_activity where wait_event = 'SyncRep';\n\\watch 1\n`)
}

/** Waits until acts are being acknowledged again. Gives the longest time without one since then. */
export async function whenWriting(scene: Scene, since: number, withinMs: number): Promise<number> {
  for (;;) {
    const done = (await scene.report()).asked.flatMap((a) => (a.doneAt === undefined ? [] : [a.doneAt])).sort((a, b) => a - b)
    const gap = longestGap([...done.filter((at) => at < since).slice(-1), ...done.filter((at) => at >= since)], Date.now())
    // A second of work, and not merely what was on its way when the fault came.
    if (done.filter((at) => at > Date.now() - 1000).length >= 5 && Date.now() - since > 3000) return gap
    if (Date.now() - since > withinMs) throw new Error(`${withinMs / 1000} s after the fault: the longest time without writes is ${gap / 1000} s, in the last second there were ${done.filter((at) => at > Date.now() - 1000).length}`)
    await new Promise((resolve) => setTimeout(resolve, 300))
  }
}

function longestGap(times: readonly number[], end: number): number {
  return Math.max(0, ...[...times.slice(1), end].map((at, n) => at - times[n]!))
}

export { whenHealthy }

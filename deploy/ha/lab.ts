/** Three database machines with etcd, Patroni and PostgreSQL, two for Mizan and one for those who use it, in network namespaces of this machine. */
import { execFileSync, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { accessSync, chmodSync, chownSync, closeSync, constants, existsSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { makeNetwork, namespaceOf, networks, processesOn, removeNetwork, signal, type Machine } from './network.ts'

export const databases = ['db1', 'db2', 'db3'] as const
export type DatabaseName = (typeof databases)[number]

export const machines: readonly (Machine & { service: string })[] = [
  ...databases.map((name, n) => ({ name, cluster: `10.77.1.${11 + n}`, service: `10.77.2.${11 + n}` })),
  { name: 'app1', service: '10.77.2.21' }, { name: 'app2', service: '10.77.2.22' }, { name: 'desk', service: '10.77.2.31' },
]

export interface Lab {
  readonly prefix: string
  readonly folder: string
  /** The three servers as Mizan is told of them: DATABASE_URL, with the superuser. */
  readonly databaseUrl: string
}

/** A node as Patroni lists it. */
export interface Member { readonly name: DatabaseName; readonly role: string; readonly state: string; readonly timeline?: number }

/** Why the cluster can't be brought up on this machine; null where it can. */
export function whyNot(): string | null {
  if (process.platform !== 'linux') return 'network namespaces are Linux’s'
  if (process.getuid?.() !== 0) return 'only root may make network namespaces'
  const wanted = { ip: 'iproute2', unshare: 'util-linux', setpriv: 'util-linux', curl: 'curl', etcd: 'etcd-server', patroni: 'patroni' }
  const packages = [...new Set(Object.entries(wanted).filter(([program]) => !isOnPath(program)).map(([, name]) => name))]
  if (!findPostgres()) packages.push('postgresql-15')
  if (packages.length > 0) return `missing: apt-get install ${packages.join(' ')}`
  try {
    execFileSync('unshare', ['--net', '--pid', '--fork', '--mount-proc', 'ip', 'link', 'add', 'mizan', 'type', 'bridge'], { stdio: 'pipe' })
  } catch (error) {
    return `this machine makes no namespaces or bridges: ${String((error as { stderr?: Buffer }).stderr ?? error).trim()}`
  }
  return null
}

function isOnPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try { accessSync(join(folder, program), constants.X_OK); return true } catch { return false }
  })
}

/** PostgreSQL's programs: MIZAN_PG_BIN, or the newest version that Debian's packages have put there. */
function findPostgres(): string | undefined {
  const versions = existsSync('/usr/lib/postgresql') ? readdirSync('/usr/lib/postgresql').map(Number).filter((v) => v >= 15).sort((a, b) => b - a) : []
  return [process.env['MIZAN_PG_BIN'], ...versions.map((v) => `/usr/lib/postgresql/${v}/bin`)]
    .find((bin) => bin && ['postgres', 'initdb', 'pg_basebackup', 'pg_rewind', 'pg_controldata', 'psql'].every((name) => existsSync(join(bin, name))))
}

/** Brings all up in an empty folder. What an earlier run under the same prefix left behind is taken away first. */
export async function bringUp(prefix: string, folder: string): Promise<Lab> {
  const reason = whyNot()
  if (reason) throw new Error(reason)
  await tearDown(prefix, folder)
  mkdirSync(folder, { recursive: true, mode: 0o711 })
  chmodSync(folder, 0o711)
  makeNetwork(prefix, machines)
  const password = () => randomBytes(18).toString('base64url')
  const words = { superuserPassword: password(), replicatorPassword: password(), rewinderPassword: password() }
  for (const name of databases) configure(folder, name, words)
  const hosts = databases.map((name) => `${addressOf(name).service}:5432`).join(',')
  const lab = { prefix, folder, databaseUrl: `postgres://postgres:${words.superuserPassword}@${hosts}/mizan?target_session_attrs=read-write` }
  for (const name of databases) startEtcd(lab, name)
  for (const name of databases) startPatroni(lab, name)
  await whenHealthy(lab, 90_000)
  return lab
}

/** Ends everything and takes the namespaces and the folder away. Does nothing where there is nothing. */
export async function tearDown(prefix: string, folder: string): Promise<void> {
  await removeNetwork(prefix)
  rmSync(folder, { recursive: true, force: true })
}

export function addressOf(name: string): Machine & { service: string } {
  const found = machines.find((m) => m.name === name)
  if (!found) throw new Error(`there is no machine ${name}`)
  return found
}

function configure(folder: string, name: DatabaseName, passwords: Record<string, string>): void {
  const own = join(folder, name)
  mkdirSync(own, { mode: 0o700 })
  const words: Record<string, string> = {
    ...passwords, name, folder: own, cluster: addressOf(name).cluster!, bin: findPostgres()!, sharedBuffers: '128MB', clusterNetwork: networks.cluster, serviceNetwork: networks.service,
    etcdHosts: databases.map((n) => `${addressOf(n).cluster}:2379`).join(','), etcdPeers: databases.map((n) => `${n}=http://${addressOf(n).cluster}:2380`).join(','),
  }
  const { uid, gid } = postgresUser()
  for (const template of ['etcd.env', 'patroni.yml']) {
    const text = readFileSync(join(import.meta.dirname, template), 'utf8').replace(/\{\{(\w+)\}\}/g, (_, word: string) => words[word] ?? _)
    writeFileSync(join(own, template), text, { mode: 0o600 })
    chownSync(join(own, template), uid, gid)
  }
  chownSync(own, uid, gid)
}

function postgresUser(): { uid: number; gid: number } {
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
  return { uid: id('-u'), gid: id('-g') }
}

/** Starts (again) the machine's etcd, its Patroni and with it PostgreSQL, where they do not run. */
export function startDatabase(lab: Lab, name: DatabaseName): void {
  if (processesOn(lab.prefix, name, ['etcd']).length === 0) startEtcd(lab, name)
  if (processesOn(lab.prefix, name, ['patroni']).length === 0) startPatroni(lab, name)
}

function startEtcd(lab: Lab, name: DatabaseName): void {
  const settings = readFileSync(join(lab.folder, name, 'etcd.env'), 'utf8').split('\n').filter((line) => line.startsWith('ETCD_')).map((line) => line.split(/=(.*)/s).slice(0, 2) as [string, string])
  startAsPostgres(lab, name, ['etcd'], Object.fromEntries(settings))
}

function startPatroni(lab: Lab, name: DatabaseName): void {
  startAsPostgres(lab, name, ['patroni', join(lab.folder, name, 'patroni.yml')], {})
}

/** In a process tree of its own, as on a machine of its own: what is orphaned there is collected there. */
function startAsPostgres({ prefix, folder }: Lab, name: DatabaseName, command: readonly string[], settings: Record<string, string>): void {
  const log = openSync(join(folder, `${name}.${command[0]}.log`), 'a')
  const child = spawn('ip', ['netns', 'exec', namespaceOf(prefix, name), 'unshare', '--pid', '--fork', '--mount-proc', 'setpriv', '--reuid', 'postgres', '--regid', 'postgres', '--init-groups', '--', ...command], {
    detached: true, stdio: ['ignore', log, log], cwd: join(folder, name), env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: join(folder, name), LC_ALL: 'C.UTF-8', ...settings },
  })
  closeSync(log)
  child.unref()
}

/** Starts a program on one of the machines. */
export function runOn(lab: Pick<Lab, 'prefix'>, machine: string, command: readonly string[], options: SpawnOptions = {}): ChildProcess {
  return spawn('ip', ['netns', 'exec', namespaceOf(lab.prefix, machine), ...command], options)
}

/** What one node's Patroni says of all of them; an empty list where it does not answer. */
export async function membersSeenBy({ prefix }: Pick<Lab, 'prefix'>, name: DatabaseName): Promise<readonly Member[]> {
  return (await ask<{ members: Member[] }>(prefix, name, `http://${addressOf(name).cluster}:8008/cluster`))?.members ?? []
}

/** What is answered on that machine at this address; undefined where nobody does. */
function ask<T>(prefix: string, machine: DatabaseName, url: string): Promise<T | undefined> {
  return new Promise((resolve) => {
    const child = runOn({ prefix }, machine, ['curl', '--silent', '--max-time', '2', url], { stdio: ['ignore', 'pipe', 'ignore'] })
    let text = ''
    child.stdout?.on('data', (chunk: Buffer) => { text += chunk.toString() })
    child.on('close', () => {
      try { resolve(JSON.parse(text) as T) } catch { resolve(undefined) }
    })
  })
}

/** The node that leads, as most of the three see it. */
export async function findLeader(lab: Lab): Promise<DatabaseName | undefined> {
  const seen = (await Promise.all(databases.map((name) => membersSeenBy(lab, name)))).map((members) => members.find((m) => m.role === 'leader' && m.state === 'running')?.name)
  return databases.find((name) => seen.filter((leader) => leader === name).length >= 2)
}

/** What one node's Patroni says of its own PostgreSQL. */
interface NodeStatus { readonly role: string; readonly replication?: readonly { readonly state: string; readonly sync_state: string }[] }

/** Who may lead and who may follow on, as most of the etcds agree now; undefined while they don't. */
async function agreedInEtcd({ prefix }: Lab, node: DatabaseName): Promise<{ leader?: string; sync_standby?: string | null } | undefined> {
  const read = (key: string) => ask<{ node?: { value: string } }>(prefix, node, `http://${addressOf(node).cluster}:2379/v2/keys/service/mizan/${key}?quorum=true`)
  const [leader, sync] = await Promise.all([read('leader'), read('sync')])
  return leader?.node && sync?.node && { ...(JSON.parse(sync.node.value) as object), leader: leader.node.value }
}

/**
 * Waits until one node leads, both others receive from it, one of them keeps every commit and is the one that may take over. An etcd or a Patroni that
 * was away answers with what it knew before; so each etcd is asked for what most agree on, and the leader for those who are connected.
 */
export async function whenHealthy(lab: Lab, withinMs: number): Promise<void> {
  const end = Date.now() + withinMs
  for (;;) {
    const agreed = await Promise.all(databases.map((name) => agreedInEtcd(lab, name)))
    const leader = databases.find((name) => agreed.every((a) => a?.leader === name && a.sync_standby))
    const status = leader && await ask<NodeStatus>(lab.prefix, leader, `http://${addressOf(leader).cluster}:8008/patroni`)
    const replicas = status?.replication?.filter((r) => r.state === 'streaming') ?? []
    if (leader && replicas.length === databases.length - 1 && replicas.some((r) => r.sync_state === 'sync') && await findLeader(lab) === leader) return
    if (Date.now() > end) throw new Error(`the cluster is not whole after ${withinMs / 1000} s: ${JSON.stringify({ agreed, status })}; see ${lab.folder}/*.log`)
    await new Promise((resolve) => setTimeout(resolve, 500))
  }
}

/** Ends the machine as a power cut does. */
export function killMachine(lab: Lab, name: string, programs?: readonly string[]): void {
  signal(lab.prefix, name, 'SIGKILL', programs)
}

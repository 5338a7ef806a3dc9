/** The server's own backups, where MIZAN_BACKUP names a set: a thread follows the database and takes a backup a day. */
import { Worker } from 'node:worker_threads'
import type { DatabaseUrls } from '#kernel/db/connect.ts'
import type { Job } from '#kernel/http/system.ts'
import { readReceived } from './check.ts'
import { listBackups } from './set.ts'

export interface KeeperSettings {
  readonly set: string
  readonly keepDays: number
  /** Of the embedded server every moment is kept; of the operator's own one backup of tables a day. */
  readonly kind: 'cluster' | 'tables'
}

/** What the thread is given. */
export interface KeeperTask extends KeeperSettings { readonly urls: DatabaseUrls; readonly verifierKeys: readonly string[] }

/** The settings by environment; undefined: the server keeps no backups. @throws Error for a number of days that is none */
export function keeperSettings(embedded: boolean, env: NodeJS.ProcessEnv = process.env): KeeperSettings | undefined {
  const set = env['MIZAN_BACKUP']
  if (!set) return undefined
  const keepDays = Number(env['MIZAN_BACKUP_KEEP'] ?? 30)
  if (!Number.isInteger(keepDays) || keepDays < 1) throw new Error(`MIZAN_BACKUP_KEEP=${env['MIZAN_BACKUP_KEEP']}: a whole number of days, at least 1`)
  return { set, keepDays, kind: embedded ? 'cluster' : 'tables' }
}

/** Starts the thread. A slow or broken disk of the backups does not hold up the server. @returns stops it; what it has not received yet the database keeps for the next start */
export function startKeeper(task: KeeperTask, onError: (error: unknown) => void): () => Promise<void> {
  const worker = new Worker(new URL('keeper-worker.ts', import.meta.url), { workerData: task })
  const ended = new Promise<void>((resolve) => { worker.once('exit', () => { resolve() }) })
  worker.on('message', (said: string) => { onError(new Error(said)) })
  worker.on('error', onError)
  return async () => {
    worker.postMessage('stop')
    await Promise.race([ended, new Promise((resolve) => { setTimeout(resolve, 10_000).unref() })])
    await worker.terminate()
  }
}

const mostSilence = 10 * 60_000
const mostAge = 26 * 3_600_000

/** Fails while backups fall behind, so that the administrator sees it among the work that failed. */
export function watchBackups(settings: KeeperSettings): Job {
  return { name: 'backup.watch', cron: '*/15 * * * *', run: async (ctx) => {
    const newest = listBackups(settings.set).at(-1)
    if (!newest || ctx.now.getTime() - Date.parse(newest.finishedAt) > mostAge) throw new Error(`The newest backup in ${settings.set} is ${newest ? `of ${newest.finishedAt}` : 'missing'}.`)
    const received = settings.kind === 'cluster' ? readReceived(settings.set) : undefined
    if (settings.kind === 'cluster' && (!received || ctx.now.getTime() - Date.parse(received.at) > mostSilence)) throw new Error(`The backups in ${settings.set} have received nothing since ${received?.at ?? 'the beginning'}.`)
  } }
}

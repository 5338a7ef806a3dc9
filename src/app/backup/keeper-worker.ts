// The thread of keeper.ts.
import { setTimeout as pause } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { mainStore } from '#kernel/documents/files/receive.ts'
import { reach, readReceived } from './check.ts'
import { follow } from './follow.ts'
import type { KeeperTask } from './keeper.ts'
import { listBackups } from './set.ts'
import { writeBackup } from './write.ts'

const task = workerData as KeeperTask
const stop = new AbortController()
const day = 24 * 3_600_000
parentPort!.on('message', () => { stop.abort() })

const say = (message: string) => { parentPort!.postMessage(message) }
const order = { urls: task.urls, set: task.set, store: mainStore(), signal: stop.signal, onError: say }

await Promise.all([follow({ ...order, wal: task.kind === 'cluster' }), backUpDaily()])
parentPort!.close()

async function backUpDaily(): Promise<void> {
  let said = ''
  while (!stop.signal.aborted) {
    try {
      if (isDue()) await writeBackup({ ...order, kind: task.kind, verifierKeys: task.verifierKeys, keepDays: task.keepDays })
      said = ''
    } catch (error) {
      const now = `backup: ${error instanceof Error ? error.message : String(error)}`
      if (now !== said && !stop.signal.aborted) say(now)
      said = now
    }
    await pause(60_000, undefined, { signal: stop.signal }).catch(() => {})
  }
}

/** A day after the last one; at once where nothing leads from the last one to now: a first start, a restore, a gap in what was received. */
function isDue(): boolean {
  const newest = listBackupsOrNone().filter((one) => one.kind === task.kind).at(-1)
  if (!newest || Date.now() - Date.parse(newest.finishedAt) > day) return true
  if (newest.kind !== 'cluster') return false
  const received = readReceived(task.set)
  return reach(task.set, newest).broken || (received !== undefined && received.timeline !== newest.timeline)
}

function listBackupsOrNone() {
  try { return listBackups(task.set) } catch { return [] }
}

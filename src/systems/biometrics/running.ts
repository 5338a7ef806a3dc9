/** Searches run one behind the other in the background of a server; a scheduled job takes up what another server left. */
import { systemCtx } from '#kernel/act/context.ts'
import type { Database } from '#kernel/db/connect.ts'
import { closeGallery } from './gallery/gallery.ts'
import { runWaiting } from './searching.ts'

interface Runner { readonly db: Database; readonly onError: (error: unknown) => void; turn: Promise<unknown>; asked: boolean }
const runners = new Map<Database, Runner>()

/** From now on this process runs what is asked for, at once. @returns stops it, letting the running search end, and the gallery's thread with it */
export function startSearches(db: Database, onError: (error: unknown) => void): () => Promise<void> {
  const runner: Runner = { db, onError, turn: Promise.resolve(), asked: false }
  runners.set(db, runner)
  return async () => {
    runners.delete(db)
    await runner.turn.catch(() => {})
    await closeGallery(db)
  }
}

/** Something was asked for. Where no runner is (a test, a command), it waits for the job. `after`: milliseconds until the act that asked has committed. */
export function wakeRunner(db: Database, after = 0): void {
  const runner = runners.get(db)
  if (!runner || runner.asked) return
  runner.asked = true
  runner.turn = runner.turn.catch(() => {}).then(async () => {
    if (after > 0) await new Promise((next) => { setTimeout(next, after) })
    runner.asked = false
    if (runners.has(db)) await runWaiting(systemCtx(db)).catch(runner.onError)
  })
}

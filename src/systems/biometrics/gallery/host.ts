// Some partitions of the gallery in this process's memory: loaded from the database, followed, searched.
import { read, type Reader } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import type { Database } from '#kernel/db/connect.ts'
import { changesSince, countOf, horizon, loadByIds, loadPage } from './load.ts'
import { openMemory, type Memory } from './memory.ts'
import type { Part, ShardState } from './shapes.ts'

export interface HostOptions {
  readonly db: Database
  readonly name: string
  readonly partitions: readonly number[]
  /** Scanning threads. */
  readonly threads: number
  /** Milliseconds between two looks for changes; a search looks first in any case. */
  readonly followEvery?: number
  readonly onError?: (error: unknown) => void
}

const pageSize = 500
const firstId = '00000000-0000-0000-0000-000000000000'

/** Opens the partitions and begins to load them; gives the part at once, which says of itself that it is loading. */
export function openHost({ db, name, partitions, threads, followEvery = 2000, onError = () => {} }: HostOptions): Part {
  const reading = <T>(work: (r: Reader) => Promise<T>) => read(systemCtx(db), work)
  const memory = openMemory(name, threads, reading, onError)
  const follower = makeFollower(memory, partitions, reading)
  let closed = false, problem: string | undefined
  let turn: Promise<unknown> = Promise.resolve()
  /** One at a time, each after what was under way: loads what is not loaded, then takes over what changed. */
  const catchUp = (): Promise<void> => {
    const mine = turn.catch(() => {}).then(async () => {
      if (!closed) await follower.catchUp(() => closed)
      problem = undefined
    })
    turn = mine
    mine.catch((error: unknown) => {
      problem = error instanceof Error ? error.message : String(error)
      if (!closed) onError(error)
    })
    return mine
  }
  void catchUp().catch(() => {})
  const timer = setInterval(() => { catchUp().catch(() => {}) }, followEvery)
  timer.unref()
  return {
    name,
    async search(question) {
      const began = performance.now()
      await within(catchUp(), question.patience, () => (follower.loadedInMs() === null ? `still loading: ${memory.size()} fingers so far` : 'it could not look for changes in time'))
      const hits = await memory.search(question)
      return { shard: name, partitions, size: memory.size(), unreadable: memory.unreadable(), milliseconds: Math.round(performance.now() - began), hits }
    },
    async state(): Promise<ShardState> {
      const loaded = follower.loadedInMs() !== null
      return {
        shard: name, partitions, state: loaded ? 'ready' : 'loading', size: memory.size(), unreadable: memory.unreadable(), behind: await follower.behind(),
        followedAt: follower.followedAt()?.toISOString() ?? null, loadedInMs: follower.loadedInMs(), ...(problem !== undefined && { problem }),
      }
    },
    async close() {
      closed = true
      clearInterval(timer)
      await turn.catch(() => {})
      await memory.close()
    },
  }
}

/** Brings the memory up to the database: the first time all of it, then what came or went. */
function makeFollower(memory: Memory, partitions: readonly number[], reading: <T>(work: (r: Reader) => Promise<T>) => Promise<T>) {
  let since = '0', applied = new Set<string>(), followedAt: Date | null = null, loadedInMs: number | null = null
  const keyOf = (one: { templateId: string; xid: string }) => `${one.templateId}/${one.xid}`
  const pending = async () => (await reading((r) => changesSince(r, since))).filter((one) => !applied.has(keyOf(one)))
  const loadAll = async (stop: () => boolean) => {
    const began = performance.now(), start = await reading(horizon)
    await memory.prepareFor(await reading((r) => countOf(r, partitions)))
    for (let after = firstId; ;) {
      const page = await reading((r) => loadPage(r, partitions, after, pageSize))
      if (stop()) return
      if (page.length === 0) break
      await memory.put(page)
      after = page.at(-1)!.id
    }
    since = start
    loadedInMs = Math.round(performance.now() - began)
  }
  return {
    followedAt: () => followedAt, loadedInMs: () => loadedInMs,
    async catchUp(stop: () => boolean) {
      if (loadedInMs === null) await loadAll(stop)
      if (stop()) return
      const next = await reading(horizon), changes = await pending()
      const ids = [...new Set(changes.map((one) => one.templateId))]
      for (let at = 0; at < ids.length; at += pageSize) {
        const some = ids.slice(at, at + pageSize), there = await reading((r) => loadByIds(r, some, partitions))
        some.forEach(memory.drop)
        if (there.length > 0) await memory.put(there)
      }
      // A change of a transaction that may still be asked for again is remembered; it is in memory already.
      applied = new Set([...applied, ...changes.map(keyOf)].filter((key) => BigInt(key.slice(key.indexOf('/') + 1)) >= BigInt(next)))
      since = next
      followedAt = new Date()
    },
    /** Changes in the database that are not in memory; while loading, templates. */
    async behind(): Promise<number> {
      if (loadedInMs === null) return Math.max(0, (await reading((r) => countOf(r, partitions))) - memory.size() - memory.unreadable())
      return new Set((await pending()).map((one) => one.templateId)).size
    },
  }
}

async function within<T>(work: Promise<T>, milliseconds: number, why: () => string): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  try {
    return await Promise.race([work, new Promise<never>((_, reject) => { timer = setTimeout(() => { reject(new Error(why())) }, milliseconds) })])
  } finally {
    clearTimeout(timer)
  }
}

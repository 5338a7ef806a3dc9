/** Who does the checking: worker threads, each with a database connection of its own, all in one snapshot; or, for a small log, nobody but ourselves. */
import { Worker } from 'node:worker_threads'
import type pg from 'pg'
import { parseVerifierKey } from '../note.ts'
import type { LeafResult, LeafTask } from './check-leaves.ts'
import type { RowResult, RowTask } from './check-rows.ts'
import { checkLeaves } from './check-leaves.ts'
import { digestRows } from './check-rows.ts'

export interface CrewSetup {
  url: string
  snapshot: string
  keys: string[]
}

export interface Crew {
  leaves(task: LeafTask): Promise<LeafResult>
  rows(task: RowTask): Promise<RowResult>
  /** How many tasks are worth having under way. */
  width: number
  end(): Promise<void>
}

export type Order = { id: number; leaves: LeafTask } | { id: number; rows: RowTask }
export type Answer = { id: number; result: LeafResult | RowResult } | { id: number; error: unknown }

/** Does the tasks itself, on the given connection. */
export function soloCrew(client: pg.ClientBase, keys: readonly string[]): Crew {
  const parsed = keys.map(parseVerifierKey)
  return { width: 1, leaves: (task) => checkLeaves(client, parsed, task), rows: (task) => digestRows(client, task), end: async () => {} }
}

/** Starts worker threads; tasks go to whoever is free. A worker that fails fails its task, one that dies fails all. */
export function startCrew(count: number, setup: CrewSetup): Crew {
  const waiting: { order: Order; resolve: (result: never) => void; reject: (error: unknown) => void }[] = []
  const underWay = new Map<number, (typeof waiting)[number]>()
  let dead: unknown
  let nextId = 0
  const workers = Array.from({ length: count }, () => new Worker(new URL('./worker.ts', import.meta.url), { workerData: setup }))
  const free = [...workers]

  function dispatch(): void {
    while (free.length > 0 && waiting.length > 0) {
      const job = waiting.shift()!
      underWay.set(job.order.id, job)
      free.pop()!.postMessage(job.order)
    }
  }

  function die(error: unknown): void {
    dead ??= error
    for (const job of [...waiting.splice(0), ...underWay.values()]) job.reject(dead)
    underWay.clear()
  }

  for (const worker of workers) {
    worker.on('message', (answer: Answer) => {
      const job = underWay.get(answer.id)
      underWay.delete(answer.id)
      free.push(worker)
      if ('error' in answer) job?.reject(answer.error)
      else job?.resolve(withBuffers(answer.result) as never)
      dispatch()
    })
    worker.on('error', die)
  }

  function give<T>(order: Order): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      if (dead !== undefined) return reject(dead)
      waiting.push({ order, resolve: resolve as (result: never) => void, reject })
      dispatch()
    })
  }

  return {
    width: count * 2,
    leaves: (leaves) => give<LeafResult>({ id: nextId++, leaves }),
    rows: (rows) => give<RowResult>({ id: nextId++, rows }),
    async end() {
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

/** Between threads a Buffer becomes a plain Uint8Array: makes Buffers of them again, without copying. */
function withBuffers(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  if (Array.isArray(value)) return value.map(withBuffers)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withBuffers(item)]))
}

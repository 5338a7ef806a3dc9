import { Worker } from 'node:worker_threads'
import type { Query, SharedRecords } from './scanner.ts'

export type ScanTask = { readonly view: number; readonly query: Query; readonly fingers: number; readonly start?: number; readonly end?: number; readonly records?: Uint32Array; readonly finely?: boolean }

export interface ScanThreads {
  /** Scores the first `range` records of a view, or the given ones, all threads at once. */
  readonly scan: (view: number, query: Query, range: number | Uint32Array, fingers: number) => Promise<void>
  /** Scores the given records anew, finely. */
  readonly look: (view: number, query: Query, records: Uint32Array) => Promise<void>
  readonly close: () => Promise<void>
}

/** Worker threads that scan the shared records. */
export async function openScanThreads(views: readonly SharedRecords[], threads: number): Promise<ScanThreads> {
  const workers = Array.from({ length: threads }, (_, thread) => new Worker(new URL('./scan-worker.ts', import.meta.url), { workerData: { views, thread } }))
  await Promise.all(workers.map((worker) => new Promise<void>((resolve, reject) => { worker.once('message', () => resolve()); worker.once('error', reject) })))
  const ask = (worker: Worker, task: ScanTask) => new Promise<void>((resolve, reject) => {
    const failed = (error: Error) => reject(error)
    worker.once('error', failed)
    worker.once('message', () => { worker.off('error', failed); resolve() })
    worker.postMessage(task)
  })
  const part = (count: number) => Math.ceil(count / workers.length)
  return {
    async scan(view, query, range, fingers) {
      const count = typeof range === 'number' ? range : range.length, each = part(count)
      await Promise.all(workers.map((worker, i) => ask(worker, typeof range === 'number'
        ? { view, query, fingers, start: Math.min(count, i * each), end: Math.min(count, (i + 1) * each) }
        : { view, query, fingers, records: range.slice(i * each, (i + 1) * each) })))
    },
    async look(view, query, records) {
      const each = part(records.length)
      await Promise.all(workers.map((worker, i) => ask(worker, { view, query, fingers: 0, finely: true, records: records.slice(i * each, (i + 1) * each) })))
    },
    async close() { await Promise.all(workers.map((worker) => worker.terminate())) },
  }
}

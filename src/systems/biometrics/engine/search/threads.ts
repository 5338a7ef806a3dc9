import { Worker } from 'node:worker_threads'
import type { Query, SharedRecords } from './scanner.ts'

export type ScanTask = { readonly view: number; readonly query: Query; readonly fingers: number; readonly start?: number; readonly end?: number; readonly records?: Uint32Array }

export interface ScanThreads {
  /** Scores the first `range` records of a view, or the given ones, all threads at once. */
  readonly scan: (view: number, query: Query, range: number | Uint32Array, fingers: number) => Promise<void>
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
  return {
    async scan(view, query, range, fingers) {
      const count = typeof range === 'number' ? range : range.length, part = Math.ceil(count / workers.length)
      await Promise.all(workers.map((worker, i) => ask(worker, typeof range === 'number'
        ? { view, query, fingers, start: Math.min(count, i * part), end: Math.min(count, (i + 1) * part) }
        : { view, query, fingers, records: range.slice(i * part, (i + 1) * part) })))
    },
    async close() { await Promise.all(workers.map((worker) => worker.terminate())) },
  }
}

import { parentPort, workerData } from 'node:worker_threads'
import type { SharedRecords } from './scanner.ts'
import { makeScanner } from './scanner.ts'
import type { ScanTask } from './threads.ts'

const { views, thread } = workerData as { views: readonly SharedRecords[]; thread: number }
const scanners = views.map((view) => makeScanner(view, thread))
parentPort?.on('message', ({ view, query, fingers, start = 0, end = 0, records, finely }: ScanTask) => {
  if (records && finely) scanners[view]!.look(query, records)
  else if (records) scanners[view]!.pick(query, records, fingers)
  else scanners[view]!.scan(query, start, end, fingers)
  parentPort?.postMessage('done')
})
parentPort?.postMessage('ready')

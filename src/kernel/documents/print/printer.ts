import { Worker } from 'node:worker_threads'

export interface PrintJob {
  readonly id: number
  readonly layout: 'paper' | 'label'
  /** The whole content as JSON: the layout reads it as data. */
  readonly json: string
  /** The PDF's creation time, whole seconds since 1970, so that the same paper gives the same bytes. */
  readonly createdAtSeconds: number
}

export interface PrintAnswer {
  readonly id: number
  readonly pdf?: Uint8Array
  readonly pages?: number
  readonly error?: string
}

export interface Printed {
  readonly pdf: Buffer
  readonly pages: number
}

/** A paper that can't be drawn: a fault of the program or of its fonts, never of the user. */
export class PrintError extends Error {}

interface Waiting {
  resolve(printed: Printed): void
  reject(error: Error): void
  timer: NodeJS.Timeout
}

const PRINT_LIMIT_MS = 20_000
const QUEUE_LIMIT = 500

let worker: Worker | undefined
let lastId = 0
const waiting = new Map<number, Waiting>()

/**
 * Draws one paper as PDF/A-2a in the print thread (started on first use, kept warm; started again if it dies).
 * Throws PrintError when the layout fails, takes over 20 s, or 500 papers are already waiting.
 */
export function print(layout: PrintJob['layout'], content: object, createdAt: Date): Promise<Printed> {
  if (waiting.size >= QUEUE_LIMIT) return Promise.reject(new PrintError('too many papers are waiting to be printed'))
  const id = ++lastId
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => stopWorker(new PrintError(`printing took over ${PRINT_LIMIT_MS / 1000} s`)), PRINT_LIMIT_MS)
    waiting.set(id, { resolve, reject, timer })
    const job: PrintJob = { id, layout, json: JSON.stringify(content), createdAtSeconds: Math.floor(createdAt.getTime() / 1000) }
    const thread = (worker ??= startWorker())
    thread.ref()
    thread.postMessage(job)
  })
}

/** Ends the print thread; a later print starts it again. */
export async function closePrinter(): Promise<void> {
  const old = worker
  stopWorker(new PrintError('the printer is closing'))
  await old?.terminate()
}

function startWorker(): Worker {
  const started = new Worker(new URL('./worker.ts', import.meta.url))
  started.on('message', (answer: PrintAnswer) => settle(started, answer))
  started.on('error', (error) => { if (worker === started) stopWorker(new PrintError(`the print thread died: ${String(error)}`)) })
  started.on('exit', () => { if (worker === started) stopWorker(new PrintError('the print thread ended')) })
  return started
}

function settle(from: Worker, answer: PrintAnswer): void {
  const job = waiting.get(answer.id)
  if (job === undefined) return
  waiting.delete(answer.id)
  clearTimeout(job.timer)
  // An idle print thread doesn't keep the process alive.
  if (waiting.size === 0) from.unref()
  if (answer.pdf === undefined) job.reject(new PrintError(answer.error ?? 'no output'))
  else job.resolve({ pdf: Buffer.from(answer.pdf.buffer, answer.pdf.byteOffset, answer.pdf.byteLength), pages: answer.pages ?? 0 })
}

function stopWorker(error: PrintError): void {
  const old = worker
  worker = undefined
  for (const job of waiting.values()) {
    clearTimeout(job.timer)
    job.reject(error)
  }
  waiting.clear()
  void old?.terminate()
}

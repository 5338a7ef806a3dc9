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

interface Job {
  readonly job: PrintJob
  resolve(printed: Printed): void
  reject(error: Error): void
}

const PRINT_LIMIT_MS = 20_000
const QUEUE_LIMIT = 500

let worker: Worker | undefined
let lastId = 0
let printing: { readonly job: Job; readonly timer: NodeJS.Timeout } | undefined
const queue: Job[] = []

/**
 * Draws one paper as PDF/A-2a in the print thread (started on first use, kept warm; started again if it dies).
 * Throws PrintError when the layout fails, takes over 20 s, or 500 papers are already waiting; the other papers go on.
 */
export function print(layout: PrintJob['layout'], content: object, createdAt: Date): Promise<Printed> {
  if (queue.length >= QUEUE_LIMIT) return Promise.reject(new PrintError('too many papers are waiting to be printed'))
  const job: PrintJob = { id: ++lastId, layout, json: JSON.stringify(content), createdAtSeconds: Math.floor(createdAt.getTime() / 1000) }
  return new Promise((resolve, reject) => {
    queue.push({ job, resolve, reject })
    printNext()
  })
}

/** Ends the print thread; a later print starts it again. */
export async function closePrinter(): Promise<void> {
  const old = worker
  for (const { reject } of queue.splice(0)) reject(new PrintError('the printer is closing'))
  endWorker(new PrintError('the printer is closing'))
  await old?.terminate()
}

/** One paper at a time: the limit of time counts from when its drawing begins. */
function printNext(): void {
  if (printing !== undefined) return
  const job = queue.shift()
  // An idle print thread doesn't keep the process alive.
  if (job === undefined) return worker?.unref()
  const thread = (worker ??= startWorker())
  thread.ref()
  printing = { job, timer: setTimeout(() => endWorker(new PrintError(`printing took over ${PRINT_LIMIT_MS / 1000} s`)), PRINT_LIMIT_MS) }
  thread.postMessage(job.job)
}

function startWorker(): Worker {
  const started = new Worker(new URL('./worker.ts', import.meta.url))
  started.on('message', (answer: PrintAnswer) => settle(answer))
  started.on('error', (error) => { if (worker === started) endWorker(new PrintError(`the print thread died: ${String(error)}`)) })
  started.on('exit', () => { if (worker === started) endWorker(new PrintError('the print thread ended')) })
  return started
}

function settle(answer: PrintAnswer): void {
  if (printing?.job.job.id !== answer.id) return
  const { job, timer } = printing
  clearTimeout(timer)
  printing = undefined
  if (answer.pdf === undefined) job.reject(new PrintError(answer.error ?? 'no output'))
  else job.resolve({ pdf: Buffer.from(answer.pdf.buffer, answer.pdf.byteOffset, answer.pdf.byteLength), pages: answer.pages ?? 0 })
  printNext()
}

/** Gives up the thread and the paper in it; the papers that wait go on in a new thread. */
function endWorker(error: PrintError): void {
  const old = worker
  worker = undefined
  void old?.terminate()
  if (printing !== undefined) {
    clearTimeout(printing.timer)
    printing.job.reject(error)
    printing = undefined
  }
  printNext()
}

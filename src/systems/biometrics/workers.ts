/**
 * The engine at work for the server: images are decoded, extracted and compared in threads of their own, so that no act waits on a transaction
 * and no image, however hostile, stops the server. A task that takes too long loses its thread, not the server.
 */
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { refuse } from '#kernel/act/refusal.ts'
import type { Quality } from './engine/extract/quality.ts'
import type { Finger, SequenceError } from './engine/tenprint.ts'

/** An image read: its template (bytes of template/encode.ts), its quality and its size in pixels. */
export interface TakenPrint { readonly template: Uint8Array; readonly version: number; readonly quality: Quality; readonly width: number; readonly height: number }
/** Fingers and their templates. */
export type Record10 = readonly (readonly [Finger, Uint8Array])[]
/** The finger most alike, how alike, and with how many it was compared. */
export interface Closest { readonly finger: Finger; readonly score: number; readonly compared: number }
/** `likeness`: fingers that both records have, and how many of them match. */
export interface Sequence { readonly errors: readonly SequenceError[]; readonly likeness: { readonly common: number; readonly alike: number } }

export type EngineTask =
  | { readonly kind: 'take'; readonly image: Uint8Array; readonly dpi: number }
  | { readonly kind: 'sequence'; readonly record: Record10; readonly reference: Record10 }
  | { readonly kind: 'closest'; readonly fresh: Uint8Array; readonly taken: Record10; readonly said?: Finger | undefined }
  | { readonly kind: 'as-png'; readonly image: Uint8Array }
export type EngineAnswer =
  | { readonly kind: 'take'; readonly print: TakenPrint }
  | { readonly kind: 'sequence'; readonly sequence: Sequence }
  | { readonly kind: 'closest'; readonly closest: Closest | undefined }
  | { readonly kind: 'as-png'; readonly png: Uint8Array }
  | { readonly kind: 'unusable'; readonly why: string }
  | { readonly kind: 'failed'; readonly why: string }

interface Waiting { readonly task: EngineTask; readonly resolve: (answer: EngineAnswer) => void; readonly reject: (error: unknown) => void }

const mostWaiting = 100
const patienceMs = 30_000
const queue: Waiting[] = []
const idle: Worker[] = []
let threads = 0

/** The template and quality of an image of one finger. Refuses what is no image of one (`biometrics.image-unusable`). */
export async function takePrint(image: Uint8Array, dpi: number): Promise<TakenPrint> {
  const answer = await ask({ kind: 'take', image, dpi })
  return answer.kind === 'take' ? answer.print : wrong(answer)
}

/** Mistakes of taking: a finger twice in the record; beside an earlier record of the same person, hands or fingers that changed places. */
export async function findSequenceErrors(record: Record10, reference: Record10 = []): Promise<Sequence> {
  const answer = await ask({ kind: 'sequence', record, reference })
  return answer.kind === 'sequence' ? answer.sequence : wrong(answer)
}

/** The print most alike a fresh one; where it was said which finger it is, the others are only looked at if that one does not agree. Undefined when there is none. */
export async function findClosest(fresh: Uint8Array, taken: Record10, said?: Finger): Promise<Closest | undefined> {
  const answer = await ask({ kind: 'closest', fresh, taken, said })
  return answer.kind === 'closest' ? answer.closest : wrong(answer)
}

/** An image that browsers do not show, as PNG. */
export async function asPng(image: Uint8Array): Promise<Uint8Array> {
  const answer = await ask({ kind: 'as-png', image })
  return answer.kind === 'as-png' ? answer.png : wrong(answer)
}

function wrong(answer: EngineAnswer): never {
  if (answer.kind === 'unusable') refuse('biometrics.image-unusable', { field: 'file', params: { why: answer.why } })
  throw new Error(answer.kind === 'failed' ? answer.why : `an answer of another kind: ${answer.kind}`)
}

async function ask(task: EngineTask): Promise<EngineAnswer> {
  if (queue.length >= mostWaiting) refuse('biometrics.engine-busy', { status: 503 })
  return new Promise((resolve, reject) => {
    queue.push({ task, resolve, reject })
    next()
  })
}

function next(): void {
  if (queue.length === 0) return
  const worker = idle.pop() ?? (threads < Math.max(1, availableParallelism() - 1) ? start() : undefined)
  if (worker) run(worker, queue.shift()!)
}

function start(): Worker {
  threads += 1
  const worker = new Worker(new URL('./engine-worker.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 512 } })
  // One that dies while it has nothing to do is only missed.
  worker.on('error', () => {})
  worker.on('exit', () => {
    threads -= 1
    if (idle.includes(worker)) idle.splice(idle.indexOf(worker), 1)
    next()
  })
  return worker
}

function run(worker: Worker, { task, resolve, reject }: Waiting): void {
  worker.ref()
  const settle = (how: () => void, keep: boolean) => {
    clearTimeout(timer)
    worker.off('message', answered).off('error', failed).off('exit', ended)
    worker.unref()
    if (keep) idle.push(worker)
    else void worker.terminate()
    how()
    next()
  }
  const answered = (answer: EngineAnswer) => { settle(() => { resolve(answer) }, true) }
  const failed = (error: unknown) => { settle(() => { reject(error) }, false) }
  const ended = (code: number) => { settle(() => { reject(new Error(`the engine's thread ended with ${code}`)) }, false) }
  const timer = setTimeout(() => { settle(() => { resolve({ kind: 'unusable', why: 'it takes too long to read' }) }, false) }, patienceMs)
  worker.on('message', answered).on('error', failed).on('exit', ended)
  worker.postMessage(task)
}

/**
 * One thread beside the server's for what takes seconds: exercises are made and explained there, images of scanners measured. It is started at the
 * first question and keeps no process alive.
 */
import { Worker } from 'node:worker_threads'
import { refuse } from '#kernel/act/refusal.ts'
import type { SensorReport } from '../rules/sensor.ts'
import type { ExerciseKey } from './exercises.ts'
import type { Explanation } from './explain.ts'
import type { Done, SensorLook, Task } from './tasks.ts'

/** How many questions may wait; whoever comes then is told to come again. */
const mostWaiting = 40
/** Pictures of an exercise are asked for one by one. */
const mostKept = 16

interface Waiting { readonly resolve: (done: Done) => void; readonly reject: (error: Error) => void }
const waiting = new Map<number, Waiting>()
const kept = new Map<string, Promise<ReadonlyMap<string, Uint8Array>>>()
let thread: Worker | undefined
let ticket = 0

/** PNG files by their names. Refuses with `biometrics.workshop-busy`. */
export function picturesOf(of: ExerciseKey): Promise<ReadonlyMap<string, Uint8Array>> {
  const name = JSON.stringify([of.kind, of.level, of.seed, of.number])
  const known = kept.get(name)
  if (known) return known
  const making = ask({ kind: 'pictures', of }).then((done) => { if (done.kind !== 'pictures') throw wrongAnswer(done); return done.pictures })
  kept.set(name, making)
  making.catch(() => kept.delete(name))
  if (kept.size > mostKept) kept.delete(kept.keys().next().value!)
  return making
}

export async function explanationOf(of: ExerciseKey): Promise<Explanation> {
  const done = await ask({ kind: 'explain', of })
  if (done.kind !== 'explain') throw wrongAnswer(done)
  return done.explanation
}

/** Measures one image of a scanner. Refuses with `biometrics.sensor-image-unreadable` what is no image. */
export async function sensorReport(look: SensorLook, bytes: Uint8Array, dpi: number, linesPerMm: number): Promise<SensorReport> {
  const done = await ask({ kind: 'sensor', look, bytes, dpi, linesPerMm })
  if (done.kind === 'failed' && done.image) refuse('biometrics.sensor-image-unreadable', { field: 'file' })
  if (done.kind !== 'sensor') throw wrongAnswer(done)
  return done.report
}

function wrongAnswer(done: Done): Error {
  return new Error(done.kind === 'failed' ? `the workshop failed: ${done.message}` : `the workshop answered ${done.kind}`)
}

function ask(task: Task): Promise<Done> {
  if (waiting.size >= mostWaiting) refuse('biometrics.workshop-busy', { status: 503 })
  const worker = thread ??= start()
  return new Promise((resolve, reject) => {
    ticket += 1
    waiting.set(ticket, { resolve, reject })
    worker.postMessage({ ticket, task })
  })
}

function start(): Worker {
  const worker = new Worker(new URL('./worker.ts', import.meta.url))
  worker.unref()
  worker.on('message', ({ ticket: answered, done }: { ticket: number; done: Done }) => {
    waiting.get(answered)?.resolve(done)
    waiting.delete(answered)
  })
  worker.on('error', (error: Error) => {
    thread = undefined
    for (const one of waiting.values()) one.reject(error)
    waiting.clear()
  })
  return worker
}

// The gallery's own thread, as the server's thread sees it: questions go by message, answers come back by number.
import { Worker } from 'node:worker_threads'
import type { DatabaseUrls } from '#kernel/db/connect.ts'
import type { Pairing } from '../engine/picture.ts'
import type { GalleryResult, GalleryState, Probe, TenPrintOptions } from './shapes.ts'

export type ThreadTask =
  | { readonly kind: 'search'; readonly probes: readonly Probe[]; readonly options: TenPrintOptions }
  | { readonly kind: 'compare'; readonly probes: readonly Uint8Array[]; readonly others: readonly Uint8Array[]; readonly threshold: number }
  | { readonly kind: 'pairing'; readonly a: Uint8Array; readonly b: Uint8Array }
  | { readonly kind: 'png'; readonly image: Uint8Array; readonly dpi: number }
  | { readonly kind: 'state' }
  | { readonly kind: 'close' }
export interface ThreadQuestion { readonly number: number; readonly task: ThreadTask }
export type ThreadAnswer = { readonly number: number; readonly value: unknown } | { readonly number: number; readonly error: string }

/** One of the probes beside one of the others, by their places. */
export interface ComparedPair { readonly probe: number; readonly other: number; readonly score: number }
export interface WorkingPng { readonly png: Uint8Array; readonly width: number; readonly height: number }

export interface GalleryThread {
  readonly search: (probes: readonly Probe[], options?: TenPrintOptions) => Promise<GalleryResult>
  readonly compareAll: (probes: readonly Uint8Array[], others: readonly Uint8Array[], threshold: number) => Promise<ComparedPair[]>
  readonly pairing: (a: Uint8Array, b: Uint8Array) => Promise<Pairing>
  readonly workingPng: (image: Uint8Array, dpi: number) => Promise<WorkingPng>
  readonly state: () => Promise<GalleryState>
  readonly close: () => Promise<void>
}

interface Asked { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }

/** `onEnd`: the thread is gone, by `close` or because it broke; what was asked of it fails then. */
export function startThread(urls: DatabaseUrls, onEnd: () => void): GalleryThread {
  const worker = new Worker(new URL('./gallery-worker.ts', import.meta.url), { workerData: { urls } })
  worker.unref()
  const asked = new Map<number, Asked>()
  let last = 0
  const fail = (error: Error) => {
    onEnd()
    for (const one of asked.values()) one.reject(error)
    asked.clear()
  }
  worker.on('message', (answer: ThreadAnswer) => {
    const one = asked.get(answer.number)
    asked.delete(answer.number)
    if (asked.size === 0) worker.unref()
    if ('error' in answer) one?.reject(new Error(answer.error))
    else one?.resolve(answer.value)
  })
  worker.on('error', (error) => { fail(error instanceof Error ? error : new Error(String(error))) })
  worker.on('exit', () => { fail(new Error('the gallery’s thread has ended')) })
  const ask = (task: ThreadTask) => new Promise<unknown>((resolve, reject) => {
    worker.ref()   // the process stays as long as an answer is waited for, no longer
    asked.set(++last, { resolve, reject })
    worker.postMessage({ number: last, task } satisfies ThreadQuestion)
  })
  return {
    search: (probes, options = {}) => ask({ kind: 'search', probes, options }) as Promise<GalleryResult>,
    compareAll: (probes, others, threshold) => ask({ kind: 'compare', probes, others, threshold }) as Promise<ComparedPair[]>,
    pairing: (a, b) => ask({ kind: 'pairing', a, b }) as Promise<Pairing>,
    workingPng: (image, dpi) => ask({ kind: 'png', image, dpi }) as Promise<WorkingPng>,
    state: () => ask({ kind: 'state' }) as Promise<GalleryState>,
    async close() {
      await ask({ kind: 'close' }).catch(() => {})
      await worker.terminate()
    },
  }
}

// Extraction and comparison spread over worker threads. Answers come in the order of the questions.
import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Quality } from '../extract/quality.ts'
import { ImageError } from '../image/grey.ts'

export type Task =
  | { readonly kind: 'extract'; readonly file: string; readonly dpi: number }
  | { readonly kind: 'compare'; readonly pairs: readonly (readonly [a: number, b: number])[] }
  | { readonly kind: 'templates'; readonly templates: readonly Uint8Array[] }

export interface ExtractedFile { readonly file: string; readonly template: Uint8Array; readonly quality: Quality; readonly minutiae: readonly number[] }

export type Answer =
  | { readonly kind: 'extract'; readonly result: ExtractedFile }
  | { readonly kind: 'compare'; readonly scores: readonly number[] }
  | { readonly kind: 'templates' }
  | { readonly kind: 'failed'; readonly message: string; readonly image: boolean }

interface Running { readonly worker: Worker; ask: (task: Task) => Promise<Answer> }

export interface Pool {
  /** @throws ImageError of the first that cannot be read. */
  readonly extract: (files: readonly string[], dpi: number) => Promise<ExtractedFile[]>
  /** The same, with an ImageError in the place of each that cannot be read. */
  readonly tryExtract: (files: readonly string[], dpi: number) => Promise<(ExtractedFile | ImageError)[]>
  /** Scores of pairs of templates, by their place in the list. */
  readonly compare: (templates: readonly Uint8Array[], pairs: readonly (readonly [a: number, b: number])[]) => Promise<number[]>
  readonly close: () => Promise<void>
}

const pairsATime = 64

/** `threads` workers; close it when done. */
export function openPool(threads = availableParallelism()): Pool {
  const running = Array.from({ length: threads }, start)
  const tryExtract = async (files: readonly string[], dpi: number) => {
    const answers = await spread(running, files.map((file): Task => ({ kind: 'extract', file, dpi })))
    return answers.map((answer) => {
      if (answer.kind === 'failed' && answer.image) return new ImageError(answer.message)
      const right = failing(answer)
      if (right.kind !== 'extract') throw new Error('unexpected answer')
      return right.result
    })
  }
  return {
    tryExtract,
    async extract(files, dpi) {
      return (await tryExtract(files, dpi)).map((one) => { if (one instanceof ImageError) throw one; return one })
    },
    async compare(templates, pairs) {
      await Promise.all(running.map(async ({ ask }) => failing(await ask({ kind: 'templates', templates }))))
      const tasks: Task[] = []
      for (let i = 0; i < pairs.length; i += pairsATime) tasks.push({ kind: 'compare', pairs: pairs.slice(i, i + pairsATime) })
      return (await spread(running, tasks)).flatMap((found) => { const answer = failing(found); if (answer.kind !== 'compare') throw new Error('unexpected answer'); return answer.scores })
    },
    async close() { await Promise.all(running.map(({ worker }) => worker.terminate())) },
  }
}

function start(): Running {
  const worker = new Worker(new URL('./pool-worker.ts', import.meta.url))
  let waiting: { resolve: (answer: Answer) => void; reject: (error: Error) => void } | undefined
  worker.on('message', (answer: Answer) => waiting?.resolve(answer))
  worker.on('error', (error: Error) => waiting?.reject(error))
  return { worker, ask: (task) => new Promise((resolve, reject) => { waiting = { resolve, reject }; worker.postMessage(task) }) }
}

async function spread(running: readonly Running[], tasks: readonly Task[]): Promise<Answer[]> {
  const answers: Answer[] = []
  let next = 0
  await Promise.all(running.map(async ({ ask }) => {
    while (next < tasks.length) {
      const mine = next++
      answers[mine] = await ask(tasks[mine]!)
    }
  }))
  return answers
}

function failing(answer: Answer): Answer {
  if (answer.kind !== 'failed') return answer
  throw answer.image ? new ImageError(answer.message) : new Error(answer.message)
}

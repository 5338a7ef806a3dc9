import { parentPort } from 'node:worker_threads'
import { extract } from '../extract/extract.ts'
import { ImageError } from '../image/grey.ts'
import { readImage } from '../image/read.ts'
import { decodeTemplate, encodeTemplate } from '../template/encode.ts'
import { compare } from './compare.ts'
import type { Answer, Task } from './pool.ts'
import type { Prepared } from './prepare.ts'
import { prepare } from './prepare.ts'

let templates: readonly Uint8Array[] = []
const prepared: (Prepared | undefined)[] = []

parentPort?.on('message', (task: Task) => {
  answer(task).then((result) => parentPort?.postMessage(result), (error: unknown) =>
    parentPort?.postMessage({ kind: 'failed', message: error instanceof Error ? error.message : String(error), image: error instanceof ImageError } satisfies Answer))
})

async function answer(task: Task): Promise<Answer> {
  switch (task.kind) {
    case 'extract': {
      const { template, quality } = extract(await readImage(task.file, task.dpi))
      return { kind: 'extract', result: { file: task.file, template: encodeTemplate(template), quality, minutiae: template.views.map(({ minutiae }) => minutiae.length) } }
    }
    case 'templates':
      templates = task.templates
      prepared.length = 0
      return { kind: 'templates' }
    case 'compare':
      return { kind: 'compare', scores: task.pairs.map(([a, b]) => compare(at(a), at(b)).score) }
  }
}

function at(index: number): Prepared {
  return prepared[index] ??= prepare(decodeTemplate(templates[index]!))
}

import { parentPort } from 'node:worker_threads'
import { ImageError } from '../engine/image/grey.ts'
import { decodeImage } from '../engine/image/read.ts'
import { emptyGlass, ruledTarget, testFinger } from '../rules/sensor.ts'
import { makeExercise, type Exercise, type ExerciseKey } from './exercises.ts'
import { explain } from './explain.ts'
import { markedPng } from './marking.ts'
import type { Done, Task } from './tasks.ts'

/** The exercises made last: the one that is on somebody's screen is asked for again when it is answered. */
const made = new Map<string, Exercise>()
const mostMade = 24

parentPort?.on('message', ({ ticket, task }: { ticket: number; task: Task }) => {
  let done: Done
  try {
    done = work(task)
  } catch (error) {
    done = { kind: 'failed', message: error instanceof Error ? error.message : String(error), image: error instanceof ImageError || task.kind === 'sensor' }
  }
  parentPort?.postMessage({ ticket, done })
})

function work(task: Task): Done {
  if (task.kind === 'pictures') return { kind: 'pictures', pictures: new Map([...exercise(task.of).images].map(([name, image]) => [name, markedPng(image)])) }
  if (task.kind === 'explain') return { kind: 'explain', explanation: explain(exercise(task.of)) }
  const image = decodeImage(task.bytes, task.dpi)
  const report = task.look === 'empty' ? emptyGlass(image) : task.look === 'finger' ? testFinger(image) : ruledTarget(image, task.linesPerMm)
  return { kind: 'sensor', report }
}

function exercise(key: ExerciseKey): Exercise {
  const name = JSON.stringify([key.kind, key.level, key.seed, key.number])
  const known = made.get(name) ?? makeExercise(key)
  made.delete(name)
  made.set(name, known)
  if (made.size > mostMade) made.delete(made.keys().next().value!)
  return known
}

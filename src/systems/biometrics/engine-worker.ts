import { parentPort } from 'node:worker_threads'
import { encode } from 'fast-png'
import { extract } from './engine/extract/extract.ts'
import { ImageError } from './engine/image/grey.ts'
import { decodeImage } from './engine/image/read.ts'
import { compare, matchThreshold } from './engine/match/compare.ts'
import { prepare } from './engine/match/prepare.ts'
import { decodeTemplate, encodeTemplate } from './engine/template/encode.ts'
import { misplacedFingers, repeatedFingers, type Finger, type TenPrint } from './engine/tenprint.ts'
import { agreesFrom } from './rules/checking.ts'
import { sequenceThreshold } from './rules/enrolment.ts'
import type { Closest, EngineAnswer, EngineTask, Record10 } from './workers.ts'

parentPort?.on('message', (task: EngineTask) => { parentPort?.postMessage(answered(task)) })

function answered(task: EngineTask): EngineAnswer {
  try {
    return answer(task)
  } catch (error) {
    // Whatever a decoder stumbles over is the image's fault, not the server's.
    if (error instanceof ImageError || task.kind === 'take' || task.kind === 'as-png') return { kind: 'unusable', why: error instanceof Error ? error.message : String(error) }
    return { kind: 'failed', why: error instanceof Error ? error.message : String(error) }
  }
}

function answer(task: EngineTask): EngineAnswer {
  switch (task.kind) {
    case 'take': {
      const image = decodeImage(task.image, task.dpi)
      const { template, quality } = extract(image)
      return { kind: 'take', print: { template: encodeTemplate(template), version: template.version, quality, width: image.width, height: image.height } }
    }
    case 'sequence': {
      const [record, reference] = [prepared(task.record), prepared(task.reference)]
      const errors = [...repeatedFingers(record, sequenceThreshold), ...(task.reference.length > 0 ? misplacedFingers(record, reference, sequenceThreshold) : [])]
      return { kind: 'sequence', sequence: { errors, likeness: likenessOf(record, reference) } }
    }
    case 'closest': return { kind: 'closest', closest: closest(task.fresh, task.taken, task.said) }
    case 'as-png': {
      const { width, height, pixels } = decodeImage(task.image)
      return { kind: 'as-png', png: encode({ width, height, data: pixels, depth: 8, channels: 1 }) }
    }
  }
}

function prepared(record: Record10): TenPrint {
  return Object.fromEntries(record.map(([finger, template]) => [finger, prepare(decodeTemplate(template))]))
}

function likenessOf(record: TenPrint, reference: TenPrint): { common: number; alike: number } {
  const common = Object.keys(record).map((key) => Number(key) as Finger).filter((finger) => reference[finger] !== undefined)
  const alike = common.filter((finger) => {
    const [a, b] = [record[finger], reference[finger]]
    return typeof a === 'object' && typeof b === 'object' && compare(a, b).score >= matchThreshold
  })
  return { common: common.length, alike: alike.length }
}

function closest(fresh: Uint8Array, taken: Record10, said?: Finger): Closest | undefined {
  const probe = prepare(decodeTemplate(fresh))
  let best: { finger: Finger; score: number } | undefined
  let compared = 0
  for (const [finger, template] of taken.toSorted(([a], [b]) => Number(b === said) - Number(a === said))) {
    if (best && best.finger === said && finger !== said && best.score >= agreesFrom) break
    const { score } = compare(probe, prepare(decodeTemplate(template)))
    compared += 1
    if (!best || score > best.score) best = { finger, score }
  }
  return best && { ...best, compared }
}

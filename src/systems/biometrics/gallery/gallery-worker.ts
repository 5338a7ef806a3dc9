// The gallery's thread: the parts of this process or, by MIZAN_SHARDS, connections to others; one database pool of its own.
import { availableParallelism } from 'node:os'
import { parentPort, workerData } from 'node:worker_threads'
import { connect, type DatabaseUrls } from '#kernel/db/connect.ts'
import { encode } from 'fast-png'
import { toWorkingDpi } from '../engine/image/grey.ts'
import { decodeImage } from '../engine/image/read.ts'
import { compare, compareQuickly } from '../engine/match/compare.ts'
import { prepare, type Prepared } from '../engine/match/prepare.ts'
import { pairingOf } from '../engine/picture.ts'
import { decodeTemplate } from '../engine/template/encode.ts'
import { searchParts, stateOfParts } from './coordinate.ts'
import { openHost } from './host.ts'
import { connectShard, shardAddresses } from './remote.ts'
import { allPartitions, type Part } from './shapes.ts'
import type { ComparedPair, ThreadAnswer, ThreadQuestion, ThreadTask } from './thread.ts'

const port = parentPort
if (!port) throw new Error('this file is a worker thread')
const { urls } = workerData as { urls: DatabaseUrls }
const db = connect(urls, 3)
const say = (error: unknown) => { process.stderr.write(`mizan: gallery: ${error instanceof Error ? error.message : String(error)}\n`) }
const addresses = shardAddresses()
const parts: readonly Part[] = addresses.length > 0 ? addresses.map((address) => connectShard(address))
  : [openHost({ db, name: 'server', partitions: allPartitions, threads: Math.max(1, availableParallelism() - 1), onError: say })]

port.on('message', ({ number, task }: ThreadQuestion) => {
  answer(task).then((value) => { port.postMessage({ number, value } satisfies ThreadAnswer) },
    (error: unknown) => { port.postMessage({ number, error: error instanceof Error ? error.message : String(error) } satisfies ThreadAnswer) })
})

async function answer(task: ThreadTask): Promise<unknown> {
  switch (task.kind) {
    case 'search': return searchParts(db, parts, task.probes, task.options)
    case 'state': return stateOfParts(parts)
    case 'compare': return compareAll(task.probes, task.others, task.threshold)
    case 'pairing': return pairingOf(compare(opened(task.a), opened(task.b)))
    case 'png': {
      const { width, height, pixels } = toWorkingDpi(decodeImage(task.image, task.dpi))
      return { png: encode({ width, height, data: pixels, depth: 8, channels: 1 }), width, height }
    }
    case 'close': {
      await Promise.all(parts.map((part) => part.close()))
      await db.close()
      return null
    }
  }
}

function opened(bytes: Uint8Array): Prepared {
  return prepare(decodeTemplate(bytes))
}

/** Quickly first; only what may reach the threshold is compared in full. */
function compareAll(probes: readonly Uint8Array[], others: readonly Uint8Array[], threshold: number): ComparedPair[] {
  const left = probes.map(opened), right = others.map(opened)
  return left.flatMap((a, probe) => right.flatMap((b, other): ComparedPair[] => {
    if (a.template.version !== b.template.version || compareQuickly(a, b) < threshold / 2) return []
    const { score } = compare(a, b)
    return score >= threshold ? [{ probe, other, score }] : []
  }))
}

/** A worker thread of the verifier: does one task after another on its own connection. */
import { parentPort, workerData } from 'node:worker_threads'
import { parseVerifierKey } from '../note.ts'
import { checkLeaves } from './check-leaves.ts'
import { digestRows } from './check-rows.ts'
import type { Answer, CrewSetup, Order } from './crew.ts'
import { openSnapshot } from './session.ts'

const setup = workerData as CrewSetup
const keys = setup.keys.map(parseVerifierKey)
const connecting = openSnapshot(setup.url, setup.snapshot)
// The failure is told with the first order's answer.
connecting.catch(() => {})

parentPort?.on('message', async (order: Order) => {
  let answer: Answer
  try {
    const client = await connecting
    answer = { id: order.id, result: 'leaves' in order ? await checkLeaves(client, keys, order.leaves) : await digestRows(client, order.rows) }
  } catch (error) {
    answer = { id: order.id, error }
  }
  parentPort?.postMessage(answer, moved(answer))
})

/** The large buffers move to the main thread instead of being copied. */
function moved(answer: Answer): ArrayBuffer[] {
  if (!('result' in answer)) return []
  const large = 'rows' in answer.result ? answer.result.rows : answer.result.changes
  const ownsAll = large.byteLength === large.buffer.byteLength && large.buffer instanceof ArrayBuffer
  return ownsAll ? [large.buffer as ArrayBuffer] : []
}

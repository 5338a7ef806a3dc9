// A part of the gallery in another process, reached over the network.
import { loadSecret, sealQuestion } from './wire.ts'
import type { Part, ShardAnswer, ShardQuestion, ShardState } from './shapes.ts'

/** What is asked of a shard process. */
export type ShardRequest = { readonly ask: 'search'; readonly question: ShardQuestion } | { readonly ask: 'state' }

/** The addresses in MIZAN_SHARDS, with commas between: http://10.0.0.5:7200. Empty: the server holds all partitions itself. */
export function shardAddresses(setting = process.env['MIZAN_SHARDS'] ?? ''): string[] {
  return setting.split(',').map((one) => one.trim()).filter((one) => one !== '').map((one) => {
    const url = new URL(one.includes('://') ? one : `http://${one}`)
    return url.origin
  })
}

/** The shard process at an address. */
export function connectShard(address: string): Part {
  const ask = async (request: ShardRequest, patience: number): Promise<unknown> => {
    const { bytes, openAnswer } = sealQuestion(loadSecret(), request)
    let response: Response
    try {
      response = await fetch(`${address}/ask`, { method: 'POST', headers: { 'content-type': 'application/octet-stream' }, body: new Uint8Array(bytes), signal: AbortSignal.timeout(patience) })
    } catch (error) {
      const cause = error instanceof Error && error.cause instanceof Error ? error.cause.message : error instanceof Error ? error.message : String(error)
      throw new Error(error instanceof Error && error.name === 'TimeoutError' ? `no answer within ${patience} ms` : `cannot be reached (${cause})`, { cause: error })
    }
    if (response.status === 403) throw new Error('it has another secret, or another clock')
    if (!response.ok) throw new Error(`it answered ${response.status}: ${(await response.text()).slice(0, 200)}`)
    return openAnswer(Buffer.from(await response.arrayBuffer()))
  }
  return {
    name: address,
    search: async (question) => ({ ...((await ask({ ask: 'search', question }, question.patience + 5_000)) as ShardAnswer), shard: address }),
    state: async () => ({ ...((await ask({ ask: 'state' }, 5_000)) as ShardState), shard: address }),
    close: async () => {},
  }
}

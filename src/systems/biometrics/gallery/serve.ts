// A shard process: some partitions, asked over the network by who holds the secret.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Database } from '#kernel/db/connect.ts'
import { openHost } from './host.ts'
import type { ShardRequest } from './remote.ts'
import { allPartitions, partitionCount, type ShardState } from './shapes.ts'
import { loadSecret, questionReader, WireError } from './wire.ts'

/** Ten templates and what is around them. */
const mostBytes = 4 * 2 ** 20

export interface RunningShard { readonly url: string; readonly state: () => Promise<ShardState>; readonly stop: () => Promise<void> }
export interface ShardSettings { readonly db: Database; readonly partitions: readonly number[]; readonly host: string; readonly port: number; readonly threads: number; readonly onError: (error: unknown) => void }

/** `0-3`, `0,2,5-7`, `all`. @throws RangeError */
export function parsePartitions(text: string): number[] {
  if (text === 'all') return [...allPartitions]
  const parts = text.split(',').flatMap((one) => {
    const [, from, to = from] = /^\s*(\d+)(?:-(\d+))?\s*$/.exec(one) ?? []
    const first = Number(from), last = Number(to)
    if (from === undefined || last < first || last >= partitionCount) throw new RangeError(`--partitions ${text}: numbers from 0 to ${partitionCount - 1}, such as 0-3 or 0,2,5`)
    return Array.from({ length: last - first + 1 }, (_, i) => first + i)
  })
  return [...new Set(parts)].sort((a, b) => a - b)
}

/** Starts loading and listening at once; until it is loaded it answers that it is loading. */
export async function serveShard({ db, partitions, host, port, threads, onError }: ShardSettings): Promise<RunningShard> {
  const reader = questionReader(loadSecret())
  const part = openHost({ db, name: `partitions ${partitions.join(',')}`, partitions, threads, onError })
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    let size = 0
    if (request.method !== 'POST' || request.url !== '/ask') { response.writeHead(404).end(); return }
    request.on('data', (chunk: Buffer) => {
      size += chunk.length
      if (size > mostBytes) { response.writeHead(413).end(); request.destroy() } else chunks.push(chunk)
    })
    request.on('error', () => { response.destroy() })
    request.on('end', () => { void reply(Buffer.concat(chunks)).then(({ status, body }) => { response.writeHead(status).end(body) }) })
  })
  const reply = async (bytes: Buffer): Promise<{ status: number; body: Buffer | string }> => {
    try {
      const { body, sealAnswer } = reader(bytes)
      const request = body as ShardRequest
      return { status: 200, body: sealAnswer(request.ask === 'search' ? await part.search(request.question) : await part.state()) }
    } catch (error) {
      if (!(error instanceof WireError)) onError(error)
      return error instanceof WireError ? { status: 403, body: '' } : { status: 503, body: error instanceof Error ? error.message : String(error) }
    }
  }
  await listen(server, port, host)
  const { port: given, address } = server.address() as AddressInfo
  return {
    url: `http://${address.includes(':') ? `[${address}]` : address}:${given}`, state: part.state,
    async stop() {
      await new Promise<void>((done) => { server.close(() => { done() }); server.closeAllConnections() })
      await part.close()
    },
  }
}

function listen(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, host, () => { server.off('error', reject); resolve() })
  })
}

/** The witness over HTTP: `POST /add-checkpoint`, and what it last signed for whoever asks. Nothing but Node itself. */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseVerifierKey, type VerifierKey } from '#kernel/ledger/note.ts'
import type { Witness } from './witness.ts'

/** A request with the longest proof and sixty-four signatures stays below this. */
const MOST_BYTES = 65_536

export interface RunningWitness {
  readonly url: string
  stop(): Promise<void>
}

/**
 * The logs' keys in a file of lines `log <vkey> [<url>]` (those of a C2SP tlog-policy); other lines are left aside. Read again when the file has changed.
 * Throws NoteError for a key that is none, at the first reading and at any later one.
 */
export function followLogs(file: string | undefined, fixed: readonly string[]): () => readonly VerifierKey[] {
  const own = fixed.map(parseVerifierKey)
  let seen = -1
  let read: readonly VerifierKey[] = []
  const keys = () => {
    if (file === undefined || !existsSync(file)) return own
    const changed = statSync(file).mtimeMs
    if (changed !== seen) {
      read = readFileSync(file, 'utf8').split('\n').map((line) => /^\s*log[ \t]+(\S+)/.exec(line)?.[1]).filter((vkey) => vkey !== undefined).map(parseVerifierKey)
      seen = changed
    }
    return [...own, ...read]
  }
  keys()
  return keys
}

/** Listens until stopped. */
export async function serveWitness(witness: Witness, { port, host, onError }: { port: number; host: string; onError: (error: unknown) => void }): Promise<RunningWitness> {
  const server = createServer({ requestTimeout: 10_000, headersTimeout: 5_000, keepAliveTimeout: 60_000, maxHeaderSize: 8192 }, (request, response) => {
    answer(witness, request, response).catch((error: unknown) => {
      onError(error)
      if (!response.headersSent) send(response, 500, 'text/plain; charset=utf-8', 'the witness can’t answer now\n')
    })
  })
  server.maxConnections = 200
  await new Promise<void>((resolve, reject) => { server.once('error', reject).listen(port, host, () => { resolve() }) })
  return { url: `http://${host}:${(server.address() as AddressInfo).port}`, stop: () => close(server) }
}

async function answer(witness: Witness, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://witness')
  const plain = 'text/plain; charset=utf-8'
  if (request.method === 'POST' && url.pathname === '/add-checkpoint') {
    const body = await read(request)
    if (body === undefined) return send(response, 413, plain, 'too large\n', true)
    const { status, type, body: text } = witness.addCheckpoint(body)
    return send(response, status, type, text)
  }
  if (request.method !== 'GET') return send(response, 404, plain, 'there is no such thing here\n', true)
  if (url.pathname === '/') return send(response, 200, plain, `${witness.verifierKey}\n`)
  const origin = url.searchParams.get('origin')
  const note = url.pathname === '/latest' && origin !== null ? witness.latest(origin) : undefined
  return note === undefined ? send(response, 404, plain, 'there is no such thing here\n') : send(response, 200, plain, note)
}

async function read(request: IncomingMessage): Promise<string | undefined> {
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of request as AsyncIterable<Buffer>) {
    bytes += part.length
    if (bytes > MOST_BYTES) return undefined
    parts.push(part)
  }
  return Buffer.concat(parts).toString('utf8')
}

function send(response: ServerResponse, status: number, type: string, body: string, close = false): void {
  response.writeHead(status, { 'content-type': type, 'content-length': Buffer.byteLength(body), 'cache-control': 'no-store', 'x-content-type-options': 'nosniff', ...(close ? { connection: 'close' } : {}) })
  response.end(body)
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections()
  await new Promise<void>((resolve) => { server.close(() => { resolve() }) })
}

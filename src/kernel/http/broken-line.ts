import { randomUUID } from 'node:crypto'
import { STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import { Refusal } from '#kernel/act/refusal.ts'
import type { Text } from '#kernel/words/text.ts'
import { headersOfData } from './headers.ts'
import { problemOf } from './problem.ts'

/** What the reader of HTTP found wrong, before there was a request: a refusal with its status. */
const faults: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: new Refusal('kernel.too-large', { status: 431 }), ERR_HTTP_REQUEST_TIMEOUT: new Refusal('kernel.too-slow', { status: 408 }),
}

/** Answers a line that speaks no HTTP, says too much in its headers or takes too long, as everything is refused; then closes it. */
export function refuseLine(error: Error & { code?: string }, socket: Socket, { words, secureCookies }: { words: ReadonlyMap<string, Text>; secureCookies: boolean }): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy()
    return
  }
  const problem = problemOf(faults[error.code ?? ''] ?? new Refusal('kernel.unreadable', { status: 400 }), words, 'ar', randomUUID())
  const body = Buffer.from(JSON.stringify(problem))
  const headers = { ...headersOfData(secureCookies), 'content-type': 'application/problem+json; charset=utf-8', 'content-length': String(body.length), connection: 'close' }
  const head = Object.entries(headers).map(([name, value]) => `${name}: ${value}`).join('\r\n')
  socket.end(Buffer.concat([Buffer.from(`HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status] ?? ''}\r\n${head}\r\n\r\n`), body]), () => { socket.destroy() })
}

import type { FastifyRequest } from 'fastify'
import { networkOf } from './network.ts'

/** What tells of somebody who tries doors: input that no contract takes, pages of other sites, too many requests. Refusals by rule are recorded in the database. */
const telling: ReadonlySet<number> = new Set([400, 413, 415, 429])
const toldBeside: ReadonlySet<string> = new Set(['kernel.foreign-form'])
/** The same from the same network is said once in this time, so that a flood does not fill the disk. */
const ONCE_IN_MS = 1000
const MOST_REMEMBERED = 10_000
const lastSaid = new Map<string, number>()

/** Writes a line to the server's output about such a request: its endpoint, never what it said. */
export function sayRefused(request: FastifyRequest, { status, code }: { readonly status: number; readonly code: string }, now = Date.now()): void {
  if (!telling.has(status) && !toldBeside.has(code)) return
  const key = `${networkOf(request.ip)} ${code}`
  if (now - (lastSaid.get(key) ?? 0) < ONCE_IN_MS) return
  if (lastSaid.size >= MOST_REMEMBERED) lastSaid.clear()
  lastSaid.set(key, now)
  request.log.warn({ refused: code, status, endpoint: request.routeOptions.url, ip: request.ip })
}

import type { FastifyRequest } from 'fastify'
import { refuse } from '#kernel/act/refusal.ts'
import { holdsHidden } from '#kernel/words/hidden.ts'
import type { Endpoint } from './endpoint.ts'

/** No contract of ours nests deeper; what does is meant to exhaust whoever reads it. */
const deepest = 32

/**
 * What was sent, before the contract reads it: path and query, or path and JSON object.
 * Refuses what no contract allows: another kind of body (415), something other than an object, endless nesting, hidden characters (400).
 */
export function inputOf(request: FastifyRequest, endpoint: Endpoint): Record<string, unknown> {
  const from = endpoint.method === 'GET' ? (request.query as object) : bodyOf(request, endpoint)
  const input = { ...from, ...(request.params as object) }
  assertSound(input)
  return input
}

function bodyOf(request: FastifyRequest, endpoint: Endpoint): object {
  if (request.isMultipart()) return endpoint.file ? {} : refuse('kernel.wrong-type', { status: 415 })
  const { body } = request
  if (body === undefined) return {}
  return typeof body === 'object' && body !== null && !Array.isArray(body) ? body : refuse('kernel.unreadable', { status: 400 })
}

function assertSound(input: object): void {
  const waiting: { value: unknown; path: string; depth: number }[] = [{ value: input, path: '', depth: 0 }]
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const { value, path, depth } = at
    if (typeof value === 'string' && holdsHidden(value)) refuse('kernel.hidden-characters', { status: 400, field: path, params: { field: path } })
    if (typeof value !== 'object' || value === null) continue
    if (depth >= deepest) refuse('kernel.too-deep', { status: 400, field: path.split('.')[0]! })
    for (const [key, each] of Object.entries(value)) {
      if (holdsHidden(key)) refuse('kernel.hidden-characters', { status: 400, field: path, params: { field: path } })
      waiting.push({ value: each, path: path === '' ? key : `${path}.${key}`, depth: depth + 1 })
    }
  }
}

/**
 * The request's own key. One that could not be kept is refused: left aside, the request would lose its protection against being done twice.
 */
export function keyOf(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key']
  if (key === undefined) return undefined
  return typeof key === 'string' && /^[\x21-\x7E]{8,100}$/.test(key) ? key : refuse('kernel.key-malformed', { status: 400 })
}

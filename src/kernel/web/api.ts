/** The only place that talks to the server. */
import { withoutHidden } from '#kernel/words/hidden.ts'
import type { InputOf, OutputOf, WebEndpoint } from './endpoint-types.ts'
import { Problem } from './problem.ts'
import type { ProblemBody } from './problem.ts'

export interface CallOptions {
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
}

const state = { lang: 'ar', lastContact: Date.now(), online: true }
const watchers = new Set<() => void>()
const doorkeepers = new Set<() => void>()

/** The language the server should answer in. Set by the words provider. */
export function setCallLanguage(lang: string): void {
  state.lang = lang
}

/** When the server last answered (milliseconds), and whether it could be reached at the last attempt. */
export function connection(): { readonly lastContact: number; readonly online: boolean } {
  return state
}

/** Calls `changed` when the connection is lost or comes back. Returns the function that stops it. */
export function watchConnection(changed: () => void): () => void {
  watchers.add(changed)
  return () => watchers.delete(changed)
}

/** Calls `told` when the server says that nobody is signed in any more. Returns the function that stops it. */
export function watchSignedOut(told: () => void): () => void {
  doorkeepers.add(told)
  return () => doorkeepers.delete(told)
}

/** Notes that the server answered, or that it could not be reached. */
export function noteContact(online: boolean): void {
  const changed = state.online !== online
  state.online = online
  if (online) state.lastContact = Date.now()
  if (changed) for (const tell of watchers) tell()
}

type Plain = Readonly<Record<string, unknown>>

/** Puts `:id` parameters into the path; returns the path and the input that is left for the query or the body. */
export function fillPath(path: string, input: Plain): { path: string; rest: Plain } {
  const rest: Record<string, unknown> = { ...input }
  const filled = path.replace(/:(\w+)/g, (_, name: string) => {
    const value = rest[name]
    delete rest[name]
    return encodeURIComponent(String(value))
  })
  return { path: filled, rest }
}

/** A query string: arrays repeat the key, objects are JSON, absent values are left out. */
export function queryString(input: Plain): string {
  const query = new URLSearchParams()
  for (const [key, value] of Object.entries(input)) {
    if (value === undefined || value === null || value === '') continue
    for (const item of Array.isArray(value) ? value : [value]) {
      query.append(key, typeof item === 'object' ? JSON.stringify(item) : String(item))
    }
  }
  const text = query.toString()
  return text === '' ? '' : `?${text}`
}

/** The address of a GET endpoint with its input, for links (CSV, PDF). */
export function addressOf<E extends WebEndpoint>(endpoint: E, input: InputOf<E>): string {
  const { path, rest } = fillPath(endpoint.path, (input ?? {}) as Plain)
  return path + queryString(rest)
}

/**
 * Calls an endpoint of a contract. GET input goes to path and query, POST input to path and JSON body.
 * @throws Problem when the server refuses or cannot be reached
 */
export async function call<E extends WebEndpoint>(endpoint: E, input: InputOf<E>, options: CallOptions = {}): Promise<OutputOf<E>> {
  // Pasted text brings marks that nobody sees; the server refuses them.
  const { path, rest } = fillPath(endpoint.path, withoutHidden(input ?? {}) as Plain)
  if (endpoint.method === 'GET') return (await request('GET', path + queryString(rest), undefined, options)) as OutputOf<E>
  return (await request('POST', path, rest, options)) as OutputOf<E>
}

/** A JSON request by address. Screens use `call`; this is for the shell's own addresses. */
export async function request(method: 'GET' | 'POST', address: string, body?: unknown, options: CallOptions = {}): Promise<unknown> {
  const headers: Record<string, string> = { accept: 'application/json', 'x-mizan-lang': state.lang }
  if (method === 'POST') headers['x-mizan'] = '1'
  if (body !== undefined) headers['content-type'] = 'application/json'
  if (options.idempotencyKey !== undefined) headers['idempotency-key'] = options.idempotencyKey
  let answer: Response
  try {
    const init: RequestInit = { method, headers, credentials: 'same-origin' }
    if (body !== undefined) init.body = JSON.stringify(body)
    if (options.signal !== undefined) init.signal = options.signal
    answer = await fetch(address, init)
  } catch (error) {
    if (options.signal?.aborted) throw error
    noteContact(false)
    throw new Problem(0, { code: 'offline' })
  }
  noteContact(true)
  return readAnswer(answer)
}

async function readAnswer(answer: Response): Promise<unknown> {
  const text = await answer.text()
  const json = parse(text)
  if (answer.ok) return json
  const body: ProblemBody = typeof json === 'object' && json !== null ? json : { detail: text.slice(0, 200) }
  if (answer.status === 401 && body.code === 'kernel.sign-in-first') for (const tell of doorkeepers) tell()
  throw new Problem(answer.status, body)
}

function parse(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

import { randomUUID } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { afterAll } from 'vitest'
import type { z } from 'zod'
import { findSession } from '#kernel/access/sessions.ts'
import { registerPolicy } from '#kernel/access/policy.ts'
import { systemCtx, type Ctx } from '#kernel/act/context.ts'
import type { Database } from '#kernel/db/connect.ts'
import type { Endpoint } from '#kernel/http/endpoint.ts'
import { mountEvents } from '#kernel/http/events.ts'
import { mountPages } from '#kernel/http/pages.ts'
import { buildServer } from '#kernel/http/server.ts'
import type { System } from '#kernel/http/system.ts'
import { allWords, kernelHandlers, kernelPolicy } from '#kernel/kernel.ts'
import { makeCountry, tokenOf, type TestCountry } from './country.ts'
import { testDatabase } from './database.ts'

/** What a call gave: the status, and the output or the problem. */
export interface Answer<T> { readonly status: number; readonly body: T; readonly problem: { code: string; field?: string; article?: string; title: string; remedy?: string; current?: unknown } }

export interface TestApp {
  readonly db: Database
  readonly country: TestCountry
  readonly server: FastifyInstance
  /** The instant it is for the server; set it to move time forward. */
  time: { now: Date }
  /** Calls an endpoint over HTTP as one of the country's people, or as nobody (`null`). */
  call<I extends z.ZodType, O extends z.ZodType>(who: string | null, endpoint: Endpoint<I, O>, input: z.input<I>, options?: { key?: string; lang?: string }): Promise<Answer<z.output<O>>>
  /** Like call(), and fails the test unless it was a success. */
  ok<I extends z.ZodType, O extends z.ZodType>(who: string | null, endpoint: Endpoint<I, O>, input: z.input<I>): Promise<z.output<O>>
  /** The context of one of the people, for calling functions directly. */
  ctx(who: string): Promise<Ctx>
  readonly systemCtx: Ctx
  /**
   * Serves the screens of this folder too, on a free port, for a real browser; before any call. From then on the clock runs, from wherever
   * `time.now` was set last.
   * @returns the address, `http://127.0.0.1:<port>`
   */
  listen(screens: string, connect?: readonly string[]): Promise<string>
}

/** A server with these systems over a database of the test file's own and the small country in it. */
export async function testApp(systems: readonly System[], start = new Date()): Promise<TestApp> {
  const db = await testDatabase()
  return appOn(db, await makeCountry(db, start), systems, start)
}

/** A server with these systems over a database that has this country already. */
export async function appOn(db: Database, country: TestCountry, systems: readonly System[], start = new Date()): Promise<TestApp> {
  const time = { now: start }
  registerPolicy([...kernelPolicy, ...systems.flatMap((s) => s.policy)])
  const server = await buildServer({ db, handlers: [...kernelHandlers, ...systems.flatMap((s) => s.handlers)], words: allWords(systems), clock: () => time.now, secureCookies: false })
  afterAll(() => server.close())
  const tokens = new Map<string, { token: string; at: number }>()
  const token = async (who: string) => {
    const known = tokens.get(who)
    if (known && time.now.getTime() - known.at < 30 * 60_000) return known.token
    const fresh = await tokenOf(db, country, who, time.now)
    tokens.set(who, { token: fresh, at: time.now.getTime() })
    return fresh
  }
  const call: TestApp['call'] = async (who, endpoint, input, options = {}) => {
    const sent = { ...(input as Record<string, unknown>) }
    const url = endpoint.path.replaceAll(/:(\w+)/g, (_, name: string) => {
      const value = encodeURIComponent(String(sent[name]))
      delete sent[name]
      return value
    })
    const query = Object.fromEntries(Object.entries(sent).filter(([, v]) => v !== undefined).map(([k, v]) => [k, typeof v === 'object' ? JSON.stringify(v) : String(v)]))
    const response = await server.inject({
      method: endpoint.method, url, ...(endpoint.method === 'GET' ? { query } : { payload: sent }),
      headers: { 'x-mizan': '1', 'x-mizan-lang': options.lang ?? 'en', 'idempotency-key': options.key ?? randomUUID(), ...(who ? { cookie: `mizan=${await token(who)}` } : {}) },
    })
    const body = response.headers['content-type']?.includes('json') ? (response.json() as never) : (response.body as never)
    return { status: response.statusCode, body, problem: body }
  }
  return {
    db, country, server, time, call,
    ok: async (who, endpoint, input) => {
      const answer = await call(who, endpoint, input)
      if (answer.status !== 200) throw new Error(`${endpoint.name} as ${who}: ${answer.status} ${JSON.stringify(answer.body)}`)
      return answer.body
    },
    ctx: async (who) => ({ ...systemCtx(db, time.now), system: undefined, session: await findSession(db, await token(who), time.now), lang: 'en', idempotencyKey: randomUUID() }),
    get systemCtx() { return systemCtx(db, time.now) },
    async listen(screens, connect = []) {
      letRun(time)
      await mountEvents(server, db, { clock: () => time.now })
      await mountPages(server, screens, connect)
      return server.listen({ port: 0, host: '127.0.0.1' })
    },
  }
}

/** The clock goes on by itself, and can still be set. */
function letRun(time: { now: Date }): void {
  let ahead = time.now.getTime() - Date.now()
  Object.defineProperty(time, 'now', { get: () => new Date(Date.now() + ahead), set: (at: Date) => { ahead = at.getTime() - Date.now() } })
}

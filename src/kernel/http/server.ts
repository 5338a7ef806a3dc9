import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { noteReads } from '#kernel/access/note-reads.ts'
import { roleMay } from '#kernel/access/policy.ts'
import { findSession, findSignedIn } from '#kernel/access/sessions.ts'
import { recordRefusal } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { Refusal, refuse } from '#kernel/act/refusal.ts'
import type { Database } from '#kernel/db/connect.ts'
import type { Lang, Text } from '#kernel/words/text.ts'
import type { Endpoint, Handler, HttpSide, RawReply } from './endpoint.ts'
import { refuseLine } from './broken-line.ts'
import { cookieName, prefixed, sessionTokenOf } from './cookies.ts'
import { addHeaders, filePolicyOf, headersOfData } from './headers.ts'
import { inputOf, keyOf } from './input.ts'
import { networkOf } from './network.ts'
import { sayRefused } from './say-refused.ts'
import { inputProblem, problemOf, type Problem } from './problem.ts'

export interface ServerSettings {
  readonly db: Database
  readonly handlers: readonly Handler[]
  readonly words: ReadonlyMap<string, Text>
  /** Tests move time; the server's own clock otherwise. */
  readonly clock?: () => Date
  /** True where browsers come by TLS: cookies are sent by TLS only and carry the prefix `__Host-`, and browsers are told never to come without (HSTS). */
  readonly secureCookies: boolean
  /**
   * The operator's own proxies before this server: how many, or their addresses (`10.0.0.5`, `10.0.0.0/8`, `loopback`). Only what they wrote into X-Forwarded-For is
   * believed: whoever could write an address there would escape every limit. None: the header says nothing.
   */
  readonly proxies?: number | string
  /** How long a client may take for its headers, and for the whole request; milliseconds. */
  readonly patience?: { readonly headersMs: number; readonly requestMs: number }
  readonly log?: boolean
}

/** A line that sends a letter now and then holds no place for longer than this. */
const patience = { headersMs: 15_000, requestMs: 60_000 }

/** The server shell: limits, headers, session, contract, permission, problem details. It knows no system by name. */
export async function buildServer(settings: ServerSettings): Promise<FastifyInstance> {
  const { headersMs, requestMs } = settings.patience ?? patience
  const app = Fastify({
    logger: settings.log ? { level: 'warn' } : false, bodyLimit: 1_048_576, trustProxy: trustOf(settings.proxies), genReqId: () => randomUUID(),
    requestTimeout: requestMs, http: { headersTimeout: headersMs, connectionsCheckingInterval: Math.min(headersMs, 5000) / 2, requireHostHeader: false },
    routerOptions: { maxParamLength: 200 }, frameworkErrors: (error, request, reply) => { void sendError(error, request, (reply as unknown as FastifyReply).headers(headersOfData(settings.secureCookies)), settings) },
    clientErrorHandler: (error, socket) => { refuseLine(error, socket, settings) },
  })
  // JSON, or a file where the endpoint takes one. A form of another site can send text/plain without asking first.
  app.removeContentTypeParser('text/plain')
  addHeaders(app, { https: settings.secureCookies })
  app.addHook('onRequest', async (request, reply) => { assertOneMeaning(request, reply) })
  await app.register(cookie)
  app.decorate('cookiePrefix', settings.secureCookies ? '__Host-' : '')
  await app.register(multipart, { limits: { fileSize: 26_214_400, files: 1, fields: 10, fieldSize: 10_000 } })
  await app.register(rateLimit, { global: false })
  for (const handler of settings.handlers) mount(app, handler, settings)
  for (const rest of ['/api/*', '/log/*']) app.all(rest, () => refuse('kernel.no-such-page', { status: 404 }))
  app.setErrorHandler(async (error, request, reply) => sendError(error, request, reply, settings))
  return app
}

function trustOf(proxies: ServerSettings['proxies']) {
  return typeof proxies === 'number' ? (_: string, hop: number) => hop < proxies : (proxies ?? false)
}

function mount(app: FastifyInstance, { endpoint, run }: Handler, settings: ServerSettings): void {
  const contexts = new WeakMap<FastifyRequest, Ctx>()
  app.route({
    method: endpoint.method, url: endpoint.path,
    ...(endpoint.limit ? { config: { rateLimit: { max: endpoint.limit.perMinute, timeWindow: 60_000,
      keyGenerator: (request: FastifyRequest) => (endpoint.may === 'public' ? networkOf(request.ip) : (contexts.get(request)?.session?.accountId ?? sessionTokenOf(request) ?? networkOf(request.ip))),
      errorResponseBuilder: () => new Refusal('kernel.too-many', { status: 429 }) } } } : {}),
    // Before the limit is counted and before a byte of the body is read: a stranger makes the server read nothing.
    onRequest: [async (request) => {
      assertOwnPage(request, endpoint.method)
      const ctx = await contextOf(request, settings)
      await assertDoor(ctx, endpoint, sessionTokenOf(request))
      contexts.set(request, ctx)
    }],
    handler: async (request, reply) => {
      const ctx = { ...contexts.get(request)!, now: settings.clock?.() ?? new Date() }
      const parsed = endpoint.input.safeParse(inputOf(request, endpoint))
      if (!parsed.success) {
        const problem = inputProblem(parsed.error as z.ZodError, settings.words, ctx.lang, ctx.requestId)
        sayRefused(request, problem)
        return sendProblem(reply, problem)
      }
      const result = await run(parsed.data as never, { ...ctx, input: parsed.data }, httpSide(request, reply, settings))
      await noteReads(ctx, endpoint, parsed.data, result)
      if (isRaw(result)) return sendRaw(reply, result)
      return reply.header('cache-control', 'no-store').send(result ?? {})
    },
  })
}

/** What a proxy before us could read otherwise than we do: no host, or a header twice of which one counts. */
function assertOneMeaning({ raw }: FastifyRequest, reply: FastifyReply): void {
  const names = raw.rawHeaders.filter((_, i) => i % 2 === 0).map((name) => name.toLowerCase())
  const count = (wanted: string) => names.filter((name) => name === wanted).length
  // HTTP/1.0, as balancers ask for /health, knows no host.
  const oneHost = count('host') === 1 || (count('host') === 0 && raw.httpVersion === '1.0')
  if (oneHost && ['content-type', 'origin', 'sec-fetch-site', 'x-forwarded-host', 'x-forwarded-proto'].every((name) => count(name) <= 1)) return
  // What comes behind it on the same line is not read.
  void reply.header('connection', 'close')
  throw new Refusal('kernel.unreadable', { status: 400 })
}

/**
 * An act comes from a page of ours. A form of another site cannot send our header without asking first, and is never allowed to; a browser
 * says beside it which site the page is of.
 */
function assertOwnPage(request: FastifyRequest, method: 'GET' | 'POST'): void {
  if (method === 'GET') return
  const { 'x-mizan': ours, 'sec-fetch-site': site, origin } = request.headers
  const foreign = site === undefined ? origin !== undefined && hostOf(origin) !== request.host.toLowerCase() : site !== 'same-origin' && site !== 'none'
  if (ours !== '1' || foreign) throw new Refusal('kernel.foreign-form', { status: 403 })
}

/** Host and port of an origin; null for one that hides itself, as a sandboxed page does. */
function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null
}

async function assertDoor(ctx: Ctx, { may: verb, withoutPost }: Endpoint, token: string | undefined): Promise<void> {
  if (verb === 'public') return
  if (withoutPost && !ctx.session && token && (await findSignedIn(ctx.db, token, ctx.now))) return
  if (!ctx.session) throw new Refusal('kernel.sign-in-first', { status: 401 })
  if (verb === 'signed-in' || roleMay(ctx.session.role, verb)) return
  const refusal = new Refusal('kernel.not-permitted', { status: 403, params: { verb } })
  await recordRefusal(ctx, { verb }, refusal)
  throw refusal
}

async function contextOf(request: FastifyRequest, settings: ServerSettings): Promise<Ctx> {
  const token = sessionTokenOf(request)
  const key = keyOf(request)
  const session = token ? await findSession(settings.db, token, settings.clock?.() ?? new Date()) : null
  return { db: settings.db, session, now: settings.clock?.() ?? new Date(), lang: langOf(request), requestId: String(request.id), ip: request.ip,
    ...(key === undefined ? {} : { idempotencyKey: key }) }
}

/** The language of this request: the screen says it; a plain browser by its preference; Arabic otherwise. */
export function langOf(request: { headers: Record<string, string | string[] | undefined> }): Lang {
  const wanted = String(request.headers['x-mizan-lang'] ?? request.headers['accept-language'] ?? '').toLowerCase()
  if (wanted.startsWith('en')) return 'en'
  return wanted.startsWith('ckb') || wanted.startsWith('ku') ? 'ckb' : 'ar'
}

function httpSide(request: FastifyRequest, reply: FastifyReply, settings: ServerSettings): HttpSide {
  return {
    token: sessionTokenOf(request) ?? null,
    userAgent: String(request.headers['user-agent'] ?? '').slice(0, 200),
    setSession(token) {
      // What other pages of this browser keep of us goes with the session.
      if (token === null) void reply.clearCookie(prefixed(request, cookieName), { path: '/', secure: settings.secureCookies }).header('clear-site-data', '"cache"')
      else void reply.setCookie(prefixed(request, cookieName), token, { path: '/', httpOnly: true, sameSite: 'strict', secure: settings.secureCookies, maxAge: 12 * 3600 })
    },
    origin: `${request.protocol}://${request.host}`,
    cookie: (name) => request.cookies[prefixed(request, name)] ?? null,
    text: (key) => settings.words.get(key) ?? null,
    setCookie(name, value, { seconds, sameSite }) {
      if (value === null) void reply.clearCookie(prefixed(request, name), { path: '/', secure: settings.secureCookies })
      else void reply.setCookie(prefixed(request, name), value, { path: '/', httpOnly: true, sameSite, secure: settings.secureCookies, maxAge: seconds })
    },
    async file() {
      const part = request.isMultipart() ? await request.file() : undefined
      return part ? { stream: part.file, name: part.filename, type: part.mimetype, truncated: () => part.file.truncated } : null
    },
  }
}

function isRaw(result: unknown): result is RawReply {
  return typeof result === 'object' && result !== null && 'raw' in result && result.raw === true
}

function sendRaw(reply: FastifyReply, { type, body, fileName, inline, cache, status, location }: RawReply): FastifyReply {
  if (location) return reply.header('cache-control', 'no-store').redirect(location, status ?? 303)
  if (status) void reply.code(status)
  void reply.header('content-type', type === 'text/plain' ? 'text/plain; charset=utf-8' : type).header('cache-control', cache ?? 'no-store').header('content-security-policy', filePolicyOf(type))
  if (fileName) void reply.header('content-disposition', `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(fileName)}`)
  return reply.send(body)
}

function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  // Away for the moment: the same request, under the same key, may come again.
  if (problem.status === 503) void reply.header('retry-after', '2')
  return reply.code(problem.status).header('content-type', 'application/problem+json; charset=utf-8').header('cache-control', 'no-store').send(JSON.stringify(problem))
}

async function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply, settings: ServerSettings): Promise<FastifyReply> {
  const problem = problemOf(fromFastify(error), settings.words, langOf(request), String(request.id))
  if (problem.status >= 500) request.log.error(error)
  sayRefused(request, problem)
  return sendProblem(reply, problem)
}

/** What the server's own shell refuses before any handler runs: an unreadable address, body or upload. */
function fromFastify(error: unknown): unknown {
  if (error instanceof Refusal) return error
  const { code = '', message = '' } = error as { code?: string; message?: string }
  if (/^FST_(ERR_CTP_BODY_TOO_LARGE|REQ_FILE_TOO_LARGE|PARTS_LIMIT|FILES_LIMIT|FIELDS_LIMIT)$/.test(code)) return new Refusal('kernel.too-large', { status: 413 })
  if (/^FST_(ERR_CTP_INVALID_MEDIA_TYPE|INVALID_MULTIPART_CONTENT_TYPE)$/.test(code)) return new Refusal('kernel.wrong-type', { status: 415 })
  if (code === 'FST_ERR_BAD_URL' || code === 'FST_ERR_MAX_PARAM_LENGTH') return new Refusal('kernel.no-such-page', { status: 404 })
  if (code.startsWith('FST_ERR_CTP') || error instanceof SyntaxError || brokenUpload.test(message)) return new Refusal('kernel.unreadable', { status: 400 })
  return error
}

/** What the reader of multipart bodies says of one that is cut off or malformed; it gives no code. */
const brokenUpload = /^(Unexpected end of (form|file|multipart data)|Malformed part header|Multipart: Boundary not found|Premature close)$/

import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import helmet from '@fastify/helmet'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import type { z } from 'zod'
import { roleMay } from '#kernel/access/policy.ts'
import { findSession, findSignedIn } from '#kernel/access/sessions.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { Refusal, refuse } from '#kernel/act/refusal.ts'
import type { Database } from '#kernel/db/connect.ts'
import type { Lang, Text } from '#kernel/words/text.ts'
import type { Handler, HttpSide, RawReply } from './endpoint.ts'
import { inputOf, keyOf } from './input.ts'
import { inputProblem, problemOf, type Problem } from './problem.ts'

export interface ServerSettings {
  readonly db: Database
  readonly handlers: readonly Handler[]
  readonly words: ReadonlyMap<string, Text>
  /** Tests move time; the server's own clock otherwise. */
  readonly clock?: () => Date
  readonly secureCookies: boolean
  /** True behind a proxy of the operator's own, which sets X-Forwarded-For. Otherwise anyone could write a false address and escape the limits. */
  readonly trustProxy?: boolean
  readonly log?: boolean
}

export const sessionCookie = 'mizan'

/** The server shell: limits, headers, session, contract, permission, problem details. It knows no system by name. */
export async function buildServer(settings: ServerSettings): Promise<FastifyInstance> {
  const app = Fastify({
    logger: settings.log ? { level: 'warn' } : false, bodyLimit: 1_048_576, requestTimeout: 60_000, trustProxy: settings.trustProxy ?? false, genReqId: () => randomUUID(),
    routerOptions: { maxParamLength: 200 }, frameworkErrors: (error, request, reply) => { void sendError(error, request, reply as unknown as FastifyReply, settings) },
  })
  // JSON, or a file where the endpoint takes one. A form of another site can send text/plain without asking first.
  app.removeContentTypeParser('text/plain')
  await app.register(helmet, {
    contentSecurityPolicy: { useDefaults: false, directives: {
      'default-src': ["'self'"], 'script-src': ["'self'"], 'style-src': ["'self'", "'unsafe-inline'"], 'img-src': ["'self'", 'data:', 'blob:'], 'font-src': ["'self'"],
      'connect-src': ["'self'"], 'frame-src': ["'self'", 'blob:'], 'object-src': ["'none'"], 'base-uri': ["'none'"], 'form-action': ["'self'"], 'frame-ancestors': ["'self'"] } },
    crossOriginEmbedderPolicy: false, hsts: settings.secureCookies,
  })
  await app.register(cookie)
  await app.register(multipart, { limits: { fileSize: 26_214_400, files: 1, fields: 10, fieldSize: 10_000 } })
  await app.register(rateLimit, { global: false })
  for (const handler of settings.handlers) mount(app, handler, settings)
  for (const rest of ['/api/*', '/log/*']) app.all(rest, () => refuse('kernel.no-such-page', { status: 404 }))
  app.setErrorHandler(async (error, request, reply) => sendError(error, request, reply, settings))
  return app
}

function mount(app: FastifyInstance, { endpoint, run }: Handler, settings: ServerSettings): void {
  app.route({
    method: endpoint.method, url: endpoint.path,
    ...(endpoint.limit ? { config: { rateLimit: { max: endpoint.limit.perMinute, timeWindow: 60_000,
      keyGenerator: (request: FastifyRequest) => (endpoint.may === 'public' ? request.ip : (request.cookies[sessionCookie] ?? request.ip)),
      errorResponseBuilder: () => new Refusal('kernel.too-many', { status: 429 }) } } } : {}),
    handler: async (request, reply) => {
      if (endpoint.method === 'POST' && request.headers['x-mizan'] !== '1') throw new Refusal('kernel.foreign-form', { status: 403 })
      const ctx = await contextOf(request, settings)
      await assertDoor(ctx, endpoint.may, request.cookies[sessionCookie])
      const parsed = endpoint.input.safeParse(inputOf(request, endpoint))
      if (!parsed.success) return sendProblem(reply, inputProblem(parsed.error as z.ZodError, settings.words, ctx.lang, ctx.requestId))
      const result = await run(parsed.data as never, { ...ctx, input: parsed.data }, httpSide(request, reply, settings))
      if (isRaw(result)) return sendRaw(reply, result)
      return reply.header('cache-control', 'no-store').send(result ?? {})
    },
  })
}

async function assertDoor(ctx: Ctx, verb: string, token: string | undefined): Promise<void> {
  if (verb === 'public') return
  if (verb === 'signed-in' && !ctx.session && token && (await findSignedIn(ctx.db, token, ctx.now))) return
  if (!ctx.session) throw new Refusal('kernel.sign-in-first', { status: 401 })
  if (verb !== 'signed-in' && !roleMay(ctx.session.role, verb)) throw new Refusal('kernel.not-permitted', { status: 403, params: { verb } })
}

async function contextOf(request: FastifyRequest, settings: ServerSettings): Promise<Ctx> {
  const token = request.cookies[sessionCookie]
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
    token: request.cookies[sessionCookie] ?? null,
    userAgent: String(request.headers['user-agent'] ?? '').slice(0, 200),
    setSession(token) {
      if (token === null) void reply.clearCookie(sessionCookie, { path: '/' })
      else void reply.setCookie(sessionCookie, token, { path: '/', httpOnly: true, sameSite: 'strict', secure: settings.secureCookies, maxAge: 12 * 3600 })
    },
    origin: `${request.protocol}://${request.host}`,
    cookie: (name) => request.cookies[name] ?? null,
    text: (key) => settings.words.get(key) ?? null,
    setCookie(name, value, { path, seconds, sameSite }) {
      if (value === null) void reply.clearCookie(name, { path })
      else void reply.setCookie(name, value, { path, httpOnly: true, sameSite, secure: settings.secureCookies, maxAge: seconds })
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
  void reply.header('content-type', type).header('cache-control', cache ?? 'no-store').header('x-content-type-options', 'nosniff')
  if (fileName) void reply.header('content-disposition', `${inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(fileName)}`)
  return reply.send(body)
}

function sendProblem(reply: FastifyReply, problem: Problem): FastifyReply {
  return reply.code(problem.status).header('content-type', 'application/problem+json; charset=utf-8').header('cache-control', 'no-store').send(JSON.stringify(problem))
}

async function sendError(error: unknown, request: FastifyRequest, reply: FastifyReply, settings: ServerSettings): Promise<FastifyReply> {
  const problem = problemOf(fromFastify(error), settings.words, langOf(request), String(request.id))
  if (problem.status >= 500) request.log.error(error)
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

import type { FastifyInstance } from 'fastify'
import type pg from 'pg'
import { findSession, liveTokens } from '#kernel/access/sessions.ts'
import { refuse } from '#kernel/act/refusal.ts'
import type { Database } from '#kernel/db/connect.ts'
import { newClient } from '#kernel/db/seek.ts'
import { sessionTokenOf } from './cookies.ts'
import { headersOfData } from './headers.ts'

export interface EventSettings {
  /** How often the screens are told that the line stands, and their sessions looked at again; milliseconds. */
  readonly everyMs?: number
  /** Tests move time; the server's own clock otherwise. */
  readonly clock?: () => Date
}

/**
 * Server-sent events: the ids of records that changed, to every signed-in screen. An id says nothing to those who may not read the record.
 * A screen whose session has ended (revoked, idle, post taken away) is cut off at the next heartbeat.
 * One connection listens for the whole process and comes back by itself after the database was away or another server leads.
 */
export async function mountEvents(app: FastifyInstance, db: Database, { everyMs = 25_000, clock = () => new Date() }: EventSettings = {}): Promise<void> {
  const screens = new Map<NodeJS.WritableStream, string>()
  const tell = (line: string) => { for (const screen of screens.keys()) screen.write(line) }
  const cutOff = (screen: NodeJS.WritableStream) => { screens.delete(screen); screen.end() }
  const say = (recordId: string) => { tell(`data: ${JSON.stringify({ recordId })}\n\n`) }
  // What was changed while nobody listened is not known: an empty id has every screen read again.
  const ear = await listenForChanges(db, say, () => { say('') })
  const beat = async () => {
    // Those of now: who comes while the database is asked has just been looked at.
    const listening = [...screens]
    const live = await liveTokens(db, [...new Set(listening.map(([, token]) => token))], clock())
    for (const [screen, token] of listening) {
      if (live.has(token)) continue
      // First out of the list: what has ended takes no further line.
      screens.delete(screen)
      screen.end()
    }
  }
  // While the database is away nobody can be looked up, and there is nothing to tell either.
  const heartbeat = setInterval(() => { ear.check(); beat().catch(() => {}).finally(() => { tell(': here\n\n') }) }, everyMs).unref()
  // Before the server waits for its connections to end: these would never.
  app.addHook('preClose', async () => {
    clearInterval(heartbeat)
    for (const screen of screens.keys()) cutOff(screen)
    await ear.stop()
  })
  app.get('/api/events', async (request, reply) => {
    const token = sessionTokenOf(request)
    if (!token || !(await findSession(db, token, clock()))) refuse('kernel.sign-in-first', { status: 401 })
    reply.hijack()
    reply.raw.writeHead(200, { ...headersOfData(app.cookiePrefix !== ''), 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    reply.raw.write('retry: 3000\n\n')
    screens.set(reply.raw, token)
    reply.raw.on('close', () => { screens.delete(reply.raw) }).on('error', () => { screens.delete(reply.raw) })
  })
}

async function listenForChanges(db: Database, onChange: (recordId: string) => void, onBack: () => void): Promise<{ check(): void; stop(): Promise<void> }> {
  let stopped = false
  let client: pg.Client | null = null
  const again = () => { if (!stopped) setTimeout(() => { listen().then(onBack, again) }, 1000).unref() }
  const listen = async (): Promise<void> => {
    const fresh = newClient(db.urls.app, { keepAlive: true, connectionTimeoutMillis: 5000, query_timeout: 10_000 })
    client = fresh
    fresh.on('notification', ({ payload }) => { onChange(payload ?? '') })
    await fresh.connect()
    await fresh.query('listen mizan_outbox')
    fresh.once('end', again)
  }
  await listen()
  return {
    // A line that was cut without a word looks like one on which nothing happens: it is asked, and given up when it does not answer.
    check: () => { const asked = client; asked?.query('listen mizan_outbox').catch(() => { asked.connection.stream.destroy() }) },
    stop: async () => { stopped = true; await client?.end().catch(() => {}) },
  }
}

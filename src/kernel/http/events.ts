import type { FastifyInstance } from 'fastify'
import pg from 'pg'
import { findSession } from '#kernel/access/sessions.ts'
import type { Database } from '#kernel/db/connect.ts'
import { sessionCookie } from './server.ts'

/**
 * Server-sent events: the ids of records that changed, to every signed-in screen. An id says nothing to those who may not read the record.
 * One connection listens for the whole process and comes back by itself after the database was away.
 */
export async function mountEvents(app: FastifyInstance, db: Database): Promise<void> {
  const screens = new Set<NodeJS.WritableStream>()
  let stopped = false
  let client: pg.Client | null = null
  const listen = async (): Promise<void> => {
    client = new pg.Client({ connectionString: db.urls.app })
    client.on('error', () => {})
    client.on('end', () => { if (!stopped) setTimeout(() => { listen().catch(() => {}) }, 1000).unref() })
    client.on('notification', ({ payload }) => { for (const screen of screens) screen.write(`data: ${JSON.stringify({ recordId: payload })}\n\n`) })
    await client.connect()
    await client.query('listen mizan_outbox')
  }
  await listen()
  const heartbeat = setInterval(() => { for (const screen of screens) screen.write(': here\n\n') }, 25_000).unref()
  app.addHook('onClose', async () => {
    stopped = true
    clearInterval(heartbeat)
    for (const screen of screens) screen.end()
    await client?.end().catch(() => {})
  })
  app.get('/api/events', async (request, reply) => {
    const token = request.cookies[sessionCookie]
    if (!token || !(await findSession(db, token, new Date()))) return reply.code(401).send()
    reply.hijack()
    reply.raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    reply.raw.write('retry: 3000\n\n')
    screens.add(reply.raw)
    request.raw.on('close', () => { screens.delete(reply.raw) })
  })
}

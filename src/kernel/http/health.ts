import type { FastifyInstance } from 'fastify'
import { refuse } from '#kernel/act/refusal.ts'
import type { Database } from '#kernel/db/connect.ts'

/** `GET /health`, for the balancer in front of several servers: 200 while this one reaches a database that takes writes, 503 else. It says nothing more. */
export function mountHealth(app: FastifyInstance, db: Database): void {
  app.get('/health', async (_, reply) => {
    const { rows: [database] } = await db.appPool.query<{ away: boolean }>('select pg_is_in_recovery() as away')
    if (database?.away !== false) refuse('kernel.database-away', { status: 503 })
    return reply.header('cache-control', 'no-store').send({ health: 'good' })
  })
}

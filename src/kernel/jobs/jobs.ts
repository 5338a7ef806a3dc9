import { sql } from 'kysely'
import PgBoss from 'pg-boss'
import { systemCtx, type Ctx } from '#kernel/act/context.ts'
import { missDueClocks, warnOfClocksInFlight } from '#kernel/clock/alarms.ts'
import type { Database } from '#kernel/db/connect.ts'
import { removeFiles } from '#kernel/expunging/expunge.ts'
import { newClient, newPool } from '#kernel/db/seek.ts'
import type { Job } from '#kernel/http/system.ts'

/** The kernel's own scheduled work. */
export const kernelJobs: readonly Job[] = [
  { name: 'kernel.miss-due-clocks', cron: '* * * * *', run: async (ctx) => { while ((await missDueClocks(ctx)) === 500) { /* the backlog of a long stop */ } await warnOfClocksInFlight(ctx) } },
  { name: 'kernel.forget-requests', cron: '37 2 * * *', run: async (ctx) => { await forgetRequests(ctx) } },
  { name: 'kernel.remove-files', cron: '*/5 * * * *', run: async (ctx) => { await removeFiles(ctx) } },
]

/**
 * Forgets the answers kept for repeated requests once they are seven days old. The database's own clock decides, and it gives up no younger one.
 * @returns how many were forgotten
 */
export async function forgetRequests(ctx: Ctx, batch = 10_000): Promise<number> {
  let all = 0
  for (;;) {
    const { rows } = await sql<{ gone: number }>`select kernel.forget_requests(${batch}) as gone`.execute(ctx.db.app)
    const gone = rows[0]?.gone ?? 0
    all += gone
    if (gone < batch) return all
  }
}

/** A job that failed for good: what it was, when it was given up, and what it said. */
export interface DeadJob { readonly id: string; readonly name: string; readonly failedAt: Date; readonly error: string }

const deadLetters = 'dead-letters'

/** The jobs that failed for good, the last first. Kept for fourteen days. None where the queue has never run. */
export async function listDeadJobs(ctx: Ctx, limit: number): Promise<DeadJob[]> {
  const { rows: [queue] } = await sql<{ there: boolean }>`select has_schema_privilege('jobs', 'usage') as there`.execute(ctx.db.app)
  if (!queue?.there) return []
  const { rows } = await sql<DeadJob>`select id, coalesce(data ->> 'job', '') as name, created_on as "failedAt", left(coalesce(output ->> 'message', output ->> 'value', ''), 500) as error
    from jobs.job where name = ${deadLetters} order by created_on desc limit ${limit}`.execute(ctx.db.app)
  return rows
}

export interface JobSettings { readonly retries: number; readonly retryDelaySeconds: number }

/**
 * Runs the scheduled work of the platform from a queue in PostgreSQL: of several server processes one does each run.
 * A failed run is tried three times more, then kept as a dead letter for the administrator.
 * @returns stops the queue, letting the running work end
 */
export async function startJobs(db: Database, jobs: readonly Job[], onError: (error: unknown) => void, { retries, retryDelaySeconds }: JobSettings = { retries: 3, retryDelaySeconds: 5 }): Promise<() => Promise<void>> {
  const pool = newPool(db.urls.jobs, { max: 3, keepAlive: true, connectionTimeoutMillis: 5_000, query_timeout: 60_000 })
  pool.on('error', () => {})
  pool.on('connect', (client) => { client.on('error', () => {}) })
  const boss = new PgBoss({ db: { executeSql: (text, values) => pool.query(text, values) }, schema: 'jobs' })
  boss.on('error', onError)
  await boss.start()
  await boss.createQueue(deadLetters)
  await letTheAppRead(db)
  for (const job of jobs) {
    const queue = job.name.replaceAll(/[^\w.-]/g, '-')
    await boss.createQueue(queue, { name: queue, policy: 'singleton', retryLimit: retries, retryDelay: retryDelaySeconds, retryBackoff: true, deadLetter: deadLetters, expireInMinutes: 10 })
    await boss.work(queue, async () => { await job.run(systemCtx(db)) })
    await boss.schedule(queue, job.cron, { job: job.name }, { tz: 'Asia/Baghdad' })
  }
  return async () => { await boss.stop({ graceful: true, wait: true, timeout: 10_000 }); await pool.end() }
}

/** The queue's tables are its own role's; the app may look at what failed. */
async function letTheAppRead(db: Database): Promise<void> {
  const client = newClient(db.urls.jobs)
  await client.connect()
  try {
    await client.query('grant usage on schema jobs to mizan_app; grant select on jobs.job to mizan_app')
  } finally {
    await client.end()
  }
}

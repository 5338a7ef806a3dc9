import PgBoss from 'pg-boss'
import { systemCtx } from '#kernel/act/context.ts'
import { missDueClocks } from '#kernel/clock/alarms.ts'
import type { Database } from '#kernel/db/connect.ts'
import type { Job } from '#kernel/http/system.ts'

/** The kernel's own scheduled work. */
export const kernelJobs: readonly Job[] = [
  { name: 'kernel.miss-due-clocks', cron: '* * * * *', run: async (ctx) => { while ((await missDueClocks(ctx)) === 500) { /* the backlog of a long stop */ } } },
]

/** A job that failed for good: what it was, how often it was tried, and what it said. */
export interface DeadJob { readonly id: string; readonly name: string; readonly failedAt: string; readonly error: string }

const deadLetters = 'dead-letters'

/**
 * Runs the scheduled work of the platform from a queue in PostgreSQL: of several server processes one does each run.
 * A failed run is tried three times more, then kept as a dead letter for the administrator.
 * @returns stops the queue, letting the running work end
 */
export async function startJobs(db: Database, jobs: readonly Job[], onError: (error: unknown) => void): Promise<() => Promise<void>> {
  const boss = new PgBoss({ connectionString: db.urls.jobs, schema: 'jobs', max: 3 })
  boss.on('error', onError)
  await boss.start()
  await boss.createQueue(deadLetters)
  for (const job of jobs) {
    const queue = job.name.replaceAll(/[^\w.-]/g, '-')
    await boss.createQueue(queue, { name: queue, policy: 'singleton', retryLimit: 3, retryDelay: 5, retryBackoff: true, deadLetter: deadLetters, expireInMinutes: 10 })
    await boss.work(queue, async () => { await job.run(systemCtx(db)) })
    await boss.schedule(queue, job.cron, {}, { tz: 'Asia/Baghdad' })
  }
  return async () => { await boss.stop({ graceful: true, wait: true, timeout: 10_000 }) }
}

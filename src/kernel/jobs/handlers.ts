import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { listFailedJobs } from './contract.ts'
import { listDeadJobs } from './jobs.ts'

export const jobHandlers: readonly Handler[] = [
  handle(listFailedJobs, async ({ limit }, ctx) => ({ rows: (await listDeadJobs(ctx, limit)).map((job) => ({ ...job, failedAt: job.failedAt.toISOString() })) })),
]

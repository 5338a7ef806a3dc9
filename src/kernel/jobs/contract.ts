import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'

/** The scheduled work that failed for good, the last first: for whoever runs the platform. */
export const listFailedJobs = endpoint({
  name: 'jobs.failed', method: 'GET', path: '/api/jobs/failed', may: 'jobs.read-failed',
  input: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
  output: z.object({ rows: z.array(z.object({ id: z.uuid(), name: z.string(), failedAt: z.iso.datetime(), error: z.string() })) }),
})

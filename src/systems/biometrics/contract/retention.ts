/** Prints whose reason has ended: before the court, which orders them destroyed or says why they stay. */
import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { endings } from '../rules/retention.ts'

const At = z.iso.datetime()
const Finding = z.object({ outcome: z.enum(['block', 'warn']), code: z.string(), article: z.string(), confidence: z.enum(['T', 'C', 'P', 'U']), field: z.string().optional(), params: z.record(z.string(), z.union([z.string(), z.number()])).optional() })

export const RetentionView = z.object({
  id: z.uuid(), enrolmentId: z.uuid(), number: z.string(), name: z.string(), juvenile: z.boolean(), takenAt: At, caseId: z.uuid(), caseNumber: z.string(), ending: z.enum(endings), article: z.string(), confidence: z.enum(['T', 'C', 'P', 'U']),
  decidedOn: z.string(), openUntil: z.string().nullable(), since: At, court: z.object({ ar: z.string(), ckb: z.string(), en: z.string() }), state: z.enum(['due', 'asked', 'kept']),
  kept: z.object({ at: At, by: z.string(), reason: z.string(), reviewOn: z.string() }).nullable(), notes: z.array(Finding), mayOrder: z.boolean(),
})
export type RetentionView = z.infer<typeof RetentionView>

/** What is due, and since when. `state`: those kept for a reason wait for their day of review. */
export const listRetention = endpoint({
  name: 'biometrics.retention', method: 'GET', path: '/api/biometrics/retention', may: 'biometrics.read-retention', article: 'CPC 70',
  input: z.object({ state: z.enum(['due', 'kept', 'all']).default('due'), cursor: z.string().max(80).optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }),
  output: z.object({ rows: z.array(RetentionView), next: z.string().nullable(), total: z.int() }),
})
/** The court says why the prints stay, and when it is asked again: within two years at the latest. */
export const keepPrints = endpoint({
  name: 'biometrics.keepPrints', method: 'POST', path: '/api/biometrics/retention/keep', may: 'biometrics.keep-prints', article: 'CPC 70',
  input: z.object({ enrolmentId: z.uuid(), retentionId: z.uuid(), reason: z.string().trim().min(3).max(2000), reviewOn: z.iso.date() }), output: z.object({ id: z.uuid() }),
})

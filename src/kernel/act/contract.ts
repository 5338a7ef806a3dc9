import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'

/** One act in the history of a record. */
export const HistoryEntry = z.object({
  id: z.uuid(), at: z.iso.datetime(), verb: z.string(), actor: z.string().nullable(), office: z.object({ ar: z.string(), ckb: z.string(), en: z.string() }).nullable(),
  basis: z.string().nullable(), reason: z.string().nullable(), detail: z.record(z.string(), z.unknown()), leafIndex: z.int().nullable(), refused: z.boolean(), code: z.string().nullable(),
})
export type HistoryEntry = z.infer<typeof HistoryEntry>

export const readHistory = endpoint({
  name: 'record.history', method: 'GET', path: '/api/records/:id/history', may: 'signed-in',
  input: z.object({ id: z.uuid(), limit: z.coerce.number().int().min(1).max(500).default(200) }),
  output: z.object({ rows: z.array(HistoryEntry) }),
})

/** The clocks of a record, running or ended. */
export const readClocks = endpoint({
  name: 'record.clocks', method: 'GET', path: '/api/records/:id/clocks', may: 'signed-in',
  input: z.object({ id: z.uuid() }),
  output: z.object({ rows: z.array(z.object({ id: z.uuid(), rule: z.string(), startedAt: z.iso.datetime(), dueAt: z.iso.datetime(), state: z.string(), article: z.string(), officeId: z.uuid(), outcome: z.string().nullable(), confidence: z.string() })) }),
})

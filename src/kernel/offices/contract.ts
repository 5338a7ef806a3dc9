import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'

/** An office as pickers and lists show it. */
export const OfficeView = z.object({ id: z.uuid(), kind: z.string(), name: z.object({ ar: z.string(), ckb: z.string(), en: z.string() }), governorate: z.string().nullable(), district: z.string().nullable(), jurisdiction: z.enum(['federal', 'kri']), capacity: z.int().nullable() })
export type OfficeView = z.infer<typeof OfficeView>

export const searchOffices = endpoint({
  name: 'office.search', method: 'GET', path: '/api/offices/search', may: 'signed-in',
  input: z.object({ text: z.string().trim().max(100).optional(), kinds: z.string().max(300).optional(), governorate: z.string().max(10).optional(), limit: z.coerce.number().int().min(1).max(1000).default(50) }),
  output: z.object({ rows: z.array(OfficeView) }),
})

import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'

/** An item that was found and given in. */
export const FoundItem = z.object({
  id: z.uuid(), number: z.string(), version: z.int(), description: z.string(), place: z.string(), foundAt: z.iso.datetime(),
  returnedAt: z.iso.datetime().nullable(), returnedTo: z.string().nullable(),
})
export type FoundItem = z.infer<typeof FoundItem>

export const registerItem = endpoint({
  name: '_example.register', method: 'POST', path: '/api/example/register', may: '_example.register', article: 'Penal 450',
  input: z.object({ description: z.string().trim().min(3).max(500), place: z.string().trim().min(2).max(200), foundAt: z.iso.datetime() }),
  output: z.object({ id: z.uuid(), number: z.string() }),
})
export const returnItem = endpoint({
  name: '_example.return', method: 'POST', path: '/api/example/return', may: '_example.return',
  input: z.object({ id: z.uuid(), version: z.int().positive(), returnedTo: z.string().trim().min(3).max(200) }),
  output: z.object({ id: z.uuid() }),
})
export const listItems = endpoint({
  name: '_example.list', method: 'GET', path: '/api/example', may: '_example.read',
  input: z.object({ limit: z.coerce.number().int().min(1).max(500).default(100) }),
  output: z.object({ rows: z.array(FoundItem) }),
})

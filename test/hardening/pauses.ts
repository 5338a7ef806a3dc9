/** An endpoint that waits where the test wants it to, between the opening and the closing of an act. */
import { sql } from 'kysely'
import { z } from 'zod'
import { act, read, type Tx } from '#kernel/act/act.ts'
import { endpoint, handle } from '#kernel/http/endpoint.ts'
import { defineSystem } from '#kernel/http/system.ts'

export const pausingAct = endpoint({
  name: 'pauses.act', method: 'POST', path: '/api/pauses/act', may: 'pauses.act',
  input: z.object({ label: z.string() }), output: z.object({ id: z.uuid(), number: z.string() }),
})
export const slowRead = endpoint({
  name: 'pauses.read', method: 'GET', path: '/api/pauses/read', may: 'pauses.act',
  input: z.object({ seconds: z.coerce.number() }), output: z.object({}),
})

/** What happens in the pause; the test sets it. */
export const pause: { between: (tx: Tx) => Promise<void> } = { between: async () => {} }

export const pauses = defineSystem({
  name: 'pauses', needs: [], words: {},
  policy: [{ roles: ['station-officer'], may: ['pauses.act'], on: 'new', because: { ar: 'للاختبار', ckb: 'بۆ تاقیکردنەوە', en: 'For the test' } }],
  handlers: [
    handle(pausingAct, async (input, ctx) => act(ctx, { verb: 'pauses.act', subject: { kind: 'paused', create: { label: input.label, series: 'paused' } } }, async (tx) => {
      await pause.between(tx)
      return { id: tx.record.id, number: tx.record.number ?? '' }
    })),
    handle(slowRead, async ({ seconds }, ctx) => read(ctx, async (r) => {
      await sql`select pg_sleep(${seconds})`.execute(r.db)
      return {}
    })),
  ],
})

/** The database's process that serves this act. */
export async function backendOf(tx: Tx): Promise<number> {
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx.db)
  return rows[0]!.pid
}

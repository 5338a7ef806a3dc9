import { act, read } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import type { Database } from '#kernel/db/connect.ts'
import { giveBack } from '#kernel/handover/handover.ts'
import { writtenHere } from './written-here.ts'

/**
 * Gives back the offers that their givers at other nodes asked for and that nobody here has accepted yet. Acceptance and giving back
 * are both acts of this node on one locked record: whichever comes first is the answer.
 * @returns how many were given back
 */
export async function answerRecalls(db: Database, now = new Date()): Promise<number> {
  const ctx = systemCtx(db, now)
  const asked = await read(ctx, (r) => r.db.selectFrom('kernel.recall_request as q').innerJoin('kernel.handover as h', 'h.id', 'q.handover_id').innerJoin('kernel.record as rec', 'rec.id', 'q.record_id')
    .select(['q.handover_id', 'q.asked_by', 'q.reason', 'q.record_id', 'rec.kind']).where('h.state', '=', 'offered').where('rec.state', '=', 'in-transit').where(writtenHere('q.record_id')).orderBy('q.asked_at').limit(500).execute())
  for (const request of asked) {
    await act(ctx, { verb: 'handover.offer', subject: { kind: request.kind, id: request.record_id }, by: 'authority', reason: request.reason, detail: { answer: 'recalled', askedBy: request.asked_by } }, (tx) => giveBack(tx, request))
  }
  return asked.length
}

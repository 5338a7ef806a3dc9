import { sql } from 'kysely'
import { act, read, type Reader } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { moveClocks } from '#kernel/clock/clocks.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { acceptHandover, listHandovers, offerHandover, recallHandover, refuseHandover, type HandoverView } from './contract.ts'
import { accept, offer, recall, refuseOffer } from './handover.ts'
import { handoverRulesOf } from './kinds.ts'

export const handoverHandlers: readonly Handler[] = [
  handle(offerHandover, async (input, ctx) => {
    const kind = await kindOf(ctx, input.recordId)
    const o = { toOffice: input.toOffice, condition: input.condition, sealNumber: input.sealNumber, escort: input.escort }
    return act(ctx, { verb: 'handover.offer', subject: { kind, id: input.recordId }, expectedVersion: input.version, reason: input.reason, input, detail: { toOffice: input.toOffice } }, async (tx) => {
      for (const rules of handoverRulesOf(kind)) await rules.beforeOffer?.(tx, o)
      return { handoverId: await offer(tx, o) }
    })
  }),
  handle(acceptHandover, async (input, ctx) => {
    const kind = await kindOf(ctx, input.recordId)
    return act(ctx, { verb: 'handover.answer', subject: { kind, id: input.recordId }, by: 'authority', reason: input.note, input, detail: { answer: 'accepted' } }, async (tx) => {
      const open = await tx.db.selectFrom('kernel.handover').selectAll().where('record_id', '=', input.recordId).where('state', '=', 'offered').executeTakeFirst()
      if (!open) refuse('kernel.no-open-offer', { status: 409 })
      for (const rules of handoverRulesOf(kind)) await rules.beforeAccept?.(tx, open)
      const done = await accept(tx, input.note)
      await moveClocks(tx, input.recordId, done.from_office, done.to_office)
      for (const rules of handoverRulesOf(kind)) await rules.afterAccept?.(tx, done)
      return { recordId: input.recordId }
    })
  }),
  handle(refuseHandover, async (input, ctx) => {
    const kind = await kindOf(ctx, input.recordId)
    return act(ctx, { verb: 'handover.answer', subject: { kind, id: input.recordId }, by: 'authority', reason: input.reason, input, detail: { answer: 'refused' } }, async (tx) => {
      await refuseOffer(tx, input.reason)
      return { recordId: input.recordId }
    })
  }),
  handle(recallHandover, async (input, ctx) => {
    const kind = await kindOf(ctx, input.recordId)
    return act(ctx, { verb: 'handover.offer', subject: { kind, id: input.recordId }, by: 'authority', reason: input.reason, input, detail: { answer: 'recalled' } }, async (tx) => {
      return { recordId: input.recordId, asked: (await recall(tx, input.reason)) === 'asked' }
    })
  }),
  handle(listHandovers, async (input, ctx) => ({ rows: await read(ctx, (r) => findHandovers(r, input)) })),
]

/** The kind of a record that the session may see; the same answer for one it may not see and one that does not exist. */
export async function kindOf(ctx: Ctx, recordId: string): Promise<string> {
  const row = await read(ctx, (r) => r.db.selectFrom('kernel.record').select('kind').where('id', '=', recordId).executeTakeFirst())
  return row?.kind ?? refuse('kernel.record-unknown', { status: 404 })
}

interface HandoverFilter { direction?: 'in' | 'out' | undefined; recordId?: string | undefined; state?: HandoverView['state'] | undefined; limit: number }

/** Hand-overs of a record, or those offered to (in) or by (out) the session's office; the oldest open offer first. */
export async function findHandovers(r: Reader, filter: HandoverFilter): Promise<HandoverView[]> {
  const office = r.ctx.session?.officeId ?? null
  const side = (o: string) => sql<HandoverView['from']>`jsonb_build_object('id', ${sql.ref(`${o}.id`)}, 'ar', ${sql.ref(`${o}.name_ar`)}, 'ckb', ${sql.ref(`${o}.name_ckb`)}, 'en', ${sql.ref(`${o}.name_en`)})`
  let query = r.db.selectFrom('kernel.handover as h').innerJoin('kernel.record as r', 'r.id', 'h.record_id')
    .innerJoin('kernel.office as f', 'f.id', 'h.from_office').innerJoin('kernel.office as t', 't.id', 'h.to_office')
    .leftJoin('kernel.account as giver', 'giver.id', 'h.offered_by').leftJoin('kernel.account as taker', 'taker.id', 'h.decided_by')
    .select(['h.id', 'h.record_id', 'r.kind', 'r.number', 'r.label', 'h.state', 'h.offered_at', 'h.due_at', 'h.decided_at', 'giver.full_name_ar as giver', 'taker.full_name_ar as taker',
      'h.condition_note', 'h.seal_number', 'h.escort', 'h.reason', side('f').as('from'), side('t').as('to'),
      sql<boolean>`h.state = 'offered' and exists (select from kernel.recall_request q where q.handover_id = h.id)`.as('recall_asked')])
    .orderBy('h.offered_at', filter.recordId ? 'asc' : 'desc').limit(filter.limit)
  if (filter.recordId) query = query.where('h.record_id', '=', filter.recordId)
  if (filter.direction === 'in') query = query.where('h.to_office', '=', office)
  if (filter.direction === 'out') query = query.where('h.from_office', '=', office)
  if (filter.state) query = query.where('h.state', '=', filter.state)
  return (await query.execute()).map((h) => ({
    id: h.id, recordId: h.record_id, recordKind: h.kind, recordNumber: h.number, recordLabel: h.label, from: h.from, to: h.to, state: h.state,
    offeredAt: h.offered_at.toISOString(), dueAt: h.due_at.toISOString(), decidedAt: h.decided_at?.toISOString() ?? null, offeredBy: h.giver ?? '', decidedBy: h.taker,
    condition: h.condition_note, sealNumber: h.seal_number, escort: h.escort, reason: h.reason, recallAsked: h.recall_asked,
  }))
}

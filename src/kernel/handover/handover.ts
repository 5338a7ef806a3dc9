import { randomUUIDv7 } from 'node:crypto'
import { sql, type Selectable } from 'kysely'
import type { Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import type { AccessWhy, HandoverTable } from '#kernel/db/tables.ts'

/** An offer that nobody answers is escalated after this many hours; screens show it ageing before. */
export const answerWithinHours = 24

export type Handover = Selectable<HandoverTable>

export interface Offer {
  readonly toOffice: string
  /** How the record (person, file, exhibit) is when it leaves: injuries, seals, completeness. */
  readonly condition?: string | undefined
  readonly sealNumber?: string | undefined
  readonly escort?: string | undefined
  readonly answerWithinHours?: number
}

/** Offers the act's record to another office. From now until the answer it is in transit, and nobody may change it. */
export async function offer(tx: Tx, o: Offer): Promise<string> {
  const { record } = tx
  if (o.toOffice === record.office_id) refuse('kernel.handover-to-itself', { field: 'toOffice' })
  const to = await tx.db.selectFrom('kernel.office').select(['id', 'valid_to']).where('id', '=', o.toOffice).executeTakeFirst()
  if (!to || to.valid_to !== null) refuse('kernel.office-unknown', { field: 'toOffice' })
  const id = randomUUIDv7()
  await tx.db.insertInto('kernel.handover').values({
    id, record_id: record.id, from_office: record.office_id, to_office: o.toOffice, state: 'offered', offered_at: tx.at, offered_by: actorOf(tx),
    due_at: new Date(tx.at.getTime() + (o.answerWithinHours ?? answerWithinHours) * 3_600_000), condition_note: o.condition ?? null, seal_number: o.sealNumber ?? null,
    escort: o.escort ?? null, decided_at: null, decided_by: null, reason: null,
  }).execute()
  await tx.db.updateTable('kernel.record').set({ state: 'in-transit' }).where('id', '=', record.id).execute()
  await grantAccess(tx, record.id, o.toOffice, 'offered')
  return id
}

/** Takes over: the receiver's office becomes the holder. The giver keeps the right to read what it held. */
export async function accept(tx: Tx, note?: string): Promise<Handover> {
  const open = await openOffer(tx)
  if (open.to_office !== tx.ctx.session?.officeId) refuse('kernel.offered-elsewhere', { status: 403 })
  await tx.db.updateTable('kernel.handover').set({ state: 'accepted', decided_at: tx.at, decided_by: actorOf(tx), reason: note ?? null }).where('id', '=', open.id).execute()
  await tx.db.updateTable('kernel.record').set({ state: 'held', office_id: open.to_office }).where('id', '=', open.record_id).execute()
  await revokeAccess(tx, open.record_id, open.to_office, 'offered')
  await revokeAccess(tx, open.record_id, open.from_office, 'holder')
  await grantAccess(tx, open.record_id, open.from_office, 'past-holder')
  await grantAccess(tx, open.record_id, open.to_office, 'holder')
  return open
}

/** Refuses the offer with a reason: the record stays with the giver. */
export async function refuseOffer(tx: Tx, reason: string): Promise<Handover> {
  const open = await openOffer(tx)
  if (open.to_office !== tx.ctx.session?.officeId) refuse('kernel.offered-elsewhere', { status: 403 })
  await endOffer(tx, open, 'refused', { by: actorOf(tx), reason })
  return open
}

/**
 * The giver takes the offer back. One to an office of another node is not the giver's to end: it is asked for, and given back there
 * unless it has been accepted by then; so it can't be recalled here and accepted there at the same time.
 * @returns whether it is back (`recalled`) or was asked for (`asked`)
 */
export async function recall(tx: Tx, reason: string): Promise<'recalled' | 'asked'> {
  const open = await openOffer(tx)
  if (open.from_office !== tx.ctx.session?.officeId) refuse('kernel.held-elsewhere', { status: 403 })
  const { rows: [at] } = await sql<{ node: string | null }>`select kernel.elsewhere(${tx.record.writer ?? null}) as node`.execute(tx.db)
  if (at?.node) {
    await tx.db.insertInto('kernel.recall_request').values({ id: randomUUIDv7(), record_id: open.record_id, handover_id: open.id, asked_at: tx.at, asked_by: actorOf(tx), reason }).execute()
    return 'asked'
  }
  await endOffer(tx, open, 'recalled', { by: actorOf(tx), reason })
  return 'recalled'
}

/** Gives an offer back that its giver at another node asked for. Nothing, where it was answered before. */
export async function giveBack(tx: Tx, request: { readonly handover_id: string; readonly asked_by: string; readonly reason: string }): Promise<void> {
  const open = await tx.db.selectFrom('kernel.handover').selectAll().where('id', '=', request.handover_id).where('state', '=', 'offered').executeTakeFirst()
  if (open) await endOffer(tx, open, 'recalled', { by: request.asked_by, reason: request.reason })
}

async function endOffer(tx: Tx, open: Handover, state: 'refused' | 'recalled', { by, reason }: { by: string; reason: string }): Promise<void> {
  await tx.db.updateTable('kernel.handover').set({ state, decided_at: tx.at, decided_by: by, reason }).where('id', '=', open.id).execute()
  await tx.db.updateTable('kernel.record').set({ state: 'held' }).where('id', '=', open.record_id).execute()
  await revokeAccess(tx, open.record_id, open.to_office, 'offered')
}

async function openOffer(tx: Tx): Promise<Handover> {
  const open = await tx.db.selectFrom('kernel.handover').selectAll().where('record_id', '=', tx.record.id).where('state', '=', 'offered').executeTakeFirst()
  return open ?? refuse('kernel.no-open-offer', { status: 409 })
}

/** Lets an office read a record, in a capacity that its policy knows (the judge of the case, the prosecution, the court). */
export async function grantAccess(tx: Tx, recordId: string, officeId: string, why: AccessWhy, expiresAt: Date | null = null): Promise<void> {
  await tx.db.insertInto('kernel.record_access').values({ record_id: recordId, office_id: officeId, why, expires_at: expiresAt })
    .onConflict((c) => c.columns(['record_id', 'office_id', 'why']).doUpdateSet({ expires_at: expiresAt })).execute()
}

/** Takes a capacity back. */
export async function revokeAccess(tx: Tx, recordId: string, officeId: string, why: AccessWhy): Promise<void> {
  await tx.db.deleteFrom('kernel.record_access').where('record_id', '=', recordId).where('office_id', '=', officeId).where('why', '=', why).execute()
}

function actorOf(tx: Tx): string {
  return tx.ctx.session?.accountId ?? refuse('kernel.sign-in-first', { status: 401 })
}

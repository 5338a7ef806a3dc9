import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'

/**
 * Seals the act's record under an article (a juvenile's, a protected witness's): from now on only the offices that are party to it
 * read it, nation-wide posts included, and each reading is written down.
 */
export async function sealRecord(tx: Tx, basis: string): Promise<void> {
  if (await isSealed(tx, tx.record.id)) refuse('access.sealed-already', { status: 409 })
  await tx.db.insertInto('kernel.sealed').values({ record_id: tx.record.id, basis }).execute()
}

/** Lifts the seal. That it was sealed, and who read it meanwhile, stays in the history. */
export async function unsealRecord(tx: Tx): Promise<void> {
  const { numDeletedRows } = await tx.db.deleteFrom('kernel.sealed').where('record_id', '=', tx.record.id).executeTakeFirst()
  if (numDeletedRows === 0n) refuse('access.not-sealed', { status: 409 })
}

/** Whether a record is sealed. */
export async function isSealed(r: Reader, recordId: string): Promise<boolean> {
  return (await r.db.selectFrom('kernel.sealed').select('record_id').where('record_id', '=', recordId).executeTakeFirst()) !== undefined
}

/**
 * Writes down that this session read a record, where that must be known: the record is sealed, or was opened through broken glass.
 * Called by every handler that opens a record; does nothing for any other record and for the platform's own jobs.
 */
export async function noteSealedRead(ctx: Ctx, recordId: string, verb: string): Promise<void> {
  if (!ctx.session) return
  await sql`select kernel.note_read(${randomUUIDv7()}, ${recordId}, ${ctx.session.accountId}, ${ctx.session.postId}, ${verb})`.execute(ctx.db.app)
}

export interface SealedRead { readonly at: Date; readonly person: string; readonly postId: string | null; readonly verb: string }

/** Who read a sealed record, the latest first. Empty for whoever does not oversee. */
export async function listSealedReads(r: Reader, recordId: string, limit = 200): Promise<SealedRead[]> {
  const rows = await r.db.selectFrom('kernel.sealed_read as s').innerJoin('kernel.account as a', 'a.id', 's.account_id')
    .select(['s.at', 's.post_id', 's.verb', 'a.full_name_ar']).where('s.record_id', '=', recordId).orderBy('s.at', 'desc').limit(limit).execute()
  return rows.map((s) => ({ at: s.at, person: s.full_name_ar, postId: s.post_id, verb: s.verb }))
}

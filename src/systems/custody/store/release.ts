/** Release orders on their way to being proven, and bail. */
import { randomUUIDv7 } from 'node:crypto'
import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { writtenHere } from '#kernel/nodes/written-here.ts'
import type { ReleaseProgress } from '../rules/release.ts'
import type { BailRow, CustodyTables, ReleaseOrderRow } from './tables.ts'

const db = (r: Reader) => r.db.withTables<CustodyTables>()

/** A release order with what lists show of its custody and offices. */
export type ReleaseListRow = ReleaseOrderRow & {
  version: number; state: string; custody_number: string; name_display: string; age_group: string; items: string
  from_ar: string; from_ckb: string; from_en: string; held_by: string; holder_ar: string; holder_ckb: string; holder_en: string
}

/** The order that is not proven to the end yet: not withdrawn, not kept for another case, the slip not given. */
export async function findReleaseToProve(r: Reader, custodyId: string): Promise<ReleaseOrderRow | undefined> {
  return db(r).selectFrom('custody.release_order').selectAll().where('custody_id', '=', custodyId)
    .where('withdrawn_at', 'is', null).where('kept_at', 'is', null).where('slip_given_at', 'is', null).orderBy('ordered_at', 'desc').limit(1).executeTakeFirst()
}

export async function updateRelease(tx: Tx, id: string, change: Updateable<CustodyTables['custody.release_order']>): Promise<void> {
  await db(tx).updateTable('custody.release_order').set(change).where('id', '=', id).execute()
}

/** The steps taken so far, as the rules read them. */
export function stepsTaken(o: ReleaseOrderRow): ReleaseProgress {
  const taken: [keyof ReleaseProgress, Date | null][] = [
    ['ordered', o.ordered_at], ['received', o.received_at], ['checked', o.checked_at], ['freed', o.freed_at], ['property-returned', o.property_returned_at], ['slip-given', o.slip_given_at],
  ]
  return Object.fromEntries(taken.filter(([, at]) => at !== null))
}

const shown = (r: Reader) => db(r).selectFrom('custody.release_order as o').innerJoin('custody.custody as c', 'c.id', 'o.custody_id').innerJoin('kernel.record as rec', 'rec.id', 'o.custody_id')
  .innerJoin('kernel.office as f', 'f.id', 'o.office_id').innerJoin('kernel.office as h', 'h.id', 'rec.office_id')

/** Release orders that this session may see, the oldest first (done ones: the latest first), a page at a time after `cursor` (an order's id). */
export async function listReleaseRows(r: Reader, where: { state: 'open' | 'done' | 'all'; custodyId?: string | undefined; cursor?: string | undefined; limit: number }): Promise<ReleaseListRow[]> {
  let query = shown(r).selectAll('o').select([
    'rec.version', 'rec.state', 'c.number as custody_number', 'c.name_display', 'c.age_group', 'rec.office_id as held_by',
    'f.name_ar as from_ar', 'f.name_ckb as from_ckb', 'f.name_en as from_en', 'h.name_ar as holder_ar', 'h.name_ckb as holder_ckb', 'h.name_en as holder_en',
  ]).select((eb) => eb.selectFrom('custody.property_item as p').whereRef('p.custody_id', '=', 'o.custody_id').where('p.returned_at', 'is', null).select((e) => e.fn.countAll<string>().as('n')).as('items'))
  if (where.custodyId) query = query.where('o.custody_id', '=', where.custodyId)
  if (where.state === 'open') query = query.where('o.slip_given_at', 'is', null).where('o.withdrawn_at', 'is', null).where('o.kept_at', 'is', null)
  if (where.state === 'done') query = query.where((eb) => eb.or([eb('o.slip_given_at', 'is not', null), eb('o.withdrawn_at', 'is not', null), eb('o.kept_at', 'is not', null)]))
  const [order, after] = where.state === 'open' ? ['asc', '>'] as const : ['desc', '<'] as const
  if (where.cursor) query = query.where('o.id', after, where.cursor)
  // Ids are of the moment they were made: their order is the order of the orders.
  return (await query.orderBy('o.id', order).limit(where.limit).execute()) as ReleaseListRow[]
}

/** How many orders wait to be executed, of those that this session may see. */
export async function countOpenReleases(r: Reader): Promise<number> {
  const row = await db(r).selectFrom('custody.release_order').select((eb) => eb.fn.countAll<string>().as('n'))
    .where('slip_given_at', 'is', null).where('withdrawn_at', 'is', null).where('kept_at', 'is', null).executeTakeFirstOrThrow()
  return Number(row.n)
}

/** Orders older than `before` whose person is still inside, and for which no alarm of this kind stands. */
export async function listLateReleases(r: Reader, before: Date, limit: number): Promise<{ id: string; custody_id: string; ordered_at: Date; number: string; held_by: string; office_id: string }[]> {
  return db(r).selectFrom('custody.release_order as o').innerJoin('kernel.record as rec', 'rec.id', 'o.custody_id')
    .select(['o.id', 'o.custody_id', 'o.ordered_at', 'o.number', 'rec.office_id as held_by', 'o.office_id'])
    .where('o.freed_at', 'is', null).where('o.withdrawn_at', 'is', null).where('o.kept_at', 'is', null).where('o.ordered_at', '<=', before).where(writtenHere('o.custody_id'))
    .where((eb) => eb.not(eb.exists(eb.selectFrom('kernel.alarm as a').select('a.id').whereRef('a.record_id', '=', 'o.custody_id').where('a.kind', '=', 'release-late').whereRef('a.raised_at', '>=', 'o.ordered_at'))))
    .orderBy('o.ordered_at').limit(limit).execute()
}

export async function insertBail(tx: Tx, row: Omit<Insertable<CustodyTables['custody.bail']>, 'id' | 'guarantor_name' | 'guarantor_document' | 'given_at' | 'given_by'> & { guarantor_name?: string | null }): Promise<string> {
  const id = randomUUIDv7()
  await db(tx).insertInto('custody.bail').values({ guarantor_name: null, guarantor_document: null, given_at: null, given_by: null, ...row, id }).execute()
  return id
}

export async function findBail(r: Reader, custodyId: string, bailId: string): Promise<BailRow | undefined> {
  return db(r).selectFrom('custody.bail').selectAll().where('id', '=', bailId).where('custody_id', '=', custodyId).executeTakeFirst()
}

export async function updateBail(tx: Tx, id: string, change: Updateable<CustodyTables['custody.bail']>): Promise<void> {
  await db(tx).updateTable('custody.bail').set(change).where('id', '=', id).execute()
}

export type BailListRow = Selectable<CustodyTables['custody.bail']> & { decider: string; giver: string | null }

/** What was asked and given for a person, the latest first. */
export async function listBail(r: Reader, custodyId: string): Promise<BailListRow[]> {
  return db(r).selectFrom('custody.bail as b').innerJoin('kernel.account as d', 'd.id', 'b.decided_by').leftJoin('kernel.account as g', 'g.id', 'b.given_by')
    .selectAll('b').select(['d.full_name_ar as decider', 'g.full_name_ar as giver']).where('b.custody_id', '=', custodyId).orderBy('b.decided_at', 'desc').execute()
}

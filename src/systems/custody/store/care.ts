/** Examinations, allegations and property of a person held. */
import { randomUUIDv7 } from 'node:crypto'
import type { Insertable, Updateable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import type { AllegationRow, CustodyTables, MedicalExamRow, PropertyItemRow } from './tables.ts'

const db = (r: Reader) => r.db.withTables<CustodyTables>()

export async function insertExam(tx: Tx, row: Insertable<CustodyTables['custody.medical_exam']>): Promise<void> {
  await db(tx).insertInto('custody.medical_exam').values(row).execute()
}

export async function listExams(r: Reader, custodyId: string): Promise<MedicalExamRow[]> {
  return db(r).selectFrom('custody.medical_exam').selectAll().where('custody_id', '=', custodyId).orderBy('at', 'desc').execute()
}

export async function insertAllegation(tx: Tx, row: Omit<Insertable<CustodyTables['custody.allegation']>, 'examined_at' | 'closed_at' | 'outcome'>): Promise<void> {
  await db(tx).insertInto('custody.allegation').values({ ...row, examined_at: null, closed_at: null, outcome: null }).execute()
}

export async function updateAllegation(tx: Tx, id: string, change: Updateable<CustodyTables['custody.allegation']>): Promise<void> {
  await db(tx).updateTable('custody.allegation').set(change).where('id', '=', id).execute()
}

export async function findAllegation(r: Reader, id: string): Promise<AllegationRow | undefined> {
  return db(r).selectFrom('custody.allegation').selectAll().where('id', '=', id).executeTakeFirst()
}

export async function insertAllegationNote(tx: Tx, note: { allegationId: string; at: Date; note: string }): Promise<void> {
  await db(tx).insertInto('custody.allegation_note').values({ id: randomUUIDv7(), allegation_id: note.allegationId, at: note.at, by_name: tx.ctx.session?.personName ?? '', note: note.note }).execute()
}

export type AllegationListRow = AllegationRow & {
  number: string | null; version: number; state: 'held' | 'in-transit' | 'closed'; office_id: string; holder_ar: string; holder_ckb: string; holder_en: string
  against_ar: string | null; against_ckb: string | null; against_en: string | null; custody_number: string | null; name_display: string | null
  notes: { at: string; by: string; text: string }[]
}

/** Allegations that this session may see, the oldest first. The custody's own facts only where it may see that too. */
export async function listAllegationRows(r: Reader, where: { custodyId?: string | undefined; state: 'open' | 'closed' | 'all'; limit: number }): Promise<AllegationListRow[]> {
  let query = db(r).selectFrom('custody.allegation as a').innerJoin('kernel.record as rec', 'rec.id', 'a.id').innerJoin('kernel.office as h', 'h.id', 'rec.office_id')
    .leftJoin('kernel.office as g', 'g.id', 'a.against_office').leftJoin('custody.custody as c', 'c.id', 'a.custody_id')
    .selectAll('a').select(['rec.number', 'rec.version', 'rec.state', 'rec.office_id', 'h.name_ar as holder_ar', 'h.name_ckb as holder_ckb', 'h.name_en as holder_en',
      'g.name_ar as against_ar', 'g.name_ckb as against_ckb', 'g.name_en as against_en', 'c.number as custody_number', 'c.name_display'])
    .orderBy('a.alleged_at').limit(where.limit)
  if (where.custodyId) query = query.where('a.custody_id', '=', where.custodyId)
  if (where.state !== 'all') query = query.where('a.closed_at', where.state === 'open' ? 'is' : 'is not', null)
  const rows = await query.execute()
  const notes = rows.length === 0 ? [] : await db(r).selectFrom('custody.allegation_note').selectAll().where('allegation_id', 'in', rows.map(({ id }) => id)).orderBy('at').orderBy('id').execute()
  return rows.map((row) => ({ ...row, notes: notes.filter((n) => n.allegation_id === row.id).map((n) => ({ at: n.at.toISOString(), by: n.by_name, text: n.note })) }))
}

export async function insertProperty(tx: Tx, custodyId: string, items: readonly { description: string; quantity: number; seal?: string | undefined }[]): Promise<void> {
  await db(tx).insertInto('custody.property_item').values(items.map((item) => ({
    id: randomUUIDv7(), custody_id: custodyId, description: item.description, quantity: item.quantity, seal_number: item.seal ?? null, taken_at: tx.at, returned_at: null, returned_to: null,
  }))).execute()
}

export async function listProperty(r: Reader, custodyId: string): Promise<PropertyItemRow[]> {
  return db(r).selectFrom('custody.property_item').selectAll().where('custody_id', '=', custodyId).orderBy('taken_at').orderBy('id').execute()
}

/** Marks these things as given back; gives those that were still in the store. */
export async function returnItems(tx: Tx, custodyId: string, ids: readonly string[], to: string): Promise<PropertyItemRow[]> {
  if (ids.length === 0) return []
  return db(tx).updateTable('custody.property_item').set({ returned_at: tx.at, returned_to: to })
    .where('custody_id', '=', custodyId).where('id', 'in', [...ids]).where('returned_at', 'is', null).returningAll().execute()
}

import { visible } from '#kernel/access/policy.ts'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import type { MarkFacts, MarkRow, SearchTables } from './search-tables.ts'

const db = (r: Reader) => r.db.withTables<SearchTables>()
const columns = ['m.id', 'm.number', 'm.case_id', 'm.exhibit', 'm.place', 'm.lifted_at', 'm.lifted_by', 'm.note', 'm.office_id', 'm.entered_by', 'm.entered_at', 'm.state', 'm.state_reason', 'm.person_id', 'm.quality', 'm.minutiae', 'm.width', 'm.height', 'm.dpi',
  'm.image_type', 'm.key_id', 'm.template_key_id'] as const

export type ListedMark = MarkFacts & { version: number; case_number: string | null; office_ar: string; office_ckb: string; office_en: string; entered_by_name: string }
export interface MarkFilter { readonly id?: string; readonly state?: MarkRow['state'] | undefined; readonly caseId?: string | undefined }

/** Marks that the session may know of, the newest first. */
export async function listMarkRows(r: Reader, f: MarkFilter, limit: number, cursor?: string): Promise<ListedMark[]> {
  let query = db(r).selectFrom('biometrics.mark as m').innerJoin('kernel.record as r', 'r.id', 'm.id').innerJoin('kernel.office as o', 'o.id', 'm.office_id').innerJoin('kernel.account as a', 'a.id', 'm.entered_by').leftJoin('kernel.record as c', 'c.id', 'm.case_id')
    .select(columns).select(['r.version', 'c.number as case_number', 'o.name_ar as office_ar', 'o.name_ckb as office_ckb', 'o.name_en as office_en', 'a.full_name_ar as entered_by_name'])
    .where(visible(r.ctx, 'biometrics.read-marks', 'm.id')).orderBy('m.id', 'desc').limit(limit)
  if (f.id) query = query.where('m.id', '=', f.id)
  if (f.state) query = query.where('m.state', '=', f.state)
  if (f.caseId) query = query.where('m.case_id', '=', f.caseId)
  if (cursor) query = query.where('m.id', '<', cursor)
  return query.execute()
}

export async function insertMark(tx: Tx, row: Omit<MarkRow, 'state' | 'state_reason' | 'person_id'>): Promise<void> {
  await db(tx).insertInto('biometrics.mark').values({ ...row, state_reason: null, person_id: null }).execute()
}

export async function lockMark(tx: Tx, id: string): Promise<MarkRow> {
  return (await db(tx).selectFrom('biometrics.mark').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()) ?? refuse('kernel.record-unknown', { status: 404 })
}

export async function updateMark(tx: Tx, id: string, changes: Partial<Pick<MarkRow, 'state' | 'state_reason' | 'person_id'>>): Promise<void> {
  await db(tx).updateTable('biometrics.mark').set(changes).where('id', '=', id).execute()
}

/** The mark with its sealed image and template. */
export async function sealedMark(r: Reader, id: string): Promise<MarkRow | undefined> {
  return db(r).selectFrom('biometrics.mark').selectAll().where('id', '=', id).executeTakeFirst()
}

/** The sealed templates of unsolved marks: a new enrolment is laid beside them. Oldest first. */
export async function unsolvedMarks(r: Reader, most: number): Promise<Pick<MarkRow, 'id' | 'number' | 'case_id' | 'office_id' | 'sealed_template' | 'template_key_id'>[]> {
  return db(r).selectFrom('biometrics.mark').select(['id', 'number', 'case_id', 'office_id', 'sealed_template', 'template_key_id']).where('state', '=', 'unsolved').orderBy('id').limit(most).execute()
}

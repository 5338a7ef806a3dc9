import { randomUUIDv7 } from 'node:crypto'
import type { Insertable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { nextNumber } from '#kernel/numbering/numbering.ts'
import { actorOf } from './party.ts'
import type { CaseTables, DiaryTable, SceneTable, SearchTable, StatementTable } from './tables.ts'

/** Writes into the book of an office; the number is the next one of that office and year, without gaps. */
export async function insertDiaryEntry(tx: Tx, e: Pick<DiaryTable, 'case_id' | 'informant' | 'witnesses' | 'summary' | 'signed' | 'corrects'> & { officeId: string; informedAt: Date; id?: string }): Promise<{ id: string; number: string }> {
  const id = e.id ?? randomUUIDv7()
  const number = await nextNumber(tx, 'diary', e.officeId)
  await tx.db.withTables<CaseTables>().insertInto('cases.diary_entry').values({
    id, case_id: e.case_id, office_id: e.officeId, number, informed_at: e.informedAt, entered_at: tx.at, entered_by: actorOf(tx), informant: e.informant, witnesses: e.witnesses,
    summary: e.summary, signed: e.signed, corrects: e.corrects,
  }).execute()
  return { id, number }
}

export async function insertStatement(tx: Tx, s: Omit<Insertable<StatementTable>, 'id'>): Promise<string> {
  const id = randomUUIDv7()
  await tx.db.withTables<CaseTables>().insertInto('cases.statement').values({ ...s, id }).execute()
  return id
}

export async function insertSearch(tx: Tx, s: Omit<Insertable<SearchTable>, 'id'>): Promise<string> {
  const id = randomUUIDv7()
  await tx.db.withTables<CaseTables>().insertInto('cases.search_record').values({ ...s, id }).execute()
  return id
}

export async function insertScene(tx: Tx, s: Omit<Insertable<SceneTable>, 'id'>): Promise<string> {
  const id = randomUUIDv7()
  await tx.db.withTables<CaseTables>().insertInto('cases.scene_record').values({ ...s, id }).execute()
  return id
}

export async function findStatements(r: Reader, caseId: string) {
  return r.db.withTables<CaseTables>().selectFrom('cases.statement as s').innerJoin('kernel.account as a', 'a.id', 's.recorded_by').selectAll('s').select('a.full_name_ar as recorder')
    .where('s.case_id', '=', caseId).orderBy('s.started_at').orderBy('s.id').execute()
}

export async function findSearches(r: Reader, caseId: string) {
  return r.db.withTables<CaseTables>().selectFrom('cases.search_record as s').innerJoin('kernel.account as a', 'a.id', 's.recorded_by').selectAll('s').select('a.full_name_ar as recorder')
    .where('s.case_id', '=', caseId).orderBy('s.started_at').orderBy('s.id').execute()
}

export async function findScenes(r: Reader, caseId: string) {
  return r.db.withTables<CaseTables>().selectFrom('cases.scene_record as s').innerJoin('kernel.account as a', 'a.id', 's.recorded_by').selectAll('s').select('a.full_name_ar as recorder')
    .where('s.case_id', '=', caseId).orderBy('s.inspected_at').orderBy('s.id').execute()
}

/** Entries of a case, or of an office's book between two instants; the book is read newest first. */
export async function findDiary(r: Reader, where: { caseId: string } | { officeId: string; from: Date; to: Date; before?: string | undefined; limit: number }) {
  let query = r.db.withTables<CaseTables>().selectFrom('cases.diary_entry as d').innerJoin('kernel.account as a', 'a.id', 'd.entered_by').leftJoin('kernel.record as r', 'r.id', 'd.case_id')
    .selectAll('d').select(['a.full_name_ar as writer', 'r.number as case_number'])
  if ('caseId' in where) query = query.where('d.case_id', '=', where.caseId).orderBy('d.entered_at').orderBy('d.id')
  else {
    query = query.where('d.office_id', '=', where.officeId).where('d.entered_at', '>=', where.from).where('d.entered_at', '<=', where.to).orderBy('d.entered_at', 'desc').orderBy('d.id', 'desc').limit(where.limit)
    if (where.before) query = query.where('d.id', '<', where.before)
  }
  return query.execute()
}

/** Whose book an entry stands in. */
export async function findEntryOffice(r: Reader, entryId: string): Promise<string | undefined> {
  return (await r.db.withTables<CaseTables>().selectFrom('cases.diary_entry').select('office_id').where('id', '=', entryId).executeTakeFirst())?.office_id
}

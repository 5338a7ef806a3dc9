import type { Insertable, Updateable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import type { CountRow, CourtTables, JudgmentRow, JudgmentTable, MemorandumRow, SentenceEnd, SentenceRow, SheetRow } from './tables.ts'

export async function insertJudgment(tx: Tx, row: Insertable<JudgmentTable>): Promise<void> {
  await tx.db.withTables<CourtTables>().insertInto('courts.judgment').values(row).execute()
}

export async function insertCount(tx: Tx, row: Insertable<CourtTables['courts.count']>): Promise<void> {
  await tx.db.withTables<CourtTables>().insertInto('courts.count').values(row).execute()
}

export async function insertSentence(tx: Tx, row: Insertable<CourtTables['courts.sentence']>): Promise<void> {
  await tx.db.withTables<CourtTables>().insertInto('courts.sentence').values(row).execute()
}

export async function insertMemorandum(tx: Tx, row: Insertable<CourtTables['courts.memorandum']>): Promise<void> {
  await tx.db.withTables<CourtTables>().insertInto('courts.memorandum').values(row).execute()
}

export async function insertSheet(tx: Tx, row: Insertable<CourtTables['courts.charge_sheet']>): Promise<void> {
  await tx.db.withTables<CourtTables>().insertInto('courts.charge_sheet').values(row).execute()
}

/** Every judgment of a case, oldest first. */
export async function listJudgments(r: Reader, caseId: string): Promise<JudgmentRow[]> {
  return r.db.withTables<CourtTables>().selectFrom('courts.judgment').selectAll().where('case_id', '=', caseId).orderBy('given_at').orderBy('id').execute()
}

/** A judgment of this case, or the refusal that there is none such. */
export async function getJudgmentOf(r: Reader, caseId: string, judgmentId: string): Promise<JudgmentRow> {
  return (await listJudgments(r, caseId)).find((j) => j.id === judgmentId) ?? refuse('courts.judgment-unknown', { status: 404, field: 'judgmentId' })
}

export async function updateJudgment(tx: Tx, id: string, change: Updateable<JudgmentTable>): Promise<void> {
  await tx.db.withTables<CourtTables>().updateTable('courts.judgment').set(change).where('id', '=', id).execute()
}

export async function listCounts(r: Reader, caseId: string): Promise<CountRow[]> {
  return r.db.withTables<CourtTables>().selectFrom('courts.count').selectAll().where('case_id', '=', caseId).orderBy('id').execute()
}

export async function listSentences(r: Reader, caseId: string): Promise<SentenceRow[]> {
  return r.db.withTables<CourtTables>().selectFrom('courts.sentence').selectAll().where('case_id', '=', caseId).orderBy('imposed_at').orderBy('id').execute()
}

export async function endSentence(tx: Tx, id: string, why: SentenceEnd): Promise<void> {
  await tx.db.withTables<CourtTables>().updateTable('courts.sentence').set({ ended_at: tx.at, ended_why: why }).where('id', '=', id).where('ended_at', 'is', null).execute()
}

export async function listMemoranda(r: Reader, caseId: string): Promise<MemorandumRow[]> {
  return r.db.withTables<CourtTables>().selectFrom('courts.memorandum').selectAll().where('case_id', '=', caseId).orderBy('issued_at').orderBy('id').execute()
}

/** Ends the live memorandum of a judgment and gives it back; undefined when there is none. */
export async function endMemorandum(tx: Tx, judgmentId: string, why: string): Promise<MemorandumRow | undefined> {
  return tx.db.withTables<CourtTables>().updateTable('courts.memorandum').set({ ended_at: tx.at, ended_why: why }).where('judgment_id', '=', judgmentId).where('ended_at', 'is', null).returningAll().executeTakeFirst()
}

/** Charge sheets of a case, oldest first; one that another replaces stays. */
export async function listSheets(r: Reader, caseId: string): Promise<SheetRow[]> {
  return r.db.withTables<CourtTables>().selectFrom('courts.charge_sheet').selectAll().where('case_id', '=', caseId).orderBy('signed_at').orderBy('id').execute()
}

/** The sheets that stand against a person in a trial: those that no later one replaces. */
export function standingSheets(sheets: readonly SheetRow[], trialId: string, personId: string): SheetRow[] {
  const replaced = new Set(sheets.map((s) => s.replaces))
  return sheets.filter((s) => s.trial_id === trialId && s.person_id === personId && !replaced.has(s.id))
}

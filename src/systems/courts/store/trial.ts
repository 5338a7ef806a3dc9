import { randomUUIDv7 } from 'node:crypto'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { nextNumber } from '#kernel/numbering/numbering.ts'
import type { CourtTables, OffenceClass, TrialRow } from './tables.ts'

/** Enters a case in the court's register under its next number. */
export async function openTrial(tx: Tx, t: { caseId: string; courtId: string; why: TrialRow['why']; cls: OffenceClass; juvenile: boolean }): Promise<TrialRow> {
  return tx.db.withTables<CourtTables>().insertInto('courts.trial').values({
    id: randomUUIDv7(), case_id: t.caseId, court_id: t.courtId, number: await nextNumber(tx, 'trial', t.courtId), why: t.why, class: t.cls, juvenile: t.juvenile, opened_at: tx.at,
    opened_by: tx.ctx.session?.accountId ?? null, ended_at: null,
  }).returningAll().executeTakeFirstOrThrow()
}

/** Every time the case came before a court, oldest first. */
export async function listTrialsOf(r: Reader, caseId: string): Promise<TrialRow[]> {
  return r.db.withTables<CourtTables>().selectFrom('courts.trial').selectAll().where('case_id', '=', caseId).orderBy('opened_at').orderBy('id').execute()
}

/** The trial that is open in a case; undefined when none is. */
export async function findOpenTrial(r: Reader, caseId: string): Promise<TrialRow | undefined> {
  return r.db.withTables<CourtTables>().selectFrom('courts.trial').selectAll().where('case_id', '=', caseId).where('ended_at', 'is', null).executeTakeFirst()
}

/** The open trial, which must be this office's. @throws Refusal courts.no-open-trial */
export async function getOpenTrial(r: Reader, caseId: string): Promise<TrialRow> {
  const open = await findOpenTrial(r, caseId)
  if (!open || open.court_id !== r.ctx.session?.officeId) refuse('courts.no-open-trial', { status: 409 })
  return open
}

export async function endTrial(tx: Tx, trialId: string): Promise<void> {
  await tx.db.withTables<CourtTables>().updateTable('courts.trial').set({ ended_at: tx.at }).where('id', '=', trialId).where('ended_at', 'is', null).execute()
}

import { randomUUIDv7 } from 'node:crypto'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { nextNumber } from '#kernel/numbering/numbering.ts'
import type { Finding } from '#kernel/words/finding.ts'
import { actorOf } from './party.ts'
import type { CaseTables, DecisionKind, DecisionRow, SettlementRow, SettlementTable } from './tables.ts'

export interface NewDecision {
  readonly caseId: string; readonly kind: DecisionKind; readonly personIds: readonly string[]; readonly article: string; readonly reasons: string
  readonly detail?: Readonly<Record<string, unknown>>; readonly warnings?: readonly Finding[]; readonly trialCourtId?: string | null; readonly settlementId?: string | null
}

/** Writes down a judge's decision, with the next number of the judge's court. */
export async function insertDecision(tx: Tx, d: NewDecision): Promise<{ id: string; number: string }> {
  const session = tx.ctx.session ?? refuse('kernel.sign-in-first', { status: 401 })
  const id = randomUUIDv7()
  const number = await nextNumber(tx, 'decision', session.officeId)
  await tx.db.withTables<CaseTables>().insertInto('cases.decision').values({
    id, case_id: d.caseId, number, kind: d.kind, person_ids: [...d.personIds], article: d.article, reasons: d.reasons, detail: JSON.stringify(d.detail ?? {}),
    warnings: JSON.stringify(d.warnings ?? []), trial_court_id: d.trialCourtId ?? null, decided_at: tx.at, decided_by: actorOf(tx), judge_name: session.personName,
    office_id: session.officeId, settlement_id: d.settlementId ?? null,
  }).execute()
  return { id, number }
}

/** Every decision of a case, oldest first. */
export async function findDecisions(r: Reader, caseId: string): Promise<DecisionRow[]> {
  return r.db.withTables<CaseTables>().selectFrom('cases.decision').selectAll().where('case_id', '=', caseId).orderBy('decided_at').orderBy('id').execute()
}

export async function insertSettlement(tx: Tx, s: Omit<SettlementTable, 'id' | 'made_at' | 'recorded_by' | 'office_id'>): Promise<string> {
  const id = randomUUIDv7()
  await tx.db.withTables<CaseTables>().insertInto('cases.settlement').values({ ...s, id, made_at: tx.at, recorded_by: actorOf(tx), office_id: tx.ctx.session?.officeId ?? tx.record.office_id }).execute()
  return id
}

export async function findSettlements(r: Reader, caseId: string): Promise<SettlementRow[]> {
  return r.db.withTables<CaseTables>().selectFrom('cases.settlement').selectAll().where('case_id', '=', caseId).orderBy('made_at').orderBy('id').execute()
}

/** Links two cases in this system's book and in the kernel's, where a conflict of interest is looked for. */
export async function linkCases(tx: Tx, l: { caseId: string; otherId: string; why: 'joined' | 'split' | 'related'; article: string; reason: string }): Promise<void> {
  await tx.db.withTables<CaseTables>().insertInto('cases.case_link').values({ id: randomUUIDv7(), case_id: l.caseId, other_id: l.otherId, why: l.why, article: l.article, reason: l.reason, at: tx.at }).execute()
  await tx.db.insertInto('kernel.record_link').values({ id: randomUUIDv7(), from_id: l.caseId, to_id: l.otherId, why: l.why }).onConflict((c) => c.doNothing()).execute()
  tx.also(l.otherId)
}

/** The cases that this one was joined with or split from, in both directions. */
export async function findLinks(r: Reader, caseId: string) {
  return r.db.withTables<CaseTables>().selectFrom('cases.case_link as l').leftJoin('kernel.record as a', 'a.id', 'l.case_id').leftJoin('kernel.record as b', 'b.id', 'l.other_id')
    .select(['l.id', 'l.case_id', 'l.other_id', 'l.why', 'l.article', 'l.reason', 'l.at', 'a.number as number', 'b.number as other_number'])
    .where((eb) => eb.or([eb('l.case_id', '=', caseId), eb('l.other_id', '=', caseId)])).orderBy('l.at').execute()
}

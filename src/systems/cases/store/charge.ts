import { randomUUIDv7 } from 'node:crypto'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { findOffence } from '#systems/offences/public.ts'
import { isKnownOffence, type Accusation } from '../law.ts'
import { actorOf } from './party.ts'
import type { CaseTables, ChargeEnd, ChargeRow } from './tables.ts'

/** A row as the rules see it. */
export function accusationOf(c: ChargeRow): Accusation {
  return { personId: c.person_id, offenceCode: c.offence_code, circumstance: c.circumstance, attempt: c.attempt, actOn: c.act_on }
}

/** Adds a charge, after the catalogue has been asked whether there is such an offence and circumstance. */
export async function insertCharge(tx: Tx, c: { caseId: string; jurisdiction: 'federal' | 'kri'; reason?: string | null; replaces?: string | null } & Accusation): Promise<string> {
  if (!isKnownOffence(c, c.jurisdiction)) refuse('cases.offence-unknown', { field: 'offenceCode', params: { code: c.offenceCode } })
  const id = randomUUIDv7()
  await tx.db.withTables<CaseTables>().insertInto('cases.charge').values({
    id, case_id: c.caseId, person_id: c.personId, offence_code: findOffence(c.offenceCode)?.code ?? c.offenceCode, circumstance: c.circumstance ?? null, attempt: c.attempt ?? false, act_on: c.actOn ?? null,
    reason: c.reason ?? null, qualified_at: tx.at, qualified_by: actorOf(tx), replaces: c.replaces ?? null, ended_at: null, ended_why: null,
  }).execute()
  return id
}

/** Every charge of a case, ended ones too, oldest first. */
export async function findCharges(r: Reader, caseId: string): Promise<ChargeRow[]> {
  return r.db.withTables<CaseTables>().selectFrom('cases.charge').selectAll().where('case_id', '=', caseId).orderBy('qualified_at').orderBy('id').execute()
}

export async function findCharge(r: Reader, caseId: string, chargeId: string): Promise<ChargeRow | undefined> {
  return r.db.withTables<CaseTables>().selectFrom('cases.charge').selectAll().where('id', '=', chargeId).where('case_id', '=', caseId).executeTakeFirst()
}

/** Ends a live charge; false when it had ended already. */
export async function endCharge(tx: Tx, chargeId: string, why: ChargeEnd): Promise<boolean> {
  const { numUpdatedRows } = await tx.db.withTables<CaseTables>().updateTable('cases.charge').set({ ended_at: tx.at, ended_why: why })
    .where('id', '=', chargeId).where('ended_at', 'is', null).executeTakeFirst()
  return numUpdatedRows === 1n
}

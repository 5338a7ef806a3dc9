import type { Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { tellRequalified } from './hooks.ts'
import { getCaseRow, refreshCase } from './store/case.ts'
import { accusationOf, endCharge, findCharge, insertCharge } from './store/charge.ts'

/** What a charge is called from now on. */
export interface Qualification { readonly offenceCode: string; readonly circumstance: string | null; readonly attempt: boolean }

type Accusation = ReturnType<typeof accusationOf>

/**
 * Gives a charge another legal description: the old charge ends, the new one names it, the case and whoever listens (custody's clocks) follow.
 * Within an act on the case. Neither the investigating nor the trying court is bound by the description in the papers (CPC 187(B)).
 * @throws Refusal when the charge has ended, or nothing would change
 */
export async function requalifyCharge(tx: Tx, o: { caseId: string; chargeId: string; to: Qualification; reason: string }): Promise<{ chargeId: string; from: Accusation; to: Accusation }> {
  const row = await getCaseRow(tx, o.caseId)
  const old = await findCharge(tx, row.id, o.chargeId)
  if (!old || old.ended_at !== null) refuse('cases.charge-ended', { status: 409, field: 'chargeId' })
  const from = accusationOf(old)
  const to = { ...from, ...o.to }
  if (from.offenceCode === to.offenceCode && (from.circumstance ?? null) === to.circumstance && from.attempt === to.attempt) refuse('cases.same-qualification', { field: 'offenceCode' })
  await endCharge(tx, old.id, 'requalified')   // first: the same offence may stand once only
  const chargeId = await insertCharge(tx, { ...to, caseId: row.id, jurisdiction: row.jurisdiction, reason: o.reason, replaces: old.id })
  await refreshCase(tx, row.id)
  await tellRequalified(tx, { caseId: row.id, personId: old.person_id, chargeId, endedChargeId: old.id })
  return { chargeId, from, to }
}

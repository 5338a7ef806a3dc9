import { createRecord, type Tx } from '#kernel/act/act.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { assertMay } from '#kernel/access/policy.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { stopAllClocks } from '#kernel/clock/clocks.ts'
import { grantAccess, offer, revokeAccess } from '#kernel/handover/handover.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import { join, split, transfer } from '../contract/decisions.ts'
import { tellCourtChanged, tellMoved } from '../hooks.ts'
import { checkJoinder, type JoinedOffence } from '../rules/joinder.ts'
import { findOffence } from '#systems/offences/public.ts'
import { getCaseRow, insertCase, lockOtherCase, refreshCase, setRecordState, updateCase } from '../store/case.ts'
import { accusationOf, endCharge, findCharges, insertCharge } from '../store/charge.ts'
import { insertDecision, linkCases } from '../store/decision.ts'
import { tell } from '../store/notice.ts'
import { endParty, findParties, insertParty } from '../store/party.ts'
import type { CaseRow, ChargeEnd, PartyRow } from '../store/tables.ts'
import { actOnCase } from './act-on-case.ts'

export const joinHandlers: readonly Handler[] = [
  handle(join, async (input, ctx) =>
    actOnCase(ctx, { verb: 'cases.join', caseId: input.id, version: input.version, basis: 'CPC 132', reason: input.reasons, input, detail: { otherId: input.otherId, tie: input.tie } }, async (tx, row) => {
      if (input.otherId === input.id) refuse('cases.joined-with-itself', { field: 'otherId' })
      const { record, parties } = await lockOtherCase(tx, input.otherId)
      assertMay(ctx, 'cases.join', { parties })
      if (record.state === 'in-transit') refuse('kernel.in-transit', { status: 423 })
      const other = await getCaseRow(tx, input.otherId)
      if (other.stage !== 'investigation') refuse('cases.not-in-this-stage', { status: 409, params: { stage: other.stage } })
      refuseBlocked(checkJoinder([...(await offencesOf(tx, row, input.tie)), ...(await offencesOf(tx, other, input.tie))]))
      const moved = await moveAll(tx, other, row)
      await updateCase(tx, other.id, { stage: 'closed', outcome: 'join', outcome_at: tx.at, joined_into: row.id })
      await linkCases(tx, { caseId: other.id, otherId: row.id, why: 'joined', article: 'CPC 132', reason: input.reasons })
      await stopAllClocks(tx, other.id, `joined into ${row.id}`)
      await setRecordState(tx, other.id, 'closed')
      await refreshCase(tx, other.id)
      await refreshCase(tx, row.id)
      const decision = await insertDecision(tx, { caseId: row.id, kind: 'join', personIds: moved, article: 'CPC 132', reasons: input.reasons, detail: { otherId: other.id, tie: input.tie } })
      await tellProsecution(tx, row, decision.id)
      await tellMoved(tx, { why: 'joined', fromCaseId: other.id, toCaseId: row.id, personIds: moved })
      return { decisionId: decision.id, number: decision.number, documentId: null, warnings: [] }
    })),
  handle(split, async (input, ctx) =>
    actOnCase(ctx, { verb: 'cases.split', caseId: input.id, version: input.version, basis: 'CPC 132', reason: input.reasons, input, detail: { personIds: input.personIds } }, async (tx, row) => {
      const parties = (await findParties(tx, row.id)).filter((p) => p.ended_at === null)
      const accused = parties.filter((p) => p.role === 'accused')
      const going = accused.filter((p) => input.personIds.includes(p.person_id))
      if (going.length !== new Set(input.personIds).size) refuse('cases.not-accused-here', { field: 'personIds' })
      if (going.length === accused.length) refuse('cases.split-leaves-nobody', { field: 'personIds' })
      const article = going.some((p) => p.juvenile) ? 'Juvenile 53' : 'CPC 132'
      const record = await createRecord(tx, 'case', { label: tx.record.label, series: 'case', officeId: tx.record.office_id })
      await insertCase(tx, { ...row, id: record.id, origin: 'split', opened_at: tx.at, opened_by: ctx.session?.accountId ?? row.opened_by, stage: 'investigation', outcome: null, outcome_at: null, joined_into: null, trial_court_id: null })
      await copyAccess(tx, row, record.id)
      for (const party of parties.filter((p) => p.role !== 'accused' && p.role !== 'guardian' && p.role !== 'lawyer')) await copyParty(tx, party, record.id)
      for (const party of going) await moveAccused(tx, row, party, record.id, parties, 'split')
      await linkCases(tx, { caseId: row.id, otherId: record.id, why: 'split', article, reason: input.reasons })
      await refreshCase(tx, row.id)
      await refreshCase(tx, record.id)
      const personIds = going.map((p) => p.person_id)
      const decision = await insertDecision(tx, { caseId: row.id, kind: 'split', personIds, article, reasons: input.reasons, detail: { caseId: record.id } })
      await tellProsecution(tx, row, decision.id)
      await tellMoved(tx, { why: 'split', fromCaseId: row.id, toCaseId: record.id, personIds })
      return { decisionId: decision.id, number: decision.number, documentId: null, warnings: [], caseId: record.id, caseNumber: record.number ?? '' }
    })),
  handle(transfer, async (input, ctx) =>
    actOnCase(ctx, { verb: 'cases.transfer', caseId: input.id, version: input.version, basis: 'CPC 53', reason: input.reasons, input, detail: { courtId: input.courtId } }, async (tx, row) => {
      if ((await getOffice(tx, input.courtId)).kind !== 'investigation-court') refuse('cases.not-an-investigation-court', { field: 'courtId', article: 'CPC 53' })
      if (input.courtId === row.court_id) refuse('cases.transfer-to-itself', { field: 'courtId' })
      const decision = await insertDecision(tx, { caseId: row.id, kind: 'transfer', personIds: [], article: 'CPC 53', reasons: input.reasons, detail: { from: row.court_id, to: input.courtId } })
      await updateCase(tx, row.id, { court_id: input.courtId })
      await grantAccess(tx, row.id, input.courtId, 'judge')
      await grantAccess(tx, row.id, row.court_id, 'interested')
      await revokeAccess(tx, row.id, row.court_id, 'judge')
      await tell(tx, { caseId: row.id, kind: 'decision', aboutId: decision.id, officeId: input.courtId, article: 'CPC 53' })
      await tellProsecution(tx, row, decision.id)
      // The file itself passes by hand-over as every record does; where the station holds it, it stays there.
      if (tx.record.office_id === row.court_id) await offer(tx, { toOffice: input.courtId })
      await tellCourtChanged(tx, { caseId: row.id, fromCourtId: row.court_id, toCourtId: input.courtId })
      return { decisionId: decision.id, number: decision.number, documentId: null, warnings: [] }
    })),
]

async function tellProsecution(tx: Tx, row: CaseRow, decisionId: string): Promise<void> {
  if (row.prosecution_id) await tell(tx, { caseId: row.id, kind: 'decision', aboutId: decisionId, officeId: row.prosecution_id, article: 'CPC 130(E)' })
}

/** The live charges of a case in the shape of the rules on joinder. */
async function offencesOf(tx: Tx, row: CaseRow, tie: 'one-act' | 'one-purpose' | 'same-kind'): Promise<JoinedOffence[]> {
  const parties = (await findParties(tx, row.id)).filter((p) => p.ended_at === null)
  const victim = parties.filter((p) => p.role === 'victim').map((p) => p.person_id).sort().join(',') || row.id
  const charges = (await findCharges(tx, row.id)).filter((c) => c.ended_at === null)
  // Several accused of one act are one offence (CPC 133).
  const acts = charges.filter((c, n) => charges.findIndex((d) => d.offence_code === c.offence_code && d.act_on === c.act_on) === n)
  return acts.map((c) => ({
    id: c.id, article: findOffence(c.offence_code)?.article ?? c.offence_code, committedOn: c.act_on ?? baghdadDay(row.occurred_at ?? row.opened_at), victim,
    ...(tie === 'one-act' ? { actId: 'stated' } : {}), ...(tie === 'one-purpose' ? { purposeId: 'stated' } : {}),
    accused: parties.filter((p) => p.role === 'accused' && charges.some((d) => d.offence_code === c.offence_code && d.person_id === p.person_id)).map((p) => ({ id: p.person_id, juvenile: p.juvenile })),
  }))
}

/** Everyone and every charge of one case go on in the other. */
async function moveAll(tx: Tx, from: CaseRow, to: CaseRow): Promise<string[]> {
  const parties = (await findParties(tx, from.id)).filter((p) => p.ended_at === null)
  const there = (await findParties(tx, to.id)).filter((p) => p.ended_at === null)
  const accused = parties.filter((p) => p.role === 'accused')
  for (const party of parties.filter((p) => p.role !== 'accused' && p.role !== 'guardian' && p.role !== 'lawyer')) {
    if (!there.some((p) => p.person_id === party.person_id && p.role === party.role)) await copyParty(tx, party, to.id)
    await endParty(tx, from.id, party.id, 'joined')
  }
  for (const party of accused) await moveAccused(tx, from, party, to.id, parties, 'joined', there)
  for (const charge of (await findCharges(tx, from.id)).filter((c) => c.person_id === null && c.ended_at === null)) await moveCharge(tx, from, charge.id, to.id, 'joined')
  return accused.map((p) => p.person_id)
}

async function moveAccused(tx: Tx, from: CaseRow, party: PartyRow, toCaseId: string, parties: readonly PartyRow[], why: 'joined' | 'split', there: readonly PartyRow[] = []): Promise<void> {
  if (!there.some((p) => p.person_id === party.person_id && p.role === 'accused')) await copyParty(tx, party, toCaseId)
  await endParty(tx, from.id, party.id, why)
  for (const counsel of parties.filter((p) => p.for_person_id === party.person_id && (p.role === 'guardian' || p.role === 'lawyer'))) {
    if (!there.some((p) => p.person_id === counsel.person_id && p.for_person_id === party.person_id)) await copyParty(tx, counsel, toCaseId)
    await endParty(tx, from.id, counsel.id, why)
  }
  for (const charge of (await findCharges(tx, from.id)).filter((c) => c.person_id === party.person_id && c.ended_at === null)) await moveCharge(tx, from, charge.id, toCaseId, why)
}

async function moveCharge(tx: Tx, from: CaseRow, chargeId: string, toCaseId: string, why: ChargeEnd): Promise<void> {
  const charge = (await findCharges(tx, from.id)).find((c) => c.id === chargeId)
  if (!charge) return
  const already = (await findCharges(tx, toCaseId)).some((c) => c.ended_at === null && c.person_id === charge.person_id && c.offence_code === charge.offence_code && c.circumstance === charge.circumstance && c.attempt === charge.attempt)
  if (!already) await insertCharge(tx, { ...accusationOf(charge), caseId: toCaseId, jurisdiction: from.jurisdiction, reason: charge.reason, replaces: charge.id })
  await endCharge(tx, chargeId, why)
}

async function copyParty(tx: Tx, p: PartyRow, caseId: string): Promise<void> {
  await insertParty(tx, caseId, { personId: p.person_id, role: p.role, forPersonId: p.for_person_id, status: p.status, name: p.name, juvenile: p.juvenile, trade: p.trade, residence: p.residence, note: p.note })
}

async function copyAccess(tx: Tx, row: CaseRow, caseId: string): Promise<void> {
  await grantAccess(tx, caseId, row.court_id, 'judge')
  await grantAccess(tx, caseId, row.station_id, 'origin')
  if (row.prosecution_id) await grantAccess(tx, caseId, row.prosecution_id, 'prosecution')
}

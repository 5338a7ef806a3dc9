import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { stopClock } from '#kernel/clock/clocks.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { decideSettlement, recordSettlement, reopen } from '../contract/decisions.ts'
import { complaintFacts, heaviestOf, maxMonthsOf } from '../law.ts'
import { standingDecisions } from '../outcome-facts.ts'
import { effectOfWaiver, isComplaintOnly } from '../rules/complaint.ts'
import { checkConciliation, needsApproval } from '../rules/conciliation.ts'
import { checkReopening, type Closed } from '../rules/joinder.ts'
import { setCaseStage } from '../stage.ts'
import { accusationOf, findCharges } from '../store/charge.ts'
import { findDecisions, findSettlements, insertDecision, insertSettlement } from '../store/decision.ts'
import { findParties } from '../store/party.ts'
import type { ChargeRow, DecisionRow } from '../store/tables.ts'
import { actOnCase } from './act-on-case.ts'
import { follow } from './decide.ts'
import { warningsIn } from './papers.ts'

export const settleHandlers: readonly Handler[] = [
  handle(recordSettlement, async (input, ctx) =>
    actOnCase(ctx, { verb: 'cases.record-settlement', caseId: input.id, version: input.version, basis: input.kind === 'waiver' ? 'CPC 9' : 'CPC 194', input, detail: { kind: input.kind, forPersonIds: input.forPersonIds } }, async (tx, row) => {
      const parties = (await findParties(tx, row.id)).filter((p) => p.ended_at === null)
      const accused = parties.filter((p) => p.role === 'accused').map((p) => p.person_id)
      for (const id of input.forPersonIds) if (!accused.includes(id)) refuse('cases.not-accused-here', { field: 'forPersonIds', article: 'CPC 9(E)' })
      const charges = (await findCharges(tx, row.id)).filter((c) => c.ended_at === null && c.person_id !== null && input.forPersonIds.includes(c.person_id))
      const setting = { victimIsKin: row.victim_is_kin, againstPublicServant: row.against_public_servant, stateProperty: row.state_property }
      const complaintOnly = charges.length > 0 && charges.every((c) => isComplaintOnly(complaintFacts(accusationOf(c), setting)))
      const roles = parties.filter((p) => p.person_id === input.byPersonId).map((p) => p.role)
      const speaks = input.capacity === 'victim' ? roles.includes('victim') : input.capacity === 'complainant' ? roles.includes('complainant') : roles.includes('guardian') || roles.includes('lawyer')
      const facts = { maxMonths: heaviestMonths(charges, row.jurisdiction), threatHarmOrDamage: input.threatHarmOrDamage }
      const complainants = parties.filter((p) => p.role === 'complainant').map((p) => p.person_id)
      const earlier = (await findSettlements(tx, row.id)).filter((s) => s.kind === 'waiver').map((s) => s.by_person_id)
      const found = input.kind === 'waiver'
        ? effectOfWaiver({ byComplainant: speaks, decided: false, forAccused: input.forPersonIds, allAccused: accused, allComplainants: complainants, waivingComplainants: [...earlier, input.byPersonId], compoundable: complaintOnly }).findings
        : checkConciliation({ complaintOnly, ...facts, by: !speaks ? 'other' : input.capacity === 'representative' ? 'representative' : 'victim', conditional: input.conditional, decided: false, approved: true })
      refuseBlocked(found)
      const approval = input.kind === 'conciliation' ? needsApproval(facts) : !complaintOnly
      const id = await insertSettlement(tx, { case_id: row.id, kind: input.kind, by_person_id: input.byPersonId, capacity: input.capacity, for_person_ids: input.forPersonIds, statement: input.statement, conditional: input.conditional, threat_harm_or_damage: input.threatHarmOrDamage, needs_approval: approval })
      return { id, needsApproval: approval, warnings: warningsIn(found) }
    })),
  handle(decideSettlement, async (input, ctx) =>
    actOnCase(ctx, { verb: 'cases.decide-settlement', caseId: input.id, version: input.version, basis: 'CPC 195', reason: input.reasons, input, detail: { settlementId: input.settlementId, accept: input.accept } }, async (tx, row) => {
      const settlement = (await findSettlements(tx, row.id)).find((s) => s.id === input.settlementId)
      if (!settlement) refuse('cases.settlement-unknown', { status: 404, field: 'settlementId' })
      const decisions = await findDecisions(tx, row.id)
      if (decisions.some((d) => d.settlement_id === settlement.id)) refuse('cases.settlement-decided', { status: 409, field: 'settlementId' })
      const charges = (await findCharges(tx, row.id)).filter((c) => c.ended_at === null && c.person_id !== null && settlement.for_person_ids.includes(c.person_id))
      const setting = { victimIsKin: row.victim_is_kin, againstPublicServant: row.against_public_servant, stateProperty: row.state_property }
      // The article may have changed since it was declared: what is not open to it any more cannot be accepted.
      const open = charges.every((c) => isComplaintOnly(complaintFacts(accusationOf(c), setting)))
      if (input.accept && !open) refuse(settlement.kind === 'waiver' ? 'cases.waiver-public-right' : 'cases.conciliation-not-open', { article: settlement.kind === 'waiver' ? 'CPC 2' : 'CPC 194' })
      const kind = `${input.accept ? 'accept' : 'refuse'}-${settlement.kind}` as const
      const article = settlement.kind === 'waiver' ? 'CPC 9, 130(A)' : input.accept ? 'CPC 195, 198' : 'CPC 195'
      const decision = await insertDecision(tx, { caseId: row.id, kind, personIds: settlement.for_person_ids, article, reasons: input.reasons, settlementId: settlement.id })
      await follow(tx, row, { decisionId: decision.id, kind, article, personIds: settlement.for_person_ids, trialCourtId: null })
      return { decisionId: decision.id, number: decision.number, documentId: null, warnings: [] }
    })),
  handle(reopen, async (input, ctx) =>
    actOnCase(ctx, { verb: 'cases.reopen', caseId: input.id, version: input.version, basis: 'CPC 302', reason: input.reasons, input, detail: { newEvidence: input.newEvidence }, stages: ['closed'] }, async (tx, row) => {
      if (row.joined_into) refuse('cases.joined-elsewhere', { article: 'CPC 132' })
      const decisions = await findDecisions(tx, row.id)
      const accused = (await findParties(tx, row.id)).filter((p) => p.role === 'accused' && p.ended_at === null)
      const standing = [...standingDecisions(accused, decisions).values()].filter((d): d is DecisionRow => d !== null)
      const closing = standing.length > 0 ? standing : decisions.filter((d) => d.kind in closedAs).slice(-1)
      const checked = closing.map((d) => ({ decision: d, found: checkReopening(closedOf(d, input, decisions), tx.at) }))
      // Those whose release is final stay released; the case opens for the others.
      const again = checked.filter((c) => c.found.every((f) => f.outcome !== 'block'))
      if (again.length === 0) refuseBlocked(checked.flatMap((c) => c.found))
      const personIds = [...new Set(again.flatMap((c) => c.decision.person_ids))]
      const decision = await insertDecision(tx, { caseId: row.id, kind: 'reopen', personIds, article: again[0]?.decision.kind === 'release' ? 'CPC 302(C)' : 'CPC 302(D)', reasons: input.reasons })
      await setCaseStage(tx, row.id, 'investigation')
      await stopClock(tx, { rule: 'CLK-17', recordId: row.id, state: 'cancelled', outcome: 'CPC 302' })
      await follow(tx, row, { decisionId: decision.id, kind: 'reopen', article: 'CPC 302', personIds, trialCourtId: null })
      return { decisionId: decision.id, number: decision.number, documentId: null, warnings: [] }
    })),
]

const closedAs: Readonly<Record<string, Closed['decision']>> = {
  reject: 'rejected', release: 'released', 'close-unknown': 'closed-for-now', 'close-accident': 'closed-for-now', 'accept-conciliation': 'closed-for-good', 'accept-waiver': 'closed-for-good',
}

function closedOf(d: DecisionRow, input: { newEvidence: boolean; graverResult: boolean }, decisions: readonly DecisionRow[]): Closed {
  return {
    decision: closedAs[d.kind] ?? 'closed-for-good', by: 'investigative-judge', decidedOn: baghdadDay(d.decided_at), newEvidence: input.newEvidence, absenceExcused: false,
    renewedBefore: decisions.some((other) => other.kind === 'reopen'), graverResult: input.graverResult,
  }
}

function heaviestMonths(charges: readonly ChargeRow[], jurisdiction: 'federal' | 'kri'): number {
  return Math.max(0, ...charges.map((c) => maxMonthsOf(heaviestOf(accusationOf(c), jurisdiction))))
}

import type { Tx } from '#kernel/act/act.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { startClock } from '#kernel/clock/clocks.ts'
import { offer } from '#kernel/handover/handover.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import type { Finding } from '#kernel/words/finding.ts'
import { decide } from '../contract/decisions.ts'
import { detentionOf, tellDecided, type Decided } from '../hooks.ts'
import { atFields, referralFields } from '../form-fields.ts'
import { issueReferral } from '../issue-papers.ts'
import { agesAtAct, allTooYoung, checkReferrals, referralsOf, standingDecisions } from '../outcome-facts.ts'
import { checkOutcome, type Outcome, type Referral } from '../rules/outcomes.ts'
import { setCaseStage } from '../stage.ts'
import { updateCase } from '../store/case.ts'
import { findCharges } from '../store/charge.ts'
import { findDecisions, findSettlements, insertDecision } from '../store/decision.ts'
import { tell } from '../store/notice.ts'
import { findStatements } from '../store/papers.ts'
import { findParties, setStatus } from '../store/party.ts'
import type { CaseRow, ChargeRow, DecisionKind, PartyRow } from '../store/tables.ts'
import { actOnCase } from './act-on-case.ts'
import { warningsIn } from './papers.ts'

const articles: Record<Outcome, string> = { reject: 'CPC 130(A)', refer: 'CPC 130(B)', release: 'CPC 130(B)', 'close-unknown': 'CPC 130(C)', 'close-accident': 'CPC 130(C)' }
const outcomes: Record<string, Decided['outcome']> = {
  reject: 'refuse-and-close', 'accept-conciliation': 'refuse-and-close', 'accept-waiver': 'refuse-and-close', refer: 'refer', release: 'release-and-close-temporarily',
  'close-unknown': 'close-temporarily', 'close-accident': 'close-temporarily', reopen: 'reopened',
}

export const decideHandlers: readonly Handler[] = [
  handle(decide, async (input, ctx) =>
    actOnCase(ctx, { verb: 'cases.decide', caseId: input.id, version: input.version, basis: articles[input.outcome], reason: input.reasons.slice(0, 2000), input, detail: { outcome: input.outcome, personIds: input.personIds }, stages: ['investigation', 'referred'] }, async (tx, row) => {
      const view = await gather(tx, row, input.personIds)
      const found = await checkAgainstLaw(tx, row, view, input)
      const referral = input.outcome === 'refer' ? await gatherReferral(tx, row, view, input.referral, ctx.session?.personName ?? '') : null
      if (referral) {
        found.push(...atFields(referral.found, referralFields))
        const others = [...view.standing].filter(([id, decision]) => decision === null && !view.personIds.includes(id))
        if (others.length > 0) refuse('cases.undecided-accused', { article: 'CPC 130', field: 'personIds', params: { count: others.length } })
      }
      refuseBlocked(found)
      const warnings = warningsIn(found)
      const trialCourtId = input.outcome === 'refer' ? (input.referral?.trialCourtId ?? null) : null
      const decision = await insertDecision(tx, { caseId: row.id, kind: input.outcome, personIds: view.personIds, article: articles[input.outcome], reasons: input.reasons, warnings, trialCourtId, detail: input.referral ? { referral: input.referral } : {} })
      const documentId = referral ? await issueReferral(tx, { row, referrals: referral.referrals, court: referral.court, number: decision.number, detained: referral.detained }) : null
      await follow(tx, row, { decisionId: decision.id, kind: input.outcome, article: articles[input.outcome], personIds: view.personIds, trialCourtId })
      return { decisionId: decision.id, number: decision.number, documentId, warnings }
    })),
]

interface View { accused: PartyRow[]; parties: PartyRow[]; charges: ChargeRow[]; personIds: string[]; standing: ReturnType<typeof standingDecisions>; ages: Map<string, number> }

/** The accused for whom is decided: those named, else all for whom no decision stands. */
async function gather(tx: Tx, row: CaseRow, named: readonly string[]): Promise<View> {
  const parties = await findParties(tx, row.id)
  const charges = await findCharges(tx, row.id)
  const accused = parties.filter((p) => p.role === 'accused' && p.ended_at === null)
  const standing = standingDecisions(accused, await findDecisions(tx, row.id))
  for (const id of named) if (!standing.has(id)) refuse('cases.not-accused-here', { field: 'personIds', article: 'CPC 130' })
  // A referral that the court sent back may be decided anew; any other standing decision is undone only by reopening.
  const open = accused.map((p) => p.person_id).filter((id) => { const kind = standing.get(id)?.kind; return kind === undefined || (kind === 'refer' && row.stage === 'referred') })
  const personIds = named.length > 0 ? [...named] : open
  if (personIds.some((id) => !open.includes(id)) || (accused.length > 0 && open.length === 0)) refuse('cases.decided-already', { status: 409, article: 'CPC 302', field: 'personIds' })
  return { accused, parties, charges, personIds, standing, ages: await agesAtAct(tx, row, personIds) }
}

async function checkAgainstLaw(tx: Tx, row: CaseRow, view: View, input: { outcome: Outcome; punishable: boolean; evidenceSuffices: boolean; accident: boolean; reasons: string }): Promise<Finding[]> {
  let detained = false
  let otherLiveOrder = true
  for (const id of view.personIds) {
    const facts = await detentionOf(tx, row.id, id)
    detained ||= facts.detained
    otherLiveOrder &&= facts.otherLiveOrder
  }
  const waived = (await findSettlements(tx, row.id)).filter((s) => !s.needs_approval && row.complaint_only).flatMap((s) => s.for_person_ids)
  return checkOutcome({
    outcome: input.outcome, punishable: input.punishable, evidenceSuffices: input.evidenceSuffices, perpetratorKnown: view.accused.length > 0, accident: input.accident,
    waivedWithoutApproval: view.personIds.length > 0 && view.personIds.every((id) => waived.includes(id)), notResponsibleByAge: allTooYoung(row, view.charges, view.personIds, view.ages), reasons: input.reasons,
    // The decision itself orders the release: the custody system hears of it in this transaction (130(D)), the prosecution is told in it (130(E)).
    accusedDetained: detained, releaseOrdered: true, otherLiveOrder, prosecutionTold: row.prosecution_id !== null,
  })
}

async function gatherReferral(tx: Tx, row: CaseRow, view: View, referral: ReferralIn | undefined, judge: string): Promise<{ referrals: Referral[]; found: Finding[]; court: string; detained: boolean }> {
  if (!referral) refuse('cases.referral-missing', { article: 'CPC 131', field: 'referral' })
  const court = await getOffice(tx, referral.trialCourtId)
  const questioned = new Set((await findStatements(tx, row.id)).filter((s) => s.kind === 'accused').map((s) => s.person_id))
  const accused = view.accused.filter((p) => view.personIds.includes(p.person_id))
  const referrals = referralsOf({ row, accused, parties: view.parties, charges: view.charges, ages: view.ages, questioned, judge, today: baghdadDay(tx.at), courtKind: court.kind, input: referral })
  return { referrals, found: checkReferrals(referrals, row, view.charges), court: row.jurisdiction === 'kri' ? court.name_ckb : court.name_ar, detained: accused.some((p) => p.status === 'detained') }
}
type ReferralIn = NonNullable<Parameters<typeof referralsOf>[0]['input']> & { trialCourtId: string }

/** What a decision brings with it: the prosecution told, the accused free, the case closed or offered to the trial court, the clock of Art 302, the other systems told. */
export async function follow(tx: Tx, row: CaseRow, d: { decisionId: string; kind: DecisionKind; article: string; personIds: readonly string[]; trialCourtId: string | null }): Promise<void> {
  if (row.prosecution_id) await tell(tx, { caseId: row.id, kind: 'decision', aboutId: d.decisionId, officeId: row.prosecution_id, article: 'CPC 130(E)' })
  if (row.station_id !== tx.ctx.session?.officeId && tx.record.office_id === row.station_id) await tell(tx, { caseId: row.id, kind: 'decision', aboutId: d.decisionId, officeId: row.station_id, article: 'CPC 130(D)' })
  const outcome = outcomes[d.kind]
  if (!outcome) return
  await updateCase(tx, row.id, { outcome: d.kind, outcome_at: tx.at })
  const accused = (await findParties(tx, row.id)).filter((p) => p.role === 'accused' && p.ended_at === null)
  const standing = standingDecisions(accused, await findDecisions(tx, row.id))
  if (outcome !== 'refer' && outcome !== 'reopened') {
    // Who was never deprived of liberty stays as he is; a fugitive released by decision is free.
    await setStatus(tx, row.id, d.personIds, 'free')
    if (d.kind === 'release') await startClock(tx, { rule: 'CLK-17', recordId: row.id, officeId: row.court_id, from: tx.at, options: { which: 'judge' } })
  }
  if (outcome === 'refer' && d.trialCourtId) {
    await setCaseStage(tx, row.id, 'referred', { trialCourtId: d.trialCourtId })
    await offer(tx, { toOffice: d.trialCourtId, condition: `${d.article}` })
  } else if (outcome !== 'reopened' && [...standing.values()].every((decision) => decision !== null)) await setCaseStage(tx, row.id, 'closed')
  await tellDecided(tx, { caseId: row.id, decisionId: d.decisionId, kind: d.kind, outcome, article: d.article, personIds: d.personIds, trialCourtId: d.trialCourtId })
}

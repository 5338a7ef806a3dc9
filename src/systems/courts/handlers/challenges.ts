import { randomUUIDv7 } from 'node:crypto'
import type { Tx } from '#kernel/act/act.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { baghdadDay, type WorkCalendar } from '#kernel/clock/calendar.ts'
import { startClock, stopClock } from '#kernel/clock/clocks.ts'
import { workCalendarOf } from '#kernel/clock/work-calendar.ts'
import { issueForm } from '#kernel/documents/issue.ts'
import { grantAccess } from '#kernel/handover/handover.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { nextNumber } from '#kernel/numbering/numbering.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import type { Finding } from '#kernel/words/finding.ts'
import { setCaseStage, type CaseFacts } from '#systems/cases/public.ts'
import { custodiesOfCase, getCustody } from '#systems/custody/public.ts'
import type { z } from 'zod'
import { fileChallenge, giveOpinion, sendFile, tellDecision } from '../contract/challenges.ts'
import { routeOf } from '../route.ts'
import { checkObjection } from '../rules/absentia.ts'
import { automaticFileDue, cassationPeriod, checkChallenge, correctionPeriod, type CassationOutcome, type Period } from '../rules/challenge.ts'
import { checkCorrection, checkRetrial } from '../rules/review.ts'
import { getChallengeOf, insertChallenge, listChallengesOf, updateChallenge } from '../store/challenge.ts'
import { getJudgmentOf, listJudgments, listSentences } from '../store/judgment.ts'
import { actorOf } from '../store/people.ts'
import type { ChallengeRow, JudgmentRow } from '../store/tables.ts'
import { kindOf } from './judge.ts'
import { actOnCase, warningsIn } from './onCase.ts'

type FileInput = z.output<typeof fileChallenge.input>

export const challengeHandlers: readonly Handler[] = [
  handle(fileChallenge, async (input, ctx) =>
    actOnCase(ctx, { verb: 'courts.file-challenge', caseId: input.id, version: input.version, by: 'authority', basis: basisOf[input.kind], input, detail: { kind: input.kind, judgmentId: input.judgmentId, party: input.party } }, async (tx, facts) => {
      const j = await getJudgmentOf(tx, facts.id, input.judgmentId)
      const filed = await placeOf(tx, facts, j, input)
      const checked = await checkFiling(tx, facts, j, input, filed.prisoner, filed.place)
      refuseBlocked(checked.found)
      const of = input.ofChallengeId ? await getChallengeOf(tx, facts.id, input.ofChallengeId) : undefined
      const route = await routeOf(tx, j, input.kind, { deciderId: input.deciderId, ofDecider: of && { id: of.decider_id, kind: of.decider_kind } })
      const warnings = warningsIn([...checked.found, ...route.findings])
      const late = checked.found.some((f) => f.code === 'courts.challenge-late')
      const { documentId, number } = await issuePetition(tx, facts, j, input, checked.lastDay, filed)
      const id = randomUUIDv7()
      await insertChallenge(tx, {
        id, case_id: facts.id, judgment_id: j.id, person_id: j.person_id, custody_id: input.custodyId ?? null, kind: input.kind, number, of_challenge: of?.id ?? null, party: input.party, appellant: input.appellant, respondent: input.respondent,
        grounds: input.grounds, retrial_grounds: input.retrialGrounds, request: input.request, filed_at: tx.at, filed_by: actorOf(tx), filed_office: filed.officeId, place: filed.place, last_day: checked.lastDay, late, decider_id: route.deciderId,
        decider_kind: route.kind, route_article: route.article, route_confidence: route.confidence, document_id: documentId, warnings: JSON.stringify(warnings), ...undecided,
      })
      await grantAccess(tx, facts.id, route.deciderId, input.kind === 'objection' ? 'court' : 'cassation')
      if (input.custodyId) await grantAccess(tx, input.custodyId, route.deciderId, 'cassation')
      if (input.kind === 'objection') await stopClock(tx, { rule: 'CLK-08', recordId: facts.id, state: 'met', outcome: 'objection' })
      return { challengeId: id, number, documentId, late, lastDay: checked.lastDay, warnings }
    })),
  handle(sendFile, async (input, ctx) =>
    actOnCase(ctx, { verb: 'courts.send-file', caseId: input.id, version: input.version, basis: 'CPC 254', input }, async (tx, facts) => {
      await addAutomatic(tx, facts, input.deciderId)
      const open = (await listChallengesOf(tx, facts.id)).filter((c) => c.state === 'filed' && c.arrived_at === null && c.kind !== 'objection')
      if (open.length === 0) refuse('courts.nothing-to-send', { status: 409, article: 'CPC 254' })
      for (const c of open) {
        await updateChallenge(tx, c.id, { arrived_at: tx.at })
        await grantAccess(tx, facts.id, c.decider_id, 'cassation')
        for (const custody of await custodiesOfCase(tx, facts.id)) await grantAccess(tx, custody.id, c.decider_id, 'cassation')
      }
      await stopClock(tx, { rule: 'CLK-10', recordId: facts.id, state: 'met', outcome: 'sent' })
      if (facts.stage === 'judged' || facts.stage === 'final') await setCaseStage(tx, facts.id, 'cassation')
      const clock = facts.prosecutionId ? await startClock(tx, { rule: 'CLK-11', recordId: facts.id, officeId: facts.prosecutionId, from: tx.at }) : null
      return { challengeIds: open.map((c) => c.id), opinionDue: clock?.dueAt.toISOString() ?? null }
    })),
  handle(giveOpinion, async (input, ctx) =>
    actOnCase(ctx, { verb: 'courts.give-opinion', caseId: input.id, version: input.version, by: 'authority', basis: 'CPC 255', input: { id: input.id, challengeId: input.challengeId, opinion: input.opinion } }, async (tx, facts) => {
      const c = await getChallengeOf(tx, facts.id, input.challengeId)
      if (c.state !== 'filed' || c.opinion_at !== null) refuse('courts.opinion-given-already', { status: 409, article: 'CPC 255' })
      if (c.arrived_at === null) refuse('courts.file-not-arrived', { status: 409, article: 'CPC 255' })
      await updateChallenge(tx, c.id, { opinion: input.opinion, opinion_at: tx.at, opinion_by: actorOf(tx) })
      const waiting = (await listChallengesOf(tx, facts.id)).some((o) => o.id !== c.id && o.state === 'filed' && o.arrived_at !== null && o.opinion_at === null)
      if (!waiting) await stopClock(tx, { rule: 'CLK-11', recordId: facts.id, state: 'met', outcome: 'opinion' })
      return { challengeId: c.id }
    })),
  handle(tellDecision, async (input, ctx) =>
    actOnCase(ctx, { verb: 'courts.tell-decision', caseId: input.id, version: input.version, by: 'authority', basis: 'CPC 266', input, detail: { challengeId: input.challengeId, on: input.on } }, async (tx, facts) => {
      const c = await getChallengeOf(tx, facts.id, input.challengeId)
      if (c.state !== 'decided' || !c.decided_at || c.kind === 'objection') refuse('courts.not-decided', { status: 409, article: 'CPC 266' })
      if (c.told_on !== null) refuse('courts.told-already', { status: 409 })
      if (input.on > baghdadDay(tx.at) || input.on < baghdadDay(c.decided_at)) refuse('courts.service-time', { field: 'on' })
      if (ctx.session?.role === 'prison-director') await assertHeldHere(tx, facts, input.custodyId)
      const holidays = await workCalendarOf(tx, c.decider_id)
      await updateChallenge(tx, c.id, { told_on: input.on })
      await startClock(tx, { rule: 'CLK-12', recordId: facts.id, officeId: c.decider_id, from: new Date(`${input.on}T09:00:00Z`), options: { holidays }, note: c.id })
      return { correctionEnds: correctionPeriod(input.on, holidays).last }
    })),
]

const basisOf = { cassation: 'CPC 249, 252', correction: 'CPC 266', retrial: 'CPC 270', objection: 'CPC 243' } as const
const undecided = {
  arrived_at: null, opinion: null, opinion_at: null, opinion_by: null, state: 'filed' as const, outcome: null, decision_number: null, decision_reasons: null, decision_judges: null, decision_warnings: null, decided_at: null, decided_by: null, told_on: null,
}

interface Filed { officeId: string; place: ChallengeRow['place']; prisoner: boolean }

/** Where it is handed in. A director hands in only for whom his prison holds; the prosecution only as itself. */
async function placeOf(tx: Tx, facts: CaseFacts, j: JudgmentRow, input: FileInput): Promise<Filed> {
  const session = tx.ctx.session ?? refuse('kernel.sign-in-first', { status: 401 })
  if (session.role === 'prison-director') {
    if (input.party !== 'accused') refuse('courts.prison-files-for-prisoner', { article: 'CPC 252(B)', field: 'party' })
    const personId = await assertHeldHere(tx, facts, input.custodyId)
    if (personId !== j.person_id) refuse('courts.prison-files-for-prisoner', { article: 'CPC 252(B)', field: 'judgmentId' })
    return { officeId: session.officeId, place: 'prison', prisoner: true }
  }
  if ((session.role === 'prosecutor') !== (input.party === 'prosecution')) refuse('courts.prosecution-files-itself', { article: 'CPC 249(A)', field: 'party' })
  if (session.role === 'prosecutor') return { officeId: session.officeId, place: 'prosecution', prisoner: false }
  const office = await getOffice(tx, session.officeId)
  return { officeId: office.id, place: office.kind === 'cassation-court' ? 'cassation' : office.id === j.court_id ? 'trial-court' : 'other-criminal-court', prisoner: false }
}

/** The custody must be held by the director's own prison, in this case. Gives the person. */
async function assertHeldHere(tx: Tx, facts: CaseFacts, custodyId: string | undefined): Promise<string> {
  if (!custodyId) refuse('courts.custody-missing', { article: 'CPC 252(B)', field: 'custodyId' })
  const custody = await getCustody(tx, custodyId)
  if (custody.heldBy !== tx.ctx.session?.officeId || !(await custodiesOfCase(tx, facts.id)).some((c) => c.id === custody.id)) refuse('courts.not-held-here', { status: 403, article: 'CPC 252(B)', field: 'custodyId' })
  return custody.personId
}

async function checkFiling(tx: Tx, facts: CaseFacts, j: JudgmentRow, input: FileInput, prisoner: boolean, place: ChallengeRow['place']): Promise<{ found: Finding[]; lastDay: string | null }> {
  const today = baghdadDay(tx.at)
  const holidays = await workCalendarOf(tx, j.court_id)
  const earlier = await listChallengesOf(tx, facts.id)
  if (input.kind === 'correction') return correction(tx, input, earlier, today, holidays)
  if (input.kind === 'retrial') {
    const mine = earlier.filter((c) => c.judgment_id === j.id && c.kind === 'retrial')
    return { lastDay: null, found: checkRetrial({
      subject: input.judgmentSummary, reasons: input.grounds, documents: input.documents ?? '', grounds: input.retrialGrounds, final: j.state === 'final', contravention: j.class === 'contravention', applicant: input.applicant, convictDead: input.convictDead,
      refusedGrounds: mine.filter((c) => c.outcome === 'retrial-refused').flatMap((c) => c.retrial_grounds) as FileInput['retrialGrounds'], death: j.death,
    }) }
  }
  if (j.state !== 'given') refuse('courts.judgment-not-open', { status: 409, params: { state: `courts.state.${j.state}` } })
  if (earlier.some((c) => c.judgment_id === j.id && c.state === 'filed' && c.kind === input.kind && c.party === input.party && c.appellant === input.appellant)) refuse('courts.filed-already', { status: 409 })
  if (input.kind === 'objection') return objection(tx, facts, j, today)
  const period: Period = j.last_day ? { last: j.last_day, lawful: j.last_day, article: 'CPC 252(A)' } : cassationPeriod(j.objection_ends ?? today, holidays)
  const petition = { appellant: input.appellant, respondent: input.respondent, judgmentSummary: input.judgmentSummary, judgmentDate: j.given_on, court: j.court_id, grounds: input.grounds, request: input.request }
  const filedAt = place === 'prosecution' ? 'trial-court' as const : place
  return { lastDay: period.last, found: checkChallenge({ party: input.party, against: 'judgment', filedOn: today, period, filedAt, prisoner, petition }) }
}

async function objection(tx: Tx, facts: CaseFacts, j: JudgmentRow, today: string): Promise<{ found: Finding[]; lastDay: string | null }> {
  if (j.mode !== 'in-absence' || j.verdict !== 'convicted') refuse('courts.not-in-absence', { article: 'CPC 243' })
  const [heaviest] = (await listSentences(tx, facts.id)).filter((s) => s.judgment_id === j.id).sort((a, b) => weight[b.kind]! - weight[a.kind]!)
  const penalty = heaviest && weight[heaviest.kind]! > 1 ? heaviest.kind as 'death' | 'life' | 'temporary' : 'strict-detention'
  return { lastDay: j.objection_ends, found: checkObjection({ cls: j.class, penalty, ...(j.served_on ? { servedOn: j.served_on } : {}) }, today, j.objection_ends ?? undefined) }
}
const weight: Record<string, number> = { death: 4, life: 3, temporary: 2, 'strict-detention': 1, 'simple-detention': 1, fine: 0, 'boys-school': 1, 'youths-school': 1, probation: 0, guardian: 0, warning: 0 }

async function correction(tx: Tx, input: FileInput, earlier: readonly ChallengeRow[], today: string, holidays: WorkCalendar): Promise<{ found: Finding[]; lastDay: string | null }> {
  const of = earlier.find((c) => c.id === input.ofChallengeId && c.state === 'decided') ?? refuse('courts.correction-of-what', { article: 'CPC 266', field: 'ofChallengeId' })
  // Once for the decision, whoever asks; and the decision on a correction is not corrected again.
  const correctedBefore = earlier.some((c) => c.kind === 'correction' && c.of_challenge === of.id)
  const period = correctionPeriod(of.told_on ?? baghdadDay(of.decided_at ?? tx.at), holidays)
  const late = of.told_on !== null
  return { lastDay: late ? period.last : null, found: checkCorrection({ of: of.outcome as CassationOutcome, filedOn: late ? today : '0000-01-01', period, correctedBefore, ofCorrectionDecision: of.kind === 'correction' }) }
}

async function issuePetition(tx: Tx, facts: CaseFacts, j: JudgmentRow, input: FileInput, lastDay: string | null, filed: Filed) {
  const office = await getOffice(tx, filed.officeId)
  const court = await getOffice(tx, j.court_id)
  const kurdish = facts.jurisdiction === 'kri'
  return issueForm(tx, { form: 'cassation-petition', officeId: filed.officeId, data: {
    appellant: { name: input.appellant }, capacity: capacity[input.party], respondent: input.respondent, court: kurdish ? court.name_ckb : court.name_ar, caseNumber: facts.number, judgmentDay: j.given_on,
    judgmentSummary: input.judgmentSummary || j.number, ...(lastDay ? { lastDay } : {}), ...(input.grounds ? { reasons: input.grounds } : {}), request: input.request || '—', filedAt: tx.at.toISOString(),
    ...(filed.place === 'prison' ? { throughPrison: kurdish ? office.name_ckb : office.name_ar, director: tx.ctx.session?.personName ?? '' } : {}), ...(input.lawyer ? { lawyer: input.lawyer } : {}),
  } })
}
const capacity: Record<ChallengeRow['party'], string> = {
  prosecution: 'الادعاء العام', accused: 'المحكوم عليه', complainant: 'المشتكي', 'civil-claimant': 'المدعي بالحق المدني', 'civilly-liable': 'المسؤول مدنياً', victim: 'المجني عليه', witness: 'شاهد', other: 'غير ذلك', court: 'المحكمة',
}

/** The judgments that the law sends up of their own accord (CPC 254(A); Juvenile 71), each as a review that the court files itself. */
async function addAutomatic(tx: Tx, facts: CaseFacts, deciderId: string | undefined): Promise<void> {
  const challenges = await listChallengesOf(tx, facts.id)
  for (const j of await listJudgments(tx, facts.id)) {
    const court = await getOffice(tx, j.court_id)
    const due = automaticFileDue(j.given_on, kindOf(court.kind), j.class)
    if (!due || j.state !== 'given' || challenges.some((c) => c.judgment_id === j.id && c.kind !== 'objection')) continue
    if (j.mode === 'in-absence' && j.last_day === null) continue
    const route = await routeOf(tx, j, 'automatic', { deciderId })
    await insertChallenge(tx, {
      id: randomUUIDv7(), case_id: facts.id, judgment_id: j.id, person_id: j.person_id, custody_id: null, kind: 'automatic', number: await nextNumber(tx, 'paper.cassation-petition', j.court_id), of_challenge: null, party: 'court',
      appellant: court.name_ar, respondent: j.accused, grounds: due.article, retrial_grounds: [], request: due.article, filed_at: tx.at, filed_by: actorOf(tx), filed_office: j.court_id, place: 'trial-court', last_day: due.last,
      late: baghdadDay(tx.at) > due.last, decider_id: route.deciderId, decider_kind: route.kind, route_article: due.article, route_confidence: route.confidence, document_id: null, warnings: JSON.stringify(route.findings), ...undecided,
    })
  }
}


import type { Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { startClock, stopClock } from '#kernel/clock/clocks.ts'
import { workCalendarOf } from '#kernel/clock/work-calendar.ts'
import { issueForm } from '#kernel/documents/issue.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import { setCaseStage, type CaseFacts } from '#systems/cases/public.ts'
import type { CustodyFacts } from '#systems/custody/public.ts'
import { getOffence } from '#systems/offences/public.ts'
import { finaliseJudgment, issueMemorandum, pronounceJudgment, serveJudgment } from '../contract/judgments.ts'
import { commit, custodiesOf, endSentences, freeInCase, heldDays, imposeSentences, type Sentenced } from '../effects.ts'
import { tellJudged } from '../hooks.ts'
import { writeJudgment, type Written } from '../pronounce.ts'
import { objectionEnds } from '../rules/absentia.ts'
import { automaticFileDue, cassationPeriod } from '../rules/challenge.ts'
import { consequences } from '../rules/judgment.ts'
import { listChallengesOf } from '../store/challenge.ts'
import { endMemorandum, getJudgmentOf, listJudgments, listSentences, updateJudgment } from '../store/judgment.ts'
import { accusedOf, getAccused } from '../store/people.ts'
import type { JudgmentRow, TrialRow } from '../store/tables.ts'
import { endTrial, getOpenTrial } from '../store/trial.ts'
import { actOnCase } from './onCase.ts'
import { endPaper } from '#kernel/documents/issue.ts'

export const judgeHandlers: readonly Handler[] = [
  handle(pronounceJudgment, async (input, ctx) =>
    actOnCase(ctx, { verb: 'courts.judge', caseId: input.id, version: input.version, basis: 'CPC 182, 223', input, detail: { personId: input.personId, verdicts: input.counts.map((c) => c.verdict) } }, async (tx, facts) => {
      const trial = await getOpenTrial(tx, facts.id)
      const written = await writeJudgment(tx, facts, trial, await getAccused(tx, facts, input.personId), input)
      const effects = await carryOut(tx, facts, written, input.prisonId)
      await replaceEarlier(tx, facts, written.judgment)
      await startPeriods(tx, facts, trial, written.judgment)
      await closeTrialWhenDone(tx, facts, trial)
      await tellJudged(tx, { caseId: facts.id, judgmentId: written.judgment.id, personId: input.personId, verdict: written.judgment.verdict, death: written.judgment.death, custodyIds: effects.custodies.map((c) => c.id), memorandumId: effects.memorandumId, prisonId: effects.memorandumId ? (input.prisonId ?? null) : null })
      return {
        judgmentId: written.judgment.id, number: written.judgment.number, documentId: written.documentId, memorandumNumber: effects.memorandumNumber, releaseOrdered: effects.released, endsAt: effects.until?.toISOString() ?? null,
        lastDayToChallenge: written.judgment.last_day, warnings: written.warnings,
      }
    })),
  handle(serveJudgment, async (input, ctx) =>
    actOnCase(ctx, { verb: 'courts.record-service', caseId: input.id, version: input.version, basis: 'CPC 243', input, detail: { judgmentId: input.judgmentId } }, async (tx, facts) => {
      const j = await getJudgmentOf(tx, facts.id, input.judgmentId)
      if (j.mode !== 'in-absence' || j.verdict !== 'convicted') refuse('courts.not-in-absence', { article: 'CPC 243' })
      if (j.served_on !== null) refuse('courts.served-already', { status: 409 })
      if (input.servedOn > baghdadDay(tx.at) || input.servedOn < j.given_on) refuse('courts.service-time', { field: 'servedOn' })
      const holidays = await workCalendarOf(tx, j.court_id)
      const { dueAt } = await startClock(tx, { rule: 'CLK-08', recordId: facts.id, officeId: j.court_id, from: new Date(`${input.servedOn}T09:00:00Z`), options: { which: j.class, holidays }, note: j.id })
      const ends = baghdadDay(dueAt) > objectionEnds(input.servedOn, j.class) ? baghdadDay(dueAt) : objectionEnds(input.servedOn, j.class)
      // Once the period to object is over the judgment is as if given in presence, and the thirty days begin (252(A)).
      await updateJudgment(tx, j.id, { served_on: input.servedOn, objection_ends: ends, last_day: cassationPeriod(ends, holidays).last })
      return { objectionEnds: ends }
    })),
  handle(finaliseJudgment, async (input, ctx) =>
    actOnCase(ctx, { verb: 'courts.finalise', caseId: input.id, version: input.version, basis: 'CPC 252', input, detail: { judgmentId: input.judgmentId } }, async (tx, facts) => {
      const j = await getJudgmentOf(tx, facts.id, input.judgmentId)
      if (j.state !== 'given') refuse('courts.judgment-not-open', { status: 409, params: { state: `courts.state.${j.state}` } })
      if (j.last_day === null || baghdadDay(tx.at) <= j.last_day) refuse('courts.period-still-runs', { article: 'CPC 252(A)', params: { last: j.last_day ?? '…' } })
      const challenges = (await listChallengesOf(tx, facts.id)).filter((c) => c.judgment_id === j.id)
      if (challenges.some((c) => c.state === 'filed')) refuse('courts.challenge-open', { status: 409, article: 'CPC 252' })
      const court = await getOffice(tx, j.court_id)
      const review = automaticFileDue(j.given_on, kindOf(court.kind), j.class)
      if (review && !challenges.some((c) => c.state === 'decided' && c.kind !== 'objection')) refuse('courts.review-first', { article: review.article })
      await updateJudgment(tx, j.id, { state: 'final', state_at: tx.at, state_why: 'period-over' })
      await finishCase(tx, facts)
      return { judgmentId: j.id }
    })),
  handle(issueMemorandum, async (input, ctx) =>
    actOnCase(ctx, { verb: 'courts.issue-memorandum', caseId: input.id, version: input.version, basis: 'CPC 281', reason: input.reason, input, detail: { judgmentId: input.judgmentId, prisonId: input.prisonId } }, async (tx, facts) => {
      const j = await getJudgmentOf(tx, facts.id, input.judgmentId)
      if (j.state === 'set-aside' || !(await listSentences(tx, facts.id)).some((s) => s.judgment_id === j.id && s.ended_at === null && !s.suspended && s.kind !== 'fine')) refuse('courts.nothing-to-execute', { article: 'CPC 280' })
      const old = await endMemorandum(tx, j.id, 'replaced')
      if (old) await endPaper(tx, { documentId: old.document_id, why: 'replaced', reason: input.reason })
      const custodies = await custodiesOf(tx, facts.id, j.person_id)
      const { memorandumId, number, documentId } = await commit(tx, facts, { judgment: j, prisonId: input.prisonId, judge: ctx.session?.personName ?? '', custodies, heldDays: old?.held_days ?? (await heldDays(tx, custodies, baghdadDay(tx.at))), remarks: input.reason })
      return { memorandumId, number, documentId }
    })),
]

interface Effects { custodies: readonly CustodyFacts[]; released: boolean; memorandumId: string | null; memorandumNumber: string | null; until: Date | null }

/** What follows from the verdict, in the same act (CPC 182(E), 281-284). */
async function carryOut(tx: Tx, facts: CaseFacts, written: Written, prisonId: string | undefined): Promise<Effects> {
  const { judgment: j } = written
  const custodies = await custodiesOf(tx, facts.id, j.person_id)
  const inAbsence = j.mode === 'in-absence'
  const sentenced: Sentenced = j.verdict === 'convicted' ? await imposeSentences(tx, j, written.sentences, custodies) : { custodial: false, death: false, served: false, suspended: false, until: null, creditDays: 0 }
  const next = consequences(j.verdict, {
    inCustody: custodies.some((c) => c.endedAt === null), otherLiveOrder: false, inAbsence, custodialSentence: sentenced.custodial || sentenced.suspended, suspended: sentenced.suspended, contravention: j.class === 'contravention',
    death: sentenced.death, servedInDetention: sentenced.served,
  })
  const effects: Effects = { custodies, released: false, memorandumId: null, memorandumNumber: null, until: sentenced.until }
  for (const c of next) {
    if (c.act === 'release-at-once') effects.released = await freeInCase(tx, custodies, facts.id, releaseOf(j, sentenced, c.article))
    if (c.act === 'send-memorandum') {
      if (!prisonId) refuse('courts.prison-missing', { article: 'CPC 281', field: 'prisonId' })
      const made = await commit(tx, facts, { judgment: j, prisonId, judge: j.judges[0]!, custodies, heldDays: sentenced.creditDays })
      effects.memorandumId = made.memorandumId
      effects.memorandumNumber = made.number
    }
    if (c.act === 'arrest-order') await issueArrest(tx, facts, j)
  }
  return effects
}

function releaseOf(j: JudgmentRow, s: Sentenced, article: string): Parameters<typeof freeInCase>[3] {
  const reason = `${j.verdict} · ${j.number}`
  if (j.verdict === 'convicted') return { decision: s.served ? 'sentence-served' : 'judge', article: s.suspended ? 'Penal 144; CPC 284' : article, reason }
  return { decision: j.verdict === 'rejected' || j.verdict === 'released' ? 'case-closed' : 'acquittal', article, reason }
}

/** Whoever is sentenced to custody in absence is to be arrested (CPC 149(C)). */
async function issueArrest(tx: Tx, facts: CaseFacts, j: JudgmentRow): Promise<void> {
  const lang = facts.jurisdiction === 'kri' ? 'ckb' : 'ar'
  await issueForm(tx, { form: 'arrest-warrant', data: { accused: { name: j.accused.slice(0, 300) }, caseNumber: facts.number, offence: getOffence(j.offence_code).title[lang], article: j.article.slice(0, 300), orderDay: j.given_on, judge: j.judges[0]! } })
}

/** A judgment after a retrial or reconsideration takes the place of the one before it. */
async function replaceEarlier(tx: Tx, facts: CaseFacts, j: JudgmentRow): Promise<void> {
  const earlier = (await listJudgments(tx, facts.id)).filter((e) => e.person_id === j.person_id && e.id !== j.id && e.state !== 'set-aside')
  for (const e of earlier) {
    await endSentences(tx, facts.id, e.id, 'set-aside')
    await updateJudgment(tx, e.id, { state: 'set-aside', state_at: tx.at, state_why: `replaced: ${j.number}` })
  }
}

export function kindOf(courtKind: string): 'felony' | 'juvenile' | 'other' {
  return courtKind === 'felony-court' ? 'felony' : courtKind === 'juvenile-court' ? 'juvenile' : 'other'
}

/** The periods of the law that begin with a judgment. */
async function startPeriods(tx: Tx, facts: CaseFacts, trial: TrialRow, j: JudgmentRow): Promise<void> {
  const holidays = await workCalendarOf(tx, trial.court_id)
  const about = { recordId: facts.id, officeId: trial.court_id, from: tx.at, note: j.id }
  if (j.last_day !== null) await startClock(tx, { ...about, rule: 'CLK-09', options: { holidays } })
  const court = await getOffice(tx, trial.court_id)
  if (automaticFileDue(j.given_on, kindOf(court.kind), j.class)) await startClock(tx, { ...about, rule: 'CLK-10', options: { which: kindOf(court.kind) } })
  if (j.death) await startClock(tx, { ...about, rule: 'CLK-20' })
}

/** When every accused has been judged the trial is over. */
async function closeTrialWhenDone(tx: Tx, facts: CaseFacts, trial: TrialRow): Promise<void> {
  const judged = new Set((await listJudgments(tx, facts.id)).filter((j) => j.state !== 'set-aside').map((j) => j.person_id))
  const inThis = new Set((await listJudgments(tx, facts.id)).filter((j) => j.trial_id === trial.id).map((j) => j.person_id))
  const waiting = (await accusedOf(tx, facts)).some((a) => !judged.has(a.id))
  if (waiting || inThis.size === 0) return
  await endTrial(tx, trial.id)
  await setCaseStage(tx, facts.id, 'judged')
}

/** When every judgment is final, so is the case. */
export async function finishCase(tx: Tx, facts: CaseFacts): Promise<void> {
  const standing = (await listJudgments(tx, facts.id)).filter((j) => j.state !== 'set-aside')
  const open = standing.some((j) => j.state === 'given') || (await listChallengesOf(tx, facts.id)).some((c) => c.state === 'filed')
  if (open || !['judged', 'cassation'].includes(facts.stage)) return
  await setCaseStage(tx, facts.id, 'final')
  await stopClock(tx, { rule: 'CLK-09', recordId: facts.id, state: 'cancelled', outcome: 'final' })
}

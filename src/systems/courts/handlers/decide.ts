import type { Tx } from '#kernel/act/act.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { addDays, baghdadDay, startOfBaghdadDay } from '#kernel/clock/calendar.ts'
import { stopClock } from '#kernel/clock/clocks.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { nextNumber } from '#kernel/numbering/numbering.ts'
import { workCalendarOf } from '#kernel/clock/work-calendar.ts'
import { against, note, type Finding } from '#kernel/words/finding.ts'
import { setCaseStage, type CaseFacts } from '#systems/cases/public.ts'
import { addCoverFact, setStage } from '#systems/custody/public.ts'
import type { z } from 'zod'
import { decideChallenge } from '../contract/challenges.ts'
import type { Outcome } from '../contract/parts.ts'
import { commit, custodiesOf, endSentences, freeInCase, heldDays, imposeSentences } from '../effects.ts'
import { tellSentenceChanged } from '../hooks.ts'
import { isCustodial, lengthOf } from '../law.ts'
import { cassationPeriod, checkOutcome, freesAtOnce, type CassationOutcome } from '../rules/challenge.ts'
import { monthsOf } from '../rules/ceiling.ts'
import { getChallengeOf, listChallengesOf, updateChallenge } from '../store/challenge.ts'
import { getJudgmentOf, listCounts, listMemoranda, listSentences, updateJudgment } from '../store/judgment.ts'
import { actorOf } from '../store/people.ts'
import type { ChallengeRow, JudgmentRow, SentenceRow, TrialRow } from '../store/tables.ts'
import { findOpenTrial, openTrial } from '../store/trial.ts'
import { finishCase } from './judge.ts'
import { actOnCase, warningsIn } from './onCase.ts'

type Input = z.output<typeof decideChallenge.input>
interface Decision { tx: Tx; facts: CaseFacts; c: ChallengeRow; j: JudgmentRow; input: Input }

export const decideHandlers: readonly Handler[] = [
  handle(decideChallenge, async (input, ctx) =>
    actOnCase(ctx, { verb: 'courts.decide-challenge', caseId: input.id, version: input.version, by: 'authority', basis: basisOf(input.outcome), input, detail: { challengeId: input.challengeId, outcome: input.outcome } }, async (tx, facts) => {
      const c = await getChallengeOf(tx, facts.id, input.challengeId)
      if (c.decider_id !== ctx.session?.officeId) refuse('courts.decided-elsewhere', { status: 403, article: c.route_article })
      if (c.state !== 'filed') refuse('courts.decided-already', { status: 409 })
      const j = await getJudgmentOf(tx, facts.id, c.judgment_id)
      const found = await check({ tx, facts, c, j, input }, ctx.session.personName)
      refuseBlocked(found)
      const decisionNumber = await nextNumber(tx, 'challenge-decision', c.decider_id)
      await updateChallenge(tx, c.id, {
        state: 'decided', outcome: input.outcome, decision_number: decisionNumber, decision_reasons: input.reasons, decision_judges: [ctx.session.personName, ...input.judges], decision_warnings: JSON.stringify(warningsIn(found)), decided_at: tx.at,
        decided_by: actorOf(tx), arrived_at: c.arrived_at ?? tx.at,
      })
      await stopClock(tx, { rule: 'CLK-11', recordId: facts.id, state: c.opinion_at ? 'met' : 'cancelled', outcome: 'decided' })
      const released = await carryOut({ tx, facts, c, j, input })
      return { challengeId: c.id, decisionNumber, releaseOrdered: released, warnings: warningsIn(found) }
    })),
]

function basisOf(outcome: Outcome): string {
  if (outcome === 'refused-by-form') return 'CPC 258'
  if (outcome.startsWith('objection')) return 'CPC 245'
  if (outcome.startsWith('retrial')) return 'CPC 274'
  return outcome === 'correction-refused' ? 'CPC 268' : 'CPC 259'
}

const openTo: Record<ChallengeRow['kind'], (outcome: Outcome) => boolean> = {
  objection: (o) => o === 'objection-accepted' || o === 'objection-refused' || o === 'refused-by-form', retrial: (o) => o === 'retrial-granted' || o === 'retrial-refused', correction: (o) => o === 'correction-refused' || isCassation(o),
  cassation: (o) => o === 'refused-by-form' || isCassation(o), automatic: isCassation,
}
const special: readonly Outcome[] = ['refused-by-form', 'correction-refused', 'retrial-granted', 'retrial-refused', 'objection-accepted', 'objection-refused']
function isCassation(o: Outcome): o is CassationOutcome {
  return !special.includes(o)
}

async function check(d: Decision, judge: string): Promise<Finding[]> {
  const { tx, facts, c, j, input } = d
  if (!openTo[c.kind](input.outcome)) refuse('courts.outcome-not-open', { article: basisOf(input.outcome), field: 'outcome' })
  const found: Finding[] = []
  const all = await listChallengesOf(tx, facts.id)
  if (isCassation(input.outcome)) {
    found.push(...checkOutcome({
      outcome: input.outcome, convictedBelow: j.verdict === 'convicted', reasons: input.reasons, returnedBefore: all.some((o) => o.id !== c.id && (o.outcome === 'returned-to-aggravate' || o.outcome === 'returned-to-convict')),
      filedOnlyByAccused: all.filter((o) => o.judgment_id === j.id && o.state === 'filed').every((o) => o.party === 'accused'),
    }))
  } else if (input.reasons === '') found.push(against('courts.cassation-without-reasons', 'CPC 259(B)', 'T', { field: 'reasons' }))
  if (c.kind !== 'objection' && c.opinion_at === null) found.push(note('courts.no-opinion', 'CPC 255', 'T', { field: 'challengeId' }))
  if (c.decider_kind === 'cassation-general-panel' && input.judges.length === 0) found.push(against('courts.members-missing', 'CPC 257(B)', 'T', { field: 'judges' }))
  else if (c.decider_kind !== 'trial-court' && input.judges.length < 2) found.push(note('courts.panel-of-three', 'Law 160/1979', 'U', { field: 'judges', params: { count: 1 + input.judges.length } }))
  if (input.judges.includes(judge)) found.push(against('courts.judge-twice', 'CPC 224(A)', 'T', { field: 'judges' }))
  if (c.late && !['refused-by-form'].includes(input.outcome)) found.push(note('courts.challenge-late', 'CPC 258(A)', 'T', { field: 'outcome', params: { last: c.last_day ?? '…' } }))
  const falls = input.outcome === 'quashed-retrial' || input.outcome === 'objection-accepted'
  const held = falls && (await custodiesOf(tx, facts.id, j.person_id)).some((x) => x.endedAt === null)
  if (held && !input.custody) found.push(against('courts.custody-undecided', 'CPC 259(A)', 'T', { field: 'custody' }))
  if (held && input.custody === 'hold' && !input.holdDays) found.push(against('courts.custody-undecided', 'CPC 109(A)', 'T', { field: 'holdDays' }))
  return found
}

/** What the decision does (CPC 259(A), 245, 268, 274). True where a release was ordered. */
async function carryOut(d: Decision): Promise<boolean> {
  const { tx, facts, j, input } = d
  const { outcome } = input
  const custodies = await custodiesOf(tx, facts.id, j.person_id)
  const told = (why: 'reduced' | 'quashed' | 'retrial' | 'set-aside') => tellSentenceChanged(tx, { caseId: facts.id, judgmentId: j.id, personId: j.person_id, custodyIds: custodies.map((c) => c.id), why })
  if (outcome === 'upheld-lighter') {
    const served = await lighten(d)
    await makeFinal(d)
    await told('reduced')
    return served ? freeInCase(tx, custodies, facts.id, { decision: 'sentence-served', article: 'CPC 259(A), 284', reason: outcome }) : false
  }
  if (outcome === 'quashed-acquitted' && freesAtOnce(outcome)) {
    const released = await freeInCase(tx, custodies, facts.id, { decision: 'acquittal', article: 'CPC 259(A)(6), 284', reason: outcome })
    await endSentences(tx, facts.id, j.id, 'quashed')
    await updateJudgment(tx, j.id, { state: 'set-aside', state_at: tx.at, state_why: outcome })
    await finish(d)
    await told('quashed')
    return released
  }
  if (outcome === 'quashed-retrial' || outcome === 'acquittal-quashed-retrial' || outcome === 'objection-accepted') {
    const released = await holdOrFree(d, custodies)
    await endSentences(tx, facts.id, j.id, outcome === 'objection-accepted' ? 'set-aside' : 'retrial')
    await updateJudgment(tx, j.id, { state: 'set-aside', state_at: tx.at, state_why: outcome })
    await tryAgain(d, outcome === 'objection-accepted' ? 'objection' : 'retrial')
    await told('retrial')
    return released
  }
  if (outcome === 'returned-to-aggravate' || outcome === 'returned-to-convict') await tryAgain(d, 'reconsideration')
  else if (outcome === 'retrial-granted') await tryAgain(d, 'retrial')
  else if (outcome === 'objection-refused' || (outcome === 'refused-by-form' && d.c.kind === 'objection')) await asIfPresent(d)
  else if (outcome === 'retrial-refused') await finish(d)
  else await makeFinal(d)
  return false
}

async function makeFinal({ tx, facts, j, input }: Decision): Promise<void> {
  if (j.state === 'given') await updateJudgment(tx, j.id, { state: 'final', state_at: tx.at, state_why: input.outcome })
  await finishCase(tx, facts)
}

async function finish({ tx, facts }: Decision): Promise<void> {
  await finishCase(tx, facts)
}

/** A judgment whose objection fails stands as if it had been given in presence today. */
async function asIfPresent({ tx, facts, j }: Decision): Promise<void> {
  const today = baghdadDay(tx.at)
  await stopClock(tx, { rule: 'CLK-08', recordId: facts.id, state: 'met', outcome: 'objection-refused' })
  await updateJudgment(tx, j.id, { objection_ends: today, last_day: cassationPeriod(today, await workCalendarOf(tx, j.court_id)).last })
}

/** The case is tried again by the court that gave the judgment. */
async function tryAgain({ tx, facts, j }: Decision, why: TrialRow['why']): Promise<void> {
  if (!(await findOpenTrial(tx, facts.id))) await openTrial(tx, { caseId: facts.id, courtId: j.court_id, why, cls: j.class, juvenile: j.juvenile })
  if (facts.stage !== 'trial') await setCaseStage(tx, facts.id, 'trial', { trialCourtId: j.court_id })
}

/** Where a conviction falls: free, or held by the court's order for the days it names. The new cover comes before the old one ends. */
async function holdOrFree({ tx, facts, input, c }: Decision, custodies: Awaited<ReturnType<typeof custodiesOf>>): Promise<boolean> {
  const live = custodies.filter((x) => x.endedAt === null)
  if (live.length === 0) return false
  if (input.custody !== 'hold') return freeInCase(tx, live, facts.id, { decision: 'judge', article: basisOf(input.outcome), reason: input.outcome })
  const until = startOfBaghdadDay(addDays(baghdadDay(tx.at), input.holdDays ?? 15))
  for (const x of live) {
    await addCoverFact(tx, x.id, { type: 'order', by: 'court', at: tx.at, from: tx.at, to: until, caseRef: facts.id }, { challengeId: c.id })
    await setStage(tx, x.id, 'on-trial')
  }
  return false
}

/** Lighter sentences take the place of those that stood. True where what was served reaches them already. */
async function lighten({ tx, facts, j, input, c }: Decision): Promise<boolean> {
  const standing = (await listSentences(tx, facts.id)).filter((s) => s.judgment_id === j.id && s.ended_at === null)
  const counts = await listCounts(tx, facts.id)
  if (input.sentences.length === 0) refuse('courts.lighter-missing', { article: 'CPC 259(A)', field: 'sentences' })
  const list = standing.map((s) => {
    const change = input.sentences.find((x) => x.sentenceId === s.id)
    if (change && !isLighter(change.sentence, s)) refuse('courts.not-lighter', { article: 'CPC 259(A)', field: 'sentences' })
    return { count: counts.find((k) => k.id === s.count_id)!, sentence: change?.sentence ?? termOf(s), replaces: s.id }
  })
  if (input.sentences.some((x) => !standing.some((s) => s.id === x.sentenceId))) refuse('courts.sentence-unknown', { field: 'sentences' })
  const custodies = await custodiesOf(tx, facts.id, j.person_id)
  const startsOn = standing.map((s) => s.starts_on).filter((d) => d !== null).sort()[0] ?? baghdadDay(tx.at)
  const [memorandum] = (await listMemoranda(tx, facts.id)).filter((m) => m.judgment_id === j.id && m.ended_at === null)
  const sentenced = await imposeSentences(tx, j, list, custodies, startsOn)
  const written = new Set((await listSentences(tx, facts.id)).filter((s) => s.judgment_id === j.id && s.ended_at === null && !standing.some((o) => o.id === s.id)).map((s) => s.id))
  await endSentences(tx, facts.id, j.id, 'reduced', written)
  const served = sentenced.served || (sentenced.custodial && sentenced.until !== null && sentenced.until <= tx.at) || !sentenced.custodial
  if (memorandum && !served) await commit(tx, facts, { judgment: j, prisonId: memorandum.prison_id, judge: tx.ctx.session?.personName ?? '', custodies, heldDays: await heldDays(tx, custodies, startsOn), remarks: `CPC 259: ${c.number}` })
  return served && custodies.some((x) => x.endedAt === null)
}

function termOf(s: SentenceRow): Input['sentences'][number]['sentence'] {
  return {
    kind: s.kind, years: s.years, months: s.months, days: s.days, ...(s.fine_iqd === null ? {} : { fineIqd: s.fine_iqd }), ...(s.fine_default_days === null ? {} : { fineDefaultDays: s.fine_default_days }), suspended: s.suspended, concurrent: s.concurrent,
    ...(s.linked_group === null ? {} : { linkedGroup: s.linked_group }),
  }
}

const gravity: Record<SentenceRow['kind'], number> = { death: 6, life: 5, temporary: 4, 'strict-detention': 3, 'simple-detention': 2, 'boys-school': 3, 'youths-school': 3, fine: 1, probation: 1, guardian: 0, warning: 0 }

function isLighter(to: Input['sentences'][number]['sentence'], from: SentenceRow): boolean {
  const length = (s: Pick<SentenceRow, 'kind' | 'years' | 'months' | 'days'>) => (isCustodial(s.kind) ? monthsOf(lengthOf(s)) : 0)
  const [a, b] = [length(to), length(from)]
  if (gravity[to.kind] > gravity[from.kind]) return false
  if (from.kind === 'death') return to.kind !== 'death'
  return a < b || (a === b && (gravity[to.kind] < gravity[from.kind] || (to.fineIqd ?? 0) < (from.fine_iqd ?? 0) || (to.suspended && !from.suspended)))
}

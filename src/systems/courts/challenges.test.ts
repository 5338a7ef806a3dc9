import { beforeAll, describe, expect, test } from 'vitest'
import { read } from '#kernel/act/act.ts'
import { missDueClocks } from '#kernel/clock/alarms.ts'
import { addDays, baghdadDay, dayMs } from '#kernel/clock/calendar.ts'
import { acceptHandover, offerHandover } from '#kernel/handover/contract.ts'
import type { TestApp } from '#test/support/app.ts'
import { decideChallenge, fileChallenge, giveOpinion, listChallenges, sendFile, tellDecision } from './contract/challenges.ts'
import { openHearing, scheduleHearing, recordPublication } from './contract/hearings.ts'
import { finaliseJudgment, getDeathFile, issueMemorandum, recordDeathStep, serveJudgment } from './contract/judgments.ts'
import type { Outcome } from './contract/parts.ts'
import { findCommitment } from './public.ts'
import { charged, clocksOf, convicted, courtApp, custodyPage, hearingAt, heldHearing, judged, misdemeanour, onTrial, panel, pass, version } from './test/scene.ts'

let app: TestApp
beforeAll(async () => { app = await courtApp() })

type Convict = Awaited<ReturnType<typeof convicted>>
const petition = { appellant: 'المحكوم عليه', respondent: 'الادعاء العام', judgmentSummary: 'السجن سبع سنوات', grounds: 'لم تكفِ الأدلة', request: 'نقض الحكم' }
const file = (c: Convict, change: Record<string, unknown> = {}) => ({ id: c.caseId, judgmentId: c.judgment.judgmentId, kind: 'cassation' as const, party: 'accused' as const, ...petition, ...change })

async function decided(c: Convict, challengeId: string, outcome: Outcome, change: Record<string, unknown> = {}) {
  return { id: c.caseId, version: await version(app, c.caseId), challengeId, outcome, reasons: 'لأسباب القرار', judges: ['القاضي أ', 'القاضي ب'], ...change }
}

describe('cassation', () => {
  test('filed, sent, opinion, upheld: final, and the month for correction begins when it is told', async () => {
    const c = await convicted(app)
    const filed = await app.ok('felonyClerk', fileChallenge, file(c))
    expect(filed).toMatchObject({ late: false, lastDay: c.judgment.lastDayToChallenge })
    expect((await app.call('felonyClerk', fileChallenge, file(c))).problem).toMatchObject({ code: 'courts.filed-already' })
    const early = await app.call('prosecutor', giveOpinion, { id: c.caseId, challengeId: filed.challengeId, opinion: 'طلب التصديق' })
    expect(early.problem).toMatchObject({ code: 'courts.file-not-arrived' })
    const sent = await app.ok('felonyClerk', sendFile, { id: c.caseId })
    expect(sent.challengeIds).toEqual([filed.challengeId])
    expect((await clocksOf(app, c.caseId)).find((k) => k.rule === 'CLK-10')).toMatchObject({ state: 'met' })
    expect((await clocksOf(app, c.caseId)).find((k) => k.rule === 'CLK-11')).toMatchObject({ state: 'running', office_id: app.country.offices.prosecution })
    await app.ok('prosecutor', giveOpinion, { id: c.caseId, challengeId: filed.challengeId, opinion: 'طلب التصديق' })
    const { rows } = await app.ok('cassationJudge', listChallenges, { mine: 'yes', state: 'filed' })
    expect(rows.map((r) => r.id)).toContain(filed.challengeId)
    const made = await app.ok('cassationJudge', decideChallenge, await decided(c, filed.challengeId, 'upheld'))
    expect(made.warnings).toEqual([])
    expect(await panel(app, c.caseId)).toMatchObject({ stage: 'final', judgments: [{ state: 'final' }] })
    const told = await app.ok('felonyClerk', tellDecision, { id: c.caseId, challengeId: filed.challengeId, on: baghdadDay(app.time.now) })
    expect(told.correctionEnds >= addDays(baghdadDay(app.time.now), 30)).toBe(true)
    const first = await app.ok('felonyClerk', fileChallenge, file(c, { kind: 'correction', ofChallengeId: filed.challengeId }))
    const second = await app.call('felonyClerk', fileChallenge, file(c, { kind: 'correction', ofChallengeId: filed.challengeId, appellant: 'وكيله' }))
    expect(second.problem).toMatchObject({ code: 'courts.correction-twice', article: 'CPC 269(A)' })
    await app.ok('cassationJudge', decideChallenge, await decided(c, first.challengeId, 'correction-refused'))
    const third = await app.call('felonyClerk', fileChallenge, file(c, { kind: 'correction', ofChallengeId: first.challengeId }))
    expect(third.problem).toMatchObject({ code: 'courts.correction-of-correction' })
  })

  test('a late one is received, marked, and may be refused by its form', async () => {
    const c = await convicted(app)
    pass(app, 40 * dayMs)
    const late = await app.ok('felonyClerk', fileChallenge, file(c))
    expect(late).toMatchObject({ late: true, warnings: [{ code: 'courts.challenge-late' }] })
    await app.ok('felonyClerk', sendFile, { id: c.caseId })
    await app.ok('cassationJudge', decideChallenge, await decided(c, late.challengeId, 'refused-by-form'))
    expect(await panel(app, c.caseId)).toMatchObject({ stage: 'final' })
  })

  test('the felony file goes up of its own accord, and an unsent one is an alarm', async () => {
    const c = await convicted(app)
    const final = await app.call('felonyJudge', finaliseJudgment, { id: c.caseId, version: await version(app, c.caseId), judgmentId: c.judgment.judgmentId })
    expect(final.problem).toMatchObject({ code: 'courts.period-still-runs' })
    pass(app, 11 * dayMs)
    await missDueClocks(app.systemCtx)
    expect((await clocksOf(app, c.caseId)).find((k) => k.rule === 'CLK-10')).toMatchObject({ state: 'missed' })
    await app.ok('felonyClerk', sendFile, { id: c.caseId })
    const challenges = (await panel(app, c.caseId)).challenges
    expect(challenges).toMatchObject([{ kind: 'automatic', party: 'court', late: true, decider: { id: app.country.offices.cassationCourt } }])
    expect((await app.call('felonyClerk', sendFile, { id: c.caseId })).problem).toMatchObject({ code: 'courts.nothing-to-send' })
    const decision = await app.ok('cassationJudge', decideChallenge, await decided(c, challenges[0]!.id, 'upheld'))
    expect(decision.warnings.map((w) => w.code)).toContain('courts.no-opinion')
  })

  test('a prisoner’s goes through the director of the prison that holds him, and only that', async () => {
    const c = await convicted(app)
    const before = await app.call('prisonDirector', fileChallenge, file(c, { custodyId: c.custodyId }))
    expect(before.problem.code).toMatch(/record-unknown|not-held-here/)
    await app.ok('stationOfficer', offerHandover, { recordId: c.custodyId, toOffice: app.country.offices.prison })
    await app.ok('prisonReception', acceptHandover, { recordId: c.custodyId })
    expect(await read(await app.ctx('prisonReception'), (r) => findCommitment(r, c.custodyId))).toMatchObject({ memorandumNumber: c.judgment.memorandumNumber })
    const other = await app.call('prisonDirector', fileChallenge, file(c, { custodyId: c.custodyId, party: 'complainant' }))
    expect(other.problem).toMatchObject({ code: 'courts.prison-files-for-prisoner' })
    const filed = await app.ok('prisonDirector', fileChallenge, file(c, { custodyId: c.custodyId }))
    expect((await panel(app, c.caseId)).challenges).toMatchObject([{ id: filed.challengeId, place: 'prison' }])
    const lone = await app.call('prosecutor', fileChallenge, file(c))
    expect(lone.problem).toMatchObject({ code: 'courts.prosecution-files-itself' })
    await app.ok('prosecutor', fileChallenge, file(c, { party: 'prosecution', appellant: 'الادعاء العام' }))
  })

  test('a lighter sentence shortens the cover; a new memorandum takes the place of the old', async () => {
    const c = await convicted(app)
    const { challengeId } = await app.ok('felonyClerk', fileChallenge, file(c))
    await app.ok('felonyClerk', sendFile, { id: c.caseId })
    const [sentence] = (await panel(app, c.caseId)).judgments[0]!.sentences
    const heavier = await app.call('cassationJudge', decideChallenge, await decided(c, challengeId, 'upheld-lighter', { sentences: [{ sentenceId: sentence!.id, sentence: { kind: 'temporary', years: 8 } }] }))
    expect(heavier.problem).toMatchObject({ code: 'courts.not-lighter' })
    pass(app, 5 * dayMs)
    await app.ok('cassationJudge', decideChallenge, await decided(c, challengeId, 'upheld-lighter', { sentences: [{ sentenceId: sentence!.id, sentence: { kind: 'temporary', years: 6 } }] }))
    const custody = await custodyPage(app, c.custodyId)
    const year = (iso: string) => `${Number(iso.slice(0, 4)) - 1}${iso.slice(4)}`
    expect(custody).toMatchObject({ stage: 'sentenced', cover: { status: 'covered', kind: 'sentence', until: year(c.judgment.endsAt!) } })
    const commitment = await read(await app.ctx('felonyJudge'), (r) => findCommitment(r, c.custodyId))
    expect(commitment).toMatchObject({ heldDays: 10, sentences: [{ years: 6 }] })
    expect(commitment!.memorandumId).not.toBe((await panel(app, c.caseId)).judgments[0]!.sentences[0]!.id)
    expect((await panel(app, c.caseId)).judgments[0]!.sentences.map((s) => s.endedWhy)).toEqual(['reduced', null])
  })

  test('quashed with acquittal frees; quashed for a new trial holds by order, and the new judgment takes its place', async () => {
    const free = await convicted(app)
    const one = await app.ok('felonyClerk', fileChallenge, file(free))
    await app.ok('felonyClerk', sendFile, { id: free.caseId })
    expect(await app.ok('cassationJudge', decideChallenge, await decided(free, one.challengeId, 'quashed-acquitted'))).toMatchObject({ releaseOrdered: true })
    expect(await custodyPage(app, free.custodyId)).toMatchObject({ stage: 'release-ordered' })
    expect(await read(await app.ctx('felonyJudge'), (r) => findCommitment(r, free.custodyId))).toBeUndefined()

    const c = await convicted(app)
    const two = await app.ok('felonyClerk', fileChallenge, file(c))
    await app.ok('felonyClerk', sendFile, { id: c.caseId })
    const silent = await app.call('cassationJudge', decideChallenge, await decided(c, two.challengeId, 'quashed-retrial'))
    expect(silent.problem).toMatchObject({ code: 'courts.custody-undecided' })
    const wrong = await app.call('cassationJudge', decideChallenge, await decided(c, two.challengeId, 'acquittal-upheld'))
    expect(wrong.problem).toMatchObject({ code: 'courts.cassation-outcome-not-open' })
    await app.ok('cassationJudge', decideChallenge, await decided(c, two.challengeId, 'quashed-retrial', { custody: 'hold', holdDays: 15 }))
    expect(await custodyPage(app, c.custodyId)).toMatchObject({ cover: { status: 'covered', kind: 'court-order' }, stage: 'on-trial' })
    expect(await panel(app, c.caseId)).toMatchObject({ stage: 'trial', judgments: [{ state: 'set-aside' }], trials: [{}, { why: 'retrial', endedAt: null }] })
    const set = await app.ok('felonyClerk', scheduleHearing, { id: c.caseId, ...hearingAt(app, 10), judgeIds: [app.country.accounts['felonyJudge']!.accountId] })
    pass(app, 10 * dayMs)
    await app.ok('felonyJudge', openHearing, { id: c.caseId, hearingId: set.hearingId, public: true, shackled: false, accused: [{ personId: c.personId, present: true, lawyer: 'زينب' }] })
    const sheetId = await charged(app, c)
    const again = await judged(app, c, { hearingId: set.hearingId, sheetId, verdict: 'charge-annulled' })
    expect(again).toMatchObject({ releaseOrdered: true })
  })

  test('another court may be named, with a warning; one that hears no challenges may not', async () => {
    const c = await convicted(app)
    expect((await app.call('felonyClerk', fileChallenge, file(c, { deciderId: app.country.offices.prison }))).problem).toMatchObject({ code: 'courts.not-a-court-above' })
    const named = await app.ok('felonyClerk', fileChallenge, file(c, { deciderId: app.country.offices.appealCourt }))
    expect(named.warnings.map((w) => w.code)).toContain('courts.other-decider')
    const foreign = await app.call('cassationJudge', decideChallenge, await decided(c, named.challengeId, 'upheld'))
    expect(foreign.status).toBe(404)
  })
})

describe('misdemeanours', () => {
  async function small(): Promise<Convict> {
    const held = await onTrial(app, { charge: 'PC-446', to: misdemeanour })
    const hearingId = await heldHearing(app, held, misdemeanour)
    const sheetId = await charged(app, held, misdemeanour, { offenceCode: 'PC-446' })
    return { ...held, hearingId, sheetId, judgment: await judged(app, held, { hearingId, sheetId, offenceCode: 'PC-446', to: misdemeanour, sentence: { kind: 'strict-detention', years: 1 }, change: { members: [] } }) }
  }

  test('go to the Court of Appeal by practice, which warns; nothing is sent up of its own accord', async () => {
    const c = await small()
    expect((await clocksOf(app, c.caseId)).some((k) => k.rule === 'CLK-10')).toBe(false)
    expect((await app.call('misdemeanourClerk', sendFile, { id: c.caseId })).problem).toMatchObject({ code: 'courts.nothing-to-send' })
    const filed = await app.ok('misdemeanourClerk', fileChallenge, file(c))
    expect(filed.warnings).toMatchObject([{ code: 'courts.route-by-practice', confidence: 'C', outcome: 'warn' }])
    expect((await panel(app, c.caseId)).challenges).toMatchObject([{ decider: { id: app.country.offices.appealCourt }, deciderKind: 'appeal-as-cassation' }])
    const open = await app.call('misdemeanourJudge', finaliseJudgment, { id: c.caseId, version: await version(app, c.caseId), judgmentId: c.judgment.judgmentId })
    expect(open.problem).toMatchObject({ code: 'courts.period-still-runs' })
  })

  test('become final when the thirty days are over and nobody challenged', async () => {
    const c = await small()
    pass(app, 36 * dayMs)
    await app.ok('misdemeanourJudge', finaliseJudgment, { id: c.caseId, version: await version(app, c.caseId), judgmentId: c.judgment.judgmentId })
    expect(await panel(app, c.caseId)).toMatchObject({ stage: 'final', judgments: [{ state: 'final' }] })
    const again = await app.call('misdemeanourClerk', fileChallenge, file(c))
    expect(again.problem).toMatchObject({ code: 'courts.judgment-not-open' })
  })
})

describe('absence, retrial, death', () => {
  test('a judgment in absence orders the arrest; served, objected to, tried anew', async () => {
    const held = await onTrial(app)
    const set = await app.ok('felonyClerk', scheduleHearing, { id: held.caseId, ...hearingAt(app, 70), judgeIds: [app.country.accounts['felonyJudge']!.accountId] })
    const day = baghdadDay(app.time.now)
    await app.ok('felonyClerk', recordPublication, { id: held.caseId, personId: held.personId, residenceKnown: false, postedAtResidence: false, newspapers: [{ name: 'الصباح', on: day }, { name: 'الزمان', on: day }] })
    pass(app, 70 * dayMs)
    await app.ok('felonyJudge', openHearing, { id: held.caseId, hearingId: set.hearingId, public: true, shackled: false, accused: [{ personId: held.personId, present: false, fugitive: true }] })
    const sheetId = await charged(app, held)
    const judgment = await judged(app, held, { hearingId: set.hearingId, sheetId })
    expect(judgment).toMatchObject({ lastDayToChallenge: null, memorandumNumber: null })
    const served = await app.ok('felonyClerk', serveJudgment, { id: held.caseId, judgmentId: judgment.judgmentId, servedOn: baghdadDay(app.time.now) })
    expect(served.objectionEnds > addDays(baghdadDay(app.time.now), 180)).toBe(true)
    expect((await clocksOf(app, held.caseId)).find((k) => k.rule === 'CLK-08')).toMatchObject({ state: 'running' })
    const c: Convict = { ...held, hearingId: set.hearingId, sheetId, judgment }
    const objection = await app.ok('felonyClerk', fileChallenge, file(c, { kind: 'objection' }))
    await app.ok('felonyJudge', decideChallenge, await decided(c, objection.challengeId, 'objection-accepted', { judges: [], custody: 'hold', holdDays: 15 }))
    expect(await panel(app, held.caseId)).toMatchObject({ stage: 'trial', judgments: [{ state: 'set-aside' }] })
  })

  test('a retrial has its grounds, and the judgment stands until the new one', async () => {
    const c = await convicted(app)
    await app.ok('felonyClerk', sendFile, { id: c.caseId })
    const [review] = (await panel(app, c.caseId)).challenges
    await app.ok('cassationJudge', decideChallenge, await decided(c, review!.id, 'upheld'))
    const bare = await app.call('prosecutor', fileChallenge, file(c, { kind: 'retrial', party: 'prosecution', documents: 'قرار' }))
    expect(bare.problem).toMatchObject({ code: 'courts.retrial-no-ground', article: 'CPC 270' })
    const filed = await app.ok('prosecutor', fileChallenge, file(c, { kind: 'retrial', party: 'prosecution', retrialGrounds: ['new-facts'], documents: 'قرار' }))
    await app.ok('cassationJudge', decideChallenge, await decided(c, filed.challengeId, 'retrial-granted'))
    expect(await panel(app, c.caseId)).toMatchObject({ stage: 'trial', judgments: [{ state: 'final' }] })
    expect(await custodyPage(app, c.custodyId)).toMatchObject({ cover: { kind: 'sentence' } })
    const replaced = await app.ok('felonyJudge', issueMemorandum, { id: c.caseId, judgmentId: c.judgment.judgmentId, prisonId: app.country.offices.otherPrison, reason: 'قربه من ذويه' })
    expect(replaced.number).not.toBe(c.judgment.memorandumNumber)
  })

  test('a death sentence: review is told, the gates stay shut without decree, order and the rest', async () => {
    const death = { charge: 'PC-406', sentence: { kind: 'death' as const } }
    await expect(convicted(app, death)).rejects.toThrow(/death-review-untold|over-ceiling/)
    const c = await convicted(app, { ...death, change: { toldOfAutomaticReview: true } }).catch((error: Error) => error)
    if (c instanceof Error) throw c
    expect(await custodyPage(app, c.custodyId)).toMatchObject({ stage: 'sentenced', cover: { status: 'covered', until: null } })
    const before = await app.call('prosecutor', recordDeathStep, { id: c.caseId, judgmentId: c.judgment.judgmentId, step: 'decree-execution', on: baghdadDay(app.time.now), number: '12' })
    expect(before.problem).toMatchObject({ code: 'courts.execution-no-cassation' })
    await app.ok('felonyClerk', sendFile, { id: c.caseId })
    const [review] = (await panel(app, c.caseId)).challenges
    expect(review).toMatchObject({ deciderKind: 'cassation-general-panel' })
    const alone = await app.call('cassationJudge', decideChallenge, await decided(c, review!.id, 'upheld', { judges: [] }))
    expect(alone.problem).toMatchObject({ code: 'courts.members-missing', article: 'CPC 257(B)' })
    await app.ok('cassationJudge', decideChallenge, await decided(c, review!.id, 'upheld'))
    const nameless = await app.call('prosecutor', recordDeathStep, { id: c.caseId, judgmentId: c.judgment.judgmentId, step: 'decree-execution', on: baghdadDay(app.time.now) })
    expect(nameless.problem).toMatchObject({ code: 'courts.decree-number' })
    await app.ok('prosecutor', recordDeathStep, { id: c.caseId, judgmentId: c.judgment.judgmentId, step: 'decree-execution', on: baghdadDay(app.time.now), number: '12' })
    const gates = await app.ok('prosecutor', getDeathFile, { id: c.caseId, judgmentId: c.judgment.judgmentId })
    expect(gates.open).toBe(false)
    const codes = gates.against.map((f) => f.code)
    expect(codes).toEqual(expect.arrayContaining(['courts.execution-no-order', 'courts.execution-too-soon', 'courts.execution-family-untold', 'courts.execution-panel']))
    expect(codes).not.toContain('courts.execution-no-decree')
  })
})

import { beforeAll, describe, expect, test } from 'vitest'
import { addDays, baghdadDay, dayMs } from '#kernel/clock/calendar.ts'
import { acceptHandover } from '#kernel/handover/contract.ts'
import { read } from '#kernel/act/act.ts'
import type { TestApp } from '#test/support/app.ts'
import { addToMinutes, adjournHearing, getCasePanel, getHearing, issueNotice, listHearings, openHearing, recordPublication, recordService, scheduleHearing, writeMinutes } from './contract/hearings.ts'
import { chargesOf } from '#systems/cases/public.ts'
import { getCustody } from '#systems/custody/public.ts'
import { drawUpCharge, getBounds, pronounceJudgment } from './contract/judgments.ts'
import { findCommitment, sentencesOf } from './public.ts'
import { charged, clocksOf, convicted, courtApp, custodyPage, detained, hearingAt, heldHearing, judged, judgmentForm, juvenile, makeRoom, misdemeanour, onTrial, panel, pass, referred, version } from './test/scene.ts'

let app: TestApp
beforeAll(async () => { app = await courtApp() })

const minutes = { publicity: 'علنية', clerk: 'سلام داود', prosecutor: 'ليث محمود', parties: 'المتهم - موقوف\nالمشتكي', witnesses: 'لا يوجد', papersRead: 'محضر الضبط', requests: 'لا يوجد', procedures: 'نودي على الخصوم فحضروا.', decisions: 'استمرار المحاكمة', pages: 2, pagesSigned: 2 }

describe('from the referral to the prison', () => {
  test('a referred case is accepted, heard, judged; the memorandum issued and the sentence covers', async () => {
    const held = await referred(app, await detained(app))
    const first = await panel(app, held.caseId, 'felonyClerk')
    expect(first).toMatchObject({ stage: 'trial', trials: [{ cls: 'felony', why: 'referral', endedAt: null }], holderId: app.country.offices.felonyCourt })
    expect(await custodyPage(app, held.custodyId)).toMatchObject({ stage: 'on-trial' })
    const hearingId = await heldHearing(app, held)
    const written = await app.ok('felonyClerk', writeMinutes, { id: held.caseId, hearingId, ...minutes })
    expect(written.number).toMatch(/^\d{4}\/\d{6}$/)
    expect((await app.call('felonyClerk', writeMinutes, { id: held.caseId, hearingId, ...minutes })).problem).toMatchObject({ code: 'courts.minutes-written-already' })
    await app.ok('felonyClerk', addToMinutes, { id: held.caseId, hearingId, text: 'تصحيح: اسم الشاهد حيدر ناصر.' })
    const page = await app.ok('felonyClerk', getHearing, { id: hearingId })
    expect(page.minutes.map((m) => m.kind)).toEqual(['minutes', 'addition'])
    const sheetId = await charged(app, held)
    const bounds = await app.ok('felonyJudge', getBounds, { id: held.caseId, personId: held.personId })
    expect(bounds).toMatchObject({ mode: 'in-presence', hearingId, inCustody: true, charges: [{ sheetId, cls: 'felony', ceiling: { kind: 'custody' } }] })
    const day = baghdadDay(app.time.now)
    const heavy = await app.call('felonyJudge', pronounceJudgment, await judgmentForm(app, held, { hearingId, sheetId, sentence: { kind: 'life' } }))
    expect(heavy.problem).toMatchObject({ code: 'courts.sentence-over-ceiling' })
    const made = await judged(app, held, { hearingId, sheetId })
    expect(made).toMatchObject({ memorandumNumber: expect.stringMatching(/^\d{4}\//), releaseOrdered: false, lastDayToChallenge: expect.any(String) })
    const custody = await custodyPage(app, held.custodyId)
    expect(custody).toMatchObject({ stage: 'sentenced', cover: { status: 'covered', kind: 'sentence', until: made.endsAt } })
    // Seven years from the day of judgment, less the ten days before it.
    expect(made.endsAt).toBe(new Date(`${addDays(addDays(`${Number(day.slice(0, 4)) + 7}${day.slice(4)}`, -1), -10)}T12:00:00+03:00`).toISOString())
    const known = await read(await app.ctx('prisonDirector'), (r) => findCommitment(r, held.custodyId))
    expect(await read(await app.ctx('otherPrisonReception'), (r) => findCommitment(r, held.custodyId))).toBeUndefined()
    expect(known).toMatchObject({ memorandumNumber: made.memorandumNumber, heldDays: 10, prisonId: app.country.offices.prison, judgmentOn: day, sentences: [{ kind: 'temporary', years: 7, creditDays: 10 }] })
    expect(await read(await app.ctx('felonyJudge'), (r) => sentencesOf(r, held.custodyId))).toHaveLength(1)
    const clocks = (await clocksOf(app, held.caseId)).filter((c) => c.state === 'running').map((c) => c.rule)
    expect(clocks).toEqual(expect.arrayContaining(['CLK-09', 'CLK-10']))
    expect(await panel(app, held.caseId)).toMatchObject({ stage: 'judged', trials: [{ endedAt: expect.any(String) }] })
    const again = await app.call('felonyJudge', pronounceJudgment, await judgmentForm(app, held, { hearingId, sheetId }))
    expect(again.problem).toMatchObject({ code: 'courts.no-open-trial' })
  })

  test('an acquittal orders the release in the same act', async () => {
    const held = await onTrial(app)
    const hearingId = await heldHearing(app, held)
    const sheetId = await charged(app, held)
    const made = await judged(app, held, { hearingId, sheetId, verdict: 'acquitted' })
    expect(made).toMatchObject({ releaseOrdered: true, memorandumNumber: null })
    expect(await custodyPage(app, held.custodyId)).toMatchObject({ stage: 'release-ordered', cover: { status: 'gap', reason: 'release-ordered' } })
  })

  test('a suspended sentence frees, and a fine does', async () => {
    for (const sentence of [{ kind: 'strict-detention' as const, months: 6, suspended: true }, { kind: 'fine' as const, fineIqd: 500_000 }]) {
      const held = await onTrial(app, { charge: 'PC-446', to: misdemeanour })
      const hearingId = await heldHearing(app, held, misdemeanour)
      const sheetId = await charged(app, held, misdemeanour, { offenceCode: 'PC-446' })
      const bounds = await app.ok('misdemeanourJudge', getBounds, { id: held.caseId, personId: held.personId })
      if (sentence.kind === 'fine' && bounds.charges[0]!.fine === null) continue
      const made = await judged(app, held, { hearingId, sheetId, offenceCode: 'PC-446', to: misdemeanour, sentence, change: { members: [] } })
      expect(made).toMatchObject({ releaseOrdered: true, memorandumNumber: null })
    }
  })

  test('a felony court’s judgment names its members, and is refused with every fault at once', async () => {
    const held = await onTrial(app)
    const hearingId = await heldHearing(app, held)
    const sheetId = await charged(app, held)
    const alone = await app.call('felonyJudge', pronounceJudgment, await judgmentForm(app, held, { hearingId, sheetId, change: { members: [] } }))
    expect(alone.problem).toMatchObject({ code: 'courts.members-missing', field: 'members' })
    const faulty = await app.call('felonyJudge', pronounceJudgment, await judgmentForm(app, held, { hearingId, sheetId, change: { reasons: '', sealed: false, readPublicly: false, evidence: ['single-testimony'] } }))
    const codes = (faulty.body as unknown as { findings: { code: string }[] }).findings.map((f) => f.code)
    expect(codes).toEqual(expect.arrayContaining(['courts.judgment-field-missing', 'courts.judgment-unsealed', 'courts.judgment-not-read', 'courts.single-testimony']))
    const noPrison = await app.call('felonyJudge', pronounceJudgment, await judgmentForm(app, held, { hearingId, sheetId, change: { prisonId: undefined } }))
    expect(noPrison.problem).toMatchObject({ code: 'courts.prison-missing', article: 'CPC 281' })
    const child = await app.call('felonyJudge', pronounceJudgment, await judgmentForm(app, held, { hearingId, sheetId, change: { prisonId: app.country.offices.juvenileFacility } }))
    expect(child.problem).toMatchObject({ code: 'courts.wrong-prison' })
  })

  test('the court charges what it finds, not what was referred; a change names its reason', async () => {
    const held = await onTrial(app)
    await heldHearing(app, held)
    const sheetId = await charged(app, held)
    const bare = await app.call('felonyJudge', drawUpCharge, { ...(await sheet(held)), offenceCode: 'PC-446', replaces: sheetId })
    expect(bare.problem).toMatchObject({ code: 'courts.charge-change-reason' })
    await app.ok('felonyJudge', drawUpCharge, { ...(await sheet(held)), offenceCode: 'PC-446', replaces: sheetId, reason: 'لم يثبت الظرف المشدد' })
    const bounds = await app.ok('felonyJudge', getBounds, { id: held.caseId, personId: held.personId })
    expect(bounds.charges).toMatchObject([{ offenceCode: 'PC-446', cls: 'misdemeanour' }])
    expect((await panel(app, held.caseId)).sheets.map((s) => s.replaced)).toEqual([true, false])
    // The case's own charge follows, so custody's ceilings are counted from it.
    const ctx = await app.ctx('felonyJudge')
    const charges = await read(ctx, (r) => chargesOf(r, held.caseId, held.personId))
    expect(charges.map((c) => c.offenceCode)).toEqual(['PC-446'])
    expect(await read(ctx, (r) => getCustody(r, held.custodyId))).toMatchObject({ offenceCode: 'PC-446' })
  })
})

async function sheet(held: { caseId: string; personId: string }) {
  return {
    id: held.caseId, version: await version(app, held.caseId), personId: held.personId, offenceCode: 'PC-443', identity: 'بطاقة', place: 'الكرادة', time: 'نهاراً', legalDescription: 'سرقة', victim: 'صاحب المحل', objectOfOffence: 'هاتف',
    means: 'بيده', readOut: true, plea: 'denies' as const,
  }
}

describe('hearings', () => {
  test('a notice too short is refused, and a service too late is kept but tries nobody', async () => {
    const held = await onTrial(app)
    const judgeIds = [app.country.accounts['felonyJudge']!.accountId]
    const soon = await app.ok('felonyClerk', scheduleHearing, { id: held.caseId, ...hearingAt(app, 3), judgeIds })
    expect(soon.warnings.map((w) => w.code)).toContain('courts.notice-too-short')
    const short = await app.call('felonyClerk', issueNotice, { id: held.caseId, hearingId: soon.hearingId, personId: held.personId, capacity: 'متهم' })
    expect(short.problem).toMatchObject({ code: 'courts.notice-too-short', article: 'CPC 143(A)' })
    const later = await app.ok('felonyClerk', scheduleHearing, { id: held.caseId, ...hearingAt(app, 9), judgeIds })
    const notice = await app.ok('felonyClerk', issueNotice, { id: held.caseId, hearingId: later.hearingId, personId: held.personId, capacity: 'متهم' })
    pass(app, 4 * dayMs)
    expect(await app.ok('felonyClerk', recordService, { id: held.caseId, noticeId: notice.noticeId, servedAt: app.time.now.toISOString(), servedBy: 'كريم', receivedBy: 'addressee' })).toMatchObject({ enough: false })
    pass(app, 5 * dayMs)
    const absent = await app.call('felonyJudge', openHearing, { id: held.caseId, hearingId: later.hearingId, public: true, shackled: false, accused: [{ personId: held.personId, present: false }] })
    expect(absent.problem).toMatchObject({ code: 'courts.absence-not-served', article: 'CPC 147(B)' })
    const shackled = await app.call('felonyJudge', openHearing, { id: held.caseId, hearingId: later.hearingId, public: true, shackled: true, accused: [{ personId: held.personId, present: true, lawyer: 'زينب' }] })
    expect(shackled.problem).toMatchObject({ code: 'courts.hearing-shackled' })
    const undefended = await app.call('felonyJudge', openHearing, { id: held.caseId, hearingId: later.hearingId, public: true, shackled: false, accused: [{ personId: held.personId, present: true }] })
    expect(undefended.problem).toMatchObject({ code: 'courts.hearing-no-lawyer' })
    await app.ok('felonyJudge', openHearing, { id: held.caseId, hearingId: later.hearingId, public: true, shackled: false, accused: [{ personId: held.personId, present: true, lawyer: 'زينب' }] })
  })

  test('a fugitive is tried two months after the newspapers, and not before', async () => {
    const held = await onTrial(app)
    const set = await app.ok('felonyClerk', scheduleHearing, { id: held.caseId, ...hearingAt(app, 70), judgeIds: [app.country.accounts['felonyJudge']!.accountId] })
    const one = await app.call('felonyClerk', recordPublication, { id: held.caseId, personId: held.personId, residenceKnown: false, postedAtResidence: false, newspapers: [{ name: 'الصباح', on: baghdadDay(app.time.now) }] })
    expect(one.problem).toMatchObject({ code: 'courts.fugitive-two-newspapers' })
    const done = await app.ok('felonyClerk', recordPublication, { id: held.caseId, personId: held.personId, residenceKnown: false, postedAtResidence: false, newspapers: [{ name: 'الصباح', on: baghdadDay(app.time.now) }, { name: 'الزمان', on: baghdadDay(app.time.now) }] })
    expect(done.earliestTrial).not.toBeNull()
    pass(app, 70 * dayMs)
    const open = await app.ok('felonyJudge', openHearing, { id: held.caseId, hearingId: set.hearingId, public: true, shackled: false, accused: [{ personId: held.personId, present: false, fugitive: true }] })
    expect(open.modes).toEqual([{ personId: held.personId, mode: 'in-absence' }])
  })

  test('no room and no judge is taken twice; an adjournment sets them free', async () => {
    const [first, second] = [await onTrial(app), await onTrial(app)]
    const roomId = await makeRoom(app)
    const when = { ...hearingAt(app, 12, 11), roomId, judgeIds: [app.country.accounts['felonyJudge']!.accountId] }
    const set = await app.ok('felonyClerk', scheduleHearing, { id: first.caseId, ...when })
    expect((await app.call('felonyClerk', scheduleHearing, { id: second.caseId, ...when })).problem).toMatchObject({ code: 'courts.room-taken', field: 'roomId' })
    expect((await app.call('felonyClerk', scheduleHearing, { id: second.caseId, ...when, roomId: undefined })).problem).toMatchObject({ code: 'courts.judge-taken' })
    const foreign = await app.call('felonyClerk', scheduleHearing, { id: second.caseId, ...hearingAt(app, 12, 13), judgeIds: [app.country.accounts['misdemeanourJudge']!.accountId] })
    expect(foreign.problem).toMatchObject({ code: 'courts.not-a-judge-here' })
    const adjourned = await app.ok('felonyClerk', adjournHearing, { id: first.caseId, hearingId: set.hearingId, reason: 'غياب الشاهد', next: { ...when, ...hearingAt(app, 20, 11) } })
    expect(adjourned.next).toMatchObject({ session: 2 })
    await app.ok('felonyClerk', scheduleHearing, { id: second.caseId, ...when })
    const { rows } = await app.ok('felonyClerk', listHearings, { from: baghdadDay(app.time.now), to: addDays(baghdadDay(app.time.now), 13), roomId })
    expect(rows.map((h) => h.state).sort()).toEqual(['adjourned', 'set'])
  })

  test('a case of another court does not exist for this one', async () => {
    const held = await onTrial(app)
    const attempt = await app.call('misdemeanourClerk', scheduleHearing, { id: held.caseId, ...hearingAt(app, 12), judgeIds: [app.country.accounts['misdemeanourJudge']!.accountId] })
    expect(attempt).toMatchObject({ status: 404, problem: { code: 'kernel.record-unknown' } })
    expect((await app.call('misdemeanourJudge', getCasePanel, { id: held.caseId })).status).toBe(404)
    expect((await app.call('misdemeanourClerk', acceptHandover, { recordId: held.caseId })).status).toBe(404)
  })

  test('a child’s name is not on the list at the door, nor is the room open', async () => {
    const held = await onTrial(app, { charge: 'PC-446', birth: '2010-06-01', to: juvenile })
    const hearingId = await heldHearing(app, held, juvenile)
    const { rows } = await app.ok('juvenileJudge', listHearings, { from: baghdadDay(app.time.now), to: baghdadDay(app.time.now) })
    expect(rows.find((h) => h.id === hearingId)).toMatchObject({ juvenile: true, accused: null, public: false })
    const sheetId = await charged(app, held, juvenile, { offenceCode: 'PC-446' })
    const adult = await app.call('juvenileJudge', pronounceJudgment, await judgmentForm(app, held, { hearingId, sheetId, offenceCode: 'PC-446', to: juvenile, sentence: { kind: 'strict-detention', years: 1 } }))
    expect(adult.problem).toMatchObject({ code: 'courts.juvenile-adult-penalty' })
    const made = await judged(app, held, { hearingId, sheetId, offenceCode: 'PC-446', to: juvenile, sentence: { kind: 'youths-school', years: 1 } })
    expect(made.memorandumNumber).not.toBeNull()
  })
})

test('a version that is not the current one is a conflict; a second click does nothing twice', async () => {
  const { caseId, ...held } = await convicted(app)
  expect(held.judgment.number).toBeTruthy()
  const other = await onTrial(app)
  const form = { id: other.caseId, ...hearingAt(app, 15, 14), judgeIds: [app.country.accounts['felonyJudge']!.accountId] }
  const [a, b] = await Promise.all([app.call('felonyClerk', scheduleHearing, form, { key: 'set-it-once-only' }), app.call('felonyClerk', scheduleHearing, form, { key: 'set-it-once-only' })])
  expect(a.body).toEqual(b.body)
  expect((await app.call('felonyClerk', scheduleHearing, { ...form, version: 1 })).problem).toMatchObject({ code: 'kernel.changed-meanwhile' })
  expect(caseId).toBeTruthy()
})

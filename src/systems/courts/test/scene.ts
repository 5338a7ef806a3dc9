/** What the tests of the courts have in common: a person held in a case that a trial court has accepted, a hearing, a judgment. */
import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { read } from '#kernel/act/act.ts'
import { addDays, baghdadDay, dayMs, hourMs } from '#kernel/clock/calendar.ts'
import { acceptHandover } from '#kernel/handover/contract.ts'
import { decide } from '#systems/cases/contract/decisions.ts'
import { questionAccused } from '#systems/cases/contract/papers.ts'
import { getCasePage } from '#systems/cases/contract.ts'
import { cases } from '#systems/cases/system.ts'
import { readCustody } from '#systems/custody/contract/custody.ts'
import { custody } from '#systems/custody/system.ts'
import { book, order, stranger } from '#systems/custody/test/scene.ts'
import { system as offences } from '#systems/offences/system.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { addRoom, getCasePanel, issueNotice, openHearing, recordService, scheduleHearing } from '../contract/hearings.ts'
import { drawUpCharge, pronounceJudgment } from '../contract/judgments.ts'
import type { SentenceInput } from '../contract/parts.ts'
import type { CasePanel } from '../contract/views.ts'
import { courts } from '../system.ts'

export async function courtApp(): Promise<TestApp> {
  return testApp([offences, cases, custody, courts], new Date('2026-11-22T07:00:00Z'))   // a Sunday, ten in the morning
}

export function pass(app: TestApp, ms: number): void {
  app.time.now = new Date(app.time.now.getTime() + ms)
}

export interface Held { caseId: string; custodyId: string; personId: string }
export interface CourtOf { court: 'felonyCourt' | 'misdemeanourCourt' | 'juvenileCourt'; judge: string; clerk: string }
export const felony: CourtOf = { court: 'felonyCourt', judge: 'felonyJudge', clerk: 'felonyClerk' }
export const misdemeanour: CourtOf = { court: 'misdemeanourCourt', judge: 'misdemeanourJudge', clerk: 'misdemeanourClerk' }
export const juvenile: CourtOf = { court: 'juvenileCourt', judge: 'juvenileJudge', clerk: 'juvenileJudge' }

export async function version(app: TestApp, id: string, who = 'inspector'): Promise<number> {
  return (await app.ok(who, getCasePage, { id })).case.version
}
export async function panel(app: TestApp, id: string, who = 'inspector'): Promise<CasePanel> {
  return app.ok(who, getCasePanel, { id })
}
export async function custodyPage(app: TestApp, id: string, who = 'inspector') {
  return app.ok(who, readCustody, { id })
}

/** Arrested an hour ago, held by a judge's order, questioned: ready to be referred. */
export async function detained(app: TestApp, o: { charge?: string; circumstance?: string; birth?: string } = {}): Promise<Held> {
  const person = stranger(o.birth ? { date: o.birth, precision: 'day' } : undefined)
  const booked = await book(app, { charge: o.charge ?? 'PC-443', person, ...(o.circumstance ? { circumstance: o.circumstance } : {}) })
  const page = await custodyPage(app, booked.id)
  const [caseId, personId] = [page.cases[0]!.caseId, page.personId]
  const at = (hours: number) => new Date(app.time.now.getTime() - hours * hourMs).toISOString()
  await app.ok('judge', questionAccused, {
    id: caseId, personId, identityChecked: true, toldOffence: true, toldRights: true, lawyer: 'waived', appearedAt: at(0.5), startedAt: at(0.4), endedAt: at(0.2), place: 'محكمة تحقيق الكرادة', present: ['المحقق'],
    body: 'لم آخذ شيئاً.', signature: 'signed', signedByRecorder: true,
  })
  await order(app, booked.id, o.birth ? { juvenilePurpose: 'no-guarantor', juvenilePlace: 'observation-home' } as never : {})
  return { caseId, custodyId: booked.id, personId }
}

/** The investigative judge refers the case; the court's clerk accepts it. */
export async function referred(app: TestApp, held: Held, to: CourtOf = felony): Promise<Held> {
  await app.ok('judge', decide, {
    id: held.caseId, version: await version(app, held.caseId, 'judge'), outcome: 'refer', punishable: true, evidenceSuffices: true, reasons: 'الأدلة كافية للإحالة',
    referral: { trialCourtId: app.country.offices[to.court], evidence: 'أقوال المشتكي ومحضر الضبط', victim: 'صاحب المحل', place: 'الكرادة', time: 'نهاراً', summary: false, accused: [{ personId: held.personId, age: 30, trade: 'عامل', residence: 'بغداد، الكرادة' }], studyReport: 'تقرير مكتب دراسة الشخصية' },
  })
  await app.ok(to.clerk, acceptHandover, { recordId: held.caseId })
  return held
}

export async function onTrial(app: TestApp, o: { charge?: string; circumstance?: string; birth?: string; to?: CourtOf } = {}): Promise<Held> {
  return referred(app, await detained(app, o), o.to)
}

let rooms = 0
export async function makeRoom(app: TestApp, clerk = 'felonyClerk'): Promise<string> {
  rooms++
  return (await app.ok(clerk, addRoom, { name: { ar: `القاعة ${rooms}`, ckb: `هۆڵی ${rooms}`, en: `Room ${rooms}` } })).id
}

/** A hearing `days` from now at nine, an hour long, with the court's own judge. */
export function hearingAt(app: TestApp, days: number, hour = 9): { startsAt: string; endsAt: string } {
  const day = addDays(baghdadDay(app.time.now), days)
  return { startsAt: `${day}T${String(hour - 3).padStart(2, '0')}:00:00Z`, endsAt: `${day}T${String(hour - 2).padStart(2, '0')}:00:00Z` }
}

/** Set, served in person, and opened on its day with the accused and his lawyer present. */
export async function heldHearing(app: TestApp, held: Held, to: CourtOf = felony, present = true): Promise<string> {
  const days = 10
  const set = await app.ok(to.clerk, scheduleHearing, { id: held.caseId, ...hearingAt(app, days), judgeIds: [app.country.accounts[to.judge]!.accountId], public: to !== juvenile })
  const notice = await app.ok(to.clerk, issueNotice, { id: held.caseId, hearingId: set.hearingId, personId: held.personId, capacity: 'متهم' })
  pass(app, hourMs)
  await app.ok(to.clerk, recordService, { id: held.caseId, noticeId: notice.noticeId, servedAt: app.time.now.toISOString(), servedBy: 'المبلّغ كريم', receivedBy: 'addressee' })
  pass(app, days * dayMs - hourMs)
  await app.ok(to.judge, openHearing, { id: held.caseId, hearingId: set.hearingId, public: to !== juvenile, shackled: false, accused: [{ personId: held.personId, present, ...(present ? { lawyer: 'المحامية زينب' } : {}) }] })
  return set.hearingId
}

export async function charged(app: TestApp, held: Held, to: CourtOf = felony, change: Record<string, unknown> = {}): Promise<string> {
  const made = await app.ok(to.judge, drawUpCharge, {
    id: held.caseId, version: await version(app, held.caseId), personId: held.personId, offenceCode: 'PC-443', identity: 'بطاقة وطنية', place: 'الكرادة', time: 'نهاراً', legalDescription: 'سرقة بكسر', victim: 'صاحب المحل',
    objectOfOffence: 'هاتف', means: 'آلة حادة', readOut: true, plea: 'denies', ...change,
  } as never)
  return made.sheetId
}

export interface Judging { sheetId?: string | undefined; hearingId: string; offenceCode?: string; verdict?: 'convicted' | 'acquitted' | 'charge-annulled' | 'not-responsible'; sentence?: Partial<SentenceInput> & { kind: SentenceInput['kind'] }; to?: CourtOf; change?: Record<string, unknown> }

/** The form of a judgment that is in order. */
export async function judgmentForm(app: TestApp, held: Held, j: Judging) {
  const verdict = j.verdict ?? 'convicted'
  return {
    id: held.caseId, version: await version(app, held.caseId), personId: held.personId, hearingId: j.hearingId, members: [{ name: 'القاضية نادية كريم', signed: true }, { name: 'القاضي عمر فوزي', signed: true }], prosecutor: 'ليث محمود',
    parties: 'المشتكي والمتهم', lawyer: 'المحامية زينب', facts: 'وقائع الدعوى كما ثبتت', reasons: 'للأدلة المتحصلة', evidence: ['testimony', 'record'], readPublicly: true, signed: true, sealed: true,
    counts: [{ ...(j.sheetId ? { sheetId: j.sheetId } : {}), offenceCode: j.offenceCode ?? 'PC-443', verdict, ...(verdict === 'convicted' ? { sentence: j.sentence ?? { kind: 'temporary', years: 7 } } : {}) }],
    ...(verdict === 'convicted' ? { prisonId: app.country.offices[j.to === juvenile ? 'juvenileFacility' : 'prison'] } : {}), ...j.change,
  } as Parameters<typeof app.ok<typeof pronounceJudgment.input, typeof pronounceJudgment.output>>[2]
}

export async function judged(app: TestApp, held: Held, j: Judging) {
  return app.ok((j.to ?? felony).judge, pronounceJudgment, await judgmentForm(app, held, j))
}

/** From the arrest to a conviction in the felony court, with the hearing and the charge between. */
export async function convicted(app: TestApp, o: { sentence?: Judging['sentence']; charge?: string; change?: Record<string, unknown> } = {}) {
  const held = await onTrial(app, o.charge ? { charge: o.charge } : {})
  const hearingId = await heldHearing(app, held)
  const sheetId = await charged(app, held, felony, o.charge ? { offenceCode: o.charge } : {})
  const judgment = await judged(app, held, { hearingId, sheetId, ...(o.charge ? { offenceCode: o.charge } : {}), ...(o.sentence ? { sentence: o.sentence } : {}), ...(o.change ? { change: o.change } : {}) })
  return { ...held, hearingId, sheetId, judgment }
}

export async function clocksOf(app: TestApp, id: string) {
  const { rows } = await read(app.systemCtx, (r) => sql<{ rule: string; state: string; due_at: Date; office_id: string }>`select rule, state, due_at, office_id from kernel.clock where record_id = ${id} order by started_at, id`.execute(r.db))
  return rows
}
export const newKey = randomUUID

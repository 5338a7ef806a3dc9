import { describe, expect, it } from 'vitest'
import type { WorkCalendar } from '#kernel/clock/calendar.ts'
import { blocking } from '#kernel/words/finding.ts'
import { type AbsentJudgment, checkObjection, modeOfTrial, objectionEnds, type Presence, stateOfAbsentJudgment } from './absentia.ts'
import { checkHearing, checkMinutes, type Hearing, hidesIdentity, type Minutes } from './hearing.ts'
import { checkNotice, checkPublication, earliestFugitiveTrial, earliestHearing, type Notice, type OffenceClass, type Publication, type Service } from './notice.ts'

const calendar: WorkCalendar = { jurisdiction: 'federal', entered: [] }
const codes = (found: readonly { code: string }[]) => found.map((f) => f.code)
const notice: Notice = { addressee: 'a', addresseeCapacity: 'accused', accused: 'a', victim: 'v', court: 'c', caseNumber: '1', offence: 'theft', article: 'Penal 446', hearingAt: new Date('2026-11-23T06:00:00Z') }
const service: Service = { servedOn: '2026-11-15', hearingOn: '2026-11-23', receivedBy: 'addressee', addressedToAccused: true }

describe('notice of a hearing', () => {
  it.each<[OffenceClass, string, string, string[]]>([
    ['felony', '2026-11-15', '2026-11-23', []],
    ['felony', '2026-11-15', '2026-11-22', ['courts.notice-too-short']],
    ['misdemeanour', '2026-11-19', '2026-11-22', []],
    ['misdemeanour', '2026-11-20', '2026-11-22', ['courts.notice-too-short']],
    ['contravention', '2026-11-22', '2026-11-23', []],
    ['contravention', '2026-11-23', '2026-11-23', ['courts.notice-too-short']],
    ['felony', '2026-11-24', '2026-11-23', ['courts.notice-too-short']],
  ])('%s served %s for %s', (cls, servedOn, hearingOn, expected) => {
    expect(codes(blocking(checkNotice(notice, { ...service, servedOn, hearingOn }, cls, calendar)))).toEqual(expected)
  })
  it('counts over the end of February', () => expect(earliestHearing('2028-02-22', 'felony')).toBe('2028-03-01'))
  it('tells the next working day, and does not block', () => {
    const found = checkNotice(notice, { ...service, servedOn: '2026-11-10', hearingOn: '2026-11-20' }, 'felony', calendar)
    expect(found).toMatchObject([{ code: 'courts.hearing-on-holiday', outcome: 'warn', params: { next: '2026-11-22' } }])
  })
  it('is not replaced by the lawyer’s notice', () => {
    expect(codes(checkNotice(notice, { ...service, receivedBy: 'lawyer' }, 'felony', calendar))).toEqual(['courts.notice-lawyer-only'])
    expect(checkNotice(notice, { ...service, receivedBy: 'lawyer', addressedToAccused: false }, 'felony', calendar)).toEqual([])
  })
  it('names each missing field', () => {
    const found = checkNotice({ ...notice, victim: '', hearingAt: undefined }, service, 'felony', calendar)
    expect(found.map((f) => f.field)).toEqual(['victim', 'hearingAt'])
  })
})

describe('publication for a fugitive', () => {
  const full: Publication = { residenceKnown: true, postedAtResidence: true, newspapers: [{ name: 'A', on: '2026-01-30' }, { name: 'B', on: '2026-01-31' }], broadcastOrdered: false, hearingOn: '2026-03-31' }
  it.each<[string, Partial<Publication>, OffenceClass, string[]]>([
    ['two months to the day', {}, 'felony', []],
    ['a day short', { hearingOn: '2026-03-30' }, 'felony', ['courts.fugitive-too-soon']],
    ['a month, end of February', { hearingOn: '2026-02-28' }, 'misdemeanour', []],
    ['one newspaper twice', { newspapers: [{ name: 'A', on: '2026-01-01' }, { name: 'A ', on: '2026-01-02' }] }, 'felony', ['courts.fugitive-two-newspapers']],
    ['not posted', { postedAtResidence: false }, 'felony', ['courts.fugitive-not-posted']],
    ['residence unknown', { postedAtResidence: false, residenceKnown: false }, 'felony', []],
    ['broadcast ordered, not done', { broadcastOrdered: true }, 'felony', ['courts.fugitive-not-broadcast']],
    ['nothing published', { newspapers: [] }, 'felony', ['courts.fugitive-two-newspapers']],
  ])('%s', (_, change, cls, expected) => expect(codes(checkPublication({ ...full, ...change }, cls))).toEqual(expected))
  it('runs from the last publication, in whatever order', () => {
    expect(earliestFugitiveTrial({ ...full, newspapers: full.newspapers.toReversed() }, 'felony')).toBe('2026-03-31')
    expect(earliestFugitiveTrial({ ...full, newspapers: [] }, 'felony')).toBeUndefined()
  })
})

describe('presence', () => {
  const absent: Presence = { present: false, fugitive: false, servedInPerson: true, publicationDone: false, excuse: 'none', leftAfterDefence: false }
  it.each<[string, Partial<Presence>, string, string[]]>([
    ['present', { present: true }, 'in-presence', []],
    ['served, without excuse', {}, 'in-absence', []],
    ['not served in person', { servedInPerson: false }, 'serve-first', ['courts.absence-not-served']],
    ['excuse accepted', { excuse: 'accepted' }, 'adjourn', ['courts.absence-excused']],
    ['excuse not decided', { excuse: 'offered' }, 'in-absence', ['courts.absence-excuse-undecided']],
    ['fugitive, published', { fugitive: true, publicationDone: true, servedInPerson: false }, 'in-absence', []],
    ['fugitive, not published', { fugitive: true }, 'serve-first', ['courts.fugitive-not-published']],
    ['left after his defence', { leftAfterDefence: true }, 'in-presence', ['courts.absence-counts-as-presence']],
    ['left after his defence with an excuse', { leftAfterDefence: true, excuse: 'accepted' }, 'adjourn', ['courts.absence-excused']],
  ])('%s', (_, change, mode, expected) => {
    const result = modeOfTrial({ ...absent, ...change })
    expect([result.mode, codes(result.findings)]).toEqual([mode, expected])
  })
})

describe('judgment in absence', () => {
  it.each<[OffenceClass, string, string]>([
    ['contravention', '2026-01-31', '2026-03-02'], ['misdemeanour', '2026-11-30', '2027-02-28'], ['felony', '2026-08-31', '2027-02-28'], ['felony', '2027-08-31', '2028-02-29'],
  ])('%s served %s: objection until %s', (cls, servedOn, last) => expect(objectionEnds(servedOn, cls)).toBe(last))

  const j: AbsentJudgment = { cls: 'misdemeanour', penalty: 'strict-detention', servedOn: '2026-01-10' }
  it.each<[string, Partial<AbsentJudgment>, string, string]>([
    ['the last instant of the last day', {}, '2026-04-10T20:59:59Z', 'objection-open'],
    ['midnight after it', {}, '2026-04-10T21:00:00Z', 'as-if-in-presence'],
    ['not served', { servedOn: undefined }, '2030-01-01T00:00:00Z', 'not-served'],
    ['objected on the last day', { objectionOn: '2026-04-10' }, '2026-05-01T00:00:00Z', 'objection-pending'],
    ['objected a day late', { objectionOn: '2026-04-11' }, '2026-05-01T00:00:00Z', 'as-if-in-presence'],
    ['surrendered in time', { surrenderedOn: '2026-04-01' }, '2026-05-01T00:00:00Z', 'objection-open'],
    ['imprisonment, caught years later', { cls: 'felony', penalty: 'temporary', surrenderedOn: '2030-01-01' }, '2030-01-02T00:00:00Z', 'retrial-due'],
    ['a felony punished with detention is no retrial', { cls: 'felony', penalty: 'strict-detention', surrenderedOn: '2030-01-01' }, '2030-01-02T00:00:00Z', 'as-if-in-presence'],
  ])('%s', (_, change, at, state) => expect(stateOfAbsentJudgment({ ...j, ...change }, new Date(at))).toBe(state))

  it('bars a late objection, never one against imprisonment', () => {
    expect(codes(checkObjection(j, '2026-04-11', '2026-04-10'))).toEqual(['courts.objection-late'])
    expect(checkObjection(j, '2026-04-10', '2026-04-10')).toEqual([])
    expect(checkObjection({ ...j, penalty: 'death' }, '2030-04-11', '2026-04-10')).toEqual([])
  })
})

describe('the hearing', () => {
  const hearing: Hearing = { cls: 'felony', juvenileAccused: false, public: true, lawyerPresent: true, shackled: false, removedFromRoom: false, toldOfWhatHappenedInAbsence: false, studyOfficeReport: false, studyOfficePresent: false }
  it.each<[string, Partial<Hearing>, string[], number]>([
    ['open and defended', {}, [], 0],
    ['closed without reason', { public: false }, ['courts.hearing-closed-without-reason'], 1],
    ['closed for morals', { public: false, secrecyReason: 'morals' }, [], 0],
    ['a child in open court', { juvenileAccused: true }, ['courts.hearing-juvenile-public'], 0],
    ['a child in closed court', { juvenileAccused: true, public: false }, [], 0],
    ['felony without lawyer', { lawyerPresent: false }, ['courts.hearing-no-lawyer'], 1],
    ['misdemeanour without lawyer', { cls: 'misdemeanour', lawyerPresent: false }, ['courts.hearing-no-lawyer'], 0],
    ['contravention without lawyer', { cls: 'contravention', lawyerPresent: false }, [], 0],
    ['in shackles', { shackled: true }, ['courts.hearing-shackled'], 1],
    ['removed and not told', { removedFromRoom: true }, ['courts.hearing-removed-untold'], 1],
    ['study office away', { juvenileAccused: true, public: false, studyOfficeReport: true }, ['courts.hearing-study-office'], 1],
  ])('%s', (_, change, expected, blocks) => {
    const found = checkHearing({ ...hearing, ...change })
    expect([codes(found), blocking(found).length]).toEqual([expected, blocks])
  })
  const minutes: Minutes = { date: 'x', publicity: 'x', judges: 'x', clerk: 'x', prosecutor: 'x', parties: 'x', witnesses: 'none', papersRead: 'none', requests: 'none', procedures: 'x', decisions: 'x', pages: 2, pagesSigned: 2 }
  it.each<[string, Partial<Minutes>, string[]]>([
    ['complete', {}, []], ['no clerk', { clerk: '' }, ['courts.minutes-field-missing']], ['a page unsigned', { pagesSigned: 1 }, ['courts.minutes-page-unsigned']], ['no page', { pages: 0, pagesSigned: 0 }, ['courts.minutes-page-unsigned']],
  ])('minutes: %s', (_, change, expected) => expect(codes(checkMinutes({ ...minutes, ...change }))).toEqual(expected))
  it('hides who a child is, even tried beside adults', () => {
    expect(hidesIdentity([{ juvenile: false }, { juvenile: true }])).toBe(true)
    expect(hidesIdentity([{ juvenile: false }])).toBe(false)
  })
})

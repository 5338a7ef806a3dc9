import { expect, test } from 'vitest'
import { csvOf } from './csv.ts'
import { ageOn, complaintFacts, courtOf, gravestOf, isKnownOffence, maxMonthsOf, heaviestOf, needsCourtLeave, needsPermission } from './law.ts'
import { nextStep, type CaseProgress } from './next-step.ts'
import { foldText, numberWords, prefixQuery } from './search-words.ts'

const start: CaseProgress = { stage: 'investigation', inTransit: false, offeredTo: null, offerDue: null, holder: 'station', courtId: 'court', trialCourtId: null, complainantHeard: true, hasComplainant: true, accused: [{ personId: 'a', questioned: true, status: 'free' }], unknownPerpetrator: false, openSettlement: false }

test.each<[string, Partial<CaseProgress>, string, string | null]>([
  ['all is done', {}, 'decide', 'court'],
  ['the complainant was not heard', { complainantHeard: false }, 'hear-complainant', 'station'],
  ['there is no complainant to hear', { complainantHeard: false, hasComplainant: false }, 'decide', 'court'],
  ['an accused at liberty was not questioned', { accused: [{ personId: 'a', questioned: false, status: 'free' }] }, 'question-accused', 'station'],
  ['a detained accused was not questioned', { accused: [{ personId: 'a', questioned: false, status: 'detained' }] }, 'question-accused', 'court'],
  ['the only one left has fled', { accused: [{ personId: 'a', questioned: false, status: 'fugitive' }] }, 'decide', 'court'],
  ['nobody is known', { accused: [], unknownPerpetrator: true }, 'find-perpetrator', 'station'],
  ['a conciliation waits', { openSettlement: true }, 'decide-settlement', 'court'],
  ['it is offered', { inTransit: true, offeredTo: 'felony', stage: 'referred' }, 'answer-offer', 'felony'],
  ['the court sent it back', { stage: 'referred' }, 'hand-over', 'station'],
  ['trial', { stage: 'trial', trialCourtId: 'felony' }, 'try', 'felony'], ['judged', { stage: 'judged', trialCourtId: 'felony' }, 'challenge', 'felony'],
  ['cassation', { stage: 'cassation' }, 'cassation', 'station'], ['final', { stage: 'final' }, 'final', null], ['closed', { stage: 'closed' }, 'none', null],
])('next when %s', (_, change, code, officeId) => expect(nextStep({ ...start, ...change })).toMatchObject({ code, officeId }))

test('the gravest charge: capital, then class, then length; the court follows it, and the age', () => {
  const theft = { personId: 'a', offenceCode: 'PC-446' }
  const murder = { personId: 'a', offenceCode: 'PC-406' }
  const homicide = { personId: 'a', offenceCode: 'PC-405' }
  expect(gravestOf([theft, murder, homicide], 'federal')).toMatchObject({ offenceCode: 'PC-406', capital: true, cls: 'F' })
  expect(gravestOf([], 'federal')).toBeUndefined()
  expect([courtOf([theft], 'federal', false), courtOf([theft, homicide], 'federal', false), courtOf([homicide], 'federal', true), courtOf([], 'federal', false)]).toEqual(['misdemeanour-court', 'felony-court', 'juvenile-court', undefined])
  expect(maxMonthsOf(heaviestOf({ ...murder, attempt: true }, 'federal'))).toBe(240)
})

test('an offence of another jurisdiction or without that circumstance is not known here', () => {
  expect(isKnownOffence({ personId: null, offenceCode: 'PC-409' }, 'federal')).toBe(true)
  expect(isKnownOffence({ personId: null, offenceCode: 'PC-409', circumstance: 'kri-removed' }, 'federal')).toBe(false)
  expect(isKnownOffence({ personId: null, offenceCode: 'PC-409', circumstance: 'kri-removed' }, 'kri')).toBe(true)
})

test.each([
  ['the day before the eighteenth birthday', { date: '2008-11-23', precision: 'day' }, '2026-11-22', 17], ['on it', { date: '2008-11-22', precision: 'day' }, '2026-11-22', 18],
  ['born on 29 February, on 28 February', { date: '2008-02-29', precision: 'day' }, '2026-02-28', 17], ['only the year known: the youngest he can be', { date: '2008-01-01', precision: 'year' }, '2026-11-22', 17],
  ['nothing known', { precision: 'unknown' }, '2026-11-22', undefined], ['estimated: three years either way', { date: '2005-01-01', precision: 'estimated' }, '2026-11-22', 17], ['a registered 1 July counts as the paper says', { date: '2008-07-01', precision: 'day' }, '2026-11-22', 18],
] as const)('age %s', (_, birth, day, age) => expect(ageOn(birth, day)).toBe(age))

test('leave and permission by article', () => {
  expect([needsCourtLeave('PC-251'), needsCourtLeave('PC-446'), needsPermission('PC-156'), needsPermission('PC-222'), needsPermission('PC-223'), needsPermission('AT-1')]).toEqual([true, false, true, true, false, false])
  expect(complaintFacts({ personId: null, offenceCode: 'PC-446', circumstance: 'base' }, { victimIsKin: true, againstPublicServant: false, stateProperty: false })).toMatchObject({ complaint: 'kin', aggravated: false })
})

test('search finds one writing of what people write in several ways', () => {
  expect(foldText('إِبْرَاهِيمُ آدم، المُثَنّى ٢٠٢٦/٠٠١')).toBe('ابراهيم ادم المثني 2026 001')
  expect(foldText('سەڵاحەددین')).toBe(foldText('سەلاحەددین'))
  expect(numberWords('2026/000123')).toBe('2026 000123 123')
  expect(prefixQuery("' & | ! :* ()")).toBeUndefined()
  expect(prefixQuery('أحمد علي')).toBe('احمد:* & علي:*')
})

test('a CSV cell is quoted, doubled, and never a formula', () => {
  expect(csvOf(['a', 'b'], [['x,y', '"q"'], ['=1+1', '-5'], ['line\nbreak', null], [3, true]])).toBe('\uFEFFa,b\r\n"x,y","""q"""\r\n\'=1+1,\'-5\r\n"line\nbreak",\r\n3,true\r\n')
})

import { describe, expect, it } from 'vitest'
import { blocking } from '#kernel/words/finding.ts'
import { checkJoinder, checkReopening, type Closed, findJoinderGround, type JoinedOffence, reopeningEnds, splitJuveniles } from './joinder.ts'
import { checkOutcome, checkReferral, openOutcomes, type OutcomeFacts, type Referral, toldOfOutcome } from './outcomes.ts'
import { effectsOfRequalification, type RequalificationFacts } from './requalification.ts'

const codes = (found: readonly { code: string }[]) => found.map((f) => f.code)

describe('the end of the investigation', () => {
  const facts: OutcomeFacts = {
    outcome: 'refer', punishable: true, evidenceSuffices: true, perpetratorKnown: true, accident: false, waivedWithoutApproval: false, notResponsibleByAge: false, reasons: 'x', accusedDetained: false,
    releaseOrdered: false, otherLiveOrder: false, prosecutionTold: true,
  }
  it.each<[string, Partial<OutcomeFacts>, string[]]>([
    ['evidence suffices', {}, ['refer']],
    ['evidence does not suffice', { evidenceSuffices: false }, ['release']],
    ['not punishable', { punishable: false }, ['reject']],
    ['waived', { waivedWithoutApproval: true }, ['reject', 'refer']],
    ['a child under age', { notResponsibleByAge: true }, ['reject']],
    ['perpetrator unknown', { perpetratorKnown: false }, ['close-unknown']],
    ['an accident', { accident: true, punishable: false }, ['reject', 'close-accident']],
  ])('%s', (_, change, open) => expect(openOutcomes({ ...facts, ...change })).toEqual(open))

  it.each<[string, Partial<OutcomeFacts>, string[], number]>([
    ['referred', {}, [], 0],
    ['released though the evidence suffices', { outcome: 'release' }, ['cases.outcome-not-open'], 1],
    ['released without reasons', { outcome: 'release', evidenceSuffices: false, reasons: ' ' }, ['cases.outcome-without-reasons'], 1],
    ['released on paper, still held', { outcome: 'release', evidenceSuffices: false, accusedDetained: true }, ['cases.outcome-still-detained'], 1],
    ['released, held for something else', { outcome: 'release', evidenceSuffices: false, accusedDetained: true, otherLiveOrder: true }, [], 0],
    ['referred and held', { accusedDetained: true }, [], 0],
    ['prosecution not told yet', { prosecutionTold: false }, ['cases.outcome-prosecution-untold'], 0],
  ])('%s', (_, change, expected, blocks) => {
    const found = checkOutcome({ ...facts, ...change })
    expect([codes(found), blocking(found).length]).toEqual([expected, blocks])
  })
  it('tells the place of detention when somebody is freed', () => {
    expect(toldOfOutcome({ outcome: 'release', accusedDetained: true })).toContain('place-of-detention')
    expect(toldOfOutcome({ outcome: 'refer', accusedDetained: true })).toEqual(['prosecution', 'trial-court', 'accused', 'complainant'])
  })
})

describe('referral', () => {
  const full: Referral = {
    accused: 'x', age: 30, trade: 'x', residence: 'x', offence: 'x', place: 'x', time: 'x', article: 'x', victim: 'x', evidence: 'x', date: 'x', signature: 'x', sealed: true,
    maximum: { kind: 'term', term: { years: 10 } }, court: 'felony-court', summary: false, ageAtAct: 30, studyReport: false, fugitive: false, statementTaken: true, needsCourtLeave: false, needsPermission: false,
  }
  const three = { kind: 'term', term: { years: 3 } } as const
  it.each<[string, Partial<Referral>, string[], number]>([
    ['complete', {}, [], 0],
    ['no age', { age: undefined }, ['cases.referral-field-missing'], 1],
    ['unsealed', { sealed: false }, ['cases.referral-unsealed'], 1],
    ['a felony to the misdemeanour court', { court: 'misdemeanour-court' }, ['cases.referral-wrong-court'], 1],
    ['a summary felony', { summary: true }, ['cases.referral-not-summary'], 1],
    ['a summary misdemeanour of three years', { maximum: three, court: 'misdemeanour-court', summary: true }, [], 0],
    ['a summary misdemeanour of three years and a day', { maximum: { kind: 'term', term: { years: 3, days: 1 } }, court: 'misdemeanour-court', summary: true }, ['cases.referral-not-summary'], 1],
    ['a contravention not summary', { maximum: { kind: 'term', term: { months: 3 } }, court: 'misdemeanour-court' }, ['cases.referral-must-be-summary'], 1],
    ['seventeen to the felony court', { ageAtAct: 17, studyReport: true }, ['cases.referral-wrong-court'], 1],
    ['seventeen without study report', { ageAtAct: 17, court: 'juvenile-court' }, ['cases.referral-no-study'], 1],
    ['seventeen, misdemeanour, no report needed', { ageAtAct: 17, court: 'juvenile-court', maximum: three }, [], 0],
    ['no statement', { statementTaken: false }, ['cases.referral-no-statement'], 1],
    ['a fugitive without statement', { statementTaken: false, fugitive: true }, [], 0],
    ['perjury without leave', { needsCourtLeave: true }, ['cases.referral-no-court-leave'], 1],
    ['State security without permission only warns', { needsPermission: true }, ['cases.referral-no-permission'], 0],
  ])('%s', (_, change, expected, blocks) => {
    const found = checkReferral({ ...full, ...change })
    expect([codes(found), blocking(found).length]).toEqual([expected, blocks])
  })
})

describe('joinder', () => {
  const theft = (id: string, committedOn: string, more: Partial<JoinedOffence> = {}): JoinedOffence => ({ id, article: 'Penal 446', committedOn, victim: id, accused: [{ id: 'a', juvenile: false }], ...more })
  it.each<[string, JoinedOffence[], string | undefined, string[]]>([
    ['one offence', [theft('1', '2026-01-01')], 'same-victim', []],
    ['three within a year', [theft('1', '2026-01-01'), theft('2', '2026-06-01'), theft('3', '2026-12-31')], 'within-a-year', []],
    ['a year and a day', [theft('1', '2026-01-01'), theft('2', '2027-01-01')], undefined, ['cases.joinder-no-ground']],
    ['four within a year', [1, 2, 3, 4].map((n) => theft(String(n), `2026-0${n}-01`)), 'within-a-year', ['cases.joinder-too-many']],
    ['four on one victim, years apart', [1, 2, 3, 4].map((n) => theft(String(n), `202${n}-01-01`, { victim: 'v' })), 'same-victim', []],
    ['different articles', [theft('1', '2026-01-01'), theft('2', '2026-01-02', { article: 'Penal 413' })], undefined, ['cases.joinder-no-ground']],
    ['different articles, one act', [theft('1', '2026-01-01', { actId: 'x' }), theft('2', '2026-01-01', { article: 'Penal 413', actId: 'x' })], 'one-act', []],
    ['different articles, one purpose', [theft('1', '2026-01-01', { purposeId: 'x' }), theft('2', '2026-01-01', { article: 'Penal 413', purposeId: 'x' })], 'one-purpose', []],
    ['a child beside an adult', [theft('1', '2026-01-01', { accused: [{ id: 'a', juvenile: false }, { id: 'b', juvenile: true }] })], 'same-victim', ['cases.joinder-juvenile']],
  ])('%s', (_, offences, ground, expected) => {
    expect(findJoinderGround(offences)).toBe(ground)
    expect(codes(checkJoinder(offences))).toEqual(expected)
  })
  it('splits children off', () => expect(splitJuveniles([{ id: 'a', juvenile: true }, { id: 'b', juvenile: false }])).toEqual({ juveniles: ['a'], adults: ['b'] }))
})

describe('reopening', () => {
  const closed: Closed = { decision: 'released', by: 'investigative-judge', decidedOn: '2024-02-29', newEvidence: true, absenceExcused: false, renewedBefore: false, graverResult: false }
  it.each<[string, Partial<Closed>, string, string[]]>([
    ['the last instant of two years', {}, '2026-02-28T20:59:59Z', []],
    ['midnight after two years', {}, '2026-02-28T21:00:00Z', ['cases.reopening-late']],
    ['a court’s release: one year', { by: 'court' }, '2025-03-01T00:00:00Z', ['cases.reopening-late']],
    ['without new evidence', { newEvidence: false }, '2024-06-01T00:00:00Z', ['cases.reopening-no-evidence']],
    ['rejected', { decision: 'rejected' }, '2024-06-01T00:00:00Z', ['cases.reopening-final']],
    ['rejected, then the victim died of it', { decision: 'rejected', graverResult: true }, '2030-06-01T00:00:00Z', []],
    ['closed for now, years later', { decision: 'closed-for-now' }, '2034-06-01T00:00:00Z', []],
    ['complainant’s absence excused', { decision: 'rejected-for-absence', absenceExcused: true }, '2024-06-01T00:00:00Z', []],
    ['complainant’s absence excused a second time', { decision: 'rejected-for-absence', absenceExcused: true, renewedBefore: true }, '2024-06-01T00:00:00Z', ['cases.reopening-absence']],
  ])('%s', (_, change, now, expected) => expect(codes(checkReopening({ ...closed, ...change }, new Date(now)))).toEqual(expected))
  it('has no end for a case closed for now', () => expect(reopeningEnds({ ...closed, decision: 'closed-for-now' })).toBeUndefined())
})

describe('a new article', () => {
  const ten = { article: 'Penal 443', maximum: { kind: 'term', term: { years: 10 } } as const, complaintOnly: false }
  const two = { article: 'Penal 413', maximum: { kind: 'term', term: { years: 2 } } as const, complaintOnly: false }
  const capital = { article: 'Penal 406', maximum: { kind: 'death' } as const, complaintOnly: false }
  const facts: RequalificationFacts = { from: ten, to: two, juvenile: false, detainedSince: '2026-01-01', detainedDays: 182, complained: false, stage: 'investigation' }
  it.each<[string, Partial<RequalificationFacts>, string[]]>([
    ['six months held of two years: over a quarter', {}, ['cases.requalified-over-quarter', 'cases.requalified-bail', 'cases.requalified-court']],
    ['exactly a quarter', { detainedDays: 181 }, ['cases.requalified-bail', 'cases.requalified-court']],
    ['at liberty', { detainedSince: undefined }, ['cases.requalified-court']],
    ['to a capital charge', { to: capital }, ['cases.requalified-capital']],
    ['from a capital charge', { from: capital, to: ten, detainedDays: 1000 }, ['cases.requalified-over-quarter']],
    ['to a contravention', { to: { ...two, maximum: { kind: 'term', term: { months: 3 } } }, detainedDays: 1 }, ['cases.requalified-no-detention', 'cases.requalified-court']],
    ['to a complaint-only offence', { from: two, to: { ...two, complaintOnly: true }, detainedSince: undefined }, ['cases.requalified-needs-complaint']],
    ['heavier at trial', { from: two, to: ten, stage: 'trial', detainedSince: undefined }, ['cases.requalified-court', 'cases.requalified-new-charge']],
    ['lighter at trial needs no new charge', { stage: 'trial', detainedSince: undefined }, ['cases.requalified-court']],
    ['a child keeps his court', { juvenile: true, detainedSince: undefined }, []],
  ])('%s', (_, change, expected) => {
    const effects = effectsOfRequalification({ ...facts, ...change })
    expect(codes(effects.findings)).toEqual(expected)
    expect(blocking(effects.findings)).toEqual([])
  })
  it('names the clocks to compute again', () => {
    expect(effectsOfRequalification(facts)).toMatchObject({ clocks: ['CLK-03', 'CLK-04'], quarter: { months: 6 }, courtChanges: true })
    expect(effectsOfRequalification({ ...facts, to: capital }).quarter).toBeUndefined()
    expect(effectsOfRequalification({ ...facts, stage: 'trial', detainedSince: undefined }).clocks).toEqual(['CLK-06'])
  })
})

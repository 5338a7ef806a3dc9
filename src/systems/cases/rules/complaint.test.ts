import { describe, expect, it } from 'vitest'
import { blocking } from '#kernel/words/finding.ts'
import { checkComplaint, checkMeasureBeforeComplaint, type Complaint, complaintLapses, effectOfWaiver, isComplaintOnly, type OffenceFacts, type Waiver } from './complaint.ts'
import { checkConciliation, type Conciliation } from './conciliation.ts'
import { checkDiary, checkStationInquiry, type DiaryEntry, whoIsTold } from './diary.ts'

const codes = (found: readonly { code: string }[]) => found.map((f) => f.code)
const insult: OffenceFacts = { complaint: 'only', victimIsKin: false, aggravated: false, againstPublicServant: false, stateProperty: false }

describe('complaint-only offences', () => {
  it.each<[string, Partial<OffenceFacts>, boolean]>([
    ['insult', {}, true],
    ['insult of a public servant in duty', { againstPublicServant: true }, false],
    ['theft from a stranger', { complaint: 'kin' }, false],
    ['theft from a father', { complaint: 'kin', victimIsKin: true }, true],
    ['damage', { complaint: 'base' }, true],
    ['aggravated damage', { complaint: 'base', aggravated: true }, false],
    ['damage to State property', { complaint: 'base', stateProperty: true }, false],
    ['murder', { complaint: 'no' }, false],
  ])('%s', (_, change, only) => expect(isComplaintOnly({ ...insult, ...change })).toBe(only))

  it.each([['2026-01-15', '2026-04-15'], ['2026-11-30', '2027-02-28'], ['2027-11-30', '2028-02-29']])('known on %s: until %s', (knew, last) => expect(complaintLapses(knew)).toBe(last))
  it('allows no measure before the complaint', () => {
    expect(codes(checkMeasureBeforeComplaint(insult, false))).toEqual(['cases.measure-before-complaint'])
    expect(checkMeasureBeforeComplaint(insult, true)).toEqual([])
    expect(checkMeasureBeforeComplaint({ ...insult, complaint: 'no' }, false)).toEqual([])
  })
})

describe('a complaint', () => {
  const full: Complaint = {
    complainant: 'x', capacity: 'victim', facts: 'x', place: 'x', written: true, civilClaim: 'included', receivedAt: new Date('2026-04-15T08:00:00Z'), receivedOn: '2026-04-15', diaryNumber: '7',
    signed: true, knewOn: '2026-01-15', victimDiedBefore: false, needsAppointedRepresentative: false, waivedBefore: false,
  }
  it.each<[string, Partial<Complaint>, Partial<OffenceFacts>, string[], number]>([
    ['on the last day', {}, {}, [], 0],
    ['a day late', { receivedOn: '2026-04-16' }, {}, ['cases.complaint-lapsed'], 1],
    ['late, but the offence needs none', { receivedOn: '2030-04-16' }, { complaint: 'no' }, [], 0],
    ['knowledge not asked', { knewOn: undefined }, {}, ['cases.complaint-knowledge-unknown'], 0],
    ['by a neighbour', { capacity: 'other-informant' }, {}, ['cases.complaint-not-by-victim'], 1],
    ['by a neighbour, of a murder', { capacity: 'other-informant' }, { complaint: 'no' }, [], 0],
    ['victim dead', { victimDiedBefore: true }, {}, ['cases.complaint-victim-dead'], 1],
    ['waived before', { waivedBefore: true }, { complaint: 'no' }, ['cases.complaint-waived'], 1],
    ['nobody to represent him', { needsAppointedRepresentative: true }, {}, ['cases.complaint-representative'], 0],
    ['no time, no diary number', { receivedAt: undefined, diaryNumber: '' }, {}, ['cases.complaint-field-missing', 'cases.complaint-field-missing'], 2],
    ['unsigned', { signed: false }, {}, ['cases.complaint-unsigned'], 1],
  ])('%s', (_, change, offence, expected, blocks) => {
    const found = checkComplaint({ ...full, ...change }, { ...insult, ...offence })
    expect([codes(found), blocking(found).length]).toEqual([expected, blocks])
  })
})

describe('waiver and conciliation', () => {
  const waiver: Waiver = { byComplainant: true, decided: false, forAccused: ['a'], allAccused: ['a'], allComplainants: ['c'], waivingComplainants: ['c'], compoundable: true }
  it.each<[string, Partial<Waiver>, string[], string[]]>([
    ['whole', {}, ['a'], []],
    ['one of two accused', { allAccused: ['a', 'b'] }, ['a'], ['cases.waiver-other-accused']],
    ['one of two complainants', { allComplainants: ['c', 'd'] }, [], ['cases.waiver-others-stand']],
    ['after the decision', { decided: true }, [], ['cases.waiver-too-late']],
    ['of a public right', { compoundable: false }, [], ['cases.waiver-public-right']],
    ['by a stranger', { byComplainant: false }, [], ['cases.waiver-not-by-complainant']],
  ])('waiver: %s', (_, change, freed, expected) => {
    const result = effectOfWaiver({ ...waiver, ...change })
    expect([result.freedFrom, codes(result.findings)]).toEqual([freed, expected])
  })

  const peace: Conciliation = { complaintOnly: true, maxMonths: 12, threatHarmOrDamage: false, by: 'victim', conditional: false, decided: false, approved: false }
  it.each<[string, Partial<Conciliation>, string[]]>([
    ['a year: no approval', {}, []],
    ['a fine: no approval', { maxMonths: 0 }, []],
    ['more than a year', { maxMonths: 13 }, ['cases.conciliation-needs-approval']],
    ['more than a year, approved', { maxMonths: 24, approved: true }, []],
    ['a threat of a year', { threatHarmOrDamage: true }, ['cases.conciliation-needs-approval']],
    ['not complaint-only', { complaintOnly: false }, ['cases.conciliation-not-open']],
    ['on a condition', { conditional: true }, ['cases.conciliation-conditional']],
    ['after the decision', { decided: true }, ['cases.conciliation-too-late']],
    ['asked by another', { by: 'other' }, ['cases.conciliation-not-by-victim']],
  ])('conciliation: %s', (_, change, expected) => expect(codes(checkConciliation({ ...peace, ...change }))).toEqual(expected))
})

describe('the station diary', () => {
  const at = new Date('2026-11-22T08:00:00Z')
  const entry: DiaryEntry = { summary: 'x', reportedAt: at, enteredAt: at, informant: 'x', informantStatement: 'x', informantSigned: true, cls: 'misdemeanour', flagrante: false, witnesses: '', article: '', reportSentAt: at }
  it.each<[string, Partial<DiaryEntry>, string[], number]>([
    ['complete', {}, [], 0],
    ['no time of the report', { reportedAt: undefined }, ['cases.diary-field-missing'], 1],
    ['unsigned', { informantSigned: false }, ['cases.diary-unsigned'], 1],
    ['entered before the news came', { enteredAt: new Date(at.getTime() - 1) }, ['cases.diary-before-report'], 1],
    ['within the hour', { enteredAt: new Date(at.getTime() + 3_600_000) }, [], 0],
    ['after the hour', { enteredAt: new Date(at.getTime() + 3_600_001) }, ['cases.diary-late'], 0],
    ['a contravention', { cls: 'contravention', witnesses: 'x', article: 'x', informantSigned: false, informantStatement: '' }, [], 0],
    ['a contravention without article', { cls: 'contravention', witnesses: 'x' }, ['cases.diary-field-missing'], 1],
    ['report not sent', { reportSentAt: undefined }, ['cases.diary-report-unsent'], 0],
    ['a felony seen in the act', { cls: 'felony', flagrante: true }, ['cases.diary-go-to-scene'], 0],
  ])('%s', (_, change, expected, blocks) => {
    const found = checkDiary({ ...entry, ...change })
    expect([codes(found), blocking(found).length]).toEqual([expected, blocks])
  })
  it('tells the prosecution too of what was seen in the act', () => expect([whoIsTold({ flagrante: true }).length, whoIsTold({ flagrante: false }).length]).toEqual([2, 1]))
  it.each([[true, false, 0], [false, true, 0], [false, false, 1]])('inquiry: ordered %s, urgent %s', (ordered, urgent, count) => expect(checkStationInquiry({ ordered, urgent })).toHaveLength(count))
})

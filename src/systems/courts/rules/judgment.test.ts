import { describe, expect, it } from 'vitest'
import type { WorkCalendar } from '#kernel/clock/calendar.ts'
import { blocking } from '#kernel/words/finding.ts'
import { automaticFileDue, type CassationFacts, cassationPeriod, challengeCourt, type Challenge, checkChallenge, checkOutcome, freesAtOnce, opinionDue, scopeOf } from './challenge.ts'
import { checkExecution, type DeathFile } from './deathSentence.ts'
import { chargeFields, checkCharge, type ChargeSheet, checkJudgment, consequences, type CustodyFacts, type Judgment, type Verdict } from './judgment.ts'
import { checkCorrection, checkRetrial, type Correction, type RetrialRequest } from './review.ts'

const calendar: WorkCalendar = { jurisdiction: 'federal', entered: [] }
const codes = (found: readonly { code: string }[]) => found.map((f) => f.code)

describe('charge sheet', () => {
  const sheet = Object.fromEntries(chargeFields.map((f) => [f, 'x'])) as unknown as ChargeSheet
  it('is complete', () => expect(checkCharge(sheet)).toEqual([]))
  it.each(chargeFields.map((f) => [f]))('needs %s', (field) => expect(checkCharge({ ...sheet, [field]: ' ' }).map((f) => f.field)).toEqual([field]))
})

describe('judgment', () => {
  const full: Judgment = {
    verdict: 'convicted', judges: ['a', 'b', 'c'], accused: 'x', parties: 'x', prosecutor: 'x', offence: 'x', article: 'x', reasons: 'x', mitigated: false, aggravated: false,
    principalPenalty: '7 years', compensationClaimed: false, hasExhibits: false, signatures: ['a', 'b', 'c'], dissenters: [], dissentsWritten: [], date: '2026-11-22', sentenceDate: '2026-11-22',
    sealed: true, readPublicly: true, charged: true, summary: false, death: false, toldOfAutomaticReview: false, evidence: ['testimony', 'expert'], confessionAllegedForced: false, compoundableWithoutApproval: false,
  }
  it.each<[string, Partial<Judgment>, string[], number]>([
    ['complete', {}, [], 0],
    ['no reasons', { reasons: '' }, ['courts.judgment-field-missing'], 1],
    ['no penalty', { principalPenalty: undefined }, ['courts.judgment-field-missing'], 1],
    ['mitigated without saying why', { mitigated: true }, ['courts.judgment-field-missing'], 1],
    ['compensation not decided', { compensationClaimed: true }, ['courts.judgment-field-missing'], 1],
    ['exhibits not decided', { hasExhibits: true }, ['courts.judgment-field-missing'], 1],
    ['one signature missing', { signatures: ['a', 'b'] }, ['courts.judgment-unsigned'], 1],
    ['dissent unwritten', { dissenters: ['c'] }, ['courts.judgment-dissent-unwritten'], 1],
    ['not read out', { readPublicly: false }, ['courts.judgment-not-read'], 1],
    ['sentence another day', { sentenceDate: '2026-11-23' }, ['courts.sentence-other-session'], 1],
    ['unsealed', { sealed: false }, ['courts.judgment-unsealed'], 1],
    ['death, not told', { death: true }, ['courts.death-review-untold'], 1],
    ['no charge', { charged: false }, ['courts.verdict-without-charge'], 1],
    ['no charge in a summary case', { charged: false, summary: true }, [], 0],
    ['acquitted needs no penalty', { verdict: 'acquitted', principalPenalty: undefined, sentenceDate: undefined, evidence: [] }, [], 0],
    ['released after the charge', { verdict: 'released' }, ['courts.release-after-charge'], 1],
    ['rejected where the waiver does not suffice', { verdict: 'rejected', charged: false }, ['courts.rejection-not-open'], 1],
    ['no evidence', { evidence: [] }, ['courts.conviction-without-evidence'], 1],
    ['one witness alone', { evidence: ['single-testimony'] }, ['courts.single-testimony'], 1],
    ['one witness and a presumption', { evidence: ['single-testimony', 'presumption'] }, [], 0],
    ['confession alone is lawful, and said', { evidence: ['confession'] }, ['courts.confession-alone'], 0],
    ['a confession said to be forced', { evidence: ['confession', 'expert'], confessionAllegedForced: true }, ['courts.confession-alleged-forced'], 0],
  ])('%s', (_, change, expected, blocks) => {
    const found = checkJudgment({ ...full, ...change })
    expect([codes(found), blocking(found).length]).toEqual([expected, blocks])
  })
})

describe('what follows a verdict', () => {
  const held: CustodyFacts = { inCustody: true, otherLiveOrder: false, inAbsence: false, custodialSentence: true, suspended: false, contravention: false, death: false, servedInDetention: false }
  it.each<[string, Verdict, Partial<CustodyFacts>, string[]]>([
    ['acquitted', 'acquitted', {}, ['release-at-once']],
    ['acquitted, held for something else', 'acquitted', { otherLiveOrder: true }, ['stay-in-custody']],
    ['acquitted at liberty', 'acquitted', { inCustody: false }, []],
    ['not responsible', 'not-responsible', {}, ['order-measures', 'release-at-once']],
    ['conciliation', 'conciliation', {}, ['release-at-once']],
    ['imprisoned', 'convicted', {}, ['send-memorandum', 'stay-in-custody']],
    ['fined', 'convicted', { custodialSentence: false }, ['release-at-once']],
    ['suspended', 'convicted', { suspended: true }, ['release-at-once']],
    ['already served', 'convicted', { servedInDetention: true }, ['release-at-once']],
    ['in absence', 'convicted', { inCustody: false, inAbsence: true }, ['arrest-order']],
    ['in absence, contravention', 'convicted', { inCustody: false, inAbsence: true, contravention: true }, []],
    ['contravention waits until final', 'convicted', { contravention: true }, ['release-at-once']],
    ['death', 'convicted', { death: true }, ['send-memorandum', 'stay-in-custody']],
  ])('%s', (_, verdict, change, acts) => expect(consequences(verdict, { ...held, ...change }).map((c) => c.act)).toEqual(acts))
})

describe('challenges', () => {
  it.each([
    ['2026-11-02', '2026-12-02', '2026-12-02'], // a Wednesday
    ['2026-11-04', '2026-12-04', '2026-12-06'], // Friday: to Sunday
    ['2026-12-02', '2027-01-01', '2027-01-03'], // New Year on a Friday
    ['2028-01-30', '2028-02-29', '2028-02-29'],
  ])('judgment %s: 30 days end %s, moved to %s', (from, lawful, last) => expect(cassationPeriod(from, calendar)).toMatchObject({ lawful, last }))
  it('sends files of its own motion', () => {
    expect(automaticFileDue('2026-11-02', 'felony', 'felony')?.last).toBe('2026-11-12')
    expect(automaticFileDue('2026-11-02', 'juvenile', 'felony')?.last).toBe('2026-11-17')
    expect(automaticFileDue('2026-11-02', 'juvenile', 'misdemeanour')).toBeUndefined()
    expect(automaticFileDue('2026-11-02', 'other', 'misdemeanour')).toBeUndefined()
    expect(opinionDue('2026-02-10').last).toBe('2026-03-02')
  })
  it.each([['prosecution', 'criminal'], ['accused', 'both'], ['complainant', 'own-claim'], ['civilly-liable', 'civil'], ['witness', undefined]] as const)('%s reaches %s', (party, scope) => expect(scopeOf(party)).toBe(scope))

  const challenge: Challenge = {
    party: 'accused', against: 'judgment', filedOn: '2026-12-02', period: cassationPeriod('2026-11-02', calendar), filedAt: 'trial-court', prisoner: false,
    petition: { appellant: 'x', respondent: 'x', judgmentSummary: 'x', judgmentDate: 'x', court: 'x', grounds: 'x', request: 'x' },
  }
  it.each<[string, Partial<Challenge>, string[], number]>([
    ['on the last day', {}, [], 0],
    ['a day late: received, and said', { filedOn: '2026-12-03' }, ['courts.challenge-late'], 0],
    ['a prisoner through the director', { filedAt: 'prison', prisoner: true }, [], 0],
    ['someone else through the prison', { filedAt: 'prison' }, ['courts.challenge-wrong-place'], 1],
    ['a witness', { party: 'witness' }, ['courts.challenge-no-standing'], 1],
    ['a preparatory decision alone', { against: 'preparatory' }, ['courts.challenge-not-alone'], 1],
    ['a detention alone', { against: 'detention' }, [], 0],
    ['no grounds', { petition: { ...challenge.petition, grounds: '' } }, ['courts.petition-field-missing'], 1],
  ])('%s', (_, change, expected, blocks) => {
    const found = checkChallenge({ ...challenge, ...change })
    expect([codes(found), blocking(found).length]).toEqual([expected, blocks])
  })
  it.each([
    ['felony', 'trial-court', true, false, 'cassation-general-panel'], ['felony', 'trial-court', false, false, 'cassation'], ['misdemeanour', 'trial-court', false, false, 'appeal-as-cassation'],
    ['contravention', 'trial-court', false, false, 'felony-as-cassation'], ['felony', 'investigative-judge', false, false, 'felony-as-cassation'], ['misdemeanour', 'trial-court', false, true, 'cassation'],
  ] as const)('%s of the %s (death %s, child %s) goes to %s', (cls, by, death, juvenile, court) => expect(challengeCourt(cls, by, death, juvenile).court).toBe(court))

  const outcome: CassationFacts = { outcome: 'upheld', convictedBelow: true, returnedBefore: false, reasons: 'x', filedOnlyByAccused: false }
  it.each<[string, Partial<CassationFacts>, string[]]>([
    ['upheld', {}, []],
    ['without reasons', { reasons: '' }, ['courts.cassation-without-reasons']],
    ['an acquittal upheld that was none', { outcome: 'acquittal-upheld' }, ['courts.cassation-outcome-not-open']],
    ['returned twice', { outcome: 'returned-to-aggravate', returnedBefore: true }, ['courts.cassation-returned-twice']],
    ['worse for the only appellant', { outcome: 'returned-to-aggravate', filedOnlyByAccused: true }, ['courts.cassation-harm-to-appellant']],
  ])('outcome: %s', (_, change, expected) => expect(codes(checkOutcome({ ...outcome, ...change }))).toEqual(expected))
  it('frees at once only who is acquitted', () => expect([freesAtOnce('quashed-acquitted'), freesAtOnce('quashed-retrial')]).toEqual([true, false]))

  const correction: Correction = { of: 'upheld', filedOn: '2026-12-01', period: { last: '2026-12-01', lawful: '2026-12-01', article: 'x' }, correctedBefore: false, ofCorrectionDecision: false }
  it.each<[string, Partial<Correction>, string[]]>([
    ['in time', {}, []], ['late', { filedOn: '2026-12-02' }, ['courts.correction-late']], ['twice', { correctedBefore: true }, ['courts.correction-twice']],
    ['of an order for retrial', { of: 'quashed-retrial' }, ['courts.correction-not-open']], ['of a correction', { ofCorrectionDecision: true }, ['courts.correction-of-correction']],
  ])('correction: %s', (_, change, expected) => expect(codes(checkCorrection({ ...correction, ...change }))).toEqual(expected))

  const retrial: RetrialRequest = { subject: 'x', reasons: 'x', documents: 'x', grounds: ['victim-alive'], final: true, contravention: false, applicant: 'convict', convictDead: false, refusedGrounds: [], death: false }
  it.each<[string, Partial<RetrialRequest>, string[]]>([
    ['complete', {}, []], ['no ground', { grounds: [] }, ['courts.retrial-no-ground']], ['not final', { final: false }, ['courts.retrial-not-open']], ['contravention', { contravention: true }, ['courts.retrial-not-open']],
    ['wife of a living convict', { applicant: 'spouse' }, ['courts.retrial-applicant']], ['wife of a dead one', { applicant: 'spouse', convictDead: true }, []],
    ['the same ground again', { refusedGrounds: ['victim-alive'] }, ['courts.retrial-same-grounds']], ['a new ground too', { grounds: ['victim-alive', 'new-facts'], refusedGrounds: ['victim-alive'] }, []],
    ['death: execution waits', { death: true }, ['courts.retrial-stays-death']],
  ])('retrial: %s', (_, change, expected) => expect(codes(checkRetrial({ ...retrial, ...change }))).toEqual(expected))
})

describe('execution of a death sentence', () => {
  const open: DeathFile = {
    judgmentOn: '2026-10-01', ageAtOffence: 25, cassationUpheld: true, generalPanel: true, decreeNumber: '5', decreeOrders: 'execution', ministerOrderNumber: '6', retrialRequested: false, pregnant: false,
    religiousFeasts: [], familyTold: true, clergyAsked: false, clergyAdmitted: false, lawyerAsked: false, lawyerAdmitted: false, panel: ['judge', 'interior', 'director', 'doctor'],
  }
  const day = '2026-11-23'
  it.each<[string, Partial<DeathFile>, string, string[]]>([
    ['every gate open', {}, day, []],
    ['no decree', { decreeNumber: '' }, day, ['courts.execution-no-decree']],
    ['a decree that commutes', { decreeOrders: 'commutation' }, day, ['courts.execution-no-decree']],
    ['no minister’s order', { ministerOrderNumber: undefined }, day, ['courts.execution-no-order']],
    ['not upheld', { cassationUpheld: false }, day, ['courts.execution-no-cassation']],
    ['the thirtieth day', { judgmentOn: '2026-10-24' }, day, []],
    ['the twenty-ninth day', { judgmentOn: '2026-10-25' }, day, ['courts.execution-too-soon']],
    ['a Friday', {}, '2026-11-20', ['courts.execution-holiday']],
    ['his own feast', { religiousFeasts: [day] }, day, ['courts.execution-feast']],
    ['pregnant', { pregnant: true }, day, ['courts.execution-pregnant']],
    ['four months after birth, not past', { gaveBirthOn: '2026-07-23', renewedOrderNumber: '7' }, day, ['courts.execution-after-birth']],
    ['four months and a day', { gaveBirthOn: '2026-07-22', renewedOrderNumber: '7' }, day, []],
    ['after birth without a renewed order', { gaveBirthOn: '2026-01-22' }, day, ['courts.execution-renewed-order']],
    ['retrial asked for', { retrialRequested: true }, day, ['courts.execution-retrial']],
    ['nineteen', { ageAtOffence: 19 }, day, ['courts.death-under-twenty']],
    ['family not told', { familyTold: false }, day, ['courts.execution-family-untold']],
    ['clergy refused', { clergyAsked: true }, day, ['courts.execution-clergy']],
    ['lawyer refused', { lawyerAsked: true }, day, ['courts.execution-lawyer']],
    ['no doctor', { panel: ['judge', 'interior', 'director'] }, day, ['courts.execution-panel']],
  ])('%s', (_, change, on, expected) => expect(codes(blocking(checkExecution({ ...open, ...change }, new Date(`${on}T05:00:00Z`), calendar)))).toEqual(expected))
})

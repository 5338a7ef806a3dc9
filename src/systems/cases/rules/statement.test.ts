import { describe, expect, it } from 'vitest'
import { blocking } from '#kernel/words/finding.ts'
import { checkScene, checkSealOpening, checkSearch, type SceneRecord, type SearchRecord } from './search.ts'
import { type AccusedStatement, checkAccused, checkWitness, type WitnessStatement } from './statement.ts'

const codes = (found: readonly { code: string }[]) => found.map((f) => f.code)
const at = new Date('2026-11-22T08:00:00Z')

describe('a witness', () => {
  const full: WitnessStatement = {
    name: 'x', surname: 'x', trade: 'x', residence: 'x', relation: 'none', text: 'x', age: 30, oathTaken: true, kinship: 'none', kinshipException: 'none', forDefence: false, interpreterNeeded: false,
    interpreterSworn: false, heardAlone: true, readBack: true, signedByWitness: true, signedByRecorder: true, unsignedCorrections: 0, condition: 'good',
  }
  it.each<[string, Partial<WitnessStatement>, string[]]>([
    ['complete', {}, []],
    ['no trade', { trade: '' }, ['cases.witness-field-missing']],
    ['fifteen without oath', { age: 15, oathTaken: false }, ['cases.witness-no-oath']],
    ['fourteen without oath', { age: 14, oathTaken: false }, []],
    ['fourteen under oath', { age: 14 }, ['cases.witness-child-oath']],
    ['wife', { kinship: 'spouse' }, ['cases.witness-kin']],
    ['wife, of adultery', { kinship: 'spouse', kinshipException: 'adultery' }, []],
    ['wife, hurt herself', { kinship: 'spouse', kinshipException: 'against-person-or-property' }, []],
    ['wife, her child hurt', { kinship: 'spouse', kinshipException: 'against-child' }, []],
    ['father, another child hurt', { kinship: 'ascendant', kinshipException: 'against-child' }, ['cases.witness-kin']],
    ['son, robbed himself', { kinship: 'descendant', kinshipException: 'against-person-or-property' }, []],
    ['father for the defence', { kinship: 'ascendant', forDefence: true }, []],
    ['interpreter not sworn', { interpreterNeeded: true }, ['cases.interpreter-unsworn']],
    ['heard with others', { heardAlone: false }, ['cases.witness-not-alone']],
    ['not read back', { readBack: false }, ['cases.statement-not-read-back']],
    ['unsigned', { signedByWitness: false, signedByRecorder: false }, ['cases.witness-unsigned', 'cases.statement-recorder-unsigned']],
    ['a correction', { unsignedCorrections: 1 }, ['cases.statement-correction-unsigned']],
  ])('%s', (_, change, expected) => expect(codes(blocking(checkWitness({ ...full, ...change })))).toEqual(expected))
  it('only asks for age and condition', () => expect(codes(checkWitness({ ...full, age: undefined, condition: '' }))).toEqual(['cases.witness-age-unknown', 'cases.witness-condition']))
})

describe('the accused', () => {
  const full: AccusedStatement = {
    recordedBy: 'investigator', policeHasInvestigatorPower: false, identityChecked: true, toldOffence: true, rightsTold: true, lawyer: 'present', text: 'x', startedAt: at, endedAt: new Date(at.getTime() + 1),
    appearedAt: at, confession: false, readBack: true, signature: 'signed', refusalNoted: false, signedByRecorder: true, ownHandwriting: false, judgeWatchedWriting: false, oathTaken: false,
    asWitnessAgainstOther: false, coercionAlleged: false, visibleInjuries: false, juvenile: false, defenderPresent: false,
  }
  it.each<[string, Partial<AccusedStatement>, string[], number]>([
    ['complete', {}, [], 0],
    ['police without power', { recordedBy: 'police' }, ['cases.accused-no-power'], 1],
    ['police with an investigator’s power', { recordedBy: 'police', policeHasInvestigatorPower: true }, [], 0],
    ['offence not told', { toldOffence: false }, ['cases.accused-offence-untold'], 1],
    ['rights not told', { rightsTold: false }, ['cases.accused-rights-untold'], 1],
    ['lawyer asked for and absent', { lawyer: 'asked-and-absent' }, ['cases.accused-lawyer-absent'], 1],
    ['lawyer waived', { lawyer: 'waived' }, [], 0],
    ['lawyer not offered', { lawyer: 'not-asked' }, ['cases.accused-lawyer-not-offered'], 1],
    ['under oath', { oathTaken: true }, ['cases.accused-oath'], 1],
    ['under oath against another', { oathTaken: true, asWitnessAgainstOther: true }, [], 0],
    ['refused to sign, noted', { signature: 'refused', refusalNoted: true }, [], 0],
    ['refused to sign, not noted', { signature: 'refused' }, ['cases.accused-unsigned'], 1],
    ['after 24 hours exactly', { appearedAt: new Date(at.getTime() - 24 * 3_600_000) }, [], 0],
    ['after 24 hours and a millisecond', { appearedAt: new Date(at.getTime() - 24 * 3_600_000 - 1) }, ['cases.accused-late'], 0],
    ['ends before it begins', { endedAt: new Date(at.getTime() - 1) }, ['cases.accused-times'], 1],
    ['confession before the investigator', { confession: true }, ['cases.confession-not-before-judge'], 1],
    ['confession before the judge', { confession: true, recordedBy: 'judge' }, [], 0],
    ['confession not read back', { confession: true, recordedBy: 'judge', readBack: false }, ['cases.confession-not-read-back'], 1],
    ['confession not signed', { confession: true, recordedBy: 'judge', signature: 'refused', refusalNoted: true }, ['cases.confession-unsigned'], 1],
    ['confession in his own hand, unwatched', { confession: true, recordedBy: 'judge', ownHandwriting: true }, ['cases.confession-writing-unwatched'], 1],
    ['says he was beaten: written down, and flagged', { coercionAlleged: true }, ['cases.coercion-alleged'], 0],
    ['injuries seen though he says nothing', { visibleInjuries: true }, ['cases.coercion-alleged'], 0],
    ['a child without defender', { juvenile: true }, ['cases.accused-juvenile-defender'], 0],
  ])('%s', (_, change, expected, blocks) => {
    const found = checkAccused({ ...full, ...change })
    expect([codes(found), blocking(found).length]).toEqual([expected, blocks])
  })
})

describe('search', () => {
  const full: SearchRecord = {
    ground: 'order', orderNumber: '5', strongPresumption: false, ofPlace: true, procedures: 'x', startedAt: at, place: 'x', objectsSeized: 'none', personsFound: 'none', remarks: 'none', accusedPresent: true,
    ownerPresent: true, ownerFound: true, witnesses: ['a', 'b'], mukhtarOrSubstitute: 'm', signatures: [{ name: 'a', signed: true, refusalNoted: false }], femaleSearched: false, outOfArea: false, localJudgeConsulted: false, urgent: false,
  }
  it.each<[string, Partial<SearchRecord>, string[], number]>([
    ['complete', {}, [], 0],
    ['no ground', { ground: undefined }, ['cases.search-no-ground'], 1],
    ['an order without number', { orderNumber: ' ' }, ['cases.search-no-order'], 1],
    ['a home in the act without presumption', { ground: 'flagrante-home' }, ['cases.search-no-presumption'], 1],
    ['a home on the ground of an arrest', { ground: 'arrested-person' }, ['cases.search-person-not-place'], 1],
    ['one witness twice', { witnesses: ['a', 'a '] }, ['cases.search-two-witnesses'], 1],
    ['no mukhtar', { mukhtarOrSubstitute: undefined }, ['cases.search-mukhtar'], 1],
    ['owner kept out', { ownerPresent: false }, ['cases.search-owner-absent'], 1],
    ['owner not found', { ownerPresent: false, ownerFound: false }, [], 0],
    ['accused away, said why', { accusedPresent: false, accusedAbsenceReason: 'fled' }, [], 0],
    ['accused away', { accusedPresent: false }, ['cases.search-accused-absent'], 1],
    ['of a person: no witnesses asked', { ground: 'arrested-person', ofPlace: false, witnesses: [], mukhtarOrSubstitute: undefined }, [], 0],
    ['fire: nobody waits', { ground: 'fire-or-flood', witnesses: [], mukhtarOrSubstitute: undefined, accusedPresent: false }, [], 0],
    ['a woman searched by nobody named', { femaleSearched: true }, ['cases.search-female-searcher'], 1],
    ['refusal to sign noted', { signatures: [{ name: 'a', signed: false, refusalNoted: true }] }, [], 0],
    ['signature missing', { signatures: [{ name: 'a', signed: false, refusalNoted: false }] }, ['cases.search-unsigned'], 1],
    ['out of area', { outOfArea: true }, ['cases.search-out-of-area'], 1],
    ['out of area, urgent', { outOfArea: true, urgent: true }, ['cases.search-tell-local-judge'], 0],
    ['nothing said of what was seized', { objectsSeized: '' }, ['cases.search-field-missing'], 1],
  ])('%s', (_, change, expected, blocks) => {
    const found = checkSearch({ ...full, ...change })
    expect([codes(found), blocking(found).length]).toEqual([expected, blocks])
  })
  it('opens seals on a decision, those concerned having been called', () => {
    expect(codes(checkSealOpening({ called: [{ name: 'a', called: false, present: false }] }))).toEqual(['cases.seal-no-decision', 'cases.seal-not-called'])
    expect(checkSealOpening({ judgeDecision: '3', called: [{ name: 'a', called: true, present: false }, { name: 'b', called: false, present: true }] })).toEqual([])
  })
})

describe('the scene', () => {
  const full: SceneRecord = { inspectedAt: at, place: 'x', traces: 'x', damage: 'x', sketch: 'x', persons: 'x', death: false, apparentCause: '', seized: 'none', flagranteFelony: false, byJudge: false, prosecutionTold: false, signed: true }
  it.each<[string, Partial<SceneRecord>, string[], number]>([
    ['complete', {}, [], 0],
    ['no sketch', { sketch: '' }, ['cases.scene-field-missing'], 1],
    ['death without cause', { death: true }, ['cases.scene-field-missing'], 1],
    ['unsigned', { signed: false }, ['cases.scene-unsigned'], 1],
    ['a felony in the act: judge away, prosecution not told', { flagranteFelony: true }, ['cases.scene-judge-away', 'cases.scene-prosecution-untold'], 1],
    ['a felony in the act: judge could not', { flagranteFelony: true, judgeUnableReason: 'road closed', prosecutionTold: true }, [], 0],
  ])('%s', (_, change, expected, blocks) => {
    const found = checkScene({ ...full, ...change })
    expect([codes(found), blocking(found).length]).toEqual([expected, blocks])
  })
})

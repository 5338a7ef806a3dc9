import { describe, expect, it } from 'vitest'
import { blocking } from '#kernel/words/finding.ts'
import { getOffence, maxPenalty } from '#systems/offences/public.ts'
import { type ChargedPenalty, ceilingFor } from './ceiling.ts'
import { juvenileLimit } from './juvenileMeasure.ts'
import { checkSentence, type Imposed, type SentencingFacts } from './sentence.ts'

const charge = (max: ChargedPenalty['max'], more: Partial<ChargedPenalty> = {}): ChargedPenalty => ({ article: 'Penal 1', confidence: 'T', max, fine: 'no', ...more })
/** What the offences system answers for this text, attempt and age. */
function maximumOf(charged: ChargedPenalty, attempt: boolean, age: number): SentencingFacts['maximum'] {
  const { max, article } = charged
  const term = max === 'temporary' ? { years: 15 } : typeof max === 'object' ? max : undefined
  if (term !== undefined) return { kind: 'term', article, term: attempt ? { months: ((term.years ?? 0) * 12 + (term.months ?? 0)) / 2 } : term }
  if (max === 'death') return { kind: attempt || (age >= 18 && age < 20) ? 'life' : 'death', article }
  if (max === 'life') return attempt ? { kind: 'term', article, term: { years: 15 } } : { kind: 'life', article }
  return { kind: max === 'fine' ? 'fine' : 'none', article }
}

const facts = (charged: ChargedPenalty, more: Partial<SentencingFacts> = {}): SentencingFacts => ({ charged, maximum: maximumOf(charged, more.attempt ?? false, more.ageAtOffence ?? 30), attempt: false, aggravated: false, recidivist: false, ageAtOffence: 30, mitigation: 'none', priorIntentionalConviction: false, ...more })
const give = (kind: Imposed['kind'], years = 0, months = 0, more: Partial<Imposed> = {}): Imposed => ({ kind, years, months, days: 0, suspended: false, ...more })
const ten = charge({ years: 10 })
const seven = charge({ years: 7 }, { or: 'detention' })
const three = charge({ years: 3 }, { fine: 'or' })

describe('the ceiling', () => {
  it.each<[string, SentencingFacts, string, number]>([
    ['the text', facts(ten), 'custody', 120],
    ['temporary is fifteen years', facts(charge('temporary')), 'custody', 180],
    ['attempt at a capital offence', facts(charge('death'), { attempt: true }), 'life', 240],
    ['attempt at a life offence', facts(charge('life'), { attempt: true }), 'custody', 180],
    ['attempt: half', facts(charge('temporary'), { attempt: true }), 'custody', 90],
    ['attempt: half of ten is detention', facts(ten, { attempt: true }), 'custody', 60],
    ['aggravated life', facts(charge('life'), { aggravated: true }), 'death', 240],
    ['aggravated ten: twenty', facts(ten, { aggravated: true }), 'custody', 240],
    ['aggravated fifteen: twenty-five', facts(charge('temporary'), { aggravated: true }), 'custody', 300],
    ['aggravated detention: ten at most', facts(charge({ years: 5 }), { aggravated: true }), 'custody', 120],
    ['recidivist, temporary without cap: life', facts(charge('temporary'), { recidivist: true }), 'life', 240],
    ['eighteen', facts(charge('death'), { ageAtOffence: 18 }), 'life', 240],
    ['nineteen', facts(charge('death'), { ageAtOffence: 19 }), 'life', 240],
    ['twenty', facts(charge('death'), { ageAtOffence: 20 }), 'death', 240],
  ])('%s', (_, given, kind, months) => expect(ceilingFor(given)).toMatchObject({ kind, months }))
  it('says that half of ten years is detention', () => expect(ceilingFor(facts(ten, { attempt: true })).imprisonment).toBe(false))
})

describe('the sentence', () => {
  it.each<[string, Imposed, SentencingFacts, string[]]>([
    ['ten of ten', give('temporary', 10), facts(ten), []],
    ['a day over', give('temporary', 10, 0, { days: 1 }), facts(ten), ['courts.sentence-over-ceiling']],
    ['five years are not imprisonment', give('temporary', 5), facts(ten), ['courts.sentence-kind-length']],
    ['detention for a felony without leniency', give('strict-detention', 3), facts(ten), ['courts.sentence-under-floor']],
    ['detention where the text offers it', give('strict-detention', 3), facts(seven), []],
    ['leniency: six months', give('strict-detention', 0, 6), facts(ten, { mitigation: 'leniency' }), []],
    ['leniency: five months', give('strict-detention', 0, 5), facts(ten, { mitigation: 'leniency' }), ['courts.sentence-under-floor']],
    ['leniency from life: imprisonment', give('temporary', 6), facts(charge('life'), { mitigation: 'leniency' }), []],
    ['leniency from life: not detention', give('strict-detention', 3), facts(charge('life'), { mitigation: 'leniency' }), ['courts.sentence-under-floor']],
    ['leniency from death: fifteen years', give('temporary', 15), facts(charge('death'), { mitigation: 'leniency' }), []],
    ['leniency from death: fourteen years', give('temporary', 14), facts(charge('death'), { mitigation: 'leniency' }), ['courts.sentence-under-floor']],
    ['excuse from death: a year', give('simple-detention', 1), facts(charge('death'), { mitigation: 'excuse' }), []],
    ['excuse from death: eleven months', give('simple-detention', 0, 11), facts(charge('death'), { mitigation: 'excuse' }), ['courts.sentence-under-floor']],
    ['life for a capital charge', give('life'), facts(charge('death')), ['courts.sentence-under-floor']],
    ['life where the text says death or life', give('life'), facts(charge('death', { or: 'life' })), []],
    ['life at nineteen', give('life'), facts(charge('death'), { ageAtOffence: 19 }), []],
    ['death at nineteen', give('death'), facts(charge('death'), { ageAtOffence: 19 }), ['courts.death-under-twenty', 'courts.sentence-over-ceiling']],
    ['death for a life charge', give('death'), facts(charge('life')), ['courts.sentence-over-ceiling']],
    ['thirteen months simple', give('simple-detention', 0, 13), facts(three), ['courts.sentence-must-be-strict']],
    ['one year simple', give('simple-detention', 1), facts(three), []],
    ['two months strict', give('strict-detention', 0, 2), facts(three), ['courts.sentence-kind-length']],
    ['four years of three', give('strict-detention', 4), facts(three), ['courts.sentence-over-ceiling']],
    ['a fine instead, where allowed', give('fine', 0, 0, { fineIqd: 300_000 }), facts(three), []],
    ['a fine instead, where not', give('fine', 0, 0, { fineIqd: 2_000_000 }), facts(ten), ['courts.sentence-under-floor']],
    ['under the least of the text', give('temporary', 6), facts(charge({ years: 10 }, { min: { years: 7 } })), ['courts.sentence-under-floor']],
    ['half of ten years given as imprisonment', give('temporary', 5, 1), facts(ten, { attempt: true }), ['courts.sentence-over-ceiling']],
    ['suspended for a year', give('simple-detention', 1, 0, { suspended: true }), facts(three), []],
    ['suspended for longer', give('strict-detention', 1, 1, { suspended: true }), facts(three), ['courts.suspension-too-long']],
    ['suspended after a conviction', give('simple-detention', 0, 6, { suspended: true }), facts(three, { priorIntentionalConviction: true }), ['courts.suspension-prior-conviction']],
    ['a school for an adult', give('youths-school', 2), facts(three), ['courts.sentence-measure-for-adult']],
  ])('%s', (_, imposed, given, expected) => expect(blocking(checkSentence(imposed, given)).map((f) => f.code)).toEqual(expected))

  it('only warns of the sums of fines, and of a charge known from the press', () => {
    expect(checkSentence(give('strict-detention', 1, 0, { fineIqd: 5 }), facts(three))).toMatchObject([{ code: 'courts.sentence-fine-range', outcome: 'warn' }])
    expect(blocking(checkSentence(give('temporary', 15), facts(charge({ years: 10 }, { confidence: 'P' }))))).toEqual([])
  })
})

describe('a charge of the catalogue', () => {
  it.each<[number, Imposed, string[]]>([
    [30, give('temporary', 10), []],
    [30, give('temporary', 15, 1), ['courts.sentence-kind-length', 'courts.sentence-over-ceiling']],
    [17, give('youths-school', 7), []],
  ])('at %i', (age, imposed, expected) => {
    const offence = getOffence('PC-315')
    const [charged] = offence.variants
    if (charged === undefined) throw new Error('the catalogue has no plain case')
    const maximum = maxPenalty({ offenceCode: offence.code, jurisdiction: 'federal', ageAtAct: age })
    expect(checkSentence(imposed, { ...facts(charged), maximum, ageAtOffence: age }).map((f) => f.code)).toEqual(expected)
  })
})

describe('children', () => {
  const child = (charged: ChargedPenalty, age: number) => facts(charged, { ageAtOffence: age })
  it.each<[string, Imposed, SentencingFacts, string[]]>([
    ['eight: not responsible', give('guardian'), child(three, 8), ['courts.juvenile-not-responsible']],
    ['nine: guardian', give('guardian'), child(three, 9), []],
    ['fourteen, capital: exactly five years', give('boys-school', 5), child(charge('death'), 14), []],
    ['fourteen, capital: four years', give('boys-school', 4), child(charge('death'), 14), ['courts.juvenile-measure-length']],
    ['fourteen, judged at fifteen: the youths’ school', give('youths-school', 5), child(charge('life'), 14), []],
    ['fifteen, capital: fifteen years', give('youths-school', 15), child(charge('death'), 15), []],
    ['fifteen, capital: sixteen years', give('youths-school', 16), child(charge('death'), 15), ['courts.juvenile-measure-length']],
    ['seventeen, felony: seven years', give('youths-school', 7), child(ten, 17), []],
    ['seventeen, felony: eight years', give('youths-school', 8), child(ten, 17), ['courts.juvenile-measure-length']],
    ['seventeen: imprisonment', give('temporary', 7), child(ten, 17), ['courts.juvenile-adult-penalty']],
    ['seventeen: death', give('death'), child(charge('death'), 17), ['courts.juvenile-adult-penalty']],
    ['misdemeanour: five months of school', give('youths-school', 0, 5), child(three, 16), ['courts.juvenile-measure-length']],
    ['misdemeanour: three years', give('youths-school', 3), child(three, 16), []],
    ['probation of four years', give('probation', 4), child(three, 16), ['courts.juvenile-measure-length']],
    ['contravention: no school', give('youths-school', 1), child(charge({ months: 3 }), 16), ['courts.juvenile-measure-not-open']],
    ['fine for a ten-year felony', give('fine'), child(ten, 16), ['courts.juvenile-measure-not-open']],
    ['fine for a seven-year felony', give('fine'), child(seven, 16), []],
  ])('%s', (_, imposed, given, expected) => expect(checkSentence(imposed, given).map((f) => f.code)).toEqual(expected))
  it('begins at eleven in the Region', () => {
    expect(juvenileLimit(child(three, 10), 'kri')).toBeUndefined()
    expect(juvenileLimit(child(three, 11), 'kri')).toBeDefined()
  })
})

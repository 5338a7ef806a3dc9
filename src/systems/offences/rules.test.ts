import { describe, expect, it } from 'vitest'
import fc from 'fast-check'
import { findOffence, getOffence, offences } from './catalogue/catalogue.ts'
import { classOf, compareTerms, partOf } from './penalty.ts'
import { classesOf, competentCourt, fineAfterDetention, fineRange, isCapital, maxPenalty, penaltyOfText, quarterOfMaximum, variantOf, type Charge } from './rules.ts'

const charge = (offenceCode: string, more: Partial<Charge> = {}): Charge => ({ offenceCode, jurisdiction: 'federal', ...more })

describe('catalogue', () => {
  it('holds the 91 offences of the Penal Code and the special laws, each code once', () => {
    expect(offences.filter((o) => o.code.startsWith('PC-'))).toHaveLength(91)
    expect(new Set(offences.map((o) => o.code)).size).toBe(offences.length)
    expect(offences.length).toBeGreaterThan(100)
  })
  it('every offence has three languages, every variant an article and a place in time', () => {
    for (const offence of offences) {
      expect(Object.values(offence.title).every((v) => v.length > 2), offence.code).toBe(true)
      expect(offence.variants.length, offence.code).toBeGreaterThan(0)
      expect(new Set(offence.variants.map((v) => v.id)).size, offence.code).toBe(offence.variants.length)
      for (const v of offence.variants) expect(v.article, offence.code).toMatch(/\d|to be confirmed/)
    }
  })
  it('finds an offence by any of its articles', () => {
    expect(getOffence('PC-444').code).toBe('PC-443/444')
    expect(getOffence('PC-226').code).toBe('PC-225/226')
    expect(getOffence('PC-495').code).toBe('PC-489–503')
    expect(findOffence('PC-9999')).toBeUndefined()
    expect(() => getOffence('PC-9999')).toThrow(RangeError)
  })
  it.each([
    ['PC-406', ['F']], ['PC-446', ['M']], ['PC-489–503', ['C']], ['PC-415/416', ['M', 'C']], ['PC-250', ['F', 'M']], ['PC-321', ['X']], ['PC-307', ['F']],
    ['PC-323/324', ['M']], ['PC-400/401/402', ['M', 'C']], ['PC-459', ['M']], ['PC-412/413', ['F', 'M']],
  ] as const)('%s has classes %j', (code, classes) => expect(classesOf(getOffence(code))).toEqual(classes))
  it.each([['PC-377', 'only'], ['PC-433', 'only'], ['PC-446', 'kin'], ['PC-405', 'no']] as const)('%s needs a complaint: %s', (code, complaint) =>
    expect(getOffence(code).complaint).toBe(complaint))
})

describe('heaviest penalty', () => {
  it.each<[string, Charge, object]>([
    ['aggravated murder', charge('PC-406'), { kind: 'death' }],
    ['attempted aggravated murder (31A)', charge('PC-406', { attempt: true }), { kind: 'life' }],
    ['attempted murder (31B)', charge('PC-405', { attempt: true }), { kind: 'term', term: { years: 15 } }],
    ['embezzlement: temporary is 15 years', charge('PC-315'), { kind: 'term', term: { years: 15 } }],
    ['attempted embezzlement: half', charge('PC-315', { attempt: true }), { kind: 'term', term: { years: 7, months: 6 } }],
    ['attempt of a ten-year felony becomes five years', charge('PC-307', { attempt: true }), { kind: 'term', term: { years: 5 } }],
    ['simple theft', charge('PC-446'), { kind: 'term', term: { years: 5 } }],
    ['attempted simple theft', charge('PC-446', { attempt: true }), { kind: 'term', term: { years: 2, months: 6 } }],
    ['attempt of a seven-year felony', charge('PC-322', { attempt: true }), { kind: 'term', term: { years: 3, months: 6 } }],
    ['17: capital', charge('PC-406', { ageAtAct: 17 }), { kind: 'term', term: { years: 15 } }],
    ['18: capital becomes life', charge('PC-406', { ageAtAct: 18 }), { kind: 'life' }],
    ['19: capital becomes life', charge('PC-406', { ageAtAct: 19 }), { kind: 'life' }],
    ['20: capital', charge('PC-406', { ageAtAct: 20 }), { kind: 'death' }],
    ['14: capital', charge('PC-406', { ageAtAct: 14 }), { kind: 'term', term: { years: 5 } }],
    ['15: temporary', charge('PC-315', { ageAtAct: 15 }), { kind: 'term', term: { years: 7 } }],
    ['16: misdemeanour', charge('PC-446', { ageAtAct: 16 }), { kind: 'term', term: { years: 3 } }],
    ['8: no responsibility', charge('PC-406', { ageAtAct: 8 }), { kind: 'none' }],
    ['9 federal', charge('PC-406', { ageAtAct: 9 }), { kind: 'term', term: { years: 5 } }],
    ['10 in the Region', charge('PC-406', { ageAtAct: 10, jurisdiction: 'kri' }), { kind: 'none' }],
    ['11 in the Region', charge('PC-406', { ageAtAct: 11, jurisdiction: 'kri' }), { kind: 'term', term: { years: 5 } }],
    ['honour killing, federal', charge('PC-409'), { kind: 'term', term: { years: 3 } }],
    ['honour killing, Region', charge('PC-409', { jurisdiction: 'kri' }), { kind: 'life' }],
    ['perjury that convicted of murder', charge('PC-251', { circumstance: 'conviction-followed', linked: maxPenalty(charge('PC-406')) }), { kind: 'death' }],
    ['perjury that convicted, offence unknown', charge('PC-251', { circumstance: 'conviction-followed' }), { kind: 'term', confidence: 'U' }],
    ['petty theft', charge('PC-446', { circumstance: 'small-value' }), { kind: 'fine' }],
    ['insult of the President in 2002', charge('PC-225', { circumstance: 'president', actDay: '2002-05-01' }), { kind: 'term', term: { years: 7 } }],
  ])('%s', (_, given, expected) => expect(maxPenalty(given)).toMatchObject(expected))
  it('a suspended text and an unknown circumstance are refused', () => {
    expect(() => variantOf(charge('PC-225', { circumstance: 'president' }))).toThrow(RangeError)
    expect(() => variantOf(charge('PC-446', { circumstance: 'weapon' }))).toThrow(RangeError)
    expect(() => variantOf(charge('PC-421', { circumstance: 'order-31', jurisdiction: 'kri' }))).toThrow(RangeError)
    expect(() => variantOf(charge('PC-421', { circumstance: 'order-31', actDay: '2003-09-12' }))).toThrow(RangeError)
  })
  it('keeps the penalty of the text for the rules that look at it', () =>
    expect(isCapital(penaltyOfText(charge('PC-406', { ageAtAct: 16 })))).toBe(true))
  it('shows its working', () =>
    expect(maxPenalty(charge('PC-406', { attempt: true, ageAtAct: 16 })).working.map((s) => s.article)).toEqual(['Penal 406(1)', 'Penal 31(A)', 'Juvenile 77(2)']))
  it('an attempt is never graver than the offence, in every variant of the catalogue', () => {
    for (const offence of offences) for (const v of offence.variants) {
      if (v.validTo !== undefined) continue
      const given = charge(offence.code, { circumstance: v.id, jurisdiction: v.jurisdiction === 'kri' ? 'kri' : 'federal' })
      const [whole, attempt] = [maxPenalty(given), maxPenalty({ ...given, attempt: true })]
      if (whole.term !== undefined && attempt.term !== undefined) expect(compareTerms(attempt.term, whole.term), offence.code).toBeLessThan(0)
    }
  })
})

describe('class and court', () => {
  it.each([
    [{ kind: 'term', term: { years: 5 } }, 'M', 'misdemeanour-court'], [{ kind: 'term', term: { years: 5, days: 1 } }, 'F', 'felony-court'],
    [{ kind: 'term', term: { months: 3 } }, 'C', 'misdemeanour-court'], [{ kind: 'term', term: { months: 3, days: 1 } }, 'M', 'misdemeanour-court'],
    [{ kind: 'life' }, 'F', 'felony-court'], [{ kind: 'death' }, 'F', 'felony-court'], [{ kind: 'fine' }, 'M', 'misdemeanour-court'],
    [{ kind: 'term', term: { days: 10 } }, 'C', 'misdemeanour-court'],
  ] as const)('%j is %s before the %s', (max, expected, court) => {
    expect(classOf(max)).toBe(expected)
    expect(competentCourt(max)).toBe(court)
    expect(competentCourt(max, 17)).toBe('juvenile-court')
    expect(competentCourt(max, 18)).toBe(court)
  })
})

describe('a quarter of the maximum (CPC 109(C))', () => {
  it.each([
    [{ kind: 'life' }, { years: 5 }], [{ kind: 'term', term: { years: 15 } }, { years: 3, months: 9 }], [{ kind: 'term', term: { years: 10 } }, { years: 2, months: 6 }],
    [{ kind: 'term', term: { years: 7 } }, { years: 1, months: 9 }], [{ kind: 'term', term: { years: 5 } }, { years: 1, months: 3 }],
    [{ kind: 'term', term: { years: 2 } }, { months: 6 }], [{ kind: 'term', term: { years: 1 } }, { months: 3 }], [{ kind: 'term', term: { months: 6 } }, { months: 1, days: 15 }],
    [{ kind: 'term', term: { months: 3 } }, { days: 22 }], [{ kind: 'term', term: { days: 10 } }, { days: 2 }],
    [{ kind: 'death' }, undefined], [{ kind: 'fine' }, undefined], [{ kind: 'none' }, undefined],
  ] as const)('%j gives %j', (max, quarter) => expect(quarterOfMaximum(max)).toEqual(quarter))
  it('four quarters never exceed the whole', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 240 }), fc.integer({ min: 0, max: 29 }), (months, days) => {
      const q = partOf({ months, days }, 4)
      expect(((q.years ?? 0) * 12 + (q.months ?? 0)) * 30 + (q.days ?? 0)).toBeLessThanOrEqual((months * 30 + days) / 4)
    }))
  })
})

describe('fines', () => {
  it('by class, and less fifty thousand a day', () => {
    expect(fineRange('M')).toMatchObject({ min: 200_001, max: 1_000_000, confidence: 'P' })
    expect(fineRange('X')).toBeUndefined()
    expect(fineAfterDetention(500_000, 3)).toBe(350_000)
    expect(fineAfterDetention(100_000, 3)).toBe(0)
  })
})

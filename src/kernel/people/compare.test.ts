import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { birthRange, trustedPrecision } from './birth.ts'
import type { Birth } from './birth.ts'
import { compare } from './compare.ts'
import type { Description } from './compare.ts'
import type { PersonName } from './name.ts'

function someone(line: string, more: Partial<PersonName> = {}, facts: Omit<Description, 'names'> = {}): Description {
  const [given, father, grandfather, greatGrandfather] = line.split(',')
  return { names: [{ script: 'ar', given: given!, father, grandfather, greatGrandfather, ...more }], ...facts }
}
const year = (text: string): Birth => ({ date: `${text}-01-01`, precision: 'year' })
const day = (date: string): Birth => ({ date, precision: 'day' })
const ali = someone('علي,كريم,حسين,جاسم', { family: 'الجبوري', mother: 'زينب كاظم' }, { sex: 'male', birth: day('1990-03-14') })

describe('one person', () => {
  test.each<[string, Description, number]>([
    ['written the same', ali, 0.99],
    ['without the great-grandfather and family', someone('علي,كريم,حسين', {}, { birth: day('1990-03-14') }), 0.95],
    ['with the grandfather left out', someone('علي,كريم,جاسم', { family: 'الجبوري', mother: 'زينب' }, { birth: year('1990') }), 0.95],
    ['registered on 1 July', someone('علي,كريم,حسين,جاسم', { family: 'الجبوري' }, { birth: day('1990-07-01') }), 0.95],
    ['one letter wrong in the father', someone('علي,كرييم,حسين,جاسم', { mother: 'زينب' }, { birth: day('1990-03-14') }), 0.95],
    ['in Latin', { names: [{ script: 'latn', given: 'Ali', father: 'Kareem', grandfather: 'Hussein', family: 'Al-Jubouri', mother: 'Zainab' }], birth: year('1990') }, 0.95],
    ['in Kurdish', { names: [{ script: 'ckb', given: 'عەلی', father: 'کەریم', grandfather: 'حسێن', family: 'جبوری', mother: 'زەینەب' }], birth: year('1990') }, 0.95],
  ])('%s', (_, other, least) => {
    expect(compare(ali, other).score).toBeGreaterThan(least)
  })
})

describe('not one person, or not known to be', () => {
  test.each<[string, Description, number]>([
    ['own name and father only', someone('علي,كريم'), 0.1],
    ['another father', someone('علي,محمود,حسين,جاسم', { family: 'الجبوري' }, { birth: year('1990') }), 0.2],
    ['his sister', someone('زينب,كريم,حسين,جاسم', { family: 'الجبوري', mother: 'زينب كاظم' }, { sex: 'female' }), 0.05],
    ['his brother', someone('حسن,كريم,حسين,جاسم', { family: 'الجبوري', mother: 'زينب كاظم' }, { sex: 'male', birth: day('1992-05-02') }), 0.2],
    ['the same line, born twenty years later', someone('علي,كريم,حسين,جاسم', { family: 'الجبوري' }, { birth: day('2010-03-14') }), 0.5],
    ['the same line, another mother', someone('علي,كريم,حسين', { mother: 'فاطمة علي' }, {}), 0.1],
    ['nothing known', { names: [] }, 0.01],
  ])('%s', (_, other, most) => {
    expect(compare(ali, other).score).toBeLessThan(most)
  })
  test('a father and his son with names exchanged are told apart', () => {
    expect(compare(someone('علي,كريم,حسين'), someone('كريم,علي,حسين')).score).toBeLessThan(0.01)
  })
})

test('the national number outweighs a name written badly, and two numbers speak against a good name', () => {
  const number = { nationalNumber: '199012345678' }
  expect(compare(someone('علي,كريم', {}, number), someone('علي,كرم', {}, number)).score).toBeGreaterThan(0.95)
  expect(compare({ ...ali, ...number }, { ...ali, nationalNumber: '198812345678' }).score).toBeLessThan(0.99)
})

test('every part is explained, and a missing one weighs nothing', () => {
  const { parts } = compare(ali, someone('علي,كريم,حسن', {}, { sex: 'male' }))
  expect(parts.map(({ part, agreement }) => `${part} ${agreement}`)).toEqual(['given same', 'father same', 'grandfather different', 'greatGrandfather omitted', 'family omitted', 'mother omitted', 'birth missing', 'sex same'])
  expect(parts.find(({ part }) => part === 'birth')?.weight).toBe(0)
})

test('said alike is close, spelled alike is the same', () => {
  const agreement = (a: string, b: string) => compare(someone(a), someone(b)).parts[0]!.agreement
  expect(agreement('هاشم', 'هشام')).toBe('different')
  expect(agreement('طارق', 'طاريق')).toBe('close')
  expect(agreement('أحمد', 'احمد')).toBe('same')
  expect(agreement('علي', 'على')).toBe('same')
  expect(agreement('عبد الرحمن', 'عبدالرحمن')).toBe('same')
  expect(agreement('علي', 'عمر')).toBe('different')
})

test('is symmetric and stays within 0 and 1', () => {
  const names = fc.constantFrom('علي', 'حسين', 'حسن', 'محمد', 'عبد الله', 'كريم', 'هاشم', 'هشام')
  const line = fc.array(names, { minLength: 1, maxLength: 4 }).map((all) => someone(all.join(',')))
  fc.assert(fc.property(line, line, (a, b) => {
    const [there, back] = [compare(a, b).score, compare(b, a).score]
    expect(there).toBeCloseTo(back, 10)
    expect(there).toBeGreaterThanOrEqual(0)
    expect(there).toBeLessThanOrEqual(1)
  }))
})

test.each<[Birth, string | undefined, string | undefined]>([
  [day('1990-03-14'), '1990-03-14', '1990-03-14'],
  [day('1990-07-01'), '1990-01-01', '1990-12-31'],
  [{ date: '2000-02-01', precision: 'month' }, '2000-02-01', '2000-02-29'],
  [{ date: '1990-12-01', precision: 'month' }, '1990-12-01', '1990-12-31'],
  [year('1990'), '1990-01-01', '1990-12-31'],
  [{ date: '1990-01-01', precision: 'estimated' }, '1987-01-01', '1993-12-31'],
  [{ precision: 'unknown' }, undefined, undefined],
])('birth %j lies between %s and %s', (birth, first, last) => {
  expect(birthRange(birth)?.first).toBe(first)
  expect(birthRange(birth)?.last).toBe(last)
})

test('2 July is a day, 1 July a year', () => {
  expect(trustedPrecision(day('1990-07-02'))).toBe('day')
  expect(trustedPrecision(day('1990-07-01'))).toBe('year')
})

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { NamePart, NationalNumber, PersonName, faultOfPart, fullName } from './name.ts'

describe('a part of a name', () => {
  test.each([
    ['محمد', 'محمد'],
    ['  عبد   الرحمن ', 'عبد الرحمن'],
    ['عبد\u00a0الله', 'عبد الله'],
    ['مُحَمَّد', 'مُحَمَّد'],
    ['عەبدوڵڵا', 'عەبدوڵڵا'],
    ['شیرکۆ', 'شیرکۆ'],
    ['به\u200cختيار', 'به\u200cختيار'],
    ["Sa'ad", "Sa'ad"],
    ['Al-Jubouri', 'Al-Jubouri'],
    ['ʿAbd al-Raḥmān', 'ʿAbd al-Raḥmān'],
    ['Şêrko', 'Şêrko'],
    ['<b>Ali</b>', '<b>Ali</b>'],
    ['Robert"); DROP TABLE person; --', 'Robert"); DROP TABLE person; --'],
    ['O\u2019Neil', 'O\u2019Neil'],
    ['آ', '\u0622'],
  ])('%j is kept as %j', (typed, kept) => expect(NamePart.parse(typed)).toBe(kept))

  test.each([
    ['', 'name-empty'],
    ['   ', 'name-empty'],
    ['--', 'name-empty'],
    ['علي\n', 'name-control'],
    ['ع\u0000لي', 'name-control'],
    ['علي\u2028حسن', 'name-control'],
    ['علي\u202e', 'name-direction'],
    ['\u200fعلي', 'name-direction'],
    ['\u2066Ali\u2069', 'name-direction'],
    ['علي\u061c', 'name-direction'],
    ['ع\u200bلي', 'name-invisible'],
    ['Ali\u200d', 'name-invisible'],
    ['\u200cعلي', 'name-invisible'],
    ['ع\u200c\u200cلي', 'name-invisible'],
    ['A\u200cli', 'name-invisible'],
    ['\ufeffعلي', 'name-invisible'],
    ['علي٢', 'name-digit'],
    ['Ali2', 'name-digit'],
    ['عليⅣ', 'name-digit'],
    ['Aliعلي', 'name-script'],
    ['Аli', 'name-script'],
    ['李', 'name-script'],
    ['علي😀', 'name-symbol'],
    ['a\u0300\u0301\u0302\u0303', 'name-marks'],
    ['م'.repeat(81), 'name-long'],
  ])('%j is refused: %s', (typed, fault) => expect(faultOfPart(typed)).toBe(fault))

  test('eighty letters are accepted, and what is accepted stays accepted and unchanged', () => {
    expect(faultOfPart('م'.repeat(80))).toBeUndefined()
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 90 }), (text) => {
      const first = NamePart.safeParse(text)
      if (first.success) expect(NamePart.parse(first.data)).toBe(first.data)
    }))
  })
})

describe('a whole name', () => {
  test('every part is in the script of the name', () => {
    expect(PersonName.safeParse({ script: 'ar', given: 'علي', father: 'Hassan' }).error?.issues[0]).toMatchObject({ message: 'invalid.name-script', path: ['father'] })
    expect(PersonName.safeParse({ script: 'latn', given: 'علي' }).success).toBe(false)
    expect(PersonName.safeParse({ script: 'ckb', given: 'عەلی' }).success).toBe(true)
  })
  test('only the own name must be there', () => {
    expect(PersonName.parse({ script: 'ar', given: 'علي' })).toEqual({ script: 'ar', given: 'علي' })
    expect(PersonName.safeParse({ script: 'ar', father: 'علي' }).success).toBe(false)
  })
  test('is said in order', () => {
    const name = PersonName.parse({ script: 'ar', given: 'علي', father: 'حسين', grandfather: 'محمد', family: 'الجبوري', mother: 'فاطمة' })
    expect(fullName(name)).toBe('علي حسين محمد الجبوري')
    expect(fullName(name, 'short')).toBe('علي حسين الجبوري')
  })
})

test.each([['199012345678', true], ['000000000000', true], ['19901234567', false], ['1990123456789', false], ['١٩٩٠١٢٣٤٥٦٧٨', false], ['19901234567a', false]])(
  'national number %s: %s', (number, good) => expect(NationalNumber.safeParse(number).success).toBe(good))

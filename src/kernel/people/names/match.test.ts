import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { matchBorn, readBorn } from './born.ts'
import { plainText } from './letters.ts'
import { matchNames } from './match.ts'
import { makePool, searchPool } from './pool.ts'
import { readName, splitNames } from './tokens.ts'

const probability = (a: string, b: string) => matchNames(a, b)?.probability ?? 0

describe('one name, otherwise written', () => {
  test.each([
    ['عبد الرحمن كريم حسين', 'Abdurrahman Karim Husayn'], ['عبدالرحمن كريم حسين', "'Abd al-Raḥmān Karīm Ḥusayn"], ['عبد الرحمن كريم حسين', 'Abdel-Rahmane Kareem Hocine'],
    ['محمد علي الجبوري', 'JABURI, Mohd Aly'], ['عيسى صدام حسين', 'Issa Saddam Hussein'], ['عيسي صدام حسين', 'Eesa Sadam Hussain'], ['قاسم سعيد الدليمي', 'Gassim Saeed Al-Dulaimi'],
    ['هدايت الله نجيب', 'Hidayatullah Najib'], ['نور الدين طالب', 'Nooruddin Talib'], ['نورالدين طالب', 'Nur al-Din Talib'], ['أبو بكر محمد الشكري', 'Abubakar Mohamed Shukri'], ['فتحي إسحاق مظهر', 'Fathi Ishaq Madhhar'],
    ['شێرکۆ ئەحمەد بەرزنجی', 'Sherko Ahmed Barzinji'], ['شێرکۆ ئەحمەد بەرزنجی', 'شيركو أحمد البرزنجي'], ['شێرکۆ ئەحمەد بەرزنجی', 'Şêrko Ehmed Berzincî'], ['جواد ظاهر لطيف', 'Cevat Zahir Latif'],
    ['محمدرضا رحيمي', 'Mohammad Reza Rahimi'], ['سيرغي لافروف', 'Sergey Lavrov'], ['كيم جونغ أون', 'Kim Jong Un'], ['مُحَمَّدٌ كَاظِم حـسـن', 'محمد كاظم حسن'], ['\u202bحسن ثامر خلف\u202c', 'Hassan Thamir Khalaf'],
  ])('%s = %s', (a, b) => {
    expect(probability(a, b)).toBeGreaterThan(0.75)
    expect(probability(b, a)).toBeCloseTo(probability(a, b), 9)
  })
})

describe('omission is not contradiction', () => {
  test.each([['قيس ثامر لفتة خلف الخزرجي', 'Qays Thamir al-Khazraji'], ['قيس ثامر لفتة', 'Qais Thamer Lafta Khalaf'], ['Qais Khazraji Lafta', 'قيس لفتة']])('%s ~ %s', (a, b) => {
    expect(probability(a, b)).toBeGreaterThan(0.2)
  })
  test.each([
    ['قصي صدام حسين التكريتي', 'Uday Saddam Hussein al-Tikriti'], ['محمود علي كريم', 'Mohammed Ali Karim'], ['حسن علي كريم', 'Hussein Ali Karim'], ['أحمد حسين علي', 'محمد حسين علي'],
    ['عبد الله حسن علي', 'Abdulrahman Hasan Ali'], ['قيس ثامر لفتة', 'Qays Majid Lafta'], ['محمد', 'محمدي'], ['عامر حسن', 'عمر حسن'],
  ])('a contradiction is one: %s ≠ %s', (a, b) => expect(probability(a, b)).toBeLessThan(0.1))
})

test.each<[string, [text: string, kind: string][]]>([
  ['عبد الرحمن بن أبو بكر الجبوري', [['عبد الرحمن', 'abd'], ['ابو بكر', 'kunya'], ['الجبوري', 'nisba']]], ['Shaykh Nur al-Din Abd-al-Wahhab', [['shaykh', 'title'], ['nur din', 'name'], ['abd wahhab', 'abd']]],
  ['ال عبدالله', [['عبدالله', 'abd']]], ['سيف الله ع. قاسم', [['سيف الله', 'name'], ['ع', 'initial'], ['قاسم', 'name']]], ['بن', [['بن', 'name']]], ['عبد', [['عبد', 'name']]], ['', []], ['123 !', []],
])('%s is cut into its parts', (text, parts) => {
  expect(readName(plainText(text)).map((token) => [token.text.replaceAll(/[أإآ]/gu, 'ا'), token.kind])).toEqual(parts)
})

test('several names in one field, a surname before a comma, a remark', () => {
  expect(splitNames('AL-HAMID, Karim (previously listed as); "Abu Ali" ; Karim, born 1960')).toEqual(['karim al hamid', 'abu ali', 'karim'])
})

test('births move the odds, and of several the best counts', () => {
  const odds = (...born: [string, string | string[]]) => matchBorn('علي حسن', 'Ali Hasan', ...born)!
  expect(odds('1990', '1950')).toBeLessThan(odds('', ''))
  expect(odds('1990-02-03', ['1950', '1990-02-03'])).toBeGreaterThan(odds('1990', '1990'))
  expect(readBorn('1990-13-40')).toEqual({ date: '1990-01-01', precision: 'year' })
  expect(readBorn('circa')).toBeUndefined()
  expect(matchBorn('', 'Ali', '', '')).toBeUndefined()
})

test('any two texts are compared without a fault, the same both ways', () => {
  const text = fc.oneof(fc.string({ unit: 'grapheme', maxLength: 40 }), fc.array(fc.constantFrom('عبد', 'ال', 'الله', 'بن', 'Abd', 'al', 'din', 'Ali', 'محمد', "'", '-', ','), { maxLength: 12 }).map((words) => words.join(' ')))
  fc.assert(fc.property(text, text, (a, b) => {
    const there = matchNames(a, b)
    expect(there?.probability ?? 0).toBeGreaterThanOrEqual(0)
    expect(Number.isFinite(there?.odds ?? 0)).toBe(true)
    expect(matchNames(b, a)?.odds ?? 0).toBeCloseTo(there?.odds ?? 0, 6)
    if (!/\p{L}/u.test(plainText(b))) expect(there).toBeUndefined()
  }), { numRuns: 300 })
})

test('a pool gives the same scores as comparing, in a fixed order', () => {
  const pool = makePool([{ id: 'b', latin: ['Qays Thamir Lafta'] }, { id: 'a', latin: ['Qays Thamir Lafta', 'Abu Sajjad'] }, { id: 'c', latin: ['Majid Hamid'] }, { id: 'd', latin: [] }])
  const found = searchPool(pool, 'قيس ثامر لفتة', 5)
  expect(found.map(({ id }) => id)).toEqual(['a', 'b'])
  expect(found[0]!.score).toBeCloseTo(probability('قيس ثامر لفتة', 'Qays Thamir Lafta'), 5)
  expect(searchPool(pool, 'قيس ثامر لفتة', 5)).toEqual(found)
  expect(searchPool(pool, '؟', 5)).toEqual([])
})

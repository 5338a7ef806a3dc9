import { describe, expect, test } from 'vitest'
import { cleanText, hasDeceivingCharacters, isolated } from './clean-text.ts'
import { citeArticle } from './cite.ts'
import { writer } from './writer.ts'

const LRI = '\u2066', FSI = '\u2068', PDI = '\u2069'

describe('typed text', () => {
  test.each([
    ['abc\u202Efdp.exe', 'abcfdp.exe'], ['\u2066x\u2069', 'x'], ['\u200Fعلي\u200E', 'علي'], ['a\u0000b\u0007c', 'abc'], ['a\r\nb\rc', 'a\nb\nc'], ['a\tb', 'a b'], ['a\n\n\n\n\nb', 'a\n\nb'], ['\uFEFFx', 'x'], ['e\u0301', 'é'],
    // Kurdish needs the non-joiner, and it stays.
    ['نا\u200Cڵێم', 'نا\u200Cڵێم'],
  ])('%j is printed as %j', (typed, printed) => expect(cleanText(typed)).toBe(printed))

  test.each([['تقرير.pdf', false], ['invoice\u202Efdp.exe', true], ['a\nb', true], ['a\u0000', true], ['نا\u200Cڵێم.txt', false]])('deceives: %j %s', (text, deceives) => expect(hasDeceivingCharacters(text)).toBe(deceives))
})

describe('a value keeps its own direction', () => {
  test.each([
    ['2026-000123', `${LRI}2026-000123${PDI}`], ['علي', `${FSI}علي${PDI}`], ['', ''], ['a\n1', `${FSI}a${PDI}\n${LRI}1${PDI}`],
    ['رقم 2026-4471 في', `${FSI}رقم ${LRI}2026-4471${PDI} في${PDI}`], ['رقم ٢٠٢٦-٤٤٧١', `${FSI}رقم ${LRI}٢٠٢٦-٤٤٧١${PDI}${PDI}`],
    ['a'.repeat(30), `${FSI}${'a'.repeat(16)}\u200B${'a'.repeat(14)}${PDI}`],
    // A short range reads as the sentence does.
    ['من 2-3 سنوات', `${FSI}من 2-3 سنوات${PDI}`],
  ])('%j', (value, shown) => expect(isolated(value)).toBe(shown))
})

describe('citations', () => {
  test.each([
    ['CPC 113', 'ar', 'المادة 113 من قانون أصول المحاكمات الجزائية رقم 23 لسنة 1971'], ['CPC 87, 88', 'en', 'Articles 87, 88, Criminal Procedure Code 23 of 1971'],
    ['CPC 114-120', 'ar', 'المواد 114 إلى 120 من قانون أصول المحاكمات الجزائية رقم 23 لسنة 1971'], ['CONST 19; PC 324', 'en', 'Article 19, Constitution of 2005; Article 324, Penal Code 111 of 1969'],
    ['CPC 222', 'ckb', 'ماددەی 222 لە یاسای ئسووڵی دادگاییە سزاییەکان ژمارە 23ی ساڵی 1971'], ['XYZ 5', 'ar', 'XYZ 5'],
  ] as const)('%s in %s', (code, lang, words) => expect(citeArticle(code, lang)).toBe(words))
})

describe('the writer', () => {
  test('writes days, instants, sums and periods in the language of the paper', () => {
    const ar = writer('ar')
    expect(ar.day('2024-02-29')).toBe('29 شباط 2024')
    // 21:30 UTC is half past midnight of the next day in Baghdad.
    expect(ar.instant('2026-12-31T21:30:00Z')).toBe('1 كانون الثاني 2027، الساعة 00:30')
    expect(ar.period({ years: 2, months: 3, days: 11 })).toBe('سنتان و3 أشهر و11 يومًا')
    expect(ar.dinars(5_000_000)).toBe('5,000,000 دينار')
    expect(writer('en').period({ days: 1 })).toBe('1 day')
    expect(writer('ckb', 'arab').day('2026-11-22')).toBe('٢٢ی تشرینی دووەمی ٢٠٢٦')
  })
  test('keeps the digits of a typed code with Latin letters', () => {
    const ckb = writer('ckb', 'arab')
    expect(ckb.own('Samsung A-52')).toContain('A-52')
    expect(ckb.own('2026/000123')).toContain('٢٠٢٦/٠٠٠١٢٣')
  })
  test('a sentence without one of its values is a fault of the template', () => {
    expect(() => writer('en').sentence({ ar: '{a}', ckb: '{a}', en: '{a} {b}' }, { a: 'x' })).toThrow(/no value for \{b\}/)
  })
})

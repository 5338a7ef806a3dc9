import fc from 'fast-check'
import { expect, test } from 'vitest'
import { askedCodes, storedCodes } from './codes.ts'

const shares = (stored: readonly string[], asked: string) => {
  const { triples } = storedCodes(stored, false)
  return askedCodes(asked).triples.some((one) => triples.includes(one))
}

test.each([
  [['عثمان', 'خالد', 'مصطفى'], 'OTMAN Halid Moustafa'], [['قاسم', 'ظافر', 'لفتة'], 'Gassem Dhafir Lafta'], [['غزوان', 'جبار', 'شهاب'], 'Ghazwan Gabbar Chihab'], [['ثامر', 'كاظم', 'ذياب'], 'Thamir Kadim Diyab'],
  [['نجاة', 'عبد الكريم', 'الخفاجي'], 'Najat Abdelkareem El-Khafadji'], [['ممدوح', 'نور الدين', 'زين العابدين'], 'Mamduh Nuruddin Zainulabdeen'], [['ره نج', 'به ناز', 'كاروان'], 'Ranj Banaz Karwan'], [['ڕەنج', 'سەلوا', 'کەریم'], 'Renc Selva Kerim'],
  [['كريم', 'علي', 'صالح', undefined, 'القره غولي'] as string[], 'AL-QARAGHULI, Karim Ali'], [['محمد', 'حسن', 'رضا'], 'Mehmet Hassan Ridha'], [['محمد', 'حسن', 'رضا'], 'محمد بن حسن الرضا'],
])('%s and %s share three parts', (stored, asked) => expect(shares(stored, asked)).toBe(true))

test.each([[['قاسم', 'ظافر', 'لفتة'], 'Qasim Majid Lafta'], [['قاسم', 'ظافر', 'لفتة'], 'Lafta Dhafir Qasim'], [['قاسم', 'ظافر'], 'Qasim Dhafir']])('%s and %s do not', (stored, asked) => expect(shares(stored, asked)).toBe(false))

test('a name of two parts is found by them and the year only, a title counts for nothing, and no text is too much', () => {
  expect(storedCodes(['قاسم', 'ظافر'], false)).toMatchObject({ triples: [], pairs: askedCodes('Qassim Zafir').pairs.slice(0, 1) })
  expect(askedCodes('الشيخ قاسم ظافر لفتة').triples).toEqual(askedCodes('قاسم ظافر لفتة').triples)
  expect(askedCodes('')).toEqual({ triples: [], pairs: [] })
  fc.assert(fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
    const { triples } = askedCodes(text)
    expect(triples.length).toBeLessThanOrEqual(400 * 5)
    expect(triples.every((one) => Number.isInteger(one) && Math.abs(one) <= 2 ** 31)).toBe(true)
  }), { numRuns: 200 })
})

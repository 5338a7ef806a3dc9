import { describe, expect, test } from 'vitest'
import * as format from './format.ts'

describe('dates in Baghdad', () => {
  test.each([
    ['2026-11-22', 'ar', '22 تشرين الثاني 2026'],
    ['2026-11-22', 'ckb', '22ی تشرینی دووەمی 2026'],
    ['2026-11-22', 'en', '22 November 2026'],
    ['2024-02-29', 'ar', '29 شباط 2024'],
    // An instant late in the evening in Greenwich is the next day in Baghdad.
    ['2026-11-21T21:00:00Z', 'ar', '22 تشرين الثاني 2026'],
    ['2026-11-21T20:59:59Z', 'ar', '21 تشرين الثاني 2026'],
    ['2026-12-31T22:00:00Z', 'en', '1 January 2027'],
    ['no date', 'ar', '—'],
  ] as const)('%s in %s is %s', (value, lang, text) => {
    expect(format.formatDate(value, lang)).toBe(text)
  })
  test('time, short date, weekday, day', () => {
    expect(format.formatTime('2026-11-22T08:05:00Z', 'ar')).toBe('11:05')
    expect(format.formatDateShort('2026-11-02', 'ar', 'arab')).toBe('٢٠٢٦/١١/٠٢')
    expect(format.formatWeekday('2026-11-22', 'ckb')).toBe('یەکشەممە')
    expect(format.baghdadDay(new Date('2026-11-21T21:00:00Z'))).toBe('2026-11-22')
  })
  test('Hijri beside Gregorian, by Umm al-Qura', () => {
    expect(format.formatHijri('2026-11-22', 'ar')).toBe('12 جمادى الآخرة 1448 هـ')
    expect(format.formatHijri('2026-02-18', 'en')).toBe('1 Ramadan 1447 AH')
  })
})

test.each([
  [1, 'day', 'يوم واحد'], [2, 'day', 'يومان'], [3, 'day', '3 أيام'], [10, 'day', '10 أيام'], [11, 'day', '11 يومًا'], [99, 'day', '99 يومًا'], [100, 'day', '100 يوم'], [103, 'day', '103 أيام'],
  [2, 'hour', 'ساعتان'], [12, 'month', '12 شهرًا'], [5, 'year', '5 سنوات'],
] as const)('%i %s in Arabic is %s', (count, unit, text) => {
  expect(format.formatCount(count, unit, 'ar')).toBe(text)
})

test.each([
  [0, 'en', '1 minute'], [59_000, 'en', '1 minute'], [3_600_000, 'en', '1 hour'], [90 * 60_000, 'ar', 'ساعة واحدة و30 دقيقة'], [49 * 3_600_000, 'ar', 'يومان وساعة واحدة'],
  [48 * 3_600_000 + 60_000, 'en', '2 days'], [-3_600_000, 'en', '1 hour'],
] as const)('%i ms in %s is %s', (ms, lang, text) => {
  expect(format.formatDuration(ms, lang)).toBe(text)
})

test('numbers and money in the chosen digits', () => {
  expect(format.formatNumber(1234567.5, 'ar')).toBe('1,234,567.5')
  expect(format.formatNumber(1234567.5, 'ar', 'arab')).toBe('١٬٢٣٤٬٥٦٧٫٥')
  expect(format.formatNumber(1234, 'en', 'arab')).toBe('1,234')
  expect(format.formatMoney(250_000, 'IQD', 'ar')).toBe('250,000 دينار')
  expect(format.formatMoney(1250, 'USD', 'en')).toBe('12.50 USD')
  expect(format.westernDigits('٢٠٢٦/۱۲')).toBe('2026/12')
})

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays, addMonths, addYears, asDue, baghdadDay, dayOff, daysBetween, endOfBaghdadDay, isDay, isWeekend, isWorkingDay,
  nextWorkingDay, noonOf, startOfBaghdadDay, type EnteredDay, type WorkCalendar,
} from './calendar.ts'

const name = { ar: 'عطلة', ckb: 'پشوو', en: 'holiday' }
const federal: WorkCalendar = { jurisdiction: 'federal', entered: [] }
const anyDay = fc.integer({ min: 0, max: 60_000 }).map((n) => addDays('1970-01-01', n))

describe('days', () => {
  it.each([
    ['2026-01-31', 1, '2026-02-28'], ['2024-01-31', 1, '2024-02-29'], ['2026-11-30', 3, '2027-02-28'], ['2026-03-31', -1, '2026-02-28'],
    ['2026-12-15', 1, '2027-01-15'], ['2026-01-15', -1, '2025-12-15'], ['2026-08-31', 6, '2027-02-28'], ['2026-05-31', 1, '2026-06-30'],
  ])('%s plus %i months is %s', (from, months, to) => expect(addMonths(from, months)).toBe(to))
  it('29 February a year later is 28 February, four years later 29 February', () => {
    expect(addYears('2024-02-29', 1)).toBe('2025-02-28')
    expect(addYears('2024-02-29', 4)).toBe('2028-02-29')
  })
  it.each(['2026-02-29', '2026-13-01', '2026-1-1', '', '2026-04-31', '2100-02-29'])('%s is no day', (text) => expect(isDay(text)).toBe(false))
  it('adding days back and forth returns', () => {
    fc.assert(fc.property(anyDay, fc.integer({ min: -4000, max: 4000 }), (day, n) => {
      expect(addDays(addDays(day, n), -n)).toBe(day)
      expect(daysBetween(day, addDays(day, n))).toBe(n)
    }))
  })
})

describe('Baghdad', () => {
  it.each([
    ['2026-03-01T20:59:59.999Z', '2026-03-01'], ['2026-03-01T21:00:00.000Z', '2026-03-02'], ['2026-12-31T21:00:00.000Z', '2027-01-01'],
  ])('%s is on %s', (instant, day) => expect(baghdadDay(new Date(instant))).toBe(day))
  it('a day runs from 00:00 to 23:59:59.999, noon between', () => {
    expect(startOfBaghdadDay('2026-03-02').toISOString()).toBe('2026-03-01T21:00:00.000Z')
    expect(noonOf('2026-03-02').toISOString()).toBe('2026-03-02T09:00:00.000Z')
    expect(endOfBaghdadDay('2026-03-02').toISOString()).toBe('2026-03-02T20:59:59.999Z')
  })
  it('an end at midnight is shown on the day before, any other as it is', () => {
    expect(asDue(startOfBaghdadDay('2026-03-16'))).toEqual(endOfBaghdadDay('2026-03-15'))
    expect(asDue(noonOf('2026-03-16'))).toEqual(noonOf('2026-03-16'))
  })
})

describe('working days', () => {
  it('Friday and Saturday are the weekend', () => {
    expect(isWeekend('2026-11-20')).toBe(true)
    expect(isWeekend('2026-11-21')).toBe(true)
    expect(isWeekend('2026-11-22')).toBe(false)
  })
  it.each([
    ['2026-01-06', 'army-day', 'C'], ['2026-10-03', 'national-day', 'P'], ['2026-07-14', 'republic-day', 'C'],
  ] as const)('%s is off for %s (%s)', (day, id, confidence) => expect(dayOff(day, federal)).toEqual({ id, confidence }))
  it('the Region keeps its own list', () => expect(isWorkingDay('2026-07-14', { jurisdiction: 'kri', entered: [] })).toBe(true))
  it('a holiday made by a later law does not close earlier years', () => expect(isWorkingDay('2020-03-16', federal)).toBe(true))
  it('entered days: by governorate, by jurisdiction, and a worked Saturday', () => {
    const entered: EnteredDay[] = [
      { day: '2026-03-22', name, kind: 'governorate', jurisdiction: 'federal', governorate: 'IQ-NA' },
      { day: '2026-03-23', name, kind: 'cabinet', jurisdiction: 'federal' },
      { day: '2026-03-28', name, kind: 'cabinet', jurisdiction: 'both', worked: true },
    ]
    expect(isWorkingDay('2026-03-22', { jurisdiction: 'federal', governorate: 'IQ-NA', entered })).toBe(false)
    expect(isWorkingDay('2026-03-22', { jurisdiction: 'federal', governorate: 'IQ-BG', entered })).toBe(true)
    expect(isWorkingDay('2026-03-23', { jurisdiction: 'kri', entered })).toBe(true)
    expect(isWorkingDay('2026-03-28', { jurisdiction: 'kri', entered })).toBe(true)
  })
  it('a chain of holidays and weekend is stepped over', () => {
    const eid = ['2026-03-18', '2026-03-19', '2026-03-22'].map((day): EnteredDay => ({ day, name, kind: 'hijri', jurisdiction: 'federal' }))
    expect(nextWorkingDay('2026-03-17', { jurisdiction: 'federal', entered: eid })).toBe('2026-03-23')
  })
})

import { CalendarDate, IslamicUmalquraCalendar, toCalendar } from '@internationalized/date'
import type { CalendarDateTime } from '@internationalized/date'
import { expect, test } from 'vitest'
import { toCalendarValue, toText } from './date-values.ts'

test.each(['2026-11-22', '2024-02-29', '1948-01-01'])('the day %s comes back as it was', (day) => {
  expect(toText(toCalendarValue(day, false) as CalendarDate, false)).toBe(day)
})

test('a Hijri day is kept as Gregorian', () => {
  expect(toText(toCalendar(new CalendarDate(2026, 11, 22), new IslamicUmalquraCalendar()), false)).toBe('2026-11-22')
})

test('an instant is shown as Baghdad time and kept as an instant', () => {
  const value = toCalendarValue('2026-11-21T21:30:00.000Z', true) as CalendarDateTime
  expect([value.day, value.hour, value.minute]).toEqual([22, 0, 30])
  expect(toText(value, true)).toBe('2026-11-21T21:30:00.000Z')
})

test.each(['', 'x', '2026-13-01', null, undefined])('%s is no date', (text) => {
  expect(toCalendarValue(text, false)).toBeNull()
})

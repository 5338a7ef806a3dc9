/**
 * Calendar arithmetic in Asia/Baghdad and the working-day calendars. Pure: no clock is read here, "now" is always given.
 *
 * A calendar day is the text 'YYYY-MM-DD'. An instant is a Date. Baghdad is UTC+3 all year, so a day is always 24 hours.
 * A period that ends with a day ends at 23:59:59.999 of that day: this one instant is shown and checked ("too late" is now > end).
 */
import { type Day, type EnteredDay, fixedHolidays, type HolidayJurisdiction } from './holidays.ts'

export type { Day, EnteredDay } from './holidays.ts'

export const hourMs = 3_600_000
export const dayMs = 24 * hourMs
const offsetMs = 3 * hourMs

/** A length of time in calendar units. All parts are added, largest first. */
export interface Span {
  years?: number
  months?: number
  days?: number
  hours?: number
}

/** Which days an office works: the fixed holidays of its jurisdiction and the days an administrator entered. */
export interface WorkCalendar {
  jurisdiction: HolidayJurisdiction
  /** ISO 3166-2 code ('IQ-NA'); days entered for another governorate do not count. */
  governorate?: string
  entered: readonly EnteredDay[]
}

interface Parts {
  year: number
  month: number
  day: number
}

/** Reads 'YYYY-MM-DD'. Throws RangeError when it is no such day ('2026-02-30'). */
export function parseDay(day: Day): Parts {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new RangeError(`not a day: ${day}`)
  const parts = { year: Number(day.slice(0, 4)), month: Number(day.slice(5, 7)), day: Number(day.slice(8, 10)) }
  if (parts.month < 1 || parts.month > 12 || parts.day < 1 || parts.day > daysInMonth(parts.year, parts.month)) {
    throw new RangeError(`not a day: ${day}`)
  }
  return parts
}

/** True when the text is a day of the calendar. */
export function isDay(text: string): boolean {
  try {
    parseDay(text)
    return true
  } catch {
    return false
  }
}

function toDay(year: number, month: number, day: number): Day {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** 00:00 UTC of a day, in milliseconds. */
function midnightOf(text: Day): number {
  const { year, month, day } = parseDay(text)
  // Years before 100 would be taken for the twentieth century.
  return year < 100 ? Date.parse(`${text}T00:00:00Z`) : Date.UTC(year, month - 1, day)
}

/** Days in a month; month is 1 to 12. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

/** The day `count` days later (or earlier, when negative). */
export function addDays(day: Day, count: number): Day {
  return new Date(midnightOf(day) + count * dayMs).toISOString().slice(0, 10)
}

/** The corresponding day `count` months later; the last day of a shorter month (31 January + 1 month = 28 or 29 February). */
export function addMonths(day: Day, count: number): Day {
  const from = parseDay(day)
  const index = from.year * 12 + (from.month - 1) + count
  const year = Math.floor(index / 12)
  const month = (index % 12) + 1
  return toDay(year, month, Math.min(from.day, daysInMonth(year, month)))
}

/** The corresponding day `count` years later; 29 February becomes 28 February in a common year. */
export function addYears(day: Day, count: number): Day {
  return addMonths(day, count * 12)
}

/** Adds the years, months and days of a span to a day. Hours are not days: a span with hours throws RangeError. */
export function addSpan(day: Day, span: Span): Day {
  if (span.hours !== undefined && span.hours !== 0) throw new RangeError('hours cannot be added to a day')
  return addDays(addMonths(day, (span.years ?? 0) * 12 + (span.months ?? 0)), span.days ?? 0)
}

/** Whole days from the first day to the second; negative when the second is earlier. */
export function daysBetween(first: Day, second: Day): number {
  return Math.round((midnightOf(second) - midnightOf(first)) / dayMs)
}

/** The Baghdad day an instant falls in. */
export function baghdadDay(at: Date): Day {
  return new Date(at.getTime() + offsetMs).toISOString().slice(0, 10)
}

/** 00:00 Baghdad. */
export function startOfBaghdadDay(day: Day): Date {
  return new Date(midnightOf(day) - offsetMs)
}

/** 23:59:59.999 Baghdad: the last instant of the day. */
export function endOfBaghdadDay(day: Day): Date {
  return new Date(startOfBaghdadDay(day).getTime() + dayMs - 1)
}

/** 12:00 Baghdad: when a sentence's last day sets a person free (CPC 294(A)). */
export function noonOf(day: Day): Date {
  return new Date(startOfBaghdadDay(day).getTime() + 12 * hourMs)
}

/**
 * Turns the open end of an interval into the instant to show and check. An interval that ends at midnight (00:00) ends, for the
 * reader, at 23:59:59.999 of the day before; any other end stays as it is.
 */
export function asDue(openEnd: Date): Date {
  const atMidnight = startOfBaghdadDay(baghdadDay(openEnd)).getTime() === openEnd.getTime()
  return atMidnight ? new Date(openEnd.getTime() - 1) : openEnd
}

/** 0 = Sunday … 6 = Saturday. */
export function weekdayOf(day: Day): number {
  parseDay(day)
  return new Date(`${day}T00:00:00Z`).getUTCDay()
}

/** Friday and Saturday (Holidays Law 12/2024). */
export function isWeekend(day: Day): boolean {
  const weekday = weekdayOf(day)
  return weekday === 5 || weekday === 6
}

/** What makes a day a day off; undefined when it is worked. `id` names the fixed holiday, or is 'weekend' or 'entered'. */
export interface DayOff {
  id: string
  confidence: 'T' | 'C' | 'P' | 'U'
}

/**
 * Why a day is not worked, or undefined. A day the administrator entered as worked (a Saturday made a working day by the Cabinet)
 * wins over everything else.
 */
export function dayOff(day: Day, calendar: WorkCalendar): DayOff | undefined {
  const entered = calendar.entered.filter((e) => e.day === day && appliesTo(e, calendar))
  if (entered.some((e) => e.worked)) return undefined
  const { month, day: date } = parseDay(day)
  const fixed = fixedHolidays.find(
    (h) => h.month === month && h.day === date && day >= h.validFrom && h.jurisdiction === calendar.jurisdiction,
  )
  if (fixed !== undefined) return { id: fixed.id, confidence: fixed.confidence }
  if (entered.length > 0) return { id: 'entered', confidence: 'C' }
  return isWeekend(day) ? { id: 'weekend', confidence: 'C' } : undefined
}

function appliesTo(entered: EnteredDay, calendar: WorkCalendar): boolean {
  const place = entered.governorate === undefined || entered.governorate === calendar.governorate
  return place && (entered.jurisdiction === 'both' || entered.jurisdiction === calendar.jurisdiction)
}

/** True when offices work on this day. */
export function isWorkingDay(day: Day, calendar: WorkCalendar): boolean {
  return dayOff(day, calendar) === undefined
}

/** The day itself when it is worked, else the first worked day after it. Throws RangeError if none is found within a year. */
export function workingDayOnOrAfter(day: Day, calendar: WorkCalendar): Day {
  for (let n = 0, at = day; n <= 366; n++, at = addDays(at, 1)) if (isWorkingDay(at, calendar)) return at
  throw new RangeError(`no working day within a year of ${day}`)
}

/** The first worked day after this one. */
export function nextWorkingDay(day: Day, calendar: WorkCalendar): Day {
  return workingDayOnOrAfter(addDays(day, 1), calendar)
}

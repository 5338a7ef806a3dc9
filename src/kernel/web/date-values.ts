/** Between what a form keeps (Gregorian day, ISO instant) and what the date inputs work with. */
import { CalendarDate, CalendarDateTime, GregorianCalendar, parseDate, parseDateTime, toCalendar } from '@internationalized/date'

const baghdadOffset = 3 * 3_600_000
const gregorian = new GregorianCalendar()

/** A calendar value for a kept text; null when it is empty or no date. */
export function toCalendarValue(text: string | null | undefined, time: boolean): CalendarDate | CalendarDateTime | null {
  if (text === null || text === undefined || text === '') return null
  try {
    if (!time) return parseDate(text.slice(0, 10))
    const at = Date.parse(text)
    return Number.isNaN(at) ? null : parseDateTime(new Date(at + baghdadOffset).toISOString().slice(0, 16))
  } catch {
    return null
  }
}

/** The text that a form keeps: 'YYYY-MM-DD', or an ISO instant of the Baghdad wall time. */
export function toText(value: CalendarDate | CalendarDateTime, time: boolean): string {
  const day = toCalendar(value, gregorian)
  if (!time || !(day instanceof CalendarDateTime)) return `${String(day.year).padStart(4, '0')}-${pad(day.month)}-${pad(day.day)}`
  return new Date(Date.UTC(day.year, day.month - 1, day.day, day.hour, day.minute) - baghdadOffset).toISOString()
}

function pad(n: number): string {
  return String(n).padStart(2, '0')
}

import type { Reader } from '#kernel/act/act.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import type { WorkCalendar } from './calendar.ts'
import type { EnteredDay } from './holidays.ts'

/** The days that administrators entered and that are in force, for every place. */
export async function enteredDays(r: Reader): Promise<EnteredDay[]> {
  const rows = await r.db.selectFrom('kernel.holiday').selectAll().where('state', '=', 'in-force').orderBy('day').execute()
  return rows.map((h) => ({
    day: h.day, name: { ar: h.name_ar, ckb: h.name_ckb, en: h.name_en }, kind: h.kind, jurisdiction: h.jurisdiction, worked: h.worked,
    ...(h.governorate === null ? {} : { governorate: h.governorate }),
  }))
}

/**
 * The days on which an office works: the fixed holidays of its jurisdiction and what was entered for its place. It is what a filing
 * period (Civil Procedure 25) needs as `calendar`; custody periods never look at it.
 */
export async function workCalendarOf(r: Reader, officeId: string): Promise<WorkCalendar> {
  const office = await getOffice(r, officeId)
  return { jurisdiction: office.jurisdiction, entered: await enteredDays(r), ...(office.governorate === null ? {} : { governorate: office.governorate }) }
}

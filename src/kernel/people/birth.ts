/**
 * A date of birth with what is truly known of it. Registers often hold only a year, or 1 July or 1 January where the day
 * was not known (a habit of registration, not confirmed by a text): such a day is read as its year.
 */
import { z } from 'zod'
import type { PartComparison } from './compare.ts'

export const BirthPrecision = z.enum(['day', 'month', 'year', 'estimated', 'unknown'])
export type BirthPrecision = z.infer<typeof BirthPrecision>

/** `date` is 'YYYY-MM-DD': the first day of the month or year where no more is known; absent when unknown. */
export const Birth = z
  .object({ date: z.iso.date().optional(), precision: BirthPrecision })
  .refine((birth) => (birth.precision === 'unknown') === (birth.date === undefined), 'invalid.birth-precision')
export type Birth = z.infer<typeof Birth>

/** Years an estimate may be wrong either way. */
export const estimateYears = 3

/** The precision to trust: a registered 1 July or 1 January says no more than the year. */
export function trustedPrecision(birth: Birth): BirthPrecision {
  return birth.precision === 'day' && /-(07|01)-01$/.test(birth.date ?? '') ? 'year' : birth.precision
}

/** First and last day on which the person may have been born, 'YYYY-MM-DD'; undefined when nothing is known. */
export function birthRange(birth: Birth): { first: string; last: string } | undefined {
  if (!birth.date) return undefined
  const [year, month] = [Number(birth.date.slice(0, 4)), birth.date.slice(0, 7)]
  switch (trustedPrecision(birth)) {
    case 'day':
      return { first: birth.date, last: birth.date }
    case 'month':
      return { first: `${month}-01`, last: `${month}-${String(new Date(Date.UTC(year, Number(month.slice(5)), 0)).getUTCDate()).padStart(2, '0')}` }
    case 'year':
      return { first: `${year}-01-01`, last: `${year}-12-31` }
    case 'estimated':
      return { first: `${year - estimateYears}-01-01`, last: `${year + estimateYears}-12-31` }
    case 'unknown':
      return undefined
  }
}

/** Two dates of birth as one part of a comparison. The finer they are known and agree, the more it says. */
export function compareBirth(left?: Birth, right?: Birth): PartComparison {
  const a = left && birthRange(left)
  const b = right && birthRange(right)
  if (!left || !right || !a || !b) return { part: 'birth', agreement: 'missing', weight: 0 }
  const shown = { part: 'birth' as const, left: left.date!, right: right.date! }
  if (a.first === b.first && a.last === b.last) {
    const weight = { day: 6, month: 4.5, year: 3, estimated: 1, unknown: 0 }[trustedPrecision(left)]
    return { ...shown, agreement: 'same', weight }
  }
  if (a.first <= b.last && b.first <= a.last) return { ...shown, agreement: 'close', weight: left.precision === 'estimated' || right.precision === 'estimated' ? 0.7 : 2.5 }
  const years = Math.abs(Number(left.date!.slice(0, 4)) - Number(right.date!.slice(0, 4)))
  if (years === 0) return { ...shown, agreement: 'different', weight: -1 }
  if (years === 1) return { ...shown, agreement: 'different', weight: -2 }
  return { ...shown, agreement: 'different', weight: years <= 5 ? -4 : -6 }
}

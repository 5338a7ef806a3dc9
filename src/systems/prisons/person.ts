/** A person held, as the rules of classification take them. */
import { baghdadDay, parseDay } from '#kernel/clock/calendar.ts'
import type { Cell, Inmate } from './rules/classification.ts'
import type { CellRow, InmateRow } from './store/tables.ts'

/** Whole years on a day; undefined when the birth is not known. */
export function ageOn(birthDate: string | null, precision: string, at: Date): number | undefined {
  if (birthDate === null || precision === 'unknown') return undefined
  const [birth, day] = [parseDay(birthDate), parseDay(baghdadDay(at))]
  const before = day.month < birth.month || (day.month === birth.month && day.day < birth.day)
  return Math.max(0, day.year - birth.year - (before ? 1 : 0))
}

/** The inmate as the rules see them. */
export function asInmate(row: InmateRow, at: Date): Inmate {
  const age = ageOn(row.birth_date, row.birth_precision, at)
  return {
    id: row.id, sex: row.sex, standing: row.standing, withInfant: row.with_infant, pregnant: row.pregnant, vulnerable: row.vulnerable, keepApart: row.keep_apart,
    ...(age === undefined ? {} : { age }),
  }
}

/** A place with those in it, as the rules see it. */
export function asCell(cell: CellRow, occupants: readonly InmateRow[], at: Date): Cell {
  return {
    id: cell.id, sex: cell.sex, group: cell.age_group, standing: cell.standing, capacity: cell.capacity, motherAndInfant: cell.category === 'mother-and-infant',
    occupants: occupants.map((o) => asInmate(o, at)),
  }
}

/** Who may be put where: separation and capacity (Mandela 11, 12, 112; Juvenile 10, 52), and the limits of solitary confinement (Mandela 43-45). */
import { against, type Finding, note } from '#kernel/words/finding.ts'

export type Sex = 'male' | 'female'
export type Standing = 'untried' | 'convicted' | 'condemned' | 'civil-debtor'

export interface Inmate {
  id: string
  sex: Sex
  /** Whole years on the day of the check; undefined when the age is not proved. */
  age?: number
  standing: Standing
  /** Lives in the prison with her infant. */
  withInfant?: boolean
  pregnant?: boolean
  /** A disability or illness, of mind or body, that confinement alone would make worse. */
  vulnerable?: boolean
  /** Ids of persons this one must be kept apart from: co-accused, enemies, witnesses. */
  keepApart?: readonly string[]
}

export interface Cell {
  id: string
  sex: Sex
  /** 'juvenile' covers the observation home and the juvenile schools. */
  group: 'adult' | 'juvenile'
  standing: 'untried' | 'convicted' | 'any'
  capacity: number
  motherAndInfant: boolean
  occupants: readonly Inmate[]
}

const adultAge = 18

/** Checks one person against one cell and those already in it. Blocks only where an Iraqi text or a confirmed rule does. */
export function checkPlacement(inmate: Inmate, cell: Cell): Finding[] {
  const found: Finding[] = []
  const others = cell.occupants.filter((o) => o.id !== inmate.id)
  if (inmate.sex !== cell.sex || others.some((o) => o.sex !== inmate.sex)) found.push(against('prisons.place-sex', 'Mandela 11(a)', 'U', { field: 'cellId' }))
  found.push(...ageFindings(inmate, cell, others), ...standingFindings(inmate, cell, others))
  if (inmate.withInfant && !cell.motherAndInfant) found.push(against('prisons.place-infant', 'Bangkok 48-52', 'U', { field: 'cellId' }))
  if (others.length >= cell.capacity) found.push(against('prisons.place-full', 'Mandela 12-13', 'U', { field: 'cellId', params: { capacity: cell.capacity, held: others.length } }))
  const apart = others.filter((o) => inmate.keepApart?.includes(o.id) || o.keepApart?.includes(inmate.id))
  for (const o of apart) found.push(against('prisons.place-keep-apart', 'Mandela 12(2)', 'U', { field: 'cellId', params: { other: o.id } }))
  return found
}

function ageFindings(inmate: Inmate, cell: Cell, others: readonly Inmate[]): Finding[] {
  if (inmate.age === undefined) return [note('prisons.place-age-unknown', 'Juvenile 4', 'T', { field: 'age' })]
  const juvenile = inmate.age < adultAge
  const mixed = others.some((o) => o.age !== undefined && o.age < adultAge !== juvenile)
  const params = { age: inmate.age }
  if (juvenile && (cell.group === 'adult' || mixed)) return [against('prisons.place-juvenile-with-adults', inmate.standing === 'untried' ? 'Juvenile 52(3)' : 'Juvenile 10', 'T', { field: 'cellId', params })]
  // The young adults' school keeps those of 18 to 21 (Juvenile 10(4), 82); the cell's own occupants decide.
  if (!juvenile && mixed) return [against('prisons.place-adult-with-juveniles', 'Juvenile 52(3)', 'T', { field: 'cellId', params })]
  if (cell.group === 'juvenile' && inmate.age >= 22) return [against('prisons.place-too-old-for-school', 'Juvenile 82(3)', 'T', { field: 'cellId', params })]
  return []
}

function standingFindings(inmate: Inmate, cell: Cell, others: readonly Inmate[]): Finding[] {
  const untried = inmate.standing === 'untried'
  const cellMismatch = cell.standing !== 'any' && (cell.standing === 'untried') !== untried
  const mixed = others.some((o) => (o.standing === 'untried') !== untried)
  const found: Finding[] = []
  if (cellMismatch || mixed) found.push(against('prisons.place-untried-with-convicted', 'Mandela 11(b), 112', 'U', { field: 'cellId' }))
  if (inmate.standing === 'civil-debtor' && others.some((o) => o.standing !== 'civil-debtor')) found.push(against('prisons.place-civil-debtor', 'Mandela 11(c)', 'U', { field: 'cellId' }))
  return found
}

/** Occupancy of a place: people per hundred places, rounded up so that 100.1 % never reads as 100 %. Undefined without places. */
export function occupancyPercent(held: number, capacity: number): number | undefined {
  return capacity > 0 ? Math.ceil((held * 100) / capacity) : undefined
}

export const solitaryLimitDays = 15

export interface Solitary {
  inmate: Inmate
  /** Consecutive days asked for, together with those already spent without a break. */
  consecutiveDays: number
  /** Undefined when no end is set. */
  endSet: boolean
  authorisedBy?: string
  /** Health staff saw the person today. */
  healthSeenToday: boolean
}

/** Limits of solitary confinement. Prolonged is more than 15 consecutive days; day 15 is allowed, day 16 is not. */
export function checkSolitary(s: Solitary): Finding[] {
  const found: Finding[] = []
  if (!s.endSet) found.push(against('prisons.solitary-no-end', 'Mandela 43(1)(a)', 'C', { field: 'until' }))
  if (s.consecutiveDays > solitaryLimitDays) found.push(against('prisons.solitary-too-long', 'Mandela 43(1)(b), 44', 'C', { field: 'until', params: { days: s.consecutiveDays, limit: solitaryLimitDays } }))
  if (s.authorisedBy === undefined || s.authorisedBy.trim() === '') found.push(against('prisons.solitary-not-authorised', 'Mandela 45(1)', 'C', { field: 'authorisedBy' }))
  const child = s.inmate.age !== undefined && s.inmate.age < adultAge
  if (s.inmate.vulnerable || child) found.push(against('prisons.solitary-forbidden-person', 'Mandela 45(2)', 'C'))
  if (s.inmate.pregnant || s.inmate.withInfant) found.push(against('prisons.solitary-mother', 'Bangkok 22', 'U'))
  if (!s.healthSeenToday) found.push(against('prisons.solitary-no-health-visit', 'Mandela 46', 'U'))
  return found
}

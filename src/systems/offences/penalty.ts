/** Lengths of custody and the heaviest penalty a charge can carry: the values the penalty rules work on. */
import type { Span } from '#kernel/clock/calendar.ts'
import type { Confidence } from '#kernel/words/finding.ts'
import type { OffenceClass } from './catalogue/offence.ts'

/** One step of the working, so that a screen can show how a result was reached. `code` has its words in words.ts (`offences.step.<code>`). */
export interface PenaltyStep {
  code: string
  article: string
  params: Readonly<Record<string, string | number>>
}

/** The heaviest penalty: death, life (20 years, Penal 87), a term of custody, a fine only, or none. */
export interface Maximum {
  kind: 'death' | 'life' | 'term' | 'fine' | 'none'
  /** Present when kind is 'term'. */
  term?: Span
  article: string
  confidence: Confidence
  working: readonly PenaltyStep[]
}

/** Imprisonment without a stated cap ends at fifteen years (Penal 87). */
export const temporaryCap: Span = { years: 15 }
/** Life imprisonment is twenty years (Penal 87). */
export const lifeTerm: Span = { years: 20 }
/** All custodial sentences together end at twenty-five years (Penal 87, 143). */
export const totalCap: Span = { years: 25 }

/** Whole months of a term; days are left out. */
export function monthsOf(term: Span): number {
  return (term.years ?? 0) * 12 + (term.months ?? 0)
}

/** A term from months and days, written with years first: 45 months are 3 years and 9 months. Zero parts are left out. */
export function termOf(months: number, days = 0): Span {
  const years = Math.floor(months / 12)
  const rest = months % 12
  return { ...(years > 0 ? { years } : {}), ...(rest > 0 ? { months: rest } : {}), ...(days > 0 || months === 0 ? { days } : {}) }
}

/**
 * A part of a term, never rounded up (in favour of liberty): whole months are divided first, a rest of months counts 30 days each.
 * A quarter of 6 months is 1 month and 15 days.
 */
export function partOf(term: Span, divisor: number): Span {
  const months = monthsOf(term)
  const days = (months % divisor) * 30 + (term.days ?? 0)
  return termOf(Math.floor(months / divisor), Math.floor(days / divisor))
}

/** Negative when the first term is shorter, positive when longer, 0 when equal. A month counts 30 days, a year 12 months. */
export function compareTerms(a: Span, b: Span): number {
  return monthsOf(a) - monthsOf(b) || (a.days ?? 0) - (b.days ?? 0)
}

/** The term a maximum stands for in custody: life is 20 years; undefined for death, a fine and none. */
export function termOfMaximum(maximum: Pick<Maximum, 'kind' | 'term'>): Span | undefined {
  return maximum.kind === 'life' ? lifeTerm : maximum.kind === 'term' ? maximum.term : undefined
}

/**
 * Felony: death, life, imprisonment over 5 years. Misdemeanour: over 3 months to 5 years, or a fine. Contravention: up to 3 months.
 * Source: Penal 23, 25–27. A fine alone is taken as a misdemeanour, since the old amounts that parted them no longer hold.
 */
export function classOf(maximum: Pick<Maximum, 'kind' | 'term'>): OffenceClass {
  if (maximum.kind === 'death' || maximum.kind === 'life') return 'F'
  if (maximum.kind === 'fine') return 'M'
  if (maximum.kind === 'none' || maximum.term === undefined) return 'X'
  if (compareTerms(maximum.term, { years: 5 }) > 0) return 'F'
  return compareTerms(maximum.term, { months: 3 }) > 0 ? 'M' : 'C'
}

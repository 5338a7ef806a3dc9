/** The shape of a clock: a period of the law as data. The clocks themselves are in rules.ts, the counting in arithmetic.ts. */
import type { Confidence } from '#kernel/words/finding.ts'
import type { Text } from '#kernel/words/text.ts'
import type { Span } from './calendar.ts'

/**
 * How a period is counted.
 * custody: hour by hour, or calendar days with the first day counted; never moved by a weekend or holiday.
 * filing: a party's period (Civil Procedure 25): first day left out, last day counted, an end on a holiday moves to the next working day.
 * none: first day left out, last day counted, never moved.
 */
export type Counting = 'custody' | 'filing' | 'none'

/** When to warn: a fraction of the period that has run (0.8), or this long before the end. */
export type WarnAt = { fraction: number } | { before: Span }

export type OfficeKind =
  | 'police-directorate' | 'police-station' | 'juvenile-police' | 'investigation-court' | 'misdemeanour-court' | 'felony-court'
  | 'juvenile-court' | 'appeal-court' | 'cassation-court' | 'prosecution-office' | 'prison' | 'juvenile-facility' | 'inspectorate'
  | 'ministry' | 'judicial-council' | 'criminal-evidence'

/** Who must act: an office, or a person outside the State's offices (a party's right is lost, no office is late). */
export type Actor = OfficeKind | 'accused' | 'convict' | 'party' | 'official' | 'trial-court'

/** What follows when the period ends unmet. `design` effects are the platform's own; the others are in the article. */
export type OnMiss = 'alarm' | 'expired' | 'right-lost' | 'becomes-final' | 'postpone' | 'cannot-act' | 'reminder' | 'may-dispose' | 'suspend-salary'

export interface ClockRule {
  id: string
  name: Text
  /** What starts it, in words for the administrator. */
  trigger: Text
  /** One length, a length by case ('felony': 6 months), or 'computed' when the caller works the due instant out from the facts. */
  length: Span | 'computed' | { by: Readonly<Record<string, Span>> }
  /** 'before': counted backwards from the given day (notice before a hearing). */
  direction: 'after' | 'before'
  calendar: Counting
  article: string
  basis: string
  jurisdiction: 'federal' | 'kri' | 'both'
  confidence: Confidence
  warnAt: readonly WarnAt[]
  /** Kind of office, outside the one that holds the record, that hears of a miss. */
  escalateTo: OfficeKind
  actor: Actor
  onMiss: OnMiss
  pausableUnder?: string
  restartableUnder?: string
}

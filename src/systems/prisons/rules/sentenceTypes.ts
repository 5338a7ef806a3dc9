import type { Day } from '#kernel/clock/calendar.ts'
import type { Confidence, Finding } from '#kernel/words/finding.ts'

/**
 * What a court imposed. life and temporary are سجن, strict and simple detention are حبس,
 * the two schools are the custodial measures of the Juvenile Welfare Law.
 */
export type SentenceKind =
  | 'death'
  | 'life'
  | 'temporary'
  | 'strict-detention'
  | 'simple-detention'
  | 'boys-school'
  | 'youths-school'

/** A length of time as a judgment writes it. It is never turned into days before it stands on the calendar. */
export interface Term {
  years: number
  months: number
  days: number
}

export interface Sentence extends Term {
  id: string
  kind: SentenceKind
  /** Article of the offence, for example 'Penal 443'. */
  article: string
  judgmentDate: Day
  /** Start of execution as the imprisonment memorandum states it (CPC 281). */
  startsOn?: Day
  /** The very hour, where it is known: a sentence of 24 hours ends at that hour (CPC 294 B). */
  startsAt?: Date
  /** Day of the offence; decides whether imprisonment swallows it (Penal 143 C). */
  offenceDate?: Day
  /** Served after this sentence. Without any of the three links sentences follow one another (Penal 143). */
  consecutiveTo?: string
  /** The judgment orders it to run beside the others. */
  concurrent?: boolean
  /** Offences inseparably linked by one purpose: only the heaviest penalty of the group is executed (Penal 142). */
  linkedGroup?: string
  /** The court suspended execution (Penal 144). */
  suspended?: boolean
  suspensionRevokedOn?: Day
}

/** Days held before the sentence began. Both ends count as a day. */
export interface DetentionSpan {
  from: Day
  to: Day
  /** The sentences whose offence this detention was for; without it, all of them. An empty list: another matter. */
  sentenceIds?: readonly string[]
}

export interface Fine {
  id: string
  amountIqd: number
  paidIqd: number
  /** Detention that the judgment sets for non-payment (CPC 299); 0 when it sets none. */
  defaultDays: number
}

/** A kind of remission. None is switched on until a jurist confirms its text. */
export interface RemissionRule {
  key: string
  enabled: boolean
  article: string
  confidence: Confidence
}

export interface GrantedRemission {
  rule: string
  days: number
  decidedOn: Day
}

/** Days on which the sentence did not run: escape, release on bail during the sentence. Both ends were days in custody. */
export interface Absence {
  from: Day
  to: Day
  reason: 'escape' | 'released-pending-review' | 'other'
}

export interface SentenceInput {
  sentences: readonly Sentence[]
  detention?: readonly DetentionSpan[]
  fines?: readonly Fine[]
  remissions?: readonly GrantedRemission[]
  remissionRules?: readonly RemissionRule[]
  absences?: readonly Absence[]
  /** Needed for the moves between the juvenile schools (Juvenile 82). */
  birthDate?: Day
  /** An earlier conditional release was revoked (CPC 336). */
  conditionalReleaseRevoked?: boolean
}

/** One line of the working. `textKey` has its words; `from`/`to` are days, `days` a signed number of days. */
export interface Step {
  order: number
  textKey: string
  params: Record<string, string | number>
  article: string
  confidence: Confidence
  from?: Day
  to?: Day
  days?: number
}

export interface ConditionalRelease {
  /** First day on which the court may be asked; null when it never may. */
  eligibleOn: Day | null
  /** Words key of the reason: the test that decided the day, or what excludes it. */
  why: string
  article: string
  confidence: Confidence
}

/** A move between the juvenile schools that the law orders at an age (Juvenile 82). */
export interface SchoolMove {
  on: Day
  age: 15 | 18 | 22
  to: 'youths-school' | 'young-adults-school' | 'adult-prison'
  article: string
}

export interface SentenceResult {
  /** First day of the sentence that is served first; null when the papers do not say. */
  startsOn: Day | null
  /** Last day in custody; null for death, for nothing to execute, or when the start is unknown. */
  lastDay: Day | null
  /** The instant of release: noon in Baghdad on the last day. */
  endsAt: Date | null
  /** The same, if every fine is paid; differs from endsAt only while a fine is unpaid. */
  endsAtIfFinesPaid: Date | null
  /** Detention already reaches the sentence: release without waiting for noon (CPC 284). */
  releaseAtOnce: boolean
  creditedDays: number
  steps: Step[]
  conditionalRelease: ConditionalRelease
  schoolMoves: SchoolMove[]
  /** End of the three-year trial period of each suspended sentence (Penal 146). */
  suspendedUntil: { sentenceId: string; until: Day }[]
  warnings: Finding[]
}

/** What the parts of the computation write into. */
export interface Working {
  steps: Step[]
  warnings: Finding[]
}

/** Adds a line to the working, numbered in the order of writing. */
export function addStep(working: Working, step: Omit<Step, 'order'>): void {
  working.steps.push({ order: working.steps.length + 1, ...step })
}

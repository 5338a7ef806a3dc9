/**
 * What the catalogue of offences and the persons' ages say about the charges of a case, in the shapes that the rules ask for.
 * Pure: charges, days and ages in, facts out. Sources: CPC 3, 134, 136; Penal 23-27, 87; Juvenile 47, 53.
 */
import { parseDay, type Day } from '#kernel/clock/calendar.ts'
import { birthRange, type Birth } from '#kernel/people/birth.ts'
import { classOf, competentCourt, findOffence, isCapital, maxPenalty, penaltyOfText, type Charge, type Maximum, type OffenceClass } from '#systems/offences/public.ts'
import type { OffenceFacts } from './rules/complaint.ts'
import type { Qualification } from './rules/requalification.ts'

/** A charge as it stands in a case; `personId` null while the perpetrator is unknown. */
export interface Accusation {
  readonly personId: string | null
  readonly offenceCode: string
  readonly circumstance?: string | null | undefined
  readonly attempt?: boolean | undefined
  readonly actOn?: Day | null | undefined
}

/** What the case itself says that changes whether a complaint is needed (CPC 3). */
export interface ComplaintSetting { readonly victimIsKin: boolean; readonly againstPublicServant: boolean; readonly stateProperty: boolean }

type Jurisdiction = 'federal' | 'kri'

function chargeOf(a: Accusation, jurisdiction: Jurisdiction, ageAtAct?: number): Charge {
  return {
    offenceCode: a.offenceCode, jurisdiction, attempt: a.attempt ?? false,
    ...(a.circumstance ? { circumstance: a.circumstance } : {}), ...(a.actOn ? { actDay: a.actOn } : {}), ...(ageAtAct === undefined ? {} : { ageAtAct }),
  }
}

/** Whether the catalogue has this offence, with this circumstance, in this jurisdiction on the day of the act. */
export function isKnownOffence(a: Accusation, jurisdiction: Jurisdiction): boolean {
  if (!findOffence(a.offenceCode)) return false
  try {
    penaltyOfText(chargeOf(a, jurisdiction))
    return true
  } catch (error) {
    if (error instanceof RangeError) return false
    throw error
  }
}

/** The heaviest penalty of the accusation for an adult, attempt counted. */
export function heaviestOf(a: Accusation, jurisdiction: Jurisdiction): Maximum {
  return maxPenalty(chargeOf(a, jurisdiction))
}

/** The heaviest penalty of the text itself, whatever the stage of the act and the age. */
export function textOf(a: Accusation, jurisdiction: Jurisdiction): Maximum {
  return penaltyOfText(chargeOf(a, jurisdiction))
}

/**
 * Completed years between a birth and a day. A day written in the register counts as it stands (Juvenile 4: the official paper);
 * where only a month, a year or an estimate is known, the youngest the person can be: a doubt is decided for the child.
 */
export function ageOn(birth: Birth, day: Day): number | undefined {
  const last = birth.precision === 'day' ? birth.date : birthRange(birth)?.last
  if (last === undefined) return undefined
  const [from, to] = [parseDay(last), parseDay(day)]
  const before = to.month < from.month || (to.month === from.month && to.day < from.day)
  return Math.max(0, to.year - from.year - (before ? 1 : 0))
}

/** Under the age of responsibility: 9, in the Region 11. */
export function isTooYoung(a: Accusation, jurisdiction: Jurisdiction, ageAtAct: number | undefined): boolean {
  if (ageAtAct === undefined) return false
  return maxPenalty(chargeOf(a, jurisdiction, ageAtAct)).working.some((step) => step.code === 'under-responsibility')
}

const classNames = { F: 'felony', M: 'misdemeanour', C: 'contravention', X: 'contravention' } as const

/** The class in the rules' words. */
export function classNameOf(maximum: Maximum): 'felony' | 'misdemeanour' | 'contravention' {
  return classNames[classOf(maximum)]
}

/** Heaviest custody in months: life and death are 240, a fine alone 0. */
export function maxMonthsOf(maximum: Maximum): number {
  if (maximum.kind === 'death' || maximum.kind === 'life') return 240
  return maximum.kind === 'term' && maximum.term ? (maximum.term.years ?? 0) * 12 + (maximum.term.months ?? 0) : 0
}

/** The facts that decide whether the accusation needs the victim's complaint. */
export function complaintFacts(a: Accusation, setting: ComplaintSetting): OffenceFacts {
  return { complaint: findOffence(a.offenceCode)?.complaint ?? 'no', aggravated: Boolean(a.circumstance) && a.circumstance !== 'base', ...setting }
}

/** The accusation as the rules on re-qualification see it. */
export function qualificationOf(a: Accusation, jurisdiction: Jurisdiction, complaintOnly: boolean): Qualification {
  const maximum = heaviestOf(a, jurisdiction)
  return { article: maximum.article, maximum, complaintOnly }
}

/** The gravest of the accusations: a capital one first, then by class, then by custody. Undefined without any. */
export function gravestOf(accusations: readonly Accusation[], jurisdiction: Jurisdiction): { offenceCode: string; charge: Accusation; cls: OffenceClass; capital: boolean; maximum: Maximum } | undefined {
  const order = { F: 3, M: 2, C: 1, X: 0 }
  return accusations.map((a) => {
    const maximum = heaviestOf(a, jurisdiction)
    return { offenceCode: a.offenceCode, charge: a, cls: classOf(maximum), capital: isCapital(maximum), maximum }
  }).sort((a, b) => Number(b.capital) - Number(a.capital) || order[b.cls] - order[a.cls] || maxMonthsOf(b.maximum) - maxMonthsOf(a.maximum))[0]
}

/** The kind of court that tries these accusations together. */
export function courtOf(accusations: readonly Accusation[], jurisdiction: Jurisdiction, juvenile: boolean): string | undefined {
  const gravest = gravestOf(accusations, jurisdiction)
  return gravest && competentCourt(gravest.maximum, juvenile ? 17 : undefined)
}

/** Perjury, false report, failure to report, misleading the courts: referred only with the leave of the court concerned (CPC 136(C)). */
export function needsCourtLeave(offenceCode: string): boolean {
  return ['PC-243', 'PC-247', 'PC-248', 'PC-251'].includes(offenceCode)
}

/** Offences against the security of the State, Penal 156 to 222: permission under CPC 136(A). Who gives it today is not confirmed. */
export function needsPermission(offenceCode: string): boolean {
  const article = /^PC-(\d+)/.exec(offenceCode)
  return article !== null && Number(article[1]) >= 156 && Number(article[1]) <= 222
}

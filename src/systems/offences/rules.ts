/**
 * What a charge can lead to: the heaviest penalty, its class, the court, the ceiling of detention, the fine.
 * Pure functions over the catalogue. Sources: Penal Code 23–27, 31, 79, 87; Juvenile Welfare Law 47, 73, 76, 77; CPC 109(C), 138–139.
 */
import type { Span } from '#kernel/clock/calendar.ts'
import type { OfficeKind } from '#kernel/clock/rule.ts'
import type { Confidence } from '#kernel/words/finding.ts'
import { getOffence } from './catalogue/catalogue.ts'
import type { Ceiling, OffenceClass, Offence, PenaltyVariant } from './catalogue/offence.ts'
import { classOf, type Maximum, partOf, type PenaltyStep, temporaryCap, termOfMaximum } from './penalty.ts'

/** A charge as the penalty rules need it. */
export interface Charge {
  offenceCode: string
  /** A circumstance of the offence; the plain case when not given. */
  circumstance?: string
  attempt?: boolean
  /** Completed years at the time of the act; an adult of full penal age when not given. */
  ageAtAct?: number
  jurisdiction: 'federal' | 'kri'
  /** 'YYYY-MM-DD' of the act: a variant not yet or no longer in force then does not apply. Without it, what is in force today. */
  actDay?: string
  /** The other offence's maximum, for penalties that follow it (perjury that convicted, use of a forged paper). */
  linked?: Maximum
}

/** The variants of an offence that apply in a jurisdiction on a day. */
export function variantsFor(offence: Offence, jurisdiction: 'federal' | 'kri', actDay?: string): PenaltyVariant[] {
  return offence.variants.filter((v) => {
    const here = v.jurisdiction === 'both' || v.jurisdiction === jurisdiction
    const then = actDay === undefined ? v.validTo === undefined : (v.validFrom ?? '') <= actDay && actDay <= (v.validTo ?? '9999')
    return here && then
  })
}

/** The variant a charge falls under. Throws RangeError when the offence has no such circumstance there and then. */
export function variantOf(charge: Charge): PenaltyVariant {
  const offence = getOffence(charge.offenceCode)
  const variants = variantsFor(offence, charge.jurisdiction, charge.actDay)
  const found = charge.circumstance === undefined
    ? (variants.find((v) => v.id === 'base') ?? variants[0])
    : variants.find((v) => v.id === charge.circumstance)
  if (found === undefined) throw new RangeError(`${offence.code} has no circumstance ${charge.circumstance ?? 'base'} (${charge.jurisdiction})`)
  return found
}

/**
 * The heaviest penalty of the text itself, before the attempt and the age of the accused. Juvenile 52(2) and CPC 99, 109(B) look at this
 * when they ask what the offence is punishable by.
 */
export function penaltyOfText(charge: Charge): Maximum {
  const variant = variantOf(charge)
  const step = (code: string, params: PenaltyStep['params'] = {}): PenaltyStep => ({ code, article: variant.article, params })
  const found = (kind: Maximum['kind'], working: PenaltyStep[], term?: Span, confidence: Confidence = variant.confidence): Maximum =>
    ({ kind, article: variant.article, confidence, working, ...(term === undefined ? {} : { term }) })
  const max: Ceiling = variant.max
  if (max === 'linked') {
    const linked = charge.linked
    if (linked === undefined) return found('term', [step('linked-unknown')], { years: 5 }, 'U')
    return { ...linked, article: variant.article, working: [...linked.working, step('linked', { offence: linked.article })] }
  }
  if (max === 'temporary') return found('term', [step('temporary'), { code: 'temporary-cap', article: 'Penal 87', params: {} }], temporaryCap)
  if (typeof max === 'string') return found(max, [step(max)])
  return found('term', [step('term', { years: max.years ?? 0, months: max.months ?? 0, days: max.days ?? 0 })], max)
}

/**
 * The heaviest penalty this accused can receive on this charge, with the working.
 * Attempt: Penal 31. Age 18 or 19 at the act: no death (Penal 79). Under 18: the measures of Juvenile 73, 76, 77.
 */
export function maxPenalty(charge: Charge): Maximum {
  const text = penaltyOfText(charge)
  const attempted = charge.attempt === true ? forAttempt(text) : text
  return charge.ageAtAct === undefined ? attempted : forAge(attempted, charge.ageAtAct, charge.jurisdiction)
}

function change(from: Maximum, kind: Maximum['kind'], code: string, article: string, term?: Span): Maximum {
  const params = { years: term?.years ?? 0, months: term?.months ?? 0, days: term?.days ?? 0 }
  return { kind, article: from.article, confidence: from.confidence, working: [...from.working, { code, article, params }], ...(term === undefined ? {} : { term }) }
}

function forAttempt(max: Maximum): Maximum {
  if (max.kind === 'death') return change(max, 'life', 'attempt-death', 'Penal 31(A)')
  if (max.kind === 'life') return change(max, 'term', 'attempt-life', 'Penal 31(B)', temporaryCap)
  if (max.kind === 'term' && max.term !== undefined) {
    return change(max, 'term', 'attempt-half', classOf(max) === 'F' ? 'Penal 31(C)' : 'Penal 31(D)', partOf(max.term, 2))
  }
  return max
}

/** The age from which a child answers for an offence: 9 (Juvenile 47), in the Region 11 (Law 14/2001). */
export function responsibilityAge(jurisdiction: 'federal' | 'kri'): { age: number; article: string; confidence: Confidence } {
  return jurisdiction === 'kri'
    ? { age: 11, article: 'KRI Law 14/2001', confidence: 'C' }
    : { age: 9, article: 'Juvenile 47', confidence: 'T' }
}

function forAge(max: Maximum, age: number, jurisdiction: 'federal' | 'kri'): Maximum {
  const floor = responsibilityAge(jurisdiction)
  if (age < floor.age) return change(max, 'none', 'under-responsibility', floor.article)
  if (age >= 20) return max
  if (age >= 18) return max.kind === 'death' ? change(max, 'life', 'no-death-under-20', 'Penal 79') : max
  const gravest = max.kind === 'death' || max.kind === 'life'
  if (classOf(max) === 'F') {
    if (age < 15) return change(max, 'term', 'boy-felony', gravest ? 'Juvenile 76(2)' : 'Juvenile 76(1)', { years: 5 })
    return change(max, 'term', 'youth-felony', gravest ? 'Juvenile 77(2)' : 'Juvenile 77(1)', gravest ? { years: 15 } : { years: 7 })
  }
  if (classOf(max) === 'M' && max.kind === 'term') return change(max, 'term', 'juvenile-misdemeanour', 'Juvenile 73', { years: 3 })
  return max
}

/** True when the penalty can be death: detention is mandatory and has no total ceiling (CPC 109(B), (C)). */
export function isCapital(maximum: Pick<Maximum, 'kind'>): boolean {
  return maximum.kind === 'death'
}

/**
 * A quarter of the maximum, the ceiling of all detention on the charge (CPC 109(C)). Life (20 years) gives 5 years, temporary
 * imprisonment without a cap 3 years and 9 months. Undefined when there is nothing to divide: death, a fine, no penalty.
 */
export function quarterOfMaximum(maximum: Pick<Maximum, 'kind' | 'term'>): Span | undefined {
  const term = termOfMaximum(maximum)
  return term === undefined ? undefined : partOf(term, 4)
}

/** The court that tries the charge. A child goes to the juvenile court (Juvenile 54, 56); else felony or misdemeanour court (CPC 138–139). */
export function competentCourt(maximum: Pick<Maximum, 'kind' | 'term'>, ageAtAct?: number): OfficeKind {
  if (ageAtAct !== undefined && ageAtAct < 18) return 'juvenile-court'
  return classOf(maximum) === 'F' ? 'felony-court' : 'misdemeanour-court'
}

/** The classes the variants of an offence fall in, gravest first ('F', 'M'). */
export function classesOf(offence: Offence): OffenceClass[] {
  const found = new Set(offence.variants.filter((v) => v.validTo === undefined && v.max !== 'linked').map((v) =>
    classOf(typeof v.max !== 'string' ? { kind: 'term', term: v.max } : v.max === 'temporary' ? { kind: 'term', term: temporaryCap } : v.max === 'linked' ? { kind: 'none' } : { kind: v.max })))
  return (['F', 'M', 'C', 'X'] as const).filter((c) => found.has(c))
}

/** Fines in Iraqi dinars by class, and what one day in detention takes off. Source: Law 6 on penal fines; its date is not settled. */
export const fineTable = {
  C: { min: 50_000, max: 200_000 },
  M: { min: 200_001, max: 1_000_000 },
  F: { min: 1_000_001, max: 10_000_000 },
  perDetainedDay: 50_000,
  article: 'Fines Law 6',
  confidence: 'P',
} as const

/** The range of a fine for a class of offence, in whole dinars; undefined for a text without a penalty. */
export function fineRange(offenceClass: OffenceClass): { min: number; max: number; article: string; confidence: Confidence } | undefined {
  if (offenceClass === 'X') return undefined
  return { ...fineTable[offenceClass], article: fineTable.article, confidence: fineTable.confidence }
}

/** What is left of a fine after detention, in whole dinars, never below zero (CPC 298; Law 6). */
export function fineAfterDetention(fine: number, detainedDays: number): number {
  return Math.max(0, fine - detainedDays * fineTable.perDetainedDay)
}

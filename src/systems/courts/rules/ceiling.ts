/** How heavy a penalty may be for one charge: the article, then attempt, aggravation, recidivism and age (Penal 31, 79, 136, 140). */
import type { Span } from '#kernel/clock/calendar.ts'
import type { Confidence } from '#kernel/words/finding.ts'

/** The penalty of the charged text. The offence catalogue's penalty variants have this shape. */
export interface ChargedPenalty {
  article: string
  confidence: Confidence
  max: 'death' | 'life' | 'temporary' | 'fine' | 'linked' | 'none' | Span
  /** A lighter principal penalty that the text offers beside the heaviest. */
  or?: 'life' | 'temporary' | 'detention'
  min?: Span
  fine: 'no' | 'or' | 'and' | 'and-or'
}

export interface ChargeFacts {
  charged: ChargedPenalty
  attempt: boolean
  aggravated: boolean
  recidivist: boolean
  /** Whole years on the day of the offence. */
  ageAtOffence: number
}

/** Months of custody, or what is beyond months. */
export interface Ceiling {
  kind: 'death' | 'life' | 'custody' | 'fine' | 'open'
  months: number
  /** The custody is imprisonment (سجن), not detention (حبس). */
  imprisonment: boolean
  /** Texts that set it, heaviest first. */
  articles: string[]
}

/** Temporary imprisonment without a stated cap is fifteen years (Penal 87). */
const temporaryMonths = 180
const detentionMonths = 60

/** Months of a span, days as thirtieths; for comparing only. */
export function monthsOf(span: Span): number {
  return (span.years ?? 0) * 12 + (span.months ?? 0) + (span.days ?? 0) / 30
}

/** True when the text threatens a felony's penalty: death, life, or custody of more than five years (Penal 23, 25). */
export function isFelony(charged: ChargedPenalty): boolean {
  const { max } = charged
  if (max === 'death' || max === 'life' || max === 'temporary') return true
  return typeof max === 'object' && monthsOf(max) > detentionMonths
}

function fromText(charged: ChargedPenalty): Ceiling {
  const { max, article } = charged
  const articles = [article]
  if (max === 'death' || max === 'life') return { kind: max, months: 240, imprisonment: true, articles }
  if (max === 'temporary') return { kind: 'custody', months: temporaryMonths, imprisonment: true, articles }
  if (max === 'fine') return { kind: 'fine', months: 0, imprisonment: false, articles }
  if (max === 'linked' || max === 'none') return { kind: 'open', months: Infinity, imprisonment: false, articles }
  return { kind: 'custody', months: monthsOf(max), imprisonment: monthsOf(max) > detentionMonths, articles }
}

/** Attempt (Penal 31): death becomes life, life fifteen years, custody half; half of five years or less is detention. */
function ofAttempt(c: Ceiling): Ceiling {
  const articles = [...c.articles, 'Penal 31']
  if (c.kind === 'death') return { ...c, kind: 'life', articles }
  if (c.kind === 'life') return { kind: 'custody', months: temporaryMonths, imprisonment: true, articles }
  if (c.kind !== 'custody') return { ...c, articles }
  return { ...c, months: c.months / 2, imprisonment: c.imprisonment && c.months / 2 > detentionMonths, articles }
}

/** Aggravation and recidivism: up to twice the ceiling, never over 25 years of imprisonment or 10 of detention (Penal 136, 140). */
function heavier(c: Ceiling, article: string, uncapped: boolean): Ceiling {
  const articles = [...c.articles, article]
  if (c.kind === 'life' && article === 'Penal 136') return { ...c, kind: 'death', articles }
  if (c.kind !== 'custody') return { ...c, articles }
  if (uncapped) return { kind: 'life', months: 240, imprisonment: true, articles }
  return { ...c, months: Math.min(c.months * 2, c.imprisonment ? 300 : 120), articles }
}

/** The heaviest penalty an adult may be given for this charge. */
export function ceilingFor(facts: ChargeFacts): Ceiling {
  let c = fromText(facts.charged)
  if (facts.attempt) c = ofAttempt(c)
  if (facts.aggravated) c = heavier(c, 'Penal 136', false)
  if (facts.recidivist) c = heavier(c, 'Penal 140', facts.charged.max === 'temporary' && !facts.attempt)
  if (c.kind === 'death' && facts.ageAtOffence >= 18 && facts.ageAtOffence < 20) c = { ...c, kind: 'life', articles: [...c.articles, 'Penal 79'] }
  return c
}

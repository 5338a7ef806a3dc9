/** How heavy a penalty may be for one charge: the offence's own maximum, then aggravation and recidivism (Penal 79, 136, 140). */
import type { Span } from '#kernel/clock/calendar.ts'
import type { Confidence } from '#kernel/words/finding.ts'
import type { Maximum } from '#systems/offences/public.ts'

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
  /** The heaviest this accused can receive, attempt and age already counted (`maxPenalty`). */
  maximum: Pick<Maximum, 'kind' | 'term' | 'article'>
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

/** Detention (حبس) ends at five years (Penal 26, 88). */
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

function fromMaximum({ kind, term, article }: ChargeFacts['maximum']): Ceiling {
  const articles = [article]
  if (kind === 'death' || kind === 'life') return { kind, months: 240, imprisonment: true, articles }
  if (kind === 'fine') return { kind: 'fine', months: 0, imprisonment: false, articles }
  if (kind === 'none' || term === undefined) return { kind: 'open', months: Infinity, imprisonment: false, articles }
  return { kind: 'custody', months: monthsOf(term), imprisonment: monthsOf(term) > detentionMonths, articles }
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
  let c = fromMaximum(facts.maximum)
  if (facts.aggravated) c = heavier(c, 'Penal 136', false)
  if (facts.recidivist) c = heavier(c, 'Penal 140', facts.charged.max === 'temporary' && !facts.attempt)
  if (c.kind === 'death' && facts.ageAtOffence >= 18 && facts.ageAtOffence < 20) c = { ...c, kind: 'life', articles: [...c.articles, 'Penal 79'] }
  return c
}

/** Is the sentence within the law for the charge? Adults: Penal 79, 85-93, 130-132, 136, 140, 144. Children: Juvenile 72-80. */
import { against, type Finding, note } from '#kernel/words/finding.ts'
import { type ChargeFacts, type Ceiling, ceilingFor, isFelony, monthsOf } from './ceiling.ts'
import { classOf, fineRange } from '#systems/offences/public.ts'
import { checkJuvenileMeasure, type JuvenileMeasure } from './juvenileMeasure.ts'

export interface Imposed {
  kind: 'death' | 'life' | 'temporary' | 'strict-detention' | 'simple-detention' | 'fine' | JuvenileMeasure
  years: number
  months: number
  days: number
  fineIqd?: number
  suspended: boolean
}

export interface SentencingFacts extends ChargeFacts {
  /** A legal excuse (Penal 130) or the court's own leniency (132); reasons for either must stand in the judgment (134). */
  mitigation: 'none' | 'excuse' | 'leniency'
  priorIntentionalConviction: boolean
}

/** Everything against this sentence. A text known only from the press bounds nothing: its findings warn. */
export function checkSentence(imposed: Imposed, facts: SentencingFacts, jurisdiction: 'federal' | 'kri' = 'federal'): Finding[] {
  if (facts.ageAtOffence < 18) return checkJuvenileMeasure(imposed, facts, jurisdiction)
  if (isMeasure(imposed.kind)) return [against('courts.sentence-measure-for-adult', 'Juvenile 3', 'T', { field: 'kind' })]
  const ceiling = ceilingFor(facts)
  return [...kindFindings(imposed, ceiling, facts), ...overCeiling(imposed, ceiling, facts), ...underFloor(imposed, facts), ...fineFindings(imposed, facts), ...suspensionFindings(imposed, facts)]
}

function isMeasure(kind: Imposed['kind']): boolean {
  return kind === 'boys-school' || kind === 'youths-school' || kind === 'probation' || kind === 'guardian' || kind === 'warning'
}

/** The kinds of custody have lengths of their own (Penal 87-89). */
function kindFindings(i: Imposed, ceiling: Ceiling, facts: SentencingFacts): Finding[] {
  const months = monthsOf(i)
  const harder = facts.aggravated || facts.recidivist
  if (i.kind === 'temporary' && months <= 60) return [against('courts.sentence-kind-length', 'Penal 87', 'T', { field: 'years', params: { kind: `courts.penalty.${i.kind}` } })]
  if (i.kind === 'temporary' && months > (harder ? 300 : 180)) return [against('courts.sentence-kind-length', 'Penal 87', 'T', { field: 'years', params: { kind: `courts.penalty.${i.kind}` } })]
  if (i.kind === 'strict-detention' && (months < 3 || months > (harder ? 120 : 60))) return [against('courts.sentence-kind-length', 'Penal 88', 'T', { field: 'years', params: { kind: `courts.penalty.${i.kind}` } })]
  if (i.kind === 'simple-detention' && months > 12) return [against('courts.sentence-must-be-strict', 'Penal 88', 'T', { field: 'kind' })]
  if (i.kind === 'simple-detention' && months <= 0) return [against('courts.sentence-kind-length', 'Penal 89', 'T', { field: 'days', params: { kind: `courts.penalty.${i.kind}` } })]
  if (i.kind === 'death' && ceiling.kind !== 'death' && facts.ageAtOffence < 20 && facts.charged.max === 'death') return [against('courts.death-under-twenty', 'Penal 79', 'T', { field: 'kind', params: { age: facts.ageAtOffence } })]
  return []
}

const rank = { death: 4, life: 3, custody: 2, fine: 1, open: 5 } as const

function overCeiling(i: Imposed, ceiling: Ceiling, facts: SentencingFacts): Finding[] {
  const kind = i.kind === 'death' || i.kind === 'life' || i.kind === 'fine' ? i.kind : 'custody'
  const longer = kind === 'custody' && ceiling.kind === 'custody' && monthsOf(i) > ceiling.months
  // Imprisonment cannot be given where the ceiling is detention, whatever the months.
  const wrongKind = i.kind === 'temporary' && ceiling.kind === 'custody' && !ceiling.imprisonment
  if (rank[kind] <= rank[ceiling.kind] && !longer && !wrongKind) return []
  return [against('courts.sentence-over-ceiling', ceiling.articles.join(', '), facts.charged.confidence, { field: 'years', params: { ceiling: `courts.penalty.${ceiling.kind}`, months: Number.isFinite(ceiling.months) ? ceiling.months : 0 } })]
}

/** Lightest custody the law allows for the charge, in months; detention instead of imprisonment needs a ground. */
function underFloor(i: Imposed, facts: SentencingFacts): Finding[] {
  const { charged, mitigation } = facts
  const months = i.kind === 'life' ? 240 : monthsOf(i)
  const tooLight = (article: string) => [against('courts.sentence-under-floor', article, charged.confidence, { field: 'years' })]
  if (i.kind === 'death' || facts.attempt) return []
  if (mitigation !== 'none' && isFelony(charged)) return mitigatedFloor(i, months, facts) ? [] : tooLight(mitigation === 'excuse' ? 'Penal 130' : 'Penal 132')
  if (mitigation !== 'none') return []
  const allowsFine = charged.max === 'fine' || charged.fine === 'or' || charged.fine === 'and-or'
  if (i.kind === 'fine') return allowsFine || charged.max === 'linked' || charged.max === 'none' ? [] : tooLight(charged.article)
  if (charged.min !== undefined && months < monthsOf(charged.min)) return tooLight(charged.article)
  if (charged.max === 'death' && i.kind !== 'life') return charged.or === 'temporary' && i.kind === 'temporary' ? [] : tooLight(charged.article)
  if (charged.max === 'death' && charged.or === undefined && facts.ageAtOffence >= 20) return tooLight(charged.article)
  if (charged.max === 'life' && i.kind !== 'life') return charged.or === 'temporary' && i.kind === 'temporary' ? [] : charged.or === 'detention' ? [] : tooLight(charged.article)
  if (isFelony(charged) && i.kind !== 'temporary' && i.kind !== 'life' && charged.or !== 'detention') return tooLight(charged.article)
  return []
}

/** Floors after mitigation of a felony: leniency one step down (Penal 132), an excuse further (130). */
function mitigatedFloor(i: Imposed, months: number, { charged, mitigation }: SentencingFacts): boolean {
  if (i.kind === 'fine') return false
  const custody = i.kind === 'temporary' || i.kind === 'life' ? 'imprisonment' : 'detention'
  if (mitigation === 'excuse') return custody === 'imprisonment' || months >= (charged.max === 'death' ? 12 : 6)
  if (charged.max === 'death') return custody === 'imprisonment' && months >= 180
  if (charged.max === 'life') return custody === 'imprisonment'
  return custody === 'imprisonment' || months >= 6
}

function fineFindings(i: Imposed, { charged, maximum }: SentencingFacts): Finding[] {
  if (i.fineIqd === undefined || i.fineIqd === 0) return []
  const found: Finding[] = []
  if (charged.fine === 'no' && charged.max !== 'fine') found.push(note('courts.sentence-fine-not-in-text', 'Penal 138', 'T', { field: 'fineIqd' }))
  const range = fineRange(isFelony(charged) ? 'F' : classOf(maximum))
  if (range !== undefined && (i.fineIqd < range.min || i.fineIqd > range.max)) {
    found.push(against('courts.sentence-fine-range', range.article, range.confidence, { field: 'fineIqd', params: { least: range.min, most: range.max } }))
  }
  return found
}

/** Suspension: detention of a year at most, no earlier conviction for an intentional offence (Penal 144). */
function suspensionFindings(i: Imposed, facts: SentencingFacts): Finding[] {
  if (!i.suspended) return []
  const found: Finding[] = []
  const detention = i.kind === 'strict-detention' || i.kind === 'simple-detention'
  if (!detention || monthsOf(i) > 12) found.push(against('courts.suspension-too-long', 'Penal 144', 'T', { field: 'suspended' }))
  if (facts.priorIntentionalConviction) found.push(against('courts.suspension-prior-conviction', 'Penal 144', 'T', { field: 'suspended' }))
  return found
}

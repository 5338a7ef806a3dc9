/** Conditional release (CPC 331-337; Juvenile 84): from which day the court may be asked. The court decides, never this rule. */
import { addDays, addMonths, addSpan, addYears, type Day, daysBetween } from '#kernel/clock/calendar.ts'
import { note, type Confidence } from '#kernel/words/finding.ts'
import { isArticle } from './sentenceChain.ts'
import { addStep, type ConditionalRelease, type SchoolMove, type Sentence, type Term, type Working } from './sentenceTypes.ts'

interface Exclusion {
  article: string
  basis: string
  confidence: Confidence
}

/** Offences taken out of CPC 331. Only the one confirmed in a second source excludes; the others warn. */
export const excludedOffences: readonly Exclusion[] = [
  { article: 'Penal 353', basis: 'CPA Order 31', confidence: 'C' },
  { article: 'Penal 421', basis: 'CPA Order 31', confidence: 'P' },
  { article: 'Penal 422', basis: 'CPA Order 31', confidence: 'P' },
  { article: 'Penal 423', basis: 'CPA Order 31', confidence: 'P' },
  { article: 'Penal 396', basis: 'CPA Order 31', confidence: 'P' },
]

/** The sum of what is executed, as the chain stands after ceiling and credit. `end` is the first day of freedom. */
export interface Serving {
  start: Day
  end: Day
  /** Whole length before any credit. */
  total: Term
  creditedDays: number
  sentences: readonly Sentence[]
  revokedBefore: boolean
}

/**
 * First day on which three quarters (two thirds for a juvenile) and at least six months are served and, for an adult, no more than
 * five years remain. Credited detention counts as served. Consecutive sentences count as one (CPC 331 B).
 * `eligibleOn` is null where the law excludes it or the sentence is over before the day comes.
 */
export function conditionalRelease(serving: Serving, working: Working): ConditionalRelease {
  const juvenile = serving.sentences.every((s) => s.kind === 'boys-school' || s.kind === 'youths-school')
  const article = juvenile ? 'Juvenile 84' : 'CPC 331'
  if (serving.revokedBefore) return { eligibleOn: null, why: 'prisons.conditional.revoked', article: 'CPC 336', confidence: 'T' }
  const excluded = findExclusion(serving.sentences)
  if (excluded?.confidence === 'C') return { eligibleOn: null, why: 'prisons.conditional.excluded', article: excluded.basis, confidence: 'C' }
  if (excluded !== undefined) {
    working.warnings.push(note('prisons.conditional-release-doubtful', excluded.basis, excluded.confidence, { params: { offence: excluded.article } }))
  }
  const virtualStart = addDays(serving.start, -serving.creditedDays)
  const needed = juvenile ? fractionOf(serving.total, 2, 3) : fractionOf(serving.total, 3, 4)
  const tests: { why: string; on: Day }[] = [
    { why: juvenile ? 'prisons.conditional.two-thirds' : 'prisons.conditional.three-quarters', on: addSpan(virtualStart, needed) },
    { why: 'prisons.conditional.six-months', on: addMonths(virtualStart, 6) },
  ]
  if (!juvenile) tests.push({ why: 'prisons.conditional.five-years-left', on: addYears(serving.end, -5) })
  const latest = tests.reduce((a, b) => (b.on > a.on ? b : a))
  if (latest.on >= serving.end) return { eligibleOn: null, why: 'prisons.conditional.too-short', article, confidence: 'T' }
  const eligibleOn = latest.on < serving.start ? serving.start : latest.on
  addStep(working, { textKey: 'prisons.sentence.step.conditional', params: { on: eligibleOn }, article, confidence: 'T', from: eligibleOn })
  return { eligibleOn, why: latest.why, article, confidence: 'T' }
}

/** A part of a term in whole months, the rest of a month counted as 30 days and rounded up: three quarters of 4 years are 3 years. */
export function fractionOf(term: Term, part: number, whole: number): Term {
  const months = (term.years * 12 + term.months) * part
  const days = Math.ceil(((months % whole) * 30 + term.days * part) / whole)
  return { years: 0, months: Math.floor(months / whole), days }
}

function findExclusion(sentences: readonly Sentence[]): Exclusion | undefined {
  const hits = excludedOffences.filter((e) => sentences.some((s) => isArticle(s.article, e.article)))
  return hits.find((e) => e.confidence === 'C') ?? hits[0]
}

/**
 * The moves of a juvenile between schools while the measure lasts (Juvenile 82): at 15 to the youths' school, at 18 to the young
 * adults' school, at 22 to the adults' section. Born on 29 February: the birthday falls on 28 February in a common year.
 */
export function schoolMoves(birthDate: Day, start: Day, end: Day, inBoysSchool: boolean): SchoolMove[] {
  const moves: SchoolMove[] = [
    { on: addYears(birthDate, 15), age: 15, to: 'youths-school', article: 'Juvenile 82(1)' },
    { on: addYears(birthDate, 18), age: 18, to: 'young-adults-school', article: 'Juvenile 82(2)' },
    { on: addYears(birthDate, 22), age: 22, to: 'adult-prison', article: 'Juvenile 82(3)' },
  ]
  return moves.filter((m) => (m.age !== 15 || inBoysSchool) && daysBetween(start, m.on) > 0 && m.on < end)
}

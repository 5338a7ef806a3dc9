/** Which of the sentences are executed at all: suspended, linked and swallowed ones fall away. */
import { against, note } from '#kernel/words/finding.ts'
import { addYears } from '#kernel/clock/calendar.ts'
import { addStep, type Sentence, type SentenceKind, type SentenceResult, type Term, type Working } from './sentenceTypes.ts'

/** Life imprisonment is twenty years (Penal 87). */
export const lifeYears = 20

const weight: Record<SentenceKind, number> = {
  death: 6,
  life: 5,
  temporary: 4,
  'strict-detention': 3,
  'youths-school': 2,
  'boys-school': 1,
  'simple-detention': 0,
}

/** The length to execute: twenty years for life, the written term otherwise. */
export function termOf(sentence: Sentence): Term {
  if (sentence.kind === 'life') return { years: lifeYears, months: 0, days: 0 }
  return { years: sentence.years, months: sentence.months, days: sentence.days }
}

/** Orders sentences from the heaviest to the lightest: by kind (Penal 85), then by length. */
export function compareWeight(a: Sentence, b: Sentence): number {
  return weight[b.kind] - weight[a.kind] || roughDays(termOf(b)) - roughDays(termOf(a))
}

/** For comparing lengths only; never for a date. */
export function roughDays(term: Term): number {
  return term.years * 365.25 + term.months * 30.4375 + term.days
}

/** The sentences left to execute, each with the ids whose detention is credited to it. */
export interface Executable {
  sentence: Sentence
  term: Term
  creditIds: string[]
}

/**
 * Chooses what is executed: without suspended sentences (Penal 144), of linked ones only the heaviest (Penal 142),
 * detention less the imprisonment that swallows it (Penal 143 C). Writes each choice into the working.
 */
export function selectExecutable(sentences: readonly Sentence[], working: Working): { kept: Executable[]; suspendedUntil: SentenceResult['suspendedUntil'] } {
  const lengthless = sentences.filter((s) => s.kind !== 'death' && roughDays(termOf(s)) <= 0)
  for (const s of lengthless) working.warnings.push(against('prisons.sentence-no-length', 'CPC 281', 'T', { field: s.id, params: { sentence: s.id } }))
  const suspendedUntil: SentenceResult['suspendedUntil'] = []
  const live = sentences.filter((s) => !lengthless.includes(s)).filter((s) => {
    if (!s.suspended || s.suspensionRevokedOn !== undefined) return true
    suspendedUntil.push({ sentenceId: s.id, until: noteSuspension(s, working) })
    return false
  })
  const kept = keepHeaviestOfLinked(live, working)
  return { kept: swallow(kept, working), suspendedUntil }
}

function noteSuspension(s: Sentence, working: Working): string {
  const until = addYears(s.judgmentDate, 3)
  addStep(working, { textKey: 'prisons.sentence.step.suspended', params: { sentence: s.id, until }, article: 'Penal 146', confidence: 'T', from: s.judgmentDate, to: until })
  if (roughDays(termOf(s)) > 366 || s.kind === 'life' || s.kind === 'temporary') {
    working.warnings.push(note('prisons.sentence-suspension-too-long', 'Penal 144', 'T', { params: { sentence: s.id } }))
  }
  return until
}

function keepHeaviestOfLinked(sentences: readonly Sentence[], working: Working): Executable[] {
  const kept: Executable[] = []
  const done = new Set<string>()
  for (const s of sentences) {
    if (s.linkedGroup === undefined) {
      kept.push({ sentence: s, term: termOf(s), creditIds: [s.id] })
      continue
    }
    if (done.has(s.linkedGroup)) continue
    done.add(s.linkedGroup)
    const group = sentences.filter((other) => other.linkedGroup === s.linkedGroup).toSorted(compareWeight)
    const heaviest = group[0] ?? s
    kept.push({ sentence: heaviest, term: termOf(heaviest), creditIds: group.map((g) => g.id) })
    if (group.length > 1) {
      addStep(working, { textKey: 'prisons.sentence.step.linked', params: { kept: heaviest.id, dropped: group.slice(1).map((g) => g.id).join(', ') }, article: 'Penal 142', confidence: 'T' })
    }
  }
  return kept
}

function swallow(kept: readonly Executable[], working: Working): Executable[] {
  const prisons = kept.filter((k) => k.sentence.kind === 'life' || k.sentence.kind === 'temporary')
  return kept.flatMap((k) => {
    if (k.sentence.kind !== 'strict-detention' && k.sentence.kind !== 'simple-detention') return [k]
    if (prisons.length > 0 && k.sentence.offenceDate === undefined) {
      working.warnings.push(note('prisons.sentence-offence-date-unknown', 'Penal 143(C)', 'T', { params: { sentence: k.sentence.id } }))
      return [k]
    }
    const swallowing = prisons.find((p) => k.sentence.offenceDate !== undefined && k.sentence.offenceDate < p.sentence.judgmentDate)
    if (swallowing === undefined) return [k]
    const rest = minus(k.term, swallowing.term)
    addStep(working, { textKey: 'prisons.sentence.step.swallowed', params: { sentence: k.sentence.id, by: swallowing.sentence.id }, article: 'Penal 143(C)', confidence: 'T' })
    return roughDays(rest) <= 0 ? [] : [{ ...k, term: rest }]
  })
}

/** What is left of a term: months against months, days against days, a borrowed month being 30 days. */
function minus(a: Term, b: Term): Term {
  let months = a.years * 12 + a.months - b.years * 12 - b.months
  let days = a.days - b.days
  if (days < 0 && months > 0) {
    months -= 1
    days += 30
  }
  return months < 0 || (months === 0 && days < 0) ? { years: 0, months: 0, days: 0 } : { years: Math.floor(months / 12), months: months % 12, days }
}

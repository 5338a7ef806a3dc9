/** Lays sentences on the calendar one after another and applies the ceilings. */
import { addDays, addMonths, addSpan, addYears, type Day } from '#kernel/clock/calendar.ts'
import { against, note, type Confidence } from '#kernel/words/finding.ts'
import { compareWeight, type Executable } from './sentenceSelection.ts'
import { addStep, type DetentionSpan, type Term, type Working } from './sentenceTypes.ts'

/** Sentences that run one after another. `end` is the first day after the last one, before any credit. */
export interface Chain {
  members: Executable[]
  start: Day
  end: Day
  /** Sum of the terms, or the ceiling that cut it. */
  total: Term
}

interface Ceiling {
  years: number
  article: string
  confidence: Confidence
}

/** True when the day of the month the term began on does not exist in the month it ends in. */
function endsInShorterMonth(start: Day, term: Term): boolean {
  return addMonths(start, term.years * 12 + term.months).slice(8) !== start.slice(8)
}

/**
 * Day on which execution began: the memorandum's (Penal 90, CPC 281), or the day of judgment for one who was then in detention (CPC 282).
 * Undefined when the papers say neither.
 */
function findStart(k: Executable, detention: readonly DetentionSpan[]): Day | undefined {
  const s = k.sentence
  if (s.startsOn !== undefined) return s.startsOn
  if (s.suspensionRevokedOn !== undefined) return undefined
  const held = detention.some((d) => d.from <= s.judgmentDate && addDays(d.to, 1) >= s.judgmentDate)
  return held ? s.judgmentDate : undefined
}

/** Puts the sentences in the order of execution: by start or judgment, heavier first, each after the one it is consecutive to. */
function inOrder(items: readonly Executable[], known: ReadonlySet<string>, working: Working): Executable[] {
  const waiting = items.toSorted((a, b) => {
    const left = a.sentence.startsOn ?? a.sentence.judgmentDate
    const right = b.sentence.startsOn ?? b.sentence.judgmentDate
    return left.localeCompare(right) || compareWeight(a.sentence, b.sentence)
  })
  const ordered: Executable[] = []
  while (waiting.length > 0) {
    const next = waiting.findIndex((k) => !waiting.some((other) => other !== k && other.sentence.id === k.sentence.consecutiveTo))
    if (next === -1) break
    ordered.push(...waiting.splice(next, 1))
  }
  for (const k of items) {
    const after = k.sentence.consecutiveTo
    if (waiting.includes(k) || (after !== undefined && !known.has(after))) {
      working.warnings.push(against('prisons.sentence-chain-broken', 'Penal 143', 'T', { field: k.sentence.id, params: { sentence: k.sentence.id, after: after ?? '' } }))
    }
  }
  return [...ordered, ...waiting]
}

/**
 * Builds the chains: all sentences that follow one another in one, each concurrent sentence in its own.
 * @param known ids of every sentence in the papers, executed or not.
 */
export function buildChains(kept: readonly Executable[], known: ReadonlySet<string>, detention: readonly DetentionSpan[], working: Working): Chain[] {
  const chains: Chain[] = []
  const main = inOrder(kept.filter((k) => !k.sentence.concurrent), known, working)
  const mainChain = layOut(main, detention, working)
  if (mainChain !== undefined) chains.push(mainChain)
  for (const k of kept.filter((item) => item.sentence.concurrent)) {
    const juvenile = k.sentence.kind === 'boys-school' || k.sentence.kind === 'youths-school'
    if (!juvenile) working.warnings.push(note('prisons.sentence-concurrent-adult', 'Penal 143', 'T', { params: { sentence: k.sentence.id } }))
    addStep(working, { textKey: 'prisons.sentence.step.concurrent', params: { sentence: k.sentence.id }, article: juvenile ? 'Juvenile 68' : 'Penal 143', confidence: 'T' })
    const chain = layOut([k], detention, working)
    if (chain !== undefined) chains.push(chain)
  }
  return chains
}

function layOut(items: readonly Executable[], detention: readonly DetentionSpan[], working: Working): Chain | undefined {
  const [first] = items
  if (first === undefined) return undefined
  const start = findStart(first, detention)
  if (start === undefined) {
    working.warnings.push(against('prisons.sentence-start-missing', 'CPC 281', 'T', { field: 'startsOn', params: { sentence: first.sentence.id } }))
    return undefined
  }
  addStep(working, { textKey: 'prisons.sentence.step.start', params: { start }, article: first.sentence.startsOn === undefined ? 'CPC 282' : 'Penal 90', confidence: 'T', from: start })
  let cursor = start
  let gapStart = start
  for (const k of items) {
    const own = k.sentence.startsOn
    if (own !== undefined && own < k.sentence.judgmentDate) {
      working.warnings.push(note('prisons.sentence-start-before-judgment', 'Penal 90', 'T', { field: 'startsOn', params: { sentence: k.sentence.id, start: own, judgment: k.sentence.judgmentDate } }))
    }
    if (own !== undefined && own > cursor) {
      cursor = own
      gapStart = own
    }
    cursor = oneSentence(k, cursor, working)
  }
  return { members: [...items], start, ...applyCeiling(items, gapStart, cursor, working) }
}

/** Writes one sentence into the working and returns the day after its last: its first day counts (CPC 294). */
function oneSentence(k: Executable, from: Day, working: Working): Day {
  const end = addSpan(from, k.term)
  if (endsInShorterMonth(from, k.term)) {
    working.warnings.push(note('prisons.sentence-month-end', 'Civil Procedure 25', 'U', { params: { sentence: k.sentence.id, from, to: addDays(end, -1) } }))
  }
  if (k.sentence.kind === 'life') noteLife(k, working)
  const key = k.sentence.kind === 'life' ? 'life' : 'term'
  const article = k.sentence.kind === 'life' ? 'Penal 87' : 'CPC 294'
  addStep(working, {
    textKey: `prisons.sentence.step.${key}`,
    params: { sentence: k.sentence.id, offence: k.sentence.article, years: k.term.years, months: k.term.months, days: k.term.days },
    article, confidence: 'T', from, to: addDays(end, -1),
  })
  return end
}

/** Offences whose life sentence CPA Order 31 (13 September 2003) turned into imprisonment until death; its force is an open question. */
const untilDeath = ['Penal 353', 'Penal 421', 'Penal 422', 'Penal 423']

function noteLife(k: Executable, working: Working): void {
  if (k.sentence.judgmentDate < '2003-09-13' || !untilDeath.some((a) => isArticle(k.sentence.article, a))) return
  working.warnings.push(note('prisons.sentence-life-until-death', 'CPA Order 31', 'P', { params: { sentence: k.sentence.id, offence: k.sentence.article } }))
}

/** True when a citation ('Penal 421(2)') is of that article ('Penal 421') and not of another that begins alike. */
export function isArticle(citation: string, article: string): boolean {
  return citation === article || (citation.startsWith(article) && !/\d/.test(citation.charAt(article.length)))
}

function ceilingOf(items: readonly Executable[]): Ceiling {
  const kinds = new Set(items.map((k) => k.sentence.kind))
  const school = [...kinds].every((kind) => kind === 'boys-school' || kind === 'youths-school')
  if (!school) return { years: 25, article: 'Penal 143', confidence: 'T' }
  return { years: kinds.has('youths-school') ? 15 : 5, article: 'Juvenile 81', confidence: 'T' }
}

/** No more than 25 years in all (Penal 87, 143); 5 and 15 years in the juvenile schools (Juvenile 81). */
function applyCeiling(items: readonly Executable[], from: Day, end: Day, working: Working): { end: Day; total: Term } {
  const ceiling = ceilingOf(items)
  const latest = addYears(from, ceiling.years)
  if (end <= latest) return { end, total: sumOf(items.map((k) => k.term)) }
  addStep(working, { textKey: 'prisons.sentence.step.ceiling', params: { years: ceiling.years, uncapped: addDays(end, -1) }, article: ceiling.article, confidence: ceiling.confidence, from, to: addDays(latest, -1) })
  working.warnings.push(note('prisons.sentence-ceiling-applied', ceiling.article, ceiling.confidence, { params: { years: ceiling.years } }))
  return { end: latest, total: { years: ceiling.years, months: 0, days: 0 } }
}

function sumOf(terms: readonly Term[]): Term {
  return terms.reduce((sum, t) => ({ years: sum.years + t.years, months: sum.months + t.months, days: sum.days + t.days }), { years: 0, months: 0, days: 0 })
}

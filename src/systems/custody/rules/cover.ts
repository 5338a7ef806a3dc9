/**
 * Legal cover: for every moment since the first arrest, what allows this person to be held, or that nothing does.
 *
 * One pure function over the facts. The screens draw its intervals as the cover bar and show its ceilings as the working; the clocks use
 * its `coverUntil`. Running out of cover is never release: the person stays held, without cover, until a release is proven.
 *
 * The law: arrest covers 24 hours, the papers may take 24 more, once (Const 19(13)). Then only a judge's order covers, fifteen days at
 * most from the start it names, and never for time before it was made (CPC 92, 109(A), 113). All detention in a case ends at six months
 * or a quarter of the heaviest penalty, whichever is less; the felony court may lift the six months (109(C)); a capital charge has no
 * ceiling (109(B)). A sentence covers to noon of its last day (294). A release order, or bail given, ends cover at that moment (115,
 * 130(D), 284): from then on every minute held is a gap. Holding beyond the term is an offence (Penal 324).
 */
import type { Confidence } from '#kernel/words/finding.ts'
import { type CaseCount, ceilingOf, countsOf, limitAt } from './coverCeiling.ts'
import type { CoverFact, CoverInterval, CoverKind, GapReason, LegalCover, Missing } from './coverFacts.ts'
import { type CoverSpan, type Ending, forever, type Holding, holdingsOf, sameCase, spansOf } from './coverSpans.ts'

/** Which cover is named when several hold: the later stage of the procedure first. */
const rank: Record<CoverKind, number> = { sentence: 6, 'felony-court': 5, 'court-order': 4, order: 3, arrest: 2, 'papers-extension': 1 }

/** Each gap: what is missing and under which article. Graver reasons come later and win a tie. */
const gapLaw: Record<GapReason, { article: string; missing: Missing; confidence: Confidence; gravity: number }> = {
  'papers-due': { article: 'Const 19(13), CPC 92', missing: 'judge-order', confidence: 'U', gravity: 1 },
  'papers-due-again': { article: 'Const 19(13), CPC 92', missing: 'judge-order', confidence: 'U', gravity: 2 },
  'no-order': { article: 'CPC 92, 113', missing: 'judge-order', confidence: 'T', gravity: 0 },
  'no-ground': { article: 'CPC 92, 106', missing: 'release', confidence: 'T', gravity: 3 },
  'order-expired': { article: 'CPC 109(A), Penal 324', missing: 'judge-order', confidence: 'T', gravity: 4 },
  'order-too-long': { article: 'CPC 109(A), Penal 324', missing: 'judge-order', confidence: 'T', gravity: 5 },
  'six-months': { article: 'CPC 109(C), Penal 324', missing: 'felony-court-permission', confidence: 'T', gravity: 6 },
  quarter: { article: 'CPC 109(C), Penal 324', missing: 'release', confidence: 'T', gravity: 7 },
  'order-cancelled': { article: 'CPC 111, Penal 324', missing: 'release', confidence: 'T', gravity: 8 },
  'sentence-ended': { article: 'CPC 294(A), Penal 324', missing: 'release', confidence: 'T', gravity: 9 },
  'bail-given': { article: 'CPC 115, Penal 324', missing: 'release', confidence: 'T', gravity: 10 },
  'release-ordered': { article: 'CPC 130(D), 284, Penal 324', missing: 'release', confidence: 'T', gravity: 11 },
}

const awayArticle = { released: 'CPC 115, 284', bail: 'CPC 114', escaped: 'Penal 267', dead: '' } as const

interface Sweep {
  facts: readonly CoverFact[]
  holdings: readonly Holding[]
  spans: readonly CoverSpan[]
  endings: readonly Ending[]
  counts: CaseCount[]
}

/**
 * Works out legal cover from the facts known at `until` (usually now). Facts that happened later are left out; an order already made
 * that runs on counts for `coverUntil`. The order of the facts does not matter. Federal and regional law do not differ here as far as
 * is confirmed; the jurisdiction is handed through for the screens.
 */
export function legalCover(facts: readonly CoverFact[], until: Date, jurisdiction: 'federal' | 'kri' = 'federal'): LegalCover {
  const known = facts.filter((f) => f.at <= until).sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
  const holdings = holdingsOf(known)
  const first = holdings[0]
  if (first === undefined) return { intervals: [], status: 'away', coverUntil: null, gaps: [], totalDetained: 0, totalGap: 0, ceilings: [], jurisdiction }
  const sweep: Sweep = { facts: known, holdings, ...spansOf(known, holdings), counts: countsOf(known, holdings) }
  const now = until.getTime()
  const past = sweepBetween(sweep, first.from, now)
  const held = holdingAt(holdings, now).state === 'held'
  const ceilings = sweep.counts.map((c) => ceilingOf(c, until, held))
  const ahead = sweepBetween(sweep, now, forever)
  const gaps = past.filter((i) => i.kind === 'gap')
  const isHeld = (i: CoverInterval) => i.kind === 'gap' || i.kind in rank
  return {
    intervals: past, gaps, jurisdiction, ceilings, ...standing(past, ahead, held),
    totalDetained: sum(past.filter(isHeld)), totalGap: sum(gaps),
  }
}

function sum(intervals: readonly CoverInterval[]): number {
  return intervals.reduce((total, i) => total + (i.to.getTime() - i.from.getTime()), 0)
}

function standing(past: readonly CoverInterval[], ahead: readonly CoverInterval[], held: boolean): Pick<LegalCover, 'status' | 'coverUntil'> {
  if (!held) return { status: 'away', coverUntil: null }
  const next = ahead[0]
  if (next === undefined || next.kind === 'gap') {
    const lastCovered = past.findLast((i) => i.kind !== 'gap')
    return { status: 'gap', coverUntil: lastCovered?.to ?? past[0]?.from ?? next?.from ?? null }
  }
  const end = ahead.find((i) => i.kind === 'gap')?.from ?? null
  return { status: 'covered', coverUntil: end }
}

function holdingAt(holdings: readonly Holding[], t: number): Holding {
  return holdings.findLast((h) => h.from <= t) ?? holdings[0]!
}

/** Walks from edge to edge; between two edges nothing changes but the ceiling, which may split the stretch. */
function sweepBetween(sweep: Sweep, from: number, to: number): CoverInterval[] {
  const edges = new Set<number>([from, to])
  const add = (t: number) => t > from && t < to && edges.add(t)
  for (const s of [...sweep.spans, ...sweep.holdings]) {
    add(s.from)
    add(s.to)
  }
  for (const e of sweep.endings) add(e.at)
  for (const c of sweep.counts) add(c.start)
  for (const f of sweep.facts) {
    if (f.type === 'charge' || f.type === 'felony-court-permission') add(f.at.getTime())
    if (f.type === 'felony-court-permission') add(f.until.getTime())
  }
  const sorted = [...edges].sort((a, b) => a - b)
  const found: CoverInterval[] = []
  for (let i = 1; i < sorted.length; i++) {
    for (let a = sorted[i - 1]!; a < sorted[i]!; ) {
      const stretch = stretchAt(sweep, a, sorted[i]!)
      count(sweep, stretch)
      append(found, stretch)
      a = stretch.to.getTime()
    }
  }
  return found
}

/** Adds the stretch to the count of every case that had begun: time held before sentence. */
function count(sweep: Sweep, stretch: CoverInterval): void {
  if (stretch.kind === 'sentence' || !(stretch.kind === 'gap' || stretch.kind in rank)) return
  for (const c of sweep.counts) if (stretch.from.getTime() >= c.start) c.used += stretch.to.getTime() - stretch.from.getTime()
}

/** The stretch that begins at `a` and ends at `b`, or earlier where a ceiling is reached. */
function stretchAt(sweep: Sweep, a: number, b: number): CoverInterval {
  const holding = holdingAt(sweep.holdings, a)
  const whole = { from: new Date(a), to: new Date(b), also: [] as string[] }
  if (holding.state !== 'held') return { ...whole, kind: holding.state, article: awayArticle[holding.state], confidence: 'T' }
  const covering = sweep.spans.filter((s) => s.from <= a && s.to >= b).sort((x, y) => rank[y.kind] - rank[x.kind] || y.to - x.to || (x.factId < y.factId ? -1 : 1))
  let capped: GapReason | undefined
  for (const span of covering) {
    const also = covering.filter((s) => s !== span).map((s) => s.factId)
    const named = { article: span.article, confidence: span.confidence, factId: span.factId, also }
    if (span.kind !== 'order') return { ...whole, ...named, kind: span.kind }
    const under = underCeiling(sweep, span, a, b)
    if (under.to > a) {
      const article = under.beyondSix ? 'CPC 109(C)' : span.article
      return { ...whole, ...named, to: new Date(under.to), kind: under.beyondSix ? 'felony-court' : 'order', article }
    }
    capped ??= under.reason
  }
  const reason = capped ?? reasonAt(sweep.endings, a)
  const { article, missing, confidence } = gapLaw[reason]
  return { ...whole, kind: 'gap', article, confidence, reason, missing }
}

/** How far an order may cover from `a`: to `b`, to the ceiling, or (already beyond it) not at all. */
function underCeiling(sweep: Sweep, span: CoverSpan, a: number, b: number): { to: number; beyondSix: boolean; reason: GapReason } {
  let to = b
  let beyondSix = false
  let reason: GapReason = 'six-months'
  for (const c of sweep.counts) {
    if (!sameCase(c.caseRef, span.caseRef) || a < c.start) continue
    const limit = limitAt(c, a)
    const end = limit.allowed === forever ? forever : a + limit.allowed - c.used
    if (end < to) {
      to = end
      reason = limit.limitedBy === 'quarter' ? 'quarter' : 'six-months'
    }
    const permitted = limit.limitedBy !== 'capital' && limit.allowed > limit.sixMonths
    const sixEnd = a + limit.sixMonths - c.used
    if (permitted && sixEnd > a) to = Math.min(to, sixEnd)
    if (permitted && sixEnd <= a) beyondSix = true
  }
  return { to, beyondSix, reason }
}

/** The latest thing that ended cover by then; of several at one moment the gravest. */
function reasonAt(endings: readonly Ending[], a: number): GapReason {
  const past = endings.filter((e) => e.at <= a)
  const latest = Math.max(...past.map((e) => e.at))
  return past.filter((e) => e.at === latest).map((e) => e.reason).sort((x, y) => gapLaw[y].gravity - gapLaw[x].gravity)[0] ?? 'no-order'
}

/** Joins a stretch to the one before it when both say the same. */
function append(found: CoverInterval[], next: CoverInterval): void {
  const last = found.at(-1)
  const same = last !== undefined && last.kind === next.kind && last.factId === next.factId && last.reason === next.reason && last.article === next.article
  if (same) found[found.length - 1] = { ...last, to: next.to, also: [...new Set([...last.also, ...next.also])] }
  else found.push(next)
}

/** From facts to the stretches each could cover, where the person was, and why each cover ended. */
import { custodyEnd } from '#kernel/clock/arithmetic.ts'
import { hourMs } from '#kernel/clock/calendar.ts'
import type { Confidence } from '#kernel/words/finding.ts'
import type { AwayKind, CoverFact, CoverKind, GapReason } from './coverFacts.ts'

export const forever = 8.64e15

/** Cover a fact gives, before the ceiling of CPC 109(C) is applied. Times are epoch milliseconds; `to` may be `forever`. */
export interface CoverSpan {
  from: number
  to: number
  kind: CoverKind
  article: string
  confidence: Confidence
  factId: string
  caseRef: string | undefined
}

/** A moment at which cover ended, and why. */
export interface Ending {
  at: number
  reason: GapReason
}

/** Where the person was. */
export interface Holding {
  from: number
  to: number
  state: 'held' | AwayKind
}

type FactOf<T extends CoverFact['type']> = Extract<CoverFact, { type: T }>

/** The facts of one type, in the order they happened. */
export function factsOf<T extends CoverFact['type']>(facts: readonly CoverFact[], type: T): FactOf<T>[] {
  return facts.filter((f): f is FactOf<T> => f.type === type)
}

/** True when two facts may concern the same case. */
export function sameCase(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b
}

/** Where the person was from the first arrest on. Facts must be in order of time. Death ends the story. */
export function holdingsOf(facts: readonly CoverFact[]): Holding[] {
  const holdings: Holding[] = []
  const enter = (at: number, state: Holding['state']) => {
    const last = holdings.at(-1)
    if (last !== undefined) {
      if (last.state === 'dead' || last.state === state) return
      last.to = at
    }
    holdings.push({ from: at, to: forever, state })
  }
  for (const fact of facts) {
    const at = fact.at.getTime()
    const held = holdings.at(-1)?.state === 'held'
    if (fact.type === 'arrest') enter(at, 'held')
    if (fact.type === 'recapture' && holdings.at(-1)?.state === 'escaped') enter(at, 'held')
    if (fact.type === 'escape' && held) enter(at, 'escaped')
    if (fact.type === 'release' && held) enter(at, fact.onBail === true ? 'bail' : 'released')
    if (fact.type === 'death' && holdings.length > 0) enter(at, 'dead')
  }
  return holdings.filter((h) => h.to > h.from)
}

interface Draft extends CoverSpan {
  issued: number
  endReason: GapReason
  /** The end the paper itself names, when the law lets it cover less. */
  nominalEnd?: number
}

/** All cover the facts give, cut by cancellation, release orders, bail and release, and the endings that explain later gaps. */
export function spansOf(facts: readonly CoverFact[], holdings: readonly Holding[]): { spans: CoverSpan[]; endings: Ending[] } {
  const endings: Ending[] = []
  const drafts = [...arrestDrafts(facts, holdings, endings), ...orderDrafts(facts), ...sentenceDrafts(facts)]
  const cuts = cutsOf(facts)
  const spans: CoverSpan[] = []
  for (const draft of drafts) {
    const cut = cuts
      .filter((c) => (c.strict ? c.at > draft.issued : c.at >= draft.issued) && c.at < draft.to && (c.factId === undefined ? sameCase(c.caseRef, draft.caseRef) : c.factId === draft.factId))
      .sort((a, b) => a.at - b.at)[0]
    const { issued: _issued, endReason, nominalEnd, ...span } = draft
    const to = cut?.at ?? span.to
    endings.push({ at: to, reason: cut?.reason ?? endReason })
    if (cut === undefined && nominalEnd !== undefined) endings.push({ at: nominalEnd, reason: 'order-expired' })
    if (to > span.from) spans.push({ ...span, to })
  }
  for (const cut of cuts) if (cut.reason === 'release-ordered' || cut.reason === 'bail-given') endings.push({ at: cut.at, reason: cut.reason })
  return { spans, endings }
}

interface Cut {
  at: number
  reason: GapReason
  caseRef: string | undefined
  factId?: string
  /** Leaves papers made at the very same moment alone. */
  strict?: boolean
}

function cutsOf(facts: readonly CoverFact[]): Cut[] {
  const cut = (f: CoverFact, reason: GapReason, factId?: string): Cut =>
    ({ at: f.at.getTime(), reason, caseRef: f.caseRef, ...(factId === undefined ? {} : { factId }) })
  return [
    ...factsOf(facts, 'order-cancelled').map((f) => cut(f, 'order-cancelled', f.orderId)),
    ...factsOf(facts, 'release-order').map((f) => cut(f, 'release-ordered')),
    ...factsOf(facts, 'bail').map((f) => cut(f, 'bail-given')),
    // Who walked free is no longer held by any earlier paper; a new one is needed to hold them again.
    ...factsOf(facts, 'release').map((f) => ({ ...cut(f, 'no-order'), caseRef: undefined, strict: true })),
  ]
}

const groundArticle = { warrant: 'CPC 93', '102': 'CPC 102', '103': 'CPC 103', none: 'CPC 92' } as const

function arrestDrafts(facts: readonly CoverFact[], holdings: readonly Holding[], endings: Ending[]): Draft[] {
  const drafts: Draft[] = []
  const extensions = factsOf(facts, 'papers-extension')
  const starts = facts.filter((f) => f.type === 'arrest' || f.type === 'recapture')
  for (const [index, start] of starts.entries()) {
    const at = start.at.getTime()
    const holding = holdings.find((h) => h.state === 'held' && h.from <= at && at < h.to)
    if (holding === undefined || !givesCover(start, starts.slice(0, index), holding)) continue
    if (start.type === 'arrest' && start.ground === 'none') {
      endings.push({ at, reason: 'no-ground' })
      continue
    }
    const article = start.type === 'recapture' ? 'CPC 102(A)' : (start.article ?? groundArticle[start.ground])
    const common = { factId: start.id, caseRef: start.caseRef, issued: at, confidence: 'U' as const }
    const day = 24 * hourMs
    drafts.push({ ...common, kind: 'arrest', from: at, to: Math.min(at + day, holding.to), article: `${article}, Const 19(13)`, endReason: 'papers-due' })
    const more = extensions.find((e) => e.at.getTime() >= at && e.at.getTime() < Math.min(at + 2 * day, holding.to) && sameCase(e.caseRef, start.caseRef))
    if (more === undefined) continue
    drafts.push({
      ...common, factId: more.id, issued: more.at.getTime(), kind: 'papers-extension', from: Math.max(more.at.getTime(), at),
      to: Math.min(at + 2 * day, holding.to), article: 'Const 19(13)', endReason: 'papers-due-again',
    })
  }
  return drafts
}

/** An arrest written again while the person is already held gives no new 24 hours, unless it executes a warrant in another case. */
function givesCover(start: CoverFact, earlier: readonly CoverFact[], holding: Holding): boolean {
  if (start.at.getTime() === holding.from) return !earlier.some((e) => e.at.getTime() === holding.from)
  const known = earlier.some((e) => e.caseRef === start.caseRef || e.caseRef === undefined)
  return start.type === 'arrest' && start.ground === 'warrant' && start.caseRef !== undefined && !known
}

function orderDrafts(facts: readonly CoverFact[]): Draft[] {
  return factsOf(facts, 'order').map((order) => {
    // An order cannot cover time before it was made, nor more than fifteen days from the start it names.
    const from = Math.max(order.from.getTime(), order.at.getTime())
    const limit = order.by === 'court' ? forever : custodyEnd(order.from, { days: 15 }).getTime()
    const nominal = order.to.getTime()
    const tooLong = nominal > limit
    const common = { from, to: tooLong ? limit : nominal, factId: order.id, caseRef: order.caseRef, issued: order.at.getTime() }
    const ending = tooLong ? { endReason: 'order-too-long' as const, nominalEnd: nominal } : { endReason: 'order-expired' as const }
    return order.by === 'court'
      ? { ...common, ...ending, kind: 'court-order', article: 'CPC 157', confidence: 'U' }
      : { ...common, ...ending, kind: 'order', article: 'CPC 109(A), 113', confidence: 'T' }
  })
}

function sentenceDrafts(facts: readonly CoverFact[]): Draft[] {
  return factsOf(facts, 'sentence').map((s) => ({
    from: Math.max(s.from.getTime(), s.at.getTime()), to: s.to === null ? forever : s.to.getTime(), kind: 'sentence', article: 'CPC 281, 294',
    confidence: 'T', factId: s.id, caseRef: s.caseRef, issued: s.at.getTime(), endReason: 'sentence-ended',
  }))
}

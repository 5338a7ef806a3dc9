/**
 * The ceiling of all pre-trial detention in a case: six months and a quarter of the heaviest penalty (CPC 109(C)).
 * Counted from the first moment held in the case; every moment held before sentence counts, covered or not. A capital charge has no
 * ceiling. With the felony court's permission only the quarter limits, until the permission ends.
 */
import { custodyEnd } from '#kernel/clock/arithmetic.ts'
import { quarterOfMaximum } from '#systems/offences/public.ts'
import type { Ceiling, CoverFact } from './coverFacts.ts'
import { factsOf, forever, type Holding, sameCase } from './coverSpans.ts'

/** One case's running count. Times are epoch milliseconds. */
export interface CaseCount {
  caseRef: string | undefined
  /** First moment held in the case. */
  start: number
  used: number
  charges: readonly Extract<CoverFact, { type: 'charge' }>[]
  permissions: readonly Extract<CoverFact, { type: 'felony-court-permission' }>[]
  sixMonths: number
  /** A quarter of each charge's maximum, by the charge's id; `forever` when nothing can be divided. */
  quarters: ReadonlyMap<string, number>
}

/** What limits detention in a case at a moment. `allowed` is `forever` when nothing does. */
export interface Limit {
  allowed: number
  limitedBy: Ceiling['limitedBy']
  sixMonths: number
  quarter: number
  permissionUntil: number | null
}

/** One count for every case the orders name, or a single one when no fact names a case. */
export function countsOf(facts: readonly CoverFact[], holdings: readonly Holding[]): CaseCount[] {
  const named = new Set(facts.flatMap((f) => (f.type === 'order' || f.type === 'charge' || f.type === 'arrest') && f.caseRef !== undefined ? [f.caseRef] : []))
  const cases: (string | undefined)[] = named.size === 0 ? [undefined] : [...named]
  return cases.flatMap((caseRef) => {
    const begins = facts.flatMap((f) => {
      if (!sameCase(f.caseRef, caseRef)) return []
      if (f.type === 'order') return [Math.max(f.from.getTime(), f.at.getTime())]
      return f.type === 'arrest' || f.type === 'recapture' ? [f.at.getTime()] : []
    })
    const first = Math.min(...begins)
    const holding = holdings.find((h) => h.state === 'held' && h.to > first)
    return holding === undefined ? [] : [countOf(facts, caseRef, Math.max(first, holding.from))]
  })
}

function countOf(facts: readonly CoverFact[], caseRef: string | undefined, start: number): CaseCount {
  const charges = factsOf(facts, 'charge').filter((f) => sameCase(f.caseRef, caseRef))
  const permissions = factsOf(facts, 'felony-court-permission').filter((f) => sameCase(f.caseRef, caseRef))
  const budget = (span: Parameters<typeof custodyEnd>[1]) => custodyEnd(new Date(start), span).getTime() - start
  const quarters = new Map(charges.map((c) => {
    const share = quarterOfMaximum(c.maximum)
    return [c.id, share === undefined ? forever : Math.max(0, budget(share))]
  }))
  return { caseRef, start, used: 0, charges, permissions, sixMonths: budget({ months: 6 }), quarters }
}

/** What limits detention in this case at moment `t`: the charge and the permission then in force decide. */
export function limitAt(count: CaseCount, t: number): Limit {
  const { sixMonths } = count
  const charge = count.charges.findLast((f) => f.at.getTime() <= t)
  const permission = count.permissions.findLast((f) => f.at.getTime() <= t)
  const quarter = charge === undefined ? forever : (count.quarters.get(charge.id) ?? forever)
  const permissionUntil = permission === undefined ? null : permission.until.getTime()
  if (charge?.maximum.kind === 'death') return { allowed: forever, limitedBy: 'capital', sixMonths, quarter: forever, permissionUntil }
  const permitted = permissionUntil !== null && t < permissionUntil
  const allowed = permitted ? quarter : Math.min(sixMonths, quarter)
  const limitedBy = allowed === forever ? 'none' : allowed === quarter ? 'quarter' : 'six-months'
  return { allowed, limitedBy, sixMonths, quarter, permissionUntil }
}

/** The ceiling of a case as the screens show it. */
export function ceilingOf(count: CaseCount, until: Date, held: boolean): Ceiling {
  const limit = limitAt(count, until.getTime())
  const limited = limit.allowed !== forever
  return {
    caseRef: count.caseRef ?? null,
    startedAt: new Date(count.start),
    detained: count.used,
    allowed: limited ? limit.allowed : null,
    limitedBy: limit.limitedBy,
    sixMonths: limit.sixMonths,
    quarter: limit.quarter === forever ? null : limit.quarter,
    permissionUntil: limit.permissionUntil === null ? null : new Date(limit.permissionUntil),
    reachedAt: limited && held ? new Date(until.getTime() + Math.max(0, limit.allowed - count.used)) : null,
  }
}

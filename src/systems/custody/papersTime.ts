import { refuse } from '#kernel/act/refusal.ts'
import { holdingsOf } from './rules/coverSpans.ts'
import type { StoredFact } from './store/facts.ts'

/** How the papers stand since the arrest under which the person is held: when it was, whether they were extended, whether a judge has decided. */
export function papersState(facts: readonly StoredFact[], at: Date): { arrestedAt: Date; extended: boolean; decided: boolean } {
  const known = facts.filter((f) => f.at <= at)
  const holding = holdingsOf(known).findLast((h) => h.state === 'held') ?? refuse('custody.not-held-now', { status: 409 })
  const since = known.filter((f) => f.at.getTime() >= holding.from)
  return {
    arrestedAt: new Date(holding.from), extended: since.some((f) => f.type === 'papers-extension'),
    decided: since.some((f) => f.type === 'order' || f.type === 'release-order' || f.type === 'sentence'),
  }
}

/** The clocks of a custody follow from its standing: each runs while its period runs, and stops when what it asks for was done. */
import { sql } from 'kysely'
import type { Tx } from '#kernel/act/act.ts'
import { dueOf } from '#kernel/clock/arithmetic.ts'
import { asDue } from '#kernel/clock/calendar.ts'
import { startClock, stopAllClocks, stopClock } from '#kernel/clock/clocks.ts'
import { getClockRule } from '#kernel/clock/rules.ts'
import { factsOf, holdingsOf } from './rules/coverSpans.ts'
import { releaseWithinMs, type Standing, type StandingInput } from './standing.ts'
import type { CustodyRow } from './store/tables.ts'

/** What a clock should be: running to an instant, left as it is, or ended. */
export type Wanted = { readonly from: Date; readonly due: Date; readonly officeId: string; readonly note?: string } | 'keep' | { readonly end: 'met' | 'cancelled'; readonly outcome: string }

/** The clocks that follow from a custody's standing. */
export const custodyClocks = ['CLK-01', 'CLK-02', 'CLK-03', 'CLK-04', 'CLK-15'] as const
export type CustodyClock = (typeof custodyClocks)[number]

/** Starts, moves and stops the clocks so that they agree with the standing. */
export async function keepClocks(tx: Tx, input: StandingInput, standing: Standing, row: CustodyRow): Promise<void> {
  if (standing.ended) {
    await stopAllClocks(tx, row.id, standing.ended.kind)
    return
  }
  const live = await tx.db.selectFrom('kernel.clock').select(['id', 'rule', 'due_at']).where('record_id', '=', row.id).where('rule', 'in', [...custodyClocks])
    .where('state', 'in', ['running', 'paused', 'missed']).orderBy(sql`started_at`).execute()
  const wanted = wantedClocks(input, standing, row)
  for (const rule of custodyClocks) {
    const want = wanted[rule]
    const known = live.filter((c) => c.rule === rule).at(-1)
    if (want === 'keep') continue
    if ('end' in want) {
      if (known) await stopClock(tx, { rule, recordId: row.id, state: want.end, outcome: want.outcome })
      continue
    }
    if (known?.due_at.getTime() === want.due.getTime()) continue
    if (known) await stopClock(tx, { rule, recordId: row.id, state: 'cancelled', outcome: 'replaced' })
    await startClock(tx, { rule, recordId: row.id, officeId: want.officeId, from: want.from, due: want.due, ...(want.note ? { note: want.note } : {}) })
  }
}

/** What each clock of a custody should be, by its standing. Pure. */
export function wantedClocks(input: StandingInput, standing: Standing, row: CustodyRow): Record<CustodyClock, Wanted> {
  return { 'CLK-01': papers(input, standing, row), 'CLK-02': questioning(input, standing, row), 'CLK-03': order(input, standing, row), 'CLK-04': total(standing, row), 'CLK-15': release(input, standing, row) }
}

/** The arrest under which the person is held now, and when this holding began. */
function arrestOf({ facts }: StandingInput): { from: Date; rests: boolean } | undefined {
  const sorted = [...facts].sort((a, b) => a.at.getTime() - b.at.getTime())
  const holding = holdingsOf(sorted).findLast((h) => h.state === 'held')
  if (holding === undefined) return undefined
  const start = sorted.findLast((f) => (f.type === 'arrest' || f.type === 'recapture') && f.at.getTime() <= holding.from)
  return { from: new Date(holding.from), rests: !(start?.type === 'arrest' && start.ground === 'none') }
}

/** CLK-01: 24 hours from the arrest, 24 more where the judge allowed them; met by the judge's decision. */
function papers(input: StandingInput, standing: Standing, row: CustodyRow): Wanted {
  const arrest = arrestOf(input)
  if (arrest === undefined || !arrest.rests) return { end: 'cancelled', outcome: 'no-ground' }
  const since = (at: Date) => at >= arrest.from
  if (factsOf(input.facts, 'order').some((f) => since(f.at))) return { end: 'met', outcome: 'order' }
  if (input.facts.some((f) => (f.type === 'release-order' || f.type === 'bail') && since(f.at)) && standing.cover.status === 'gap') return { end: 'met', outcome: 'release-ordered' }
  if (standing.now?.kind === 'sentence') return { end: 'cancelled', outcome: 'sentence' }
  const extended = factsOf(input.facts, 'papers-extension').some((f) => since(f.at))
  return { from: arrest.from, due: dueOf(getClockRule('CLK-01'), arrest.from, { which: extended ? 'extended' : 'first' }), officeId: row.held_by }
}

/** CLK-02: 24 hours from the appearance (the arrest, while it is not known) to the first questioning. */
function questioning({ facts, ...input }: StandingInput, standing: Standing, row: CustodyRow): Wanted {
  const arrest = arrestOf({ facts, ...input })
  const { appearedAt, questionedAt } = standing.progress
  if (arrest === undefined) return 'keep'
  if (questionedAt !== undefined && questionedAt >= arrest.from) return { end: 'met', outcome: 'questioned' }
  if (standing.now?.kind === 'sentence' || standing.stage === 'release-ordered') return { end: 'cancelled', outcome: standing.stage }
  const from = appearedAt !== undefined && appearedAt >= arrest.from ? appearedAt : arrest.from
  return { from, due: dueOf(getClockRule('CLK-02'), from), officeId: row.court_id ?? row.held_by }
}

/** CLK-03: the end of the order in force. An order that has run out stays missed until another is made or the person goes free. */
function order({ facts }: StandingInput, { cover, now, stage }: Standing, row: CustodyRow): Wanted {
  if (stage === 'release-ordered') return { end: 'cancelled', outcome: 'release-ordered' }
  if (now?.kind === 'sentence') return { end: 'met', outcome: 'sentence' }
  if (now === undefined || !['order', 'felony-court', 'court-order'].includes(now.kind) || cover.coverUntil === null) return 'keep'
  const covering = factsOf(facts, 'order').find((f) => f.id === now.factId)
  const officeId = (now.kind === 'court-order' ? row.trial_court_id : null) ?? row.court_id ?? row.held_by
  return { from: covering?.from ?? now.from, due: asDue(cover.coverUntil), officeId }
}

/** CLK-04: the instant the ceiling of CPC 109(C) is reached while the person stays held. */
function total({ ceiling, now, stage }: Standing, row: CustodyRow): Wanted {
  if (stage === 'release-ordered' || now?.kind === 'sentence') return { end: 'cancelled', outcome: stage }
  if (ceiling === undefined || ceiling.allowed === null || ceiling.reachedAt === null) return { end: 'cancelled', outcome: 'no-ceiling' }
  if (ceiling.detained >= ceiling.allowed) return 'keep'
  return { from: ceiling.startedAt, due: asDue(ceiling.reachedAt), officeId: row.court_id ?? row.held_by }
}

/** CLK-15: noon of a sentence's last day; or how long a release order may wait. */
function release({ release: ordered }: StandingInput, { cover, now, stage }: Standing, row: CustodyRow): Wanted {
  if (stage === 'release-ordered' && ordered !== undefined) return { from: ordered.ordered_at, due: new Date(ordered.ordered_at.getTime() + releaseWithinMs), officeId: row.held_by, note: ordered.number }
  if (now?.kind === 'sentence' && cover.coverUntil !== null) return { from: now.from, due: cover.coverUntil, officeId: row.held_by }
  return now?.reason === 'sentence-ended' ? 'keep' : { end: 'cancelled', outcome: stage }
}

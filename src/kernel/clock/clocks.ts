import { randomUUIDv7 } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import type { ClockTable } from '#kernel/db/tables.ts'
import { dueOf, warningsOf, type DueOptions } from './arithmetic.ts'
import { getClockRule } from './rules.ts'

export type Clock = Selectable<ClockTable>

export interface NewClock {
  /** CLK-01 … CLK-23. */
  readonly rule: string
  readonly recordId: string
  /** The office that must act before it runs out. */
  readonly officeId: string
  readonly from: Date
  /** The end, where the facts and not the rule's length decide it (an order's own end, a sentence's last noon). */
  readonly due?: Date
  readonly options?: DueOptions
  readonly note?: string
}

/** Starts a clock of the law. Its end is computed here once, and every screen and every check uses that one instant. */
export async function startClock(tx: Tx, c: NewClock): Promise<{ id: string; dueAt: Date }> {
  const rule = getClockRule(c.rule)
  const dueAt = c.due ?? dueOf(rule, c.from, c.options)
  const startedAt = c.from > dueAt ? dueAt : c.from
  const id = randomUUIDv7()
  await tx.db.insertInto('kernel.clock').values({
    id, rule: c.rule, record_id: c.recordId, office_id: c.officeId, started_at: startedAt, due_at: dueAt, warn_at: warningsOf(rule, startedAt, dueAt)[0] ?? null,
    state: 'running', stopped_at: null, outcome: null, article: rule.article, note: c.note ?? null,
  }).execute()
  return { id, dueAt }
}

/** Stops the clocks of a rule on a record: the act that the law asked for was done (`met`), or is no longer asked (`cancelled`). A miss stays on record as an alarm. */
export async function stopClock(tx: Tx, c: { rule: string; recordId: string; state: 'met' | 'cancelled'; outcome: string }): Promise<void> {
  await tx.db.updateTable('kernel.clock').set({ state: c.state, stopped_at: tx.at, outcome: c.outcome })
    .where('record_id', '=', c.recordId).where('rule', '=', c.rule).where('state', 'in', ['running', 'paused', 'missed']).execute()
}

/** Stops every clock of a record, at its end. */
export async function stopAllClocks(tx: Tx, recordId: string, outcome: string): Promise<void> {
  await tx.db.updateTable('kernel.clock').set({ state: 'cancelled', stopped_at: tx.at, outcome })
    .where('record_id', '=', recordId).where('state', 'in', ['running', 'paused', 'missed']).execute()
}

/** Starts the period again, where an article allows it. The earlier run stays in the history. */
export async function restartClock(tx: Tx, c: NewClock): Promise<{ id: string; dueAt: Date }> {
  const rule = getClockRule(c.rule)
  if (!rule.restartableUnder) refuse('kernel.clock-not-restartable', { article: rule.article, params: { clock: c.rule } })
  await stopClock(tx, { rule: c.rule, recordId: c.recordId, state: 'cancelled', outcome: `restarted: ${rule.restartableUnder}` })
  return startClock(tx, c)
}

/** Holds a period still, where an article allows it. */
export async function pauseClock(tx: Tx, c: { rule: string; recordId: string }): Promise<void> {
  const rule = getClockRule(c.rule)
  if (!rule.pausableUnder) refuse('kernel.clock-not-pausable', { article: rule.article, params: { clock: c.rule } })
  await tx.db.updateTable('kernel.clock').set({ state: 'paused', stopped_at: tx.at, outcome: rule.pausableUnder })
    .where('record_id', '=', c.recordId).where('rule', '=', c.rule).where('state', '=', 'running').execute()
}

/** Lets a paused period run on; its end moves by as long as it stood still. */
export async function resumeClock(tx: Tx, c: { rule: string; recordId: string }): Promise<void> {
  const paused = await tx.db.selectFrom('kernel.clock').selectAll().where('record_id', '=', c.recordId).where('rule', '=', c.rule).where('state', '=', 'paused').execute()
  for (const clock of paused) {
    const stood = tx.at.getTime() - (clock.stopped_at ?? tx.at).getTime()
    const dueAt = new Date(clock.due_at.getTime() + stood)
    await tx.db.updateTable('kernel.clock').set({ state: 'running', stopped_at: null, outcome: null, due_at: dueAt, warn_at: clock.warn_at && new Date(clock.warn_at.getTime() + stood) })
      .where('id', '=', clock.id).execute()
  }
}

/** A record that has changed hands: what its former holder had to do is now the new holder's to do. */
export async function moveClocks(tx: Tx, recordId: string, fromOffice: string, toOffice: string): Promise<void> {
  await tx.db.updateTable('kernel.clock').set({ office_id: toOffice }).where('record_id', '=', recordId).where('office_id', '=', fromOffice).where('state', 'in', ['running', 'paused', 'missed']).execute()
}

/** The law's clocks of a record, as the kernel starts, stops and misses them. */
import type { DueOptions } from '#kernel/clock/arithmetic.ts'
import { dueOf, warningsOf } from '#kernel/clock/arithmetic.ts'
import { dayMs } from '#kernel/clock/calendar.ts'
import { getClockRule } from '#kernel/clock/rules.ts'
import { act, change, insert, raise, type Deed, type Rec, type World } from './world.ts'

/** Acts of the platform older than this, by which nothing but the hour changed, are left out. */
export const keptDays = 15

export interface NewClock { readonly rule: string; readonly officeId: string; readonly from: Date; readonly due?: Date; readonly options?: DueOptions; readonly note?: string }

/** As startClock() of the kernel. */
export function startClock(w: World, deed: Deed, rec: Rec, c: NewClock): Date {
  const rule = getClockRule(c.rule)
  const dueAt = c.due ?? dueOf(rule, c.from, c.options)
  const startedAt = c.from > dueAt ? dueAt : c.from
  rec.clocks.push(insert(w, deed, 'kernel.clock', {
    id: w.r.uuid(deed.at), rule: c.rule, record_id: rec.id, office_id: c.officeId, started_at: startedAt, due_at: dueAt, warn_at: warningsOf(rule, startedAt, dueAt)[0] ?? null, state: 'running', stopped_at: null, outcome: null,
    article: rule.article, note: c.note ?? null,
  }))
  return dueAt
}

const live = new Set(['running', 'paused', 'missed'])

/** As stopClock() of the kernel; every clock of the record where no rule is named. */
export function stopClock(deed: Deed, rec: Rec, c: { rule?: string; state: 'met' | 'cancelled'; outcome: string }): void {
  for (const clock of rec.clocks) {
    if (live.has(clock.values.state) && (c.rule === undefined || clock.values.rule === c.rule)) change(deed, clock, { state: c.state, stopped_at: deed.at, outcome: c.outcome })
  }
}

/** The platform looks once a minute. */
export function nextMinute(at: Date): Date {
  return new Date(Math.ceil(at.getTime() / 60_000) * 60_000)
}

/** When the next clock of this record is found missed; undefined when none runs. */
export function nextMiss(rec: Rec): Date | undefined {
  let first: Date | undefined
  for (const { values } of rec.clocks) if (values.state === 'running' && (!first || values.due_at < first)) first = values.due_at
  return first && nextMinute(first)
}

/** Marks the clocks that have run out by `at` as missed, each in an act of the platform, as missDueClocks() of the kernel. */
export function missClocks(w: World, rec: Rec, at: Date): void {
  for (const clock of rec.clocks) {
    const { state, due_at: dueAt, rule: id, article, office_id: officeId } = clock.values
    if (state !== 'running' || dueAt > at) continue
    const rule = getClockRule(id)
    if (!['alarm', 'expired'].includes(rule.onMiss) && at.getTime() < w.now.getTime() - keptDays * dayMs) {
      // A period that ended long ago and that nobody was late in: the row says so, without an entry of its own.
      clock.values.state = 'missed'
      clock.values.outcome = rule.onMiss
      continue
    }
    const detail = { clock: id, dueAt: dueAt.toISOString() }
    const deed = act(w, rec, { verb: 'kernel.miss-clock', at, by: null, basis: article, detail })
    change(deed, clock, { state: 'missed', outcome: rule.onMiss })
    if (!['alarm', 'expired'].includes(rule.onMiss)) continue
    const raisedTo = w.atlas.receiver(officeId, rule.escalateTo) ?? w.atlas.receiver(officeId, 'inspectorate')
    raise(w, deed, rec, { kind: 'clock-missed', clockId: clock.values.id, article, officeId, detail, raisedTo })
  }
}

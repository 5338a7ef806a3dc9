/**
 * Counting the periods of the law. Every function is pure and gives ONE instant, used for display and for the check alike:
 * a clock is missed when now is later than its due instant.
 *
 * Filing periods follow Civil Procedure 25: the day a period starts is left out, the day it ends is counted, months run to the
 * corresponding day, and an end on a holiday moves to the next working day. Custody periods never move: hours run hour by hour, days
 * are calendar days and the first one counts.
 */
import {
  addDays, addSpan, asDue, baghdadDay, endOfBaghdadDay, hourMs, type Span, startOfBaghdadDay, workingDayOnOrAfter, type WorkCalendar,
} from './calendar.ts'
import type { ClockRule, Counting, WarnAt } from './rule.ts'

export interface DueOptions {
  /** Takes the place of the rule's own length; needed when the rule's length is 'computed'. */
  length?: Span
  /** Which of the rule's lengths applies ('felony'), when it has several. */
  which?: string
  /** Takes the place of the rule's own way of counting. */
  calendar?: Counting
  /** Working days of the office where the period ends; needed for filing periods. */
  holidays?: WorkCalendar
}

/** The length of a rule for a case. Throws RangeError when the rule needs a choice or a computed length that was not given. */
export function lengthOf(rule: ClockRule, options: DueOptions = {}): Span {
  if (options.length !== undefined) return options.length
  if (rule.length === 'computed') throw new RangeError(`${rule.id}: the length is computed from the facts and must be given`)
  if (!('by' in rule.length)) return rule.length
  const chosen = options.which === undefined ? undefined : rule.length.by[options.which]
  if (chosen === undefined) throw new RangeError(`${rule.id}: choose one of ${Object.keys(rule.length.by).join(', ')}`)
  return chosen
}

/**
 * The instant a period ends. `from` is the event that starts it (for a rule counted backwards: the day it is counted from).
 * Source: Civil Procedure 25 with Art 1; CPC 109, 113, 123, 294 for custody.
 */
export function dueOf(rule: ClockRule, from: Date, options: DueOptions = {}): Date {
  const span = lengthOf(rule, options)
  const counting = options.calendar ?? rule.calendar
  if (rule.direction === 'before') return dueBefore(from, span)
  if (counting === 'custody') return custodyDue(from, span)
  if (span.hours !== undefined && isHoursOnly(span)) return new Date(from.getTime() + span.hours * hourMs)
  const lastDay = addSpan(baghdadDay(from), span)
  if (counting === 'none') return endOfBaghdadDay(lastDay)
  if (options.holidays === undefined) throw new RangeError(`${rule.id}: a filing period needs the working calendar`)
  return endOfBaghdadDay(workingDayOnOrAfter(lastDay, options.holidays))
}

function isHoursOnly(span: Span): boolean {
  return (span.years ?? 0) + (span.months ?? 0) + (span.days ?? 0) === 0
}

/** Custody: hours are exact; days, months and years count the first day and end with a day. */
function custodyDue(from: Date, span: Span): Date {
  if (isHoursOnly(span)) return new Date(from.getTime() + (span.hours ?? 0) * hourMs)
  return asDue(custodyEnd(from, span))
}

/**
 * The open end of a stay counted by calendar days from the day of `from`, that day counted: 15 days from any hour of 1 March end at
 * 00:00 on 16 March. The interval is [from, end).
 */
export function custodyEnd(from: Date, span: Span): Date {
  return startOfBaghdadDay(addSpan(baghdadDay(from), span))
}

/** A period before a day, both that day and the day of the act left out: three days before the 10th is the end of the 6th. */
function dueBefore(from: Date, span: Span): Date {
  const back = addSpan(baghdadDay(from), { years: -(span.years ?? 0), months: -(span.months ?? 0), days: -(span.days ?? 0) })
  return endOfBaghdadDay(addDays(back, -1))
}

/** A stretch during which a clock stands still. Without `to` it still stands. */
export interface Pause {
  from: Date
  to?: Date
}

/** A clock as it runs: its start and due instants, its pauses, and when it was stopped or started again. */
export interface RunningClock {
  rule: ClockRule
  from: Date
  due: Date
  pauses?: readonly Pause[]
  /** A new start under the rule's own article replaces start and due; pauses before it no longer count. */
  restarts?: readonly { at: Date; due: Date }[]
  stoppedAt?: Date
}

export interface ClockState {
  state: 'running' | 'warning' | 'missed' | 'paused' | 'met' | 'met-late'
  /** The due instant after restarts and pauses. */
  due: Date
  /** Milliseconds until due; negative once missed. */
  remaining: number
  /** Share of the period that has run: 0 at the start, 1 at the due instant. */
  fraction: number
  /** How many of the rule's warnings have been reached. */
  warnings: number
  nextWarning?: Date
}

/**
 * Where a clock stands now. Throws RangeError when a pause or restart is given for a rule whose law allows none: time that the law
 * does not stop cannot be stopped here.
 */
export function stateOf(clock: RunningClock, now: Date): ClockState {
  const { start, due } = currentRun(clock, now)
  const pausedNow = (clock.pauses ?? []).some((p) => p.from <= now && (p.to === undefined || p.to > now))
  const at = clock.stoppedAt !== undefined && clock.stoppedAt < now ? clock.stoppedAt : now
  const marks = warningsOf(clock.rule, start, due)
  const warnings = marks.filter((m) => m <= at).length
  const nextWarning = marks.find((m) => m > at)
  const length = due.getTime() - start.getTime()
  const common = { due, remaining: due.getTime() - at.getTime(), fraction: length <= 0 ? 1 : Math.max(0, (at.getTime() - start.getTime()) / length), warnings }
  if (clock.stoppedAt !== undefined && clock.stoppedAt <= now) return { state: at > due ? 'met-late' : 'met', ...common }
  if (at > due) return { state: 'missed', ...common }
  if (pausedNow) return { state: 'paused', ...common }
  const running = { ...common, ...(nextWarning === undefined ? {} : { nextWarning }) }
  return { state: warnings > 0 ? 'warning' : 'running', ...running }
}

function currentRun(clock: RunningClock, now: Date): { start: Date; due: Date } {
  const { rule } = clock
  if ((clock.pauses ?? []).length > 0 && rule.pausableUnder === undefined) throw new RangeError(`${rule.id}: no article lets it pause`)
  if ((clock.restarts ?? []).length > 0 && rule.restartableUnder === undefined) throw new RangeError(`${rule.id}: no article lets it start again`)
  const restart = [...(clock.restarts ?? [])].filter((r) => r.at <= now).sort((a, b) => a.at.getTime() - b.at.getTime()).at(-1)
  const start = restart?.at ?? clock.from
  const paused = pausedMs(clock.pauses ?? [], start, clock.stoppedAt ?? now, restart?.due ?? clock.due)
  return { start, due: new Date((restart?.due ?? clock.due).getTime() + paused) }
}

/** Milliseconds stood still since `start`. Overlapping pauses count once; a pause that begins after the period has run out does not revive it. */
function pausedMs(pauses: readonly Pause[], start: Date, until: Date, due: Date): number {
  const spans = pauses
    .map((p) => ({ from: Math.max(p.from.getTime(), start.getTime()), to: Math.min((p.to ?? until).getTime(), until.getTime()) }))
    .filter((p) => p.to > p.from)
    .sort((a, b) => a.from - b.from)
  let total = 0
  let reached = start.getTime()
  for (const span of spans) {
    const from = Math.max(span.from, reached)
    if (from > due.getTime() + total) break
    total += Math.max(0, span.to - from)
    reached = Math.max(reached, span.to)
  }
  return total
}

/** The instants at which a clock warns, earliest first; none before its start. */
export function warningsOf(rule: ClockRule, start: Date, due: Date): Date[] {
  return rule.warnAt
    .map((w) => warningInstant(w, start, due))
    .filter((at) => at >= start && at <= due)
    .sort((a, b) => a.getTime() - b.getTime())
}

function warningInstant(warn: WarnAt, start: Date, due: Date): Date {
  if ('fraction' in warn) return new Date(start.getTime() + (due.getTime() - start.getTime()) * warn.fraction)
  const { years = 0, months = 0, days = 0, hours = 0 } = warn.before
  const timeOfDay = due.getTime() - startOfBaghdadDay(baghdadDay(due)).getTime()
  const day = addSpan(baghdadDay(due), { years: -years, months: -months, days: -days })
  return new Date(startOfBaghdadDay(day).getTime() + timeOfDay - hours * hourMs)
}

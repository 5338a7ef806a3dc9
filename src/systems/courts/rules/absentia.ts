/** Trial and judgment in absence (CPC 145-151, 243-248). */
import { addDays, addMonths, baghdadDay, type Day } from '#kernel/clock/calendar.ts'
import { against, type Finding, note } from '#kernel/words/finding.ts'
import type { OffenceClass } from './notice.ts'

export interface Presence {
  present: boolean
  fugitive: boolean
  /** Served in person (CPC 147 B). */
  servedInPerson: boolean
  /** Publication of CPC 143(C) done and its time over. */
  publicationDone: boolean
  excuse: 'none' | 'offered' | 'accepted'
  /** Left after his defence and before the decision (CPC 151). */
  leftAfterDefence: boolean
}

export type Mode = 'in-presence' | 'in-absence' | 'adjourn' | 'serve-first'

/** How the trial may go on today, and what stands against it. The presence of the lawyer never replaces the accused's (CPC 145). */
export function modeOfTrial(p: Presence): { mode: Mode; findings: Finding[] } {
  if (p.present) return { mode: 'in-presence', findings: [] }
  if (p.leftAfterDefence && p.excuse !== 'accepted') return { mode: 'in-presence', findings: [note('courts.absence-counts-as-presence', 'CPC 151', 'T')] }
  if (p.excuse === 'accepted') return { mode: 'adjourn', findings: [against('courts.absence-excused', 'CPC 146', 'T')] }
  if (p.fugitive) return p.publicationDone ? { mode: 'in-absence', findings: [] } : { mode: 'serve-first', findings: [against('courts.fugitive-not-published', 'CPC 143(C)', 'T')] }
  if (!p.servedInPerson) return { mode: 'serve-first', findings: [against('courts.absence-not-served', 'CPC 147(B)', 'T')] }
  const findings = p.excuse === 'offered' ? [note('courts.absence-excuse-undecided', 'CPC 146', 'T')] : []
  return { mode: 'in-absence', findings }
}

export type PrincipalPenalty = 'death' | 'life' | 'temporary' | 'strict-detention' | 'simple-detention' | 'fine'

/** Last day to object to a judgment in absence: 30 days, three months or six months after service (CPC 243). No holiday is taken into account here. */
export function objectionEnds(servedOn: Day, cls: OffenceClass): Day {
  if (cls === 'contravention') return addDays(servedOn, 30)
  return addMonths(servedOn, cls === 'misdemeanour' ? 3 : 6)
}

export interface AbsentJudgment {
  cls: OffenceClass
  penalty: PrincipalPenalty
  /** Undefined: not served yet; the period has not begun. */
  servedOn?: Day
  objectionOn?: Day
  surrenderedOn?: Day
}

export type AbsentState = 'not-served' | 'objection-open' | 'objection-pending' | 'as-if-in-presence' | 'retrial-due'

/**
 * Where a judgment in absence stands. Whoever was sentenced to death or imprisonment (سجن) is tried anew when caught or surrendered,
 * at whatever time (CPC 247); nobody else's judgment becomes as if in presence before the period after service is over.
 * @param periodEnds last day of the period, extended for holidays by the caller where that applies.
 */
export function stateOfAbsentJudgment(j: AbsentJudgment, now: Date, periodEnds = j.servedOn === undefined ? undefined : objectionEnds(j.servedOn, j.cls)): AbsentState {
  const grave = j.penalty === 'death' || j.penalty === 'life' || j.penalty === 'temporary'
  if (grave && j.surrenderedOn !== undefined) return 'retrial-due'
  if (j.objectionOn !== undefined && (periodEnds === undefined || j.objectionOn <= periodEnds)) return 'objection-pending'
  if (j.servedOn === undefined || periodEnds === undefined) return 'not-served'
  if (j.surrenderedOn !== undefined && j.surrenderedOn <= periodEnds) return 'objection-open'
  return baghdadDay(now) > periodEnds ? 'as-if-in-presence' : 'objection-open'
}

/** May this objection be heard (CPC 243, 245)? Lateness never bars whoever was sentenced to death or imprisonment (245 D). */
export function checkObjection(j: AbsentJudgment, filedOn: Day, periodEnds: Day | undefined): Finding[] {
  const grave = j.penalty === 'death' || j.penalty === 'life' || j.penalty === 'temporary'
  if (periodEnds === undefined || filedOn <= periodEnds || grave) return []
  return [against('courts.objection-late', 'CPC 245(B)', 'T', { field: 'filedOn', params: { last: periodEnds } })]
}

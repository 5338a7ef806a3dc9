/** What changes when the article of the accusation changes: clocks, detention, court, complaint (CPC 109, 110, 134, 187 B, 190). */
import { addSpan, type Day, daysBetween, type Span } from '#kernel/clock/calendar.ts'
import { note, type Finding } from '#kernel/words/finding.ts'
import { classOf, isCapital, type Maximum, quarterOfMaximum } from '#systems/offences/public.ts'

export interface Qualification {
  article: string
  maximum: Pick<Maximum, 'kind' | 'term'>
  complaintOnly: boolean
}

export interface RequalificationFacts {
  from: Qualification
  to: Qualification
  juvenile: boolean
  /** First day of detention, for one who is detained now. */
  detainedSince?: Day
  /** Days detained so far in this case. */
  detainedDays: number
  complained: boolean
  stage: 'investigation' | 'trial'
}

export interface Effects {
  /** Clocks to compute again, by their id. */
  clocks: ('CLK-03' | 'CLK-04' | 'CLK-05' | 'CLK-06')[]
  /** A quarter of the new maximum, the ceiling of detention; undefined when a capital charge lifts it. */
  quarter?: Span
  courtChanges: boolean
  newChargeNeeded: boolean
  findings: Finding[]
}

/** Heaviest custody of a maximum in months, life being 20 years; 0 where there is no custody. For comparing only. */
function monthsOf({ kind, term }: Qualification['maximum']): number {
  if (kind === 'death') return Infinity
  if (kind === 'life') return 240
  return term === undefined ? 0 : (term.years ?? 0) * 12 + (term.months ?? 0) + (term.days ?? 0) / 30
}

/** Effects of a change of article. Nothing here blocks: the court is not bound by the earlier name (CPC 187 B), but everyone must see what follows. */
export function effectsOfRequalification(f: RequalificationFacts): Effects {
  const findings: Finding[] = []
  const from = { cls: classOf(f.from.maximum), months: monthsOf(f.from.maximum) }
  const to = { cls: classOf(f.to.maximum), months: monthsOf(f.to.maximum) }
  const quarter = isCapital(f.to.maximum) ? undefined : quarterOfMaximum(f.to.maximum)
  if (f.detainedSince !== undefined) findings.push(...detentionFindings(f, f.detainedSince, quarter, to))
  if (isCapital(f.to.maximum) && !isCapital(f.from.maximum)) findings.push(note('cases.requalified-capital', 'CPC 109(B)', 'T'))
  if (f.to.complaintOnly && !f.complained) findings.push(note('cases.requalified-needs-complaint', 'CPC 8', 'T'))
  const courtChanges = !f.juvenile && (from.cls === 'F') !== (to.cls === 'F')
  if (courtChanges) findings.push(note('cases.requalified-court', f.stage === 'trial' ? 'CPC 139' : 'CPC 134', 'T', { params: { cls: to.cls } }))
  // A lighter offence or an attempt at the same one needs no new charge (CPC 192).
  const newChargeNeeded = f.stage === 'trial' && to.months > from.months
  if (newChargeNeeded) findings.push(note('cases.requalified-new-charge', 'CPC 190', 'T'))
  return { clocks: clocksToCompute(f, from.cls !== to.cls), quarter, courtChanges, newChargeNeeded, findings }
}

function detentionFindings(f: RequalificationFacts, since: Day, quarter: Span | undefined, to: { cls: string; months: number }): Finding[] {
  const found: Finding[] = []
  const quarterDays = quarter === undefined ? undefined : daysBetween(since, addSpan(since, quarter))
  if (quarterDays !== undefined && f.detainedDays > quarterDays) {
    found.push(note('cases.requalified-over-quarter', 'CPC 109(C)', 'T', { params: { held: f.detainedDays, quarter: quarterDays } }))
  }
  if (to.cls === 'C') found.push(note('cases.requalified-no-detention', f.juvenile ? 'Juvenile 52(1)' : 'CPC 110(B)', 'T'))
  else if (to.months <= 36) found.push(note('cases.requalified-bail', 'CPC 110(A)', 'T'))
  return found
}

function clocksToCompute(f: RequalificationFacts, classChanged: boolean): Effects['clocks'] {
  const clocks: Effects['clocks'] = []
  if (f.detainedSince !== undefined) clocks.push('CLK-03', 'CLK-04')
  if (f.to.complaintOnly) clocks.push('CLK-05')
  if (f.stage === 'trial' && classChanged) clocks.push('CLK-06')
  return clocks
}

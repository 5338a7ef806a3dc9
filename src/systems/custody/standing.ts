/** Where a custody stands at a moment, worked out from its facts alone. Pure: project.ts writes what this says. */
import { dayMs } from '#kernel/clock/calendar.ts'
import { ageAtAct, type AgeBand, type Birth } from './rules/arrest.ts'
import { legalCover } from './rules/cover.ts'
import type { AwayKind, Ceiling, CoverInterval, LegalCover } from './rules/coverFacts.ts'
import { factsOf, holdingsOf } from './rules/coverSpans.ts'
import { duties, type CustodyProgress, type Duty } from './rules/nextDuty.ts'
import { heaviestCharge } from './charges.ts'
import type { ChargeData, StoredFact } from './store/facts.ts'
import type { CustodyRow, ReleaseOrderRow, Stage, StepKind, StepRow } from './store/tables.ts'

/** A release order that is not carried out for so long is an alarm. The law says "at once" (CPC 115, 284; Penal 324). */
export const releaseWithinMs = dayMs

/** Everything a custody's standing rests on. */
export interface StandingInput { readonly row: CustodyRow; readonly facts: readonly StoredFact[]; readonly steps: readonly StepRow[]; readonly examinedAt: Date | undefined; readonly release: ReleaseOrderRow | undefined }

export interface Standing {
  readonly cover: LegalCover
  /** The stretch the person is in now. */
  readonly now: CoverInterval | undefined
  readonly duty: Duty | undefined
  readonly stage: Stage
  readonly ended: { readonly at: Date; readonly kind: 'released' | 'bail' | 'died' | 'escaped' } | null
  readonly charge: ChargeData | undefined
  readonly capital: boolean
  /** The ceiling that is reached first; undefined when none limits. */
  readonly ceiling: Ceiling | undefined
  readonly ceilingMark: 0 | 80 | 90 | 100
  /** From when a gap is an alarm; null when there is no gap. */
  readonly alarmFrom: Date | null
  /** The next instant at which this changes without anybody acting. */
  readonly watchAt: Date | null
  readonly progress: CustodyProgress
}

/** The birth as the rules of arrest take it; undefined when nothing is known. */
export function birthOf(row: Pick<CustodyRow, 'birth_date' | 'birth_precision'>): Birth | undefined {
  return row.birth_date === null || row.birth_precision === 'unknown' ? undefined : { date: row.birth_date, precision: row.birth_precision as Birth['precision'] }
}

/** Whose rules apply by age at the act (Juvenile 3, 5): in doubt the younger. */
export function bandOf(row: Pick<CustodyRow, 'birth_date' | 'birth_precision' | 'act_day' | 'jurisdiction'>): AgeBand {
  return ageAtAct(birthOf(row), row.act_day, row.jurisdiction).band
}

/** What has been done so far, as the rule on the next duty takes it. */
export function progressOf({ row, facts, steps, examinedAt, release }: StandingInput): CustodyProgress {
  const last = (kind: StepKind) => steps.findLast((s) => s.kind === kind)?.at
  const sent = last('papers-sent') ?? last('papers-received')
  const given = <K extends string>(key: K, at: Date | undefined) => (at === undefined ? {} : { [key]: at } as Record<K, Date>)
  return {
    facts, band: bandOf(row), jurisdiction: row.jurisdiction, heldIn: row.facility_kind === 'prison' || row.facility_kind === 'juvenile-facility' ? 'prison' : 'station',
    ...given('papersPresentedAt', sent), ...given('appearedAt', last('papers-received')), ...given('questionedAt', last('questioned')), ...given('examinedAt', examinedAt),
    ...given('familyToldAt', last('family-told')), ...given('juvenilePoliceAt', last('juvenile-police')),
    ...(release === undefined ? {} : { release: { ordered: release.ordered_at, ...given('received', release.received_at ?? undefined), ...given('checked', release.checked_at ?? undefined) } }),
  }
}

/** Works out where the custody stands at `at`: facts later than that don't count. */
export function standingOf(input: StandingInput, at: Date): Standing {
  const { row, facts } = input
  const cover = legalCover(facts, at, row.jurisdiction)
  const now = cover.intervals.at(-1)
  const progress = progressOf(input)
  const ended = endedOf(facts, at)
  const charged = heaviestCharge(facts, at)
  const ceiling = now?.kind === 'sentence' ? undefined : firstCeiling(cover.ceilings)
  const alarmFrom = cover.status === 'gap' ? gapAlarmFrom(cover, now) : null
  return {
    cover, now, progress, ended, ceiling, alarmFrom, charge: charged?.charge, capital: charged?.maximum.kind === 'death', duty: mainDuty(duties(progress, at, cover)),
    stage: stageOf(input, cover, now, ended?.kind), ceilingMark: cover.status === 'away' ? 0 : markOf(ceiling),
    watchAt: ended ? null : nextChange(facts, cover, ceiling, alarmFrom, at),
  }
}

/**
 * The one duty that the board names: the first of those that hold the person's liberty. A doctor or a call home that is overdue stays on
 * the page with the others, but doesn't hide that an order runs out.
 */
function mainDuty(open: readonly Duty[]): Duty | undefined {
  // A release under way: its next step says more than "release".
  return open.find((d) => d.verb.startsWith('release-')) ?? open.find((d) => d.clock !== undefined || d.confidence === 'T' || d.confidence === 'C') ?? open[0]
}

const endKinds: Record<AwayKind, 'released' | 'bail' | 'died' | 'escaped'> = { released: 'released', bail: 'bail', escaped: 'escaped', dead: 'died' }

function endedOf(facts: readonly StoredFact[], at: Date): Standing['ended'] {
  const known = facts.filter((f) => f.at <= at).sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
  const last = holdingsOf(known).at(-1)
  return last === undefined || last.state === 'held' ? null : { at: new Date(last.from), kind: endKinds[last.state] }
}

function stageOf({ row, facts, release }: StandingInput, cover: LegalCover, now: CoverInterval | undefined, ended: 'released' | 'bail' | 'died' | 'escaped' | undefined): Stage {
  if (ended !== undefined) return ended === 'bail' ? 'released' : ended
  if (release !== undefined && cover.status !== 'covered') return 'release-ordered'
  if (now?.kind === 'sentence') return 'sentenced'
  if (row.proceeding !== 'investigation') return row.proceeding
  return factsOf(facts, 'order').length > 0 ? 'detained' : 'arrested'
}

/** The ceiling with the least time left; one that nothing limits is left out. */
function firstCeiling(ceilings: readonly Ceiling[]): Ceiling | undefined {
  return ceilings.filter((c) => c.allowed !== null).sort((a, b) => (a.allowed! - a.detained) - (b.allowed! - b.detained))[0]
}

function markOf(ceiling: Ceiling | undefined): Standing['ceilingMark'] {
  if (ceiling === undefined || ceiling.allowed === null) return 0
  const share = ceiling.allowed === 0 ? 1 : ceiling.detained / ceiling.allowed
  return share >= 1 ? 100 : share >= 0.9 ? 90 : share >= 0.8 ? 80 : 0
}

/** A gap is an alarm at once; one that a release order made, when the order has not been carried out in time. */
function gapAlarmFrom(cover: LegalCover, now: CoverInterval | undefined): Date {
  const since = cover.coverUntil ?? now?.from ?? new Date(0)
  const releasing = now?.reason === 'release-ordered' || now?.reason === 'bail-given'
  return releasing ? new Date(since.getTime() + releaseWithinMs) : since
}

function nextChange(facts: readonly StoredFact[], cover: LegalCover, ceiling: Ceiling | undefined, alarmFrom: Date | null, at: Date): Date | null {
  const marks = ceiling === undefined || ceiling.allowed === null ? [] : [0.8, 0.9, 1].map((share) => at.getTime() + share * ceiling.allowed! - ceiling.detained)
  const ends = facts.flatMap((f) => f.type === 'order' || f.type === 'sentence' ? [f.from, f.to] : f.type === 'felony-court-permission' ? [f.until] : [])
  const instants = [cover.coverUntil, alarmFrom, ...ends].map((d) => d?.getTime() ?? 0)
  const next = Math.min(...[...instants, ...marks].filter((t) => t > at.getTime()))
  return Number.isFinite(next) ? new Date(Math.ceil(next)) : null
}

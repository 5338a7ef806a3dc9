/** One custody while its past is made. Its row, clocks and alarms follow from its facts by the same pure functions as in the running system. */
import type { Selectable } from 'kysely'
import { custodyClocks, wantedClocks } from '#systems/custody/clocks.ts'
import { alarmsOf, justAfter, projectedColumns } from '#systems/custody/project.ts'
import type { Duty } from '#systems/custody/rules/nextDuty.ts'
import { releaseWithinMs, standingOf, type Standing, type StandingInput } from '#systems/custody/standing.ts'
import { factOf, rowOf, type NewFact, type StoredFact } from '#systems/custody/store/facts.ts'
import type { CoverFactRow, CustodyRow, CustodyTables, ReleaseOrderRow, StepKind, StepRow } from '#systems/custody/store/tables.ts'
import type { PrisonTables } from '#systems/prisons/store/tables.ts'
import { keptDays, missClocks, nextMinute, nextMiss, startClock, stopClock } from './clocks.ts'
import { act, alsoIn, asJson, bareAct, change, grant, insert, markChanged, raise, type Deed, type DeedSpec, type Rec, type Row, type World } from './world.ts'

/** Where in a facility somebody is, under which admission. */
export interface Stay {
  readonly row: Row<Selectable<PrisonTables['prisons.inmate']>>
  admission: Row<Selectable<PrisonTables['prisons.admission']>>
  placement: Row<Selectable<PrisonTables['prisons.placement']>> | undefined
}

export interface PastCustody {
  readonly rec: Rec
  readonly row: Row<CustodyRow>
  readonly facts: StoredFact[]
  readonly steps: StepRow[]
  readonly property: Row<Selectable<CustodyTables['custody.property_item']>>[]
  readonly cases: Row<Selectable<CustodyTables['custody.custody_case']>>[]
  readonly requests: { readonly rec: Rec; readonly row: Row<Selectable<CustodyTables['custody.detention_request']>> }[]
  readonly orders: Row<Selectable<CustodyTables['custody.detention_order']>>[]
  /** Every release order; the last one is under way while it has no end. */
  readonly releases: Row<ReleaseOrderRow>[]
  bail: Row<Selectable<CustodyTables['custody.bail']>> | undefined
  /** The stay in a prison or a juvenile facility. */
  stay: Stay | undefined
  /** The last computation of the sentence. */
  working: Row<Selectable<PrisonTables['prisons.sentence_calculation']>> | undefined
  examinedAt: Date | undefined
  standing: Standing | undefined
  /** When the platform last looked without anything being written (see watch). */
  skippedAt: Date | undefined
  /** Told when the person has walked out, died or escaped. */
  onEnd: ((deed: Deed, kind: 'released' | 'bail' | 'died' | 'escaped', at: Date) => void) | undefined
}

/** What is kept of a custody's row from the booking on; the rest follows by project(). */
export function newCustody(w: World, deed: Deed, rec: Rec, values: CustodyRow): PastCustody {
  const row = insert(w, deed, 'custody.custody', values)
  return { rec, row, facts: [], steps: [], property: [], cases: [], requests: [], orders: [], releases: [], bail: undefined, stay: undefined, working: undefined, examinedAt: undefined, standing: undefined, skippedAt: undefined, onEnd: undefined }
}

/** Adds a fact of cover, as insertFact() of custody. */
export function addFact(w: World, deed: Deed, c: PastCustody, fact: NewFact, extra: Readonly<Record<string, unknown>> = {}): string {
  const id = fact.id ?? w.r.uuid(deed.at)
  const values = { ...rowOf(c.rec.id, { ...fact, id }, deed.at, extra), data: '' } as unknown as CoverFactRow
  const data = JSON.parse(rowOf(c.rec.id, { ...fact, id }, deed.at, extra).data) as Record<string, unknown>
  insert(w, deed, 'custody.cover_fact', { ...values, data: asJson(data) })
  c.facts.push(factOf({ ...values, data }))
  c.facts.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
  return id
}

export function addStep(w: World, deed: Deed, c: PastCustody, kind: StepKind, at: Date, data: Readonly<Record<string, unknown>> = {}): void {
  const step = { id: w.r.uuid(deed.at), custody_id: c.rec.id, kind, at, data: asJson(data) }
  insert(w, deed, 'custody.step', step)
  c.steps.push(step)
  c.steps.sort((a, b) => a.at.getTime() - b.at.getTime() || (a.id < b.id ? -1 : 1))
}

/** The release order under way, as findOpenRelease() of custody. */
export function openRelease(c: PastCustody): Row<ReleaseOrderRow> | undefined {
  return c.releases.find(({ values: o }) => o.freed_at === null && o.withdrawn_at === null && o.kept_at === null)
}

function inputOf(c: PastCustody): StandingInput {
  return { row: c.row.values, facts: c.facts, steps: c.steps, examinedAt: c.examinedAt, release: openRelease(c)?.values }
}

/** As projectCustody(): brings row, clocks and alarms to what the facts say at the act's instant. */
export function project(w: World, deed: Deed, c: PastCustody): Standing {
  const input = inputOf(c)
  const standing = standingOf(input, justAfter(deed.at))
  const before = { ...c.row.values }
  change(deed, c.row, projectedColumns(before, standing, standing.duty ? officeOf(w, before, standing.duty) : null))
  keepClocks(w, deed, c, input, standing, before)
  for (const alarm of alarmsOf(before, standing, justAfter(deed.at))) {
    const since = standing.cover.coverUntil ?? standing.alarmFrom ?? deed.at
    if (alarm.kind === 'no-cover' && c.rec.alarms.some(({ values: a }) => a.kind === 'no-cover' && a.raised_at >= since)) continue
    const inspectorate = alarm.inspectorate ? w.atlas.receiver(before.held_by, 'inspectorate') : null
    for (const raisedTo of new Set([inspectorate, ...alarm.to])) if (raisedTo) raise(w, deed, c.rec, { kind: alarm.kind, article: alarm.article, detail: alarm.detail, officeId: before.held_by, raisedTo })
  }
  markChanged(deed, c.rec)
  c.standing = standing
  c.skippedAt = undefined
  if (standing.ended && before.ended_at === null) c.onEnd?.(deed, standing.ended.kind, standing.ended.at)
  return standing
}

function officeOf(w: World, row: CustodyRow, duty: Duty): string | null {
  if (duty.office === 'holder') return row.held_by
  if (duty.office === 'investigation-court') return row.court_id ?? row.held_by
  return row.trial_court_id ?? w.atlas.receiver(row.held_by, duty.office) ?? row.court_id
}

function keepClocks(w: World, deed: Deed, c: PastCustody, input: StandingInput, standing: Standing, row: CustodyRow): void {
  if (standing.ended) {
    stopClock(deed, c.rec, { state: 'cancelled', outcome: standing.ended.kind })
    return
  }
  const wanted = wantedClocks(input, standing, row)
  for (const rule of custodyClocks) {
    const want = wanted[rule]
    if (want === 'keep') continue
    const known = c.rec.clocks.findLast(({ values: k }) => k.rule === rule && (k.state === 'running' || k.state === 'paused' || k.state === 'missed'))
    if ('end' in want) {
      if (known) stopClock(deed, c.rec, { rule, state: want.end, outcome: want.outcome })
      continue
    }
    if (known?.values.due_at.getTime() === want.due.getTime()) continue
    if (known) stopClock(deed, c.rec, { rule, state: 'cancelled', outcome: 'replaced' })
    startClock(w, deed, c.rec, { rule, officeId: want.officeId, from: want.from, due: want.due, ...(want.note ? { note: want.note } : {}) })
  }
}

/** Who may read the custody beside its holder, as openAccess() of custody. */
export function openAccess(w: World, deed: Deed, c: PastCustody): void {
  const { station_id: station, court_id: court, prosecution_id: prosecution, trial_court_id: trialCourt } = c.row.values
  grant(w, deed, c.rec, station, 'origin')
  grant(w, deed, c.rec, court, 'judge')
  grant(w, deed, c.rec, prosecution, 'prosecution')
  grant(w, deed, c.rec, trialCourt, 'court')
}

/** An offer that nobody answers in time is told outside the office that should have, as oversight does. */
export function tellUnanswered(w: World, rec: Rec, until: Date): void {
  const offer = rec.offer?.values
  if (!offer || offer.due_at >= until || rec.alarms.some(({ values: a }) => a.kind === 'handover-unanswered' && a.raised_at >= offer.offered_at)) return
  const at = new Date(Math.ceil(offer.due_at.getTime() / 600_000) * 600_000)
  if (at > until) return
  const deed = bareAct(w, 'alarm', w.r.uuid(at), { verb: 'oversight.tell-unanswered', at, by: null, detail: { handover: offer.id, record: rec.id } })
  alsoIn(deed, rec)
  raise(w, deed, rec, { kind: 'handover-unanswered', article: 'Mandela 7', officeId: offer.to_office, detail: { handoverId: offer.id, offeredAt: offer.offered_at.toISOString(), dueAt: offer.due_at.toISOString() } })
}

/** Does what the platform does by itself until `until`: misses clocks, watches what runs out, tells of releases that nobody carries out. */
export function settle(w: World, c: PastCustody, until: Date): void {
  tellUnanswered(w, c.rec, until)
  for (;;) {
    const next = nextOf(c)
    if (!next || next.at > until) break
    if (next.what === 'clock') missClocks(w, c.rec, next.at)
    else if (next.what === 'late') tellLate(w, c, next.at)
    else watch(w, c, next.at)
  }
  // Nobody will act any more: what was left out last stands in the row, and what came after it follows.
  if (until < w.now || !c.skippedAt) return
  project(w, act(w, c.rec, watchSpec(c.skippedAt)), c)
  settle(w, c, until)
}

function watchSpec(at: Date): DeedSpec {
  return { verb: 'custody.watch', at, by: null, basis: 'CPC 92, 109, 113' }
}

interface Due { readonly what: 'clock' | 'watch' | 'late'; readonly at: Date }

function nextOf(c: PastCustody): Due | undefined {
  if (c.row.values.ended_at !== null) return undefined
  const open = openRelease(c)
  const told = open && c.rec.alarms.some(({ values: a }) => a.kind === 'release-late' && a.raised_at >= open.values.ordered_at)
  const late = open && !told ? new Date(Math.ceil((open.values.ordered_at.getTime() + releaseWithinMs) / 600_000) * 600_000) : undefined
  const watchAt = c.row.values.watch_at
  const all: (Due | undefined)[] = [miss(nextMiss(c.rec)), watchAt ? { what: 'watch', at: nextMinute(watchAt) } : undefined, late && { what: 'late', at: late }]
  return all.filter((due) => due !== undefined).sort((a, b) => a.at.getTime() - b.at.getTime())[0]
}

function miss(at: Date | undefined): Due | undefined {
  return at && { what: 'clock', at }
}

function watch(w: World, c: PastCustody, at: Date): void {
  const old = at.getTime() < w.now.getTime() - keptDays * 86_400_000
  const until = c.standing?.cover.coverUntil
  if (old && c.standing?.cover.status === 'covered' && until && until > at) {
    // One order follows another, or a mark of the ceiling far in the past: nobody would look for it.
    c.row.values.watch_at = until
    c.skippedAt = at
    return
  }
  project(w, act(w, c.rec, watchSpec(at)), c)
}

function tellLate(w: World, c: PastCustody, at: Date): void {
  const order = openRelease(c)!.values
  const heldBy = c.rec.row.values.office_id
  const deed = act(w, c.rec, { verb: 'custody.raise-late-release', at, by: null, basis: 'Penal 324', detail: { order: order.number } })
  const told = [w.atlas.receiver(heldBy, 'prosecution-office'), w.atlas.receiver(heldBy, 'inspectorate'), order.office_id === heldBy ? null : order.office_id]
  for (const raisedTo of new Set(told)) if (raisedTo) raise(w, deed, c.rec, { kind: 'release-late', article: 'CPC 115, Penal 324', officeId: heldBy, raisedTo, detail: { order: order.number, orderedAt: order.ordered_at.toISOString() } })
}

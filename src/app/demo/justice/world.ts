/** The past while it is made: acts in the order of time, the rows that they left, records with their readers, numbers of the series. */
import type { Selectable } from 'kysely'
import { baghdadDay, hourMs } from '#kernel/clock/calendar.ts'
import type { AccessWhy, AlarmTable, ClockTable, HandoverTable, KernelTables, RecordTable } from '#kernel/db/tables.ts'
import type { DocumentTables } from '#kernel/documents/tables.ts'
import type { PeopleTables } from '#kernel/people/tables.ts'
import type { CaseTables } from '#systems/cases/store/tables.ts'
import type { CourtTables } from '#systems/courts/store/tables.ts'
import type { CustodyTables } from '#systems/custody/store/tables.ts'
import type { PrisonTables } from '#systems/prisons/store/tables.ts'
import { addRow, type Past, type PastAct } from '../bulk.ts'
import type { Random } from '../random.ts'
import type { Atlas, Officer } from './atlas.ts'

export type Tables = KernelTables & DocumentTables & PeopleTables & CaseTables & CustodyTables & CourtTables & PrisonTables

/** A row and the act that left it as it is. Whatever changes it later takes its act along. */
export interface Row<V> { act: string; readonly values: V; gone?: boolean }

export interface World {
  readonly r: Random
  /** Nothing in the past is later than this. */
  readonly now: Date
  readonly atlas: Atlas
  /** The last number given, by series, office and year. */
  readonly counters: Map<string, number>
  /** What is being made; it is written and begun anew from time to time. */
  past: Past
  /** Papers are issued for what happened after this instant. */
  readonly papersFrom: Date
}

/** A record while its past is made. */
export interface Rec {
  readonly id: string
  readonly kind: string
  readonly number: string
  readonly row: Row<Selectable<RecordTable> & { number_office_id: string | null }>
  readonly readers: Map<string, Row<{ record_id: string; office_id: string; why: AccessWhy; expires_at: Date | null }>>
  readonly clocks: Row<Selectable<ClockTable>>[]
  readonly alarms: Row<Selectable<AlarmTable>>[]
  offer?: Row<Selectable<HandoverTable>> | undefined
}

/** One act. */
export interface Deed { readonly id: string; readonly at: Date; readonly by: Officer | null; readonly past: PastAct & { also: string[] }; readonly subject: string }

export interface DeedSpec { readonly verb: string; readonly at: Date; readonly by: Officer | null; readonly basis?: string; readonly reason?: string; readonly detail?: Readonly<Record<string, unknown>> }

function begin(w: World, kind: string, subject: string, s: DeedSpec): Deed {
  if (s.at > w.now) throw new RangeError(`${s.verb} on ${kind} ${subject} would be later than now: ${s.at.toISOString()}`)
  const id = w.r.uuid(s.at)
  const past = {
    id, at: s.at, verb: s.verb, kind, subject, actor: s.by?.accountId ?? null, post: s.by?.postId ?? null, office: s.by?.officeId ?? null, also: [],
    ...(s.basis ? { basis: s.basis } : {}), ...(s.reason ? { reason: s.reason } : {}), ...(s.detail ? { detail: s.detail } : {}),
  }
  w.past.acts.push(past)
  return { id, at: s.at, by: s.by, past, subject }
}

/** An act on a record that exists: its version rises. */
export function act(w: World, rec: Rec, spec: DeedSpec): Deed {
  const deed = begin(w, rec.kind, rec.id, spec)
  rec.row.values.version++
  rec.row.act = deed.id
  return deed
}

/** An act on something that is no record of its own (a room, an alarm). */
export function bareAct(w: World, kind: string, subject: string, spec: DeedSpec): Deed {
  return begin(w, kind, subject, spec)
}

export interface NewRec { readonly kind: string; readonly label: string; readonly series: string; readonly officeId: string }

/** An act that makes its record. */
export function actMaking(w: World, made: NewRec, spec: DeedSpec): { deed: Deed; rec: Rec } {
  const id = w.r.uuid(spec.at)
  const deed = begin(w, made.kind, id, spec)
  return { deed, rec: makeRec(w, deed, made, id) }
}

/** A second record within an act. */
export function makeRec(w: World, deed: Deed, made: NewRec, id = w.r.uuid(deed.at)): Rec {
  const office = w.atlas.byId(made.officeId)
  const number = nextNumber(w, made.series, made.officeId, deed.at)
  const row = insertRow(w, deed, 'kernel.record', {
    id, kind: made.kind, number, label: made.label.slice(0, 200), office_id: office.id, state: 'held' as const, version: 1, jurisdiction: office.jurisdiction, governorate: office.governorate, created_at: deed.at, number_office_id: office.id, writer: null,
  })
  const rec: Rec = { id, kind: made.kind, number, row, readers: new Map(), clocks: [], alarms: [] }
  grant(w, deed, rec, office.id, 'holder')
  if (deed.subject !== id) alsoIn(deed, rec)
  return rec
}

/** Puts an act into another record's history too. */
export function alsoIn(deed: Deed, rec: Pick<Rec, 'id'>): void {
  if (rec.id !== deed.subject && !deed.past.also.includes(rec.id)) deed.past.also.push(rec.id)
}

/** An act on another record changed this one: its version rises and the act is in its history. */
export function markChanged(deed: Deed, rec: Rec): void {
  if (rec.id === deed.subject) return
  rec.row.values.version++
  rec.row.act = deed.id
  alsoIn(deed, rec)
}

/** Writes a row. Every column must be given: a column left out of one row is left out of all. */
export function insert<K extends keyof Tables>(w: World, deed: Deed, table: K, values: Selectable<Tables[K]>): Row<Selectable<Tables[K]>> {
  return insertRow(w, deed, table, values)
}

function insertRow<V extends object>(w: World, deed: Deed, table: string, values: V): Row<V> {
  const row = { act: deed.id, values }
  addRow(w.past, table, row as unknown as { act: string; values: Record<string, unknown> })
  return row
}

export function change<V>(deed: Deed, row: Row<V>, to: Partial<V>): void {
  Object.assign(row.values as object, to)
  row.act = deed.id
}

/** A list or object for a jsonb column, whatever its type says. */
export function asJson<T>(value: T): T {
  return JSON.stringify(value) as unknown as T
}

/** The next number of a series in an office and year of Baghdad. */
export function nextNumber(w: World, series: string, officeId: string, at: Date): string {
  const year = baghdadDay(at).slice(0, 4)
  const key = `${series}\n${officeId}\n${year}`
  const last = (w.counters.get(key) ?? 0) + 1
  w.counters.set(key, last)
  return `${year}/${String(last).padStart(6, '0')}`
}

export function grant(w: World, deed: Deed, rec: Rec, officeId: string | null | undefined, why: AccessWhy, expiresAt: Date | null = null): void {
  if (!officeId) return
  const key = `${officeId}/${why}`
  const known = rec.readers.get(key)
  if (known) change(deed, known, { expires_at: expiresAt })
  else rec.readers.set(key, insertRow(w, deed, 'kernel.record_access', { record_id: rec.id, office_id: officeId, why, expires_at: expiresAt }))
}

export function revoke(rec: Rec, officeId: string, why: AccessWhy): void {
  const key = `${officeId}/${why}`
  const known = rec.readers.get(key)
  if (known) known.gone = true
  rec.readers.delete(key)
}

export function setState(deed: Deed, rec: Rec, state: 'held' | 'in-transit' | 'closed'): void {
  change(deed, rec.row, { state })
}

export function linkPerson(w: World, deed: Deed, rec: Rec, personId: string, role: string): void {
  insert(w, deed, 'kernel.record_person', { id: w.r.uuid(deed.at), record_id: rec.id, person_id: personId, role })
}

/** Offers a record to another office, as offer() of the kernel. */
export function offerTo(w: World, deed: Deed, rec: Rec, o: { toOffice: string; condition?: string; escort?: string; seal?: string; withinHours?: number }): Row<Selectable<HandoverTable>> {
  const row = insert(w, deed, 'kernel.handover', {
    id: w.r.uuid(deed.at), record_id: rec.id, from_office: rec.row.values.office_id, to_office: o.toOffice, state: 'offered', offered_at: deed.at, offered_by: deed.by!.accountId,
    due_at: new Date(deed.at.getTime() + (o.withinHours ?? 24) * hourMs), condition_note: o.condition ?? null, seal_number: o.seal ?? null, escort: o.escort ?? null, decided_at: null, decided_by: null, reason: null,
  })
  setState(deed, rec, 'in-transit')
  grant(w, deed, rec, o.toOffice, 'offered')
  rec.offer = row
  return row
}

/** Takes over what is offered, as accept() and moveClocks() of the kernel. */
export function acceptOffer(w: World, deed: Deed, rec: Rec): Selectable<HandoverTable> {
  const { offer } = rec
  if (!offer) throw new Error(`nothing is offered of ${rec.kind} ${rec.number}`)
  const { from_office: from, to_office: to } = offer.values
  change(deed, offer, { state: 'accepted', decided_at: deed.at, decided_by: deed.by!.accountId })
  change(deed, rec.row, { state: 'held', office_id: to })
  revoke(rec, to, 'offered')
  revoke(rec, from, 'holder')
  grant(w, deed, rec, from, 'past-holder')
  grant(w, deed, rec, to, 'holder')
  for (const clock of rec.clocks) if (clock.values.office_id === from && ['running', 'paused', 'missed'].includes(clock.values.state)) change(deed, clock, { office_id: to })
  rec.offer = undefined
  return offer.values
}

export interface NewAlarm { readonly kind: string; readonly article: string; readonly detail: Readonly<Record<string, unknown>>; readonly officeId: string; readonly raisedTo?: string | null | undefined; readonly clockId?: string }

/** Raises an alarm unless the same one is open already, as raiseAlarm() of the kernel. */
export function raise(w: World, deed: Deed, rec: Rec, a: NewAlarm): void {
  const raisedTo = a.raisedTo ?? w.atlas.receiver(a.officeId, 'inspectorate')
  const clockId = a.clockId ?? null
  if (!raisedTo || raisedTo === a.officeId || rec.alarms.some(({ values: v }) => v.state === 'open' && v.kind === a.kind && v.raised_to === raisedTo && v.clock_id === clockId)) return
  rec.alarms.push(insert(w, deed, 'kernel.alarm', {
    id: w.r.uuid(deed.at), kind: a.kind, record_id: rec.id, clock_id: clockId, office_id: a.officeId, raised_to: raisedTo, raised_at: deed.at, article: a.article, detail: asJson(a.detail), state: 'open',
    seen_at: null, seen_by: null, dismissed_at: null, dismissed_by: null, reason: null,
  }))
}

/** A case with its accused while its past is lived, and the small steps that every part of it needs. */
import type { Selectable } from 'kysely'
import type { Birth as CustodyBirth } from '#systems/custody/rules/arrest.ts'
import { fullName } from '#kernel/people/name.ts'
import type { Role } from '#kernel/access/roles.ts'
import type { Text } from '#kernel/words/text.ts'
import type { CaseTables, PartyRole } from '#systems/cases/store/tables.ts'
import type { CourtTables } from '#systems/courts/store/tables.ts'
import type { DemoPerson } from '../country.ts'
import type { Random } from '../random.ts'
import type { Officer } from './atlas.ts'
import { missClocks, nextMiss } from './clocks.ts'
import { settle, tellUnanswered, type PastCustody } from './custody.ts'
import type { Plan } from './plan.ts'
import { act, change, insert, linkPerson, type Deed, type DeedSpec, type Rec, type Row, type World } from './world.ts'

export interface Accused { readonly person: DemoPerson; readonly name: string; readonly birth: CustodyBirth | undefined; party: Row<Selectable<CaseTables['cases.party']>>; custody: PastCustody | undefined }

export interface Trial {
  readonly row: Row<Selectable<CourtTables['courts.trial']>>
  readonly bench: readonly Officer[]
  readonly clerk: Officer
  readonly hearings: Row<Selectable<CourtTables['courts.hearing']>>[]
  readonly seats: Map<string, Row<Selectable<CourtTables['courts.seat']>>[]>
  readonly sheets: Map<string, string>
  /** Who has a notice in time, by hearing. */
  readonly served: Map<string, Set<string>>
}

export interface Judged {
  readonly of: Accused
  readonly row: Row<Selectable<CourtTables['courts.judgment']>>
  readonly sentences: Row<Selectable<CourtTables['courts.sentence']>>[]
  memorandum: Row<Selectable<CourtTables['courts.memorandum']>> | undefined
}

export interface Life {
  readonly w: World
  readonly plan: Plan
  readonly r: Random
  readonly lang: 'ar' | 'ckb'
  readonly rec: Rec
  readonly row: Row<Selectable<CaseTables['cases.case']>>
  readonly accused: Accused[]
  readonly place: string
  readonly occurredAt: Date
  /** How far this life has been lived. */
  clock: Date
  /** Nobody renews the orders any more. */
  abandoned: boolean
  trial: Trial | undefined
  readonly judgments: Judged[]
}

/** A moment at which a life goes on. */
export type Living = Generator<Date, void, void>

export function say(life: Pick<Life, 'lang'>, phrase: Pick<Text, 'ar' | 'ckb'>): string {
  return phrase[life.lang]
}

export function minutes(at: Date, n: number): Date {
  return new Date(at.getTime() + n * 60_000)
}

export function hoursAfter(at: Date, n: number): Date {
  return minutes(at, Math.round(n * 60))
}

export function later(a: Date, b: Date): Date {
  return a > b ? a : b
}

export function displayOf(person: DemoPerson): string {
  return fullName(person.names[0]!)
}

/** Somebody of this role in an office; the same one for the same draw. @throws Error where nobody has such a post */
export function holder(w: World, r: Random, officeId: string, ...roles: readonly Role[]): Officer {
  const list = roles.flatMap((role) => w.atlas.holders(officeId, role))
  if (list.length === 0) throw new Error(`nobody is ${roles.join(' or ')} at ${w.atlas.byId(officeId).key}`)
  return r.pick(list)
}

/** Whoever acts for the place that holds somebody. */
export function keeper(w: World, r: Random, officeId: string): Officer {
  const kind = w.atlas.byId(officeId).kind
  if (kind === 'prison' || kind === 'juvenile-facility') return holder(w, r, officeId, 'prison-reception')
  return kind === 'juvenile-police' ? holder(w, r, officeId, 'juvenile-officer') : holder(w, r, officeId, 'station-officer')
}

/** An act on the case, after what the platform did by itself until then. */
export function onCase(life: Life, spec: DeedSpec): Deed {
  settleCase(life, spec.at)
  return act(life.w, life.rec, spec)
}

export function settleCase(life: Pick<Life, 'w' | 'rec'>, until: Date): void {
  tellUnanswered(life.w, life.rec, until)
  for (let at = nextMiss(life.rec); at && at <= until; at = nextMiss(life.rec)) missClocks(life.w, life.rec, at)
}

/** An act on a custody, after what the platform did by itself until then. */
export function onCustody(w: World, c: PastCustody, spec: DeedSpec): Deed {
  settle(w, c, spec.at)
  return act(w, c.rec, spec)
}

/** Brings the custodies up to the moment of an act on their case. */
export function settleAll(life: Life, at: Date): void {
  for (const { custody } of life.accused) if (custody) settle(life.w, custody, at)
}

/** The custodies of the case in which somebody is held. */
export function heldNow(life: Life): { a: Accused; c: PastCustody }[] {
  return life.accused.flatMap((a) => (a.custody && a.custody.row.values.ended_at === null ? [{ a, c: a.custody }] : []))
}

export function setStatus(deed: Deed, of: readonly Accused[], status: 'free' | 'arrested' | 'detained' | 'bailed' | 'fugitive' | 'dead'): void {
  for (const a of of) change(deed, a.party, { status })
}

export interface PartyOf { readonly person: DemoPerson; readonly role: PartyRole; readonly status?: 'free' | 'arrested' | 'fugitive'; readonly juvenile?: boolean; readonly trade?: string; readonly residence?: string }

/** As insertParty() of the cases. */
export function addParty(w: World, deed: Deed, rec: Rec, p: PartyOf): Row<Selectable<CaseTables['cases.party']>> {
  linkPerson(w, deed, rec, p.person.id, p.role)
  return insert(w, deed, 'cases.party', {
    id: w.r.uuid(deed.at), case_id: rec.id, person_id: p.person.id, role: p.role, for_person_id: null, status: p.role === 'accused' ? (p.status ?? 'free') : null, name: displayOf(p.person), juvenile: p.juvenile ?? false,
    trade: p.trade ?? null, residence: p.residence ?? null, note: null, added_at: deed.at, added_by: deed.by!.accountId, ended_at: null, ended_why: null,
  })
}

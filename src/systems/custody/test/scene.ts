/** What the tests of custody have in common: an arrest to book, an order to make, what is then read. */
import { randomInt } from 'node:crypto'
import type { z } from 'zod'
import { sql } from 'kysely'
import { read } from '#kernel/act/act.ts'
import { hourMs } from '#kernel/clock/calendar.ts'
import type { NewPerson } from '#kernel/people/person.ts'
import type { TestApp } from '#test/support/app.ts'
import { bookArrest } from '../contract/booking.ts'
import { readCustody, type CustodyPage } from '../contract/custody.ts'
import { orderDetention, proposeOrder, type OrderForm } from '../contract/orders.ts'

type ArrestForm = z.input<typeof bookArrest.input>

const letters = ['ا', 'ب', 'ت', 'ج', 'ح', 'د', 'ر', 'س', 'ع', 'ف', 'ق', 'ك', 'ل', 'م', 'ن', 'و', 'ي']
const someName = () => Array.from({ length: 7 }, () => letters[randomInt(letters.length)]).join('')

/** Somebody whom the register does not know, grown up unless a birth is given. */
export function stranger(birth: NonNullable<NewPerson['birth']> = { date: '1990-03-14', precision: 'day' }): NewPerson {
  return { names: [{ script: 'ar', given: someName(), father: someName(), grandfather: someName(), family: someName(), mother: someName() }], sex: 'male', birth, nationality: 'IRQ' }
}

export interface Scene { charge?: string; circumstance?: string; person?: NewPerson; at?: Date; more?: Partial<ArrestForm> }

/** A form of arrest in the act an hour ago, which opens a case. */
export function arrest(app: TestApp, { charge = 'PC-443', circumstance, person = stranger(), at, more = {} }: Scene = {}): ArrestForm {
  const arrestedAt = at ?? new Date(app.time.now.getTime() - hourMs)
  return {
    person: { known: false, new: person, seen: [] },
    inCase: { known: false, summary: 'Seen breaking the lock of a shop', place: 'Karrada', occurredAt: arrestedAt.toISOString(), charge: { offenceCode: charge, ...(circumstance ? { circumstance } : {}) } },
    groundId: 'flagrante', facts: 'The owner held him until the patrol came', arrestedAt: arrestedAt.toISOString(), place: 'Karrada, street 62', arrestedBy: 'Patrol 12', ...more,
  }
}

/** Books such an arrest at the station. */
export async function book(app: TestApp, scene: Scene = {}, who = 'stationOfficer') {
  return app.ok(who, bookArrest, arrest(app, scene))
}

export async function page(app: TestApp, who: string, id: string): Promise<CustodyPage> {
  return app.ok(who, readCustody, { id })
}

/** The judge makes the order that the record proposes, with these changes. */
export async function order(app: TestApp, id: string, change: Partial<OrderForm> & { requestId?: string } = {}, who = 'judge') {
  const { requestId, ...given } = change
  const { proposed } = await app.ok(who, proposeOrder, { id, reasons: 'The investigation goes on', knownAs: 'Abu Ali', surname: 'Al-Jubouri', fearOfFlight: 'No fixed home', ...given })
  const made = await app.ok(who, orderDetention, { id, version: (await page(app, who, id)).version, ...proposed, ...(requestId ? { requestId } : {}) })
  return { ...made, firstDay: proposed.firstDay, lastDay: proposed.lastDay }
}

export async function clocksOf(app: TestApp, id: string) {
  const { rows } = await read(app.systemCtx, (r) => sql<{ rule: string; state: string; due_at: Date; office_id: string; outcome: string | null }>`select rule, state, due_at, office_id, outcome from kernel.clock where record_id = ${id} order by started_at, id`.execute(r.db))
  return rows
}

export async function alarmsOf(app: TestApp, id: string) {
  const { rows } = await read(app.systemCtx, (r) => sql<{ kind: string; raised_to: string; article: string; detail: Record<string, unknown> }>`select kind, raised_to, article, detail from kernel.alarm where record_id = ${id} order by raised_at`.execute(r.db))
  return rows
}

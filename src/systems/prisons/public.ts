/**
 * What other systems may call of prisons. Reading (a Reader or Tx): occupancyOf, releaseDue, inmateOf, onRoll, openIncidents. Listening:
 * whenCounted. Row-level security holds: a prison sees its own, an inspector the nation.
 */
import type { Reader } from '#kernel/act/act.ts'
import { addDays, baghdadDay, endOfBaghdadDay } from '#kernel/clock/calendar.ts'
import type { InmateRow } from './contract/parts.ts'
import type { FacilityView } from './contract/safety.ts'
import { facilitiesOf } from './overview.ts'
import { releaseDue as dueOf, type DueState } from './rules/releaseDue.ts'
import { countOpenIncidents } from './store/incident.ts'
import { findListed, listEnding, listRollRows } from './store/inmate.ts'
import { viewInmate } from './views.ts'

export type { Counted } from './hooks.ts'
export { whenCounted } from './hooks.ts'
export type { FacilityView } from './contract/safety.ts'
export type { InmateRow } from './contract/parts.ts'

/** The facilities that the session sees with places, numbers held and what waits there; the fullest first. */
export async function occupancyOf(r: Reader, facilityId?: string): Promise<FacilityView[]> {
  return facilitiesOf(r, facilityId)
}

export interface DueRelease { readonly inmate: InmateRow; readonly facilityId: string; readonly state: DueState; readonly hoursOver: number }

/** Those whose sentence ends within so many days (0: today and before), the overdue first. Every facility that the session sees where none is named. */
export async function releaseDue(r: Reader, o: { facilityId?: string; days?: number; limit?: number } = {}): Promise<DueRelease[]> {
  const { now } = r.ctx
  const rows = await listEnding(r, { facilityId: o.facilityId, to: endOfBaghdadDay(addDays(baghdadDay(now), o.days ?? 7)), limit: o.limit ?? 200 })
  return rows.map((i) => { const { state, hoursOver } = dueOf(i.ends_at, now); return { inmate: viewInmate(i, now), facilityId: i.facility_id, state, hoursOver } })
}

/** How a person stands in the facility that holds or held them; undefined when no facility received them. */
export async function inmateOf(r: Reader, custodyId: string): Promise<InmateRow | undefined> {
  const row = await findListed(r, custodyId)
  return row && viewInmate(row, r.ctx.now)
}

/** Incidents that are not closed, by facility. */
export async function openIncidents(r: Reader): Promise<Map<string, number>> {
  return countOpenIncidents(r)
}

/** Who should be inside a facility now: on its roll, neither out nor in transit. */
export async function onRoll(r: Reader, facilityId: string): Promise<{ readonly custodyId: string; readonly number: string; readonly name: string; readonly cell: string | null }[]> {
  const rows = await listRollRows(r, facilityId)
  return rows.filter((i) => i.out === null && i.state !== 'in-transit').map((i) => ({ custodyId: i.id, number: i.number, name: i.name_display, cell: i.cell }))
}

/** The facilities that a session may see, in numbers, and the alarms that are open about them. */
import { sql } from 'kysely'
import type { Reader } from '#kernel/act/act.ts'
import { addDays, baghdadDay, endOfBaghdadDay } from '#kernel/clock/calendar.ts'
import type { FacilityView } from './contract/safety.ts'
import { facilityKinds } from './intake.ts'
import { occupancyPercent } from './rules/classification.ts'
import { countOpenIncidents } from './store/incident.ts'
import { countFacilities, type FacilityCounts } from './store/inmate.ts'
import { countOpenDifferences, lastCounts } from './store/roll.ts'
import { iso } from './views.ts'

const none: Omit<FacilityCounts, 'facility_id'> = {
  held: '0', untried: '0', convicted: '0', condemned: '0', women: '0', juveniles: '0', foreigners: '0', out: '0', unplaced: '0', incomplete: '0', overdue: '0', today: '0', week: '0', month: '0', to_calculate: '0', to_confirm: '0', orders_ending: '0', solitary: '0',
}

/** The facilities that a session may see, each with its numbers; the fullest first. */
export async function facilitiesOf(r: Reader, asked?: string): Promise<FacilityView[]> {
  const { session, now } = r.ctx
  const today = baghdadDay(now)
  let query = r.db.selectFrom('kernel.office').selectAll().where('kind', 'in', [...facilityKinds]).where('valid_to', 'is', null)
  if (!r.ctx.system && session?.officeIds !== '*') query = query.where('id', 'in', [...(session?.officeIds ?? [])])
  if (asked) query = query.where('id', '=', asked)
  const offices = await query.execute()
  const counts = new Map((await countFacilities(r, { facilityId: asked, now, today: endOfBaghdadDay(today), week: endOfBaghdadDay(addDays(today, 7)), month: endOfBaghdadDay(addDays(today, 30)) })).map((c) => [c.facility_id, c]))
  const [differences, incidents, counted, arriving, plans] = [await countOpenDifferences(r), await countOpenIncidents(r), await lastCounts(r), await countArriving(r), await plannedPlaces(r)]
  return offices.map((o): FacilityView => {
    const c = counts.get(o.id) ?? none
    const capacity = plans.get(o.id) || (o.capacity ?? 0)
    const last = counted.get(o.id)
    return {
      office: { id: o.id, ar: o.name_ar, ckb: o.name_ckb, en: o.name_en }, kind: o.kind, governorate: o.governorate, capacity, held: Number(c.held), percent: occupancyPercent(Number(c.held), capacity) ?? null, untried: Number(c.untried), convicted: Number(c.convicted),
      condemned: Number(c.condemned), women: Number(c.women), juveniles: Number(c.juveniles), foreigners: Number(c.foreigners), out: Number(c.out), unplaced: Number(c.unplaced), arriving: arriving.get(o.id) ?? 0, incomplete: Number(c.incomplete), overdue: Number(c.overdue),
      dueToday: Number(c.today), dueWeek: Number(c.week), dueMonth: Number(c.month), toCalculate: Number(c.to_calculate), toConfirm: Number(c.to_confirm), ordersEnding: Number(c.orders_ending), solitary: Number(c.solitary),
      openDifferences: differences.get(o.id) ?? 0, openIncidents: incidents.get(o.id) ?? 0, lastRollAt: iso(last?.at ?? null), lastRollAgrees: last?.agrees ?? null,
    }
  }).sort((a, b) => (b.percent ?? 0) - (a.percent ?? 0))
}

async function countArriving(r: Reader): Promise<Map<string, number>> {
  const rows = await r.db.selectFrom('kernel.handover as h').innerJoin('kernel.record as c', 'c.id', 'h.record_id').select((eb) => ['h.to_office', eb.fn.countAll<string>().as('n')]).where('h.state', '=', 'offered').where('c.kind', '=', 'custody').groupBy('h.to_office').execute()
  return new Map(rows.map((h) => [h.to_office, Number(h.n)]))
}

async function plannedPlaces(r: Reader): Promise<Map<string, number>> {
  const { rows } = await sql<{ facility_id: string; places: string }>`select facility_id, sum(capacity) as places from prisons.cell where closed_at is null group by facility_id`.execute(r.db)
  return new Map(rows.map((c) => [c.facility_id, Number(c.places)]))
}

/** Alarms that are open about what happened in the facility, or that were raised to the session's office. */
export async function openAlarms(r: Reader, facilities: readonly FacilityView[]) {
  if (facilities.length === 0) return []
  const rows = await r.db.selectFrom('kernel.alarm as a').innerJoin('kernel.record as c', 'c.id', 'a.record_id').innerJoin('kernel.office as o', 'o.id', 'a.office_id')
    .distinctOn(['a.record_id', 'a.kind']).select(['a.id', 'a.kind', 'a.record_id', 'a.article', 'a.raised_at', 'a.office_id', 'c.kind as record_kind', 'c.label', 'o.name_ar', 'o.name_ckb', 'o.name_en'])
    .where('a.state', '=', 'open').where('a.office_id', 'in', facilities.map((f) => f.office.id)).orderBy('a.record_id').orderBy('a.kind').orderBy('a.raised_at', 'desc').limit(500).execute()
  return rows.sort((a, b) => b.raised_at.getTime() - a.raised_at.getTime()).slice(0, 100).map((a) => ({
    id: a.id, kind: a.kind, recordId: a.record_id, recordKind: a.record_kind, label: a.label, article: a.article, raisedAt: a.raised_at.toISOString(), office: { id: a.office_id, ar: a.name_ar, ckb: a.name_ckb, en: a.name_en },
  }))
}

/** Deaths, escapes and serious incidents: told outside at once, closed only when everyone whom the law names was told. */
import { randomUUIDv7 } from 'node:crypto'
import { act, read, type Reader, type Tx } from '#kernel/act/act.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { findReceiver, raiseAlarm } from '#kernel/clock/alarms.ts'
import { hourMs } from '#kernel/clock/calendar.ts'
import { grantAccess } from '#kernel/handover/handover.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { addCoverFact, getCustody } from '#systems/custody/public.ts'
import { closeIncident, listIncidents, reportIncident, tellOutside, type IncidentView } from '../contract/safety.ts'
import { actorOf } from '../intake.ts'
import { checkClosing, overdueDuties, whoMustBeTold, type Incident, type Recipient } from '../rules/incident.ts'
import { lockInmate } from '../store/inmate.ts'
import { insertIncident, insertNotice, listIncidentPersons, listIncidentRows, listNotices, lockIncident, updateIncident } from '../store/incident.ts'
import type { IncidentRow, InmateRow, NoticeRow } from '../store/tables.ts'
import { facilityOf, iso, ownFacility } from '../views.ts'

/** The incident as its rules take it. */
function asIncident(i: Pick<IncidentRow, 'kind' | 'occurred_at' | 'foreigner' | 'death_certificate' | 'remains_handed_to'>, notices: readonly NoticeRow[]): Incident {
  return {
    kind: i.kind, occurredAt: i.occurred_at, foreigner: i.foreigner, told: Object.fromEntries(notices.map((n) => [n.recipient, n.told_at])) as Incident['told'],
    ...(i.death_certificate ? { deathCertificate: i.death_certificate } : {}), ...(i.remains_handed_to ? { remainsHandedTo: i.remains_handed_to } : {}),
  }
}

async function viewIncidents(r: Reader, f: Parameters<typeof listIncidentRows>[1]): Promise<IncidentView[]> {
  const rows = await listIncidentRows(r, f)
  const ids = rows.map((i) => i.id)
  const [notices, persons] = [await listNotices(r, ids), await listIncidentPersons(r, ids)]
  return rows.map((i) => {
    const told = notices.filter((n) => n.incident_id === i.id)
    return {
      id: i.id, version: i.version, number: i.number ?? '', facility: { id: i.facility_id, ar: i.name_ar, ckb: i.name_ckb, en: i.name_en }, kind: i.kind, occurredAt: i.occurred_at.toISOString(), place: i.place, description: i.description, foreigner: i.foreigner,
      reportedAt: i.reported_at.toISOString(), reporter: i.reporter, deathCertificate: i.death_certificate, remainsHandedTo: i.remains_handed_to, closedAt: iso(i.closed_at), outcome: i.outcome,
      persons: persons.filter((p) => p.incident_id === i.id).map((p) => ({ custodyId: p.custody_id, name: p.name })),
      duties: whoMustBeTold(i.kind, i.foreigner).map((d) => {
        const notice = told.find((n) => n.recipient === d.recipient)
        const dueAt = new Date(i.occurred_at.getTime() + d.withinHours * hourMs)
        return { recipient: d.recipient, dueAt: dueAt.toISOString(), article: d.article, confidence: d.confidence, toldAt: iso(notice?.told_at ?? null), toldWhom: notice?.told_whom ?? null, how: notice?.how ?? null, late: (notice?.told_at ?? r.ctx.now) > new Date(dueAt.getTime() + hourMs) }
      }),
    }
  })
}

/** Tells those outside who have an office in the platform, in the act itself: an alarm with each, and the right to read the report. */
async function tellOffices(tx: Tx, i: { kind: IncidentRow['kind']; facilityId: string; persons: readonly InmateRow[]; foreigner: boolean }): Promise<void> {
  const custodies = []
  for (const p of i.persons) custodies.push(await getCustody(tx, p.id))
  const offices: Partial<Record<Recipient, string>> = {}
  const [prosecution, inspectorate] = [custodies[0]?.prosecutionId ?? (await findReceiver(tx, i.facilityId, 'prosecution-office')), await findReceiver(tx, i.facilityId, 'inspectorate')]
  const judge = custodies[0]?.courtId ?? (await findReceiver(tx, i.facilityId, 'investigation-court'))
  if (prosecution) offices.prosecutor = prosecution
  if (inspectorate) offices.inspector = inspectorate
  if (judge) offices['investigative-judge'] = judge
  for (const duty of whoMustBeTold(i.kind, i.foreigner)) {
    const office = offices[duty.recipient]
    if (office === undefined) continue
    await grantAccess(tx, tx.record.id, office, duty.recipient === 'prosecutor' ? 'prosecution' : duty.recipient === 'inspector' ? 'interested' : 'judge')
    await raiseAlarm(tx, { kind: 'prison-incident', recordId: tx.record.id, officeId: i.facilityId, article: duty.article, raisedTo: office, detail: { incident: `prisons.incident.${i.kind}`, number: tx.record.number, persons: i.persons.length } })
    const told = await tx.db.selectFrom('kernel.office').select('name_ar').where('id', '=', office).executeTakeFirst()
    await insertNotice(tx, { id: randomUUIDv7(), incident_id: tx.record.id, recipient: duty.recipient, told_at: tx.at, told_whom: told?.name_ar ?? '', how: 'platform', told_by: tx.ctx.session?.accountId ?? null })
  }
}

/** A death and an escape are facts of the custody itself. */
async function factsOf(tx: Tx, kind: IncidentRow['kind'], at: Date, persons: readonly InmateRow[], place: string): Promise<void> {
  if (kind !== 'death' && kind !== 'escape') return
  for (const p of persons) await addCoverFact(tx, p.id, { type: kind, at }, { incident: tx.record.id, place })
}

export const incidentHandlers: readonly Handler[] = [
  handle(listIncidents, async ({ facilityId, state, limit }, ctx) => read(ctx, async (r) => {
    const own = ctx.session?.role.startsWith('prison-') ? (await facilityOf(r, undefined)).id : facilityId
    return { rows: await viewIncidents(r, { facilityId: own, state, limit }) }
  })),
  handle(reportIncident, async (input, ctx) => {
    const facility = await ownFacility(ctx)
    const occurredAt = new Date(input.occurredAt)
    return act(ctx, { verb: 'prisons.report-incident', subject: { kind: 'incident', create: { label: input.place, series: 'incident' } }, basis: 'CPC 47-48', input, detail: { kind: input.kind, persons: input.custodyIds } }, async (tx) => {
      if (occurredAt > tx.at) refuse('prisons.incident-in-future', { field: 'occurredAt' })
      const persons: InmateRow[] = []
      for (const id of new Set(input.custodyIds)) {
        const inmate = await lockInmate(tx, id)
        if (inmate.facility_id !== facility.id) refuse('kernel.held-elsewhere', { status: 403 })
        persons.push(inmate)
        tx.also(id)
      }
      if ((input.kind === 'death' || input.kind === 'escape') && persons.length === 0) refuse('prisons.incident-needs-person', { field: 'custodyIds' })
      const foreigner = input.foreigner || persons.some((p) => p.nationality !== null && p.nationality !== 'IRQ')
      await insertIncident(tx, {
        id: tx.record.id, facility_id: facility.id, kind: input.kind, occurred_at: occurredAt, place: input.place, description: input.description, foreigner, reported_at: tx.at, reported_by: actorOf(tx).id, reporter: actorOf(tx).name,
        death_certificate: input.deathCertificate || null, remains_handed_to: null, closed_at: null, closed_by: null, outcome: null,
      }, persons.map((p) => ({ id: randomUUIDv7(), incident_id: tx.record.id, custody_id: p.id, name: p.name_display })))
      await tellOffices(tx, { kind: input.kind, facilityId: facility.id, persons, foreigner })
      await factsOf(tx, input.kind, occurredAt, persons, input.place)
      const told = await listNotices(tx, [tx.record.id])
      return { id: tx.record.id, number: tx.record.number ?? '', warnings: overdueDuties(asIncident({ kind: input.kind, occurred_at: occurredAt, foreigner, death_certificate: null, remains_handed_to: null }, told), tx.at) }
    })
  }),
  handle(tellOutside, (input, ctx) => act(ctx, { verb: 'prisons.tell-outside', subject: { kind: 'incident', id: input.id }, basis: 'Mandela 69, 71', input, detail: { recipient: input.recipient } }, async (tx) => {
    const incident = await lockIncident(tx, input.id)
    const toldAt = new Date(input.toldAt)
    if (toldAt > tx.at || toldAt < incident.occurred_at) refuse('prisons.told-when', { field: 'toldAt' })
    const added = await insertNotice(tx, { id: randomUUIDv7(), incident_id: incident.id, recipient: input.recipient, told_at: toldAt, told_whom: input.toldWhom, how: input.how, told_by: actorOf(tx).id })
    if (!added) refuse('prisons.told-already', { status: 409, field: 'recipient', params: { recipient: `prisons.recipient.${input.recipient}` } })
    return { id: incident.id, warnings: overdueDuties(asIncident(incident, await listNotices(tx, [incident.id])), tx.at) }
  })),
  handle(closeIncident, (input, ctx) => act(ctx, { verb: 'prisons.close-incident', subject: { kind: 'incident', id: input.id }, basis: 'CPC 48', reason: input.outcome, input }, async (tx) => {
    const incident = await lockIncident(tx, input.id)
    if (incident.closed_at !== null) refuse('prisons.incident-closed', { status: 409 })
    const certain = { death_certificate: input.deathCertificate || incident.death_certificate, remains_handed_to: input.remainsHandedTo || incident.remains_handed_to }
    const warnings = checkClosing(asIncident({ ...incident, ...certain }, await listNotices(tx, [incident.id])))
    refuseBlocked(warnings)
    await updateIncident(tx, incident.id, { ...certain, closed_at: tx.at, closed_by: actorOf(tx).id, outcome: input.outcome })
    return { id: incident.id, warnings }
  })),
]

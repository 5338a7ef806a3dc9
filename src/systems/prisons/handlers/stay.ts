/** Those held: lists, one person's stay, needs, places, absences, transfers. */
import { randomUUIDv7 } from 'node:crypto'
import { act, read, type Reader, type Tx } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { offer } from '#kernel/handover/handover.ts'
import { handoverRulesOf } from '#kernel/handover/kinds.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import { note, type Finding } from '#kernel/words/finding.ts'
import { getCustody } from '#systems/custody/public.ts'
import { orderOfHeld } from '../commitment.ts'
import { checkPlaces, moveBack, moveOut, place } from '../contract/cells.ts'
import { listInmates, listTransfers, readInmate, setNeeds, transfer } from '../contract/reception.ts'
import { actorOf, facilityKinds, prisonHandover } from '../intake.ts'
import { findingsByPlace, placeFindings, placeIn } from '../placing.ts'
import { listIncidentRows } from '../store/incident.ts'
import { countInmates, findInmate, findListed, listInmateRows, lockInmate, namesOf, updateInmate } from '../store/inmate.ts'
import { endMovement, insertMovement, insertTransfer, lastVisits, listAdmissions, listMovements, listOccupants, listPlacements, listSheets, listSolitary, listTransferRows, lockCell } from '../store/stay.ts'
import { facilityOf, iso, officesOf, viewInmate, viewOrder } from '../views.ts'

/** An act on one person held here. */
export async function onInmate<T>(ctx: Ctx, spec: { verb: string; basis: string; reason?: string | undefined; input: { id: string; version?: number | undefined }; detail?: Record<string, unknown> }, work: (tx: Tx) => Promise<T>): Promise<T> {
  return act(ctx, { verb: spec.verb, subject: { kind: 'custody', id: spec.input.id }, expectedVersion: spec.input.version, basis: spec.basis, reason: spec.reason, input: spec.input, detail: spec.detail ?? {} }, work)
}

async function stayOf(r: Reader, id: string) {
  const listed = (await findListed(r, id)) ?? refuse('kernel.record-unknown', { status: 404 })
  const admissions = await listAdmissions(r, id)
  const transfers = await listTransferRows(r, { custodyId: id, limit: 50 })
  const offices = await officesOf(r, [listed.facility_id, ...admissions.map((a) => a.facility_id)])
  const office = (officeId: string) => offices.get(officeId) ?? refuse('kernel.office-unknown', { status: 404 })
  const visits = await lastVisits(r, id)
  const apart = await namesOf(r, listed.keep_apart)
  return {
    inmate: viewInmate(listed, r.ctx.now), facility: office(listed.facility_id), needs: listed.needs, keepApart: listed.keep_apart.map((k) => ({ id: k, name: apart.get(k)?.name ?? '…' })), leftAt: iso(listed.left_at), leftKind: listed.left_kind,
    admissions: admissions.map((a) => ({ id: a.id, facility: office(a.facility_id), order: viewOrder(a), admittedAt: a.admitted_at.toISOString(), completedAt: iso(a.completed_at), leftAt: iso(a.left_at), leftKind: a.left_kind })),
    sheets: (await listSheets(r, id)).map((s) => ({
      id: s.id, identity: s.identity, commitment: s.commitment, arrest: s.arrest, injuriesAndComplaints: s.injuries_and_complaints, injuriesFound: s.injuries_found, property: s.property, family: s.family, emergencyContact: s.emergency_contact,
      toldInLanguage: s.told_in_language, ...(s.remarks ? { remarks: s.remarks } : {}), writtenAt: s.written_at.toISOString(), writer: s.writer,
    })),
    placements: (await listPlacements(r, id)).map((p) => ({ id: p.id, cell: p.name, from: p.from_at.toISOString(), to: iso(p.to_at), reason: p.reason, overCapacity: p.over_capacity })),
    movements: (await listMovements(r, id)).map((m) => ({ id: m.id, kind: m.kind, destination: m.destination, outAt: m.out_at.toISOString(), expectedAt: iso(m.expected_at), backAt: iso(m.back_at) })),
    transfers: transfers.map((t) => ({ id: t.id, to: { id: t.to_facility, ar: t.to_ar, ckb: t.to_ckb, en: t.to_en }, reason: t.reason, orderNumber: t.order_number, orderedAt: t.ordered_at.toISOString(), arrivedAt: iso(t.arrived_at), familyToldAt: iso(t.family_told_at) })),
    solitary: (await listSolitary(r, id)).map((s) => ({ id: s.id, from: s.from_at.toISOString(), until: s.until_at.toISOString(), endedAt: iso(s.ended_at), reason: s.reason, authorisedBy: s.authorised_by, lastVisit: iso(visits.get(s.id) ?? null) })),
    incidents: (await listIncidentRows(r, { custodyId: id, state: 'all', limit: 50 })).map((i) => ({ id: i.id, kind: i.kind, occurredAt: i.occurred_at.toISOString(), closedAt: iso(i.closed_at) })),
  }
}

/** The transfer in one act: order and offer. */
async function orderTransfer(tx: Tx, input: Parameters<typeof transfer.input.parse>[0] & { id: string; toFacility: string; reason: string; orderNumber: string; fitToTravel: boolean; familyTold: boolean; escort: string; condition: string }) {
  const custody = await getCustody(tx, input.id)
  const to = await getOffice(tx, input.toFacility)
  if (!facilityKinds.includes(to.kind)) refuse('prisons.transfer-to-no-facility', { article: 'CPC 281', field: 'toFacility' })
  if (!input.fitToTravel) refuse('prisons.transfer-unfit', { article: 'Mandela 73', field: 'fitToTravel' })
  const order = (await orderOfHeld(tx, custody)) ?? refuse('prisons.reception-no-order', { article: 'Penal 324', field: 'order' })
  const o = { toOffice: to.id, condition: input.condition, escort: input.escort }
  for (const rules of handoverRulesOf('custody')) if (rules !== prisonHandover) await rules.beforeOffer?.(tx, o)
  const handoverId = await offer(tx, o)
  const transferId = randomUUIDv7()
  await insertTransfer(tx, {
    id: transferId, custody_id: custody.id, from_facility: custody.heldBy, to_facility: to.id, handover_id: handoverId, reason: input.reason, order_number: input.orderNumber, fit_to_travel: true, family_told_at: input.familyTold ? tx.at : null,
    commitment: JSON.stringify(order), ordered_at: tx.at, ordered_by: actorOf(tx).id, arrived_at: null,
  })
  const warnings: Finding[] = input.familyTold ? [] : [note('prisons.transfer-tell-family', 'Mandela 68', 'U', { field: 'familyTold' })]
  return { id: custody.id, transferId, handoverId, warnings }
}

export const stayHandlers: readonly Handler[] = [
  handle(listInmates, async ({ facilityId, ...f }, ctx) => read(ctx, async (r) => {
    const facility = await facilityOf(r, facilityId)
    const rows = await listInmateRows(r, { ...f, facilityId: facility.id, limit: f.limit + 1 })
    const page = rows.slice(0, f.limit)
    const last = page.at(-1)
    return { rows: page.map((i) => viewInmate(i, ctx.now)), next: rows.length > f.limit && last ? `${last.name_display}\n${last.id}` : null, total: await countInmates(r, { ...f, facilityId: facility.id }) }
  })),
  handle(readInmate, async ({ id }, ctx) => read(ctx, (r) => stayOf(r, id))),
  handle(setNeeds, (input, ctx) => onInmate(ctx, { verb: 'prisons.set-needs', basis: 'Mandela 8(b)', input }, async (tx) => {
    const inmate = await lockInmate(tx, input.id)
    if (input.keepApart.includes(input.id)) refuse('prisons.apart-from-oneself', { field: 'keepApart' })
    await updateInmate(tx, input.id, { pregnant: input.pregnant, with_infant: input.withInfant, vulnerable: input.vulnerable, needs: input.needs || null, keep_apart: input.keepApart })
    const after = (await findInmate(tx, input.id)) ?? inmate
    const cell = after.cell_id ? await lockCell(tx, after.cell_id, after.facility_id) : undefined
    return { id: input.id, warnings: cell ? placeFindings(after, cell, await listOccupants(tx, [cell.id]), tx.at).filter((f) => f.code !== 'prisons.place-full') : [] }
  })),
  handle(checkPlaces, async ({ id }, ctx) => read(ctx, async (r) => {
    const inmate = (await findInmate(r, id)) ?? refuse('kernel.record-unknown', { status: 404 })
    return { rows: await findingsByPlace(r, inmate, ctx.now) }
  })),
  handle(place, (input, ctx) => onInmate(ctx, { verb: 'prisons.place', basis: 'Mandela 11', reason: input.reason, input, detail: { cellId: input.cellId } }, async (tx) => ({ id: input.id, warnings: await placeIn(tx, input.id, { cellId: input.cellId, reason: input.reason }) }))),
  handle(moveOut, (input, ctx) => onInmate(ctx, { verb: 'prisons.move', basis: 'Mandela 7(c)', input, detail: { kind: input.kind, destination: input.destination } }, async (tx) => {
    const inmate = await lockInmate(tx, input.id)
    if (inmate.out !== null) refuse('prisons.out-already', { status: 409 })
    await insertMovement(tx, { id: randomUUIDv7(), custody_id: input.id, facility_id: inmate.facility_id, kind: input.kind, destination: input.destination, escort: input.escort || null, out_at: tx.at, expected_at: input.expectedAt ? new Date(input.expectedAt) : null, back_at: null, back_note: null })
    await updateInmate(tx, input.id, { out: input.kind })
    return { id: input.id, warnings: [] }
  })),
  handle(moveBack, (input, ctx) => onInmate(ctx, { verb: 'prisons.move', basis: 'Mandela 7(c)', input, detail: { back: true } }, async (tx) => {
    await lockInmate(tx, input.id)
    if (!(await endMovement(tx, input.id, input.note || null))) refuse('prisons.not-out', { status: 409 })
    await updateInmate(tx, input.id, { out: null })
    return { id: input.id, warnings: [] }
  })),
  handle(transfer, (input, ctx) => onInmate(ctx, { verb: 'prisons.transfer', basis: 'CPC 281', reason: input.reason, input, detail: { toFacility: input.toFacility, order: input.orderNumber } }, async (tx) => {
    await lockInmate(tx, input.id)
    return orderTransfer(tx, input)
  })),
  handle(listTransfers, async ({ facilityId, limit }, ctx) => read(ctx, async (r) => {
    const facility = await facilityOf(r, facilityId)
    return { rows: (await listTransferRows(r, { facilityId: facility.id, limit })).map((t) => ({
      id: t.id, custodyId: t.custody_id, number: t.number, name: t.name_display, from: { id: t.from_facility, ar: t.from_ar, ckb: t.from_ckb, en: t.from_en }, to: { id: t.to_facility, ar: t.to_ar, ckb: t.to_ckb, en: t.to_en }, reason: t.reason,
      orderNumber: t.order_number, orderedAt: t.ordered_at.toISOString(), state: t.state, dueAt: t.due_at.toISOString(), arrivedAt: iso(t.arrived_at),
    })) }
  })),
]

/** The coming and going of people: what is written when a custody is accepted by a facility, leaves it, or ends. */
import { randomUUIDv7 } from 'node:crypto'
import type { Tx } from '#kernel/act/act.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { grantAccess, type Handover } from '#kernel/handover/handover.ts'
import type { HandoverRules } from '#kernel/handover/kinds.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import { getCustody, type Covered, type CustodyFacts, type Ended, type ReleaseOrdered } from '#systems/custody/public.ts'
import type { Judged, SentenceChanged } from '#systems/courts/public.ts'
import { addCoverFact } from '#systems/custody/public.ts'
import { findOrder, receptionFindings, type NamedOrder } from './commitment.ts'
import { findInmate, noteOrderEnd, putInmate, updateInmate } from './store/inmate.ts'
import { listConfirmations } from './store/sentence.ts'
import { endStay, findLiveAdmission, insertAdmission, markArrived } from './store/stay.ts'
import type { InmateRow, LeftKind } from './store/tables.ts'

export const facilityKinds: readonly string[] = ['prison', 'juvenile-facility']

/** @throws Refusal when the act has no account behind it */
export function actorOf(tx: Tx): { id: string; name: string; officeId: string } {
  const session = tx.ctx.session ?? refuse('kernel.sign-in-first', { status: 401 })
  return { id: session.accountId, name: session.personName, officeId: session.officeId }
}

/** How a person stands before the law, for separation and for what is computed. */
export function standingOf(custody: CustodyFacts, order: Pick<NamedOrder, 'kind' | 'death'> | undefined): InmateRow['standing'] {
  if (order?.death) return 'condemned'
  return order?.kind === 'imprisonment-memorandum' || custody.stage === 'sentenced' ? 'convicted' : 'untried'
}

/** Takes the custody of the act's record into the session's facility under its order. Whoever is here already stays as they are. */
export async function admitUnder(tx: Tx, custody: CustodyFacts, order: NamedOrder, from: { handoverId: string | null; officeId: string | null }): Promise<string> {
  const known = await findLiveAdmission(tx, custody.id)
  const facilityId = actorOf(tx).officeId
  if (known?.facility_id === facilityId) return known.id
  if (custody.sex === null) refuse('prisons.sex-unknown', { article: 'Mandela 11(a)', field: 'sex' })
  await endStay(tx, custody.id, tx.at, 'transferred')
  const id = randomUUIDv7()
  await insertAdmission(tx, {
    id, custody_id: custody.id, facility_id: facilityId, handover_id: from.handoverId, from_office: from.officeId, order_kind: order.kind, order_number: order.number, order_court: order.court, order_article: order.article, order_measure: order.measure,
    order_starts_on: order.startsOn, order_ends_at: order.endsAt === null ? null : new Date(order.endsAt), order_document_id: order.documentId, days_held: order.daysHeld, admitted_at: tx.at, admitted_by: actorOf(tx).id, completed_at: null,
    left_at: null, left_kind: null,
  })
  await putArrived(tx, custody, order, { admissionId: id, facilityId, sex: custody.sex })
  return id
}

/** What is known of the person's needs and sentence travels with them; place, absence and confinement do not. */
async function putArrived(tx: Tx, custody: CustodyFacts, order: NamedOrder, o: { admissionId: string; facilityId: string; sex: 'male' | 'female' }): Promise<void> {
  const before = await findInmate(tx, custody.id)
  await putInmate(tx, {
    id: custody.id, facility_id: o.facilityId, admission_id: o.admissionId, person_id: custody.personId, number: custody.number, name_display: custody.name, sex: o.sex, birth_date: custody.birthDate, birth_precision: custody.birthPrecision,
    juvenile: custody.ageGroup === 'juvenile', nationality: custody.nationality, case_id: custody.caseId, case_number: custody.caseNumber, article: order.article, standing: standingOf(custody, order),
    pregnant: before?.pregnant ?? false, with_infant: before?.with_infant ?? false, vulnerable: before?.vulnerable ?? false, needs: before?.needs ?? null, keep_apart: before?.keep_apart ?? [],
    cell_id: null, out: null, order_ends_at: order.endsAt === null ? null : new Date(order.endsAt), calculation_id: before?.calculation_id ?? null, confirmed: before?.confirmed ?? false, stale: before?.stale ?? false, starts_on: before?.starts_on ?? null,
    ends_at: before?.ends_at ?? null, release_at_once: before?.release_at_once ?? false, conditional_on: before?.conditional_on ?? null, release_ordered_at: before?.release_ordered_at ?? null, solitary_until: null, admitted_at: tx.at, left_at: null, left_kind: null,
  })
}

/** The person has left this facility, whichever way. Said twice, it stands as it was said first. */
export async function leave(tx: Tx, custodyId: string, at: Date, kind: LeftKind): Promise<void> {
  const inmate = await findInmate(tx, custodyId)
  if (!inmate || inmate.left_at !== null) return
  await endStay(tx, custodyId, at, kind)
  await updateInmate(tx, custodyId, { cell_id: null, out: null, solitary_until: null, left_at: at < inmate.admitted_at ? inmate.admitted_at : at, left_kind: kind })
}

/** Penal 324: a facility accepts nobody without an order in force; and whoever is accepted is on its books from that instant. */
export const prisonHandover: HandoverRules = {
  async beforeOffer(tx, offer) {
    const from = await getOffice(tx, tx.record.office_id)
    const to = await getOffice(tx, offer.toOffice)
    if (facilityKinds.includes(from.kind) && facilityKinds.includes(to.kind)) refuse('prisons.transfer-needs-order', { article: 'CPC 281', field: 'toOffice' })
  },
  async beforeAccept(tx: Tx, open: Handover) {
    if (!facilityKinds.includes((await getOffice(tx, open.to_office)).kind)) return
    const custody = await getCustody(tx, open.record_id)
    refuseBlocked(await receptionFindings(tx, custody, await findOrder(tx, custody, open.id), {}, tx.at))
  },
  async afterAccept(tx: Tx, done: Handover) {
    if (!facilityKinds.includes((await getOffice(tx, done.to_office)).kind)) {
      await leave(tx, done.record_id, tx.at, 'transferred')
      return
    }
    const custody = await getCustody(tx, done.record_id)
    const order = (await findOrder(tx, custody, done.id)) ?? refuse('prisons.reception-no-order', { article: 'Penal 324', field: 'order' })
    await admitUnder(tx, custody, order, { handoverId: done.id, officeId: done.from_office })
    await markArrived(tx, done.id)
  },
}

/** A new order, or one that ran out: until when the untried are held. */
export async function followCover(tx: Tx, { custodyId, status, until }: Covered): Promise<void> {
  if (status !== 'away') await noteOrderEnd(tx, custodyId, until)
}

/** Released, dead or escaped: off the books of the facility. */
export async function followEnd(tx: Tx, { custodyId, kind, at }: Ended): Promise<void> {
  await leave(tx, custodyId, at, kind)
}

export async function followReleaseOrder(tx: Tx, { custodyId }: ReleaseOrdered): Promise<void> {
  if (await findInmate(tx, custodyId)) await updateInmate(tx, custodyId, { release_ordered_at: tx.at })
}

/** A conviction makes the untried a convict; the sentence is to be computed. */
export async function followJudgment(tx: Tx, { custodyIds, verdict, death, prisonId }: Judged): Promise<void> {
  for (const id of custodyIds) {
    const inmate = await findInmate(tx, id)
    if (!inmate || inmate.left_at !== null) continue
    if (prisonId !== null) await grantAccess(tx, inmate.case_id, inmate.facility_id, 'prison')
    await updateInmate(tx, id, { ...(verdict === 'convicted' ? { standing: death ? 'condemned' : 'convicted', order_ends_at: null } : {}), stale: inmate.calculation_id !== null })
  }
}

/** A sentence that was reduced or taken away no longer covers by what was computed from it; it is to be computed again. */
export async function followSentence(tx: Tx, { custodyIds, why }: SentenceChanged): Promise<void> {
  for (const id of custodyIds) {
    const inmate = await findInmate(tx, id)
    if (!inmate) continue
    const latest = inmate.confirmed && inmate.calculation_id ? (await listConfirmations(tx, id)).get(inmate.calculation_id) : undefined
    for (const factId of latest?.cover_facts ?? []) await addCoverFact(tx, id, { type: 'order-cancelled', at: tx.at, orderId: factId }, { why })
    await updateInmate(tx, id, { stale: true, confirmed: false })
  }
}

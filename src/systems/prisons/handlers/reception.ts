import { randomUUIDv7 } from 'node:crypto'
import { act, read, type Reader, type Tx } from '#kernel/act/act.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { baghdadDay, hourMs } from '#kernel/clock/calendar.ts'
import { moveClocks } from '#kernel/clock/clocks.ts'
import { accept, type Handover } from '#kernel/handover/handover.ts'
import { handoverRulesOf } from '#kernel/handover/kinds.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { getPerson } from '#kernel/people/people.ts'
import type { Finding } from '#kernel/words/finding.ts'
import { getCustody, type CustodyFacts } from '#systems/custody/public.ts'
import { findOrder, orderOfHeld, receptionFindings, type NamedOrder } from '../commitment.ts'
import { admit, listArrivals, readIntake, type AdmissionSheet, type Arrival } from '../contract/reception.ts'
import { actorOf, admitUnder, standingOf } from '../intake.ts'
import { ageOn } from '../person.ts'
import { placeIn } from '../placing.ts'
import { completeAdmission, findLiveAdmission, insertSheet, listIncomplete } from '../store/stay.ts'
import { facilityOf, iso, officesOf } from '../views.ts'

interface OpenOffer { id: string; record_id: string; from_office: string; offered_at: Date; due_at: Date; condition_note: string | null; escort: string | null }

async function offersTo(r: Reader, officeId: string, custodyId?: string, limit = 200): Promise<OpenOffer[]> {
  let query = r.db.selectFrom('kernel.handover as h').innerJoin('kernel.record as r', 'r.id', 'h.record_id').select(['h.id', 'h.record_id', 'h.from_office', 'h.offered_at', 'h.due_at', 'h.condition_note', 'h.escort'])
    .where('h.to_office', '=', officeId).where('h.state', '=', 'offered').where('r.kind', '=', 'custody').orderBy('h.offered_at').limit(limit)
  if (custodyId !== undefined) query = query.where('h.record_id', '=', custodyId)
  return query.execute()
}

/** One arrival: who, from where, under which order, and what stands against it. */
async function viewArrival(r: Reader, custody: CustodyFacts, offer: OpenOffer | undefined, admittedAt: Date | null): Promise<Arrival> {
  const { version } = await r.db.selectFrom('kernel.record').select('version').where('id', '=', custody.id).executeTakeFirstOrThrow()
  const order = offer ? await findOrder(r, custody, offer.id) : await orderOfHeld(r, custody)
  const from = offer ? (await officesOf(r, [offer.from_office])).get(offer.from_office) : undefined
  return {
    id: custody.id, version, number: custody.number, name: custody.name, sex: custody.sex, age: ageOn(custody.birthDate, custody.birthPrecision, r.ctx.now) ?? null, ageGroup: custody.ageGroup, state: offer ? 'offered' : 'incomplete', from: from ?? null,
    offeredAt: iso(offer?.offered_at ?? null), dueAt: iso(offer?.due_at ?? null), condition: offer?.condition_note ?? null, escort: offer?.escort ?? null, admittedAt: iso(admittedAt), order: order ? plain(order) : null,
    findings: (await receptionFindings(r, custody, order, {}, r.ctx.now)).filter((f) => !ofTheSheet.has(f.code)),
  }
}

/** For the list only the order counts: the sheet is written when the person stands at the desk. */
const ofTheSheet = new Set(['prisons.reception-block-missing', 'prisons.reception-tell-of-injuries'])

function plain({ personId: _personId, facilityId: _facilityId, ...order }: NamedOrder) {
  return order
}

async function arrivals(r: Reader, limit: number): Promise<Arrival[]> {
  const facility = await facilityOf(r, undefined)
  const rows: Arrival[] = []
  for (const offer of await offersTo(r, facility.id, undefined, limit)) rows.push(await viewArrival(r, await getCustody(r, offer.record_id), offer, null))
  for (const admission of await listIncomplete(r, facility.id, limit)) rows.push(await viewArrival(r, await getCustody(r, admission.custody_id), undefined, admission.admitted_at))
  return rows
}

/** The sheet as far as the record can fill it in; what only the desk can see stays open. */
async function proposeSheet(r: Reader, custody: CustodyFacts, order: NamedOrder | undefined): Promise<Partial<AdmissionSheet>> {
  const person = await getPerson(r, custody.personId)
  const papers = person.documents.map((d) => d.number).join('، ')
  return {
    identity: [person.display, person.nationalNumber, custody.birthDate, papers].filter(Boolean).join('، '),
    ...(order ? { commitment: [order.number, order.court, order.article].filter(Boolean).join('، ') } : {}),
    arrest: `${baghdadDay(custody.arrestedAt)} ${new Date(custody.arrestedAt.getTime() + 3 * hourMs).toISOString().slice(11, 16)}`,
  }
}

export const receptionHandlers: readonly Handler[] = [
  handle(listArrivals, async ({ limit }, ctx) => ({ rows: await read(ctx, (r) => arrivals(r, limit)) })),
  handle(readIntake, async ({ id }, ctx) => read(ctx, async (r) => {
    const facility = await facilityOf(r, undefined)
    const custody = await getCustody(r, id)
    const [offer] = await offersTo(r, facility.id, id)
    const admission = await findLiveAdmission(r, id)
    if (!offer && custody.heldBy !== facility.id) refuse('prisons.not-offered', { status: 409, article: 'Penal 324' })
    const order = offer ? await findOrder(r, custody, offer.id) : await orderOfHeld(r, custody)
    return {
      ...(await viewArrival(r, custody, offer, admission?.facility_id === facility.id ? admission.admitted_at : null)), personId: custody.personId, caseNumber: custody.caseNumber, admissionId: admission?.facility_id === facility.id ? admission.id : null,
      proposed: await proposeSheet(r, custody, order), standing: standingOf(custody, order),
    }
  })),
  handle(admit, async (input, ctx) => act(ctx, { verb: 'prisons.admit', subject: { kind: 'custody', id: input.id }, expectedVersion: input.version, by: 'authority', basis: 'CPC 281', input, detail: { injuriesFound: input.sheet.injuriesFound } }, async (tx) => {
    await facilityOf(tx, undefined)
    const custody = await getCustody(tx, input.id)
    const { order, offer } = await takeOver(tx, custody)
    const warnings = await receptionFindings(tx, custody, order, { ...input.sheet, admittedAt: tx.at }, tx.at)
    refuseBlocked(warnings)
    const admissionId = await admitUnder(tx, custody, order, { handoverId: offer?.id ?? null, officeId: offer?.from_office ?? null })
    await writeSheet(tx, custody.id, admissionId, input.sheet)
    const placing: Finding[] = input.cellId ? await placeIn(tx, custody.id, { cellId: input.cellId, reason: undefined }) : []
    return { id: custody.id, admissionId, warnings: [...warnings, ...placing].filter((w) => w.code !== 'prisons.reception-tell-of-injuries' || input.sheet.injuriesFound) }
  })),
]

/** Accepts the open offer, or finds that the person is held here already. @throws Refusal when neither is so, or no order commits them */
async function takeOver(tx: Tx, custody: CustodyFacts): Promise<{ order: NamedOrder; offer: Handover | undefined }> {
  const officeId = actorOf(tx).officeId
  const open = await tx.db.selectFrom('kernel.handover').selectAll().where('record_id', '=', custody.id).where('state', '=', 'offered').executeTakeFirst()
  const noOrder = () => refuse('prisons.reception-no-order', { article: 'Penal 324', field: 'order' })
  if (!open) {
    if (custody.heldBy !== officeId) refuse('prisons.not-offered', { status: 409, article: 'Penal 324' })
    if (custody.endedAt !== null) refuse('prisons.left-already', { status: 409 })
    return { order: (await orderOfHeld(tx, custody)) ?? noOrder(), offer: undefined }
  }
  if (open.to_office !== officeId) refuse('kernel.offered-elsewhere', { status: 403 })
  const order = (await findOrder(tx, custody, open.id)) ?? noOrder()
  for (const rules of handoverRulesOf('custody')) await rules.beforeAccept?.(tx, open)
  const done = await accept(tx)
  await moveClocks(tx, custody.id, done.from_office, done.to_office)
  for (const rules of handoverRulesOf('custody')) await rules.afterAccept?.(tx, done)
  return { order, offer: done }
}

async function writeSheet(tx: Tx, custodyId: string, admissionId: string, s: AdmissionSheet): Promise<void> {
  const { id: by, name } = actorOf(tx)
  await insertSheet(tx, {
    id: randomUUIDv7(), admission_id: admissionId, custody_id: custodyId, identity: s.identity, commitment: s.commitment, arrest: s.arrest, injuries_and_complaints: s.injuriesAndComplaints, injuries_found: s.injuriesFound, property: s.property,
    family: s.family, emergency_contact: s.emergencyContact, told_in_language: s.toldInLanguage, remarks: s.remarks ?? null, written_at: tx.at, written_by: by, writer: name,
  })
  await completeAdmission(tx, admissionId)
}

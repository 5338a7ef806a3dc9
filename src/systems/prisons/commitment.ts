/** What commits a person to this place: the memorandum of a conviction (CPC 281), or a detention order in force (CPC 113). */
import type { Reader } from '#kernel/act/act.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import type { DocumentTables } from '#kernel/documents/tables.ts'
import { samePersonIds } from '#kernel/people/people.ts'
import { findCommitment } from '#systems/courts/public.ts'
import { coverOf, type CustodyFacts } from '#systems/custody/public.ts'
import { note, type Finding } from '#kernel/words/finding.ts'
import type { Order } from './contract/parts.ts'
import { checkReception, type AdmissionBlocks } from './rules/reception.ts'
import { findLiveAdmission, findTransferOf } from './store/stay.ts'

/** An order with the person whom it names. */
export interface NamedOrder extends Order { readonly personId: string; /** The facility that a memorandum is made out to. */ readonly facilityId?: string }

/**
 * The order under which a custody may be held in a facility now, or undefined: then nobody takes the person in.
 * @param handoverId the offer under way; for one between facilities, the order travels with the transfer
 */
export async function findOrder(r: Reader, custody: CustodyFacts, handoverId?: string): Promise<NamedOrder | undefined> {
  return (await findMemorandum(r, custody)) ?? (await findTravelling(r, custody, handoverId)) ?? (await findDetention(r, custody))
}

async function nameOf(r: Reader, officeId: string): Promise<string> {
  const office = await r.db.selectFrom('kernel.office').select(['name_ar', 'name_ckb', 'jurisdiction']).where('id', '=', officeId).executeTakeFirst()
  return (office?.jurisdiction === 'kri' ? office.name_ckb : office?.name_ar) ?? ''
}

async function findMemorandum(r: Reader, custody: CustodyFacts): Promise<NamedOrder | undefined> {
  const c = await findCommitment(r, custody.id)
  if (!c) return undefined
  return {
    kind: 'imprisonment-memorandum', personId: c.personId, number: c.memorandumNumber, court: await nameOf(r, c.courtId), article: c.article, measure: c.penalty, startsOn: c.startsOn, endsAt: null, daysHeld: c.heldDays, documentId: c.documentId, death: c.death, facilityId: c.prisonId,
  }
}

/** The sending facility read the memorandum when it ordered the transfer; the receiving one may read the case only once it holds the person. */
async function findTravelling(r: Reader, custody: CustodyFacts, handoverId: string | undefined): Promise<NamedOrder | undefined> {
  const transfer = handoverId === undefined ? undefined : await findTransferOf(r, handoverId)
  const order = transfer?.commitment as Order | undefined
  if (order === undefined || order.kind !== 'imprisonment-memorandum') return undefined
  return (await coverOf(r, custody.id)).intervals.at(-1)?.kind === 'sentence' ? { ...order, personId: custody.personId } : undefined
}

const detentionKinds = new Set(['order', 'felony-court', 'court-order'])

async function findDetention(r: Reader, custody: CustodyFacts): Promise<NamedOrder | undefined> {
  const cover = await coverOf(r, custody.id)
  const now = cover.intervals.at(-1)
  if (cover.status !== 'covered' || now === undefined || !detentionKinds.has(now.kind)) return undefined
  const paper = await r.db.withTables<DocumentTables>().selectFrom('kernel.document').select(['id', 'number', 'office_id']).where('record_id', '=', custody.id).where('form', '=', 'detention-order')
    .orderBy('issued_at', 'desc').limit(1).executeTakeFirst()
  const court = paper?.office_id ?? custody.trialCourtId ?? custody.courtId
  return {
    kind: 'detention-order', personId: custody.personId, number: paper?.number ?? custody.number, court: court ? await nameOf(r, court) : '', article: custody.article ?? now.article, measure: 'prisons.measure.detention',
    startsOn: baghdadDay(now.from), endsAt: cover.coverUntil?.toISOString() ?? null, daysHeld: null, documentId: paper?.id ?? null, death: false,
  }
}

/** The order of a person who is held here already: the one in force, else the one they were admitted under. */
export async function orderOfHeld(r: Reader, custody: CustodyFacts): Promise<NamedOrder | undefined> {
  const live = await findOrder(r, custody)
  if (live) return live
  const admission = await findLiveAdmission(r, custody.id)
  return admission && admission.order_kind === 'imprisonment-memorandum'
    ? { kind: 'imprisonment-memorandum', personId: custody.personId, number: admission.order_number, court: admission.order_court, article: admission.order_article, measure: admission.order_measure, startsOn: admission.order_starts_on, endsAt: null, daysHeld: admission.days_held, documentId: admission.order_document_id, death: false }
    : undefined
}

/** What stands against taking this person in now. An order made in Mizan is signed and sealed by the act that made it. */
export async function receptionFindings(r: Reader, custody: CustodyFacts, order: NamedOrder | undefined, blocks: AdmissionBlocks, at: Date): Promise<Finding[]> {
  const same = order !== undefined && (await samePersonIds(r, custody.personId)).includes(order.personId)
  const here = r.ctx.session?.officeId
  // A memorandum made out to another facility commits all the same (a transfer, a prison that is full), but whoever takes the person in should know.
  const elsewhere = order?.facilityId !== undefined && order.facilityId !== here ? [note('prisons.reception-other-facility', 'CPC 281', 'U', { field: 'order', params: { facility: await nameOf(r, order.facilityId) } })] : []
  return [...elsewhere, ...checkReception(custody.personId, order && {
    kind: order.kind, number: order.number, court: order.court, personId: same ? custody.personId : order.personId, article: order.article, measure: order.measure, startsOn: order.startsOn, signed: true, sealed: true,
    ...(order.endsAt === null ? {} : { endsAt: new Date(order.endsAt) }), ...(order.daysHeld === null ? {} : { daysAlreadyHeld: order.daysHeld }),
  }, blocks, at)]
}

/** Detention orders within an act: what the law says about one (CPC 109, 110, 113; Juvenile 52), and making it. */
import { randomUUIDv7 } from 'node:crypto'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { addDays, baghdadDay, dayMs, daysBetween } from '#kernel/clock/calendar.ts'
import { issueForm } from '#kernel/documents/issue.ts'
import { nextNumber } from '#kernel/numbering/numbering.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import { readPersons } from '#kernel/people/store.ts'
import type { Finding } from '#kernel/words/finding.ts'
import { setAccusedStatus } from '#systems/cases/public.ts'
import { findOffence } from '#systems/offences/public.ts'
import { chargeInCase, heaviestCharge } from './charges.ts'
import type { OrderDraft, OrderForm } from './contract/orders.ts'
import { paperLang } from './paperParts.ts'
import { justAfter, projectCustody } from './project.ts'
import { ageOn } from './rules/arrest.ts'
import { legalCover } from './rules/cover.ts'
import { factsOf } from './rules/coverSpans.ts'
import { checkOrder, latestLawfulDay, longestOrderDays, orderFact, type OrderContext, type ProposedOrder } from './rules/orders.ts'
import { bandOf, birthOf } from './standing.ts'
import { refOf } from './store/custody.ts'
import { insertFact, listFacts, type StoredFact } from './store/facts.ts'
import { insertOrder } from './store/orders.ts'
import { decideRequest, findOpenRequest } from './store/requests.ts'
import { findOpenRelease } from './store/steps.ts'
import type { CustodyRow, RequestKind } from './store/tables.ts'

/** Who makes the order: the investigative judge, or the court that tries the case (CPC 157). */
export function authorOf(r: Reader, row: CustodyRow): 'judge' | 'court' {
  const { session } = r.ctx
  if (session?.role !== 'trial-judge') return 'judge'
  if (row.trial_court_id !== session.officeId) refuse('custody.not-this-court', { status: 403, article: 'CPC 109, 157' })
  return 'court'
}

/** What an order is checked against. */
export function orderContext(row: CustodyRow, facts: readonly StoredFact[], caseRef: string, at: Date): OrderContext {
  const charge = chargeInCase(facts, caseRef, at) ?? heaviestCharge(facts, at) ?? refuse('custody.not-charged', { article: 'CPC 92' })
  const birth = birthOf(row)
  return {
    facts, maximum: charge.maximum, band: bandOf(row), jurisdiction: row.jurisdiction,
    ...(charge.charge ? { textMaximum: charge.charge.textMaximum } : {}), ...(birth ? { age: Math.max(0, ageOn(birth, baghdadDay(at)).least) } : {}),
  }
}

function proposed(form: OrderDraft, o: { caseRef: string; madeAt: Date; signedBy: string; by: 'judge' | 'court' }): ProposedOrder {
  const { harmToInvestigation, fearOfFlight, noFixedAddress, juvenilePurpose, juvenilePlace } = form
  return {
    name: form.nameInOrder, knownAs: form.knownAs, surname: form.surname, article: form.article, firstDay: form.firstDay, lastDay: form.lastDay, sealed: form.sealed, ...o,
    ...(harmToInvestigation ? { harmToInvestigation } : {}), ...(fearOfFlight ? { fearOfFlight } : {}), ...(noFixedAddress === undefined ? {} : { noFixedAddress }),
    ...(juvenilePurpose ? { juvenilePurpose } : {}), ...(juvenilePlace ? { juvenilePlace } : {}),
  }
}

export interface Draft { readonly proposed: OrderDraft; readonly findings: Finding[]; readonly latestDay: string | null; readonly detainedDays: number; readonly ceilingReachedAt: string | null; readonly capital: boolean }

/** The primary name's parts of these persons, for the fields of CPC 113. */
export async function namesOf(r: Reader, personIds: readonly string[]): Promise<Map<string, { knownAs: string; surname: string }>> {
  const found = await readPersons(r, [...new Set(personIds)])
  return new Map(found.map(({ person, names }) => {
    const name = names.find((n) => n.is_primary) ?? names[0]
    return [person.id, { knownAs: name?.known_as ?? '', surname: name?.family ?? '' }]
  }))
}

/** CPC 113 asks for the known-as of whoever has one; the record says so where there is none. */
const nobodyKnows = { ar: 'لا يوجد', ckb: 'نییە' } as const

/** The order as the record would fill it in, with what the judge changed, and what the law says about it. Pure but for its arguments. */
export function draftOrder(r: Reader, row: CustodyRow, facts: readonly StoredFact[], given: Partial<OrderDraft> & { days?: number | null }, names: { knownAs: string; surname: string }, caseRef: string): Draft {
  const at = r.ctx.now
  const context = orderContext(row, facts, caseRef, at)
  const cover = legalCover(facts, justAfter(at), row.jurisdiction)
  const kind = cover.intervals.at(-1)?.kind
  const follows = cover.status === 'covered' && cover.coverUntil !== null && (kind === 'order' || kind === 'felony-court' || kind === 'court-order')
  const firstDay = given.firstDay ?? baghdadDay(follows ? cover.coverUntil! : at)
  const by = r.ctx.session?.role === 'trial-judge' ? 'court' as const : 'judge' as const
  const who = { caseRef, madeAt: at, signedBy: r.ctx.session?.personName ?? '', by }
  const { days, ...rest } = given
  const base: OrderDraft = { nameInOrder: row.name_display, knownAs: names.knownAs || nobodyKnows[paperLang(row)], surname: names.surname, article: row.article ?? '', reasons: '', sealed: true, ...definedOnly(rest), firstDay, lastDay: given.lastDay ?? firstDay }
  const latestDay = latestLawfulDay(proposed(base, who), context) ?? null
  const wanted = addDays(firstDay, Math.min(days ?? longestOrderDays, longestOrderDays) - 1)
  const order = { ...base, lastDay: given.lastDay ?? (latestDay !== null && latestDay < wanted ? latestDay : wanted) }
  const ceiling = cover.ceilings.find((c) => (c.caseRef ?? caseRef) === caseRef)
  return {
    proposed: order, findings: checkOrder(proposed(order, who), context), latestDay, detainedDays: Math.floor((ceiling?.detained ?? cover.totalDetained) / dayMs),
    ceilingReachedAt: ceiling?.reachedAt?.toISOString() ?? null, capital: context.maximum.kind === 'death',
  }
}

function definedOnly<T extends object>(given: T): Partial<T> {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Partial<T>
}

export interface MadeOrder { readonly orderId: string; readonly number: string; readonly documentId: string; readonly warnings: Finding[] }

/** Makes the order: number, paper, fact of cover; decides the request that asked for it. @throws Refusal with the rule that blocks it */
export async function makeOrder(tx: Tx, row: CustodyRow, form: OrderForm, requestId: string | undefined): Promise<MadeOrder> {
  const session = tx.ctx.session ?? refuse('kernel.sign-in-first', { status: 401 })
  const by = authorOf(tx, row)
  const caseId = form.caseId ?? row.case_id
  const caseRef = await refOf(tx, row.id, caseId)
  const facts = await listFacts(tx, row.id)
  await refuseWhileReleasing(tx, row.id, caseId)
  const order = proposed(form, { caseRef, madeAt: tx.at, signedBy: session.personName, by })
  const warnings = checkOrder(order, orderContext(row, facts, caseRef, tx.at))
  refuseBlocked(warnings)
  await settleRequest(tx, row.id, requestId, ['first-papers', 'extension'], { decision: 'granted', reason: form.reasons })
  const orderId = randomUUIDv7()
  const number = await nextNumber(tx, 'detention-order', session.officeId)
  const documentId = await issueOrder(tx, row, form, { number, facts, judge: session.personName, officeId: session.officeId })
  await insertFact(tx, row.id, orderFact(orderId, order) as StoredFact)
  await insertOrder(tx, {
    id: orderId, custody_id: row.id, number, request_id: requestId ?? null, court_id: session.officeId, by_court: by === 'court', case_id: caseId, judge_id: session.accountId, judge_name: session.personName,
    name_in_order: form.nameInOrder, known_as: form.knownAs, surname: form.surname, article: form.article, starts_on: form.firstDay, ends_on: form.lastDay,
    reasons: [form.reasons, form.harmToInvestigation, form.fearOfFlight].filter(Boolean).join('\n'), warnings: JSON.stringify(warnings), document_id: documentId, issued_at: tx.at,
  })
  await setAccusedStatus(tx, caseId, [row.person_id], 'detained')
  tx.also(caseId)
  await projectCustody(tx, row.id)
  return { orderId, number, documentId, warnings }
}

/** While a release order of the case waits to be carried out, nobody is detained anew in it: the order is withdrawn first. */
async function refuseWhileReleasing(tx: Tx, custodyId: string, caseId: string): Promise<void> {
  const open = await findOpenRelease(tx, custodyId)
  if (open && (open.case_id === null || open.case_id === caseId)) refuse('custody.release-under-way', { status: 409, article: 'CPC 111', params: { number: open.number } })
}

async function issueOrder(tx: Tx, row: CustodyRow, form: OrderForm, o: { number: string; facts: readonly StoredFact[]; judge: string; officeId: string }): Promise<string> {
  const holder = await getOffice(tx, row.held_by)
  const offence = row.offence_code ? findOffence(row.offence_code)?.title.ar : undefined
  const held = legalCover(o.facts, justAfter(tx.at), row.jurisdiction).totalDetained
  const { documentId } = await issueForm(tx, {
    form: 'detention-order', recordId: row.id, officeId: o.officeId, number: o.number,
    data: {
      detainee: { name: form.nameInOrder, knownAs: form.knownAs, surname: form.surname }, caseNumber: row.case_number, custodyNumber: row.number, offence: (offence ?? form.article).slice(0, 300), article: form.article,
      extension: factsOf(o.facts, 'order').length > 0, from: form.firstDay, until: form.lastDay, days: daysBetween(form.firstDay, form.lastDay) + 1, totalDaysBefore: Math.floor(held / dayMs),
      reasons: form.reasons, judge: o.judge, heldAt: holder.name_ar,
    },
  })
  return documentId
}

/** Decides the request named, or the open ones of these kinds that this court was asked. */
export async function settleRequest(tx: Tx, custodyId: string, requestId: string | undefined, kinds: readonly RequestKind[], d: { decision: 'granted' | 'refused'; reason: string }): Promise<void> {
  if (requestId !== undefined) {
    await decideRequest(tx, requestId, { custodyId, kinds, ...d })
    return
  }
  for (const kind of kinds) {
    const open = await findOpenRequest(tx, custodyId, kind)
    if (open && open.court_id === tx.ctx.session?.officeId) await decideRequest(tx, open.id, { custodyId, kinds, ...d })
  }
}

/**
 * Whether a proposed detention order stands: its form (CPC 113), its length (109(A)), its place beside other orders, the ceiling (109(C)),
 * whether this offence allows detention at all (109(B), 110), and the special rules for children (Juvenile 47, 52).
 * Every answer is a list of findings; an empty list, or one without a block, means the order may be made.
 */
import { addDays, asDue, baghdadDay, type Day, daysBetween, hourMs, startOfBaghdadDay } from '#kernel/clock/calendar.ts'
import { against, type Finding, missingFields, note } from '#kernel/words/finding.ts'
import { classOf } from '#systems/offences/public.ts'
import type { AgeBand } from './arrest.ts'
import { legalCover } from './cover.ts'
import type { ChargeMaximum, CoverFact } from './coverFacts.ts'
import { sameCase } from './coverSpans.ts'

export const longestOrderDays = 15

/** A detention order before it is made. Days are inclusive: an order from the 1st to the 15th is fifteen days. */
export interface ProposedOrder {
  /** CPC 113: name, known-as and surname of the person. */
  name: string
  knownAs: string
  surname: string
  /** The article the person is held under. */
  article: string
  firstDay: Day
  lastDay: Day
  madeAt: Date
  signedBy: string
  sealed: boolean
  by: 'judge' | 'court' | 'investigator'
  caseRef?: string
  /** CPC 110(A): why release would harm the investigation, or why flight is feared. */
  harmToInvestigation?: string
  fearOfFlight?: string
  /** CPC 110(B). */
  noFixedAddress?: boolean
  /** Juvenile 52(1): why a child is held, and where. */
  juvenilePurpose?: 'study' | 'no-guarantor'
  juvenilePlace?: 'observation-home' | 'separated' | 'with-adults'
}

export interface OrderContext {
  facts: readonly CoverFact[]
  /** The heaviest penalty for this accused. */
  maximum: ChargeMaximum
  /** The heaviest penalty of the text, before age; the same as `maximum` for an adult when not given. */
  textMaximum?: ChargeMaximum
  band: AgeBand
  /** Completed years now; Juvenile 52(2) looks at fourteen. */
  age?: number
  jurisdiction: 'federal' | 'kri'
}

/** The order as a fact of legal cover. */
export function orderFact(id: string, order: ProposedOrder): CoverFact {
  return {
    type: 'order', id, at: order.madeAt, from: startOfBaghdadDay(order.firstDay), to: startOfBaghdadDay(addDays(order.lastDay, 1)),
    by: order.by === 'court' ? 'court' : 'judge', ...(order.caseRef === undefined ? {} : { caseRef: order.caseRef }),
  }
}

/** Everything the law says about this order. */
export function checkOrder(order: ProposedOrder, context: OrderContext): Finding[] {
  const form = checkForm(order)
  const class_ = classOf(context.textMaximum ?? context.maximum)
  const detainable = context.band === 'adult' ? checkAdult(order, context) : checkJuvenile(order, context, class_)
  const author = order.by === 'investigator' ? checkRemote(class_) : []
  if (order.lastDay < order.firstDay) return [...form, ...detainable, ...author]
  return [...form, ...detainable, ...author, ...checkPlace(order, context), ...checkCeiling(order, context)]
}

function checkForm(order: ProposedOrder): Finding[] {
  const findings = missingFields(order, ['name', 'knownAs', 'surname', 'article', 'signedBy'], 'custody.order-field', 'CPC 113', 'T')
  if (!order.sealed) findings.push(against('custody.order-seal', 'CPC 113', 'T', { field: 'sealed' }))
  if (order.lastDay < order.firstDay) return [...findings, against('custody.order-ends-before-start', 'CPC 113', 'T', { field: 'lastDay' })]
  const days = daysBetween(order.firstDay, order.lastDay) + 1
  if (days > longestOrderDays && order.by !== 'court') {
    findings.push(against('custody.order-too-long', 'CPC 109(A)', 'T', { field: 'lastDay', params: { days, most: longestOrderDays, last: addDays(order.firstDay, longestOrderDays - 1) } }))
  }
  if (days > longestOrderDays && order.by === 'court') findings.push(note('custody.court-order-long', 'CPC 109(A), 157', 'U', { field: 'lastDay', params: { days } }))
  return findings
}

function checkAdult(order: ProposedOrder, { maximum }: OrderContext): Finding[] {
  const { kind, term } = maximum
  if (kind === 'death') return [note('custody.detention-mandatory', 'CPC 109(B)', 'T')]
  if (kind === 'none') return [against('custody.not-punishable', 'CPC 109, 110', 'T')]
  if (classOf(maximum) === 'C') return order.noFixedAddress === true ? [] : [against('custody.contravention', 'CPC 110(B)', 'T', { field: 'noFixedAddress' })]
  const months = kind === 'term' ? (term?.years ?? 0) * 12 + (term?.months ?? 0) : 0
  const upToThree = kind === 'fine' || (kind === 'term' && (months < 36 || (months === 36 && (term?.days ?? 0) === 0)))
  const reason = `${order.harmToInvestigation ?? ''}${order.fearOfFlight ?? ''}`.trim()
  return upToThree && reason === '' ? [against('custody.release-presumed', 'CPC 110(A)', 'T', { field: 'harmToInvestigation' })] : []
}

function checkJuvenile(order: ProposedOrder, { band, age, maximum, textMaximum, jurisdiction }: OrderContext, class_: ReturnType<typeof classOf>): Finding[] {
  if (band === 'child') return [jurisdiction === 'kri' ? against('custody.child-not-responsible', 'KRI Law 14/2001', 'C') : against('custody.child-not-responsible', 'Juvenile 47', 'T')]
  if (class_ === 'C' || class_ === 'X') return [against('custody.juvenile-contravention', 'Juvenile 52(1)', 'T')]
  const findings: Finding[] = []
  const capital = (textMaximum ?? maximum).kind === 'death'
  if (capital && (age ?? 0) >= 15) findings.push(note('custody.juvenile-capital', 'Juvenile 52(2)', 'T'))
  // "Past fourteen" may mean fourteen and a day: for a child of fourteen it is left to the judge.
  else if (capital && age === 14) findings.push(note('custody.juvenile-capital-fourteen', 'Juvenile 52(2)', 'U'))
  else if (order.juvenilePurpose === undefined) findings.push(against('custody.juvenile-purpose', 'Juvenile 52(1)', 'T', { field: 'juvenilePurpose' }))
  if (order.juvenilePlace === undefined || order.juvenilePlace === 'with-adults') findings.push(against('custody.juvenile-place', 'Juvenile 52(3)', 'T', { field: 'juvenilePlace' }))
  if (order.juvenilePlace === 'separated') findings.push(note('custody.juvenile-separated', 'Juvenile 52(3)', 'T', { field: 'juvenilePlace' }))
  return findings
}

function checkRemote(class_: ReturnType<typeof classOf>): Finding[] {
  return class_ === 'F' ? [note('custody.remote-to-judge', 'CPC 112', 'T')] : [against('custody.remote-felony-only', 'CPC 112', 'T')]
}

/** How the order stands beside the cover there is: made late, beginning after cover ends, overlapping, or for a person not held. */
function checkPlace(order: ProposedOrder, context: OrderContext): Finding[] {
  const findings: Finding[] = []
  const now = legalCover(context.facts, order.madeAt, context.jurisdiction)
  const starts = startOfBaghdadDay(order.firstDay)
  if (order.firstDay < baghdadDay(order.madeAt)) findings.push(note('custody.order-backdated', 'CPC 92, 113', 'T', { field: 'firstDay', params: { from: order.firstDay, made: baghdadDay(order.madeAt) } }))
  if (order.lastDay < baghdadDay(order.madeAt)) findings.push(against('custody.order-already-over', 'CPC 113', 'T', { field: 'lastDay' }))
  if (now.status === 'away') findings.push(note('custody.not-held', 'CPC 92', 'T'))
  if (now.status === 'gap') findings.push(note('custody.gap-remains', 'CPC 92, Penal 324', 'T', { params: { hours: hoursUp(order.madeAt.getTime() - (now.coverUntil ?? order.madeAt).getTime()) } }))
  if (now.status === 'covered' && now.coverUntil !== null && starts > now.coverUntil && starts > order.madeAt) {
    findings.push(note('custody.order-leaves-gap', 'CPC 92', 'T', { field: 'firstDay', params: { hours: hoursUp(starts.getTime() - now.coverUntil.getTime()) } }))
  }
  const live = context.facts.filter((f) => f.type === 'order' && sameCase(f.caseRef, order.caseRef) && f.at <= order.madeAt && f.to > starts && f.from < startOfBaghdadDay(addDays(order.lastDay, 1)))
  if (live.length > 0) findings.push(note('custody.order-overlaps', 'CPC 113', 'T', { field: 'firstDay', params: { count: live.length } }))
  const released = context.facts.some((f) => f.type === 'release-order' && sameCase(f.caseRef, order.caseRef) && f.at <= order.madeAt)
  if (released) findings.push(note('custody.redetention', 'CPC 111, 302(C)', 'T'))
  return findings
}

function hoursUp(ms: number): number {
  return Math.ceil(ms / hourMs)
}

/** The days of this order that lie beyond the ceiling: the same reckoning as legal cover. */
function checkCeiling(order: ProposedOrder, context: OrderContext): Finding[] {
  const over = firstBeyondCeiling(order, context)
  if (over === undefined) return []
  const params = { last: baghdadDay(asDue(over.from)) }
  return over.reason === 'quarter'
    ? [against('custody.over-quarter', 'CPC 109(C)', 'T', { field: 'lastDay', params })]
    : [against('custody.over-six-months', 'CPC 109(C)', 'T', { field: 'lastDay', params })]
}

function firstBeyondCeiling(order: ProposedOrder, context: OrderContext): { from: Date; reason: string } | undefined {
  if (order.by === 'court') return undefined
  const fact = orderFact('proposed', order)
  const charge: CoverFact = { type: 'charge', id: 'proposed-charge', at: order.madeAt, maximum: context.maximum, ...(order.caseRef === undefined ? {} : { caseRef: order.caseRef }) }
  const end = startOfBaghdadDay(addDays(order.lastDay, 1))
  const from = Math.max(order.madeAt.getTime(), startOfBaghdadDay(order.firstDay).getTime())
  const gap = legalCover([...context.facts, charge, fact], end, context.jurisdiction).gaps.find((g) => (g.reason === 'six-months' || g.reason === 'quarter') && g.to.getTime() > from)
  return gap === undefined ? undefined : { from: new Date(Math.max(gap.from.getTime(), from)), reason: gap.reason ?? '' }
}

/**
 * The last day a new order may name: fifteen days counting the first, or the day the ceiling is reached. Undefined when the ceiling
 * leaves no day at all.
 */
export function latestLawfulDay(order: Omit<ProposedOrder, 'lastDay'>, context: OrderContext): Day | undefined {
  const full = addDays(order.firstDay, longestOrderDays - 1)
  const over = firstBeyondCeiling({ ...order, lastDay: full }, context)
  if (over === undefined) return full
  const last = baghdadDay(asDue(over.from))
  const from = startOfBaghdadDay(order.firstDay).getTime()
  return over.from.getTime() <= Math.max(from, order.madeAt.getTime()) ? undefined : last
}

/** Reception: nobody is taken in without an order (Penal 324), and what is written down on arrival (CPC 281; Mandela 7). */
import type { Day } from '#kernel/clock/calendar.ts'
import { against, type Finding, isEmpty, missing, missingFields, note } from '#kernel/words/finding.ts'

/** The paper that comes with the person: an imprisonment memorandum or a detention order. */
export interface CommitmentOrder {
  kind: 'imprisonment-memorandum' | 'detention-order'
  number: string
  court: string
  personId: string
  article: string
  /** Measure or penalty as written; for a detention order, the word detention. */
  measure: string
  startsOn?: Day
  /** End of a detention order (CPC 113); a memorandum has none. */
  endsAt?: Date
  /** Days already spent arrested or detained; 0 is an answer, undefined is not. */
  daysAlreadyHeld?: number
  signed: boolean
  sealed: boolean
}

/** The seven blocks of Mandela 7. A block is filled when it says something, even that there is nothing. */
export interface AdmissionBlocks {
  identity?: string
  commitment?: string
  arrest?: string
  admittedAt?: Date
  injuriesAndComplaints?: string
  property?: string
  family?: string
  emergencyContact?: string
}

export const admissionBlocks = ['identity', 'commitment', 'arrest', 'admittedAt', 'injuriesAndComplaints', 'property', 'family', 'emergencyContact'] as const

/** May this person be taken in now? Blocks without a valid order; missing admission blocks warn (the rule's wording is not confirmed). */
export function checkReception(personId: string, order: CommitmentOrder | undefined, blocks: AdmissionBlocks, now: Date): Finding[] {
  if (order === undefined) return [against('prisons.reception-no-order', 'Penal 324', 'T', { field: 'order' }), ...missingBlocks(blocks)]
  const found = missingFields(order, orderFields(order), 'prisons.reception-order-field-missing', order.kind === 'detention-order' ? 'CPC 113' : 'CPC 281', 'T')
  if (order.personId !== personId) found.push(against('prisons.reception-other-person', 'Penal 324', 'T', { field: 'order' }))
  if (!order.signed || !order.sealed) found.push(against('prisons.reception-order-unsigned', order.kind === 'detention-order' ? 'CPC 113' : 'CPC 281', order.kind === 'detention-order' ? 'T' : 'U', { field: 'order' }))
  if (order.endsAt !== undefined && order.endsAt <= now) found.push(against('prisons.reception-order-expired', 'Penal 324', 'T', { field: 'order' }))
  return [...found, ...missingBlocks(blocks)]
}

function orderFields(order: CommitmentOrder): (keyof CommitmentOrder & string)[] {
  const common: (keyof CommitmentOrder & string)[] = ['article', 'measure', 'startsOn', 'court']
  return order.kind === 'detention-order' ? [...common, 'endsAt'] : [...common, 'daysAlreadyHeld']
}

function missingBlocks(blocks: AdmissionBlocks): Finding[] {
  const empty = admissionBlocks.filter((b) => isEmpty(blocks[b])).map((b) => missing('prisons.reception-block-missing', 'Mandela 7', 'U', b))
  return isEmpty(blocks.injuriesAndComplaints) ? empty : [...empty, note('prisons.reception-tell-of-injuries', 'Mandela 34', 'U', { field: 'injuriesAndComplaints' })]
}

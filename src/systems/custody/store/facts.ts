import { randomUUIDv7 } from 'node:crypto'
import type { Insertable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import type { ChargeMaximum, CoverFact, CoverGround } from '../rules/coverFacts.ts'
import type { CoverFactRow, CustodyTables } from './tables.ts'

/** What a charge fact keeps beside its maximum, so that the board and the judge's page need not ask the case again. */
export interface ChargeData { readonly offenceCode: string; readonly circumstance: string | null; readonly attempt: boolean; readonly article: string; readonly textMaximum: ChargeMaximum }

/** A charge as a fact of cover, with what was charged. */
export type ChargeFact = Extract<CoverFact, { type: 'charge' }> & { readonly charge?: ChargeData }

/** Any fact of cover as it is kept. */
export type StoredFact = Exclude<CoverFact, { type: 'charge' }> | ChargeFact

/** A fact about to be written; the id is given when left out. */
export type NewFact = StoredFact extends infer F ? (F extends { id: string } ? Omit<F, 'id'> & { id?: string } : never) : never

const instant = (value: unknown): Date => new Date(String(value))

/** The stored row as the pure rules read it. */
export function factOf(row: CoverFactRow): StoredFact {
  const { data } = row
  const base = { id: row.id, at: row.at, ...(typeof data['caseRef'] === 'string' ? { caseRef: data['caseRef'] } : {}) }
  const from = row.from_at ?? row.at
  switch (row.type as CoverFact['type']) {
    case 'arrest':
      return { ...base, type: 'arrest', ground: data['ground'] as CoverGround, ...(data['article'] ? { article: String(data['article']) } : {}), ...(data['recordedAt'] ? { recordedAt: instant(data['recordedAt']) } : {}) }
    case 'order':
      return { ...base, type: 'order', from, to: row.to_at ?? from, by: data['by'] === 'court' ? 'court' : 'judge' }
    case 'felony-court-permission':
      return { ...base, type: 'felony-court-permission', until: row.to_at ?? row.at }
    case 'order-cancelled':
      return { ...base, type: 'order-cancelled', orderId: String(data['orderId']) }
    case 'charge':
      return { ...base, type: 'charge', maximum: data['maximum'] as ChargeMaximum, ...(data['charge'] ? { charge: data['charge'] as ChargeData } : {}) }
    case 'sentence':
      return { ...base, type: 'sentence', from, to: row.to_at }
    case 'release':
      return { ...base, type: 'release', onBail: data['onBail'] === true }
    case 'papers-extension': case 'release-order': case 'bail': case 'escape': case 'recapture': case 'death':
      return { ...base, type: row.type as 'bail' }
  }
}

/** The fact as a row of its custody. `extra` is kept beside it (a sentence's id) and read by nobody here. */
export function rowOf(custodyId: string, fact: NewFact, enteredAt: Date, extra: Readonly<Record<string, unknown>> = {}): Insertable<CustodyTables['custody.cover_fact']> {
  const { id = randomUUIDv7(), type, at } = fact
  const from = fact.type === 'order' || fact.type === 'sentence' ? fact.from : null
  const to = fact.type === 'order' || fact.type === 'sentence' ? fact.to : fact.type === 'felony-court-permission' ? fact.until : null
  return { id, custody_id: custodyId, type, at, from_at: from, to_at: to, data: JSON.stringify({ ...extra, ...dataOf(fact) }), entered_at: enteredAt }
}

function dataOf(fact: NewFact): Record<string, unknown> {
  const caseRef = fact.caseRef === undefined ? {} : { caseRef: fact.caseRef }
  switch (fact.type) {
    case 'arrest':
      return { ...caseRef, ground: fact.ground, ...(fact.article ? { article: fact.article } : {}), ...(fact.recordedAt ? { recordedAt: fact.recordedAt.toISOString() } : {}) }
    case 'order':
      return { ...caseRef, by: fact.by ?? 'judge' }
    case 'order-cancelled':
      return { ...caseRef, orderId: fact.orderId }
    case 'charge':
      return { ...caseRef, maximum: fact.maximum, ...(fact.charge ? { charge: fact.charge } : {}) }
    case 'release':
      return { ...caseRef, ...(fact.onBail ? { onBail: true } : {}) }
    default:
      return caseRef
  }
}

/** Adds a fact to the history of cover, which is never rewritten. The caller projects the custody after it. */
export async function insertFact(tx: Tx, custodyId: string, fact: NewFact, extra: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const row = rowOf(custodyId, fact, tx.at, extra)
  await tx.db.withTables<CustodyTables>().insertInto('custody.cover_fact').values(row).execute()
  return row.id
}

/** Every fact of a custody, in the order they happened. */
export async function listFacts(r: Reader, custodyId: string): Promise<StoredFact[]> {
  const rows = await r.db.withTables<CustodyTables>().selectFrom('custody.cover_fact').selectAll().where('custody_id', '=', custodyId).orderBy('at').orderBy('id').execute()
  return rows.map(factOf)
}

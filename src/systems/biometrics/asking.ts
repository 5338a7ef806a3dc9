/** Writing a search down: what is asked stands in the record before anything is looked at. */
import { randomUUIDv7 } from 'node:crypto'
import { createRecord, type Tx } from '#kernel/act/act.ts'
import { grantAccess } from '#kernel/handover/handover.ts'
import { searchPurposeRules, type SearchPurpose } from './rules/purposes.ts'
import type { SearchRow } from './store/search-tables.ts'
import { evidenceOffices, insertSearch } from './store/searches.ts'

export interface NewSearch {
  readonly purpose: SearchPurpose; readonly basis: string; readonly article?: string; readonly caseId?: string | null; readonly custodyId?: string | null; readonly enrolmentId?: string | null; readonly markId?: string | null; readonly personId?: string | null
}

/** Writes a search down under the act's new record, or under one of its own for what the platform asks. It waits to be run from then on. */
export async function writeSearch(tx: Tx, search: NewSearch, record: { id: string; number: string | null; jurisdiction: string }, officeId: string, automatic: boolean): Promise<void> {
  const rule = searchPurposeRules[search.purpose]
  await insertSearch(tx, {
    id: record.id, number: record.number ?? '', purpose: search.purpose, article: search.article ?? rule.article, confidence: rule.confidence, basis: search.basis, case_id: search.caseId ?? null, custody_id: search.custodyId ?? null,
    enrolment_id: search.enrolmentId ?? null, mark_id: search.markId ?? null, person_id: search.personId ?? null, automatic, office_id: officeId, asked_by: automatic ? null : (tx.ctx.session?.accountId ?? null), asked_at: tx.at,
    outcome: null, complete: null, looked: null, marks_looked: null, ran_at: null, decided_at: null,
  })
  if (search.personId) await tx.db.insertInto('kernel.record_person').values({ id: randomUUIDv7(), record_id: record.id, person_id: search.personId, role: 'searched' }).execute()
  for (const other of [search.caseId, search.custodyId, search.markId, search.enrolmentId]) {
    if (!other) continue
    tx.also(other)
    await tx.db.insertInto('kernel.record_link').values({ id: randomUUIDv7(), from_id: record.id, to_id: other, why: 'fingerprint-search' }).execute()
  }
  // Whoever judges the case reads what is searched for it, whoever asked.
  if (search.caseId) {
    const judging = await tx.db.selectFrom('kernel.record_access').select(['office_id', 'why']).where('record_id', '=', search.caseId).where('why', 'in', ['judge', 'court']).execute()
    for (const { office_id: office, why } of judging) if (office !== officeId) await grantAccess(tx, record.id, office, why)
  }
  // Whoever examines the prints of this part of the country sees what is to be examined.
  for (const office of await evidenceOffices(tx, record.jurisdiction)) if (office !== officeId) await grantAccess(tx, record.id, office, 'interested')
}

/** A search that the platform asks for by itself, within another act, held by the office that took the prints or entered the mark. */
export async function writeAutomatic(tx: Tx, search: NewSearch, label: string, officeId: string): Promise<{ id: string; number: string }> {
  const record = await createRecord(tx, 'fingerprint-search', { label, series: 'fingerprint-search', officeId })
  await writeSearch(tx, search, record, officeId, true)
  return { id: record.id, number: record.number ?? '' }
}

/** Puts the act into the history of what the search is for: whoever reads the case reads that it was answered. */
export function tellMatters(tx: Tx, row: SearchRow): void {
  for (const other of [row.case_id, row.custody_id, row.mark_id]) if (other) tx.also(other)
}

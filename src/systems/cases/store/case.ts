import { sql, type Insertable, type Updateable } from 'kysely'
import type { Reader, RecordRow, Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { gravestOf } from '../law.ts'
import { foldText, numberWords } from '../search-words.ts'
import { accusationOf, findCharges } from './charge.ts'
import { findParties } from './party.ts'
import type { CaseRow, CaseTable, CaseTables } from './tables.ts'

export async function insertCase(tx: Tx, row: Insertable<CaseTable>): Promise<void> {
  await tx.db.withTables<CaseTables>().insertInto('cases.case').values(row).execute()
}

export async function updateCase(tx: Tx, caseId: string, change: Updateable<CaseTable>): Promise<void> {
  await tx.db.withTables<CaseTables>().updateTable('cases.case').set(change).where('id', '=', caseId).execute()
}

export async function findCaseRow(r: Reader, caseId: string): Promise<CaseRow | undefined> {
  return r.db.withTables<CaseTables>().selectFrom('cases.case').selectAll().where('id', '=', caseId).executeTakeFirst()
}

/** The case's row, or the same refusal as for a record that the session may not see. */
export async function getCaseRow(r: Reader, caseId: string): Promise<CaseRow> {
  return (await findCaseRow(r, caseId)) ?? refuse('kernel.record-unknown', { status: 404 })
}

export async function getRecord(r: Reader, caseId: string): Promise<RecordRow> {
  return (await r.db.selectFrom('kernel.record').selectAll().where('id', '=', caseId).where('kind', '=', 'case').executeTakeFirst()) ?? refuse('kernel.record-unknown', { status: 404 })
}

/** Locks another case that the act is to change too (joining), and gives its record. */
export async function lockOtherCase(tx: Tx, caseId: string): Promise<{ record: RecordRow; parties: string[] }> {
  const record = await tx.db.selectFrom('kernel.record').selectAll().where('id', '=', caseId).where('kind', '=', 'case').forUpdate().executeTakeFirst()
  if (!record) refuse('kernel.record-unknown', { status: 404, field: 'otherId' })
  const access = await tx.db.selectFrom('kernel.record_access').select(['why', 'office_id']).where('record_id', '=', caseId).execute()
  return { record, parties: access.map((a) => `${a.why}:${a.office_id}`) }
}

/** Closes the record of a case, or opens it again. */
export async function setRecordState(tx: Tx, caseId: string, state: 'held' | 'closed'): Promise<void> {
  await tx.db.updateTable('kernel.record').set({ state }).where('id', '=', caseId).execute()
}

/** The investigation court for a station: of its district, then one that bears its name, then of its governorate and jurisdiction. */
export async function findInvestigationCourt(r: Reader, officeId: string): Promise<string | undefined> {
  const { rows: [found] } = await sql<{ id: string }>`
    select o.id from kernel.office o, kernel.office here
    where here.id = ${officeId} and o.kind = 'investigation-court' and o.valid_to is null
    order by (o.id = here.id) desc, (o.district is not null and o.district = here.district) desc, (o.governorate is not distinct from here.governorate) desc,
      (o.jurisdiction = here.jurisdiction) desc,
      (select count(*) from unnest(string_to_array(o.name_ar, ' ')) w where length(w) > 3 and w = any (string_to_array(here.name_ar, ' '))) desc, o.name_ar limit 1`.execute(r.db)
  return found?.id
}

/** Writes what the lists show of parties and charges into the case's own row, in the act that changed them. */
export async function refreshCase(tx: Tx, caseId: string): Promise<void> {
  const row = await getCaseRow(tx, caseId)
  const record = await getRecord(tx, caseId)
  const parties = await findParties(tx, caseId)
  const charges = await findCharges(tx, caseId)
  const live = parties.filter((p) => p.ended_at === null)
  const accused = live.filter((p) => p.role === 'accused')
  const gravest = gravestOf(charges.filter((c) => c.ended_at === null).map(accusationOf), row.jurisdiction)
  await updateCase(tx, caseId, {
    juvenile: accused.some((p) => p.juvenile), accused_names: accused.map((p) => p.name).filter(Boolean).join('، '), accused_count: accused.length,
    offence_code: gravest?.offenceCode ?? null, offence_class: gravest?.cls ?? null, capital: gravest?.capital ?? false,
    search_text: `${numberWords(record.number)} ${foldText([row.summary, row.place, ...live.map((p) => p.name)].join(' '))}`.slice(0, 20_000),
  })
}

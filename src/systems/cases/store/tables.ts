import type { Generated, Selectable } from 'kysely'
import type { Instant, Json, Jurisdiction } from '#kernel/db/tables.ts'
import type { Finding } from '#kernel/words/finding.ts'

export type Stage = 'investigation' | 'referred' | 'trial' | 'judged' | 'cassation' | 'final' | 'closed'
export type Origin = 'complaint' | 'information' | 'arrest' | 'split'
export type PartyRole = 'complainant' | 'informant' | 'victim' | 'accused' | 'witness' | 'civil-claimant' | 'civilly-liable' | 'guardian' | 'lawyer' | 'expert'
export type AccusedStatus = 'free' | 'summoned' | 'arrested' | 'detained' | 'bailed' | 'fugitive' | 'in-asylum' | 'dead'
export type DecisionKind = 'reject' | 'refer' | 'release' | 'close-unknown' | 'close-accident' | 'reopen' | 'join' | 'split' | 'transfer' | 'accept-conciliation' | 'refuse-conciliation' | 'accept-waiver' | 'refuse-waiver'
export type ChargeEnd = 'requalified' | 'perpetrator-found' | 'joined' | 'split' | 'dropped'

export type CaseTable = {
  id: string; origin: Origin; stage: Stage; summary: string; place: string; occurred_at: Instant | null; governorate: string | null; jurisdiction: Jurisdiction
  station_id: string; court_id: string; prosecution_id: string | null; trial_court_id: string | null; opened_at: Instant; opened_by: string
  flagrante: boolean; civil_claim: 'included' | 'declined' | 'not-said'; complaint_only: boolean; complained: boolean; knew_on: string | null
  victim_is_kin: boolean; against_public_servant: boolean; state_property: boolean; juvenile: Generated<boolean>
  offence_code: string | null; offence_class: 'F' | 'M' | 'C' | 'X' | null; capital: Generated<boolean>; accused_names: Generated<string>; accused_count: Generated<number>
  search_text: Generated<string>; outcome: string | null; outcome_at: Instant | null; joined_into: string | null
}
export type PartyTable = {
  id: string; case_id: string; person_id: string; role: PartyRole; for_person_id: string | null; status: AccusedStatus | null; name: string; juvenile: boolean
  trade: string | null; residence: string | null; note: string | null; added_at: Instant; added_by: string; ended_at: Instant | null; ended_why: string | null
}
export type ChargeTable = {
  id: string; case_id: string; person_id: string | null; offence_code: string; circumstance: string | null; attempt: boolean; act_on: string | null; reason: string | null
  qualified_at: Instant; qualified_by: string; replaces: string | null; ended_at: Instant | null; ended_why: ChargeEnd | null
}
export type DiaryTable = {
  id: string; case_id: string | null; office_id: string; number: string; informed_at: Instant; entered_at: Instant; entered_by: string
  informant: string | null; witnesses: string | null; summary: string; signed: boolean; corrects: string | null
}
export type StatementTable = {
  id: string; case_id: string; kind: 'complainant' | 'witness' | 'expert' | 'accused'; person_id: string; name: string; surname: string | null; trade: string | null
  residence: string | null; relation: string | null; age: number | null; sworn: boolean; started_at: Instant; ended_at: Instant; place: string; office_id: string
  recorded_by: string; recorded_by_role: string; present: string[]; interpreter: string | null; condition: string | null; body: string; defence: string | null
  told_offence: boolean; told_rights: boolean; lawyer: 'none' | 'present' | 'waived'; lawyer_name: string | null; confession: boolean; own_handwriting: boolean
  read_back: boolean; signature: 'signed' | 'thumb' | 'refused'; refusal_note: string | null; coercion_alleged: boolean; injuries_seen: boolean; coercion_note: string | null
  warnings: Json<Finding[]>; corrects: string | null
}
export interface Signature { name: string; signed: boolean; refusalNoted: boolean }
export type SearchTable = {
  id: string; case_id: string; ground: 'order' | 'arrested-person' | 'flagrante-home' | 'cry-for-help' | 'fire-or-flood'; order_number: string | null; of_place: boolean
  searched_person_id: string | null; procedures: string; started_at: Instant; ended_at: Instant | null; place: string; objects_seized: string; persons_found: string
  remarks: string; accused_present: boolean; accused_absence_reason: string | null; owner_present: boolean; witnesses: string[]; mukhtar: string | null
  signatures: Json<Signature[]>; female_searched: boolean; female_searcher: string | null; detail: Json; warnings: Json<Finding[]>
  office_id: string; recorded_at: Instant; recorded_by: string
}
export type SceneTable = {
  id: string; case_id: string; inspected_at: Instant; place: string; traces: string; damage: string; sketch: string; sketch_document_id: string | null; persons: string
  death: boolean; apparent_cause: string | null; seized: string; flagrante_felony: boolean; by_judge: boolean; judge_unable_reason: string | null; prosecution_told: boolean
  warnings: Json<Finding[]>; office_id: string; recorded_at: Instant; recorded_by: string
}
export type DecisionTable = {
  id: string; case_id: string; number: string; kind: DecisionKind; person_ids: string[]; article: string; reasons: string; detail: Json<Record<string, unknown>>
  warnings: Json<Finding[]>; trial_court_id: string | null; decided_at: Instant; decided_by: string; judge_name: string; office_id: string; settlement_id: string | null
}
export type SettlementTable = {
  id: string; case_id: string; kind: 'waiver' | 'conciliation'; by_person_id: string; capacity: 'victim' | 'representative' | 'complainant'; for_person_ids: string[]
  statement: string; conditional: boolean; threat_harm_or_damage: boolean; needs_approval: boolean; made_at: Instant; recorded_by: string; office_id: string
}
export type LinkTable = { id: string; case_id: string; other_id: string; why: 'joined' | 'split' | 'related'; article: string; reason: string; at: Instant }
export type NoticeTable = {
  id: string; case_id: string; kind: 'opened' | 'decision' | 'coercion'; about_id: string; office_id: string; article: string; told_at: Instant
  seen_at: Instant | null; seen_by: string | null
}

/** This system's tables; `tx.db.withTables<CaseTables>()`. */
export type CaseTables = {
  'cases.case': CaseTable
  'cases.party': PartyTable
  'cases.charge': ChargeTable
  'cases.diary_entry': DiaryTable
  'cases.statement': StatementTable
  'cases.search_record': SearchTable
  'cases.scene_record': SceneTable
  'cases.decision': DecisionTable
  'cases.settlement': SettlementTable
  'cases.case_link': LinkTable
  'cases.notice': NoticeTable
}
export type CaseRow = Selectable<CaseTable>
export type PartyRow = Selectable<PartyTable>
export type ChargeRow = Selectable<ChargeTable>
export type DecisionRow = Selectable<DecisionTable>
export type SettlementRow = Selectable<SettlementTable>

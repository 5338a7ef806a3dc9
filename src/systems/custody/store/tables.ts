import type { Generated, Selectable } from 'kysely'
import type { Instant, Json, Jurisdiction } from '#kernel/db/tables.ts'

export type Proceeding = 'investigation' | 'referred' | 'on-trial' | 'sentenced'
export type Stage = 'arrested' | 'detained' | 'referred' | 'on-trial' | 'sentenced' | 'release-ordered' | 'released' | 'died' | 'escaped'

export type CustodyTable = {
  id: string; number: string; person_id: string; name_display: string; name_keys: string[]; sex: 'male' | 'female' | null; birth_date: string | null; birth_precision: string
  age_group: 'adult' | 'juvenile' | 'unknown'; nationality: string | null; case_id: string; case_number: string; act_day: string; proceeding: Generated<Proceeding>; stage: Stage; arrested_at: Instant; entered_at: Instant; late_reason: string | null
  ground: 'warrant' | '102' | '103' | 'none'; ground_id: string; arrest_facts: string | null; ground_article: string; warrant_number: string | null; arrest_place: string; arrested_by: string
  station_id: string; held_by: string; facility_kind: string; court_id: string | null; prosecution_id: string | null; trial_court_id: string | null; governorate: string | null; jurisdiction: Jurisdiction
  offence_code: string | null; article: string | null; capital: Generated<boolean>
  cover_status: Generated<'covered' | 'gap' | 'away'>; cover_until: Instant | null; cover_kind: string | null; cover_article: string | null; cover_reason: string | null; cover_fact_id: string | null
  ceiling_mark: Generated<0 | 80 | 90 | 100>; ceiling_at: Instant | null; watch_at: Instant | null
  next_act: string | null; next_role: string | null; next_office: string | null; next_due: Instant | null; next_article: string | null
  lawyer_name: string | null; interpreter: string | null; pin_hash: string | null; ended_at: Instant | null; ended_kind: 'released' | 'bail' | 'died' | 'escaped' | null
}
type CustodyCaseTable = { id: string; custody_id: string; case_id: string; ref: string; added_at: Instant; left_at: Instant | null }
type CoverFactTable = { id: string; custody_id: string; type: string; at: Instant; from_at: Instant | null; to_at: Instant | null; data: Json<Record<string, unknown>>; entered_at: Instant }
export type StepKind = 'rights-told' | 'lawyer' | 'family-told' | 'interpreter' | 'consulate-told' | 'papers-sent' | 'papers-received' | 'questioned' | 'juvenile-police' | 'personality-study'
type StepTable = { id: string; custody_id: string; kind: StepKind; at: Instant; data: Json<Record<string, unknown>> }
type MedicalExamTable = {
  id: string; custody_id: string; at: Instant; examiner: string; occasion: 'arrest' | 'intake' | 'transfer' | 'complaint' | 'release' | 'other'
  findings: string; marks: Json<readonly unknown[]>; ill_treatment_signs: boolean; fit_for_detention: boolean
}
type AllegationTable = { id: string; custody_id: string; alleged_at: Instant; told_to: string; words: string; against_office: string | null; examined_at: Instant | null; closed_at: Instant | null; outcome: string | null }
type PropertyItemTable = { id: string; custody_id: string; description: string; quantity: number; seal_number: string | null; taken_at: Instant; returned_at: Instant | null; returned_to: string | null }
export type RequestKind = 'first-papers' | 'papers-extension' | 'extension' | 'felony-permission' | 'bail' | 'release'
type DetentionRequestTable = {
  id: string; custody_id: string; kind: RequestKind; court_id: string; asked_at: Instant; asked_by: string
  grounds: string; days: number | null; decided_at: Instant | null; decided_by: string | null; decision: 'granted' | 'refused' | 'withdrawn' | null; decision_reason: string | null
}
type DetentionOrderTable = {
  id: string; custody_id: string; number: string; request_id: string | null; court_id: string; by_court: boolean; case_id: string; judge_id: string; judge_name: string; name_in_order: string; known_as: string | null
  surname: string | null; article: string; starts_on: string; ends_on: string; reasons: string; warnings: Json<readonly unknown[]>; document_id: string | null; issued_at: Instant
}
type BailTable = {
  id: string; custody_id: string; kind: 'undertaking' | 'guarantor' | 'deposit'; amount_iqd: number | null; guarantor_name: string | null; guarantor_document: string | null
  decided_at: Instant; decided_by: string; given_at: Instant | null; given_by: string | null
}
export type ReleaseDecision = 'judge' | 'bail' | 'acquittal' | 'case-closed' | 'sentence-served' | 'conditional' | 'amnesty' | 'no-ground'
type ReleaseOrderTable = {
  id: string; custody_id: string; number: string; decision: ReleaseDecision; article: string; reason: string
  ordered_at: Instant; ordered_by: string | null; office_id: string; case_id: string | null; document_id: string | null; received_at: Instant | null; received_by: string | null; checked_at: Instant | null; checked_by: string | null
  check_findings: Json | null; freed_at: Instant | null; freed_by: string | null; signature_document: string | null; property_returned_at: Instant | null
  slip_document: string | null; withdrawn_at: Instant | null; withdrawn_reason: string | null
  signature: Json<Record<string, unknown>> | null; fetched_by: string | null; property_returned_by: string | null; slip_given_at: Instant | null; slip_given_by: string | null; kept_at: Instant | null; kept_reason: string | null
}
type AllegationNoteTable = { id: string; allegation_id: string; at: Instant; by_name: string; note: string }

export type CustodyTables = {
  'custody.custody': CustodyTable
  'custody.custody_case': CustodyCaseTable
  'custody.cover_fact': CoverFactTable
  'custody.step': StepTable
  'custody.medical_exam': MedicalExamTable
  'custody.allegation': AllegationTable
  'custody.allegation_note': AllegationNoteTable
  'custody.property_item': PropertyItemTable
  'custody.detention_request': DetentionRequestTable
  'custody.detention_order': DetentionOrderTable
  'custody.bail': BailTable
  'custody.release_order': ReleaseOrderTable
}

export type CustodyRow = Selectable<CustodyTable>
export type CoverFactRow = Selectable<CoverFactTable>
export type StepRow = Selectable<StepTable>
export type MedicalExamRow = Selectable<MedicalExamTable>
export type AllegationRow = Selectable<AllegationTable>
export type PropertyItemRow = Selectable<PropertyItemTable>
export type DetentionRequestRow = Selectable<DetentionRequestTable>
export type DetentionOrderRow = Selectable<DetentionOrderTable>
export type BailRow = Selectable<BailTable>
export type ReleaseOrderRow = Selectable<ReleaseOrderTable>

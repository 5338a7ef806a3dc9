import type { Selectable } from 'kysely'
import type { Instant, Json, Jurisdiction } from '#kernel/db/tables.ts'

export type Stage = 'arrested' | 'detained' | 'referred' | 'on-trial' | 'sentenced' | 'release-ordered' | 'released' | 'died' | 'escaped'

type CustodyTable = {
  id: string; person_id: string; name_display: string; name_keys: string[]; sex: 'male' | 'female' | null; birth_date: string | null; birth_precision: string
  age_group: 'adult' | 'juvenile' | 'unknown'; nationality: string | null; case_id: string; stage: Stage; arrested_at: Instant; entered_at: Instant; late_reason: string | null
  ground: 'warrant' | '102' | '103' | 'none'; ground_article: string; warrant_number: string | null; arrest_place: string; arrested_by: string
  station_id: string; held_by: string; facility_kind: string; court_id: string | null; prosecution_id: string | null; governorate: string | null; jurisdiction: Jurisdiction
  offence_code: string | null; article: string | null; capital: boolean
  cover_status: 'covered' | 'gap' | 'away'; cover_until: Instant | null; cover_kind: string | null; cover_article: string | null; cover_fact_id: string | null
  next_act: string | null; next_office: string | null; next_due: Instant | null; next_article: string | null
  lawyer_name: string | null; interpreter: string | null; pin_hash: Buffer | null; ended_at: Instant | null; ended_kind: 'released' | 'bail' | 'died' | 'escaped' | null
}
type CoverFactTable = { id: string; custody_id: string; type: string; at: Instant; from_at: Instant | null; to_at: Instant | null; data: Json<Record<string, unknown>>; entered_at: Instant }
export type StepKind = 'rights-told' | 'lawyer' | 'family-told' | 'interpreter' | 'consulate-told' | 'papers-sent' | 'papers-received' | 'questioned' | 'juvenile-police' | 'personality-study'
type StepTable = { id: string; custody_id: string; kind: StepKind; at: Instant; data: Json<Record<string, unknown>> }
type MedicalExamTable = {
  id: string; custody_id: string; at: Instant; examiner: string; occasion: 'arrest' | 'intake' | 'transfer' | 'complaint' | 'release' | 'other'
  findings: string; marks: Json<readonly unknown[]>; ill_treatment_signs: boolean; fit_for_detention: boolean
}
type AllegationTable = { id: string; custody_id: string; alleged_at: Instant; told_to: string; words: string; against_office: string | null; examined_at: Instant | null; closed_at: Instant | null; outcome: string | null }
type PropertyItemTable = { id: string; custody_id: string; description: string; quantity: number; seal_number: string | null; taken_at: Instant; returned_at: Instant | null; returned_to: string | null }
type DetentionRequestTable = {
  id: string; custody_id: string; kind: 'first-papers' | 'papers-extension' | 'extension' | 'felony-permission' | 'bail' | 'release'; court_id: string; asked_at: Instant; asked_by: string
  grounds: string; days: number | null; decided_at: Instant | null; decided_by: string | null; decision: 'granted' | 'refused' | 'withdrawn' | null; decision_reason: string | null
}
type DetentionOrderTable = {
  id: string; custody_id: string; number: string; request_id: string | null; court_id: string; judge_id: string; judge_name: string; name_in_order: string; known_as: string | null
  surname: string | null; article: string; starts_on: string; ends_on: string; reasons: string; issued_at: Instant
}
type BailTable = {
  id: string; custody_id: string; kind: 'undertaking' | 'guarantor' | 'deposit'; amount_iqd: number | null; guarantor_name: string | null; guarantor_document: string | null
  decided_at: Instant; decided_by: string; given_at: Instant | null; given_by: string | null
}
type ReleaseOrderTable = {
  id: string; custody_id: string; number: string; decision: 'judge' | 'bail' | 'acquittal' | 'case-closed' | 'sentence-served' | 'conditional' | 'amnesty' | 'no-ground'; article: string; reason: string
  ordered_at: Instant; ordered_by: string | null; office_id: string; received_at: Instant | null; received_by: string | null; checked_at: Instant | null; checked_by: string | null
  check_findings: Json<readonly unknown[]> | null; freed_at: Instant | null; freed_by: string | null; signature_document: string | null; property_returned_at: Instant | null
  slip_document: string | null; withdrawn_at: Instant | null; withdrawn_reason: string | null
}

export type CustodyTables = {
  'custody.custody': CustodyTable
  'custody.cover_fact': CoverFactTable
  'custody.step': StepTable
  'custody.medical_exam': MedicalExamTable
  'custody.allegation': AllegationTable
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

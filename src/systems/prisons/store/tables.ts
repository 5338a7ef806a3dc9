import type { Generated, Selectable } from 'kysely'
import type { Instant, Json } from '#kernel/db/tables.ts'
import type { Finding } from '#kernel/words/finding.ts'
import type { IncidentKind, Recipient } from '../rules/incident.ts'

export type LeftKind = 'transferred' | 'released' | 'bail' | 'died' | 'escaped'
export type OutKind = 'court' | 'hospital' | 'leave' | 'transit' | 'work'

export type CellTable = {
  id: string; facility_id: string; parent_id: string | null; kind: 'section' | 'hall' | 'cell'; name: string; capacity: number; sex: 'male' | 'female'; age_group: 'adult' | 'juvenile'; standing: 'untried' | 'convicted' | 'any'
  category: 'general' | 'reception' | 'mother-and-infant' | 'medical' | 'protection' | 'solitary' | 'condemned' | 'open'; closed_at: Instant | null; closed_reason: string | null
}
export type AdmissionTable = {
  id: string; custody_id: string; facility_id: string; handover_id: string | null; from_office: string | null; order_kind: 'imprisonment-memorandum' | 'detention-order'; order_number: string; order_court: string; order_article: string
  order_measure: string; order_starts_on: string; order_ends_at: Instant | null; order_document_id: string | null; days_held: number | null; admitted_at: Instant; admitted_by: string; completed_at: Instant | null
  left_at: Instant | null; left_kind: LeftKind | null
}
type AdmissionSheetTable = {
  id: string; admission_id: string; custody_id: string; identity: string; commitment: string; arrest: string; injuries_and_complaints: string; injuries_found: boolean; property: string; family: string
  emergency_contact: string; told_in_language: string; remarks: string | null; written_at: Instant; written_by: string; writer: string
}
export type InmateTable = {
  id: string; facility_id: string; admission_id: string; person_id: string; number: string; name_display: string; sex: 'male' | 'female'; birth_date: string | null; birth_precision: string; juvenile: boolean; nationality: string | null
  case_id: string; case_number: string; article: string | null; standing: 'untried' | 'convicted' | 'condemned' | 'civil-debtor'; pregnant: Generated<boolean>; with_infant: Generated<boolean>; vulnerable: Generated<boolean>; needs: string | null
  keep_apart: Generated<string[]>; cell_id: string | null; out: OutKind | null; order_ends_at: Instant | null; calculation_id: string | null; confirmed: Generated<boolean>; stale: Generated<boolean>; starts_on: string | null
  ends_at: Instant | null; release_at_once: Generated<boolean>; conditional_on: string | null; release_ordered_at: Instant | null; solitary_until: Instant | null; admitted_at: Instant; left_at: Instant | null; left_kind: LeftKind | null
}
type PlacementTable = {
  id: string; custody_id: string; admission_id: string; facility_id: string; cell_id: string; sex: 'male' | 'female'; from_at: Instant; to_at: Instant | null; reason: string | null; over_capacity: boolean; warnings: Json<Finding[]>; placed_by: string
}
type MovementTable = { id: string; custody_id: string; facility_id: string; kind: Exclude<OutKind, 'transit'>; destination: string; escort: string | null; out_at: Instant; expected_at: Instant | null; back_at: Instant | null; back_note: string | null }
export type RollCountTable = {
  id: string; facility_id: string; round: number; first_id: string | null; counted_at: Instant; counted_by: string; counter: string; roll: Json; counted: Json; expected: number; found: number; agrees: boolean
}
export type RollDifferenceTable = {
  id: string; roll_count_id: string; facility_id: string; kind: 'missing' | 'extra' | 'stranger' | 'misplaced' | 'inside-though-out' | 'counted-twice'; custody_id: string | null; name: string; roll_cell_id: string | null; counted_cell_id: string | null
  resolved_at: Instant | null; resolved_by: string | null; resolution: 'found' | 'out-unrecorded' | 'moved' | 'counting-error' | 'second-count' | 'incident' | 'no-order' | null; note: string | null; incident_id: string | null
}
/** A computation as it is kept: `result` is what the rules gave, with instants as text. */
export type CalculationTable = {
  id: string; custody_id: string; facility_id: string; number: number; why: 'first' | 'papers-changed' | 'facts-changed' | 'asked-again'; input: Json; input_digest: string; result: Json; starts_on: string | null; last_day: string | null
  ends_at: Instant | null; release_at_once: boolean; conditional_on: string | null; blocked: boolean; calculated_at: Instant; calculated_by: string; calculator: string
}
type ConfirmationTable = { id: string; calculation_id: string; custody_id: string; calculated_by: string; confirmed_at: Instant; confirmed_by: string; confirmer: string; document_id: string; cover_facts: string[] }
export type SentenceFactTable = {
  id: string; custody_id: string; kind: 'fine-paid' | 'remission' | 'conditional-release-revoked' | 'suspension-revoked'; sentence_id: string | null; amount_iqd: number | null; days: number | null; on_day: string; paper: string; entered_at: Instant; entered_by: string
}
export type IncidentTable = {
  id: string; facility_id: string; kind: IncidentKind; occurred_at: Instant; place: string; description: string; foreigner: boolean; reported_at: Instant; reported_by: string; reporter: string; death_certificate: string | null
  remains_handed_to: string | null; closed_at: Instant | null; closed_by: string | null; outcome: string | null
}
type IncidentPersonTable = { id: string; incident_id: string; custody_id: string; name: string }
type IncidentNoticeTable = { id: string; incident_id: string; recipient: Recipient; told_at: Instant; told_whom: string; how: 'platform' | 'telephone' | 'letter' | 'in-person'; told_by: string | null }
export type ConditionalTable = {
  id: string; custody_id: string; facility_id: string; calculation_id: string; name: string; court_id: string; prosecution_id: string | null; article: string; eligible_on: string; opened_at: Instant; opened_by: string; request: string; conduct: string
  warnings: Json<Finding[]>; opinion: string | null; opinion_for: boolean | null; opinion_at: Instant | null; opinion_by: string | null; decision: 'granted' | 'refused' | 'withdrawn' | null; decision_reason: string | null; conditions: string | null
  decided_at: Instant | null; decided_by: string | null; told_at: Instant | null
}
type TransferTable = {
  id: string; custody_id: string; from_facility: string; to_facility: string; handover_id: string; reason: string; order_number: string; fit_to_travel: boolean; family_told_at: Instant | null; commitment: Json; ordered_at: Instant; ordered_by: string; arrived_at: Instant | null
}
type SolitaryTable = {
  id: string; custody_id: string; facility_id: string; from_at: Instant; until_at: Instant; reason: string; authorised_by: string; warnings: Json<Finding[]>; ordered_by: string; ended_at: Instant | null; end_note: string | null
}
type SolitaryVisitTable = { id: string; solitary_id: string; custody_id: string; visited_at: Instant; visited_by: string; visitor: string; fit: boolean; note: string }

/** This system's tables; `tx.db.withTables<PrisonTables>()`. */
export type PrisonTables = {
  'prisons.cell': CellTable
  'prisons.admission': AdmissionTable
  'prisons.admission_sheet': AdmissionSheetTable
  'prisons.inmate': InmateTable
  'prisons.placement': PlacementTable
  'prisons.movement': MovementTable
  'prisons.roll_count': RollCountTable
  'prisons.roll_difference': RollDifferenceTable
  'prisons.sentence_calculation': CalculationTable
  'prisons.sentence_confirmation': ConfirmationTable
  'prisons.sentence_fact': SentenceFactTable
  'prisons.incident': IncidentTable
  'prisons.incident_person': IncidentPersonTable
  'prisons.incident_notice': IncidentNoticeTable
  'prisons.conditional_release': ConditionalTable
  'prisons.transfer': TransferTable
  'prisons.solitary': SolitaryTable
  'prisons.solitary_visit': SolitaryVisitTable
}
export type CellRow = Selectable<CellTable>
export type AdmissionRow = Selectable<AdmissionTable>
export type SheetRow = Selectable<AdmissionSheetTable>
export type InmateRow = Selectable<InmateTable>
export type RollCountRow = Selectable<RollCountTable>
export type DifferenceRow = Selectable<RollDifferenceTable>
export type CalculationRow = Selectable<CalculationTable>
export type ConfirmationRow = Selectable<ConfirmationTable>
export type SentenceFactRow = Selectable<SentenceFactTable>
export type IncidentRow = Selectable<IncidentTable>
export type NoticeRow = Selectable<IncidentNoticeTable>
export type ConditionalRow = Selectable<ConditionalTable>
export type SolitaryRow = Selectable<SolitaryTable>

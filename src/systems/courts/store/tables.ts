import type { Selectable } from 'kysely'
import type { Instant, Json } from '#kernel/db/tables.ts'
import type { Finding } from '#kernel/words/finding.ts'
import type { PrincipalPenalty } from '../rules/absentia.ts'
import type { JuvenileMeasure } from '../rules/juvenileMeasure.ts'
import type { OffenceClass } from '../rules/notice.ts'

export type { OffenceClass } from '../rules/notice.ts'
export type Verdict = 'rejected' | 'released' | 'convicted' | 'acquitted' | 'charge-annulled' | 'not-responsible' | 'conciliation'
export type SentenceKind = PrincipalPenalty | JuvenileMeasure
export type SentenceEnd = 'quashed' | 'reduced' | 'retrial' | 'set-aside' | 'aggravated'
export type ChallengeKind = 'cassation' | 'automatic' | 'correction' | 'retrial' | 'objection'
export type DeciderKind = 'cassation-general-panel' | 'cassation' | 'appeal-as-cassation' | 'felony-as-cassation' | 'trial-court'
export type DeathStep = 'decree-execution' | 'decree-commutation' | 'decree-pardon' | 'minister-order' | 'renewed-order' | 'pregnant' | 'not-pregnant' | 'gave-birth' | 'religious-feast' | 'family-told'
  | 'clergy-asked' | 'clergy-admitted' | 'lawyer-asked' | 'lawyer-admitted' | 'panel-judge' | 'panel-prosecutor' | 'panel-interior' | 'panel-director' | 'panel-doctor'

export type RoomTable = { id: string; court_id: string; name_ar: string; name_ckb: string; name_en: string; closed_at: Instant | null }
export type TrialTable = {
  id: string; case_id: string; court_id: string; number: string; why: 'referral' | 'retrial' | 'objection' | 'reconsideration' | 'transfer'; class: OffenceClass; juvenile: boolean
  opened_at: Instant; opened_by: string | null; ended_at: Instant | null
}
export type HearingTable = {
  id: string; case_id: string; trial_id: string; court_id: string; room_id: string | null; session: number; purpose: 'trial' | 'charge' | 'witnesses' | 'pleadings' | 'judgment' | 'objection'
  starts_at: Instant; ends_at: Instant; public: boolean; secrecy_reason: 'security' | 'morals' | null; state: 'set' | 'held' | 'adjourned'; set_at: Instant; set_by: string
  opened_at: Instant | null; adjourned_at: Instant | null; adjourn_reason: string | null; follows: string | null; warnings: Json<Finding[]>
}
export type SeatTable = { id: string; hearing_id: string; case_id: string; account_id: string; name: string; presiding: boolean; starts_at: Instant; ends_at: Instant; live: boolean }
export type NoticeTable = {
  id: string; hearing_id: string; case_id: string; person_id: string | null; to_accused: boolean; addressee: string; capacity: string; accused: string; victim: string; court: string
  case_number: string; offence: string; article: string; hearing_at: Instant; issued_at: Instant; issued_by: string; document_id: string | null; served_at: Instant | null; served_by: string | null
  received_by: 'addressee' | 'household' | 'posted' | 'lawyer' | null; receiver: string | null; proof_document_id: string | null; recorded_at: Instant | null; enough: boolean | null; warnings: Json<Finding[]>
}
export type PublicationTable = {
  id: string; case_id: string; person_id: string; residence_known: boolean; posted_at_residence: boolean; newspapers: Json<{ name: string; on: string }[]>; broadcast_ordered: boolean
  broadcast_on: string | null; recorded_at: Instant; recorded_by: string
}
export type AttendanceTable = {
  id: string; hearing_id: string; case_id: string; person_id: string; present: boolean; lawyer: string | null; excuse: 'none' | 'offered' | 'accepted'; left_after_defence: boolean
  mode: 'in-presence' | 'in-absence' | 'adjourn' | 'serve-first'; warnings: Json<Finding[]>; recorded_at: Instant
}
export type MinutesTable = {
  id: string; hearing_id: string; case_id: string; kind: 'minutes' | 'addition'; day: string; publicity: string | null; judges: string | null; clerk: string | null; prosecutor: string | null
  parties: string | null; witnesses: string | null; papers_read: string | null; requests: string | null; procedures: string; decisions: string | null; pages: number | null; pages_signed: number | null
  written_at: Instant; written_by: string; writer: string; document_id: string | null; warnings: Json<Finding[]>
}
export type SheetTable = {
  id: string; case_id: string; trial_id: string; person_id: string; offence_code: string; circumstance: string | null; attempt: boolean; act_on: string | null; judge: string; judge_post: string
  accused: string; identity: string; place: string; time: string; legal_description: string; victim: string; object_of_offence: string; means: string; articles: string; drawn_on: string
  signed_at: Instant; signed_by: string; read_out: boolean; plea: 'admits' | 'denies' | 'silent' | 'not-asked'; replaces: string | null; reason: string | null
}
export type JudgmentTable = {
  id: string; case_id: string; trial_id: string; hearing_id: string | null; person_id: string; number: string; court_id: string; class: OffenceClass; juvenile: boolean; verdict: Verdict
  mode: 'in-presence' | 'in-absence'; given_at: Instant; given_on: string; judges: string[]; presiding_by: string; prosecutor: string; accused: string; parties: string; lawyer: string | null
  offence_code: string; article: string; facts: string; reasons: string; mitigation_kind: 'none' | 'excuse' | 'leniency'; mitigation: string | null; aggravated: boolean; recidivist: boolean
  aggravation: string | null; principal_penalty: string | null; ancillary: string[]; compensation_iqd: number | null; compensation: string | null; property: string | null; evidence: string[]
  dissents: Json<{ judge: string; text: string }[]>; death: boolean; told_of_review: boolean; read_publicly: boolean; warnings: Json<Finding[]>; document_id: string | null
  state: 'given' | 'final' | 'set-aside'; state_at: Instant; state_why: string | null; served_on: string | null; objection_ends: string | null; last_day: string | null
}
export type CountTable = {
  id: string; judgment_id: string; case_id: string; sheet_id: string | null; offence_code: string; circumstance: string | null; attempt: boolean; act_on: string | null; article: string; verdict: Verdict
}
export type SentenceTable = {
  id: string; judgment_id: string; count_id: string; case_id: string; person_id: string; custody_id: string | null; kind: SentenceKind; years: number; months: number; days: number
  fine_iqd: number | null; fine_default_days: number | null; suspended: boolean; suspended_until: string | null; concurrent: boolean; linked_group: string | null; article: string
  starts_on: string | null; credit_days: number; from_at: Instant | null; to_at: Instant | null; cover_fact_id: string | null; imposed_at: Instant; replaces: string | null; ended_at: Instant | null; ended_why: SentenceEnd | null
}
export type MemorandumTable = {
  id: string; judgment_id: string; case_id: string; person_id: string; custody_id: string | null; prison_id: string; prosecution_id: string | null; number: string; document_id: string
  penalty: string; article: string; starts_on: string; held_days: number; issued_at: Instant; issued_by: string; ended_at: Instant | null; ended_why: string | null
}
export type ChallengeTable = {
  id: string; case_id: string; judgment_id: string; person_id: string; custody_id: string | null; kind: ChallengeKind; number: string; of_challenge: string | null
  party: 'prosecution' | 'accused' | 'complainant' | 'civil-claimant' | 'civilly-liable' | 'victim' | 'witness' | 'other' | 'court'; appellant: string; respondent: string; grounds: string
  retrial_grounds: string[]; request: string; filed_at: Instant; filed_by: string; filed_office: string; place: 'trial-court' | 'other-criminal-court' | 'cassation' | 'prison' | 'prosecution'
  last_day: string | null; late: boolean; decider_id: string; decider_kind: DeciderKind; route_article: string; route_confidence: 'T' | 'C' | 'P' | 'U'; document_id: string | null; warnings: Json<Finding[]>
  arrived_at: Instant | null; opinion: string | null; opinion_at: Instant | null; opinion_by: string | null; state: 'filed' | 'decided'; outcome: string | null; decision_number: string | null
  decision_reasons: string | null; decision_judges: string[] | null; decision_warnings: Json<Finding[]> | null; decided_at: Instant | null; decided_by: string | null; told_on: string | null
}
export type DeathStepTable = { id: string; judgment_id: string; case_id: string; step: DeathStep; on_day: string; number: string | null; note: string | null; recorded_at: Instant; recorded_by: string; office_id: string }

/** This system's tables; `tx.db.withTables<CourtTables>()`. */
export type CourtTables = {
  'courts.room': RoomTable
  'courts.trial': TrialTable
  'courts.hearing': HearingTable
  'courts.seat': SeatTable
  'courts.notice': NoticeTable
  'courts.publication': PublicationTable
  'courts.attendance': AttendanceTable
  'courts.minutes': MinutesTable
  'courts.charge_sheet': SheetTable
  'courts.judgment': JudgmentTable
  'courts.count': CountTable
  'courts.sentence': SentenceTable
  'courts.memorandum': MemorandumTable
  'courts.challenge': ChallengeTable
  'courts.death_step': DeathStepTable
}
export type RoomRow = Selectable<RoomTable>
export type TrialRow = Selectable<TrialTable>
export type HearingRow = Selectable<HearingTable>
export type SeatRow = Selectable<SeatTable>
export type NoticeRow = Selectable<NoticeTable>
export type PublicationRow = Selectable<PublicationTable>
export type AttendanceRow = Selectable<AttendanceTable>
export type MinutesRow = Selectable<MinutesTable>
export type SheetRow = Selectable<SheetTable>
export type JudgmentRow = Selectable<JudgmentTable>
export type CountRow = Selectable<CountTable>
export type SentenceRow = Selectable<SentenceTable>
export type MemorandumRow = Selectable<MemorandumTable>
export type ChallengeRow = Selectable<ChallengeTable>
export type DeathStepRow = Selectable<DeathStepTable>

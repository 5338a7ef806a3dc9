import type { ColumnType, Generated } from 'kysely'

/** A timestamp with time zone: a Date when read; a Date when written. */
export type Instant = ColumnType<Date, Date, Date>
/** jsonb: parsed when read, given as text when written. */
export type Json<T = unknown> = ColumnType<T, string, string>

export type Jurisdiction = 'federal' | 'kri'

export interface OfficeTable {
  id: string; kind: string; parent_id: string | null; path: string[]; name_ar: string; name_ckb: string; name_en: string
  governorate: string | null; district: string | null; jurisdiction: Jurisdiction; capacity: number | null
  valid_from: Generated<string>; valid_to: string | null
  /** The node where it is at home; null for the nation's. */
  node_id: Generated<string | null>
}
export interface AccountTable {
  id: string; user_name: string; full_name_ar: string; full_name_en: string; person_id: string | null
  language: Generated<'ar' | 'ckb' | 'en'>; disabled_at: Instant | null
}
export interface CredentialTable {
  account_id: string; password_hash: string | null; totp_secret: string | null; totp_pending: string | null; totp_last_step: number | null
  failed_attempts: Generated<number>; lock_count: Generated<number>; locked_until: Instant | null; changed_at: ColumnType<Date, Date | undefined, Date>
  must_change: Generated<boolean>; one_time_until: Instant | null
}
export interface PasskeyTable { id: string; account_id: string; public_key: Buffer; counter: number; label: string; created_at: Generated<Date> }
export interface OutsideIdentityTable { issuer: string; subject: string; account_id: string }
export interface PostTable { id: string; office_id: string; role: string; title_ar: string; title_ckb: string; title_en: string; scope: 'office' | 'subtree' | 'nation' }
export interface PostHoldingTable { id: string; post_id: string; account_id: string; acting: Generated<boolean>; from_at: Instant; to_at: Instant | null }
export interface SessionTable {
  id: string; token_hash: Buffer; account_id: string; post_id: string | null; created_at: Generated<Date>; last_seen_at: ColumnType<Date, Date | undefined, Date>
  expires_at: Instant; revoked_at: Instant | null; second_factor: Generated<boolean>; user_agent: string | null; ip: string | null
}
export interface RecordTable {
  id: string; kind: string; number: string | null; label: string; office_id: string; state: Generated<'held' | 'in-transit' | 'closed'>
  version: Generated<number>; jurisdiction: Jurisdiction; governorate: string | null; created_at: Instant
  /** The node that writes it; null for the nation's, and where there is one machine only. */
  writer: Generated<string | null>
}
/** In which capacity an office may read a record. */
export type AccessWhy = 'holder' | 'past-holder' | 'offered' | 'origin' | 'judge' | 'court' | 'prosecution' | 'prison' | 'cassation' | 'break-glass' | 'interested'
export interface RecordAccessTable { record_id: string; office_id: string; why: AccessWhy; expires_at: Instant | null }
export interface SealedTable { record_id: string; basis: string; sealed_at: Generated<Date> }
export interface SealedReadTable { id: string; record_id: string; account_id: string; post_id: string | null; at: Generated<Date>; verb: string }
export interface RecordPersonTable { id: string; record_id: string; person_id: string; role: string }
export interface RecordLinkTable { id: string; from_id: string; to_id: string; why: string }
export interface EntryTable {
  id: string; at: Instant; salt: Buffer | null; body: string; commitment: Buffer; verb: string; subject_kind: string; subject_id: string
  actor_id: string | null; post_id: string | null; office_id: string | null
}
export interface EntryRecordTable { entry_id: string; record_id: string }
export interface LeafTable { index: number; entry_id: string; hash: Buffer }
export interface CheckpointTable { tree_size: number; root: Buffer; at: Generated<Date>; note: string }
export interface OutboxTable { entry_id: string; record_id: string; at: Generated<Date> }
export interface RefusalTable {
  id: string; at: Generated<Date>; account_id: string | null; post_id: string | null; office_id: string | null; verb: string
  record_id: string | null; code: string; article: string | null; params: Json
}
export interface CounterTable { series: string; office_id: string; year: number; last: number }
export interface HandoverTable {
  id: string; record_id: string; from_office: string; to_office: string; state: 'offered' | 'accepted' | 'refused' | 'recalled'; offered_at: Instant; offered_by: string
  due_at: Instant; condition_note: string | null; seal_number: string | null; escort: string | null; decided_at: Instant | null; decided_by: string | null; reason: string | null
}
export interface RecallRequestTable { id: string; record_id: string; handover_id: string; asked_at: Instant; asked_by: string; reason: string }
export interface ClockTable {
  id: string; rule: string; record_id: string; office_id: string; started_at: Instant; due_at: Instant; warn_at: Instant | null
  state: 'running' | 'paused' | 'met' | 'missed' | 'cancelled'; stopped_at: Instant | null; outcome: string | null; article: string; note: string | null
}
export interface AlarmTable {
  id: string; kind: string; record_id: string; clock_id: string | null; office_id: string; raised_to: string; raised_at: Instant; article: string; detail: Json
  state: Generated<'open' | 'dismissed'>; seen_at: Instant | null; seen_by: string | null; dismissed_at: Instant | null; dismissed_by: string | null; reason: string | null
}
export interface ApprovalTable {
  id: string; record_id: string; verb: string; input: Json; requested_at: Instant; requested_by: string; office_id: string
  state: 'asked' | 'approved' | 'refused' | 'withdrawn'; decided_at: Instant | null; decided_by: string | null; reason: string | null
}
export interface BreakGlassTable {
  id: string; record_id: string; account_id: string; office_id: string; reason: string; opened_at: Instant; expires_at: Instant
  reviewed_at: Instant | null; reviewed_by: string | null; finding: string | null
}
export interface SignInStepTable {
  token_hash: Buffer; purpose: 'second-factor' | 'register-passkey' | 'outside'; account_id: string | null; state: Json; attempts: Generated<number>
  created_at: Instant; expires_at: Instant
}
export interface HolidayTable {
  id: string; day: string; name_ar: string; name_ckb: string; name_en: string; kind: 'hijri' | 'cabinet' | 'governorate' | 'community'
  jurisdiction: Jurisdiction | 'both'; governorate: string | null; worked: boolean; source: string; state: 'proposed' | 'in-force' | 'refused' | 'withdrawn'
}

/** The kernel's own tables. A system adds its own with `tx.db.withTables<…>()`. */
export interface KernelTables {
  'kernel.office': OfficeTable
  'kernel.account': AccountTable
  'kernel.credential': CredentialTable
  'kernel.passkey': PasskeyTable
  'kernel.outside_identity': OutsideIdentityTable
  'kernel.post': PostTable
  'kernel.post_holding': PostHoldingTable
  'kernel.session': SessionTable
  'kernel.record': RecordTable
  'kernel.record_access': RecordAccessTable
  'kernel.sealed': SealedTable
  'kernel.sealed_read': SealedReadTable
  'kernel.record_person': RecordPersonTable
  'kernel.record_link': RecordLinkTable
  'kernel.entry': EntryTable
  'kernel.entry_record': EntryRecordTable
  'kernel.leaf': LeafTable
  'kernel.checkpoint': CheckpointTable
  'kernel.outbox': OutboxTable
  'kernel.refusal': RefusalTable
  'kernel.counter': CounterTable
  'kernel.handover': HandoverTable
  'kernel.recall_request': RecallRequestTable
  'kernel.clock': ClockTable
  'kernel.alarm': AlarmTable
  'kernel.approval': ApprovalTable
  'kernel.break_glass': BreakGlassTable
  'kernel.sign_in_step': SignInStepTable
  'kernel.holiday': HolidayTable
}

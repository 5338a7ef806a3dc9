import type { Generated, Selectable } from 'kysely'
import type { Confidence } from '#kernel/words/finding.ts'
import type { Instant } from '#kernel/db/tables.ts'
import type { Finger } from '../engine/tenprint.ts'
import type { Hindrance, Occasion, Outcome } from '../rules/checking.ts'
import type { Ending } from '../rules/retention.ts'

export type NotTakenTable = { id: string; custody_id: string; reason: Hindrance; note: string | null; office_id: string; at: Instant; by: string }
export type IdentityCheckTable = {
  id: string; custody_id: string; occasion: Occasion; office_id: string; at: Instant; by: string; hindrance: Hindrance | null; hindrance_note: string | null
  said_finger: Finger | null; finger: Finger | null; score: number | null; quality: number | null; compared: number | null; suggested: Outcome | null
  outcome: Generated<Outcome | null>; outcome_reason: Generated<string | null>; decided_at: Instant | null; decided_by: string | null
  resolution: Generated<'same-person' | 'another-person' | null>; resolution_reason: Generated<string | null>; resolved_at: Instant | null; resolved_by: string | null
}
export type CountSampleTable = { id: string; facility_id: string; custody_id: string; by_lot: boolean; asked_at: Instant; asked_by: string; check_id: Generated<string | null>; roll_count_id: Generated<string | null> }
export type RetentionTable = {
  id: string; enrolment_id: string; case_id: string; case_number: string; ending: Ending; article: string; confidence: Confidence; decided_on: string; open_until: string | null; court_id: string; since: Instant
  kept_at: Instant | null; kept_by: string | null; kept_reason: Generated<string | null>; review_on: Generated<string | null>; withdrawn_at: Instant | null
}
export type ExchangeTable = {
  id: string; number: string; direction: 'out' | 'in'; format: 'itl' | 'iso19794'; purpose: string; article: string; confidence: Confidence; partner: string; reference: string; enrolment_id: string | null
  case_id: string | null; fingers: number[]; image_records: 4 | 14 | null; partner_number: string | null; bytes: number | null; sha256: string | null; office_id: string; at: Instant; by: string
}
export type ChainTables = {
  'biometrics.not_taken': NotTakenTable
  'biometrics.identity_check': IdentityCheckTable
  'biometrics.count_sample': CountSampleTable
  'biometrics.retention': RetentionTable
  'biometrics.exchange': ExchangeTable
}
export type IdentityCheckRow = Selectable<IdentityCheckTable>
export type RetentionRow = Selectable<RetentionTable>
export type ExchangeRow = Selectable<ExchangeTable>

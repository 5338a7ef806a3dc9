import type { Generated, Selectable } from 'kysely'
import type { Instant, Json } from '#kernel/db/tables.ts'
import type { Confidence } from '#kernel/words/finding.ts'
import type { AnsweredPart, FingerScore, MissingPart } from '../gallery/shapes.ts'
import type { Outcome, Verdict } from '../rules/opinions.ts'
import type { SearchPurpose } from '../rules/purposes.ts'
import type { ImageType } from './tables.ts'

export type SearchTable = {
  id: string; number: string; purpose: SearchPurpose; article: string; confidence: Confidence; basis: string; case_id: string | null; custody_id: string | null; enrolment_id: string | null; mark_id: string | null
  person_id: string | null; automatic: boolean; office_id: string; asked_by: string | null; asked_at: Instant; state: Generated<'waiting' | 'examining' | 'decided'>; outcome: Outcome | null
  complete: boolean | null; answered: Json<readonly AnsweredPart[]>; missing: Json<readonly MissingPart[]>; looked: number | null; marks_looked: number | null; runs: Generated<number>; ran_at: Instant | null; decided_at: Instant | null
}
export type ProbeTable = {
  id: string; search_id: string; finger: number | null; quality: number; image_type: ImageType; dpi: number; sealed_image: Buffer; key_id: string; sealed_template: Buffer; template_key_id: string
}
export type CandidateTable = {
  id: string; search_id: string; place: number; enrolment_id: string; person_id: string; score: number; fingers: Json<readonly FingerScore[]>; looked: number; found_at: Instant
  state: Generated<'waiting' | 'verifying' | 'conflict' | 'settled'>; result: Verdict | null; settled_at: Instant | null
}
export type OpinionTable = { id: string; candidate_id: string; search_id: string; place: number; examiner: string; verdict: Verdict; reason: string; at: Instant }
export type LinkTable = {
  id: string; candidate_id: string; search_id: string; keep_id: string; drop_id: string; state: Generated<'proposed' | 'approved' | 'refused'>; reason: string; proposed_by: string; proposed_at: Instant
  decided_by: string | null; decided_at: Instant | null; decision_reason: string | null; merge_id: string | null
}
export type MarkTable = {
  id: string; number: string; case_id: string; exhibit: string; place: string; lifted_at: Instant; lifted_by: string; note: string | null; office_id: string; entered_by: string; entered_at: Instant
  state: Generated<'unsolved' | 'identified' | 'withdrawn'>; state_reason: string | null; person_id: string | null; quality: number; minutiae: number; width: number; height: number; dpi: number
  image_type: ImageType; sealed_image: Buffer; key_id: string; sealed_template: Buffer; template_key_id: string
}
export type SearchTables = {
  'biometrics.search': SearchTable
  'biometrics.probe': ProbeTable
  'biometrics.candidate': CandidateTable
  'biometrics.opinion': OpinionTable
  'biometrics.link': LinkTable
  'biometrics.mark': MarkTable
}
export type SearchRow = Selectable<SearchTable>
export type ProbeRow = Selectable<ProbeTable>
export type CandidateRow = Selectable<CandidateTable>
export type OpinionRow = Selectable<OpinionTable>
export type LinkRow = Selectable<LinkTable>
export type MarkRow = Selectable<MarkTable>
/** A mark without its sealed image and template. */
export type MarkFacts = Omit<MarkRow, 'sealed_image' | 'sealed_template'>

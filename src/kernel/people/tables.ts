import type { ColumnType, Generated, Selectable } from 'kysely'
import type { Instant } from '#kernel/db/tables.ts'
import type { BirthPrecision } from './birth.ts'
import type { Sex } from './compare.ts'
import type { Script } from './name.ts'

export type IdentityState = 'established' | 'being-established'

export interface PersonTable {
  id: string; sex: Sex | null; birth_date: string | null; birth_precision: BirthPrecision; nationality: string | null; national_number: string | null
  identity_state: IdentityState; photo_document_id: string | null; merged_into: string | null; deceased_on: string | null
  sealed: Generated<boolean>; version: Generated<number>; created_at: Instant
}
export interface PersonNameTable {
  id: string; person_id: string; script: Script; given: string; father: string | null; grandfather: string | null; great_grandfather: string | null
  family: string | null; mother: string | null; known_as: string | null; display: string; is_primary: boolean; replaced_at: Instant | null
  line_1: string; line_2: string | null; line_3: string | null; line_4: string | null; family_key: string | null; mother_key: string | null; keys: string[]; triples: number[]; pair: number | null; birth_year: number | null
}
export interface PersonDocumentTable {
  id: string; person_id: string; kind: string; number: string; number_key: string; issuer: string | null; issued_on: string | null; expires_on: string | null; recorded_at: Instant
}
export interface PersonCorrectionTable {
  id: string; person_id: string; field: string; was: string | null; became: string | null; reason: string; at: Instant; by_account: string | null
}
export interface NotThisPersonTable {
  id: string; person_id: string; warrant_id: string | null; other_person_id: string | null; other_facts: string | null; note: string
  at: Instant; by_account: string | null; by_name: string; by_office: string | null
}
export interface PersonMergeTable {
  id: string; keep_id: string; drop_id: string; state: 'proposed' | 'approved' | 'refused' | 'undone'; reason: string; proposed_at: Instant; proposed_by: string
  decided_at: ColumnType<Date | null, Date | null, Date | null>; decided_by: string | null; decision_reason: string | null
  undone_at: ColumnType<Date | null, Date | null, Date | null>; undone_by: string | null; undo_reason: string | null
}

/** The tables of this module, to be used by `db.withTables<PeopleTables>()`. */
export type PeopleTables = {
  'kernel.person': PersonTable
  'kernel.person_name': PersonNameTable
  'kernel.person_document': PersonDocumentTable
  'kernel.person_correction': PersonCorrectionTable
  'kernel.not_this_person': NotThisPersonTable
  'kernel.person_merge': PersonMergeTable
}
export type PersonRow = Selectable<PersonTable>
/** What is read of a name: what was written. What it is found by stays in the database. */
export const writtenColumns = ['id', 'person_id', 'script', 'given', 'father', 'grandfather', 'great_grandfather', 'family', 'mother', 'known_as', 'display', 'is_primary', 'replaced_at'] as const
export type PersonNameRow = Pick<Selectable<PersonNameTable>, (typeof writtenColumns)[number]>

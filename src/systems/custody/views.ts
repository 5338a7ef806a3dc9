import type { CustodyRow, Stage } from './store/tables.ts'

/** A custody as other systems see it. */
export interface CustodyFacts {
  readonly id: string; readonly number: string; readonly personId: string; readonly name: string; readonly sex: 'male' | 'female' | null
  readonly birthDate: string | null; readonly birthPrecision: string; readonly ageGroup: 'adult' | 'juvenile' | 'unknown'; readonly nationality: string | null
  readonly caseId: string; readonly caseNumber: string; readonly actDay: string; readonly stage: Stage; readonly arrestedAt: Date; readonly stationId: string; readonly heldBy: string
  readonly facilityKind: string; readonly courtId: string | null; readonly prosecutionId: string | null; readonly trialCourtId: string | null; readonly governorate: string | null
  readonly jurisdiction: 'federal' | 'kri'; readonly offenceCode: string | null; readonly article: string | null; readonly capital: boolean
  readonly coverStatus: 'covered' | 'gap' | 'away'; readonly coverUntil: Date | null; readonly coverKind: string | null; readonly endedAt: Date | null; readonly endedKind: 'released' | 'bail' | 'died' | 'escaped' | null
}

/** The row as other systems see it. */
export function viewCustody(row: CustodyRow): CustodyFacts {
  return {
    id: row.id, number: row.number, personId: row.person_id, name: row.name_display, sex: row.sex, birthDate: row.birth_date, birthPrecision: row.birth_precision,
    ageGroup: row.age_group, nationality: row.nationality, caseId: row.case_id, caseNumber: row.case_number, actDay: row.act_day, stage: row.stage, arrestedAt: row.arrested_at,
    stationId: row.station_id, heldBy: row.held_by, facilityKind: row.facility_kind, courtId: row.court_id, prosecutionId: row.prosecution_id, trialCourtId: row.trial_court_id,
    governorate: row.governorate, jurisdiction: row.jurisdiction, offenceCode: row.offence_code, article: row.article, capital: row.capital, coverStatus: row.cover_status,
    coverUntil: row.cover_until, coverKind: row.cover_kind, endedAt: row.ended_at, endedKind: row.ended_kind,
  }
}

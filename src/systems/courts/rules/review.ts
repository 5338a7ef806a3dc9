/** Correction of a cassation decision and retrial (CPC 266-279). */
import type { Day } from '#kernel/clock/calendar.ts'
import { against, type Finding, missingFields, note } from '#kernel/words/finding.ts'
import type { CassationOutcome, Period } from './challenge.ts'

export interface Correction {
  of: CassationOutcome
  filedOn: Day
  period: Period
  correctedBefore: boolean
  /** The decision to correct was itself given on a request for correction. */
  ofCorrectionDecision: boolean
}

const notCorrectable: readonly CassationOutcome[] = ['quashed-retrial', 'acquittal-quashed-retrial', 'returned-to-aggravate', 'returned-to-convict']

/** May this request for correction be admitted? Once only, not against an order for a new trial or reconsideration. */
export function checkCorrection(c: Correction): Finding[] {
  const found: Finding[] = []
  if (c.correctedBefore) found.push(against('courts.correction-twice', 'CPC 269(A)', 'T'))
  if (c.ofCorrectionDecision) found.push(against('courts.correction-of-correction', 'CPC 269(B)', 'T'))
  if (notCorrectable.includes(c.of)) found.push(against('courts.correction-not-open', 'CPC 267', 'T', { field: 'of' }))
  if (c.filedOn > c.period.last) found.push(against('courts.correction-late', 'CPC 266(A)', 'T', { field: 'filedOn', params: { last: c.period.last } }))
  return found
}

export const retrialGrounds = ['victim-alive', 'contradictory-judgments', 'false-evidence-convicted', 'new-facts', 'base-judgment-annulled', 'same-act-judged', 'offence-or-penalty-lapsed'] as const
export type RetrialGround = (typeof retrialGrounds)[number]

export interface RetrialRequest {
  subject: string
  reasons: string
  documents: string
  grounds: readonly RetrialGround[]
  final: boolean
  contravention: boolean
  applicant: 'convict' | 'representative' | 'spouse' | 'relative' | 'other'
  convictDead: boolean
  /** Grounds on which an earlier request was refused. */
  refusedGrounds: readonly RetrialGround[]
  death: boolean
}

/** May this request for retrial go to the prosecution? There is no time limit. */
export function checkRetrial(r: RetrialRequest): Finding[] {
  const found = missingFields(r, ['subject', 'reasons', 'documents'], 'courts.retrial-field-missing', 'CPC 271', 'T')
  if (r.grounds.length === 0) found.push(against('courts.retrial-no-ground', 'CPC 270', 'T', { field: 'grounds' }))
  if (!r.final || r.contravention) found.push(against('courts.retrial-not-open', 'CPC 270', 'T'))
  const heir = r.applicant === 'spouse' || r.applicant === 'relative'
  if (r.applicant === 'other' || (heir && !r.convictDead)) found.push(against('courts.retrial-applicant', 'CPC 271', 'T', { field: 'applicant' }))
  if (r.grounds.length > 0 && r.grounds.every((g) => r.refusedGrounds.includes(g))) found.push(against('courts.retrial-same-grounds', 'CPC 279', 'T', { field: 'grounds' }))
  if (r.death) found.push(note('courts.retrial-stays-death', 'CPC 273', 'T'))
  return found
}

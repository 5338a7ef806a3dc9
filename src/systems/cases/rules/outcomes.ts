/** The end of the investigation: the decisions of CPC 130, the referral of 131, 134-136. */
import { against, type Finding, isEmpty, missingFields, note } from '#kernel/words/finding.ts'
import { classOf, competentCourt, type Maximum } from '#systems/offences/public.ts'

/**
 * reject: complaint rejected, case closed for good. refer: sent to the court. release: released, closed for now.
 * close-unknown: perpetrator unknown. close-accident: act of God or accident.
 */
export type Outcome = 'reject' | 'refer' | 'release' | 'close-unknown' | 'close-accident'

export interface OutcomeFacts {
  outcome: Outcome
  punishable: boolean
  evidenceSuffices: boolean
  perpetratorKnown: boolean
  accident: boolean
  waivedWithoutApproval: boolean
  /** Under the age of responsibility. */
  notResponsibleByAge: boolean
  reasons: string
  accusedDetained: boolean
  releaseOrdered: boolean
  otherLiveOrder: boolean
  prosecutionTold: boolean
}

/** Is this decision open on these facts, and complete? */
export function checkOutcome(f: OutcomeFacts): Finding[] {
  const found: Finding[] = []
  if (!isOpen(f)) found.push(against('cases.outcome-not-open', 'CPC 130', 'T', { field: 'outcome', params: { outcome: f.outcome } }))
  if (f.outcome === 'release' && isEmpty(f.reasons)) found.push(against('cases.outcome-without-reasons', 'CPC 130(B)', 'T', { field: 'reasons' }))
  const ends = f.outcome !== 'refer'
  if (ends && f.accusedDetained && !f.releaseOrdered && !f.otherLiveOrder) found.push(against('cases.outcome-still-detained', 'CPC 130(D)', 'T', { field: 'releaseOrdered' }))
  if (!f.prosecutionTold) found.push(note('cases.outcome-prosecution-untold', 'CPC 130(E)', 'T', { field: 'prosecutionTold' }))
  return found
}

function isOpen(f: OutcomeFacts): boolean {
  switch (f.outcome) {
    case 'reject': return !f.punishable || f.waivedWithoutApproval || f.notResponsibleByAge
    case 'refer': return f.punishable && f.evidenceSuffices && f.perpetratorKnown && !f.notResponsibleByAge
    case 'release': return f.punishable && !f.evidenceSuffices && f.perpetratorKnown
    case 'close-unknown': return !f.perpetratorKnown
    case 'close-accident': return f.accident
  }
}

/** The outcomes open on these facts. */
export function openOutcomes(facts: Omit<OutcomeFacts, 'outcome'>): Outcome[] {
  const all: readonly Outcome[] = ['reject', 'refer', 'release', 'close-unknown', 'close-accident']
  return all.filter((outcome) => isOpen({ ...facts, outcome }))
}

/** Whom the decision is sent to. The prosecution always (130 E); station and prison where somebody is freed. */
export function toldOfOutcome(f: Pick<OutcomeFacts, 'outcome' | 'accusedDetained'>): readonly ('prosecution' | 'complainant' | 'accused' | 'trial-court' | 'place-of-detention')[] {
  const freed = f.outcome !== 'refer' && f.accusedDetained
  return ['prosecution', ...(f.outcome === 'refer' ? ['trial-court' as const] : []), 'accused', 'complainant', ...(freed ? ['place-of-detention' as const] : [])]
}

export interface Referral {
  accused: string
  age?: number
  trade: string
  residence: string
  offence: string
  place: string
  time: string
  article: string
  victim: string
  evidence: string
  date: string
  signature: string
  sealed: boolean
  /** Heaviest penalty of the text (not of the child or the attempt). */
  maximum: Pick<Maximum, 'kind' | 'term'>
  /** Kind of the court it goes to. */
  court: string
  summary: boolean
  /** Whole years on the day of the offence. */
  ageAtAct?: number
  /** Report of the Personality Study Office (Juvenile 51). */
  studyReport: boolean
  fugitive: boolean
  statementTaken: boolean
  /** Perjury, false oath, false report, failure to report, false information (CPC 136 C). */
  needsCourtLeave: boolean
  courtLeave?: string
  /** Offences against State security and those abroad (CPC 136 A). */
  needsPermission: boolean
  permission?: string
}

export const referralFields = ['accused', 'age', 'trade', 'residence', 'offence', 'place', 'time', 'article', 'victim', 'evidence', 'date', 'signature'] as const

/** Is the referral complete and to the right court? */
export function checkReferral(r: Referral): Finding[] {
  const found = missingFields(r, referralFields, 'cases.referral-field-missing', 'CPC 131', 'T')
  if (!r.sealed) found.push(against('cases.referral-unsealed', 'CPC 131', 'T', { field: 'sealed' }))
  const cls = classOf(r.maximum)
  const juvenile = r.ageAtAct !== undefined && r.ageAtAct < 18
  const right = competentCourt(r.maximum, r.ageAtAct)
  if (r.court !== right) found.push(against('cases.referral-wrong-court', juvenile ? 'Juvenile 53' : 'CPC 134', 'T', { field: 'court', params: { court: `cases.court.${right}` } }))
  if (r.summary && (cls === 'F' || overThreeYears(r.maximum))) found.push(against('cases.referral-not-summary', 'CPC 134(A)', 'T', { field: 'summary' }))
  if (!r.summary && cls === 'C') found.push(against('cases.referral-must-be-summary', 'CPC 134(B)', 'T', { field: 'summary' }))
  if (juvenile && cls === 'F' && !r.studyReport) found.push(against('cases.referral-no-study', 'Juvenile 51(1)', 'T', { field: 'studyReport' }))
  if (!r.statementTaken && !r.fugitive) found.push(against('cases.referral-no-statement', 'CPC 134(C)', 'T', { field: 'statementTaken' }))
  if (r.needsCourtLeave && isEmpty(r.courtLeave)) found.push(against('cases.referral-no-court-leave', 'CPC 136(C)', 'T', { field: 'courtLeave' }))
  // Who gives the leave today is not confirmed, so its absence warns.
  if (r.needsPermission && isEmpty(r.permission)) found.push(against('cases.referral-no-permission', 'CPC 136(A)', 'U', { field: 'permission' }))
  return found
}

function overThreeYears({ term }: Pick<Maximum, 'kind' | 'term'>): boolean {
  return term !== undefined && (term.years ?? 0) * 12 + (term.months ?? 0) + (term.days ?? 0) / 30 > 36
}

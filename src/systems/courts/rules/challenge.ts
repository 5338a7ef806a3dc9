/** Cassation, correction, retrial: who, what, until when (CPC 249-279; Juvenile 71). */
import { addDays, type Day, type WorkCalendar, workingDayOnOrAfter } from '#kernel/clock/calendar.ts'
import { against, type Confidence, type Finding, missingFields, note } from '#kernel/words/finding.ts'
import type { OffenceClass } from './notice.ts'

/** A period that ends on `last`; `lawful` is the same day before it moved off a holiday (Civil Procedure 25). */
export interface Period {
  last: Day
  lawful: Day
  article: string
}

/**
 * A party's period in days: counted from the day after the start, the last day included, moved to the next working day when it falls
 * on a holiday. Never used for custody.
 */
export function partyPeriod(start: Day, days: number, article: string, calendar: WorkCalendar): Period {
  const lawful = addDays(start, days)
  return { lawful, last: workingDayOnOrAfter(lawful, calendar), article }
}

/** Cassation: 30 days from the day after pronouncement, or from when an absent judgment counts as given in presence (CPC 252 A). */
export function cassationPeriod(pronouncedOn: Day, calendar: WorkCalendar): Period {
  return partyPeriod(pronouncedOn, 30, 'CPC 252(A)', calendar)
}

/** Correction: 30 days from notice to the prisoner, or from the arrival of the file at the trial court (CPC 266). */
export function correctionPeriod(from: Day, calendar: WorkCalendar): Period {
  return partyPeriod(from, 30, 'CPC 266(A)', calendar)
}

/** Objection to a penal order: 7 days from service (CPC 207). */
export function penalOrderPeriod(servedOn: Day, calendar: WorkCalendar): Period {
  return partyPeriod(servedOn, 7, 'CPC 207', calendar)
}

/** Last day for the court to send the file of its own motion: 10 days (felony court), 15 days (juvenile felony). Undefined where it need not. */
export function automaticFileDue(judgmentOn: Day, court: 'felony' | 'juvenile' | 'other', cls: OffenceClass): Period | undefined {
  if (court === 'other' || (court === 'juvenile' && cls !== 'felony')) return undefined
  const days = court === 'felony' ? 10 : 15
  const last = addDays(judgmentOn, days)
  return { last, lawful: last, article: court === 'felony' ? 'CPC 254(A)' : 'Juvenile 71' }
}

/** Last day for the prosecution's opinion: 20 days from the arrival of the file (CPC 255). */
export function opinionDue(arrivedOn: Day): Period {
  const last = addDays(arrivedOn, 20)
  return { last, lawful: last, article: 'CPC 255' }
}

export type Party = 'prosecution' | 'accused' | 'complainant' | 'civil-claimant' | 'civilly-liable' | 'victim' | 'witness' | 'other'

/** What a party's challenge reaches (CPC 251 A). Undefined: no standing. */
export function scopeOf(party: Party): 'criminal' | 'civil' | 'own-claim' | 'both' | undefined {
  if (party === 'prosecution') return 'criminal'
  if (party === 'accused') return 'both'
  if (party === 'complainant') return 'own-claim'
  return party === 'civil-claimant' || party === 'civilly-liable' ? 'civil' : undefined
}

export type Challenged = 'judgment' | 'detention' | 'arrest' | 'bail' | 'competence' | 'preparatory' | 'administrative' | 'stops-the-case'

export interface Petition {
  appellant: string
  respondent: string
  judgmentSummary: string
  judgmentDate: string
  court: string
  grounds: string
  request: string
}

export const petitionFields = ['appellant', 'respondent', 'judgmentSummary', 'judgmentDate', 'court', 'grounds', 'request'] as const

export interface Challenge {
  party: Party
  against: Challenged
  filedOn: Day
  period: Period
  /** Where it was handed in. A prisoner may hand it to the director of the prison, whose receipt counts (CPC 252 B). */
  filedAt: 'trial-court' | 'other-criminal-court' | 'cassation' | 'prison' | 'police'
  prisoner: boolean
  petition: Petition
}

const notAlone: readonly Challenged[] = ['competence', 'preparatory', 'administrative']

/** May this cassation be admitted? */
export function checkChallenge(c: Challenge): Finding[] {
  const found = missingFields(c.petition, petitionFields, 'courts.petition-field-missing', 'CPC 252(C)', 'T')
  if (scopeOf(c.party) === undefined) found.push(against('courts.challenge-no-standing', 'CPC 249(A)', 'T', { field: 'party' }))
  if (notAlone.includes(c.against)) found.push(against('courts.challenge-not-alone', 'CPC 249(C)', 'T', { field: 'against' }))
  // A late challenge is still received: only the court refuses it by form, and may look into the case of its own motion (264 B).
  if (c.filedOn > c.period.last) found.push(note('courts.challenge-late', 'CPC 258(A)', 'T', { field: 'filedOn', params: { last: c.period.last } }))
  const viaPrison = c.filedAt === 'prison' && c.prisoner
  if ((c.filedAt === 'prison' && !c.prisoner) || (c.filedAt === 'police' && !viaPrison)) found.push(against('courts.challenge-wrong-place', 'CPC 252', 'T', { field: 'filedAt' }))
  return found
}

/** Which court hears it. The route of misdemeanours is today's practice, confirmed in a second source. */
export function challengeCourt(cls: OffenceClass, by: 'trial-court' | 'investigative-judge', death: boolean, juvenile: boolean): { court: 'cassation-general-panel' | 'cassation' | 'appeal-as-cassation' | 'felony-as-cassation'; article: string; confidence: Confidence } {
  if (by === 'investigative-judge' || (cls === 'contravention' && !juvenile)) return { court: 'felony-as-cassation', article: 'CPC 265', confidence: 'T' }
  if (death) return { court: 'cassation-general-panel', article: 'CPC 257(B)', confidence: 'T' }
  if (cls === 'misdemeanour' && !juvenile) return { court: 'appeal-as-cassation', article: 'RCC 104/1988', confidence: 'C' }
  return { court: 'cassation', article: juvenile ? 'Juvenile 71' : 'CPC 257(A)', confidence: 'T' }
}

/** The outcomes of CPC 259 and what each does. */
export type CassationOutcome =
  | 'upheld' | 'acquittal-upheld' | 'upheld-lighter' | 'returned-to-aggravate' | 'returned-to-convict'
  | 'quashed-acquitted' | 'quashed-retrial' | 'acquittal-quashed-retrial' | 'civil-part'

export interface CassationFacts {
  outcome: CassationOutcome
  convictedBelow: boolean
  /** The file was already returned once for the same reconsideration. */
  returnedBefore: boolean
  reasons: string
  filedOnlyByAccused: boolean
}

const needsConviction: readonly CassationOutcome[] = ['upheld', 'upheld-lighter', 'returned-to-aggravate', 'quashed-acquitted', 'quashed-retrial']
const needsAcquittal: readonly CassationOutcome[] = ['acquittal-upheld', 'returned-to-convict', 'acquittal-quashed-retrial']

/** Is this outcome open to the court of cassation? */
export function checkOutcome(f: CassationFacts): Finding[] {
  const found = missingFields(f, ['reasons'], 'courts.cassation-without-reasons', 'CPC 259(B)', 'T')
  if ((needsConviction.includes(f.outcome) && !f.convictedBelow) || (needsAcquittal.includes(f.outcome) && f.convictedBelow)) {
    found.push(against('courts.cassation-outcome-not-open', 'CPC 259(A)', 'T', { field: 'outcome' }))
  }
  const returned = f.outcome === 'returned-to-aggravate' || f.outcome === 'returned-to-convict'
  if (returned && f.returnedBefore) found.push(against('courts.cassation-returned-twice', 'CPC 259(A)', 'T', { field: 'outcome' }))
  if (f.outcome === 'returned-to-aggravate' && f.filedOnlyByAccused) found.push(note('courts.cassation-harm-to-appellant', 'CPC 251(C)', 'T', { field: 'outcome' }))
  return found
}

/** True when the convict must be freed at once on this outcome (CPC 259 A 6, 284). */
export function freesAtOnce(outcome: CassationOutcome): boolean {
  return outcome === 'quashed-acquitted'
}

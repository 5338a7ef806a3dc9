/** Starting a case: complaint, complaint-only offences, waiver (CPC 1, 3-9). */
import { addMonths, type Day } from '#kernel/clock/calendar.ts'
import { against, type Finding, missingFields, note } from '#kernel/words/finding.ts'

export type ComplaintRule = 'only' | 'kin' | 'base' | 'no'

export interface OffenceFacts {
  /** How the catalogue marks the offence. */
  complaint: ComplaintRule
  /** The victim is spouse, ascendant or descendant of the offender (CPC 3 A 3). */
  victimIsKin: boolean
  /** A circumstance aggravates it. */
  aggravated: boolean
  /** Against a public servant in or because of duty (CPC 3 A 2), or property of the State (3 A 4). */
  againstPublicServant: boolean
  stateProperty: boolean
}

/** Can a case of this offence only be moved by the victim's complaint (CPC 3 A)? */
export function isComplaintOnly(o: OffenceFacts): boolean {
  if (o.againstPublicServant || o.stateProperty) return false
  if (o.complaint === 'only') return true
  return o.complaint === 'kin' ? o.victimIsKin : o.complaint === 'base' && !o.aggravated
}

export interface Complaint {
  complainant: string
  capacity: 'victim' | 'representative' | 'other-informant' | 'prosecution'
  facts: string
  place: string
  written: boolean
  civilClaim: 'included' | 'declined' | 'not-said'
  receivedAt?: Date
  receivedOn: Day
  diaryNumber: string
  signed: boolean
  /** The day the victim knew, or the end of the force that kept him from complaining. */
  knewOn?: Day
  victimDiedBefore: boolean
  /** Representative's interest conflicts with the victim's, or there is none for one who needs one. */
  needsAppointedRepresentative: boolean
  /** The right was waived before (CPC 9 H). */
  waivedBefore: boolean
}

/** Last day on which a complaint of a complaint-only offence is accepted: three months after the victim knew (CPC 6). */
export function complaintLapses(knewOn: Day): Day {
  return addMonths(knewOn, 3)
}

/** May this complaint be taken? What it lacks as a record, and what bars it in law. */
export function checkComplaint(c: Complaint, offence: OffenceFacts): Finding[] {
  const found = missingFields(c, ['complainant', 'facts', 'receivedAt', 'diaryNumber'], 'cases.complaint-field-missing', 'CPC 49', 'T')
  if (!c.signed) found.push(against('cases.complaint-unsigned', 'CPC 49(A)', 'T', { field: 'signed' }))
  if (c.waivedBefore) found.push(against('cases.complaint-waived', 'CPC 9(H)', 'T'))
  if (!isComplaintOnly(offence)) return found
  if (c.capacity !== 'victim' && c.capacity !== 'representative') found.push(against('cases.complaint-not-by-victim', 'CPC 3(A)', 'T', { field: 'capacity' }))
  if (c.victimDiedBefore) found.push(against('cases.complaint-victim-dead', 'CPC 6', 'T'))
  if (c.knewOn === undefined) found.push(note('cases.complaint-knowledge-unknown', 'CPC 6', 'T', { field: 'knewOn' }))
  else if (c.receivedOn > complaintLapses(c.knewOn)) found.push(against('cases.complaint-lapsed', 'CPC 6', 'T', { field: 'knewOn', params: { last: complaintLapses(c.knewOn) } }))
  if (c.needsAppointedRepresentative) found.push(note('cases.complaint-representative', 'CPC 5', 'T'))
  return found
}

/** In a complaint-only offence no measure may be taken against the offender before the complaint (CPC 8). */
export function checkMeasureBeforeComplaint(offence: OffenceFacts, complained: boolean): Finding[] {
  return isComplaintOnly(offence) && !complained ? [against('cases.measure-before-complaint', 'CPC 8', 'T')] : []
}

export interface Waiver {
  byComplainant: boolean
  decided: boolean
  /** Accused named in it; a waiver for one does not reach the others (CPC 9 E). */
  forAccused: readonly string[]
  allAccused: readonly string[]
  allComplainants: readonly string[]
  waivingComplainants: readonly string[]
  compoundable: boolean
}

/** What a waiver does: for which accused the complaint is gone, and what must be said of its limits. */
export function effectOfWaiver(w: Waiver): { freedFrom: readonly string[]; findings: Finding[] } {
  const findings: Finding[] = []
  if (!w.byComplainant) findings.push(against('cases.waiver-not-by-complainant', 'CPC 9(C)', 'T'))
  if (w.decided) findings.push(against('cases.waiver-too-late', 'CPC 197(A)', 'T'))
  if (!w.compoundable) findings.push(note('cases.waiver-public-right', 'CPC 2', 'T'))
  const others = w.allComplainants.filter((c) => !w.waivingComplainants.includes(c))
  if (others.length > 0) findings.push(note('cases.waiver-others-stand', 'CPC 9(C)', 'T', { params: { count: others.length } }))
  const left = w.allAccused.filter((a) => !w.forAccused.includes(a))
  if (left.length > 0) findings.push(note('cases.waiver-other-accused', 'CPC 9(E)', 'T', { params: { count: left.length } }))
  const ends = w.byComplainant && !w.decided && w.compoundable && others.length === 0
  return { freedFrom: ends ? w.allAccused.filter((a) => w.forAccused.includes(a)) : [], findings }
}

/** The hearing itself: public or not, defended, unshackled, and its minutes (CPC 144, 152, 156, 158, 222; Juvenile 59-63). */
import { against, type Finding, missingFields, note } from '#kernel/words/finding.ts'
import type { OffenceClass } from './notice.ts'

export interface Hearing {
  cls: OffenceClass
  juvenileAccused: boolean
  public: boolean
  /** Why the court closed it: security or morals (CPC 152). */
  secrecyReason?: 'security' | 'morals'
  lawyerPresent: boolean
  shackled: boolean
  removedFromRoom: boolean
  toldOfWhatHappenedInAbsence: boolean
  studyOfficeReport: boolean
  studyOfficePresent: boolean
}

/** What stands against holding the hearing as described. */
export function checkHearing(h: Hearing): Finding[] {
  const found: Finding[] = []
  if (!h.public && h.secrecyReason === undefined && !h.juvenileAccused) found.push(against('courts.hearing-closed-without-reason', 'CPC 152', 'T', { field: 'secrecyReason' }))
  // The statute forbids publishing whatever identifies the child; that the room is closed follows only by inference, so it warns.
  if (h.public && h.juvenileAccused) found.push(against('courts.hearing-juvenile-public', 'Juvenile 63', 'U', { field: 'public' }))
  if (!h.lawyerPresent && h.cls === 'felony') found.push(against('courts.hearing-no-lawyer', 'CPC 144', 'T', { field: 'lawyer' }))
  if (!h.lawyerPresent && h.cls === 'misdemeanour') found.push(note('courts.hearing-no-lawyer', 'Constitution 19(11)', 'C', { field: 'lawyer' }))
  if (h.shackled) found.push(against('courts.hearing-shackled', 'CPC 156', 'T', { field: 'shackled' }))
  if (h.removedFromRoom && !h.toldOfWhatHappenedInAbsence) found.push(against('courts.hearing-removed-untold', 'CPC 158', 'T'))
  if (h.juvenileAccused && h.studyOfficeReport && !h.studyOfficePresent) found.push(against('courts.hearing-study-office', 'Juvenile 61', 'T'))
  return found
}

/** The minutes of a session (CPC 222). Lists may be empty in fact; a text that says so ("none") fills the field. */
export interface Minutes {
  date: string
  publicity: string
  judges: string
  clerk: string
  prosecutor: string
  parties: string
  witnesses: string
  papersRead: string
  requests: string
  procedures: string
  decisions: string
  pages: number
  pagesSigned: number
}

export const minutesFields = ['date', 'publicity', 'judges', 'clerk', 'prosecutor', 'parties', 'witnesses', 'papersRead', 'requests', 'procedures', 'decisions'] as const

/** Are the minutes complete and every page signed? */
export function checkMinutes(minutes: Minutes): Finding[] {
  const found = missingFields(minutes, minutesFields, 'courts.minutes-field-missing', 'CPC 222', 'T')
  if (minutes.pages < 1 || minutes.pagesSigned < minutes.pages) {
    found.push(against('courts.minutes-page-unsigned', 'CPC 222', 'T', { field: 'pagesSigned', params: { signed: minutes.pagesSigned, pages: minutes.pages } }))
  }
  return found
}

/** Whether names, address, school and picture are hidden in everything published about the case (Juvenile 63). */
export function hidesIdentity(accused: readonly { juvenile: boolean }[]): boolean {
  return accused.some((a) => a.juvenile)
}

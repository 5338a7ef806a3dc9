/** Notice of a hearing (CPC 143): how long before, what it must say, and the publication for a fugitive. */
import { addDays, addMonths, type Day, daysBetween, isWorkingDay, type WorkCalendar, workingDayOnOrAfter } from '#kernel/clock/calendar.ts'
import { against, type Finding, missingFields, note } from '#kernel/words/finding.ts'

export type OffenceClass = 'felony' | 'misdemeanour' | 'contravention'

/** Days of notice before the hearing (CPC 143 A). */
export const noticeDays: Record<OffenceClass, number> = { contravention: 1, misdemeanour: 3, felony: 8 }

/** What the paper must carry (CPC 143 B). */
export interface Notice {
  addressee: string
  addresseeCapacity: string
  accused: string
  victim: string
  court: string
  caseNumber: string
  offence: string
  article: string
  hearingAt?: Date
}

export const noticeFields = ['addressee', 'addresseeCapacity', 'accused', 'victim', 'court', 'caseNumber', 'offence', 'article', 'hearingAt'] as const

export interface Service {
  servedOn: Day
  hearingOn: Day
  /** Who received it: the accused himself, a relative for him, or only his lawyer. */
  receivedBy: 'addressee' | 'household' | 'posted' | 'lawyer'
  addressedToAccused: boolean
}

/**
 * First day for which a notice served on `servedOn` is long enough: the day of service is not counted and the days named by law
 * must lie between it and the hearing, so 8 days from 1 May give 9 May.
 */
export function earliestHearing(servedOn: Day, cls: OffenceClass): Day {
  return addDays(servedOn, noticeDays[cls])
}

/** Is the notice complete, early enough and served on the right person; does the hearing fall on a working day? */
export function checkNotice(notice: Notice, service: Service, cls: OffenceClass, calendar: WorkCalendar): Finding[] {
  const found = missingFields(notice, noticeFields, 'courts.notice-field-missing', 'CPC 143(B)', 'T')
  const given = daysBetween(service.servedOn, service.hearingOn)
  if (given < noticeDays[cls]) {
    found.push(against('courts.notice-too-short', 'CPC 143(A)', 'T', { field: 'hearingOn', params: { given, needed: noticeDays[cls], earliest: earliestHearing(service.servedOn, cls) } }))
  }
  if (service.addressedToAccused && service.receivedBy === 'lawyer') found.push(against('courts.notice-lawyer-only', 'CPC 143(A)', 'T', { field: 'receivedBy' }))
  if (!isWorkingDay(service.hearingOn, calendar)) {
    found.push(note('courts.hearing-on-holiday', 'Civil Procedure 24', 'T', { field: 'hearingOn', params: { next: workingDayOnOrAfter(service.hearingOn, calendar) } }))
  }
  return found
}

export interface Publication {
  residenceKnown: boolean
  postedAtResidence: boolean
  newspapers: readonly { name: string; on: Day }[]
  /** The court decided that the offence calls for radio or television (felonies and important misdemeanours). */
  broadcastOrdered: boolean
  broadcastOn?: Day
  hearingOn: Day
}

/** The first lawful day of trial of a fugitive: two months (felony) or one month after the last publication. Undefined without one. */
export function earliestFugitiveTrial(publication: Publication, cls: OffenceClass): Day | undefined {
  const last = publication.newspapers.map((n) => n.on).toSorted().at(-1)
  return last === undefined ? undefined : addMonths(last, cls === 'felony' ? 2 : 1)
}

/** May a fugitive be tried on that day (CPC 143 C)? */
export function checkPublication(publication: Publication, cls: OffenceClass): Finding[] {
  const found: Finding[] = []
  if (publication.residenceKnown && !publication.postedAtResidence) found.push(against('courts.fugitive-not-posted', 'CPC 143(C)', 'T', { field: 'postedAtResidence' }))
  if (new Set(publication.newspapers.map((n) => n.name.trim())).size < 2) found.push(against('courts.fugitive-two-newspapers', 'CPC 143(C)', 'T', { field: 'newspapers' }))
  if (publication.broadcastOrdered && publication.broadcastOn === undefined) found.push(against('courts.fugitive-not-broadcast', 'CPC 143(C)', 'T', { field: 'broadcastOn' }))
  const earliest = earliestFugitiveTrial(publication, cls)
  if (earliest !== undefined && publication.hearingOn < earliest) found.push(against('courts.fugitive-too-soon', 'CPC 143(C)', 'T', { field: 'hearingOn', params: { earliest } }))
  return found
}

/** The station diary and what a station does on news of an offence (CPC 41, 43, 49, 50). */
import { hourMs } from '#kernel/clock/calendar.ts'
import { against, type Finding, missingFields, note } from '#kernel/words/finding.ts'

export interface DiaryEntry {
  summary: string
  /** When the news came: the statute asks for the time itself. */
  reportedAt?: Date
  enteredAt: Date
  informant: string
  informantStatement: string
  informantSigned: boolean
  cls: 'felony' | 'misdemeanour' | 'contravention'
  flagrante: boolean
  witnesses: string
  article: string
  reportSentAt?: Date
}

/** Beyond this the entry is shown as made late: the text says "at once", the hour is the platform's measure. */
export const lateEntryHours = 1

/** Is the diary entry complete, and what must be done with it next? */
export function checkDiary(e: DiaryEntry): Finding[] {
  const found = missingFields(e, ['summary', 'reportedAt'], 'cases.diary-field-missing', 'CPC 49(C)', 'T')
  if (e.cls === 'contravention') found.push(...missingFields(e, ['informant', 'witnesses', 'article'], 'cases.diary-field-missing', 'CPC 49(B)', 'T'))
  else {
    found.push(...missingFields(e, ['informantStatement'], 'cases.diary-field-missing', 'CPC 49(A)', 'T'))
    if (!e.informantSigned) found.push(against('cases.diary-unsigned', 'CPC 49(A)', 'T', { field: 'informantSigned' }))
  }
  if (e.reportedAt !== undefined && e.reportedAt > e.enteredAt) found.push(against('cases.diary-before-report', 'CPC 49(C)', 'T', { field: 'reportedAt' }))
  if (e.reportedAt !== undefined && e.enteredAt.getTime() - e.reportedAt.getTime() > lateEntryHours * hourMs) {
    found.push(note('cases.diary-late', 'CPC 49(A)', 'T', { field: 'enteredAt', params: { hours: Math.floor((e.enteredAt.getTime() - e.reportedAt.getTime()) / hourMs) } }))
  }
  if (e.reportSentAt === undefined) found.push(note('cases.diary-report-unsent', 'CPC 49(A)', 'T', { field: 'reportSentAt' }))
  if (e.flagrante && e.cls === 'felony') found.push(note('cases.diary-go-to-scene', 'CPC 43', 'T'))
  return found
}

export type Told = 'investigative-judge' | 'prosecution'

/** Who is told at once of this news (CPC 43, 49 A, 52 C). */
export function whoIsTold(e: Pick<DiaryEntry, 'flagrante'>): readonly Told[] {
  return e.flagrante ? ['investigative-judge', 'prosecution'] : ['investigative-judge']
}

export interface StationInquiry {
  ordered: boolean
  /** Delay would lose traces, harm the inquiry or let the accused flee (CPC 50 A). */
  urgent: boolean
}

/** May the station official investigate himself? */
export function checkStationInquiry(s: StationInquiry): Finding[] {
  return s.ordered || s.urgent ? [] : [against('cases.station-inquiry-without-ground', 'CPC 50(A)', 'T', { field: 'ground' })]
}

/**
 * Official holidays as data. Only the Gregorian ones are fixed here. Hijri holidays follow the sighting of the moon and are announced
 * days before: an administrator enters each one by its date, and no legal clock ever computes them.
 * Source: Official Holidays Law 12/2024 (federal), which repealed Law 110/1972. The Region keeps its own list, not yet confirmed.
 */
import type { Text } from '#kernel/words/text.ts'

/** A calendar day, 'YYYY-MM-DD'. */
export type Day = string
export type HolidayJurisdiction = 'federal' | 'kri'

/** A holiday on the same Gregorian date every year. */
export interface FixedHoliday {
  id: string
  month: number
  day: number
  name: Text
  jurisdiction: HolidayJurisdiction
  article: string
  confidence: 'T' | 'C' | 'P' | 'U'
  validFrom: Day
}

/** A day an administrator entered: a holiday (Hijri, Cabinet, shrine governorate, community) or a weekend day made a working day. */
export interface EnteredDay {
  day: Day
  name: Text
  kind: 'hijri' | 'cabinet' | 'governorate' | 'community'
  jurisdiction: HolidayJurisdiction | 'both'
  governorate?: string
  /** True when the entry opens the offices instead of closing them. */
  worked?: boolean
}

const law = 'Holidays Law 12/2024'
const law110 = '1972-01-01'
const law12 = '2024-01-01'

function federal(id: string, month: number, day: number, confidence: 'C' | 'P', validFrom: Day, name: Text): FixedHoliday {
  return { id, month, day, name, jurisdiction: 'federal', article: law, confidence, validFrom }
}

function regional(id: string, month: number, day: number, name: Text): FixedHoliday {
  return { id, month, day, name, jurisdiction: 'kri', article: 'KRI holidays', confidence: 'U', validFrom: law110 }
}

const newYear = { ar: 'رأس السنة الميلادية', ckb: 'سەری ساڵی زایینی', en: 'New Year' }
const memory = { ar: 'ذكرى جرائم البعث (حلبجة والأنفال)', ckb: 'یادی تاوانەکانی بەعس (هەڵەبجە و ئەنفال)', en: 'Remembrance of the Ba’ath crimes' }
const nowruz = { ar: 'عيد نوروز', ckb: 'جەژنی نەورۆز', en: 'Nowruz' }
const labour = { ar: 'عيد العمال', ckb: 'ڕۆژی کرێکاران', en: 'Labour Day' }

export const fixedHolidays: readonly FixedHoliday[] = [
  federal('new-year', 1, 1, 'C', law110, newYear),
  federal('army-day', 1, 6, 'C', law110, { ar: 'عيد الجيش', ckb: 'ڕۆژی سوپا', en: 'Army Day' }),
  federal('remembrance', 3, 16, 'C', law12, memory),
  federal('nowruz', 3, 21, 'C', law110, nowruz),
  federal('labour-day', 5, 1, 'C', law110, labour),
  federal('republic-day', 7, 14, 'C', law110, { ar: 'عيد الجمهورية', ckb: 'ڕۆژی کۆمار', en: 'Republic Day' }),
  federal('national-day', 10, 3, 'P', law12, { ar: 'العيد الوطني', ckb: 'ڕۆژی نیشتمانی', en: 'National Day' }),
  federal('victory-day', 12, 10, 'P', law12, { ar: 'يوم النصر على داعش', ckb: 'ڕۆژی سەرکەوتن بەسەر داعش', en: 'Victory over Daesh' }),
  federal('christmas', 12, 25, 'P', law12, { ar: 'عيد الميلاد المجيد', ckb: 'جەژنی لەدایکبوونی مەسیح', en: 'Christmas' }),
  regional('kri-new-year', 1, 1, newYear),
  regional('kri-remembrance', 3, 16, memory),
  regional('kri-nowruz', 3, 21, nowruz),
  regional('kri-labour-day', 5, 1, labour),
]

/**
 * Dates, numbers and periods as they are written in Iraq. Pure: the server uses it for papers, the screens for display.
 * Instants are shown in Baghdad time, which is UTC+3 all year (summer time was abolished in 2008).
 */
import type { Digits, Lang } from './text.ts'

const baghdadOffset = 3 * 3_600_000

const gregorianMonths: Record<Lang, readonly string[]> = {
  ar: ['كانون الثاني', 'شباط', 'آذار', 'نيسان', 'أيار', 'حزيران', 'تموز', 'آب', 'أيلول', 'تشرين الأول', 'تشرين الثاني', 'كانون الأول'],
  ckb: ['کانوونی دووەم', 'شوبات', 'ئازار', 'نیسان', 'ئایار', 'حوزەیران', 'تەمموز', 'ئاب', 'ئەیلوول', 'تشرینی یەکەم', 'تشرینی دووەم', 'کانوونی یەکەم'],
  en: ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'],
}

const hijriMonths: Record<Lang, readonly string[]> = {
  ar: ['محرم', 'صفر', 'ربيع الأول', 'ربيع الآخر', 'جمادى الأولى', 'جمادى الآخرة', 'رجب', 'شعبان', 'رمضان', 'شوال', 'ذو القعدة', 'ذو الحجة'],
  ckb: ['موحەڕەم', 'سەفەر', 'ڕەبیعی یەکەم', 'ڕەبیعی دووەم', 'جەمادی یەکەم', 'جەمادی دووەم', 'ڕەجەب', 'شەعبان', 'ڕەمەزان', 'شەووال', 'زولقەعدە', 'زولحیججە'],
  en: ['Muharram', 'Safar', 'Rabi I', 'Rabi II', 'Jumada I', 'Jumada II', 'Rajab', 'Shaban', 'Ramadan', 'Shawwal', 'Dhu al-Qada', 'Dhu al-Hijja'],
}

const weekdays: Record<Lang, readonly string[]> = {
  ar: ['الأحد', 'الاثنين', 'الثلاثاء', 'الأربعاء', 'الخميس', 'الجمعة', 'السبت'],
  ckb: ['یەکشەممە', 'دووشەممە', 'سێشەممە', 'چوارشەممە', 'پێنجشەممە', 'هەینی', 'شەممە'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
}

/** A calendar day ('YYYY-MM-DD'), an ISO instant, or a Date. */
export type DateLike = string | Date

/** Writes every Western digit of a text as the reader prefers. English always keeps Western digits. */
export function withDigits(text: string, digits: Digits, lang: Lang): string {
  if (digits === 'latn' || lang === 'en') return text
  return text.replace(/\d/g, (d) => String.fromCharCode(0x0660 + Number(d)))
}

/** Reads digits of any of the three scripts (Western, Arabic-Indic, Persian) as Western ones. */
export function westernDigits(text: string): string {
  return text
    .replace(/[\u0660-\u0669]/g, (d) => String(d.charCodeAt(0) - 0x0660))
    .replace(/[\u06f0-\u06f9]/g, (d) => String(d.charCodeAt(0) - 0x06f0))
}

/** The Baghdad wall clock as a Date whose UTC fields are the local ones; undefined if the text is no date. */
function wall(value: DateLike): Date | undefined {
  const day = typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)
  const at = day ? Date.parse(`${value}T00:00:00Z`) : (typeof value === 'string' ? Date.parse(value) : value.getTime()) + baghdadOffset
  return Number.isNaN(at) ? undefined : new Date(at)
}

/** The calendar day in Baghdad of an instant: 'YYYY-MM-DD'. */
export function baghdadDay(at: Date): string {
  return new Date(at.getTime() + baghdadOffset).toISOString().slice(0, 10)
}

function two(n: number): string {
  return String(n).padStart(2, '0')
}

/** '22 تشرين الثاني 2026'. Returns an em dash for what is no date. */
export function formatDate(value: DateLike, lang: Lang, digits: Digits = 'latn'): string {
  const at = wall(value)
  if (at === undefined) return '—'
  const month = gregorianMonths[lang][at.getUTCMonth()]
  const join = lang === 'ckb' ? `${at.getUTCDate()}ی ${month}ی ${at.getUTCFullYear()}` : `${at.getUTCDate()} ${month} ${at.getUTCFullYear()}`
  return withDigits(join, digits, lang)
}

/** '2026/11/22': for tables; the year first, so that no reader takes the month for the day. */
export function formatDateShort(value: DateLike, lang: Lang, digits: Digits = 'latn'): string {
  const at = wall(value)
  if (at === undefined) return '—'
  return withDigits(`${at.getUTCFullYear()}/${two(at.getUTCMonth() + 1)}/${two(at.getUTCDate())}`, digits, lang)
}

/** '14:05', 24 hours, Baghdad. */
export function formatTime(value: DateLike, lang: Lang, digits: Digits = 'latn'): string {
  const at = wall(value)
  return at === undefined ? '—' : withDigits(`${two(at.getUTCHours())}:${two(at.getUTCMinutes())}`, digits, lang)
}

/** 'الأحد' */
export function formatWeekday(value: DateLike, lang: Lang): string {
  const at = wall(value)
  return at === undefined ? '—' : weekdays[lang][at.getUTCDay()]!
}

const hijriParts = new Intl.DateTimeFormat('en-u-ca-islamic-umalqura-nu-latn', { day: 'numeric', month: 'numeric', year: 'numeric', timeZone: 'UTC' })

/** '12 جمادى الآخرة 1448 هـ' by the Umm al-Qura table. A display beside the Gregorian date, never the date of record. */
export function formatHijri(value: DateLike, lang: Lang, digits: Digits = 'latn'): string {
  const at = wall(value)
  if (at === undefined) return '—'
  const parts = Object.fromEntries(hijriParts.formatToParts(at).map((p) => [p.type, p.value]))
  const month = hijriMonths[lang][Number(parts['month']) - 1]
  const era = { ar: 'هـ', ckb: 'ک', en: 'AH' }[lang]
  return withDigits(`${parts['day']} ${month} ${parts['year']} ${era}`, digits, lang)
}

/** '12,345.6' with the separators of the chosen digits. */
export function formatNumber(value: number, lang: Lang, digits: Digits = 'latn', decimals?: number): string {
  const options = decimals === undefined ? { maximumFractionDigits: 2 } : { minimumFractionDigits: decimals, maximumFractionDigits: decimals }
  const latin = new Intl.NumberFormat('en', options).format(value)
  if (digits === 'latn' || lang === 'en') return latin
  return withDigits(latin.replace(/,/g, '٬').replace('.', '٫'), digits, lang)
}

const currencies: Record<string, { decimals: number; ar: string; ckb: string; en: string }> = {
  IQD: { decimals: 0, ar: 'دينار', ckb: 'دینار', en: 'IQD' },
  USD: { decimals: 2, ar: 'دولار', ckb: 'دۆلار', en: 'USD' },
}

/** '250,000 دينار'. `minor` is an integer of the smallest unit in use: whole dinars (the fils is out of use), cents. */
export function formatMoney(minor: number, currency: string, lang: Lang, digits: Digits = 'latn'): string {
  const unit = currencies[currency] ?? { decimals: 2, ar: currency, ckb: currency, en: currency }
  return `${formatNumber(minor / 10 ** unit.decimals, lang, digits, unit.decimals)} ${unit[lang]}`
}

export type Unit = 'year' | 'month' | 'day' | 'hour' | 'minute'

/** Arabic nouns by number: one, two, few (3-10), many (11-99), other (hundreds). */
const arabicUnits: Record<Unit, readonly [string, string, string, string, string]> = {
  year: ['سنة واحدة', 'سنتان', 'سنوات', 'سنة', 'سنة'],
  month: ['شهر واحد', 'شهران', 'أشهر', 'شهرًا', 'شهر'],
  day: ['يوم واحد', 'يومان', 'أيام', 'يومًا', 'يوم'],
  hour: ['ساعة واحدة', 'ساعتان', 'ساعات', 'ساعة', 'ساعة'],
  minute: ['دقيقة واحدة', 'دقيقتان', 'دقائق', 'دقيقة', 'دقيقة'],
}
const kurdishUnits: Record<Unit, string> = { year: 'ساڵ', month: 'مانگ', day: 'ڕۆژ', hour: 'کاتژمێر', minute: 'خولەک' }

/** A counted period: '3 أيام', 'يومان', '1 day'. */
export function formatCount(count: number, unit: Unit, lang: Lang, digits: Digits = 'latn'): string {
  const n = formatNumber(count, lang, digits)
  if (lang === 'en') return `${n} ${unit}${count === 1 ? '' : 's'}`
  if (lang === 'ckb') return `${n} ${kurdishUnits[unit]}`
  const [one, dual, few, many, other] = arabicUnits[unit]
  if (count === 1) return one
  if (count === 2) return dual
  const rule = new Intl.PluralRules('ar').select(count)
  return `${n} ${rule === 'few' ? few : rule === 'many' ? many : other}`
}

/** The two largest units of a length in milliseconds: '3 أيام و4 ساعات', '2 days 4 hours'. Below a minute: one minute. */
export function formatDuration(ms: number, lang: Lang, digits: Digits = 'latn'): string {
  const minutes = Math.max(1, Math.floor(Math.abs(ms) / 60_000))
  const parts: [number, Unit][] = [[Math.floor(minutes / 1440), 'day'], [Math.floor((minutes % 1440) / 60), 'hour'], [minutes % 60, 'minute']]
  const first = parts.findIndex(([n]) => n > 0)
  const shown = parts.slice(first, first + 2).filter(([n]) => n > 0).map(([n, unit]) => formatCount(n, unit, lang, digits))
  return shown.join(lang === 'ar' ? ' و' : lang === 'ckb' ? ' و ' : ' ')
}

/** The name of month 1-12 of either calendar. */
export function monthName(month: number, lang: Lang, calendar: 'gregorian' | 'hijri'): string {
  return (calendar === 'gregorian' ? gregorianMonths : hijriMonths)[lang][month - 1] ?? String(month)
}

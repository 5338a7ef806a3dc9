import { formatCount, formatMoney } from '#kernel/words/format.ts'
import type { Digits, Lang, Text } from '#kernel/words/text.ts'
import type { SentenceKind } from './store/tables.ts'

/** The kinds of penalties and measures as judgments write them. */
export const kindText: Readonly<Record<SentenceKind, Text>> = {
  death: { ar: 'الإعدام', ckb: 'لەسێدارەدان', en: 'Death' }, life: { ar: 'السجن المؤبد', ckb: 'بەندکردنی تا هەتایی', en: 'Life imprisonment' }, temporary: { ar: 'السجن المؤقت', ckb: 'بەندکردنی کاتی', en: 'Temporary imprisonment' },
  'strict-detention': { ar: 'الحبس الشديد', ckb: 'حەپسی توند', en: 'Strict detention' }, 'simple-detention': { ar: 'الحبس البسيط', ckb: 'حەپسی سادە', en: 'Simple detention' }, fine: { ar: 'الغرامة', ckb: 'غەرامە', en: 'Fine' },
  'boys-school': { ar: 'الإيداع في مدرسة تأهيل الصبيان', ckb: 'دانان لە قوتابخانەی ڕاهێنانی کوڕان', en: 'Placement in the boys’ school' }, 'youths-school': { ar: 'الإيداع في مدرسة تأهيل الفتيان', ckb: 'دانان لە قوتابخانەی ڕاهێنانی لاوان', en: 'Placement in the youths’ school' },
  probation: { ar: 'مراقبة السلوك', ckb: 'چاودێریی ڕەفتار', en: 'Probation' }, guardian: { ar: 'التسليم إلى الولي', ckb: 'ڕادەستکردن بە سەرپەرشتیار', en: 'Handing to the guardian' }, warning: { ar: 'الإنذار', ckb: 'ئاگادارکردنەوە', en: 'Warning' },
}

const words = {
  for: { ar: ' مدة ', ckb: ' بۆ ماوەی ', en: ' for ' }, and: { ar: ' و', ckb: ' و ', en: ', ' }, fine: { ar: ' وغرامة ', ckb: ' و غەرامەی ', en: ' and a fine of ' }, suspended: { ar: '، مع وقف التنفيذ', ckb: '، لەگەڵ ڕاگرتنی جێبەجێکردن', en: ', suspended' },
  concurrent: { ar: '، بالتداخل مع غيرها', ckb: '، هاوکات لەگەڵ ئەوانی تر', en: ', to run together with the others' },
} as const satisfies Record<string, Text>

export interface Penalty { readonly kind: SentenceKind; readonly years: number; readonly months: number; readonly days: number; readonly fineIqd?: number | null | undefined; readonly suspended?: boolean; readonly concurrent?: boolean }

/** A penalty in words: «السجن المؤقت مدة 7 سنوات وغرامة …». Money is whole dinars. */
export function penaltyText(p: Penalty, lang: Lang, digits: Digits = 'latn'): string {
  const parts = ([[p.years, 'year'], [p.months, 'month'], [p.days, 'day']] as const).filter(([n]) => n > 0).map(([n, unit]) => formatCount(n, unit, lang, digits))
  const length = parts.length > 0 && p.kind !== 'death' && p.kind !== 'life' ? words.for[lang] + parts.join(words.and[lang]) : ''
  const money = p.fineIqd ? formatMoney(p.fineIqd, 'IQD', lang, digits) : ''
  const fine = money === '' ? '' : p.kind === 'fine' ? ` ${money}` : words.fine[lang] + money
  return `${kindText[p.kind][lang]}${length}${fine}${p.concurrent ? words.concurrent[lang] : ''}${p.suspended ? words.suspended[lang] : ''}`
}

// What a certified copy's code says of a paper: who, which case, which order, from when until when. Named once for all languages.
import type { Text } from '#kernel/words/text.ts'
import type { FormId } from './all.ts'
import { label } from './labels.ts'

/** Names of facts beside those that are labels of forms. */
const more = {
  days: { ar: 'عدد الأيام', ckb: 'ژمارەی ڕۆژان', en: 'Days' },
  heldFrom: { ar: 'محتجز منذ', ckb: 'ڕاگیراوە لە', en: 'Held since' },
  releasedAt: { ar: 'وقت إطلاق السراح', ckb: 'کاتی ئازادکردن', en: 'Released at' },
  basis: { ar: 'السند القانوني', ckb: 'بنەمای یاسایی', en: 'Basis' },
  arrestedAt: { ar: 'وقت القبض', ckb: 'کاتی دەستگیرکردن', en: 'Arrested at' },
  givenOn: { ar: 'تاريخ القرار', ckb: 'بەرواری بڕیار', en: 'Given on' },
  outcome: { ar: 'النتيجة', ckb: 'ئەنجام', en: 'Outcome' },
  penalty: { ar: 'العقوبة', ckb: 'سزا', en: 'Penalty' },
  judgmentNumber: { ar: 'رقم الحكم', ckb: 'ژمارەی حوکم', en: 'Judgment number' },
  prison: { ar: 'السجن', ckb: 'بەندیخانە', en: 'Prison' },
  at: { ar: 'التاريخ والوقت', ckb: 'بەروار و کات', en: 'Date and time' },
  appearAt: { ar: 'موعد الحضور', ckb: 'کاتی ئامادەبوون', en: 'To appear at' },
  releaseOn: { ar: 'تاريخ الإفراج', ckb: 'بەرواری ئازادبوون', en: 'Release on' },
  heldAt: { ar: 'مكان التوقيف', ckb: 'شوێنی ڕاگرتن', en: 'Place of detention' },
  subject: { ar: 'الموضوع', ckb: 'بابەت', en: 'Subject' },
  fromOffice: { ar: 'من دائرة', ckb: 'لە فەرمانگەی', en: 'From office' },
  toOffice: { ar: 'إلى دائرة', ckb: 'بۆ فەرمانگەی', en: 'To office' },
  recordNumber: { ar: 'رقم السجل', ckb: 'ژمارەی تۆمار', en: 'Record number' },
  lastDay: { ar: 'آخر يوم للطعن', ckb: 'دوا ڕۆژی تانەدان', en: 'Last day to challenge' },
} as const satisfies Record<string, Text>

/** How a fact's name reads. */
export const factWords: Readonly<Record<string, Text>> = { ...label, ...more }

/** Values that are words of ours, not a person's. */
export const factValueWords: Readonly<Record<string, Text>> = {
  conviction: { ar: 'إدانة', ckb: 'تاوانبارکردن', en: 'conviction' },
  acquittal: { ar: 'براءة', ckb: 'بێتاوانی', en: 'acquittal' },
  'charge-dropped': { ar: 'إلغاء التهمة', ckb: 'هەڵوەشاندنەوەی تۆمەت', en: 'charge dropped' },
  'not-responsible': { ar: 'عدم المسؤولية', ckb: 'نابەرپرسیاریەتی', en: 'not responsible' },
}

type FactName = keyof typeof label | keyof typeof more

/** The name of a fact, and where it stands in the form's data if not under its own name. */
type FactPath = readonly [FactName, string?]

const FACTS: { readonly [F in FormId]: readonly FactPath[] } = {
  'accused-statement': [['name', 'accused.name'], ['caseNumber'], ['at', 'takenAt'], ['place'], ['judge', 'takenBy']],
  'arrest-warrant': [['name', 'accused.name'], ['caseNumber'], ['offence'], ['lawArticle', 'article'], ['givenOn', 'orderDay'], ['judge']],
  'bail-bond': [['name', 'accused.name'], ['guarantor', 'guarantor.name'], ['caseNumber'], ['lawArticle', 'article'], ['amount'], ['judge', 'acceptedBy']],
  'cassation-petition': [['name', 'appellant.name'], ['capacity'], ['court'], ['caseNumber'], ['givenOn', 'judgmentDay'], ['lastDay']],
  'complaint-record': [['complainant', 'complainant.name'], ['caseNumber'], ['diaryNumber'], ['offence'], ['at', 'receivedAt'], ['officer']],
  'custody-intake': [['name', 'detainee.name'], ['motherName', 'detainee.motherName'], ['custodyNumber'], ['arrestedAt'], ['offence'], ['lawArticle', 'article'], ['officer', 'receivedBy']],
  'detention-order': [['name', 'detainee.name'], ['motherName', 'detainee.motherName'], ['caseNumber'], ['custodyNumber'], ['lawArticle', 'article'], ['from'], ['until'], ['days'], ['judge']],
  'diary-page': [['from'], ['until'], ['commander']],
  'expunging-record': [['recordNumber'], ['orderNumber'], ['lawArticle', 'article'], ['givenOn', 'orderDay'], ['judge', 'orderedBy'], ['prosecutor', 'approvedBy']],
  'handover-receipt': [['subject'], ['custodyNumber', 'recordNumber'], ['fromOffice'], ['toOffice'], ['at', 'offeredAt'], ['sealNumber', 'seal']],
  'hearing-notice': [['name', 'addressee'], ['capacity'], ['court'], ['caseNumber'], ['appearAt', 'hearingAt']],
  'hearing-record': [['court'], ['caseNumber'], ['at', 'openedAt'], ['judges']],
  'imprisonment-memorandum': [['name', 'convict.name'], ['caseNumber'], ['judgmentNumber'], ['court'], ['lawArticle', 'article'], ['penalty'], ['from', 'startsOn'], ['days', 'heldDays'], ['prison'], ['judge']],
  judgment: [['name', 'convict.name'], ['court'], ['caseNumber'], ['givenOn'], ['outcome'], ['lawArticle', 'article'], ['penalty', 'penalties'], ['judges']],
  'medical-examination': [['name', 'person.name'], ['custodyNumber'], ['at', 'examinedAt'], ['doctor']],
  'police-minutes': [['caseNumber'], ['subject'], ['recorder']],
  'property-receipt': [['name', 'owner'], ['custodyNumber', 'recordNumber'], ['at'], ['amount', 'cash'], ['officer']],
  'referral-decision': [['accusedAll', 'accused'], ['caseNumber'], ['court'], ['lawArticle', 'article'], ['givenOn', 'decidedOn'], ['judge']],
  'release-order': [['name', 'person.name'], ['caseNumber'], ['custodyNumber'], ['basis', 'groundArticle'], ['at', 'decidedAt'], ['heldAt'], ['judge']],
  'release-slip': [['name', 'person.name'], ['motherName', 'person.motherName'], ['custodyNumber'], ['orderNumber'], ['basis'], ['heldFrom'], ['releasedAt'], ['officer']],
  'scene-inspection': [['caseNumber'], ['at', 'inspectedAt'], ['place']],
  'search-record': [['caseNumber'], ['basis', 'authority'], ['at', 'began'], ['place']],
  'sentence-computation': [['name', 'convict.name'], ['caseNumber'], ['court'], ['from', 'startsOn'], ['days', 'creditDays'], ['releaseOn']],
  summons: [['name', 'person.name'], ['caseNumber'], ['lawArticle', 'article'], ['appearAt'], ['place', 'appearPlace']],
  'witness-statement': [['name', 'witness.name'], ['caseNumber'], ['at', 'takenAt'], ['place']],
}

/** One fact is cut after this many letters: the code has room for what names a paper, not for a text. */
const MOST_LETTERS = 110

/** The facts of a form's data, as they are bound by a certified copy. Dates as they stand in the data. */
export function factsOf(formId: string, data: unknown): Record<string, string> {
  const paths = Object.hasOwn(FACTS, formId) ? FACTS[formId as FormId] : []
  return Object.fromEntries(paths.flatMap(([name, path]) => {
    const value = shortly(valueAt(data, path ?? name))
    return value === '' ? [] : [[name, value]]
  }))
}

/** The order in which a reader looks for them: the person first. Canonical JSON has them by name. */
export function inReadingOrder(facts: Readonly<Record<string, string>>): [name: string, value: string][] {
  const order = Object.keys(factWords)
  return Object.entries(facts).sort(([a], [b]) => order.indexOf(a) - order.indexOf(b))
}

function valueAt(data: unknown, path: string): unknown {
  return path.split('.').reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? (at as Record<string, unknown>)[key] : undefined), data)
}

function shortly(value: unknown): string {
  const text = Array.isArray(value) ? value.map((one) => shortly((one as { name?: unknown } | null)?.name ?? one)).join('، ')
    : typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  const letters = [...text.replace(/\s+/g, ' ').trim()]
  return letters.length > MOST_LETTERS ? `${letters.slice(0, MOST_LETTERS - 1).join('')}…` : letters.join('')
}

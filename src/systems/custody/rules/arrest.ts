/**
 * Arrest: the grounds the law knows, the age of the person arrested, and what must be told and recorded.
 * Sources: CPC 92–103, 106; Juvenile Welfare Law 3–4, 47–48, 52; Constitution 19; CPA Memo 3 on CPC 123; Mandela Rules 7, 30, 54, 68.
 */
import { addDays, addYears, baghdadDay, type Day, daysInMonth, hourMs, parseDay } from '#kernel/clock/calendar.ts'
import { against, type Confidence, type Finding, note } from '#kernel/words/finding.ts'
import type { Text } from '#kernel/words/text.ts'
import type { CoverGround } from './coverFacts.ts'

/** One ground of arrest. `asks` names what the form must hold for it. */
export interface ArrestGround {
  id: string
  cover: CoverGround
  article: string
  name: Text
  asks: 'warrant-number' | 'facts'
  /** Only an offence of this class or graver allows the ground. */
  atLeast?: 'misdemeanour'
}

function ground(id: string, cover: CoverGround, article: string, asks: ArrestGround['asks'], ar: string, ckb: string, en: string, atLeast?: 'misdemeanour'): ArrestGround {
  return { id, cover, article, asks, name: { ar, ckb, en }, ...(atLeast === undefined ? {} : { atLeast }) }
}

export const arrestGrounds: readonly ArrestGround[] = [
  ground('warrant', 'warrant', 'CPC 93–94, 103(1)', 'warrant-number', 'أمر قبض صادر من قاضٍ', 'فەرمانی دەستگیرکردنی دادوەر', 'A judge’s warrant'),
  ground('flagrante', '102', 'CPC 102(A)(1)', 'facts', 'جناية أو جنحة مشهودة', 'تاوان یان کەتنی دیارکەوتوو', 'Caught in the act of a felony or misdemeanour', 'misdemeanour'),
  ground('escaped', '102', 'CPC 102(A)(2)', 'facts', 'فر بعد القبض عليه قانوناً', 'دوای دەستگیرکردنی یاسایی هەڵاتووە', 'Escaped after lawful arrest'),
  ground('sentenced-absent', '102', 'CPC 102(A)(3)', 'facts', 'محكوم غياباً بعقوبة مقيدة للحرية', 'بە غیابی بە سزای ئازادی‌بەستن حوکم دراوە', 'Sentenced to custody in absentia'),
  ground('disorder', '102', 'CPC 102(B)', 'facts', 'سكر بين وشغب أو فقدان الصواب في محل عام', 'سەرخۆشیی ئاشکرا و ئاژاوە لە شوێنی گشتی', 'Drunk and disorderly, or out of mind, in a public place'),
  ground('weapon', '103', 'CPC 103(2)', 'facts', 'حمل سلاح خلافاً للقانون', 'هەڵگرتنی چەک بەپێچەوانەی یاسا', 'Carrying a weapon against the law'),
  ground('no-address', '103', 'CPC 103(3)', 'facts', 'اشتباه معقول بجناية أو جنحة عمدية ولا محل إقامة معين', 'گومانی ماقوڵ و بێ شوێنی نیشتەجێبوونی دیار', 'Reasonable suspicion, and no fixed address', 'misdemeanour'),
  ground('obstruction', '103', 'CPC 103(4)', 'facts', 'التعرض لمكلف بخدمة عامة', 'ڕێگرتن لە فەرمانبەری گشتی', 'Obstructing an official on duty'),
  // An arrest that rests on nothing must still be writable: hidden, it would be worse. It gives no cover, and the person goes free at once.
  ground('none', 'none', 'CPC 106', 'facts', 'لا سند للقبض: إخلاء السبيل حالاً', 'هیچ بنەمایەک نییە: دەستبەجێ ئازاد بکرێت', 'No ground: release at once'),
]

/** The ground with this id. Throws RangeError when the law knows no such ground. */
export function getArrestGround(id: string): ArrestGround {
  const found = arrestGrounds.find((g) => g.id === id)
  if (found === undefined) throw new RangeError(`no ground of arrest ${id}`)
  return found
}

/** A date of birth and how well it is known. 'estimated': within two years either way. */
export interface Birth {
  date: Day
  precision: 'day' | 'month' | 'year' | 'estimated'
}

/** The earliest and latest day the person can have been born. 1 July is how a year alone is often registered: it counts as the year. */
export function birthRange(birth: Birth): { first: Day; last: Day } {
  const { year, month, day } = parseDay(birth.date)
  const of = (y: number, m: number, d: number): Day => `${String(y).padStart(4, '0')}-${String(m).padStart(2, '0')}-${String(d).padStart(2, '0')}`
  if (birth.precision === 'estimated') return { first: of(year - 2, 1, 1), last: of(year + 2, 12, 31) }
  if (birth.precision === 'year' || (month === 7 && day === 1)) return { first: of(year, 1, 1), last: of(year, 12, 31) }
  if (birth.precision === 'month') return { first: of(year, month, 1), last: of(year, month, daysInMonth(year, month)) }
  return { first: birth.date, last: birth.date }
}

/** Completed years on a day. Who is born on 29 February completes a year on 28 February of a common year. */
export function completedYears(born: Day, on: Day): number {
  const years = parseDay(on).year - parseDay(born).year
  return addYears(born, years) <= on ? years : years - 1
}

/** The least and greatest age the person can have had on a day. */
export function ageOn(birth: Birth, on: Day): { least: number; most: number } {
  const range = birthRange(birth)
  return { least: completedYears(range.last, on), most: completedYears(range.first, on) }
}

/** Juvenile Welfare Law 3: child (no responsibility), صبي, فتى; adult from 18 completed. */
export type AgeBand = 'child' | 'boy' | 'youth' | 'adult'

/** The band of an age. The Region's responsibility begins at 11 (Law 14/2001), the federal one at 9 (Juvenile 47). */
export function ageBand(age: number, jurisdiction: 'federal' | 'kri'): AgeBand {
  if (age < (jurisdiction === 'kri' ? 11 : 9)) return 'child'
  if (age < 15) return 'boy'
  return age < 18 ? 'youth' : 'adult'
}

export interface AgeAnswer {
  least: number
  most: number
  /** The band to act on: the youngest the facts allow. */
  band: AgeBand
  /** False when the birth date leaves more than one band open: age must be proven (Juvenile 4). */
  certain: boolean
  findings: Finding[]
}

/** Whose rules apply to a person by age at the act: in doubt the younger band, until a document or a medical estimate settles it. */
export function ageAtAct(birth: Birth | undefined, actDay: Day, jurisdiction: 'federal' | 'kri'): AgeAnswer {
  if (birth === undefined) {
    return { least: 0, most: 120, band: 'adult', certain: false, findings: [note('custody.age-unknown', 'Juvenile 4', 'T', { field: 'birth' })] }
  }
  const { least, most } = ageOn(birth, actDay)
  const band = ageBand(least, jurisdiction)
  const certain = band === ageBand(most, jurisdiction)
  const findings: Finding[] = []
  if (!certain) findings.push(note('custody.age-to-be-proven', 'Juvenile 4', 'T', { field: 'birth', params: { least, most } }))
  if (band === 'child') {
    const params = { age: least, from: jurisdiction === 'kri' ? 11 : 9 }
    const [article, confidence]: [string, Confidence] = jurisdiction === 'kri' ? ['KRI Law 14/2001', 'C'] : ['Juvenile 47', 'T']
    // The arrest itself must be writable; what may not follow is a detention order (orders.ts).
    findings.push(note('custody.child-not-responsible', article, confidence, { params }))
  } else if (band !== 'adult') findings.push(note('custody.juvenile-police', 'Juvenile 48', 'T', { params: { age: least } }))
  return { least, most, band, certain, findings }
}

/** An arrest as it is put on the form. */
export interface ArrestReport {
  groundId: string
  /** When the person in truth lost their liberty. */
  arrestedAt: Date
  enteredAt: Date
  place: string
  arrestedBy: string
  warrantNumber?: string
  facts?: string
  offenceClass?: 'F' | 'M' | 'C' | 'X'
  birth?: Birth
  actDay?: Day
  jurisdiction: 'federal' | 'kri'
}

/** How late an arrest was written down, in milliseconds; never negative. */
export function lateness(arrestedAt: Date, enteredAt: Date): number {
  return Math.max(0, enteredAt.getTime() - arrestedAt.getTime())
}

/**
 * What the law says about an arrest report. A late entry is never refused (the truth must be writable), but says how late it is and,
 * past 24 hours, that the papers are overdue.
 */
export function checkArrest(report: ArrestReport): Finding[] {
  const findings: Finding[] = []
  const found = arrestGrounds.find((g) => g.id === report.groundId)
  if (found?.cover === 'none') findings.push(note('custody.no-ground', 'CPC 92, 106', 'T', { field: 'groundId' }))
  if (found === undefined) findings.push(against('custody.unknown-ground', 'CPC 92, 106', 'T', { field: 'groundId' }))
  if (report.arrestedAt > report.enteredAt) findings.push(against('custody.arrest-in-future', 'CPC 41', 'T', { field: 'arrestedAt' }))
  if (report.place.trim() === '') findings.push(against('custody.arrest-place', 'CPC 41', 'T', { field: 'place' }))
  if (report.arrestedBy.trim() === '') findings.push(against('custody.arrest-by', 'CPC 41', 'T', { field: 'arrestedBy' }))
  if (found?.asks === 'warrant-number' && (report.warrantNumber ?? '').trim() === '') findings.push(against('custody.warrant-number', 'CPC 93', 'T', { field: 'warrantNumber' }))
  if (found?.asks === 'facts' && (report.facts ?? '').trim() === '') findings.push(against('custody.arrest-facts', found.article, 'T', { field: 'facts' }))
  if (found?.atLeast === 'misdemeanour' && report.offenceClass === 'C') findings.push(against('custody.ground-needs-misdemeanour', found.article, 'T', { field: 'groundId' }))
  const hours = Math.floor(lateness(report.arrestedAt, report.enteredAt) / hourMs)
  if (hours >= 24) findings.push(note('custody.papers-overdue', 'Const 19(13), CPC 123', 'U', { params: { hours } }))
  else if (hours >= 1) findings.push(note('custody.entered-late', 'CPC 41, 49(C)', 'T', { params: { hours } }))
  return [...findings, ...ageAtAct(report.birth, report.actDay ?? baghdadDay(report.arrestedAt), report.jurisdiction).findings]
}

/** One right the arrested person must be told of, or one thing to be done, at booking. */
export interface RightsItem {
  id: string
  article: string
  confidence: Confidence
  name: Text
  juvenileOnly?: true
  foreignerOnly?: true
}

function right(id: string, article: string, confidence: Confidence, ar: string, ckb: string, en: string, only: Pick<RightsItem, 'juvenileOnly' | 'foreignerOnly'> = {}): RightsItem {
  return { id, article, confidence, name: { ar, ckb, en }, ...only }
}

const rights: readonly RightsItem[] = [
  right('reason', 'CPC 94(B), 123', 'T', 'أُخبر بسبب القبض والجريمة المنسوبة', 'هۆکاری دەستگیرکردن و تاوانەکەی پێ ڕاگەیەندرا', 'Told the reason of arrest and the offence'),
  right('silence', 'CPC 123(B), CPA Memo 3', 'C', 'أُخبر بحقه في السكوت', 'مافی بێدەنگیی پێ ڕاگەیەندرا', 'Told of the right to silence'),
  right('lawyer', 'CPC 123(B), Const 19(4), (11)', 'C', 'أُخبر بحقه في محامٍ، وندب محامٍ عند العوز', 'مافی پارێزەری پێ ڕاگەیەندرا', 'Told of the right to a lawyer, appointed if without means'),
  right('interpreter', 'CPC 61', 'U', 'مترجم إن لم يفهم اللغة', 'وەرگێڕ ئەگەر زمانەکە تێنەگات', 'Interpreter if needed'),
  right('family', 'Mandela 68', 'U', 'أُبلغت أسرته', 'خێزانەکەی ئاگادار کرایەوە', 'Family told'),
  right('doctor', 'Mandela 30', 'U', 'عُرض الفحص الطبي', 'پشکنینی پزیشکی پێشنیاز کرا', 'Medical examination offered'),
  right('property', 'Mandela 7(e), 67', 'U', 'جُردت أمتعته وسُلم وصلاً', 'کەلوپەلەکانی تۆمار کران و وەسڵی پێدرا', 'Property listed and receipt given'),
  right('complaint', 'Mandela 56–57, Const 37(1)(C)', 'C', 'أُخبر بحقه في الشكوى من سوء المعاملة', 'مافی سکاڵا لە خراپ مامەڵە', 'Told how to complain of ill-treatment'),
  right('guardian', 'Juvenile 48, 60', 'T', 'أُبلغ الولي وسُلم إلى شرطة الأحداث', 'سەرپەرشتیار ئاگادار کرایەوە و ڕادەستی پۆلیسی نەوجەوانان کرا', 'Guardian told; handed to the juvenile police', { juvenileOnly: true }),
  right('consulate', 'Vienna Convention 36', 'U', 'أُخبر بحقه في إبلاغ قنصليته', 'مافی ئاگادارکردنەوەی کونسوڵخانەی پێ ڕاگەیەندرا', 'Told of the right to have the consulate informed', { foreignerOnly: true }),
]

/** The check-list of rights for this person, in the order it is read out. */
export function rightsChecklist(person: { band: AgeBand; foreigner: boolean }): RightsItem[] {
  return rights.filter((r) => (r.juvenileOnly !== true || person.band !== 'adult') && (r.foreignerOnly !== true || person.foreigner))
}

/** The day a person completes an age, taking the youngest they can be; used for transfers at 15, 18 and 22 (Juvenile 82). */
export function turns(birth: Birth, age: number): Day {
  return addYears(birthRange(birth).last, age)
}

/** The last day on which the person is surely still under an age. */
export function underUntil(birth: Birth, age: number): Day {
  return addDays(addYears(birthRange(birth).first, age), -1)
}

/** The offices of the demonstration country as a tree, the same for the same seed. Shapes are those that createOffice takes. */
import { appealDistrictOf, appealDistricts } from '#kernel/offices/reference/appeal-districts.ts'
import { districtsOf } from '#kernel/offices/reference/districts.ts'
import type { District } from '#kernel/offices/reference/districts.ts'
import { governorates } from '#kernel/offices/reference/governorates.ts'
import type { Governorate } from '#kernel/offices/reference/governorates.ts'
import type { Text } from '#kernel/words/text.ts'
import { juvenileFacilities, named, prisons, quartersOf, toKurdish } from './places.ts'
import type { Place } from './places.ts'
import type { Random } from './random.ts'

export type OfficeKind =
  | 'police-directorate' | 'police-station' | 'juvenile-police' | 'investigation-court' | 'misdemeanour-court' | 'felony-court' | 'juvenile-court' | 'appeal-court'
  | 'cassation-court' | 'prosecution-office' | 'prison' | 'juvenile-facility' | 'inspectorate' | 'ministry' | 'judicial-council' | 'criminal-evidence'

export interface DemoOffice {
  readonly id: string
  /** Short and readable, for logs and tests: `station/iq-bg-karrada`. */
  readonly key: string
  readonly kind: OfficeKind
  readonly parentId: string | null
  readonly name: Text
  readonly governorate: string | null
  readonly district: string | null
  readonly jurisdiction: 'federal' | 'kri'
  readonly capacity: number | null
}

const since = new Date('2026-01-01T00:00:00Z')
type Jurisdiction = DemoOffice['jurisdiction']
interface Add { key: string; kind: OfficeKind; parent: string | null; name: Text; governorate?: string; district?: string; jurisdiction: Jurisdiction; capacity?: number }

/** About six hundred offices, parents before children. */
export function makeOffices(r: Random): DemoOffice[] {
  const offices: DemoOffice[] = []
  const byKey = new Map<string, string>()
  const add = (a: Add): string => {
    const parentId = a.parent === null ? null : byKey.get(a.parent)
    if (parentId === undefined || byKey.has(a.key)) throw new Error(`demo office ${a.key}: ${parentId === undefined ? `no parent ${a.parent}` : 'twice'}`)
    // Ids rise in the order of making: where the platform picks the nearest office and several are as near, it takes the first.
    const id = r.uuid(new Date(since.getTime() + offices.length))
    byKey.set(a.key, id)
    offices.push({ id, key: a.key, kind: a.kind, parentId, name: a.name, governorate: a.governorate ?? null, district: a.district ?? null, jurisdiction: a.jurisdiction, capacity: a.capacity ?? null })
    return a.key
  }
  addNation(add)
  for (const governorate of governorates) addGovernorate(add, governorate, r)
  addPrisons(add)
  addEvidence(add)
  return offices
}

function addNation(add: (a: Add) => string): void {
  const root = (key: string, kind: OfficeKind, jurisdiction: Jurisdiction, parent: string | null, ar: string, ckb: string, en: string) => add({ key, kind, jurisdiction, parent, name: { ar, ckb, en } })
  root('interior', 'ministry', 'federal', null, 'وزارة الداخلية', 'وەزارەتی ناوخۆ', 'Ministry of Interior')
  root('justice', 'ministry', 'federal', null, 'وزارة العدل، دائرة الإصلاح العراقية', 'وەزارەتی داد، فەرمانگەی چاکسازیی عێراق', 'Ministry of Justice, Iraqi Corrections Service')
  root('council', 'judicial-council', 'federal', null, 'مجلس القضاء الأعلى', 'ئەنجومەنی باڵای دادوەری', 'Supreme Judicial Council')
  root('cassation', 'cassation-court', 'federal', 'council', 'محكمة التمييز الاتحادية', 'دادگای تەمیزی فیدراڵی', 'Federal Court of Cassation')
  root('prosecution', 'prosecution-office', 'federal', 'council', 'رئاسة الادعاء العام', 'سەرۆکایەتیی داواکاری گشتی', 'Presidency of Public Prosecution')
  root('inspectorate', 'inspectorate', 'federal', 'council', 'هيئة الإشراف القضائي', 'دەستەی سەرپەرشتیی دادوەری', 'Judicial Supervision Board')
  root('interior-kri', 'ministry', 'kri', null, 'وزارة الداخلية في إقليم كوردستان', 'وەزارەتی ناوخۆی هەرێمی کوردستان', 'Ministry of Interior, Kurdistan Region')
  root('social-kri', 'ministry', 'kri', null, 'وزارة العمل والشؤون الاجتماعية في إقليم كوردستان', 'وەزارەتی کار و کاروباری کۆمەڵایەتی', 'Ministry of Labour and Social Affairs, Kurdistan Region')
  root('council-kri', 'judicial-council', 'kri', null, 'مجلس القضاء في إقليم كوردستان', 'ئەنجومەنی دادوەریی هەرێمی کوردستان', 'Judicial Council of the Kurdistan Region')
  root('cassation-kri', 'cassation-court', 'kri', 'council-kri', 'محكمة تمييز إقليم كوردستان', 'دادگای تەمیزی هەرێمی کوردستان', 'Court of Cassation of the Kurdistan Region')
  root('prosecution-kri', 'prosecution-office', 'kri', 'council-kri', 'رئاسة الادعاء العام في إقليم كوردستان', 'سەرۆکایەتیی داواکاری گشتیی هەرێم', 'Presidency of Public Prosecution, Kurdistan Region')
  root('inspectorate-kri', 'inspectorate', 'kri', 'council-kri', 'الإشراف القضائي في إقليم كوردستان', 'سەرپەرشتیی دادوەریی هەرێم', 'Judicial Supervision, Kurdistan Region')
  // Rusafa first: the easy log-ins are there.
  for (const { code, name, jurisdiction, governorates: covered } of appealDistricts.toSorted((a, b) => Number(b.code === 'rusafa') - Number(a.code === 'rusafa'))) {
    const governorate = covered[0]!
    const place = { ar: name.ar, en: name.en }
    const end = jurisdiction === 'kri' ? '-kri' : ''
    add({ key: `appeal/${code}`, kind: 'appeal-court', parent: `council${end}`, jurisdiction, governorate, name: named(end ? 'محكمة استئناف منطقة {}' : 'محكمة استئناف {} الاتحادية', 'دادگای تێهەڵچوونەوەی {}', end ? '{} Regional Court of Appeal' : '{} Federal Court of Appeal', place) })
    add({ key: `prosecution/${code}`, kind: 'prosecution-office', parent: `prosecution${end}`, jurisdiction, governorate, name: named('الادعاء العام في {}', 'داواکاری گشتی لە {}', '{} Public Prosecution', place) })
    for (const panel of code === 'rusafa' || code === 'karkh' || code === 'nineveh' || code === 'basra' ? ['', ' الثانية'] : ['']) {
      add({ key: `felony/${code}${panel ? '-2' : ''}`, kind: 'felony-court', parent: `appeal/${code}`, jurisdiction, governorate, name: named(`محكمة جنايات {}${panel}`, `دادگای تاوانی {}${panel ? ' ٢' : ''}`, `{} Felony Court${panel ? ' 2' : ''}`, place) })
    }
    add({ key: `juvenile-court/${code}`, kind: 'juvenile-court', parent: `appeal/${code}`, jurisdiction, governorate, name: named('محكمة أحداث {}', 'دادگای نەوجەوانانی {}', '{} Juvenile Court', place) })
  }
}

function addGovernorate(add: (a: Add) => string, governorate: Governorate, r: Random): void {
  const { code, jurisdiction, name } = governorate
  const ministry = jurisdiction === 'kri' ? 'interior-kri' : 'interior'
  const place = { ar: name.ar, en: name.en }
  const directorates = code === 'IQ-BG' ? [{ ar: 'بغداد الكرخ', en: 'Baghdad Karkh' }, { ar: 'بغداد الرصافة', en: 'Baghdad Rusafa' }] : [place]
  const police = directorates.map((one) => add({ key: `directorate/${slug(one.en)}`, kind: 'police-directorate', parent: ministry, jurisdiction, governorate: code, name: named('مديرية شرطة {}', 'بەڕێوەبەرایەتیی پۆلیسی {}', '{} Police Directorate', one) }))
  add({ key: `juvenile-police/${code.toLowerCase()}`, kind: 'juvenile-police', parent: police[0]!, jurisdiction, governorate: code, capacity: 15, name: named('شرطة أحداث {}', 'پۆلیسی نەوجەوانانی {}', '{} Juvenile Police', place) })
  districtsOf(code).forEach((district, index) => {
    const appeal = appealDistrictOf(code, district.code).code
    addDistrict(add, { district, appeal, jurisdiction, seat: index === 0, police: police[appeal === 'rusafa' ? police.length - 1 : 0]!, r })
  })
}

interface DistrictWork { district: District; appeal: string; jurisdiction: Jurisdiction; seat: boolean; police: string; r: Random }

function addDistrict(add: (a: Add) => string, { district, appeal, jurisdiction, seat, police, r }: DistrictWork): void {
  const place: Place = { ar: district.ar, en: district.en }
  const at = { governorate: district.governorate, district: district.code, jurisdiction }
  const quarters = quartersOf(district.code)
  const own = quarters.some((quarter) => quarter.ar === place.ar) ? [] : [place]
  for (const quarter of [...own, ...quarters]) {
    add({ ...at, key: `station/${district.governorate.toLowerCase()}-${slug(quarter.en)}`, kind: 'police-station', parent: police, capacity: r.between(12, quarters.length > 0 ? 60 : 30), name: named('مركز شرطة {}', 'بنکەی پۆلیسی {}', '{} Police Station', quarter) })
  }
  if (district.list === 'newer' && jurisdiction === 'federal') return
  const courtPlaces = district.code === 'IQ-BG/2301' ? [place, ...quarters.slice(0, 1)] : [place]
  for (const one of courtPlaces) {
    add({ ...at, key: `investigation/${district.governorate.toLowerCase()}-${slug(one.en)}`, kind: 'investigation-court', parent: `appeal/${appeal}`, name: named('محكمة تحقيق {}', 'دادگای لێکۆڵینەوەی {}', '{} Investigation Court', one) })
    if (seat || quarters.length > 0) add({ ...at, key: `misdemeanour/${district.governorate.toLowerCase()}-${slug(one.en)}`, kind: 'misdemeanour-court', parent: `appeal/${appeal}`, name: named('محكمة جنح {}', 'دادگای کەتنی {}', '{} Misdemeanour Court', one) })
  }
}

function addPrisons(add: (a: Add) => string): void {
  for (const [kind, list] of [['prison', prisons], ['juvenile-facility', juvenileFacilities]] as const) for (const { ar, en, governorate, capacity } of list) {
    const kri = governorates.find(({ code }) => code === governorate)!.jurisdiction === 'kri'
    const ckb = ar.replace(/^سجن /u, 'بەندیخانەی ').replace(/^إصلاحية /u, 'چاکسازیی ').replace(/^دار ملاحظة الأحداث في /u, 'خانەی چاودێریی نەوجەوانانی ').replace(/^(?:مدرسة|دار) تأهيل /u, 'خانەی ڕاهێنانی ')
    const [head, ...rest] = ckb.split(/(?<=ی) /u)
    add({ key: `${kind}/${slug(en)}`, kind, parent: kri ? 'social-kri' : 'justice', governorate, jurisdiction: kri ? 'kri' : 'federal', capacity, name: { ar, en, ckb: [head, ...rest.map((word) => toKurdish(word))].join(' ') } })
  }
}

/** Last, so that the others keep their ids and their people. */
function addEvidence(add: (a: Add) => string): void {
  add({ key: 'evidence', kind: 'criminal-evidence', parent: 'interior', jurisdiction: 'federal', governorate: 'IQ-BG', name: { ar: 'مديرية الأدلة الجنائية', ckb: 'بەڕێوەبەرایەتی بەڵگەی تاوانکاری', en: 'Criminal Evidence Directorate' } })
  add({ key: 'evidence-kri', kind: 'criminal-evidence', parent: 'interior-kri', jurisdiction: 'kri', governorate: 'IQ-AR', name: { ar: 'مديرية الأدلة الجنائية في إقليم كوردستان', ckb: 'بەڕێوەبەرایەتی بەڵگەی تاوانکاریی هەرێمی کوردستان', en: 'Criminal Evidence Directorate, Kurdistan Region' } })
}

function slug(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-').replaceAll(/^-|-$/g, '')
}

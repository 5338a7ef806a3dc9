/** The posts of each demonstration office and who holds them. */
import type { Role } from '#kernel/access/roles.ts'
import { fullName } from '#kernel/people/name.ts'
import type { Text } from '#kernel/words/text.ts'
import { makePerson } from './names.ts'
import type { DemoOffice, OfficeKind } from './offices.ts'
import type { Random } from './random.ts'

export interface DemoPost {
  readonly id: string
  readonly officeId: string
  readonly role: Role
  readonly title: Text
  readonly scope: 'office' | 'subtree' | 'nation'
  readonly holder: { readonly accountId: string; readonly userName: string; readonly fullNameAr: string; readonly fullNameEn: string }
}

type Plan = readonly { role: Role; count: number; scope?: DemoPost['scope']; title?: Text }[]

const titles: Record<Role, Text> = {
  'station-officer': { ar: 'ضابط المركز', ckb: 'ئەفسەری بنکە', en: 'Station officer' },
  'station-commander': { ar: 'مدير المركز', ckb: 'بەڕێوەبەری بنکە', en: 'Station commander' },
  investigator: { ar: 'محقق', ckb: 'لێکۆڵەر', en: 'Investigator' },
  'juvenile-officer': { ar: 'ضابط شرطة الأحداث', ckb: 'ئەفسەری پۆلیسی نەوجەوانان', en: 'Juvenile police officer' },
  'investigative-judge': { ar: 'قاضي التحقيق', ckb: 'دادوەری لێکۆڵینەوە', en: 'Investigative judge' },
  'court-clerk': { ar: 'كاتب المحكمة', ckb: 'نووسەری دادگا', en: 'Court clerk' },
  'trial-judge': { ar: 'قاضٍ', ckb: 'دادوەر', en: 'Judge' },
  'cassation-judge': { ar: 'قاضي محكمة التمييز', ckb: 'دادوەری تەمیز', en: 'Judge of cassation' },
  prosecutor: { ar: 'عضو الادعاء العام', ckb: 'ئەندامی داواکاری گشتی', en: 'Public prosecutor' },
  'prison-reception': { ar: 'ضابط الاستقبال', ckb: 'ئەفسەری وەرگرتن', en: 'Reception officer' },
  'prison-director': { ar: 'مدير السجن', ckb: 'بەڕێوەبەری بەندیخانە', en: 'Prison director' },
  'prison-doctor': { ar: 'طبيب السجن', ckb: 'پزیشکی بەندیخانە', en: 'Prison doctor' },
  'fingerprint-examiner': { ar: 'خبير طبعات الأصابع', ckb: 'پسپۆڕی پەنجەمۆر', en: 'Fingerprint examiner' },
  inspector: { ar: 'مفتش', ckb: 'پشکنەر', en: 'Inspector' },
  administrator: { ar: 'مدير النظام', ckb: 'بەڕێوەبەری سیستەم', en: 'Administrator' },
}
const director: Text = { ar: 'مدير الشرطة', ckb: 'بەڕێوەبەری پۆلیس', en: 'Director of police' }
const chiefJudge: Text = { ar: 'رئيس محكمة الاستئناف', ckb: 'سەرۆکی دادگای تێهەڵچوونەوە', en: 'President of the court of appeal' }
const clerk = { role: 'court-clerk', count: 1 } as const

const plans: Record<OfficeKind, Plan> = {
  'police-directorate': [{ role: 'station-commander', count: 1, scope: 'subtree', title: director }],
  'police-station': [{ role: 'station-commander', count: 1 }, { role: 'station-officer', count: 2 }],
  'juvenile-police': [{ role: 'station-commander', count: 1 }, { role: 'juvenile-officer', count: 2 }],
  'investigation-court': [{ role: 'investigative-judge', count: 1 }, { role: 'investigator', count: 2 }, clerk],
  'misdemeanour-court': [{ role: 'trial-judge', count: 1 }, clerk],
  'felony-court': [{ role: 'trial-judge', count: 3 }, clerk],
  'juvenile-court': [{ role: 'trial-judge', count: 1 }, clerk],
  'appeal-court': [{ role: 'trial-judge', count: 1, scope: 'subtree', title: chiefJudge }, clerk],
  'cassation-court': [{ role: 'cassation-judge', count: 5 }, clerk],
  'prosecution-office': [{ role: 'prosecutor', count: 2 }],
  prison: [{ role: 'prison-director', count: 1 }, { role: 'prison-reception', count: 2 }, { role: 'prison-doctor', count: 1 }],
  'juvenile-facility': [{ role: 'prison-director', count: 1 }, { role: 'prison-reception', count: 1 }, { role: 'prison-doctor', count: 1 }],
  inspectorate: [{ role: 'inspector', count: 2, scope: 'nation' }],
  ministry: [{ role: 'administrator', count: 1, scope: 'nation' }],
  'judicial-council': [{ role: 'administrator', count: 1, scope: 'nation' }],
  'criminal-evidence': [{ role: 'fingerprint-examiner', count: 3, scope: 'nation' }],
}

/** Offices whose posts differ from others of their kind: the Region's directorate has one examiner and sees its own. */
const plansOfOffice: Readonly<Record<string, Plan>> = { 'evidence-kri': [{ role: 'fingerprint-examiner', count: 1, scope: 'subtree' }] }

const since = new Date('2026-01-01T00:00:00Z')

/** Every post of these offices with its holder; user names are `<role>.<number>`. */
export function makePosts(r: Random, offices: readonly DemoOffice[]): DemoPost[] {
  const counts = new Map<Role, number>()
  return offices.flatMap((office) => (plansOfOffice[office.key] ?? plans[office.kind]).flatMap(({ role, count, scope, title }) => Array.from({ length: count }, (): DemoPost => {
    const number = (counts.get(role) ?? 0) + 1
    counts.set(role, number)
    const { names } = makePerson(r, { governorate: office.governorate ?? 'IQ-BG', ages: [27, 60], latin: true, sex: r.chance(0.85) ? 'male' : 'female' })
    const [arabic, latin] = [names.find(({ script }) => script === 'ar')!, names.find(({ script }) => script === 'latn')!]
    return {
      id: r.uuid(since), officeId: office.id, role, title: title ?? titles[role], scope: scope ?? 'office',
      holder: { accountId: r.uuid(since), userName: `${role}.${number}`, fullNameAr: fullName(arabic, 'short'), fullNameEn: fullName(latin, 'short') },
    }
  })))
}

import { randomUUIDv7 } from 'node:crypto'
import { systemCtx } from '#kernel/act/context.ts'
import { act } from '#kernel/act/act.ts'
import type { Role } from '#kernel/access/roles.ts'
import { openSession } from '#kernel/access/sessions.ts'
import type { Database } from '#kernel/db/connect.ts'
import { assignPost, createAccount, createOffice, createPost } from '#kernel/offices/offices.ts'

/** The offices of a small country for tests: one of each kind in Baghdad (federal), a second station and prison, and a station in Erbil (KRI). */
export const officeKeys = ['ministry', 'directorate', 'station', 'otherStation', 'erbilStation', 'juvenilePolice', 'investigationCourt', 'otherInvestigationCourt', 'misdemeanourCourt',
  'felonyCourt', 'juvenileCourt', 'appealCourt', 'cassationCourt', 'prosecution', 'prison', 'otherPrison', 'juvenileFacility', 'inspectorate', 'council', 'evidence', 'erbilEvidence'] as const
export type OfficeKey = (typeof officeKeys)[number]

const plan: Record<OfficeKey, { kind: string; parent?: OfficeKey; ar: string; en: string; jurisdiction?: 'kri'; governorate?: string | null; capacity?: number }> = {
  ministry: { kind: 'ministry', ar: 'وزارة الداخلية', en: 'Ministry of Interior', governorate: null },
  directorate: { kind: 'police-directorate', parent: 'ministry', ar: 'مديرية شرطة بغداد', en: 'Baghdad Police Directorate' },
  station: { kind: 'police-station', parent: 'directorate', ar: 'مركز شرطة الكرادة', en: 'Karrada Police Station', capacity: 40 },
  otherStation: { kind: 'police-station', parent: 'directorate', ar: 'مركز شرطة المنصور', en: 'Mansour Police Station', capacity: 40 },
  erbilStation: { kind: 'police-station', parent: 'ministry', ar: 'مركز شرطة عنكاوا', en: 'Ankawa Police Station', jurisdiction: 'kri', governorate: 'IQ-AR' },
  juvenilePolice: { kind: 'juvenile-police', parent: 'directorate', ar: 'شرطة الأحداث', en: 'Juvenile Police' },
  council: { kind: 'judicial-council', ar: 'مجلس القضاء الأعلى', en: 'Supreme Judicial Council', governorate: null },
  appealCourt: { kind: 'appeal-court', parent: 'council', ar: 'محكمة استئناف الرصافة', en: 'Rusafa Court of Appeal' },
  investigationCourt: { kind: 'investigation-court', parent: 'appealCourt', ar: 'محكمة تحقيق الكرادة', en: 'Karrada Investigation Court' },
  otherInvestigationCourt: { kind: 'investigation-court', parent: 'appealCourt', ar: 'محكمة تحقيق الكرخ', en: 'Karkh Investigation Court' },
  misdemeanourCourt: { kind: 'misdemeanour-court', parent: 'appealCourt', ar: 'محكمة جنح الكرادة', en: 'Karrada Misdemeanour Court' },
  felonyCourt: { kind: 'felony-court', parent: 'appealCourt', ar: 'محكمة جنايات الرصافة', en: 'Rusafa Felony Court' },
  juvenileCourt: { kind: 'juvenile-court', parent: 'appealCourt', ar: 'محكمة أحداث بغداد', en: 'Baghdad Juvenile Court' },
  cassationCourt: { kind: 'cassation-court', parent: 'council', ar: 'محكمة التمييز الاتحادية', en: 'Federal Court of Cassation', governorate: null },
  prosecution: { kind: 'prosecution-office', parent: 'council', ar: 'نيابة الادعاء العام في الرصافة', en: 'Rusafa Public Prosecution' },
  prison: { kind: 'prison', ar: 'سجن بغداد المركزي', en: 'Baghdad Central Prison', capacity: 500 },
  otherPrison: { kind: 'prison', ar: 'سجن الناصرية المركزي', en: 'Nasiriyah Central Prison', governorate: 'IQ-DQ', capacity: 300 },
  juvenileFacility: { kind: 'juvenile-facility', ar: 'دار ملاحظة الأحداث', en: 'Juvenile Observation Home', capacity: 60 },
  evidence: { kind: 'criminal-evidence', parent: 'ministry', ar: 'مديرية الأدلة الجنائية', en: 'Criminal Evidence Directorate' },
  erbilEvidence: { kind: 'criminal-evidence', parent: 'ministry', ar: 'مديرية الأدلة الجنائية في أربيل', en: 'Erbil Criminal Evidence Directorate', jurisdiction: 'kri', governorate: 'IQ-AR' },
  inspectorate: { kind: 'inspectorate', ar: 'هيئة التفتيش القضائي', en: 'Inspectorate', governorate: null },
}

/** Who works where. Each role has one post; `otherStationOfficer`, `otherJudge` and `otherPrisonReception` are strangers to the first ones' records. */
const people: Record<string, { role: Role; office: OfficeKey; scope?: 'subtree' | 'nation' }> = {
  stationOfficer: { role: 'station-officer', office: 'station' }, stationCommander: { role: 'station-commander', office: 'station' },
  otherStationOfficer: { role: 'station-officer', office: 'otherStation' }, erbilOfficer: { role: 'station-officer', office: 'erbilStation' },
  investigator: { role: 'investigator', office: 'investigationCourt' }, juvenileOfficer: { role: 'juvenile-officer', office: 'juvenilePolice' },
  judge: { role: 'investigative-judge', office: 'investigationCourt' }, otherJudge: { role: 'investigative-judge', office: 'otherInvestigationCourt' },
  misdemeanourJudge: { role: 'trial-judge', office: 'misdemeanourCourt' }, felonyJudge: { role: 'trial-judge', office: 'felonyCourt' }, juvenileJudge: { role: 'trial-judge', office: 'juvenileCourt' },
  felonyClerk: { role: 'court-clerk', office: 'felonyCourt' }, misdemeanourClerk: { role: 'court-clerk', office: 'misdemeanourCourt' },
  cassationJudge: { role: 'cassation-judge', office: 'cassationCourt' }, prosecutor: { role: 'prosecutor', office: 'prosecution' },
  prisonReception: { role: 'prison-reception', office: 'prison' }, prisonDirector: { role: 'prison-director', office: 'prison' }, prisonDoctor: { role: 'prison-doctor', office: 'prison' },
  otherPrisonReception: { role: 'prison-reception', office: 'otherPrison' },
  examiner: { role: 'fingerprint-examiner', office: 'evidence', scope: 'nation' }, secondExaminer: { role: 'fingerprint-examiner', office: 'evidence', scope: 'nation' },
  thirdExaminer: { role: 'fingerprint-examiner', office: 'evidence', scope: 'nation' }, erbilExaminer: { role: 'fingerprint-examiner', office: 'erbilEvidence', scope: 'subtree' },
  inspector: { role: 'inspector', office: 'inspectorate', scope: 'nation' }, administrator: { role: 'administrator', office: 'ministry', scope: 'nation' },
}
export type PersonKey = keyof typeof people
export const personKeys = Object.keys(people)

export interface TestCountry {
  readonly offices: Record<OfficeKey, string>
  readonly accounts: Record<string, { accountId: string; postId: string; userName: string }>
}

/** Makes the small country, by acts as everything else. */
export async function makeCountry(db: Database, now = new Date()): Promise<TestCountry> {
  const ctx = systemCtx(db, now)
  const offices = Object.fromEntries(officeKeys.map((key) => [key, randomUUIDv7()])) as Record<OfficeKey, string>
  const accounts: TestCountry['accounts'] = {}
  await act(ctx, { verb: 'test.make-country', subject: { kind: 'office', bare: offices.ministry } }, async (tx) => {
    for (const key of [...officeKeys].sort((a, b) => depth(a) - depth(b))) {
      const o = plan[key]
      await createOffice(tx, { id: offices[key], kind: o.kind, parentId: o.parent ? offices[o.parent] : null, name: { ar: o.ar, ckb: o.ar, en: o.en }, governorate: o.governorate === undefined ? 'IQ-BG' : o.governorate, district: null, jurisdiction: o.jurisdiction ?? 'federal', capacity: o.capacity ?? null })
    }
    for (const [name, p] of Object.entries(people)) {
      const userName = name.toLowerCase()
      const postId = await createPost(tx, { officeId: offices[p.office], role: p.role, title: { ar: p.role, ckb: p.role, en: p.role }, scope: p.scope ?? 'office' })
      const accountId = await createAccount(tx, { userName, fullNameAr: `موظف ${name}`, fullNameEn: `Officer ${name}` })
      await assignPost(tx, { postId, accountId, from: new Date(now.getTime() - 1000) })
      accounts[name] = { accountId, postId, userName }
    }
  })
  return { offices, accounts }
}

function depth(key: OfficeKey): number {
  const parent = plan[key].parent
  return parent ? depth(parent) + 1 : 0
}

/** A signed-in session's token for one of the people. */
export async function tokenOf(db: Database, country: TestCountry, who: string, now: Date): Promise<string> {
  const account = country.accounts[who]
  if (!account) throw new Error(`no such person in the test country: ${who}`)
  return openSession(db, { accountId: account.accountId, postId: account.postId, secondFactor: true, userAgent: 'test', ip: '127.0.0.1', now })
}

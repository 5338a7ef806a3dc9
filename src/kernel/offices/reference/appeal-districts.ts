/**
 * The districts of the courts of appeal. Their number, sixteen, is confirmed (C) for the federation; their names and what each covers
 * are not (U), and of the Region only the names of the seats are assumed (U).
 */
import type { Text } from '#kernel/words/text.ts'

export interface AppealDistrict {
  readonly code: string
  readonly name: Text
  readonly jurisdiction: 'federal' | 'kri'
  /** Governorates it covers; Baghdad is shared by two. */
  readonly governorates: readonly string[]
  /** Only these districts of the governorate (district codes), where it is shared. */
  readonly districts?: readonly string[]
  readonly confidence: 'U'
}

function appeal(code: string, jurisdiction: AppealDistrict['jurisdiction'], [ar, ckb, en]: [string, string, string], governorates: string[], districts?: string[]): AppealDistrict {
  return { code, jurisdiction, name: { ar, ckb, en }, governorates, ...(districts ? { districts } : {}), confidence: 'U' }
}

const karkh = ['IQ-BG/2305', 'IQ-BG/2306', 'IQ-BG/2307', 'IQ-BG/2308', 'IQ-BG/2309', 'IQ-BG/shula', 'IQ-BG/taji']
const rusafa = ['IQ-BG/2301', 'IQ-BG/2302', 'IQ-BG/2303', 'IQ-BG/2310', 'IQ-BG/shaab', 'IQ-BG/first-sadr', 'IQ-BG/second-sadr', 'IQ-BG/husseiniya', 'IQ-BG/maamil']

export const appealDistricts: readonly AppealDistrict[] = [
  appeal('karkh', 'federal', ['الكرخ', 'کەرخ', 'Karkh'], ['IQ-BG'], karkh),
  appeal('rusafa', 'federal', ['الرصافة', 'ڕەسافە', 'Rusafa'], ['IQ-BG'], rusafa),
  appeal('nineveh', 'federal', ['نينوى', 'نەینەوا', 'Nineveh'], ['IQ-NI']),
  appeal('basra', 'federal', ['البصرة', 'بەسرە', 'Basra'], ['IQ-BA']),
  appeal('kirkuk', 'federal', ['كركوك', 'کەرکووک', 'Kirkuk'], ['IQ-KI']),
  appeal('babil', 'federal', ['بابل', 'بابل', 'Babil'], ['IQ-BB']),
  appeal('qadisiyah', 'federal', ['القادسية', 'قادسییە', 'Qadisiyah'], ['IQ-QA']),
  appeal('dhi-qar', 'federal', ['ذي قار', 'زیقار', 'Dhi Qar'], ['IQ-DQ']),
  appeal('diyala', 'federal', ['ديالى', 'دیالە', 'Diyala'], ['IQ-DI']),
  appeal('anbar', 'federal', ['الأنبار', 'ئەنبار', 'Anbar'], ['IQ-AN']),
  appeal('salah-al-din', 'federal', ['صلاح الدين', 'سەڵاحەددین', 'Salah al-Din'], ['IQ-SD']),
  appeal('wasit', 'federal', ['واسط', 'واست', 'Wasit'], ['IQ-WA']),
  appeal('maysan', 'federal', ['ميسان', 'مەیسان', 'Maysan'], ['IQ-MA']),
  appeal('najaf', 'federal', ['النجف', 'نەجەف', 'Najaf'], ['IQ-NA']),
  appeal('karbala', 'federal', ['كربلاء', 'کەربەلا', 'Karbala'], ['IQ-KA']),
  appeal('muthanna', 'federal', ['المثنى', 'موسەننا', 'Muthanna'], ['IQ-MU']),
  appeal('erbil', 'kri', ['أربيل', 'هەولێر', 'Erbil'], ['IQ-AR']),
  appeal('sulaymaniyah', 'kri', ['السليمانية', 'سلێمانی', 'Sulaymaniyah'], ['IQ-SU', 'IQ-HA']),
  appeal('duhok', 'kri', ['دهوك', 'دهۆک', 'Duhok'], ['IQ-DA']),
]

/** The appeal district a district of a governorate belongs to. Throws for a governorate that none covers. */
export function appealDistrictOf(governorate: string, district?: string): AppealDistrict {
  const covering = appealDistricts.filter((one) => one.governorates.includes(governorate))
  const found = covering.find((one) => one.districts === undefined || (district !== undefined && one.districts.includes(district))) ?? covering[0]
  if (!found) throw new Error(`no appeal district for ${governorate}`)
  return found
}

/**
 * The nineteen governorates. Names in Arabic are confirmed (C); Kurdish names await review by a native speaker (U).
 * Halabja has been a governorate since 2014 for the Region and 2025 for the federation: no ISO code for it was found, so
 * `IQ-HA` is this platform's own.
 */
import type { Text } from '#kernel/words/text.ts'

export interface Governorate {
  /** ISO 3166-2. */
  readonly code: string
  /** Two digits in the statistical numbering [P]; null where none was found. */
  readonly statistical: string | null
  readonly name: Text
  /** Whose courts and police: the Region does not apply federal laws made after 23-10-1991 unless its parliament endorses them. */
  readonly jurisdiction: 'federal' | 'kri'
  /** The seat's name and place: longitude and latitude in degrees, to about two kilometres. */
  readonly seat: { readonly ar: string; readonly en: string; readonly lon: number; readonly lat: number }
}

function governorate(
  code: string, statistical: string | null, jurisdiction: Governorate['jurisdiction'], [ar, ckb, en]: [string, string, string],
  [seatAr, seatEn, lon, lat]: [string, string, number, number],
): Governorate {
  return { code, statistical, jurisdiction, name: { ar, ckb, en }, seat: { ar: seatAr, en: seatEn, lon, lat } }
}

export const governorates: readonly Governorate[] = [
  governorate('IQ-BG', '23', 'federal', ['بغداد', 'بەغدا', 'Baghdad'], ['بغداد', 'Baghdad', 44.37, 33.31]),
  governorate('IQ-NI', '12', 'federal', ['نينوى', 'نەینەوا', 'Nineveh'], ['الموصل', 'Mosul', 43.13, 36.34]),
  governorate('IQ-BA', '35', 'federal', ['البصرة', 'بەسرە', 'Basra'], ['البصرة', 'Basra', 47.78, 30.51]),
  governorate('IQ-KI', '14', 'federal', ['كركوك', 'کەرکووک', 'Kirkuk'], ['كركوك', 'Kirkuk', 44.39, 35.47]),
  governorate('IQ-BB', '24', 'federal', ['بابل', 'بابل', 'Babil'], ['الحلة', 'Hilla', 44.42, 32.48]),
  governorate('IQ-QA', '31', 'federal', ['القادسية', 'قادسییە', 'Qadisiyah'], ['الديوانية', 'Diwaniyah', 44.93, 31.99]),
  governorate('IQ-DQ', '33', 'federal', ['ذي قار', 'زیقار', 'Dhi Qar'], ['الناصرية', 'Nasiriyah', 46.26, 31.06]),
  governorate('IQ-DI', '21', 'federal', ['ديالى', 'دیالە', 'Diyala'], ['بعقوبة', 'Baqubah', 44.64, 33.75]),
  governorate('IQ-AN', '22', 'federal', ['الأنبار', 'ئەنبار', 'Anbar'], ['الرمادي', 'Ramadi', 43.3, 33.42]),
  governorate('IQ-SD', '27', 'federal', ['صلاح الدين', 'سەڵاحەددین', 'Salah al-Din'], ['تكريت', 'Tikrit', 43.68, 34.6]),
  governorate('IQ-WA', '26', 'federal', ['واسط', 'واست', 'Wasit'], ['الكوت', 'Kut', 45.82, 32.51]),
  governorate('IQ-MA', '34', 'federal', ['ميسان', 'مەیسان', 'Maysan'], ['العمارة', 'Amarah', 47.15, 31.84]),
  governorate('IQ-NA', '28', 'federal', ['النجف', 'نەجەف', 'Najaf'], ['النجف', 'Najaf', 44.33, 32.0]),
  governorate('IQ-KA', '25', 'federal', ['كربلاء', 'کەربەلا', 'Karbala'], ['كربلاء', 'Karbala', 44.02, 32.61]),
  governorate('IQ-MU', '32', 'federal', ['المثنى', 'موسەننا', 'Muthanna'], ['السماوة', 'Samawah', 45.28, 31.31]),
  governorate('IQ-AR', '15', 'kri', ['أربيل', 'هەولێر', 'Erbil'], ['أربيل', 'Erbil', 44.01, 36.19]),
  governorate('IQ-SU', '13', 'kri', ['السليمانية', 'سلێمانی', 'Sulaymaniyah'], ['السليمانية', 'Sulaymaniyah', 45.44, 35.56]),
  governorate('IQ-DA', '11', 'kri', ['دهوك', 'دهۆک', 'Duhok'], ['دهوك', 'Duhok', 43.0, 36.87]),
  governorate('IQ-HA', null, 'kri', ['حلبجة', 'هەڵەبجە', 'Halabja'], ['حلبجة', 'Halabja', 45.99, 35.18]),
]

/** The governorate with this ISO code. Throws for an unknown code. */
export function getGovernorate(code: string): Governorate {
  const found = governorates.find((one) => one.code === code)
  if (!found) throw new Error(`no governorate ${code}`)
  return found
}

import type { Reader } from '#kernel/act/act.ts'
import type { Jurisdiction } from '#kernel/db/tables.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import type { Text } from '#kernel/words/text.ts'
import type { Letterhead } from './print/paper.ts'

const COUNTRY: Record<Jurisdiction, Text> = {
  federal: { ar: 'جمهورية العراق', ckb: 'کۆماری عێراق', en: 'Republic of Iraq' },
  kri: { ar: 'إقليم كردستان – العراق', ckb: 'هەرێمی کوردستان – عێراق', en: 'Kurdistan Region – Iraq' },
}
/** The widest offices above the issuing one that still fit in the head. */
const MOST_ABOVE = 3

/** The head of an office's papers: country or region, the offices above it, the office itself. */
export async function letterheadOf(r: Reader, officeId: string): Promise<Letterhead & { jurisdiction: Jurisdiction }> {
  const office = await getOffice(r, officeId)
  const above = office.path.filter((id) => id !== office.id).slice(0, MOST_ABOVE)
  const rows = above.length === 0 ? [] : await r.db.selectFrom('kernel.office').select(['id', 'name_ar', 'name_ckb', 'name_en']).where('id', 'in', above).execute()
  const named = above.flatMap((id) => rows.filter((row) => row.id === id))
  return {
    jurisdiction: office.jurisdiction,
    lines: headLines(office.jurisdiction, [...named, office].map((o): Text => ({ ar: o.name_ar, ckb: o.name_ckb, en: o.name_en }))),
  }
}

/** The lines of a head: the country or the Region, then these offices from the widest on. */
export function headLines(jurisdiction: Jurisdiction, offices: readonly Text[]): readonly Text[] {
  return [COUNTRY[jurisdiction], ...offices]
}

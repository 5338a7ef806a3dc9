/**
 * The shape of an offence and the small builders the catalogue is written with.
 * An offence carries its penalties as variants: the plain case ('base') and one for each circumstance of the text.
 */
import type { Span } from '#kernel/clock/calendar.ts'
import type { Confidence } from '#kernel/words/finding.ts'
import type { Text } from '#kernel/words/text.ts'
import { circumstances, type CircumstanceId } from './circumstances.ts'

export type Jurisdiction = 'federal' | 'kri' | 'both'

/**
 * The heaviest penalty of a text. 'temporary': imprisonment (سجن) without a stated cap, more than 5 to 15 years (Penal 87).
 * 'linked': the penalty of another offence (perjury that convicted, use of a forged paper). 'none': no penalty of its own.
 */
export type Ceiling = 'death' | 'life' | 'temporary' | 'fine' | 'linked' | 'none' | Span

/** How a fine stands beside custody: not at all, instead of it, with it, or either or both. */
export type FineRule = 'no' | 'or' | 'and' | 'and-or'

export interface PenaltyVariant {
  id: CircumstanceId
  title: Text
  article: string
  max: Ceiling
  /** A lighter principal penalty the text offers beside the heaviest one. */
  or?: 'life' | 'temporary' | 'detention'
  min?: Span
  fine: FineRule
  jurisdiction: Jurisdiction
  confidence: Confidence
  validFrom?: string
  validTo?: string
}

/** Felony, misdemeanour, contravention; 'X' for a text with no penalty of its own. */
export type OffenceClass = 'F' | 'M' | 'C' | 'X'

export interface Offence {
  code: string
  title: Text
  law: string
  article: string
  variants: readonly PenaltyVariant[]
  /** CPC 3(A). 'only': always; 'kin': when the victim is spouse, ascendant or descendant; 'base': in the plain case; 'no': never. */
  complaint: 'only' | 'kin' | 'base' | 'no'
  jurisdiction: Jurisdiction
  validFrom: string
  validTo?: string
  confidence: Confidence
  note?: Text
}

/** حبس without a stated cap: five years at most (Penal 26, 88). */
export const detention: Span = { years: 5 }

/** Years of custody. */
export function years(n: number): Span {
  return { years: n }
}

/** Months of custody. */
export function months(n: number): Span {
  return { months: n }
}

/** Days of custody. */
export function days(n: number): Span {
  return { days: n }
}

type VariantDetail = Partial<Omit<PenaltyVariant, 'id' | 'title' | 'max'>>

/** One penalty under a circumstance of the text. The offence fills in the article when none is given. */
export function when(id: CircumstanceId, max: Ceiling, detail: VariantDetail = {}): PenaltyVariant {
  return { id, title: circumstances[id], article: '', max, fine: 'no', jurisdiction: 'both', confidence: 'T', ...detail }
}

/** The plain case. */
export function base(max: Ceiling, detail: VariantDetail = {}): PenaltyVariant {
  return when('base', max, detail)
}

type OffenceDetail = Partial<Omit<Offence, 'code' | 'title' | 'article' | 'variants'>>

/** An offence of the Penal Code 111/1969, in force since 15 December 1969 in the whole country. */
export function penal(code: string, article: string, title: readonly [string, string, string], variants: readonly PenaltyVariant[], detail: OffenceDetail = {}): Offence {
  return special('Penal Code 111/1969', 'Penal', code, article, title, variants, { validFrom: '1969-12-15', confidence: 'T', ...detail })
}

/** An offence of a special law; `short` begins its articles. Title: Arabic, Kurdish, English. */
export function special(
  law: string, short: string, code: string, article: string, [ar, ckb, en]: readonly [string, string, string],
  variants: readonly PenaltyVariant[], detail: OffenceDetail & { validFrom: string },
): Offence {
  const jurisdiction = detail.jurisdiction ?? 'both'
  const filled = variants.map((v) => ({
    ...v,
    article: `${short} ${v.article === '' ? article : v.article}`,
    jurisdiction: v.jurisdiction === 'both' ? jurisdiction : v.jurisdiction,
    confidence: v.confidence === 'T' ? (detail.confidence ?? 'T') : v.confidence,
  }))
  return { code, title: { ar, ckb, en }, law, article: `${short} ${article}`, complaint: 'no', confidence: 'T', ...detail, jurisdiction, variants: filled }
}

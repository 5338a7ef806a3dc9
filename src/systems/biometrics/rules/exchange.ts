/** For what prints may be sent to, or taken from, another system: each purpose with its article and how surely it is known. One record at a time; there is no bulk export. */
import type { Confidence } from '#kernel/words/finding.ts'
import type { Text } from '#kernel/words/text.ts'

export interface ExchangePurpose {
  readonly id: string
  readonly article: string
  readonly jurisdiction: 'federal' | 'kri' | 'both'
  readonly confidence: Confidence
  readonly direction: 'out' | 'in' | 'both'
  /** A case must be named. */
  readonly needsCase: boolean
  readonly name: Text
}

/**
 * CPC 69 lets judge and investigator appoint experts, 70 take prints for the investigation; 353-355 carry requests between states through
 * the diplomatic way; 357-368 extradition. No text was found on exchange between police systems inside the country.
 */
export const exchangePurposes: readonly ExchangePurpose[] = [
  { id: 'expert', article: 'CPC 69-70', jurisdiction: 'both', confidence: 'T', direction: 'both', needsCase: true, name: { ar: 'خبير ندبه القاضي أو المحقق', ckb: 'شارەزایەک کە دادوەر یان لێکۆڵەر دایناوە', en: 'An expert appointed by the judge or investigator' } },
  { id: 'letter-rogatory', article: 'CPC 353-355', jurisdiction: 'both', confidence: 'T', direction: 'both', needsCase: true, name: { ar: 'إنابة قضائية من دولة أخرى أو إليها', ckb: 'ڕاسپاردنی دادوەری لە دەوڵەتێکی تر یان بۆی', en: 'A letter rogatory from or to another state' } },
  { id: 'extradition', article: 'CPC 357-368', jurisdiction: 'both', confidence: 'T', direction: 'both', needsCase: true, name: { ar: 'تسليم المجرمين', ckb: 'ڕادەستکردنی تاوانباران', en: 'Extradition' } },
  { id: 'other-agency', article: 'CPC 70', jurisdiction: 'both', confidence: 'U', direction: 'both', needsCase: true, name: { ar: 'منظومة بصمات وطنية أخرى في قضية بعينها', ckb: 'سیستەمێکی تری نیشتمانیی پەنجەمۆر لە دۆسیەیەکی دیاریکراودا', en: 'Another national fingerprint system, in a named case' } },
  { id: 'unknown-dead', article: 'CPC 70', jurisdiction: 'both', confidence: 'U', direction: 'in', needsCase: false, name: { ar: 'التعرف على ميت مجهول أو مفقود', ckb: 'ناسینەوەی مردوویەکی نەناسراو یان ونبوو', en: 'To identify an unknown dead or missing person' } },
]

export function findExchangePurpose(id: string, direction: 'out' | 'in'): ExchangePurpose | undefined {
  return exchangePurposes.find((purpose) => purpose.id === id && (purpose.direction === 'both' || purpose.direction === direction))
}

import type { Text } from '#kernel/words/text.ts'

/** A provision on which an order to destroy may stand. None of them blocks or allows anything by itself: the judge's order does. */
export interface ExpungingBasis {
  readonly article: string
  readonly what: Text
  readonly jurisdiction: 'federal' | 'kri' | 'both'
  /** T the text was read; P or U: not, or it does not order destruction in so many words. */
  readonly confidence: 'T' | 'C' | 'P' | 'U'
}

/**
 * No text that was found orders a police or court record destroyed in so many words: what the Iraqi codes order is anonymity
 * (Juvenile Welfare 63) and the end of a conviction's effects (CPC 351). So these are offered to the judge, marked U, and nothing more.
 */
export const expungingBases: readonly ExpungingBasis[] = [
  { article: 'Juvenile Welfare 63', jurisdiction: 'both', confidence: 'U', what: { ar: 'لا يُعلن ما يعرّف بالحدث؛ ولا يأمر النص بالإتلاف صراحة', ckb: 'هیچ شتێک کە نەوجەوان بناسێنێت ئاشکرا ناکرێت؛ دەقەکە بە ئاشکرا فەرمانی لەناوبردن نادات', en: 'Nothing that identifies a juvenile is made known; the text does not order destruction in so many words' } },
  { article: 'Havana Rules 19', jurisdiction: 'both', confidence: 'U', what: { ar: 'تُختم سجلات الأحداث عند إطلاق سراحهم ثم تُتلف في الوقت المناسب (قواعد الأمم المتحدة 1990)', ckb: 'تۆماری نەوجەوانان لە کاتی ئازادکردندا مۆر دەکرێن و لە کاتی گونجاودا لەناو دەبرێن (ڕێساکانی نەتەوە یەکگرتووەکان 1990)', en: 'Records of juveniles are sealed on release and expunged at an appropriate time (United Nations rules, 1990)' } },
  { article: 'CPC 351', jurisdiction: 'both', confidence: 'U', what: { ar: 'برد الاعتبار تزول الآثار الجزائية للحكم؛ ولا يأمر النص بالإتلاف صراحة', ckb: 'بە گەڕاندنەوەی ئیعتیبار کاریگەرییە سزاییەکانی حوکم نامێنن؛ دەقەکە بە ئاشکرا فەرمانی لەناوبردن نادات', en: 'Rehabilitation ends the penal effects of the judgment; the text does not order destruction in so many words' } },
  { article: 'CPC 130, 182', jurisdiction: 'both', confidence: 'U', what: { ar: 'بصمات من أُفرج عنه أو بُرّئ: بقرار المحكمة', ckb: 'پەنجەمۆری ئەوەی ئازاد کراوە یان بێتاوانە: بە بڕیاری دادگا', en: 'The prints of a person released or acquitted: by decision of the court' } },
]

import type { Lang, Text } from '#kernel/words/text.ts'

const CODES: Readonly<Record<string, Text>> = {
  CPC: { ar: 'قانون أصول المحاكمات الجزائية رقم 23 لسنة 1971', ckb: 'یاسای ئسووڵی دادگاییە سزاییەکان ژمارە 23ی ساڵی 1971', en: 'Criminal Procedure Code 23 of 1971' },
  PC: { ar: 'قانون العقوبات رقم 111 لسنة 1969', ckb: 'یاسای سزادان ژمارە 111ی ساڵی 1969', en: 'Penal Code 111 of 1969' },
  CONST: { ar: 'دستور جمهورية العراق لسنة 2005', ckb: 'دەستووری کۆماری عێراق ساڵی 2005', en: 'Constitution of 2005' },
  JWL: { ar: 'قانون رعاية الأحداث رقم 76 لسنة 1983', ckb: 'یاسای چاودێریی نەوجەوانان ژمارە 76ی ساڵی 1983', en: 'Juvenile Welfare Law 76 of 1983' },
  MANDELA: { ar: 'قواعد الأمم المتحدة النموذجية الدنيا لمعاملة السجناء', ckb: 'کەمترین ڕێسا نموونەییەکانی نەتەوە یەکگرتووەکان بۆ مامەڵەکردن لەگەڵ بەندکراوان', en: 'UN Standard Minimum Rules for the Treatment of Prisoners' },
}

/**
 * Writes a citation in words: 'CPC 113' → 'المادة 113 من قانون أصول المحاكمات الجزائية رقم 23 لسنة 1971'.
 * Several: 'CPC 93, 94; CONST 19'. A code that is not known is printed as it stands.
 */
export function citeArticle(citation: string, lang: Lang): string {
  return citation.split(';').map((part) => citeOne(part.trim(), lang)).join(lang === 'en' ? '; ' : '؛ ')
}

function citeOne(citation: string, lang: Lang): string {
  const [, code = '', articles = ''] = /^(\S+)\s+(.+)$/.exec(citation) ?? []
  const law = CODES[code.toUpperCase()]
  if (law === undefined) return citation
  const list = articles.split(',').map((a) => a.trim())
  const many = list.length > 1 || articles.includes('-')
  // Ranges are words in Arabic and Kurdish: a dash between numbers would be read backwards.
  const shown = list.map((a) => a.replace('-', lang === 'ar' ? ' إلى ' : lang === 'ckb' ? ' تا ' : '–'))
  if (lang === 'ar') return `${many ? 'المواد' : 'المادة'} ${shown.join(' و')} من ${law.ar}`
  if (lang === 'ckb') return `${many ? 'ماددەکانی' : 'ماددەی'} ${shown.join(' و ')} لە ${law.ckb}`
  return `${many ? 'Articles' : 'Article'} ${shown.join(', ')}, ${law.en}`
}

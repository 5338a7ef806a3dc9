/** Folding of text for finding a case: one writing for the letters that people write in several ways. Pure. */

/** Lower case, without vowel marks; alef, ya, kaf and ta marbuta each in one form; Western digits; anything else becomes a space. */
export function foldText(text: string): string {
  return text.normalize('NFKD').replaceAll(/\p{M}|ـ/gu, '').toLowerCase()
    .replaceAll(/[آأإٱ]/g, 'ا').replaceAll(/[ىیێئ]/g, 'ي').replaceAll('ک', 'ك').replaceAll(/[ةەه]/g, 'ه').replaceAll(/[ؤۆ]/g, 'و').replaceAll('ڵ', 'ل').replaceAll('ڕ', 'ر')
    .replaceAll(/[٠-٩]/g, (d) => String(d.charCodeAt(0) - 0x660)).replaceAll(/[۰-۹]/g, (d) => String(d.charCodeAt(0) - 0x6f0))
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ').trim()
}

/** A number such as 2026/000123 is also found by 123. */
export function numberWords(number: string | null): string {
  return number === null ? '' : [...new Set([...number.split('/'), ...number.split('/').map((part) => part.replace(/^0+/, ''))])].join(' ')
}

/** The words of a search as a PostgreSQL `tsquery` of prefixes, all of which must be there; undefined when nothing was typed. */
export function prefixQuery(text: string): string | undefined {
  const words = foldText(text).split(' ').filter(Boolean).slice(0, 12)
  return words.length === 0 ? undefined : words.map((word) => `${word}:*`).join(' & ')
}

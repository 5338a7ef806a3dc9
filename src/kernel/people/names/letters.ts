/**
 * Writing made plain for reading aloud: what does not tell names apart is taken off. Nothing here is shown or stored.
 * Arabic: presentation forms, tatweel, harakat, bidi marks, keyboard variants of one letter. Latin: case, marks of the
 * transliteration schemes (DIN 31635, ALA-LC, Turkish, Kurdish Hawar), apostrophes for hamza and ayn.
 */

const marks = /[\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]/gu
const hidden = /[\u00ad\u061c\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu

/** Letters that are one letter on different keyboards; ی stays, for it may be ي or ى. */
const arabicSame: Readonly<Record<string, string>> = {
  ك: 'ك', ک: 'ك', ڪ: 'ك', ݢ: 'گ', ڭ: 'گ', ہ: 'ه', ھ: 'ه', ۀ: 'ة', ۃ: 'ة', ۂ: 'ه', ے: 'ي', ي: 'ي', ې: 'ێ', ٱ: 'ا', ړ: 'ر', ڑ: 'ر', ټ: 'ت', ٹ: 'ت', ډ: 'د', ڈ: 'د', ڼ: 'ن', ں: 'ن', ځ: 'ز', څ: 'چ', ښ: 'ش', ږ: 'ژ', ۇ: 'و', ۋ: 'و', ۈ: 'و', ى: 'ى',
}
const arabicVariant = new RegExp(`[${Object.keys(arabicSame).join('')}]`, 'gu')

/** Latin letters whose mark changes the sound; every other mark is dropped. */
const latinMarked: Readonly<Record<string, string>> = {
  ş: 'sh', š: 'sh', ç: 'ch', č: 'ch', ḫ: 'kh', ẖ: 'kh', ġ: 'gh', ğ: 'gh', ḡ: 'gh', ḏ: 'dh', ṯ: 'th', ž: 'zh', ǧ: 'j', ǰ: 'j', ī: 'ee', î: 'ee', ï: 'i', ū: 'oo', û: 'oo', ā: 'aa', â: 'aa', á: 'a', ê: 'e', ö: 'o', ü: 'u', ı: 'i', ñ: 'n', ø: 'o', æ: 'ae', ß: 'ss', ł: 'l', đ: 'd', ə: 'e',
}
const latinMark = new RegExp(`[${Object.keys(latinMarked).join('')}]`, 'gu')
const cyrillic: Readonly<Record<string, string>> = {
  а: 'a', б: 'b', в: 'v', г: 'g', д: 'd', е: 'e', ё: 'yo', ж: 'zh', з: 'z', и: 'i', й: 'y', к: 'k', л: 'l', м: 'm', н: 'n', о: 'o', п: 'p', р: 'r', с: 's', т: 't', у: 'u', ф: 'f', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sh', ъ: '', ы: 'i', ь: '', э: 'e', ю: 'yu', я: 'ya', і: 'i', ї: 'yi', є: 'ye',
}

/** Lower case, NFKC, one form for each letter, spaces for all that separates; commas, semicolons and brackets are kept for those who cut. */
export function plainText(text: string): string {
  if (/^[\x20-\x7e]*$/.test(text)) return separated(text.toLowerCase())
  const folded = text.normalize('NFKC').replaceAll(/ه\u200c/gu, 'ە').replaceAll('\u200c', '').replaceAll(hidden, '').replaceAll(marks, '').toLowerCase()
  const arabic = folded.replaceAll(arabicVariant, (letter) => arabicSame[letter] ?? letter)
  if (!/[^\u0000-\u007f\u0600-\u06ff]/u.test(arabic)) return separated(arabic)
  const latin = arabic.normalize('NFC').replaceAll(latinMark, (letter) => latinMarked[letter] ?? letter).replaceAll(/[\u0400-\u045f]/gu, (letter) => cyrillic[letter] ?? '')
  return separated(latin.normalize('NFD').replaceAll(/[\u0300-\u036f]/gu, '').normalize('NFC'))
}

function separated(text: string): string {
  if (/^[a-z ]*$/.test(text)) return text.replaceAll(/ {2,}/g, ' ').trim()
  return text.replaceAll(/['’‘`´ʻʼʾʿ′ˈ]/gu, "'").replaceAll(/[-‐–—_./\s،؛]+/gu, (run) => (run.includes('،') ? ', ' : run.includes('؛') ? '; ' : run.includes('.') ? '. ' : ' ')).trim()
}

/** Whether a plain word is in Arabic letters. */
export function isArabic(word: string): boolean {
  return /[\u0620-\u06d5]/u.test(word)
}

/** Whether a line is spelled as Kurdish is, with letters that Arabic and Persian lack. */
export function isKurdish(text: string): boolean {
  return /[ەێۆڵڕڤ]/u.test(text)
}

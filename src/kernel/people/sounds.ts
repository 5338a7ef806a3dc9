/**
 * How one written word sounds, as a string of consonant classes and long vowels, the same for Arabic, Kurdish and Latin
 * writing: محمد, محەمەد, Mohammed and Muhammad are all MHMD; حسين, حسێن and Hussein HSYN, but حسن HSN.
 *
 * Classes: A word-initial vowel, hamza or ع | B ب پ | T ت ط | S س ص ث | J ج چ ژ | H ح ه | X خ | D د ض | Z ز ذ ظ ض | R | $ ش |
 * G غ | F ف ڤ | K ك ق گ | L | M | N | W و | Y ي. Short vowels, alef and inner ع have no sign. Where writing does not say
 * (the i of Karim and of Khalid; ض, said d or z), a word has several readings, the likeliest first.
 */

/** At most so many readings of one word are kept. */
export const mostReadings = 8

/** One place in a word: what may stand there, likeliest first. */
type Slot = readonly string[]

const silent: Slot = ['']
const maybeY: Slot = ['', 'Y']
const maybeW: Slot = ['', 'W']

const arabicConsonants: Record<string, Slot> = {
  ب: ['B'], پ: ['B'], ت: ['T'], ط: ['T'], ث: ['S'], س: ['S'], ص: ['S'], ج: ['J'], چ: ['J'], ژ: ['J'], ح: ['H'], ه: ['H'], ھ: ['H'],
  خ: ['X'], د: ['D'], ض: ['D', 'Z'], ذ: ['Z'], ز: ['Z'], ظ: ['Z'], ر: ['R'], ڕ: ['R'], ش: ['$'], غ: ['G'], ف: ['F'], ڤ: ['F'],
  ق: ['K'], ك: ['K'], ک: ['K'], گ: ['K'], ل: ['L'], ڵ: ['L'], م: ['M'], ن: ['N'],
}
const openers = new Set('اأإآٱءئع')

const latinConsonants: Record<string, Slot> = {
  tch: ['J'], sh: ['$', 'SH'], kh: ['X'], gh: ['G'], th: ['S', 'TH', 'Z'], dh: ['Z', 'D', 'DH'], shh: ['$H'], ch: ['J', '$'], zh: ['J', 'ZH'], ph: ['F'], ck: ['K'], dj: ['J'],
  b: ['B'], c: ['K', 'J'], d: ['D'], f: ['F'], g: ['K', 'J'], h: ['H'], j: ['J'], k: ['K'], l: ['L'], m: ['M'], n: ['N'], p: ['B'], q: ['K'],
  r: ['R'], s: ['S'], t: ['T'], v: ['F', 'W'], w: ['W'], x: ['X'], z: ['Z'],
}

/** The readings of a word in Arabic letters. `kurdish`: written as Kurdish is, with all its vowels and doubled letters. */
export function readArabic(word: string, kurdish: boolean): string[] {
  const letters = [...(kurdish ? word.replaceAll(/([^وی])\1/gu, '$1') : word)]
  return readings(letters.map((letter, index) => {
    if (index === 0 && openers.has(letter)) return ['A']
    if (letter === 'و' || letter === 'ۆ') return kurdish ? kurdishW(letters, index) : ['W']
    if (letter === 'ي' || letter === 'ی' || letter === 'ێ' || letter === 'ى') return yaSlot(letters, index, kurdish)
    if (letter === 'ؤ') return ['W', '']
    if (letter === 'ئ') return ['Y', '']
    if (letter === 'ة' && letters[index - 1] === 'ا') return ['', 'T']
    if (letter === 'ه' && index === letters.length - 1 && index > 0) return finalHa(letters)
    return arabicConsonants[letter] ?? silent
  }))
}

/** Kurdish و is short u between consonants, وو and ۆ long, و beside a vowel the consonant. */
function kurdishW(letters: readonly string[], index: number): Slot {
  const before = letters[index - 1]
  const after = letters[index + 1]
  if (before === undefined || after === undefined || after === 'و' || before === 'و') return ['W']
  return isKurdishVowel(before) || isKurdishVowel(after) ? ['W'] : maybeW
}

function isKurdishVowel(letter: string): boolean {
  return 'اەێۆی'.includes(letter)
}

/** Final ى is an a (موسى) unless a ي was meant; Persian ی is both; Kurdish ی between consonants may be a short i. */
function yaSlot(letters: readonly string[], index: number, kurdish: boolean): Slot {
  const final = index === letters.length - 1
  const letter = letters[index]
  if (final && letter === 'ى') return maybeY
  if (letter === 'ێ') return final ? ['Y'] : ['Y', '']
  if (index === 0 || (kurdish && final)) return ['Y']
  return kurdish || letter === 'ی' ? ['Y', ''] : ['Y']
}

/** فاطمه is فاطمة written without dots, but طه keeps its h. */
function finalHa(letters: readonly string[]): Slot {
  const consonants = letters.slice(0, -1).filter((letter) => arabicConsonants[letter] || letter === 'ع' || letter === 'ي' || letter === 'و')
  return consonants.length >= 3 ? ['', 'H'] : ['H', '']
}

/** The readings of a word in lower-case Latin letters without marks (see plainLatin). */
export function readLatin(word: string): string[] {
  const single = word.replaceAll(/([^aeiouh]|(?<!s)h)\1+/g, '$1')
  const units = single.match(/tch|shh|[skgtdczp]h|ck|dj|[aeiou]+|[a-z]/g) ?? []
  return readings(units.map((unit, index) => {
    const end = index === units.length - 1
    if (/^[aeiou]/.test(unit)) return vowels(unit, index === 0, end)
    if (unit === 'y') return index > 0 && !end && !/^[aeiou]/.test(units[index + 1]!) && !/[aeiou]$/.test(units[index - 1]!) ? ['Y', ''] : ['Y']
    if (unit === 'h' && end && index > 0 && /[aeiou]$/.test(units[index - 1]!)) return ['', 'H']
    return latinConsonants[unit] ?? silent
  }))
}

function vowels(group: string, start: boolean, end: boolean): Slot {
  const inside = end && !start ? finalVowels(group) : innerVowels(group)
  return start ? inside.map((reading) => `A${reading}`) : inside
}

function innerVowels(group: string): Slot {
  if (/^a+$/.test(group)) return silent
  if (group === 'e' || group === 'i' || group === 'ae' || group === 'ea') return maybeY
  if (group === 'ui' || group === 'oi') return ['Y', 'W', '']
  if (/ee|i/.test(group)) return ['Y']
  return /oo|ou|uu|au|ao/.test(group) ? ['W'] : maybeW
}

function finalVowels(group: string): Slot {
  if (/i[ae]+$/.test(group)) return ['Y', '']
  if (/i|ee|ey/.test(group)) return ['Y']
  if (/^[ae]+$/.test(group)) return group === 'ae' ? ['Y', ''] : silent
  if (/[ou][ae]+$/.test(group)) return maybeW
  return group.length > 1 ? ['W'] : ['W', '']
}

/** Every choice of one reading a slot, fewest departures from the likeliest first, long vowels run together. */
function readings(slots: readonly Slot[]): string[] {
  let open: { text: string; departures: number }[] = [{ text: '', departures: 0 }]
  for (const slot of slots) {
    const next = open.flatMap((one) => slot.map((sign, rank) => ({ text: one.text + sign, departures: one.departures + rank })))
    open = next.length <= mostReadings ? next : next.toSorted((a, b) => a.departures - b.departures).slice(0, 2 * mostReadings)
  }
  const ordered = open.toSorted((a, b) => a.departures - b.departures).map((one) => one.text.replaceAll(/([WY])\1+/g, '$1'))
  return [...new Set(ordered)].filter((text) => text !== '').slice(0, mostReadings)
}

/** Latin letters in lower case without marks and apostrophes; Arabic letters as they are: ş is sh, ç ch, î and ī a long i, û and ū a long u. */
export function plainLatin(text: string): string {
  return text
    .toLowerCase()
    .normalize('NFC')
    .replaceAll(/[şš]/g, 'sh').replaceAll(/[çč]/g, 'ch').replaceAll(/[îī]/g, 'ii').replaceAll(/[ûū]/g, 'uu').replaceAll('ğ', 'gh').replaceAll('ı', 'i')
    .replaceAll(/['’‘`ʻʼʾʿ]/g, '')
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC')
}

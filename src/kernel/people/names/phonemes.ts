/**
 * One alphabet of sounds for Arabic, Kurdish, Persian and Latin writing. A word becomes a string, a sign for each sound.
 *
 * Consonants: b p t T(ط) 0(ث, th) j C(چ, ch) H(ح) X(خ, kh) d 5(ذ, dh) r z Z(ژ, zh) s $(ش, sh) S(ص) D(ض) 6(ظ) G(غ, gh) f v q k g l m n h c K(c before e, i) x
 * Half vowels: W(و as Arabic writes it: w, u or o) Y(ي: y, i or e) w y(as Latin writes them) O(ؤ) J(ئ)
 * Vowels: a e i o u, long A(ا, aa) I(ee) U(ou, oo); @ alef at the beginning, 3 ع, ? hamza, E ة and final ه, M ى, F final Latin h, 7 the long i that ends a word (a nisba: Muhammadi is not Muhammad)
 */

const arabicSounds: Readonly<Record<string, string>> = {
  ب: 'b', پ: 'p', ت: 't', ط: 'T', ث: '0', ج: 'j', چ: 'C', ح: 'H', خ: 'X', د: 'd', ذ: '5', ر: 'r', ڕ: 'r', ز: 'z', ژ: 'Z', س: 's', ش: '$', ص: 'S', ض: 'D', ظ: '6', ع: '3', غ: 'G',
  ف: 'f', ڤ: 'v', ق: 'q', ك: 'k', گ: 'g', ل: 'l', ڵ: 'l', م: 'm', ن: 'n', ه: 'h', و: 'W', ي: 'Y', ی: 'Y', ێ: 'Y', ۆ: 'W', ە: 'a', ا: 'A', أ: 'A', إ: 'A', آ: 'A', ء: '?', ؤ: 'O', ئ: 'J', ة: 'E', ى: 'M',
}

/** Names that end in ى and are written with ي where the dots are not told apart (and with ی in Persian): عيسى is no nisba. */
const endInA = new Set('موسي عيسي يحيي مصطفي مرتضي مجتبي هدي ليلي سلمي بشري مني ندي رضوي كبري صغري يسري ذكري نجوي سلوي لبني حسني0 عذري0 شذي ضحي تقوي طوبي مهني مثني معلي كسري'.split(' '))

/** The sounds of a plain word in Arabic letters. `kurdish`: its vowels are written, so و and ی between consonants may be short. */
export function soundArabic(word: string, kurdish = false): string {
  const plain = word.endsWith('ی') ? `${word.slice(0, -1).replaceAll('ی', 'ي')}ي` : word
  const letters = [...(endInA.has(plain) ? `${plain.slice(0, -1)}ى` : word)]
  let sounds = ''
  for (const [index, letter] of letters.entries()) {
    const final = index === letters.length - 1
    let sound = arabicSounds[letter] ?? ''
    if (index === 0 && 'اأإئ'.includes(letter)) sound = '@'
    else if (final && (letter === 'ه' || letter === 'ە') && letters.length >= 3) sound = 'E'
    else if (letter === 'آ' && index === 0) sound = 'A'
    else if (final && index > 0 && 'يیێ'.includes(letter)) sound = '7'
    else if (kurdish && !final && index > 0 && (letter === 'و' || letter === 'ی' || letter === 'ي')) sound = kurdishVowel(letter, letters[index - 1]!, letters[index + 1]!)
    if (sound !== sounds.at(-1) || 'WYA'.includes(sound)) sounds += sound
  }
  return sounds.replace('WW', 'U').replace('YY', 'I').replace('AA', 'A').replace('YI', 'I').replace('Y7', '7')
}

function kurdishVowel(letter: string, before: string, after: string): string {
  const beside = 'اەێۆ'.includes(before) || 'اەێۆ'.includes(after) || before === letter || after === letter
  return letter === 'و' ? (beside ? 'W' : 'o') : beside ? 'Y' : 'i'
}

const latinUnits = /tch|sch|dsch|[sckgtdzp]h|ck|dj|aa|ee|ie|ei|ea|oo|ou|qu|[a-z]/g
const latinSounds: Readonly<Record<string, string>> = {
  tch: 'C', sch: '$', dsch: 'j', sh: '$', ch: 'C', kh: 'X', gh: 'G', th: '0', dh: '5', zh: 'Z', ph: 'f', ck: 'k', dj: 'j', aa: 'A', ee: 'I', ie: 'I', ei: 'I', ea: 'I', oo: 'U', ou: 'U', qu: 'k',
  b: 'b', p: 'p', t: 't', j: 'j', d: 'd', r: 'r', z: 'z', s: 's', f: 'f', v: 'v', q: 'q', k: 'k', g: 'g', l: 'l', m: 'm', n: 'n', h: 'h', c: 'c', x: 'x', w: 'w', y: 'y', a: 'a', e: 'e', i: 'i', o: 'o', u: 'u',
}

/** The sounds of a plain word in Latin letters (a-z only counts). */
export function soundLatin(word: string): string {
  const single = word.replaceAll(/([bcdfgjklmnpqrtvwxyz])\1+/g, '$1').replaceAll(/ss+(?=h?)/g, 's').replace(/(?<=[aeiou])ssh/g, 'sh').replaceAll(/([skgtdcz])h\1h/g, '$1h').replaceAll(/([iou])\1\1+/g, '$1$1')
  const units = single.match(latinUnits) ?? []
  let sounds = ''
  for (const [index, unit] of units.entries()) {
    let sound = latinSounds[unit] ?? ''
    const before = sounds.at(-1)
    if (unit === 'h' && index === units.length - 1 && index > 0 && 'aeiouAIU'.includes(before!)) sound = 'F'
    else if (unit === 'ie' && index === units.length - 1 && index > 0) sound = 'ie'
    else if (index === units.length - 1 && index > 0 && (unit === 'i' || unit === 'y' || unit === 'ee' || unit === 'ei')) sound = '7'
    else if (sound === 'c' && /^[eiy]/.test(units[index + 1] ?? '')) sound = 'K'
    else if (sound === 'i' && before === 'a') sound = 'I'
    else if ((sound === 'u' || sound === 'o') && before === 'a') sound = 'U'
    else if (sound === 'U' && before === 'w') sound = 'u'
    else if (sound === 'I' && before === 'y') sound = 'i'
    if (sound !== before) sounds += sound
  }
  return sounds
}

/** Whether a sign stands for a consonant that every writing shows. */
export function isConsonant(sound: string): boolean {
  return 'bptT0jCHXd5rzZs$SD6GfvqkglmnhcKxWwYy'.includes(sound)
}

/**
 * Folding of names: for finding and comparing only, never shown and never stored in place of what was written.
 * A name is cut into tokens (compound names stay one: عبد الرحمن, أبو بكر, نور الدين, نصر الله, Abdul Rahman), and each
 * token becomes its readings (sounds.ts).
 */
import { lineNames } from './name.ts'
import type { PersonName } from './name.ts'
import { mostReadings, plainLatin, readArabic, readLatin } from './sounds.ts'

/** One name as said: how it was written (without vowel signs, Latin in small letters) and its readings, likeliest first. */
export interface Token {
  readonly text: string
  /** Its spelling without what does not tell names apart, and without spaces. */
  readonly fold: string
  readonly keys: readonly string[]
  /** Spelled as Kurdish is: its letters don't compare with Arabic ones. */
  readonly kurdish: boolean
}

/** What a name is found and compared by. `line` is own name, father, grandfather, great-grandfather: a double name gives two tokens. */
export interface NameKeys {
  readonly line: readonly Token[]
  readonly family: readonly Token[]
  readonly mother: readonly Token[]
  readonly knownAs: readonly Token[]
  /** Every reading of every token but the mother's: what the index holds. */
  readonly all: readonly string[]
}

/** Written as one name, these stand for another. */
const shortened: Record<string, string> = Object.fromEntries(['mohd', 'muhd', 'mhd', 'md', 'mehmet', 'mehmed', 'muhammet'].map((short) => [short, 'mohamad']))

const bearers = new Set(['عبد'])
const fathers = new Map([['ابو', 'AB'], ['ابوو', 'AB'], ['ابي', 'AB'], ['ابا', 'AB'], ['ام', 'AM'], ['اوم', 'AM'], ['abu', 'AB'], ['abo', 'AB'], ['abou', 'AB'], ['aba', 'AB'], ['um', 'AM'], ['umm', 'AM'], ['om', 'AM']])
const sonOf = new Set(['بن', 'ابن', 'بنت', 'bin', 'ibn', 'ben', 'bint', 'kuri'])
const articles = new Set(['ال', 'al', 'el', 'ul', 'il', 'ar', 'as', 'ash', 'ad', 'adh', 'az', 'at', 'ath', 'an', 'ur', 'us', 'ud'])
/** Second halves that never begin a name of their own. */
const tails = new Map([
  ['الدين', ['DYN']], ['الله', ['L', 'LH']], ['العابدين', ['ABDYN']],
  ['din', ['DYN']], ['deen', ['DYN']], ['dine', ['DYN']], ['aldin', ['DYN']], ['aldeen', ['DYN']], ['eldin', ['DYN']], ['eddine', ['DYN']], ['uddin', ['DYN']], ['addin', ['DYN']], ['eddin', ['DYN']], ['uldin', ['DYN']],
  ['allah', ['L', 'LH']], ['ullah', ['L', 'LH']], ['abidin', ['ABDYN']], ['abideen', ['ABDYN']], ['abedin', ['ABDYN']], ['aabideen', ['ABDYN']], ['alabidin', ['ABDYN']], ['alabideen', ['ABDYN']],
])
/** Names that begin with ال without its being the article. */
const bornWithAl = new Set(['الياس', 'الهام', 'الماس', 'الاء', 'الان', 'الند'])
const abdLatin = /^abd(?:[aeiou]{1,2})(?:l|r(?=r)|s(?=s)|n(?=n)|z(?=z)|d(?=d)|t(?=t))(.{3,}|la)$/
const abdAlone = /^abd(?:[aeou]{1,2}[lrsnzdt]?)?$/

/**
 * Spelling without what does not tell names apart: forms of alef, ى and ي, ة and ه, tatweel, vowel signs, Kurdish letters
 * as their Arabic neighbours; Latin without case and marks. Two spellings with the same fold are the same spelling.
 */
export function foldSpelling(text: string): string {
  return plainLatin(bare(text))
    .replaceAll(/[أإآٱ]/gu, 'ا').replaceAll(/[ىیێ]/gu, 'ي').replaceAll(/[ةەھ]/gu, 'ه').replaceAll(/[کگ]/gu, 'ك')
    .replaceAll('ۆ', 'و').replaceAll('ڵ', 'ل').replaceAll('ڕ', 'ر').replaceAll('ڤ', 'ف')
    .replaceAll(/[^\p{L} ]/gu, '')
}

/** Compatibility forms undone, tatweel and vowel signs off, hyphens as spaces. A ه before a joiner is the old way to write ە. */
function bare(text: string): string {
  return text.normalize('NFKC').replaceAll('ه\u200c', 'ە').replaceAll(/[\u0640\u064b-\u065f\u0670\u200c]/gu, '').replaceAll(/[-‐–]/gu, ' ').replaceAll(/\s+/gu, ' ').trim()
}

/** Names repeat: the last ones read are kept. */
const known = new Map<string, readonly Token[]>()
const mostKnown = 50_000

/** The tokens of a piece of writing. Whether it is Kurdish is seen from its letters unless said. */
export function tokensOf(text: string, kurdish: boolean = /[ەێۆڵڕڤکی]/u.test(text)): readonly Token[] {
  const place = (kurdish ? 'k' : 'a') + text
  const found = known.get(place)
  if (found) return found
  const tokens = readTokens(text, kurdish)
  if (known.size >= mostKnown) known.clear()
  if (text.length <= 200) known.set(place, tokens)
  return tokens
}

function readTokens(text: string, kurdish: boolean): Token[] {
  const words = plainLatin(bare(text)).replaceAll(/\p{M}/gu, '').replaceAll(/[^\p{L}]/gu, ' ').split(' ').filter((word) => word !== '')
  const tokens: Token[] = []
  let waiting: Token | undefined
  for (const [index, word] of words.entries()) {
    const shape = word.replaceAll(/[أإآٱ]|^ئ[ەا]?/gu, 'ا')
    const last = index === words.length - 1
    if (!last && (articles.has(shape) || (sonOf.has(shape) && !waiting))) continue
    const tail = tails.get(shape)
    const first = waiting ?? (tail ? tokens.pop() : undefined)
    if (tail && first) {
      tokens.push(joined(first, { text: shape, fold: foldSpelling(shape), keys: tail, kurdish }))
      waiting = undefined
      continue
    }
    const opener = last ? undefined : openerOf(shape, kurdish)
    if (opener) {
      waiting = waiting ? joined(waiting, opener) : opener
      continue
    }
    const token = { text: word, fold: foldSpelling(word), keys: readWord(shape, word, kurdish), kurdish }
    if (token.keys.length === 0) continue
    tokens.push(waiting ? joined(waiting, token) : token)
    waiting = undefined
  }
  return waiting ? [...tokens, waiting] : tokens
}

/** عبد and أبو wait for the name that follows them. */
function openerOf(shape: string, kurdish: boolean): Token | undefined {
  const plain = shape.replaceAll('ە', '')
  if (bearers.has(plain) || abdAlone.test(shape)) return { text: 'عبد', fold: foldSpelling(shape), keys: ['ABD'], kurdish }
  const key = fathers.get(plain)
  return key ? { text: plain, fold: foldSpelling(shape), keys: [key], kurdish } : undefined
}

function joined(first: Token, second: Token): Token {
  const keys = first.keys.flatMap((a) => second.keys.map((b) => a + b))
  return { text: `${first.text} ${second.text}`, fold: first.fold + second.fold, keys: keys.slice(0, mostReadings), kurdish: first.kurdish }
}

function readWord(shape: string, word: string, kurdish: boolean): string[] {
  if (/[a-z]/.test(word)) return readLatinWord(word)
  const plain = kurdish ? shape.replaceAll('ە', '') : shape
  const abd = kurdish ? /^عبدو?[لڵ]?([^ل].{2,}|[لڵ]ا)$/u.exec(plain) : /^عبد(?:ال(.{2,})|([^ا].{2,}))$/u.exec(plain)
  if (abd) return readArabic(abd[1] ?? abd[2]!, kurdish).map((key) => `ABD${key}`)
  const abu = /^ابوو?(.{3,})$/u.exec(plain)
  if (abu) return readArabic(abu[1]!.replace(/^ال/u, ''), kurdish).map((key) => `AB${key}`)
  const whole = kurdish ? word.replace(/^ئ(?=ە)/u, 'ا') : word
  return readArabic(withoutArticle(whole.replace(/(?<=.{2})ال(?=دين$)/u, '').replace(/(?<=.{2})الله$/u, 'له')), kurdish)
}

function withoutArticle(word: string): string {
  return word.length >= 5 && word.startsWith('ال') && !bornWithAl.has(word) ? word.slice(2) : word
}

function readLatinWord(word: string): string[] {
  const long = shortened[word] ?? word
  const abd = abdLatin.exec(long)
  if (abd) return readLatin(abd[1]!).map((key) => `ABD${key}`)
  const abu = /^ab(?:u|o|ou)([^aeiou].{2,})$/.exec(long)
  const din = /^(.{2,}?)(?:[aeou]([ld])?|d)d(?:i|ee|ei|y)ne?$/.exec(long)
  const abidin = /^(.{2,}?)(?:[aeiu]l)?a{1,2}b[ie]d(?:i|ee)n$/.exec(long)
  const article = /^[ae]l([^aeiou].{3,})$/.exec(long)
  return [...new Set([
    ...(abu ? readLatin(abu[1]!).map((key) => `AB${key}`) : []),
    ...(din ? [din[1]!, ...(din[2] === 'l' ? [`${din[1]}al`] : [])].flatMap((base) => readLatin(base).map((key) => `${key}DYN`)) : []),
    ...(abidin ? readLatin(abidin[1]!).map((key) => `${key}ABDYN`) : []),
    ...(article ? readLatin(article[1]!) : []),
    ...readLatin(long),
  ])].slice(0, mostReadings)
}

/** Everything a name is found and compared by. */
export function keysOf(name: PersonName): NameKeys {
  const kurdish = name.script === 'ckb'
  const read = (part: string | undefined) => (part ? tokensOf(part, kurdish) : [])
  const line = lineNames.flatMap((part) => read(name[part]))
  const family = read(name.family)
  const knownAs = read(name.knownAs)
  const all = [...new Set([...line, ...family, ...knownAs].flatMap((token) => token.keys))]
  return { line, family, mother: read(name.mother), knownAs, all }
}

/** Whether two tokens can be the same name said aloud. */
export function soundsSame(a: Token, b: Token): boolean {
  return a.keys.some((key) => b.keys.includes(key))
}

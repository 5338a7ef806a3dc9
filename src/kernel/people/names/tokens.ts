/**
 * A written name cut into its parts as they are meant: عبد الرحمن, Abd-al-Rahman and Abdurrahman are one part; so are
 * أبو بكر and Abubakar, نور الدين and Nooruddin, هدايت الله and Hidayatullah. بن, ibn and the article are no parts.
 */
import { say } from './distance.ts'
import type { Said } from './distance.ts'
import { isArabic, isKurdish, plainText } from './letters.ts'
import { isConsonant, soundArabic, soundLatin } from './phonemes.ts'

/** `name`: an own name; `abd`: servant of …; `kunya`: father or mother of …; `nisba`: of a tribe, place or trade; `title`: says little; `initial`: one letter. */
export type TokenKind = 'name' | 'abd' | 'kunya' | 'nisba' | 'title' | 'initial'

export interface NameToken {
  /** As it was written, in plain letters. */
  readonly text: string
  readonly kind: TokenKind
  /** How it may sound, the likeliest first; of an `abd` and a `kunya` what follows the عبد or أبو. */
  readonly forms: readonly string[]
  readonly said: readonly Said[]
  readonly arabic: boolean
}

const titles = new Set(('dr doctor col colonel gen general major maj capt captain lt mr mrs ms mullah mulla molla haji hajji hadji alhaj hajj haj shaykh sheikh shaikh sheik cheikh maulavi maulawi mawlawi molvi moulavi qari kari ustad hafiz sayf0 sir prof professor engineer eng brigadier comrade commander fnu lnu mnu hajah'
  + ' ملا حاجي حاجی الحاج حاج شيخ الشيخ شیخ قاري قاری مولوي مولوی مولانا دكتور الدكتور د م أ.د عميد العميد لواء اللواء مقدم العقيد عقيد الفريق الاستاذ الأستاذ المهندس السيد السيدة حەجی مەلا شێخ دکتۆر مامۆستا حاجى').split(' '))
const sonOf = new Set('بن ابن إبن بنت ولد آل بو كوري کوڕی bin ibn ben bint binte binti ould wold uld ag son of wa'.split(' '))
const fathers = new Set('ابو أبو ابي أبي أبى ابى ابا أبا آبو ئەبو ئەبوو بابا0 abu abou abo aboo aba abi'.split(' '))
const mothers = new Set('ام أم اوم um umm om oum'.split(' '))
const articles = new Set('ال al el ul il ol ur or as ash es ech ad ed ud ar er an at et az ez us adh ath'.split(' '))
const latinAbd = /^'?[ae]b(?:d|ed|id)(?:[aeiou]{0,2})(?:l|r|s|sh|n|z|d|t)?$/
const abdJoined = /^[ae]b(?:d|ed)(?:[aeou]{1,2}l(?=.)|[aeou]{1,2}(?=r{1,2}|ss|s?sh|nn|n[ao]s|zz|dd|tt)|(?=allah|ullah|olla|ilah|alah|il[iah]))(?:-?[ae]l)?(.{2,})$/
/** Names that begin with ال or al without its being the article. */
const bornWithAl = new Set('الياس إلياس الهام إلهام الماس الاء آلاء الان الند الله الیاس الناز الينا الینا الدار الوند'.split(' '))
/** Short and Turkish ways to write it. */
const mohammed = new Set(['mohd', 'muhd', 'mhd', 'md', 'mohamd', 'muh', 'mehmet', 'mehmed', 'muhammet'])

/** Ends of Persian family names, never names of their own: علی پور is Alipour. */
const suffixes = new Set('پور پوری زاده زادە نژاد زادگان pour pur poor zadeh zade zada zadah nejad nezhad nejhad'.split(' '))

/** The sounds of عابدين in زين العابدين. */
const abidin = '3AbdIn'

/** The Kurdish vowel ە was written ه with a joiner after it, of which hands and files have made a space: ره نج is ڕەنج. طه is a name. قره (black, in Turkish) begins one: القره غولي. */
function rejoined(text: string): string {
  const whole = text.replaceAll(/(?<=^| )((?:ال)?قر)[هةا] (?=(?!ال)[\u0620-\u06d5]{3,})/gu, '$1ە')
  return whole.replaceAll(/(?<=^|[ ])((?:(?!ط)[\u0620-\u06d5]ه )+)(?=[\u0620-\u06d5]{2})/gu, (run) => run.replaceAll('ه ', 'ە'))
}

interface Word { readonly text: string; readonly last: boolean }

/** The names that a text gives: lists write several in one field (A; B), surnames first (TAHA, Abdul Rahman) and remarks in brackets. */
export function splitNames(text: string): string[] {
  return plainText(text).replaceAll(/\([^()]*\)?|["«»“”]/gu, ' ').split(/[;|]/).flatMap((one) => {
    const pieces = one.split(',').map((piece) => piece.trim())
    const [family, given] = pieces
    if (family === undefined || !/\p{L}/u.test(one)) return []
    return [given === undefined || /\d/.test(given) || given === '' ? family : `${given} ${family}`]
  })
}

/** The parts of one name. `kurdish` is seen from its letters unless said. */
export function readName(plain: string, kurdish: boolean = isKurdish(plain)): NameToken[] {
  const words = rejoined(plain.replaceAll(/[^\p{L}'. ]/gu, ' ').replaceAll(/(?<=\p{L}{3})عبد(?= ال)/gu, ' عبد')).split(/\s+/).filter((word) => /\p{L}/u.test(word))
  const tokens: NameToken[] = []
  let opener: { kind: 'abd' | 'kunya'; text: string } | undefined
  for (const [index, written] of words.entries()) {
    const word: Word = { text: isArabic(written) ? written.replaceAll(/['.]/g, '') : written.replaceAll(/['.]/g, ''), last: index === words.length - 1 }
    if (word.text === '') continue
    if (opener === undefined && passes(word, tokens.length)) continue
    if (opener && articles.has(word.text) && !word.last) continue
    const previous = tokens.at(-1)
    if (!opener && previous && joinsPrevious(word.text, previous) && previous.kind !== 'title') {
      tokens[tokens.length - 1] = joined(previous, word.text)
      continue
    }
    if (!opener && previous && suffixes.has(word.text) && previous.kind !== 'title' && previous.kind !== 'initial') {
      tokens[tokens.length - 1] = make(`${previous.text} ${word.text}`, previous.kind, previous.forms.map((form) => form.replace(/[EF]$/, 'a') + single(word.text, kurdish).forms[0]!), previous.arabic)
      continue
    }
    const opens = opener && opener.kind === 'abd' ? undefined : word.last ? undefined : openerOf(word.text)
    if (opens) {
      opener = { kind: opener?.kind ?? opens, text: opener ? `${opener.text} ${word.text}` : word.text }
      continue
    }
    tokens.push(opener ? opened(opener, word.text, kurdish) : single(word.text, kurdish))
    opener = undefined
  }
  return (opener ? [...tokens, single(opener.text, kurdish)] : tokens).filter(({ forms }) => forms.length > 0)
}

function make(text: string, kind: TokenKind, given: readonly string[], arabic: boolean): NameToken {
  const forms = [...new Set(given)].filter((form) => form !== '')
  return { text, kind, forms, said: forms.map(say), arabic }
}

function passes({ text, last }: Word, before: number): boolean {
  if (last && before === 0) return false
  return (sonOf.has(text) && (before > 0 || !last)) || (articles.has(text) && !last)
}

function openerOf(word: string): 'abd' | 'kunya' | undefined {
  if (word === 'عبد' || word === 'عەبد' || word === 'عەبدول' || (word !== 'abid' && word !== 'abed' && latinAbd.test(word))) return 'abd'
  return fathers.has(word) || mothers.has(word) ? 'kunya' : undefined
}

/** الدين and الله are never names of their own, and العابدين is not after زين. */
function joinsPrevious(word: string, { text, forms }: NameToken): boolean {
  if (/^(?:(?:ال)?عابدين|(?:[ae]l)?a{1,2}b[ei]?d(?:ee|i)n)$/.test(word)) return text.split(' ').length === 1 && forms.some((form) => /^[z6][aeiIYy]+n$/.test(form))
  return /^(?:الد[يی]ن|د[يی]ن|الله|اللە|ئەلدین|(?:[aeu](?:l|d))?d(?:i|ee|ei)ne?|[aeuo]?llah|ullah|oullah|ollah)$/u.test(word)
}

function joined(first: NameToken, word: string): NameToken {
  if (/^(?:ال)?ع|^(?:[ae]l)?a{1,2}b/.test(word)) return make(`${first.text} ${word}`, 'name', first.forms.map((form) => `${form}${abidin}`), first.arabic)
  const tail = /[لa]l?l?[aا]?[hهە]$/u.test(word) && !/d/.test(word) && !/د/u.test(word) ? 'lAh' : 'dIn'
  const forms = first.forms.map((form) => (isConsonant(tail[0]!) && form.endsWith(tail[0]!) ? form + tail.slice(1) : form.replace(/E$/, 't') + tail))
  return make(`${first.text} ${word}`, first.kind === 'nisba' ? 'name' : first.kind, forms, first.arabic)
}

function opened(opener: { kind: 'abd' | 'kunya'; text: string }, word: string, kurdish: boolean): NameToken {
  const text = `${opener.text} ${word}`
  const inner = /^(?:عبد|ab(?:d|ed)[aeu])/u.test(word) && opener.kind === 'kunya' ? single(word, kurdish) : undefined
  const bases = inner?.forms ?? baseForms(word, kurdish)
  return make(text, opener.kind, opener.kind === 'kunya' ? kunyaForms(bases, mothers.has(opener.text)) : bases, isArabic(word))
}

/** A kunya keeps its أبو: Abu Ali is not Ali. */
function kunyaForms(bases: readonly string[], mother: boolean): string[] {
  return bases.map((base) => (mother ? '@m' : '@bW') + base)
}

function baseForms(word: string, kurdish: boolean): string[] {
  if (/^(?:الله|لله|ال|اللە)$/u.test(word)) return ['lAh']
  if (isArabic(word)) return [soundArabic(withoutArticle(word) ?? word, kurdish)]
  if (/^[aeiou]?l+ahu?$|^ila+h$|^[ao]lla$|^llah$|^ul+a+h?$/.test(word)) return ['lAh']
  const bare = latinWithoutArticle(word)
  return [...new Set([...(bare ? [soundLatin(bare)] : []), soundLatin(word)])]
}

const read = new Map<string, NameToken>()
const mostRead = 60_000

function single(word: string, kurdish: boolean): NameToken {
  const place = kurdish ? `k${word}` : word
  const found = read.get(place) ?? readSingle(word, kurdish)
  if (read.size >= mostRead) read.clear()
  read.set(place, found)
  return found
}

function readSingle(word: string, kurdish: boolean): NameToken {
  if ([...word].length === 1) return make(word, 'initial', [isArabic(word) ? soundArabic(word) : soundLatin(word)], isArabic(word))
  return isArabic(word) ? arabicToken(word, kurdish) : latinToken(word)
}

function arabicToken(word: string, kurdish: boolean): NameToken {
  const token = (kind: TokenKind, forms: readonly string[]) => make(word, kind, forms, true)
  if (titles.has(word)) return token('title', [soundArabic(withoutArticle(word) ?? word, kurdish)])
  const abd = /^عبد(?:ال|ئال)(.{2,})$/u.exec(word) ?? /^عەبدو?[لڵ]([^ل].{2,}|لا)$/u.exec(word) ?? /^عبد([^اويه].{2,})$/u.exec(word)
  if (abd) return token('abd', [/^ل?له$|^لا$/u.test(abd[1]!) ? 'lAh' : soundArabic(abd[1]!, kurdish)])
  const kunya = /^[اأآ]ب[وا](?=.{3,})(?:ال)?(.{3,})$/u.exec(word)
  const bare = withoutArticle(word)
  const sound = soundArabic(bare ?? word, kurdish)
  const tailless = /^(.{2,})(?:ال)د[يی]ن$/u.exec(bare ?? word) ?? undefined
  const zain = /^(ز[ەي]+ن)(?:و?ل|ال)?عابد[يی]ن$/u.exec(word)
  if (zain) return token('name', [soundArabic(zain[1]!, kurdish) + abidin])
  const allah = /^(.{2,}?)(?:الله|اللە|ئەڵڵا|وڵڵا|ولا)$/u.exec(word)
  const forms = [
    ...(tailless ? [`${soundArabic(tailless[1]!, kurdish)}dIn`] : []), ...(allah ? [`${soundArabic(allah[1]!, kurdish)}lAh`] : []), sound,
    ...(bare && bare.length <= 3 ? [soundArabic(word, kurdish)] : []),
    ...(/^ب(?:ن|ل)(?=.{4,})/u.test(word) ? [soundArabic(word.slice(2).replace(/^ال/u, ''), kurdish)] : []),
    ...(kunya && !bornWithAl.has(word) ? kunyaForms([soundArabic(kunya[1]!, kurdish)], false) : []),
  ]
  return token(bare && /[يیى]$/u.test(bare) && bare.length >= 4 ? 'nisba' : 'name', forms)
}

function latinToken(word: string): NameToken {
  const token = (kind: TokenKind, forms: readonly string[]) => make(word, kind, forms, false)
  const zain = /^((?:z|dh|th)[aei]{1,2}[iy]?n)(?:[aeou]?l{1,2})?a{0,2}b{1,2}[ei]?d(?:i|ee)n$/.exec(word)
  if (zain) return token('name', [soundLatin(zain[1]!) + abidin])
  if (titles.has(word)) return token('title', [soundLatin(word)])
  if (mohammed.has(word)) return token('name', [soundLatin('mohammed')])
  if (/^[ae]b(?:d|dd|ed|bd)[aeou]{0,2}l*(?:a|e|ae)h*$|^[ae]bd[aeou]{1,2}ll*[aeou]h*$/.test(word) && /l/.test(word)) return token('abd', ['lAh'])
  const abd = abdJoined.exec(word)
  if (abd) return token('abd', baseForms(abd[1]!.replace(/^(?:[aeou]l)(?=[^aeiou])/, ''), false))
  const forms: string[] = []
  const kunya = /^ab(?:ou|oo|u|o)(?:l|el|al)?([^aeioul].{2,}|l[aeiou].{2,})$/.exec(word)
  if (kunya) forms.push(...kunyaForms([soundLatin(kunya[1]!)], false))
  const din = /^(.{3,}?)(?:[aeou]{1,2}[ld]|[aeou]{1,2}(?=d)|l(?=d)|d(?=d))d(?:i|ee|ei|y|e)ne?$/.exec(word)
  if (din) forms.push(`${soundLatin(din[1]!)}dIn`)
  const bare = latinWithoutArticle(word)
  const son = /^(?:bin|ben|ibn)(?:[ae]l)?([^aeiou].{3,}|[aeou]l.{3,})$/.exec(word)
  forms.push(soundLatin(word), ...(bare ? [soundLatin(bare)] : []), ...(son ? [soundLatin(son[1]!)] : []))
  return token(bare && /[iy]$/.test(bare) ? 'nisba' : 'name', forms)
}

/** الجبوري is جبوري; undefined when there is no article. */
function withoutArticle(word: string): string | undefined {
  return word.length >= 4 && word.startsWith('ال') && !bornWithAl.has(word) ? word.slice(2) : undefined
}

/** Alghamdi, Essabar, Ettayeb: an article written together, also where its l has become the next letter. */
function latinWithoutArticle(word: string): string | undefined {
  const plain = /^[ae]l([^aeioul].{3,}|[aeiou][^aeiou].{3,}|l[aeiou].{3,})$/.exec(word)
  if (plain) return plain[1]
  const sun = /^[aeu](?:(ss|nn|rr|dd|tt|zz)|(sh(?=sh)|ch(?=ch)))(.{3,})$/.exec(word)
  return sun ? (sun[1] ? sun[1][0]! + sun[3]! : sun[3]!) : undefined
}

/**
 * Three parts of a name in one number, to find persons by whatever their names are written like. A part's code keeps its
 * consonants in eight classes, so coarse that the usual spellings of a name have one code: q, k, g, gh and j are one class,
 * t, d, th, dh, s, z and sh another; h, kh, w, y and vowels have none. What so little tells apart is made up for by three
 * parts having to agree, in order; the matcher does the rest.
 */
import { plainText } from './letters.ts'
import { readName, splitNames } from './tokens.ts'
import type { NameToken } from './tokens.ts'

/** Class by class the sounds that have it; of a sound that stands in several, the first is the one it is stored under. */
const classes: Readonly<Record<string, string>> = Object.fromEntries(Object.entries({
  B: 'bp', F: 'f', M: 'm', N: 'n', L: 'l', R: 'r', T: 'tTd', S: 'sSZ$c', K: 'kqGc', J: 'j', TS: 'D', ST: '056z', SJ: 'CK', KJ: 'g', 'F-': 'v',
}).flatMap(([signs, sounds]) => [...sounds].map((sound) => [sound, signs])))
/** In Latin letters less is told apart: Otman, Kadim; k for خ. */
const inLatin: Readonly<Record<string, string>> = { ...classes, t: 'TS', d: 'TS', k: 'K-', c: 'KJS' }
const longest = 6
const mostOpen = 16

/** The codes of a word's sounds, the likeliest first. */
function codesOfSounds(sounds: string, latin: boolean): string[] {
  let open = ['']
  for (const sound of sounds) {
    const signs = (latin ? inLatin : classes)[sound]
    if (!signs) continue
    const choices = open.length * signs.length > mostOpen ? signs.slice(0, 1) : signs
    open = [...choices].flatMap((sign) => open.map((code) => (sign === '-' || (code.endsWith('K') && sign === 'K') ? code : code + sign)))
  }
  return open
}

/** A doubled letter that Arabic does not write (ممدوح, Mamduh), and the t of نجاة. */
const alsoMeant: readonly (readonly [RegExp, string])[] = [[/([bdfgklmnrstz])[aeiou](?=\1)/g, ''], [/(?<=[aA])t$/g, '']]

/** The codes that a part may have, the one that it is stored under first: the shortest, for an article may be written with it. */
function codesOf({ forms, kind, arabic }: NameToken): string[] {
  const meant = [...forms, ...(arabic ? [] : forms.flatMap((form) => alsoMeant.flatMap(([from, to]) => (form.search(from) >= 0 ? [form.replaceAll(from, to)] : []))))]
  const codes = meant.map((form) => codesOfSounds(form, !arabic))
  const first = codes.slice(0, forms.length).map(([code]) => code!).toSorted((a, b) => a.length - b.length)[0]!
  const all = [...new Set([first, ...codes.flat()])].slice(0, mostMeant)
  return kind === 'abd' ? all.map((code) => `3${code}`) : all
}

/** FNV-1a, as PostgreSQL's integer. */
function hash(text: string): number {
  let sum = 0x811c9dc5
  for (let i = 0; i < text.length; i++) sum = Math.imul(sum ^ text.charCodeAt(i), 0x01000193)
  return sum | 0
}

function partsOf(tokens: readonly NameToken[]): readonly (readonly string[])[] {
  return tokens.filter(({ kind }) => kind !== 'title' && kind !== 'initial').map(codesOf).filter((codes) => codes.length > 0).slice(0, longest)
}

/** The own name with any two others after it, in order; and with the next alone. */
function numbersOf([own, ...rest]: readonly (readonly string[])[]): Coded {
  const [triples, pairs] = [new Set<number>(), new Set<number>()]
  for (const a of own ?? []) {
    for (const [i, second] of rest.entries()) for (const third of rest.slice(i + 1)) for (const b of second) for (const c of third) triples.add(hash(`${a} ${b} ${c}`))
    for (const b of rest[0] ?? []) pairs.add(hash(`${a} ${b}`))
  }
  return { triples: [...triples].slice(0, mostAsked), pairs: [...pairs] }
}

/** `triples`: own name and two others; `pairs`: own name and father, for whoever knows the year of birth too. */
export interface Coded { readonly triples: readonly number[]; readonly pairs: readonly number[] }
const mostAsked = 400
/** So many ways to mean a part are asked for. */
const mostMeant = 12

/** What a name is stored under; at most one pair. */
export function storedCodes(parts: readonly (string | undefined)[], kurdish: boolean): Coded {
  const tokens = parts.flatMap((part) => (part ? readName(plainText(part), kurdish || undefined) : []))
  return numbersOf(partsOf(tokens).map((codes) => codes.slice(0, 1)))
}

/** What a line of text is looked for by, whatever its parts may mean. */
export function askedCodes(text: string): Coded {
  const all = splitNames(text).map((name) => numbersOf(partsOf(readName(name))))
  return { triples: all.flatMap(({ triples }) => triples), pairs: all.flatMap(({ pairs }) => pairs) }
}

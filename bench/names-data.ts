// Names to measure the matcher with: the real lists where they are (MIZAN_NAMES_DATA), and made-up Iraqis
// whose names are written as clerks, embassies, telephones and passports write them. Held back from fitting: see `heldBack`.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { makePerson } from '#app/demo/names.ts'
import type { MadePerson } from '#app/demo/names.ts'
import { arabMen, arabWomen, kurdFamilies, kurdMen, kurdWomen, southFamilies, turkmenFamilies, turkmenMen, turkmenWomen, westFamilies } from '#app/demo/name-lists.ts'
import { random } from '#app/demo/random.ts'
import type { Random } from '#app/demo/random.ts'
import { fullName } from '#kernel/people/name.ts'

export interface Listed { readonly id: string; readonly latin: readonly string[] }
export interface Asked { readonly id: string; readonly arabic: string }

export const folder = process.env['MIZAN_NAMES_DATA'] ?? join(import.meta.dirname, '../../shared/data/names')
export const haveLists = existsSync(join(folder, 'un-pool-latin.jsonl'))

function lines(file: string): string[] {
  return readFileSync(join(folder, file), 'utf8').trim().split('\n')
}

/** A third of everything real is kept from fitting: which, the text itself decides. All of name-parts-ar-en.csv is kept from it. */
export function heldBack(text: string): boolean {
  let sum = 7
  for (const letter of text) sum = (sum * 31 + letter.codePointAt(0)!) % 1_000_003
  return sum % 3 === 0
}

export function unList(): Listed[] {
  return lines('un-pool-latin.jsonl').map((line) => JSON.parse(line) as Listed)
}
export function unArabic(): Asked[] {
  return lines('un-arabic-dev.jsonl').map((line) => JSON.parse(line) as Asked)
}
export function negatives(): string[] {
  return [...new Set(lines('arabic-negatives-dev.txt'))]
}
export function ofacList(): Listed[] {
  const byId = new Map<string, string[]>()
  for (const line of lines('ofac-sdn.csv')) {
    const [, id, name] = /^(\d+),"([^"]*)","individual"/.exec(line) ?? []
    if (id && name) byId.set(id, [name])
  }
  for (const line of lines('ofac-alt.csv')) {
    const [, id, name] = /^(\d+),\d+,"[^"]*","([^"]*)"/.exec(line) ?? []
    if (id && name) byId.get(id)?.push(name)
  }
  return [...byId].map(([id, latin]) => ({ id: `ofac-${id}`, latin }))
}

/** Names put together from the parts that a public list gives in both writings: spellings that nobody here made up. */
export function partNames(count: number, seed: string): { asked: Asked; listed: Listed }[] {
  const parts = lines('name-parts-ar-en.csv').slice(1).map((line) => line.split(',')).filter((pair): pair is [string, string] => pair.length === 2 && /^\p{L}{3,}/u.test(pair[0]!) && /^[a-z]/.test(pair[1]!) && heldBack(pair[0]! + pair[1]!))
  const r = random(seed)
  return Array.from({ length: count }, (_, index) => {
    const chosen = Array.from({ length: r.between(2, 4) }, () => r.pick(parts))
    return { asked: { id: `part-${index}`, arabic: chosen.map(([ar]) => ar).join(' ') }, listed: { id: `part-${index}`, latin: [chosen.map(([, en]) => en).join(' ')] } }
  })
}

type Habit = (text: string, r: Random) => string
const swapping = (from: RegExp, to: readonly string[]): Habit => (text, r) => text.replaceAll(from, () => r.pick(to))
/** What people do to a Latin spelling; each habit holds for a whole name. */
const habits: readonly Habit[] = [
  swapping(/ou|oo|u/g, ['u']), swapping(/oo|u(?=[bcdfghjklmnpqrstvwxyz])/g, ['ou', 'oo', 'o']), swapping(/ee|ie/g, ['i']), swapping(/i(?=[dmrlnsb](?: |$))/g, ['ee', 'e', 'ie']), swapping(/ai|ay|ei|ey/g, ['ai', 'ay', 'ei', 'ey']),
  swapping(/q/g, ['k', 'g', 'gh', 'q']), swapping(/kh/g, ['h', 'kh', 'k']), swapping(/dh/g, ['z', 'd', 'th']), swapping(/th/g, ['t', 's', 'th']), swapping(/gh/g, ['g', 'gh', 'q']), swapping(/j/g, ['dj', 'g', 'j']), swapping(/sh/g, ['ch', 'sh', 's']),
  swapping(/z/g, ['dh', 'th', 'z']), swapping(/w/g, ['ou', 'v', 'w']), swapping(/a(?=h?(?: |$))/g, ['a', 'ah', 'e', 'eh']), (text) => text.replaceAll(/([bdfklmnrst])\1/g, '$1'), (text, r) => text.replaceAll(/(?<=[aeiou])([bdklmnst])(?=[aeiou])/g, (c) => (r.chance(0.3) ? c + c : c)),
  swapping(/a/g, ['a', 'a', 'e']), swapping(/e/g, ['e', 'a', 'i']), swapping(/o/g, ['o', 'u']), swapping(/y /g, ['i ']), swapping(/i(?= |$)/g, ['y', 'ee', 'i']), swapping(/(?<=[a])a/g, ["'a", 'a', '']), swapping(/iy/g, ['iyy', 'y']),
  swapping(/\bal[- ]/g, ['al ', 'al-', 'al', 'el-', 'el ', '']), swapping(/\babdul ?/g, ['abdul ', 'abdel ', 'abd al-', 'abdal', 'abdul', 'abdel', 'abd-al-', 'abdul-']), swapping(/\babu /g, ['abu ', 'abou ', 'abo ']), swapping(/(?:al|ul|u|ud|e)[ -]?(?:din|deen)\b/g, ['uddin', 'aldin', ' al-din', 'eddine', ' aldeen']),
]
const slips: readonly Habit[] = [
  (text, r) => { const at = r.between(1, text.length - 2); return text.slice(0, at) + text.slice(at + 1) },
  (text, r) => { const at = r.between(1, text.length - 3); return text.slice(0, at) + text[at + 1]! + text[at]! + text.slice(at + 2) },
  (text, r) => { const at = r.between(1, text.length - 2); return text.slice(0, at) + r.pick([...'aeiounrtslmkd']) + text.slice(at) },
]

/** Made-up Iraqis: their Arabic name as a paper has it, and one to three Latin spellings by other hands. `strange` is the share with a typing slip. */
export function iraqis(count: number, seed: string, strange = 0.05): { asked: Asked; listed: Listed }[] {
  const r = random(seed)
  const made: { asked: Asked; listed: Listed }[] = []
  while (made.length < count) {
    const person = makePerson(r, { latin: true })
    const [ar, latn] = (['ar', 'latn'] as const).map((script) => person.names.find((name) => name.script === script))
    if (!ar || !latn) continue
    const id = `iraqi-${made.length}`
    made.push({ asked: { id, arabic: arabicAs(r, fullName(ar)) }, listed: { id, latin: Array.from({ length: r.pick([1, 1, 1, 2, 3]) }, () => latinAs(r, latn, strange)) } })
  }
  return made
}

/** The Latin spellings of each Arabic part. */
const latinOf = new Map([arabMen, arabWomen, kurdFamilies, kurdMen, kurdWomen, southFamilies, turkmenFamilies, turkmenMen, turkmenWomen, westFamilies].flat().map(({ ar, latn }) => [ar, latn]))

/** How another clerk writes the name of somebody whose Arabic name is known: in Arabic letters, or in Latin ones without having seen any Latin spelling of theirs. */
export function byAnotherHand(r: Random, { names }: MadePerson, script: 'ar' | 'latn', strange = 0): string {
  const { given, father, grandfather, greatGrandfather, family } = names.find((name) => name.script === 'ar')!
  if (script === 'ar') return arabicAs(r, [given, father, grandfather, greatGrandfather, family].filter((part) => part !== undefined).join(' '))
  const [first, ...rest] = [given, father, grandfather, greatGrandfather, family].map((part) => (part === undefined ? undefined : r.pick(latinOf.get(part) ?? [part])))
  return latinAs(r, { given: first!, father: rest[0], grandfather: rest[1], greatGrandfather: rest[2], family: rest[3] }, strange)
}

function arabicAs(r: Random, full: string): string {
  let text = full
  if (r.chance(0.3)) text = text.replaceAll(/[أإآ]/gu, 'ا')
  if (r.chance(0.25)) text = text.replaceAll('ة', 'ه')
  if (r.chance(0.2)) text = text.replaceAll(/ي(?= |$)/gu, 'ى')
  if (r.chance(0.3)) text = text.replaceAll('عبد ', 'عبد')
  if (r.chance(0.1)) text = text.replaceAll(' ', ' بن ').replaceAll(/(?<=(?:^| )(?:عبد|أبو|ابو|به|ره)) بن /gu, ' ').replaceAll(/ بن (?=ال)/gu, ' ')
  return text
}

function latinAs(r: Random, name: { given: string; father?: string | undefined; grandfather?: string | undefined; greatGrandfather?: string | undefined; family?: string | undefined }, strange: number): string {
  const line = [name.given, name.father, ...(r.chance(0.9) || !name.family ? [name.grandfather] : []), ...(r.chance(0.4) ? [name.greatGrandfather] : [])].filter((one) => one !== undefined)
  const family = name.family && (line.length < 3 || r.chance(0.75)) ? name.family : undefined
  let text = [...line, ...(family ? [family] : [])].join(' ').toLowerCase()
  for (const habit of habits) if (r.chance(0.13)) text = habit(text, r)
  if (r.chance(strange)) text = r.pick(slips)(text, r)
  text = text.replaceAll(/\s+/g, ' ').trim()
  if (r.chance(0.08)) { const words = text.split(' '); text = words.length > 2 ? `${words.at(-1)!.toUpperCase()}, ${words.slice(0, -1).join(' ')}` : text }
  return r.chance(0.4) ? text.toUpperCase() : text.replaceAll(/(^|[ -])([a-z])/g, (_, gap: string, letter: string) => gap + letter.toUpperCase())
}

/** People who could be Iraqi and are nobody: names in three scripts, mother, birth and national number, all from a seed. */
import type { Birth } from '#kernel/people/birth.ts'
import type { Sex } from '#kernel/people/compare.ts'
import type { PersonName } from '#kernel/people/name.ts'
import {
  arabMen, arabWomen, kurdFamilies, kurdMen, kurdWomen, southFamilies, turkmenFamilies, turkmenMen, turkmenWomen, westFamilies,
} from './name-lists.ts'
import type { ListedName } from './name-lists.ts'
import type { Random } from './random.ts'

export type Community = 'arab-south' | 'arab-west' | 'kurd' | 'turkmen'

/** A made-up person, in the shape createPerson takes. The Arabic name is the primary one, the Kurdish one for Kurds. */
export interface MadePerson {
  readonly sex: Sex
  readonly names: PersonName[]
  readonly birth: Birth
  readonly nationalNumber?: string
  readonly nationality: string
  readonly governorate: string
}

export interface Wanted {
  readonly governorate?: string
  readonly sex?: Sex
  /** Years of age at `today`: [youngest, oldest]. */
  readonly ages?: readonly [number, number]
  readonly today?: Date
  /** Surely with a Latin spelling, as staff have one. */
  readonly latin?: boolean
}

/** Shares of the country's people, in thousandths, by governorate: rough, for a believable spread. */
export const shares: readonly { governorate: string; weight: number }[] = Object.entries({
  'IQ-BG': 212, 'IQ-NI': 97, 'IQ-BA': 76, 'IQ-SU': 54, 'IQ-DQ': 54, 'IQ-BB': 54, 'IQ-AR': 53, 'IQ-AN': 46, 'IQ-DI': 43, 'IQ-KI': 42,
  'IQ-SD': 42, 'IQ-NA': 39, 'IQ-WA': 36, 'IQ-DA': 35, 'IQ-QA': 34, 'IQ-KA': 33, 'IQ-MA': 29, 'IQ-MU': 21, 'IQ-HA': 3,
}).map(([governorate, weight]) => ({ governorate, weight }))

const mixes: Record<string, readonly { community: Community; weight: number }[]> = {}
const west = new Set(['IQ-AN', 'IQ-SD', 'IQ-NI'])
const region = new Set(['IQ-AR', 'IQ-SU', 'IQ-DA', 'IQ-HA'])

function mixOf(governorate: string): readonly { community: Community; weight: number }[] {
  const mix = (south: number, arabWest: number, kurd: number, turkmen: number) => [
    { community: 'arab-south' as const, weight: south }, { community: 'arab-west' as const, weight: arabWest },
    { community: 'kurd' as const, weight: kurd }, { community: 'turkmen' as const, weight: turkmen },
  ]
  return (mixes[governorate] ??= region.has(governorate) ? mix(1, 3, 95, 1)
    : governorate === 'IQ-KI' ? mix(4, 36, 38, 22)
    : governorate === 'IQ-NI' ? mix(3, 75, 14, 8)
    : west.has(governorate) ? mix(5, 88, 3, 4)
    : governorate === 'IQ-DI' ? mix(35, 50, 10, 5)
    : governorate === 'IQ-BG' ? mix(66, 29, 4, 1)
    : mix(94, 5, 0.5, 0.5))
}

const pools: Record<Community, { men: readonly ListedName[]; women: readonly ListedName[]; families: readonly ListedName[]; familyKnown: number }> = {
  'arab-south': { men: arabMen, women: arabWomen, families: southFamilies, familyKnown: 0.8 },
  'arab-west': { men: arabMen, women: arabWomen, families: westFamilies, familyKnown: 0.8 },
  kurd: { men: kurdMen, women: kurdWomen, families: kurdFamilies, familyKnown: 0.3 },
  turkmen: { men: turkmenMen, women: turkmenWomen, families: turkmenFamilies, familyKnown: 0.6 },
}

/** One made-up person. The same generator state gives the same person. */
export function makePerson(r: Random, wanted: Wanted = {}): MadePerson {
  const governorate = wanted.governorate ?? r.weigh(shares).governorate
  const { community } = r.weigh(mixOf(governorate))
  const sex = wanted.sex ?? (r.chance(0.5) ? 'male' : 'female')
  const birth = makeBirth(r, wanted.ages ?? [0, 90], wanted.today ?? new Date('2026-11-22T00:00:00Z'))
  const number = r.chance(0.8) ? makeNationalNumber(r, birth) : undefined
  return { sex, birth, governorate, names: makeNames(r, community, sex, wanted.latin ?? false), nationality: 'IRQ', ...(number ? { nationalNumber: number } : {}) }
}

function makeNames(r: Random, community: Community, sex: Sex, latin: boolean): PersonName[] {
  const { men, women, families, familyKnown } = pools[community]
  const line = [r.weigh(sex === 'male' ? men : women), r.weigh(men), r.weigh(men), ...(r.chance(0.75) ? [r.weigh(men)] : [])]
  const mother = [r.weigh(women), r.weigh(men), r.weigh(men)].slice(0, r.chance(0.7) ? 3 : 1)
  const family = r.chance(familyKnown) ? r.weigh(families) : undefined
  const knownAs = sex === 'male' && r.chance(0.08) ? r.weigh(men) : undefined
  const scripts: PersonName['script'][] = community === 'kurd' ? ['ckb', 'ar'] : ['ar']
  if (r.chance(0.3) || latin) scripts.push('latn')
  return scripts.map((script) => spell(r, script, line, mother, family, knownAs))
}

function spell(r: Random, script: PersonName['script'], line: ListedName[], mother: ListedName[], family?: ListedName, knownAs?: ListedName): PersonName {
  const write = (name: ListedName) => (script === 'latn' ? r.pick(name.latn) : name[script])
  const [given, father, grandfather, greatGrandfather] = line.map(write)
  const fatherOf = { ar: 'أبو', ckb: 'ئەبو', latn: 'Abu' }[script]
  return {
    script, given: given!, father, grandfather,
    ...(greatGrandfather ? { greatGrandfather } : {}),
    ...(family ? { family: write(family) } : {}),
    mother: mother.map(write).join(' '),
    ...(knownAs ? { knownAs: `${fatherOf} ${write(knownAs)}` } : {}),
  }
}

/** A third of births are known by the year or registered on 1 July, as registers of older people are. */
function makeBirth(r: Random, [youngest, oldest]: readonly [number, number], today: Date): Birth {
  const years = youngest + Math.floor((oldest - youngest + 1) * r.next() ** 1.4)
  const year = today.getUTCFullYear() - years
  const kind = r.next()
  if (kind < 0.03) return { date: `${year}-01-01`, precision: 'estimated' }
  if (kind < 0.18) return { date: `${year}-01-01`, precision: 'year' }
  if (kind < 0.33) return { date: `${year}-07-01`, precision: 'day' }
  const born = new Date(Math.min(Date.UTC(year, 0, 1 + r.int(365)), today.getTime())).toISOString().slice(0, 10)
  return kind < 0.36 ? { date: `${born.slice(0, 7)}-01`, precision: 'month' } : { date: born, precision: 'day' }
}

/** Year of birth and eight digits: twelve digits that look right. Of a million some sixty fall together: whoever stores that many drops the second. */
export function makeNationalNumber(r: Random, birth: Birth): string {
  return `${birth.date?.slice(0, 4) ?? '1900'}${String(r.int(100_000_000)).padStart(8, '0')}`
}

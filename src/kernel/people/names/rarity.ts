/** What a part of a name tells: the rarer, the more. In natural logs of odds. */
import { commonNames } from './common.ts'
import { soundSimilarity } from './distance.ts'
import { skeletons } from './keys.ts'
import { readName } from './tokens.ts'
import type { NameToken } from './tokens.ts'
import { plainText } from './letters.ts'

interface Common { readonly abd: boolean; readonly sounds: string; readonly perThousand: number }
let table: Map<string, Common[]> | undefined

function commonTable(): Map<string, Common[]> {
  if (table) return table
  table = new Map()
  for (const [perThousand, names] of commonNames) for (const name of names.split(' ')) for (const token of readName(plainText(name))) {
    const sounds = token.forms[0]!
    const one = { abd: token.kind === 'abd', sounds, perThousand }
    for (const key of skeletons(sounds)) table.set(key, [...(table.get(key) ?? []), one])
  }
  return table
}

interface Standing { readonly rarity: number; readonly commons: readonly string[] }
const known = new WeakMap<NameToken, Standing>()

function standingOf(token: NameToken): Standing {
  const found = known.get(token) ?? weigh(token)
  known.set(token, found)
  return found
}

/** The weight a part can add at most, 0.3 for a title to 6.5 for a long and rare name. */
export function rarityOf(token: NameToken): number {
  return standingOf(token).rarity
}

/** Whether both are well-known names and not the same one: Hasan and Hussein sound alike, and are two people. */
export function areTwoNames(a: NameToken, b: NameToken): boolean {
  const [left, right] = [standingOf(a).commons, standingOf(b).commons]
  return left.length > 0 && right.length > 0 && !left.some((one) => right.includes(one))
}

/** A spelling may stand for several names (Hamid): all that fit nearly as well as the best. */
const nearlyAsWell = 0.1

function weigh(token: NameToken): Standing {
  if (token.kind === 'title') return { rarity: 0.3, commons: [] }
  if (token.kind === 'initial') return { rarity: 0.5, commons: [] }
  const fits: { common: Common; like: number }[] = []
  let heaviest = 0
  for (const { sounds: form, weight } of token.said) {
    heaviest = Math.max(heaviest, weight)
    for (const key of skeletons(form)) for (const common of commonTable().get(key) ?? []) {
      const like = common.abd === (token.kind === 'abd') ? soundSimilarity(form, common.sounds, token.arabic) : 0
      if (like > 0.76) fits.push({ common, like })
    }
  }
  const best = Math.max(0, ...fits.map(({ like }) => like))
  const commons = best < 0.88 ? [] : [...new Set(fits.filter(({ like }) => like >= best - nearlyAsWell).map(({ common }) => common.sounds))]
  const perThousand = Math.max(0, ...fits.filter(({ like }) => like > 0.9).map(({ common }) => common.perThousand))
  const bySound = 1.4 + 1.15 * heaviest + (token.kind === 'abd' ? 0.5 : 0)
  const byBearers = perThousand > 0 ? -Math.log(perThousand / 1000) : 6.5
  return { rarity: Math.max(1.8, Math.min(6.5, bySound, byBearers)), commons }
}

/** What a part of a name tells: the rarer, the more. In natural logs of odds. */
import { commonNames } from './common.ts'
import { soundSimilarity, soundWeight } from './distance.ts'
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

/** The weight a part can add at most, 0.3 for a title to 6.5 for a long and rare name. */
export function rarityOf(token: NameToken): number {
  if (token.kind === 'title') return 0.3
  if (token.kind === 'initial') return 0.5
  let perThousand = 0
  let heaviest = 0
  for (const form of token.forms) {
    heaviest = Math.max(heaviest, soundWeight(form))
    for (const key of skeletons(form)) for (const common of commonTable().get(key) ?? []) {
      if (common.abd === (token.kind === 'abd') && common.perThousand > perThousand && soundSimilarity(form, common.sounds) > 0.9) perThousand = common.perThousand
    }
  }
  const bySound = 1.4 + 1.15 * heaviest + (token.kind === 'abd' ? 0.5 : 0)
  const byBearers = perThousand > 0 ? -Math.log(perThousand / 1000) : 6.5
  return Math.max(1.8, Math.min(6.5, bySound, byBearers))
}

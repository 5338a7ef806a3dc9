/** Two names with the births that lists give beside them. */
import { compareBirth } from '../birth.ts'
import type { Birth } from '../birth.ts'
import { matchNames } from './match.ts'

type Written = string | number | readonly (string | number)[]

/** '1965', '1965-04' or '1965-04-28' as a birth; undefined for anything else. */
export function readBorn(text: string): Birth | undefined {
  const [, year, month, day] = /^\s*(1[5-9]\d\d|20\d\d)(?:-(0[1-9]|1[0-2])(?:-(0[1-9]|[12]\d|3[01]))?)?/.exec(text) ?? []
  if (!year) return undefined
  return { date: `${year}-${month ?? '01'}-${day ?? '01'}`, precision: day ? 'day' : month ? 'month' : 'year' }
}

function births(written: Written): Birth[] {
  return (Array.isArray(written) ? written : [written]).map((one) => readBorn(String(one))).filter((one) => one !== undefined)
}

/** Natural log of the odds that two names with births are one person's; of several births the pair that agrees best counts. undefined: no name. */
export function matchBorn(a: string, b: string, bornA: Written, bornB: Written): number | undefined {
  const match = matchNames(a, b)
  if (!match) return undefined
  const weights = births(bornA).flatMap((left) => births(bornB).map((right) => compareBirth(left, right).weight))
  return match.odds + (weights.length > 0 ? Math.max(...weights) : 0)
}

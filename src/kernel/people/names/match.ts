/** Whether two written names, in whatever script, are one person's. */
import { align, likeness } from './align.ts'
import type { Alignment, Likeness, WeighedToken } from './align.ts'
import { featuresOf, likelihood, logOdds } from './model.ts'
import { rarityOf } from './rarity.ts'
import { readName, splitNames } from './tokens.ts'

export interface NameMatch {
  /** Natural log of the odds; 0 is even. */
  readonly odds: number
  /** 0..1, calibrated against people who are on no list. */
  readonly probability: number
  readonly left: readonly WeighedToken[]
  readonly right: readonly WeighedToken[]
  readonly alignment: Alignment
}

const known = new Map<string, WeighedToken[][]>()
const mostKnown = 20_000

/** The names a text gives, in parts with their rarity. */
export function readWeighed(text: string): WeighedToken[][] {
  const found = known.get(text)
  if (found) return found
  const names = readAfresh(text)
  if (known.size >= mostKnown) known.clear()
  if (text.length <= 200) known.set(text, names)
  return names
}

/** The same without remembering: for whoever reads a hundred thousand. */
export function readAfresh(text: string): WeighedToken[][] {
  return splitNames(text).map((name) => readName(name).map((token) => ({ token, rarity: rarityOf(token) }))).filter((name) => name.length > 0)
}

/** Two names that were read already. */
export function compareRead(left: readonly WeighedToken[], right: readonly WeighedToken[], like: Likeness = likeness): NameMatch {
  const alignment = align(left, right, like)
  const odds = logOdds(featuresOf(left, right, alignment))
  return { odds, probability: likelihood(odds), left, right, alignment }
}

/** The best of what two texts give; undefined when one of them has no name in it. */
export function matchNames(a: string, b: string): NameMatch | undefined {
  let best: NameMatch | undefined
  for (const left of readWeighed(a)) for (const right of readWeighed(b)) {
    const one = compareRead(left, right)
    // Of ways that are worth the same another may be taken from the other side: the better of both counts, so that the answer is the same both ways.
    const back = oddsOf(right, left)
    if (!best || Math.max(one.odds, back) > best.odds) best = back > one.odds ? { ...one, odds: back, probability: likelihood(back) } : one
  }
  return best
}

function oddsOf(left: readonly WeighedToken[], right: readonly WeighedToken[]): number {
  return logOdds(featuresOf(left, right, align(left, right)))
}

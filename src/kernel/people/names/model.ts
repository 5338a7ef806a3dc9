/** What an alignment says, in a few figures, and the weights by which they become a likelihood. */
import { worthOf } from './align.ts'
import type { Alignment, WeighedToken } from './align.ts'

/** The figures of two aligned names, in the order of the weights. */
export const featureNames = ['matched', 'coverLess', 'coverMore', 'contradicted', 'omitted', 'firstAgrees', 'firstContradicted', 'lastAgrees', 'roughness', 'moved', 'whole'] as const
export type Features = readonly number[]

/** The figures of an alignment; every one is small: about 0 to 3. */
export function featuresOf(left: readonly WeighedToken[], right: readonly WeighedToken[], { links, moved }: Alignment): Features {
  let [matched, roughness, against, omittedLeft, omittedRight, leftMatched, rightMatched] = [0, 0, 0, 0, 0, 0, 0]
  const heft = (all: readonly WeighedToken[], places: readonly number[]) => places.reduce((sum, place) => sum + all[place]!.rarity, 0)
  const light = (one: WeighedToken) => ['title', 'initial', 'kunya'].includes(one.token.kind)
  let [firstAgrees, firstContradicted, lastAgrees, pairs] = [0, 0, 0, 0]
  const firstOf = (all: readonly WeighedToken[]) => Math.max(0, all.findIndex((one) => !light(one)))
  const [firstLeft, firstRight] = [firstOf(left), firstOf(right)]
  for (const link of links) {
    const [x, y] = [heft(left, link.left), heft(right, link.right)]
    if (link.kind === 'aligned') {
      const worth = Math.max(0, worthOf(link.similarity, (x + y) / 2 / Math.max(1, (link.left.length + link.right.length) / 2)))
      pairs++
      matched += worth
      leftMatched += x * Math.min(1, Math.max(0, (link.similarity - 0.64) / 0.31))
      rightMatched += y * Math.min(1, Math.max(0, (link.similarity - 0.64) / 0.31))
      roughness += 1 - link.similarity
      const [heads, heads2] = [link.left[0] === firstLeft || (moved && link.left[0] === left.length - 1), link.right[0] === firstRight || (moved && link.right[0] === right.length - 1)]
      if (heads || heads2) firstAgrees = Math.max(firstAgrees, heads && heads2 ? link.similarity : 0.3 * link.similarity)
      if (link.left.at(-1) === left.length - 1 && link.right.at(-1) === right.length - 1) lastAgrees = 1
    } else if (link.kind === 'contradicted') {
      const slight = light(left[link.left[0]!]!) || light(right[link.right[0]!]!)
      const severity = (slight ? 0.3 : 1) * Math.max(0.15, Math.min(1, (0.78 - link.similarity) / 0.3))
      against += severity
      if (link.left[0] === firstLeft && link.right[0] === firstRight) firstContradicted = severity
    } else {
      omittedLeft += link.left.length > 0 && !light(left[link.left[0]!]!) ? 1 : 0
      omittedRight += link.right.length > 0 && !light(right[link.right[0]!]!) ? 1 : 0
    }
  }
  const [all, every] = [left.reduce((sum, one) => sum + one.rarity, 0), right.reduce((sum, one) => sum + one.rarity, 0)]
  const [coverLeft, coverRight] = [leftMatched / Math.max(1, all), rightMatched / Math.max(1, every)]
  return [matched / 5, Math.min(coverLeft, coverRight), Math.max(coverLeft, coverRight), Math.min(3, against), Math.min(4, omittedLeft + omittedRight), firstAgrees, firstContradicted, lastAgrees, pairs > 0 ? (10 * roughness) / pairs : 3, moved ? 1 : 0, coverLeft * coverRight]
}

/** Fitted by bench/fit-names.ts; see there for what was held back. */
let bias = -9.02
let weights: readonly number[] = [1.97, 2.43, 1.11, -5.88, -1.11, 2.82, -0.23, 0.00, 0.00, -2.06, 3.02]

/** For fitting only. */
export function setWeights(newBias: number, newWeights: readonly number[]): void {
  bias = newBias
  weights = newWeights
}

/** Natural log of the odds that two names are one person's, as against two people met by chance in a list. */
export function logOdds(features: Features): number {
  return features.reduce((sum, figure, place) => sum + figure * weights[place]!, bias)
}

/** From log odds to a likelihood, 0 to 1. */
export function likelihood(odds: number): number {
  return 1 / (1 + Math.exp(-odds))
}

/** A likelihood in six digits. */
export function roundedLikelihood(odds: number): number {
  return Math.round(likelihood(odds) * 1e6) / 1e6
}

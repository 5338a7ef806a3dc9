// The numbers that the score is made of: few, each of a plain meaning, so that what was fitted on some sensors holds on others. Chance alone makes
// more ridges and minutiae agree where more area is in common, so both also stand in relation to it.
import type { Evidence } from './evidence.ts'
import { speaks } from './evidence.ts'

export const featureNames = ['mutual support of pairs (log)', 'ridges fit', 'minutiae met', 'directions agree', 'area in common', 'ridges fit, by area', 'minutiae met, by area'] as const

/** Those of two impressions without anything to compare. */
export const noFeatures: readonly number[] = [Math.log(1e-4), 0, 0, 0, 0, 0, 0]

/** Evidence as numbers, in the order of `featureNames`. Of what both views measured the mean counts. */
export function features({ strengths, overlays, pairings, directions }: Evidence): number[] {
  const support = mean(strengths.map((strength) => Math.log(Math.max(strength, 1e-4))))
  const ridges = mean(overlays.map((laid) => root(speaks(laid)))), minutiae = mean(pairings.map(({ weight }) => root(weight)))
  const area = root(directions.squares)
  return [support, ridges, minutiae, directions.mean, area, ridges / (area + 5), minutiae / (area + 5)]
}

function root(value: number): number {
  return Math.sign(value) * Math.sqrt(Math.abs(value))
}

function mean(values: readonly number[]): number {
  return values.reduce((a, b) => a + b, 0) / values.length
}

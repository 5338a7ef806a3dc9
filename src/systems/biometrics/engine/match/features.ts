// The numbers that the score is made of. Each is made so that its logit is roughly linear in it.
import type { Evidence } from './evidence.ts'
import { speaks } from './evidence.ts'

export const featureNames = ['pairs of the first view', 'pairs of the second view', 'ridges of the first view', 'ridges of the second view',
  'minutiae met, first view', 'minutiae alone, first view', 'minutiae met, second view', 'minutiae alone, second view',
  'directions agree', 'area in common', 'unevenness', 'share met, first view', 'share met, second view'] as const

/** Evidence as numbers, in the order of `featureNames`. */
export function features({ strengths, overlays, pairings, directions }: Evidence): number[] {
  const [first, second] = overlays as [Evidence['overlays'][0], Evidence['overlays'][0]], [p, q] = pairings as [Evidence['pairings'][0], Evidence['pairings'][0]]
  return [
    Math.log(Math.max(strengths[0]!, 1e-4)), Math.log(Math.max(strengths[1]!, 1e-4)), root(speaks(first)), root(speaks(second)),
    root(p.weight), root(p.lone), root(q.weight), root(q.lone), directions.mean, root(directions.squares), first.unevenness,
    p.weight / (p.lone + p.weight + 3), q.weight / (q.lone + q.weight + 3),
  ]
}

/** Those of two impressions without anything to compare. */
export const noFeatures: readonly number[] = [Math.log(1e-4), Math.log(1e-4), 0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0]

function root(value: number): number {
  return Math.sign(value) * Math.sqrt(Math.abs(value))
}

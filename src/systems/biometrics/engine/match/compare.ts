import type { Evidence } from './evidence.ts'
import { evidenceOf } from './evidence.ts'
import { features, noFeatures } from './features.ts'
import type { Prepared } from './prepare.ts'
import { bias, fmrSlope, fmrStart, weights } from './weights.ts'

/** Of finger scans taken under supervision: about one false match in 10,000 comparisons. For a search of N fingers add log10 N. */
export const matchThreshold = 4
/** Of marks from scenes: a partial print can say less, so an examiner looks at candidates from here on. No decision is made by it. */
export const latentThreshold = 2

export interface Comparison {
  /** -log10 of how often two different fingers score as high: 3 is one in a thousand. See README, calibration. */
  readonly score: number
  readonly evidence: Evidence | undefined
}

/** Compares two impressions, in both directions: the order makes no difference to the score. @throws when their versions differ. */
export function compare(a: Prepared, b: Prepared): Comparison {
  const there = evidenceOf(a, b), back = evidenceOf(b, a)
  const f = there ? features(there) : noFeatures, g = back ? features(back) : noFeatures
  return { score: calibrated(logit(f.map((v, i) => (v + g[i]!) / 2))), evidence: there }
}

/** In one direction only and with few alignments: what a search does with the filter's survivors before it compares the best fully. */
export function compareQuickly(a: Prepared, b: Prepared): number {
  const found = evidenceOf(a, b, 3)
  return calibrated(logit(found ? features(found) : noFeatures))
}

export function logit(values: readonly number[]): number {
  let sum = bias
  for (let i = 0; i < weights.length; i++) sum += weights[i]! * values[i]!
  return sum
}

/** Logit to -log10 of the false-match rate: measured where impostors were seen, a straight line beyond (an exponential tail). Never below 0. */
export function calibrated(value: number): number {
  const above = value - fmrStart
  return above <= -8 ? 0 : fmrSlope * Math.log1p(Math.exp(above))
}

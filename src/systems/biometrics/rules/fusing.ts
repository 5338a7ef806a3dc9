/**
 * Scores of several fingers together. Each is -log10 of how often two strangers' fingers score as high; that of all is what Fisher's method
 * gives (R. A. Fisher 1925): twice the sum of their natural logarithms is chi-squared with two degrees of freedom for each finger.
 */

/** -log10 of how often strangers would do as well with all these fingers together; fingers that say nothing weaken it. */
export function fusedScore(scores: readonly number[]): number {
  const k = scores.length
  if (k === 0) return 0
  const x = Math.LN10 * scores.reduce((sum, score) => sum + Math.max(0, score), 0)
  // The upper tail of an Erlang distribution: e^-x · sum of x^i/i!, in logarithms, for x may be hundreds.
  let term = 0, sum = 1
  for (let i = 1; i < k; i++) {
    term += Math.log(x / i)
    sum += Math.exp(Math.min(term, 700))
  }
  return Math.max(0, (x - Math.log(sum)) / Math.LN10)
}

/** How many strangers among `looked` fingers would be expected to score as high, by chance alone. */
export function expectedFalse(score: number, looked: number): number {
  return looked * 10 ** -score
}

/** Above this a score is an extrapolation: such rates were not measured (engine/README.md). */
export const measuredUpTo = 4

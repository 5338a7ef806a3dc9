/**
 * What the opinions of examiners come to. Analysis, comparison, evaluation by one, verification by a second who has not seen the first's
 * (ACE-V; the order of work that SWGFAST and NIST IR 7842, 2012, describe). Two who differ are heard by a third. A person is never found the
 * same against anybody's "different": doubt is for the person.
 */
export const verdicts = ['same', 'different', 'inconclusive'] as const
export type Verdict = (typeof verdicts)[number]

export type CandidateState = { readonly state: 'waiting' | 'verifying' | 'conflict'; readonly result: null } | { readonly state: 'settled'; readonly result: Verdict }

/** Where a candidate stands after these opinions, in their order. @throws RangeError for more than three */
export function standing(opinions: readonly Verdict[]): CandidateState {
  const [first, second, third] = opinions
  if (opinions.length > 3) throw new RangeError('three examiners at most')
  if (first === undefined) return { state: 'waiting', result: null }
  if (second === undefined) return { state: 'verifying', result: null }
  if (first === second) return { state: 'settled', result: first }
  if (third === undefined) return { state: 'conflict', result: null }
  return { state: 'settled', result: ofThree(opinions) }
}

function ofThree(opinions: readonly Verdict[]): Verdict {
  const twice = verdicts.find((verdict) => opinions.filter((one) => one === verdict).length >= 2) ?? 'inconclusive'
  return twice === 'same' && opinions.includes('different') ? 'inconclusive' : twice
}

export type Outcome = 'same' | 'none' | 'inconclusive' | 'incomplete'

/**
 * What whoever asked is told. 'none' only where every part of the gallery was searched; as long as candidates wait, only a "same" is told.
 * @returns undefined while nothing can be said
 */
export function outcomeOf(results: readonly (Verdict | null)[], complete: boolean): Outcome | undefined {
  if (results.includes('same')) return 'same'
  if (results.includes(null)) return undefined
  if (!complete) return 'incomplete'
  return results.includes('inconclusive') ? 'inconclusive' : 'none'
}

/** A verdict that goes against the number wants the examiner's eye again: "same" under the threshold, "different" far above it. */
export function goesAgainstScore(verdict: Verdict, score: number): boolean {
  return (verdict === 'same' && score < 4) || (verdict === 'different' && score >= 6)
}

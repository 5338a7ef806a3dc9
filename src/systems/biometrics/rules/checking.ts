/**
 * One fresh finger beside the prints that were taken before: what the score suggests, and what an officer's decision means at the gate.
 * No article was found that demands a print at a release, a reception or a count (CPC 70 lets prints be taken for the investigation). A check that
 * was not made therefore only warns. One that says "this is somebody else" stops the release: an order frees the person it names (CPC 284).
 */
import type { Finding } from '#kernel/words/finding.ts'
import { against, note } from '#kernel/words/finding.ts'

export const occasions = ['release', 'reception', 'count', 'transfer'] as const
export type Occasion = (typeof occasions)[number]
export const outcomes = ['agrees', 'differs', 'unclear'] as const
export type Outcome = (typeof outcomes)[number]
/** Why no prints were taken, or no comparison made. */
export const hindrances = ['no-device', 'broken-device', 'injury', 'refused', 'other'] as const
export type Hindrance = (typeof hindrances)[number]

/** From here on one in 10,000 strangers scores as high (engine/README.md). */
export const agreesFrom = 4
/** Below this one in ten strangers scores higher: the finger says nothing for the person. */
export const differsBelow = 1
/** An impression worse than this proves no difference. */
export const enoughQuality = 40

/** What the number suggests; a person decides. */
export function suggestedOutcome({ score, quality }: { score: number; quality: number }): Outcome {
  if (score >= agreesFrom) return 'agrees'
  return score < differsBelow && quality >= enoughQuality ? 'differs' : 'unclear'
}

/** Whether a decision goes against the number, which wants a reason in words. */
export function goesAgainst(score: number, decision: Outcome): boolean {
  return (decision === 'agrees' && score < agreesFrom) || (decision === 'differs' && score >= agreesFrom)
}

/** One check as the gate sees it. `outcome` null: compared, and nobody has decided yet. */
export interface CheckFacts {
  readonly at: Date
  readonly hindrance: Hindrance | null
  readonly score: number | null
  readonly outcome: Outcome | null
  readonly resolution: 'same-person' | 'another-person' | null
}

const article = 'CPC 284'

/** What checks say about letting somebody go. `enrolled`: prints of this person are held. `checks` in any order. */
export function leavingFindings({ enrolled, checks }: { enrolled: boolean; checks: readonly CheckFacts[] }): Finding[] {
  const inOrder = [...checks].sort((a, b) => a.at.getTime() - b.at.getTime())
  const findings: Finding[] = []
  for (const [index, check] of inOrder.entries()) {
    if (check.hindrance !== null) continue
    if (check.outcome === null) findings.push(against('biometrics.check-undecided', article, 'T'))
    if (check.outcome !== 'differs') continue
    if (check.resolution === null) findings.push(against('biometrics.finger-differs', article, 'T'))
    if (check.resolution === 'another-person' && !inOrder.slice(index + 1).some((later) => later.outcome === 'agrees')) findings.push(against('biometrics.another-person', article, 'T'))
  }
  return [...new Map(findings.map((f) => [f.code, f])).values(), ...notesOf(enrolled, inOrder.at(-1))]
}

function notesOf(enrolled: boolean, last: CheckFacts | undefined): Finding[] {
  if (last === undefined) return [enrolled ? note('biometrics.not-checked', article, 'U') : note('biometrics.nothing-to-check', article, 'U')]
  if (last.hindrance !== null) return [note('biometrics.check-not-possible', article, 'U', { params: { why: `biometrics.hindrance.${last.hindrance}` } })]
  if (last.outcome === 'unclear') return [note('biometrics.finger-unclear', article, 'U')]
  return last.outcome === 'agrees' && goesAgainst(last.score ?? 0, 'agrees') ? [note('biometrics.agrees-against-score', article, 'U')] : []
}

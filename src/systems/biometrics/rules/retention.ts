/**
 * When the reason for keeping a person's prints has ended, and who decides then. No text that was found orders prints destroyed in so many
 * words or sets a period for it: CPC 70 lets them be taken "for the investigation", and nothing says for how long they stay. So nothing here
 * destroys by itself and nothing blocks: an ending puts the prints before the judge, who orders them destroyed or says why they stay.
 */
import { addDays, addSpan } from '#kernel/clock/calendar.ts'
import type { Confidence, Finding } from '#kernel/words/finding.ts'
import { note } from '#kernel/words/finding.ts'

/** How a case ended for a person without a conviction. */
export const endings = ['refused-and-closed', 'released-by-judge', 'closed-temporarily', 'acquitted', 'charge-annulled', 'released-by-court', 'complaint-rejected', 'conciliation'] as const
export type Ending = (typeof endings)[number]

/** What the law says of one ending. */
export interface EndingLaw {
  readonly article: string
  readonly jurisdiction: 'both'
  readonly confidence: Confidence
  /** Until when the matter may be taken up again; absent where no time is named. */
  readonly open?: { readonly days?: number; readonly years?: number; readonly article: string; readonly confidence: Confidence }
}

const challenge = { days: 30, article: 'CPC 252', confidence: 'T' } as const

/** CPC 302(C): new evidence reopens within one year of a court's decision to release, two of an investigative judge's. */
export const endingLaw: Readonly<Record<Ending, EndingLaw>> = {
  'refused-and-closed': { article: 'CPC 130(A), 302(A)', jurisdiction: 'both', confidence: 'T', open: challenge },
  'released-by-judge': { article: 'CPC 130(B)', jurisdiction: 'both', confidence: 'T', open: { years: 2, article: 'CPC 302(C)', confidence: 'T' } },
  // CPC 302(D): a temporary closing does not end the matter, and no time is named after which it does.
  'closed-temporarily': { article: 'CPC 130(C), 302(D)', jurisdiction: 'both', confidence: 'T' },
  acquitted: { article: 'CPC 182(B)', jurisdiction: 'both', confidence: 'T', open: challenge },
  // CPC 302(C) names the release of 181(B); that the same year holds for 182(C) is how it is read, and was not found in a text.
  'charge-annulled': { article: 'CPC 182(C)', jurisdiction: 'both', confidence: 'T', open: { years: 1, article: 'CPC 302(C)', confidence: 'U' } },
  'released-by-court': { article: 'CPC 181(B)', jurisdiction: 'both', confidence: 'T', open: { years: 1, article: 'CPC 302(C)', confidence: 'T' } },
  'complaint-rejected': { article: 'CPC 181(A), 302(A)', jurisdiction: 'both', confidence: 'T', open: challenge },
  conciliation: { article: 'CPC 198', jurisdiction: 'both', confidence: 'T', open: challenge },
}

/** The ending that a decision of the investigative judge is for the persons it names; undefined: the case goes on. */
export function endingOfDecision(outcome: string): Ending | undefined {
  const known: Readonly<Record<string, Ending>> = { 'refuse-and-close': 'refused-and-closed', 'release-and-close-temporarily': 'released-by-judge', 'close-temporarily': 'closed-temporarily' }
  return known[outcome]
}

/** The ending that a judgment is; undefined: convicted, or not responsible for what was done (CPC 182(D): measures may follow). */
export function endingOfVerdict(verdict: string): Ending | undefined {
  const known: Readonly<Record<string, Ending>> = { acquitted: 'acquitted', 'charge-annulled': 'charge-annulled', released: 'released-by-court', rejected: 'complaint-rejected', conciliation: 'conciliation' }
  return known[verdict]
}

/** The last day on which the matter may be taken up again; null where the law names none. Days are Baghdad's; the 30 begin on the day after (CPC 252). */
export function openUntil(ending: Ending, decidedOn: string): string | null {
  const { open } = endingLaw[ending]
  if (open === undefined) return null
  return open.days === undefined ? addSpan(decidedOn, { years: open.years ?? 0 }) : addDays(decidedOn, open.days)
}

export interface RetentionFacts {
  readonly ending: Ending
  readonly decidedOn: string
  readonly today: string
  /** Other cases that name the person as accused and are not over, or ended with a conviction. */
  readonly otherCases: readonly string[]
  /** Whom a copy of the prints was sent to. */
  readonly sentTo: readonly string[]
}

/** What the judge must know before deciding. Only warns. */
export function retentionNotes(facts: RetentionFacts): Finding[] {
  const law = endingLaw[facts.ending]
  const last = openUntil(facts.ending, facts.decidedOn)
  const notes = [note('biometrics.retention-no-text', 'CPC 70', 'U')]
  if (law.open && last !== null && facts.today <= last) notes.push(note('biometrics.retention-may-reopen', law.open.article, law.open.confidence, { params: { day: last } }))
  if (last === null) notes.push(note('biometrics.retention-open-ended', law.article, law.confidence))
  if (facts.otherCases.length > 0) notes.push(note('biometrics.retention-other-cases', 'CPC 70', 'T', { params: { numbers: facts.otherCases.join('، ') } }))
  if (facts.sentTo.length > 0) notes.push(note('biometrics.retention-sent', 'CPC 70', 'U', { params: { to: facts.sentTo.join('، ') } }))
  return notes
}

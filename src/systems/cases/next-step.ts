/** Who must act next on a case. Pure: what has been done so far in, the next duty with its article out. */

export interface CaseProgress {
  readonly stage: 'investigation' | 'referred' | 'trial' | 'judged' | 'cassation' | 'final' | 'closed'
  readonly inTransit: boolean
  readonly offeredTo: string | null
  readonly offerDue: Date | null
  readonly holder: string
  readonly courtId: string
  readonly trialCourtId: string | null
  /** The complainant's or informant's own statement has been taken. */
  readonly complainantHeard: boolean
  readonly hasComplainant: boolean
  readonly accused: readonly { readonly personId: string; readonly questioned: boolean; readonly status: string | null }[]
  readonly unknownPerpetrator: boolean
  readonly openSettlement: boolean
}

export interface Duty { readonly code: string; readonly officeId: string | null; readonly article: string | null; readonly until: Date | null }

/** The next duty: words under `cases.next.<code>`. */
export function nextStep(c: CaseProgress): Duty {
  const duty = (code: string, officeId: string | null, article: string | null, until: Date | null = null): Duty => ({ code, officeId, article, until })
  if (c.inTransit) return duty('answer-offer', c.offeredTo, null, c.offerDue)
  switch (c.stage) {
    case 'closed': return duty('none', null, null)
    case 'final': return duty('final', null, null)
    case 'referred': return duty('hand-over', c.holder, 'CPC 131')
    case 'trial': return duty('try', c.trialCourtId ?? c.holder, 'CPC 143')
    case 'judged': return duty('challenge', c.trialCourtId ?? c.holder, 'CPC 252')
    case 'cassation': return duty('cassation', c.holder, 'CPC 257')
    case 'investigation':
  }
  if (c.openSettlement) return duty('decide-settlement', c.courtId, 'CPC 195')
  if (c.hasComplainant && !c.complainantHeard) return duty('hear-complainant', c.holder, 'CPC 58')
  const waiting = c.accused.filter((a) => !a.questioned && a.status !== 'fugitive' && a.status !== 'dead')
  if (waiting.length > 0) return duty('question-accused', waiting.some((a) => a.status === 'arrested' || a.status === 'detained') ? c.courtId : c.holder, 'CPC 123')
  if (c.accused.length === 0 && c.unknownPerpetrator) return duty('find-perpetrator', c.holder, 'CPC 49')
  return duty('decide', c.courtId, 'CPC 130')
}

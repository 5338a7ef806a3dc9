/** One case or several (CPC 132-133; Juvenile 53), and reopening a closed one (CPC 302-303). */
import { addYears, baghdadDay, type Day } from '#kernel/clock/calendar.ts'
import { against, type Finding } from '#kernel/words/finding.ts'

export interface JoinedOffence {
  id: string
  /** Offences of one kind: the same kind of penalty under the same article of the same law (CPC 132 B). */
  article: string
  committedOn: Day
  victim: string
  /** Part of one act. */
  actId?: string
  /** Linked acts with one purpose. */
  purposeId?: string
  accused: readonly { id: string; juvenile: boolean }[]
}

export type JoinderGround = 'one-act' | 'one-purpose' | 'same-victim' | 'within-a-year'

/** Offences of one kind against several victims: three at most in one case (CPC 132 A 4). */
export const mostWithinAYear = 3

/** The ground on which these offences form one case; undefined when there is none. A single offence needs none. */
export function findJoinderGround(offences: readonly JoinedOffence[]): JoinderGround | undefined {
  const [first] = offences
  if (first === undefined) return undefined
  const same = (key: (o: JoinedOffence) => string | undefined) => key(first) !== undefined && offences.every((o) => key(o) === key(first))
  if (same((o) => o.actId)) return 'one-act'
  if (same((o) => o.purposeId)) return 'one-purpose'
  if (!same((o) => o.article)) return undefined
  if (same((o) => o.victim)) return 'same-victim'
  const days = offences.map((o) => o.committedOn).toSorted()
  const [earliest] = days
  const latest = days.at(-1)
  return earliest !== undefined && latest !== undefined && latest < addYears(earliest, 1) ? 'within-a-year' : undefined
}

/** May these offences go on as one case? Several accused change nothing (CPC 133), except that a child is always split off. */
export function checkJoinder(offences: readonly JoinedOffence[]): Finding[] {
  const found: Finding[] = []
  if (offences.length > 1) {
    const ground = findJoinderGround(offences)
    if (ground === undefined) found.push(against('cases.joinder-no-ground', 'CPC 132', 'T'))
    if (ground === 'within-a-year' && offences.length > mostWithinAYear) found.push(against('cases.joinder-too-many', 'CPC 132(A)(4)', 'T', { params: { count: offences.length, most: mostWithinAYear } }))
  }
  const accused = offences.flatMap((o) => o.accused)
  if (accused.some((a) => a.juvenile) && accused.some((a) => !a.juvenile)) found.push(against('cases.joinder-juvenile', 'Juvenile 53', 'T'))
  return found
}

/** How a case with children and adults is split: the children's part, the adults' part. */
export function splitJuveniles(accused: readonly { id: string; juvenile: boolean }[]): { juveniles: string[]; adults: string[] } {
  return { juveniles: accused.filter((a) => a.juvenile).map((a) => a.id), adults: accused.filter((a) => !a.juvenile).map((a) => a.id) }
}

export interface Closed {
  decision: 'rejected' | 'rejected-for-absence' | 'released' | 'closed-for-good' | 'closed-for-now'
  by: 'investigative-judge' | 'court'
  decidedOn: Day
  newEvidence: boolean
  /** The complainant proved a lawful excuse for his absence (302 B). */
  absenceExcused: boolean
  renewedBefore: boolean
  /** A later act or result makes the offence graver (303). */
  graverResult: boolean
}

/** Last day on which a release can be reopened: one year (court), two years (investigative judge); undefined where no such limit runs. */
export function reopeningEnds(c: Pick<Closed, 'decision' | 'by' | 'decidedOn'>): Day | undefined {
  return c.decision === 'released' ? addYears(c.decidedOn, c.by === 'court' ? 1 : 2) : undefined
}

/** May a closed case be taken up again today? */
export function checkReopening(c: Closed, now: Date): Finding[] {
  if (c.graverResult) return []
  if (c.decision === 'rejected' || c.decision === 'closed-for-good') return [against('cases.reopening-final', c.decision === 'rejected' ? 'CPC 302(A)' : 'CPC 302(D)', 'T')]
  if (c.decision === 'rejected-for-absence') {
    return !c.absenceExcused || c.renewedBefore ? [against('cases.reopening-absence', 'CPC 302(B)', 'T')] : []
  }
  const found: Finding[] = []
  const ends = reopeningEnds(c)
  if (!c.newEvidence) found.push(against('cases.reopening-no-evidence', c.decision === 'released' ? 'CPC 302(C)' : 'CPC 302(D)', 'T', { field: 'newEvidence' }))
  if (ends !== undefined && baghdadDay(now) > ends) found.push(against('cases.reopening-late', 'CPC 302(C)', 'T', { params: { last: ends } }))
  return found
}

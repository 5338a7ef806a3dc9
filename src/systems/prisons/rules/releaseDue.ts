/** Who goes free today, who should have gone already, and what must be true before the gate opens (CPC 283, 284, 294; Penal 324). */
import { baghdadDay, daysBetween, hourMs } from '#kernel/clock/calendar.ts'
import { against, type Finding, note } from '#kernel/words/finding.ts'

export type DueState = 'overdue' | 'today' | 'this-week' | 'later' | 'no-end'

export interface Due {
  state: DueState
  /** Whole hours past the instant of release; 0 while it has not come. */
  hoursOver: number
  /** Calendar days until the last day; negative once it is past. Undefined when there is no end. */
  daysLeft?: number
}

/** Where a release stands at `now`. At noon itself the person is due, one millisecond later overdue. */
export function releaseDue(endsAt: Date | null, now: Date): Due {
  if (endsAt === null) return { state: 'no-end', hoursOver: 0 }
  const daysLeft = daysBetween(baghdadDay(now), baghdadDay(endsAt))
  if (now > endsAt) return { state: 'overdue', hoursOver: Math.floor((now.getTime() - endsAt.getTime()) / hourMs), daysLeft }
  if (daysLeft === 0) return { state: 'today', hoursOver: 0, daysLeft }
  return { state: daysLeft <= 7 ? 'this-week' : 'later', hoursOver: 0, daysLeft }
}

export type ReleaseGround = 'sentence-served' | 'release-order' | 'acquittal' | 'conditional-release' | 'pardon' | 'served-in-detention'

export interface ReleaseFacts {
  ground: ReleaseGround
  /** The instant the computation gives; null when none. */
  endsAt: Date | null
  /** Number of the court's decision; not needed when the sentence is served. */
  orderNumber?: string
  /** Live orders in other matters that still cover custody. */
  otherLiveOrders: readonly string[]
  identityConfirmed: boolean
  /** Told in writing that an intentional offence brings the revocation (CPC 332 C). */
  conditionsToldInWriting?: boolean
}

/** What stands against opening the gate. A search for other warrants is never a ground to wait: only a live order is. */
export function checkRelease(facts: ReleaseFacts, now: Date): Finding[] {
  const found: Finding[] = []
  if (!facts.identityConfirmed) found.push(against('prisons.release-identity', 'Penal 324', 'T', { field: 'identityConfirmed' }))
  if (facts.otherLiveOrders.length > 0) {
    found.push(against('prisons.release-other-order', 'CPC 182(E)', 'T', { params: { orders: facts.otherLiveOrders.join(', ') } }))
  }
  if (facts.ground === 'sentence-served') {
    if (facts.endsAt === null) found.push(against('prisons.release-no-end', 'CPC 283(A)', 'T'))
    // The statute frees at noon; earlier on that very day is the director's to answer for, so it is said and not stopped.
    else if (baghdadDay(now) < baghdadDay(facts.endsAt)) found.push(against('prisons.release-before-end', 'CPC 283(A)', 'T', { params: { lastDay: baghdadDay(facts.endsAt) } }))
    else if (now < facts.endsAt) found.push(note('prisons.release-before-noon', 'CPC 294', 'T'))
  } else if (facts.orderNumber === undefined || facts.orderNumber.trim() === '') {
    found.push(against('prisons.release-no-order', 'CPC 283(A)', 'T', { field: 'orderNumber' }))
  }
  if (facts.ground === 'conditional-release' && !facts.conditionsToldInWriting) found.push(against('prisons.release-conditions-untold', 'CPC 332(C)', 'T', { field: 'conditionsToldInWriting' }))
  if (facts.endsAt !== null && now > facts.endsAt) {
    found.push(note('prisons.release-overdue', 'Penal 324', 'T', { params: { hours: Math.floor((now.getTime() - facts.endsAt.getTime()) / hourMs) } }))
  }
  return found
}

/** Those told that a sentence is over (CPC 283 B). */
export const toldOfRelease = ['sentencing-court', 'prosecutor'] as const

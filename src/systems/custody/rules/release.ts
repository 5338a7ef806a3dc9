/**
 * Release in ordered steps: nobody is "released" by a press of a button, and no step is taken before the one it rests on.
 * ordered → received → checked (no other live paper; the right person) → freed (time and signature) → property returned → slip given.
 * Sources: CPC 115, 130(D), 284, 294; Penal 324 (refusing or delaying a release order); Mandela Rules 7, 67.
 */
import { hourMs } from '#kernel/clock/calendar.ts'
import { against, type Finding, note } from '#kernel/words/finding.ts'

export const releaseSteps = ['ordered', 'received', 'checked', 'freed', 'property-returned', 'slip-given'] as const
export type ReleaseStep = (typeof releaseSteps)[number]

/** The steps taken so far, with their times. */
export type ReleaseProgress = Partial<Record<ReleaseStep, Date>>

/** What the step about to be taken rests on. */
export interface ReleaseFacts {
  progress: ReleaseProgress
  /** Orders or sentences in other cases that still hold the person, as their numbers. */
  otherLive: readonly string[]
  /** The identity check at the gate: photo and one more sign agree. Undefined: not yet done. */
  identityAgrees?: boolean
  /** The person's signature or thumb-print, or two witnesses to a refusal. */
  signed?: boolean
  /** A person who may not leave alone (a child, Juvenile 48) and who fetches them. */
  mustBeFetched?: boolean
  fetchedBy?: string
  /** Property still in the store. */
  propertyItems: number
  /** The person died in custody: no release. */
  dead?: boolean
}

/** The step that may come next; undefined when all are done. */
export function nextReleaseStep(progress: ReleaseProgress): ReleaseStep | undefined {
  return releaseSteps.find((step) => progress[step] === undefined)
}

/** What stands against taking this step now. Empty: it may be taken. */
export function checkReleaseStep(step: ReleaseStep, facts: ReleaseFacts, at: Date): Finding[] {
  const findings: Finding[] = []
  const next = nextReleaseStep(facts.progress)
  if (facts.progress[step] !== undefined) return [against('custody.release-step-done', 'CPC 284', 'T', { params: { step } })]
  if (next !== step) findings.push(against('custody.release-out-of-order', 'CPC 284', 'T', { params: { step, next: next ?? '' } }))
  const before = releaseSteps[releaseSteps.indexOf(step) - 1]
  const earlier = before === undefined ? undefined : facts.progress[before]
  if (earlier !== undefined && at < earlier) findings.push(against('custody.release-before-step', 'CPC 41', 'T', { params: { step, before: before ?? '' } }))
  if (facts.dead === true) findings.push(against('custody.release-of-dead', 'Mandela 71', 'T'))
  if (step === 'checked' || step === 'freed') findings.push(...checkMayLeave(facts))
  if (step === 'freed') findings.push(...checkFreed(facts, at))
  if (step === 'property-returned' && facts.propertyItems > 0) findings.push(note('custody.property-left', 'Mandela 67', 'U', { params: { count: facts.propertyItems } }))
  return findings
}

function checkMayLeave(facts: ReleaseFacts): Finding[] {
  const findings = facts.otherLive.map((number) => against('custody.held-for-other', 'CPC 115', 'T', { params: { number } }))
  if (facts.identityAgrees === undefined) findings.push(against('custody.identity-not-checked', 'CPC 284', 'T', { field: 'identityAgrees' }))
  if (facts.identityAgrees === false) findings.push(against('custody.wrong-person', 'CPC 284', 'T', { field: 'identityAgrees' }))
  return findings
}

function checkFreed(facts: ReleaseFacts, at: Date): Finding[] {
  const findings: Finding[] = []
  if (facts.signed !== true) findings.push(against('custody.release-not-signed', 'CPC 41', 'T', { field: 'signed' }))
  if (facts.mustBeFetched === true && (facts.fetchedBy ?? '').trim() === '') findings.push(against('custody.child-not-fetched', 'Juvenile 48, 52', 'T', { field: 'fetchedBy' }))
  const delay = releaseDelay(facts.progress, at)
  if (delay !== undefined && delay > 24 * hourMs) findings.push(note('custody.release-delayed', 'Penal 324', 'T', { params: { hours: Math.floor(delay / hourMs) } }))
  return findings
}

/** Milliseconds from the release order to freedom (or to now while still held); undefined when nothing was ordered. */
export function releaseDelay(progress: ReleaseProgress, now: Date): number | undefined {
  const ordered = progress.ordered
  return ordered === undefined ? undefined : Math.max(0, (progress.freed ?? now).getTime() - ordered.getTime())
}

/** What custody tells the systems above it, inside its own act: they listen, it doesn't know them. */
import type { Reader, Tx } from '#kernel/act/act.ts'
import type { Finding } from '#kernel/words/finding.ts'

/** A custody has ended: the person walked out, died or escaped. */
export interface Ended { readonly custodyId: string; readonly personId: string; readonly kind: 'released' | 'bail' | 'died' | 'escaped'; readonly at: Date }
/** A release was ordered: the holder must carry it out. */
export interface ReleaseOrdered { readonly custodyId: string; readonly releaseOrderId: string; readonly decision: string; readonly article: string }

/** What covers a custody was worked out anew. `until` is the open end of the cover, or the instant it ran out; null when there is no end. */
export interface Covered { readonly custodyId: string; readonly status: 'covered' | 'gap' | 'away'; readonly kind: string | null; readonly until: Date | null }

/** Somebody is about to be let go: `checked`, whether it is the right person; `freed`, the door. `since`: when the order came to where they are held. */
export interface Leaving { readonly custodyId: string; readonly personId: string; readonly step: 'checked' | 'freed'; readonly since: Date }
type LeavingListener = (r: Reader, event: Leaving) => Promise<readonly Finding[]>

const leaving = new Set<LeavingListener>()
const covered = new Set<(tx: Tx, event: Covered) => Promise<void>>()
const ended = new Set<(tx: Tx, event: Ended) => Promise<void>>()
const ordered = new Set<(tx: Tx, event: ReleaseOrdered) => Promise<void>>()

export function whenEnded(listener: (tx: Tx, event: Ended) => Promise<void>): void { ended.add(listener) }
export function whenCovered(listener: (tx: Tx, event: Covered) => Promise<void>): void { covered.add(listener) }
/** What a higher system knows that speaks against letting this person go, or that whoever does so must know. */
export function beforeFreeing(listener: LeavingListener): void { leaving.add(listener) }
export function whenReleaseOrdered(listener: (tx: Tx, event: ReleaseOrdered) => Promise<void>): void { ordered.add(listener) }

const told = new WeakMap<Tx, Set<string>>()

/** Tells of an end once in an act, whoever finds it first: the projection, or the act that recorded it. */
export async function tellEnded(tx: Tx, event: Ended): Promise<void> {
  const before = told.get(tx) ?? new Set<string>()
  if (before.has(event.custodyId)) return
  told.set(tx, before.add(event.custodyId))
  for (const listener of ended) await listener(tx, event)
}
export async function tellCovered(tx: Tx, event: Covered): Promise<void> { for (const listener of covered) await listener(tx, event) }
export async function tellReleaseOrdered(tx: Tx, event: ReleaseOrdered): Promise<void> { for (const listener of ordered) await listener(tx, event) }

export async function askBeforeFreeing(r: Reader, event: Leaving): Promise<Finding[]> {
  const findings: Finding[] = []
  for (const listener of leaving) findings.push(...(await listener(r, event)))
  return findings
}

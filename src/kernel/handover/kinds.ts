import type { Tx } from '#kernel/act/act.ts'
import type { Handover, Offer } from './handover.ts'

/** What a system adds to the hand-over of its kind of record. */
export interface HandoverRules {
  /** Refuses an offer that its law forbids (a prison without a commitment order). */
  beforeOffer?(tx: Tx, offer: Offer): Promise<void>
  /** Refuses an acceptance that its law forbids, before the holder changes. */
  beforeAccept?(tx: Tx, open: Handover): Promise<void>
  /** Follows in its own rows after the holder has changed. */
  afterAccept?(tx: Tx, done: Handover): Promise<void>
}

const rulesByKind = new Map<string, HandoverRules[]>()

/** Adds hand-over rules to a kind of record; a system calls it once, from its system.ts. Several systems may have rules for one kind. */
export function registerHandoverRules(kind: string, rules: HandoverRules): void {
  const known = rulesByKind.get(kind) ?? []
  if (!known.includes(rules)) rulesByKind.set(kind, [...known, rules])
}

export function handoverRulesOf(kind: string): readonly HandoverRules[] {
  return rulesByKind.get(kind) ?? []
}

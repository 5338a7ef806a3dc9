/** The acts on a custody that have a form of their own, and what each needs. The server decides; this only greys and says why. */
import type { CustodyPage } from '../contract/custody.ts'

export interface FormAct {
  /** In the address: /custody/<id>/do/<key>. */
  readonly key: string
  /** The permission; also the key of the act's name, `verb.<verb>`, unless `label` is given. */
  readonly verb: string
  readonly label?: string
  readonly group: 'judge' | 'court' | 'keep' | 'care' | 'end'
  /** Only the office that holds the person. */
  readonly holder?: true
  /** The server's word on this verb is about one step of many: not asked here. */
  readonly many?: true
  /** The key of why it can't be done now; undefined when it can. */
  readonly not?: (custody: CustodyPage) => string | undefined
}

const held = (c: CustodyPage) => (c.ended ? 'custody.why.ended' : undefined)
const releasing = (c: CustodyPage) => (c.release ? undefined : 'refusal.custody.no-release-order')
/** Property and slip follow after the person has left, until the record is closed. */
const leaving = (c: CustodyPage) => (c.release || ((c.ended?.kind === 'released' || c.ended?.kind === 'bail') && c.state !== 'closed') ? undefined : 'refusal.custody.no-release-order')

export const formActs: readonly FormAct[] = [
  { key: 'order', verb: 'custody.order', group: 'judge', not: held },
  { key: 'refuse', verb: 'custody.refuse-detention', group: 'judge', not: held },
  { key: 'extend-papers', verb: 'custody.extend-papers', group: 'judge', not: held },
  { key: 'cancel-order', verb: 'custody.cancel-order', group: 'judge', not: (c) => held(c) ?? (c.orders.some((o) => o.cancelledAt === null) ? undefined : 'custody.why.no-order') },
  { key: 'bail', verb: 'custody.decide-bail', group: 'judge', not: (c) => held(c) ?? (c.capital ? 'refusal.custody.no-bail-capital' : undefined) },
  { key: 'ask-felony', verb: 'custody.ask-felony-court', group: 'judge', not: held },
  { key: 'permission', verb: 'custody.permit', group: 'judge', not: (c) => (c.requests.some((r) => r.kind === 'felony-permission' && r.decidedAt === null) ? undefined : 'custody.why.no-request') },
  { key: 'withdraw-release', verb: 'custody.withdraw-release', group: 'judge', not: releasing },
  { key: 'court-step', verb: 'custody.write-court-step', group: 'court', not: held },
  { key: 'ask', verb: 'custody.ask-judge', group: 'court', not: held },
  { key: 'step', verb: 'custody.write-step', group: 'keep', holder: true, not: held },
  { key: 'pin', verb: 'custody.renew-pin', group: 'keep', holder: true },
  { key: 'give-bail', verb: 'custody.give-bail', group: 'keep', not: held },
  { key: 'release', verb: 'custody.receive-release', label: 'custody.release.steps', group: 'keep', holder: true, many: true, not: leaving },
  { key: 'medical', verb: 'custody.record-medical', group: 'care' },
  { key: 'allegation', verb: 'custody.allege', group: 'care' },
  { key: 'property', verb: 'custody.take-property', group: 'care', holder: true, not: held },
  { key: 'pass-on', verb: 'custody.take-property', label: 'custody.property.passOn', group: 'care', holder: true, not: held },
  { key: 'death', verb: 'custody.record-death', group: 'end', holder: true, not: held },
  { key: 'escape', verb: 'custody.record-escape', group: 'end', holder: true, not: held },
  { key: 'recapture', verb: 'custody.record-recapture', group: 'end', holder: true, not: (c) => (c.ended?.kind === 'escaped' ? undefined : 'refusal.custody.not-escaped') },
]

/** The name of an act, as a key of words. */
export function labelOf(act: FormAct): string {
  return act.label ?? `verb.${act.verb}`
}

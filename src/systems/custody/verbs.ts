/** What a user may do on a custody's page, and for what they may not, the refusal that they would get. */
import { may, roleMay, type PolicyFacts } from '#kernel/access/policy.ts'
import type { Session } from '#kernel/act/context.ts'
import type { ReleaseStep } from './rules/release.ts'
import { nextReleaseStep } from './rules/release.ts'
import type { Standing } from './standing.ts'
import type { CustodyRow, RequestKind } from './store/tables.ts'

/** Acts of whoever holds the person; they wait while the person is in transit. */
const asHolder = ['handover.offer', 'custody.write-step', 'custody.renew-pin', 'custody.add-case', 'custody.take-property', 'custody.issue-intake',
  'custody.receive-release', 'custody.check-release', 'custody.free', 'custody.return-property', 'custody.give-slip'] as const
/** Acts of courts and prosecution on what another office holds, and those that either side may do. */
const asAuthority = ['custody.ask-judge', 'custody.ask-felony-court', 'custody.write-court-step', 'custody.order', 'custody.refuse-detention', 'custody.extend-papers', 'custody.cancel-order', 'custody.permit',
  'custody.decide-bail', 'custody.give-bail', 'custody.withdraw-release', 'custody.record-medical', 'custody.record-death', 'custody.record-escape', 'custody.allege'] as const

export interface VerbFacts {
  readonly session: Session; readonly row: CustodyRow; readonly state: 'held' | 'in-transit' | 'closed'; readonly parties: PolicyFacts['parties']; readonly standing: Standing
  readonly openRequests: readonly RequestKind[]; readonly liveOrders: number
}

/** Each verb with whether it may be done now; `code` has its words under `refusal.<code>`. */
export function verbsFor(facts: VerbFacts): { verb: string; may: boolean; code: string | null }[] {
  return [...asHolder, ...asAuthority].map((verb) => {
    const code = refusalOf(verb, facts)
    return { verb, may: code === null, code }
  })
}

function refusalOf(verb: string, facts: VerbFacts): string | null {
  const { session, row, state, parties } = facts
  if (!roleMay(session.role, verb)) return 'kernel.not-permitted'
  if (verb !== 'custody.allege' && !may(session, verb, { parties })) return row.held_by === session.officeId ? 'kernel.not-permitted' : 'kernel.held-elsewhere'
  if ((asHolder as readonly string[]).includes(verb)) {
    if (state === 'in-transit') return 'kernel.in-transit'
    if (row.held_by !== session.officeId) return 'kernel.held-elsewhere'
    if (state === 'closed') return 'kernel.record-closed'
  }
  return stateRefusal(verb, facts)
}

const releaseVerbs: Partial<Record<string, ReleaseStep>> = { 'custody.receive-release': 'received', 'custody.check-release': 'checked', 'custody.free': 'freed' }

function stateRefusal(verb: string, { row, standing, openRequests, liveOrders }: VerbFacts): string | null {
  const held = row.ended_at === null
  if (['custody.return-property', 'custody.give-slip'].includes(verb)) return held ? 'custody.release-out-of-order' : null
  if (verb === 'custody.allege' || verb === 'custody.record-medical' || verb === 'custody.issue-intake') return null
  if (!held) return 'custody.not-held-now'
  const releasing = standing.progress.release
  if (releaseVerbs[verb]) return releasing === undefined ? 'custody.no-release-order' : nextReleaseStep(releasing) === releaseVerbs[verb] ? null : 'custody.release-out-of-order'
  if (verb === 'custody.withdraw-release') return releasing === undefined ? 'custody.no-release-order' : null
  if (verb === 'custody.order') return releasing === undefined ? null : 'custody.release-under-way'
  if (verb === 'custody.permit') return openRequests.includes('felony-permission') ? null : 'custody.request-unknown'
  if (verb === 'custody.ask-felony-court') return openRequests.includes('felony-permission') ? 'custody.request-open' : null
  if (verb === 'custody.cancel-order') return liveOrders > 0 ? null : 'custody.order-unknown'
  if (verb === 'custody.extend-papers') return standing.now?.kind === 'papers-extension' ? 'custody.papers-extended-already' : standing.now?.kind === 'order' ? 'custody.papers-decided-already' : null
  return null
}

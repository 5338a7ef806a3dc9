/** What this system tells the systems above it, inside its own act: they listen, it doesn't know them. */
import type { Reader, Tx } from '#kernel/act/act.ts'
import type { DecisionKind } from './store/tables.ts'

type Listener<T> = (tx: Tx, event: T) => Promise<void>

/** A decision of the investigative judge for these accused; `kind` is the finer name of `outcome`. */
export interface Decided {
  readonly caseId: string
  readonly decisionId: string
  readonly kind: DecisionKind
  readonly outcome: 'refuse-and-close' | 'refer' | 'release-and-close-temporarily' | 'close-temporarily' | 'reopened'
  readonly article: string
  readonly personIds: readonly string[]
  readonly trialCourtId?: string | null
}
export interface Requalified { readonly caseId: string; readonly personId: string | null; readonly chargeId: string; readonly endedChargeId: string }
/** Persons whose accusation goes on in another case (joined, split). */
export interface Moved { readonly why: 'joined' | 'split'; readonly fromCaseId: string; readonly toCaseId: string; readonly personIds: readonly string[] }
export interface CourtChanged { readonly caseId: string; readonly fromCourtId: string; readonly toCourtId: string }

/** What is known of a person's detention in a case. */
export interface DetentionFacts { readonly detained: boolean; /** First day of detention. */ readonly since: string | null; readonly detainedDays: number; readonly otherLiveOrder: boolean }
type DetentionSource = (r: Reader, caseId: string, personId: string) => Promise<DetentionFacts>

const decided = new Set<Listener<Decided>>()
const requalified = new Set<Listener<Requalified>>()
const moved = new Set<Listener<Moved>>()
const courtChanged = new Set<Listener<CourtChanged>>()
const detention: { source: DetentionSource } = { source: async () => ({ detained: false, since: null, detainedDays: 0, otherLiveOrder: false }) }

/** After a decision of CPC 130, an accepted waiver or conciliation, or a reopening. */
export function whenDecided(listener: Listener<Decided>): void { decided.add(listener) }
/** After a charge was replaced by another qualification. */
export function whenRequalified(listener: Listener<Requalified>): void { requalified.add(listener) }
/** After accused went from one case into another. */
export function whenMoved(listener: Listener<Moved>): void { moved.add(listener) }
/** After another investigation court became competent. */
export function whenCourtChanged(listener: Listener<CourtChanged>): void { courtChanged.add(listener) }
/** The custody system says who is detained; without it nobody is. */
export function provideDetention(source: DetentionSource): void { detention.source = source }

export async function tellDecided(tx: Tx, event: Decided): Promise<void> { for (const listener of decided) await listener(tx, event) }
export async function tellRequalified(tx: Tx, event: Requalified): Promise<void> { for (const listener of requalified) await listener(tx, event) }
export async function tellMoved(tx: Tx, event: Moved): Promise<void> { for (const listener of moved) await listener(tx, event) }
export async function tellCourtChanged(tx: Tx, event: CourtChanged): Promise<void> { for (const listener of courtChanged) await listener(tx, event) }
export async function detentionOf(r: Reader, caseId: string, personId: string): Promise<DetentionFacts> { return detention.source(r, caseId, personId) }

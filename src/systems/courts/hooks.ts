/** What this system tells the systems above it, inside its own act: they listen, it doesn't know them. */
import type { Tx } from '#kernel/act/act.ts'
import type { Verdict } from './store/tables.ts'

type Listener<T> = (tx: Tx, event: T) => Promise<void>

/** A judgment was pronounced on one accused, and its effects on custody have been made. */
export interface Judged {
  readonly caseId: string
  readonly judgmentId: string
  readonly personId: string
  readonly verdict: Verdict
  readonly death: boolean
  /** The custodies of this accused in this case; empty for one who is free. */
  readonly custodyIds: readonly string[]
  readonly memorandumId: string | null
  readonly prisonId: string | null
}
/** A judgment or its sentence no longer stands as it was: reduced, quashed, set aside for a new trial. */
export interface SentenceChanged { readonly caseId: string; readonly judgmentId: string; readonly personId: string; readonly custodyIds: readonly string[]; readonly why: 'reduced' | 'quashed' | 'retrial' | 'set-aside' | 'aggravated' }

const judged = new Set<Listener<Judged>>()
const changed = new Set<Listener<SentenceChanged>>()

/** After a judgment. */
export function whenJudged(listener: Listener<Judged>): void { judged.add(listener) }
/** After a sentence was changed or taken away on a challenge: what was worked out from it must be worked out again. */
export function whenSentenceChanged(listener: Listener<SentenceChanged>): void { changed.add(listener) }

export async function tellJudged(tx: Tx, event: Judged): Promise<void> { for (const listener of judged) await listener(tx, event) }
export async function tellSentenceChanged(tx: Tx, event: SentenceChanged): Promise<void> { for (const listener of changed) await listener(tx, event) }

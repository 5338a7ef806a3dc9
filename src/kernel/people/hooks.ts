/** What other parts do when a person was written down or what is known of them changed, within the same act. */
import type { Tx } from '#kernel/act/act.ts'

type Listener = (tx: Tx, personId: string) => Promise<void>
const listeners = new Set<Listener>()

/** Adds a listener; call it in the system's `system.ts`. What it throws undoes the act. */
export function whenPersonWritten(listener: Listener): void {
  listeners.add(listener)
}

/** Called after everything of the person is written. */
export async function personWritten(tx: Tx, personId: string): Promise<void> {
  for (const listener of listeners) await listener(tx, personId)
}

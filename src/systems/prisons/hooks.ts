/** What prisons tell the systems above them, inside their own act: they listen, it doesn't know them. */
import type { Tx } from '#kernel/act/act.ts'

/** A count on the floor was closed. `firstId`: it is the second count that the first one asked for. */
export interface Counted { readonly countId: string; readonly facilityId: string; readonly firstId: string | null; readonly at: Date }

const counted = new Set<(tx: Tx, event: Counted) => Promise<void>>()

export function whenCounted(listener: (tx: Tx, event: Counted) => Promise<void>): void { counted.add(listener) }

export async function tellCounted(tx: Tx, event: Counted): Promise<void> { for (const listener of counted) await listener(tx, event) }

/** What the parts of biometrics tell each other inside an act: they listen, the one that tells doesn't know them. */
import type { Tx } from '#kernel/act/act.ts'
import type { Finger } from './engine/tenprint.ts'
import type { Purpose } from './store/tables.ts'

/** An enrolment is complete: its templates are in the database from this act on. */
export interface Enrolled {
  readonly enrolmentId: string; readonly number: string; readonly personId: string; readonly purpose: Purpose; readonly custodyId: string | null; readonly officeId: string
  readonly templates: readonly { readonly id: string; readonly finger: Finger; readonly template: Uint8Array }[]
}

const enrolled = new Set<(tx: Tx, event: Enrolled) => Promise<void>>()

/** Listens, within the same act, to each enrolment that becomes complete. The act's record is the enrolment. */
export function whenEnrolled(listener: (tx: Tx, event: Enrolled) => Promise<void>): void { enrolled.add(listener) }
export async function tellEnrolled(tx: Tx, event: Enrolled): Promise<void> { for (const listener of enrolled) await listener(tx, event) }

import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '#kernel/db/connect.ts'

/** Failures in a row that close sign-in, and for how long: 15 minutes, doubled each time again, 16 hours at most. */
export const failuresToLock = 5
const firstLockMinutes = 15
const doublings = 6

/** How long the nth lock (from 0) lasts, in minutes. */
export function lockMinutes(earlierLocks: number): number {
  return firstLockMinutes * 2 ** Math.min(Math.max(earlierLocks, 0), doublings)
}

/** `open`: this attempt may be judged. `closing`: judged too, but the account is now locked unless it succeeds. `locked`: not judged. */
export type Gate = 'open' | 'closing' | 'locked'

/**
 * Counts an attempt BEFORE it is judged, so that a hundred guesses sent at once are counted one by one.
 * An unknown account takes the same path to the same answer, `locked`.
 */
export async function countAttempt(db: Database, accountId: string | null, now: Date): Promise<Gate> {
  const { rows: [row] } = await sql<{ locked: boolean }>`
    update kernel.credential set
      failed_attempts = case when failed_attempts + 1 >= ${failuresToLock} then 0 else failed_attempts + 1 end,
      lock_count = lock_count + case when failed_attempts + 1 >= ${failuresToLock} then 1 else 0 end,
      locked_until = case when failed_attempts + 1 >= ${failuresToLock}
        then ${now}::timestamptz + make_interval(mins => (${firstLockMinutes} * 2 ^ least(lock_count, ${doublings}))::int) else null end
    where account_id = ${accountId ?? nobody} and (locked_until is null or locked_until <= ${now})
    returning locked_until is not null as locked`.execute(db.app)
  return row === undefined ? 'locked' : row.locked ? 'closing' : 'open'
}

const nobody = '00000000-0000-0000-0000-000000000000'

/** Takes back one counted attempt that turned out right, where the sign-in is not complete yet: knowing the password does not reset the count of guessed codes. */
export async function uncountAttempt(db: Database, accountId: string, gate: Gate): Promise<void> {
  const set = gate === 'closing'
    ? sql`failed_attempts = ${failuresToLock - 1}, lock_count = greatest(lock_count - 1, 0), locked_until = null`
    : sql`failed_attempts = greatest(failed_attempts - 1, 0)`
  await sql`update kernel.credential set ${set} where account_id = ${accountId}`.execute(db.app)
}

/** Forgets failures and lock: after a complete sign-in, and by the administrator. */
export async function clearFailures(db: Pick<Database, 'app'>, accountId: string): Promise<void> {
  await db.app.updateTable('kernel.credential').set({ failed_attempts: 0, lock_count: 0, locked_until: null }).where('account_id', '=', accountId).execute()
}

/** A failed sign-in in the log of refusals. What was typed is not kept: people type passwords into the wrong field. */
export async function noteFailure(db: Database, f: { accountId: string | null; verb: string; code: string; ip: string }): Promise<void> {
  await db.app.insertInto('kernel.refusal').values({
    id: randomUUIDv7(), account_id: f.accountId, post_id: null, office_id: null, verb: f.verb, record_id: null, code: f.code, article: null, params: JSON.stringify({ ip: f.ip }),
  }).execute()
}

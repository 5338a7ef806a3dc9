import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Database } from '#kernel/db/connect.ts'
import { firstLockMinutes, mostDoublings } from './rules.ts'

/** What is counted, as a digest: the counter says how often, never what. */
export function counterKey(kind: 'address' | 'subject', value: string): string {
  return createHash('sha256').update(`${kind}\n${value}`).digest('hex')
}

/**
 * Counts an attempt BEFORE it is judged, so that a hundred guesses sent at once are counted one by one. A day without failure forgets
 * them, a month forgets the locks.
 * @returns until when the counter is locked, if it was locked already: then the attempt is not judged
 */
export async function countAttempt(db: Database, key: string, most: number, now: Date): Promise<Date | undefined> {
  const closes = sql`(case when a.last_at < ${now}::timestamptz - interval '1 day' then 0 else a.failures end) + 1 >= ${most}`
  const { rows: [counted] } = await sql<{ failures: number }>`
    insert into enquiries.attempt as a (key, failures, locks, last_at) values (${key}, 1, 0, ${now})
    on conflict (key) do update set
      failures = case when ${closes} then 0 when a.last_at < ${now}::timestamptz - interval '1 day' then 1 else a.failures + 1 end,
      locks = case when a.last_at < ${now}::timestamptz - interval '30 days' then 0 else a.locks end + case when ${closes} then 1 else 0 end,
      locked_until = case when ${closes} then ${now}::timestamptz + make_interval(mins => (${firstLockMinutes} * 2 ^ least(a.locks, ${mostDoublings}))::integer) end,
      last_at = ${now}
      where a.locked_until is null or a.locked_until <= ${now}
    returning failures`.execute(db.app)
  if (counted) return undefined
  const { rows: [locked] } = await sql<{ locked_until: Date }>`select locked_until from enquiries.attempt where key = ${key}`.execute(db.app)
  return locked?.locked_until ?? now
}

/** Takes an attempt back that turned out right. `all`: forgets the failures before it too. */
export async function uncountAttempt(db: Database, key: string, all: boolean): Promise<void> {
  await (all
    ? sql`update enquiries.attempt set failures = 0, locks = 0, locked_until = null where key = ${key}`
    : sql`update enquiries.attempt set failures = greatest(failures - 1, 0) where key = ${key} and locked_until is null`).execute(db.app)
}

/** Drops what no longer counts. */
export async function forgetAttempts(db: Database, now: Date): Promise<void> {
  await sql`delete from enquiries.attempt where last_at < ${now}::timestamptz - interval '60 days'`.execute(db.app)
}

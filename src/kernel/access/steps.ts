import { createHash, randomBytes } from 'node:crypto'
import type { Database } from '#kernel/db/connect.ts'
import type { SignInStepTable } from '#kernel/db/tables.ts'
import type { HttpSide } from '#kernel/http/endpoint.ts'

/** What has been proved so far, or a challenge that waits. It lives for minutes, is used once, and opens nothing by itself. */
export interface Step { readonly hash: Buffer; readonly accountId: string | null; readonly state: Readonly<Record<string, string>>; readonly attempts: number }
type Purpose = SignInStepTable['purpose']

const minutes = 5
export const attemptsPerStep = 5
const cookieOf: Record<Purpose, { name: string; sameSite: 'strict' | 'lax' }> = {
  'second-factor': { name: 'mizan-step', sameSite: 'strict' },
  'register-passkey': { name: 'mizan-register', sameSite: 'strict' },
  // The provider's page sends the browser back to us: a strict cookie would not come along.
  outside: { name: 'mizan-outside', sameSite: 'lax' },
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest()
}

/** Begins a step and gives the browser its token, in a cookie that no script can read. Old steps are swept away. */
export async function beginStep(db: Database, http: HttpSide, s: { purpose: Purpose; accountId: string | null; state?: Record<string, string>; now: Date }): Promise<void> {
  const token = randomBytes(32).toString('base64url')
  await db.app.deleteFrom('kernel.sign_in_step').where('expires_at', '<', s.now).execute()
  await db.app.insertInto('kernel.sign_in_step').values({
    token_hash: hashOf(token), purpose: s.purpose, account_id: s.accountId, state: JSON.stringify(s.state ?? {}), created_at: s.now, expires_at: new Date(s.now.getTime() + minutes * 60_000),
  }).execute()
  const { name, sameSite } = cookieOf[s.purpose]
  http.setCookie(name, token, { seconds: minutes * 60, sameSite })
}

/** The step that this browser is in, or null. */
export async function findStep(db: Database, http: HttpSide, purpose: Purpose, now: Date): Promise<Step | null> {
  const token = http.cookie(cookieOf[purpose].name)
  if (!token || token.length > 100) return null
  const row = await db.app.selectFrom('kernel.sign_in_step').selectAll().where('token_hash', '=', hashOf(token)).where('purpose', '=', purpose).where('expires_at', '>', now).executeTakeFirst()
  return row ? { hash: row.token_hash, accountId: row.account_id, state: row.state as Record<string, string>, attempts: row.attempts } : null
}

/** Counts one try of a step. After the last one the step is gone, and the sign-in begins anew. */
export async function countTry(db: Database, step: Step): Promise<void> {
  const row = await db.app.updateTable('kernel.sign_in_step').set((eb) => ({ attempts: eb('attempts', '+', 1) })).where('token_hash', '=', step.hash).returning('attempts').executeTakeFirst()
  if (!row || row.attempts >= attemptsPerStep) await db.app.deleteFrom('kernel.sign_in_step').where('token_hash', '=', step.hash).execute()
}

/** Keeps a challenge with the step. */
export async function setStepState(db: Database, step: Step, state: Record<string, string>): Promise<void> {
  await db.app.updateTable('kernel.sign_in_step').set({ state: JSON.stringify(state) }).where('token_hash', '=', step.hash).execute()
}

/** Ends the step. False when another request has used it already. */
export async function useStep(db: Database, http: HttpSide, purpose: Purpose, step: Step): Promise<boolean> {
  http.setCookie(cookieOf[purpose].name, null, { seconds: 0, sameSite: cookieOf[purpose].sameSite })
  const { numDeletedRows } = await db.app.deleteFrom('kernel.sign_in_step').where('token_hash', '=', step.hash).executeTakeFirst()
  return numDeletedRows > 0n
}

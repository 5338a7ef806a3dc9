import { randomUUIDv7 } from 'node:crypto'
import { act } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import type { HttpSide } from '#kernel/http/endpoint.ts'
import { clearFailures, countAttempt, noteFailure, uncountAttempt, type Gate } from './lockout.ts'
import type { PostView, SignInStep } from './contract.ts'
import { passwordFits } from './passwords.ts'
import { currentPosts } from './posts.ts'
import { findSignedIn, openSession, revokeSession } from './sessions.ts'
import { needsSecondFactor } from './settings.ts'
import { beginStep, countTry, findStep, useStep, type Step } from './steps.ts'
import { stepOfCode, takeStep } from './totp.ts'

/** How a person proved who they are. */
export type Proof = 'password' | 'totp' | 'passkey' | 'outside'

/** The platform's own context for an act on an account that has no session yet. A repeated request has no answer to repeat here. */
export function doorCtx(ctx: Ctx): Ctx {
  return { ...ctx, session: null, system: true, idempotencyKey: undefined }
}

/**
 * User name and password. Whatever is wrong (no such user, wrong password, locked, disabled, one-time password too old), the answer
 * and its time are the same; the log of refusals knows which it was.
 */
export async function signInWithPassword(ctx: Ctx, http: HttpSide, userName: string, password: string): Promise<SignInStep> {
  const account = await ctx.db.app.selectFrom('kernel.account as a').leftJoin('kernel.credential as c', 'c.account_id', 'a.id')
    .select(['a.id', 'a.disabled_at', 'c.password_hash', 'c.totp_secret', 'c.must_change', 'c.one_time_until']).where('a.user_name', '=', userName.toLowerCase()).executeTakeFirst()
  const gate = await countAttempt(ctx.db, account?.id ?? null, ctx.now)
  const fits = await passwordFits(password, account?.password_hash ?? null)
  const wrong = !account ? 'access.unknown-user' : account.disabled_at ? 'access.disabled' : gate === 'locked' ? 'access.locked'
    : !fits ? (gate === 'closing' ? 'access.locked-out' : 'access.wrong-password')
      : account.one_time_until && account.one_time_until <= ctx.now ? 'access.one-time-over' : null
  if (wrong || !account) return failed(ctx, account?.id ?? null, wrong ?? 'access.unknown-user')
  const methods = await methodsOf(ctx, account.id, account.totp_secret !== null)
  if (methods.length > 0) {
    await uncountAttempt(ctx.db, account.id, gate)
    await beginStep(ctx.db, http, { purpose: 'second-factor', accountId: account.id, now: ctx.now })
    return { next: 'second-factor', methods }
  }
  return completeSignIn(ctx, http, account.id, 'password', false)
}

/** Refuses in the one way that every failed sign-in is refused. */
export async function failed(ctx: Ctx, accountId: string | null, code: string): Promise<never> {
  await noteFailure(ctx.db, { accountId, verb: 'access.sign-in', code, ip: ctx.ip })
  refuse('access.sign-in-failed', { status: 401 })
}

async function methodsOf(ctx: Ctx, accountId: string, totp: boolean): Promise<('totp' | 'passkey')[]> {
  const passkey = await ctx.db.app.selectFrom('kernel.passkey').select('id').where('account_id', '=', accountId).limit(1).executeTakeFirst()
  return [...(totp ? ['totp' as const] : []), ...(passkey ? ['passkey' as const] : [])]
}

/** The half sign-in of this browser: password right, second factor outstanding. Refuses where there is none, or it is over. */
export async function halfSignIn(ctx: Ctx, http: HttpSide): Promise<Step & { accountId: string }> {
  const step = await findStep(ctx.db, http, 'second-factor', ctx.now)
  if (!step?.accountId) refuse('access.step-over', { status: 401 })
  return { ...step, accountId: step.accountId }
}

/** Counts one try of a second factor, against the account and against this half sign-in. */
export async function gateOf(ctx: Ctx, step: Step & { accountId: string }): Promise<Gate> {
  const account = await ctx.db.app.selectFrom('kernel.account').select('disabled_at').where('id', '=', step.accountId).executeTakeFirst()
  if (!account || account.disabled_at) await failed(ctx, step.accountId, 'access.disabled')
  const gate = await countAttempt(ctx.db, step.accountId, ctx.now)
  await countTry(ctx.db, step)
  if (gate === 'locked') await secondFailed(ctx, step.accountId, 'access.locked')
  return gate
}

/** A second factor that was wrong: recorded, and refused without saying how. */
export async function secondFailed(ctx: Ctx, accountId: string, code: string): Promise<never> {
  await noteFailure(ctx.db, { accountId, verb: 'access.second-factor', code, ip: ctx.ip })
  refuse('access.second-factor-failed', { status: 401 })
}

/** The code of the authenticator app. A code that was used before is refused like a wrong one. */
export async function signInWithCode(ctx: Ctx, http: HttpSide, code: string): Promise<SignInStep> {
  const half = await halfSignIn(ctx, http)
  const gate = await gateOf(ctx, half)
  const credential = await ctx.db.app.selectFrom('kernel.credential').select('totp_secret').where('account_id', '=', half.accountId).executeTakeFirst()
  const step = credential?.totp_secret ? stepOfCode(credential.totp_secret, code, ctx.now) : null
  if (step === null) return secondFailed(ctx, half.accountId, gate === 'closing' ? 'access.locked-out' : 'access.wrong-code')
  if (!(await takeStep(ctx.db, half.accountId, step))) return secondFailed(ctx, half.accountId, 'access.code-used')
  if (!(await useStep(ctx.db, http, 'second-factor', half))) refuse('access.step-over', { status: 401 })
  return completeSignIn(ctx, http, half.accountId, 'totp', true)
}

/** Opens the session, by an act on the account: nobody signs in without an entry. */
export async function completeSignIn(ctx: Ctx, http: HttpSide, accountId: string, proof: Proof, twoFactors: boolean): Promise<SignInStep> {
  const posts = await currentPosts(ctx.db, accountId, ctx.now, ctx.lang)
  if (posts.length === 0) {
    await noteFailure(ctx.db, { accountId, verb: 'access.sign-in', code: 'access.no-post', ip: ctx.ip })
    refuse('access.no-post', { status: 403 })
  }
  const mustChange = proof !== 'outside' && (await mustChangePassword(ctx, accountId))
  const next = nextStep(posts, mustChange, twoFactors)
  const id = randomUUIDv7()
  const token = await act(doorCtx(ctx), { verb: 'access.sign-in', subject: { kind: 'account', bare: accountId }, detail: { session: id, proof, twoFactors, ip: ctx.ip } }, async (tx) => {
    await clearFailures({ app: tx.db }, accountId)
    // Who signs in anew in a browser that has a session already leaves none behind, whoever's it was.
    const earlier = http.token ? await findSignedIn({ app: tx.db }, http.token, ctx.now) : null
    if (earlier) await revokeSession({ app: tx.db }, earlier.accountId, earlier.sessionId, ctx.now)
    return openSession({ app: tx.db }, { id, accountId, postId: next.next === 'done' ? posts[0]!.id : null, secondFactor: twoFactors, userAgent: http.userAgent, ip: ctx.ip, now: ctx.now })
  })
  http.setSession(token)
  return next
}

export async function mustChangePassword(ctx: Ctx, accountId: string): Promise<boolean> {
  const row = await ctx.db.app.selectFrom('kernel.credential').select('must_change').where('account_id', '=', accountId).executeTakeFirst()
  return row?.must_change ?? false
}

/** What an account that is signed in must still do before it works: choose a password, enrol a second factor, choose a post. */
export function nextStep(posts: readonly PostView[], mustChange: boolean, twoFactors: boolean): SignInStep {
  if (mustChange) return { next: 'change-password' }
  if (!twoFactors && posts.length > 0 && posts.every((p) => needsSecondFactor(p.role))) return { next: 'enrol' }
  return posts.length === 1 ? { next: 'done' } : { next: 'choose-post', posts: [...posts] }
}

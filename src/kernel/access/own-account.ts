import { act, type Tx } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import type { HttpSide } from '#kernel/http/endpoint.ts'
import type { SessionView, SignInStep } from './contract.ts'
import { countAttempt, noteFailure, uncountAttempt } from './lockout.ts'
import { hashPassword, passwordFits, passwordFault } from './passwords.ts'
import { verbsOf } from './policy.ts'
import { currentPosts } from './posts.ts'
import { findSignedIn, revokeSession, revokeSessionsOf, type SignedIn } from './sessions.ts'
import { needsSecondFactor, outsideProvider } from './settings.ts'
import { doorCtx, mustChangePassword, nextStep } from './sign-in.ts'
import type { Role } from './roles.ts'

/** Who is signed in on this request, whether or not a post is chosen. */
export async function signedIn(ctx: Ctx, http: HttpSide): Promise<SignedIn> {
  return (http.token ? await findSignedIn(ctx.db, http.token, ctx.now) : null) ?? refuse('kernel.sign-in-first', { status: 401 })
}

/** An act of an account on itself. Before a post is chosen nobody's office acts: the entry then names the account as its subject only. */
export async function ownAct<T>(ctx: Ctx, accountId: string, verb: string, detail: Readonly<Record<string, unknown>>, work: (tx: Tx) => Promise<T>): Promise<T> {
  const actor: Ctx = ctx.session ? { ...ctx, idempotencyKey: undefined } : doorCtx(ctx)
  return act(actor, { verb, subject: { kind: 'account', bare: accountId }, detail }, work)
}

/** GET /api/session: who, in which post, what the post may. Answers without a session too. */
export async function viewSession(ctx: Ctx, http: HttpSide): Promise<SessionView> {
  const common = { outside: outsideProvider() !== null, offline: false, lang: ctx.lang }
  const who = http.token ? await findSignedIn(ctx.db, http.token, ctx.now) : null
  if (!who) return { signedIn: false, ...common }
  const account = await ctx.db.app.selectFrom('kernel.account').selectAll().where('id', '=', who.accountId).executeTakeFirstOrThrow()
  const posts = await currentPosts(ctx.db, who.accountId, ctx.now, ctx.lang)
  const post = posts.find((p) => p.id === ctx.session?.postId) ?? null
  const name = ctx.lang === 'en' ? account.full_name_en : account.full_name_ar
  const mustChange = await mustChangePassword(ctx, who.accountId)
  return {
    signedIn: true, ...common, lang: account.language, account: { id: account.id, name, userName: account.user_name }, personName: name, post, posts,
    may: post ? verbsOf(post.role as Role) : [], mustChangePassword: mustChange, mustEnrol: nextStep(posts, mustChange, who.secondFactor).next === 'enrol',
  }
}

/** Chooses the post to act as: one that the account holds now, and only with a second factor where its role needs one. */
export async function takePost(ctx: Ctx, http: HttpSide, postId: string): Promise<SignInStep> {
  const who = await signedIn(ctx, http)
  const post = (await currentPosts(ctx.db, who.accountId, ctx.now, ctx.lang)).find((p) => p.id === postId)
  if (!post) refuse('access.not-your-post', { status: 403, field: 'postId' })
  if (await mustChangePassword(ctx, who.accountId)) refuse('access.change-password-first', { status: 403 })
  if (needsSecondFactor(post.role) && !who.secondFactor) refuse('access.second-factor-first', { status: 403 })
  await ownAct(ctx, who.accountId, 'access.choose-post', { session: who.sessionId, post: postId }, (tx) => setPost(tx, who.sessionId, postId))
  return { next: 'done' }
}

async function setPost(tx: Tx, sessionId: string, postId: string): Promise<void> {
  await tx.db.updateTable('kernel.session').set({ post_id: postId }).where('id', '=', sessionId).execute()
}

/** The password again, before a change that would let someone else in. Wrong guesses count towards the lock. */
export async function provePassword(ctx: Ctx, accountId: string, verb: string, password: string): Promise<void> {
  const gate = await countAttempt(ctx.db, accountId, ctx.now)
  const row = await ctx.db.app.selectFrom('kernel.credential').select('password_hash').where('account_id', '=', accountId).executeTakeFirst()
  const fits = await passwordFits(password, row?.password_hash ?? null)
  if (gate !== 'locked' && fits) return uncountAttempt(ctx.db, accountId, gate)
  await noteFailure(ctx.db, { accountId, verb, code: gate === 'locked' ? 'access.locked' : gate === 'closing' ? 'access.locked-out' : 'access.wrong-password', ip: ctx.ip })
  refuse('access.password-wrong', { status: 403, field: 'password' })
}

/** A new password. Every other session of the account ends: whoever knew the old one is out. */
export async function setOwnPassword(ctx: Ctx, http: HttpSide, current: string, next: string): Promise<SignInStep> {
  const who = await signedIn(ctx, http)
  await provePassword(ctx, who.accountId, 'access.change-password', current)
  const account = await ctx.db.app.selectFrom('kernel.account').select('user_name').where('id', '=', who.accountId).executeTakeFirstOrThrow()
  const fault = passwordFault(next, { userName: account.user_name, current })
  if (fault) refuse(fault, { field: 'next', params: { minimum: 12 } })
  const hash = await hashPassword(next)
  const posts = await currentPosts(ctx.db, who.accountId, ctx.now, ctx.lang)
  const step = nextStep(posts, false, who.secondFactor)
  await ownAct(ctx, who.accountId, 'access.change-password', { session: who.sessionId }, async (tx) => {
    await tx.db.updateTable('kernel.credential').set({ password_hash: hash, must_change: false, one_time_until: null, changed_at: tx.at }).where('account_id', '=', who.accountId).execute()
    await revokeSessionsOf({ app: tx.db }, who.accountId, tx.at, who.sessionId)
    if (!who.postId && step.next === 'done') await setPost(tx, who.sessionId, posts[0]!.id)
  })
  return who.postId ? { next: 'done' } : step
}

/** After a second factor was enrolled: this session has it, and goes on. */
export async function factorEnrolled(ctx: Ctx, tx: Tx, who: SignedIn): Promise<SignInStep> {
  await tx.db.updateTable('kernel.session').set({ second_factor: true }).where('id', '=', who.sessionId).execute()
  if (who.postId) return { next: 'done' }
  const posts = await currentPosts({ app: tx.db }, who.accountId, ctx.now, ctx.lang)
  const step = nextStep(posts, await mustChangePassword(ctx, who.accountId), true)
  if (step.next === 'done') await setPost(tx, who.sessionId, posts[0]!.id)
  return step
}

/** A factor may go only where none of the account's posts needs one, or another remains. */
export async function assertFactorMayGo(ctx: Ctx, accountId: string, remaining: number): Promise<void> {
  const posts = await currentPosts(ctx.db, accountId, ctx.now, ctx.lang)
  if (remaining === 0 && posts.some((p) => needsSecondFactor(p.role))) refuse('access.second-factor-required', { status: 403 })
}

/** Ends one of the account's own sessions. */
export async function endOwnSession(ctx: Ctx, who: SignedIn, sessionId: string, verb: string): Promise<void> {
  await ownAct(ctx, who.accountId, verb, { session: sessionId }, async (tx) => {
    if (!(await revokeSession({ app: tx.db }, who.accountId, sessionId, tx.at))) refuse('access.session-unknown', { status: 404 })
  })
}

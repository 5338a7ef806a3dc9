import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { qrSvg } from '#kernel/documents/print/qr.ts'
import { handle, type Handler, type HttpSide } from '#kernel/http/endpoint.ts'
import {
  changePassword, choosePost, confirmTotp, enrolTotp, listFactors, listSessions, outsideCallback, outsideStart, passkeyOptions, passkeyRegisterOptions, passkeySignIn,
  readSession, registerPasskey, removePasskey, removeTotp, revokeMySession, secondFactor, setLanguage, signIn, signOut, type SignInStep,
} from './contract.ts'
import { outsideAddress, outsideReturn } from './outside.ts'
import { assertFactorMayGo, endOwnSession, factorEnrolled, ownAct, provePassword, setOwnPassword, signedIn, takePost, viewSession } from './own-account.ts'
import { addPasskey, passkeyChallenge, passkeyRegistration, signInWithPasskey } from './passkeys.ts'
import { currentPosts } from './posts.ts'
import { findSignedIn } from './sessions.ts'
import { needsSecondFactor } from './settings.ts'
import { signInWithCode, signInWithPassword } from './sign-in.ts'
import { newTotp, stepOfCode, takeStep } from './totp.ts'

const done = { done: true } as const

/** Sign-in, and what an account does to itself. */
export const accessHandlers: readonly Handler[] = [
  handle(signIn, (input, ctx, http) => signInWithPassword(ctx, http, input.userName, input.password)),
  handle(secondFactor, (input, ctx, http) => signInWithCode(ctx, http, input.code)),
  handle(passkeyOptions, async (_, ctx, http) => ({ ...(await passkeyChallenge(ctx, http)) })),
  handle(passkeySignIn, (input, ctx, http) => signInWithPasskey(ctx, http, input.response)),
  handle(readSession, (_, ctx, http) => viewSession(ctx, http)),
  handle(signOut, async (_, ctx, http) => {
    const who = http.token ? await findSignedIn(ctx.db, http.token, ctx.now) : null
    if (who) await endOwnSession(ctx, who, who.sessionId, 'access.sign-out')
    http.setSession(null)
    return done
  }),
  handle(choosePost, (input, ctx, http) => takePost(ctx, http, input.postId)),
  handle(setLanguage, async ({ lang }, ctx, http) => {
    const who = await signedIn(ctx, http)
    await ownAct(ctx, who.accountId, 'access.set-language', { lang }, (tx) => tx.db.updateTable('kernel.account').set({ language: lang }).where('id', '=', who.accountId).execute().then(() => {}))
    return done
  }),
  handle(outsideStart, async (_, ctx, http) => ({ raw: true as const, type: 'text/plain', body: '', location: await outsideAddress(ctx, http) })),
  handle(outsideCallback, async (query, ctx, http) => ({ raw: true as const, type: 'text/plain', body: '', location: await outsideReturn(ctx, http, query) })),
  handle(listSessions, async (_, ctx, http) => ({ rows: await mySessions(ctx, http) })),
  handle(revokeMySession, async ({ sessionId }, ctx, http) => {
    await endOwnSession(ctx, await signedIn(ctx, http), sessionId, 'access.revoke-session')
    return done
  }),
  handle(changePassword, (input, ctx, http) => setOwnPassword(ctx, http, input.current, input.next)),
  handle(listFactors, (_, ctx, http) => myFactors(ctx, http)),
  handle(enrolTotp, ({ password }, ctx, http) => beginTotp(ctx, http, password)),
  handle(confirmTotp, ({ code }, ctx, http) => finishTotp(ctx, http, code)),
  handle(removeTotp, async ({ password }, ctx, http) => {
    const who = await signedIn(ctx, http)
    await provePassword(ctx, who.accountId, 'access.remove-totp', password)
    await assertFactorMayGo(ctx, who.accountId, (await myFactors(ctx, http)).passkeys.length)
    await ownAct(ctx, who.accountId, 'access.remove-totp', {}, (tx) => tx.db.updateTable('kernel.credential').set({ totp_secret: null, totp_pending: null }).where('account_id', '=', who.accountId).execute().then(() => {}))
    return done
  }),
  handle(passkeyRegisterOptions, async ({ password }, ctx, http) => ({ ...(await passkeyRegistration(ctx, http, password)) })),
  handle(registerPasskey, (input, ctx, http) => addPasskey(ctx, http, input.label, input.response)),
  handle(removePasskey, async ({ id, password }, ctx, http) => {
    const who = await signedIn(ctx, http)
    await provePassword(ctx, who.accountId, 'access.remove-passkey', password)
    const { totp, passkeys } = await myFactors(ctx, http)
    await assertFactorMayGo(ctx, who.accountId, passkeys.filter((p) => p.id !== id).length + (totp ? 1 : 0))
    await ownAct(ctx, who.accountId, 'access.remove-passkey', { passkey: id }, async (tx) => {
      const { numDeletedRows } = await tx.db.deleteFrom('kernel.passkey').where('id', '=', id).where('account_id', '=', who.accountId).executeTakeFirst()
      if (numDeletedRows === 0n) refuse('access.passkey-unknown', { status: 404 })
    })
    return done
  }),
]

async function mySessions(ctx: Ctx, http: HttpSide) {
  const who = await signedIn(ctx, http)
  const rows = await ctx.db.app.selectFrom('kernel.session').selectAll().where('account_id', '=', who.accountId).where('revoked_at', 'is', null).where('expires_at', '>', ctx.now).orderBy('last_seen_at', 'desc').limit(50).execute()
  return rows.map((s) => ({
    id: s.id, createdAt: s.created_at.toISOString(), lastSeenAt: s.last_seen_at.toISOString(), expiresAt: s.expires_at.toISOString(), ip: s.ip ?? '', userAgent: s.user_agent ?? '',
    current: s.id === who.sessionId, secondFactor: s.second_factor,
  }))
}

async function myFactors(ctx: Ctx, http: HttpSide) {
  const who = await signedIn(ctx, http)
  const credential = await ctx.db.app.selectFrom('kernel.credential').select('totp_secret').where('account_id', '=', who.accountId).executeTakeFirst()
  const passkeys = await ctx.db.app.selectFrom('kernel.passkey').select(['id', 'label', 'created_at']).where('account_id', '=', who.accountId).orderBy('created_at').execute()
  const posts = await currentPosts(ctx.db, who.accountId, ctx.now, ctx.lang)
  return {
    totp: Boolean(credential?.totp_secret), required: posts.some((p) => needsSecondFactor(p.role)),
    passkeys: passkeys.map((p) => ({ id: p.id, label: p.label, createdAt: p.created_at.toISOString() })),
  }
}

/** A new secret waits until a code proves that the app has it. The answer is shown once and kept nowhere but sealed. */
async function beginTotp(ctx: Ctx, http: HttpSide, password: string) {
  const who = await signedIn(ctx, http)
  await provePassword(ctx, who.accountId, 'access.enrol-totp', password)
  const account = await ctx.db.app.selectFrom('kernel.account as a').innerJoin('kernel.credential as c', 'c.account_id', 'a.id').select(['a.user_name', 'c.totp_secret']).where('a.id', '=', who.accountId).executeTakeFirstOrThrow()
  if (account.totp_secret) refuse('access.totp-exists', { status: 409 })
  const { secret, uri, sealed } = newTotp(account.user_name)
  await ctx.db.app.updateTable('kernel.credential').set({ totp_pending: sealed }).where('account_id', '=', who.accountId).execute()
  return { secret, uri, qr: qrSvg(uri) }
}

async function finishTotp(ctx: Ctx, http: HttpSide, code: string): Promise<SignInStep> {
  const who = await signedIn(ctx, http)
  const row = await ctx.db.app.selectFrom('kernel.credential').select(['totp_pending']).where('account_id', '=', who.accountId).executeTakeFirst()
  const pending = row?.totp_pending ?? refuse('access.no-pending-totp', { status: 409 })
  const step = stepOfCode(pending, code, ctx.now)
  if (step === null) refuse('access.code-wrong', { field: 'code' })
  return ownAct(ctx, who.accountId, 'access.enrol-totp', {}, async (tx) => {
    await tx.db.updateTable('kernel.credential').set({ totp_secret: pending, totp_pending: null, totp_last_step: null }).where('account_id', '=', who.accountId).execute()
    await takeStep({ app: tx.db }, who.accountId, step)
    return factorEnrolled(ctx, tx, who)
  })
}

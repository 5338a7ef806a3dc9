import { generateAuthenticationOptions, generateRegistrationOptions, verifyAuthenticationResponse, verifyRegistrationResponse } from '@simplewebauthn/server'
import type { AuthenticationResponseJSON, PublicKeyCredentialCreationOptionsJSON, PublicKeyCredentialRequestOptionsJSON, RegistrationResponseJSON } from '@simplewebauthn/server'
import { refuse } from '#kernel/act/refusal.ts'
import type { Ctx } from '#kernel/act/context.ts'
import type { HttpSide } from '#kernel/http/endpoint.ts'
import type { SignInStep } from './contract.ts'
import { factorEnrolled, ownAct, provePassword, signedIn } from './own-account.ts'
import { ownOrigin } from './settings.ts'
import { completeSignIn, gateOf, halfSignIn, secondFailed } from './sign-in.ts'
import { beginStep, findStep, setStepState, useStep } from './steps.ts'

/** WebAuthn level 3, as a second factor beside the password: the user's presence is asked, verification preferred. */
const mostPasskeys = 10

/** The challenge for registering a passkey; the password is asked again first. */
export async function passkeyRegistration(ctx: Ctx, http: HttpSide, password: string): Promise<PublicKeyCredentialCreationOptionsJSON> {
  const who = await signedIn(ctx, http)
  await provePassword(ctx, who.accountId, 'access.add-passkey', password)
  const account = await ctx.db.app.selectFrom('kernel.account').selectAll().where('id', '=', who.accountId).executeTakeFirstOrThrow()
  const existing = await ctx.db.app.selectFrom('kernel.passkey').select('id').where('account_id', '=', who.accountId).execute()
  if (existing.length >= mostPasskeys) refuse('access.too-many-passkeys', { params: { most: mostPasskeys } })
  const options = await generateRegistrationOptions({
    rpName: 'Mizan', rpID: ownOrigin(http.origin).host, userName: account.user_name, userDisplayName: account.full_name_en, userID: new Uint8Array(Buffer.from(who.accountId)),
    attestationType: 'none', excludeCredentials: existing, authenticatorSelection: { residentKey: 'preferred', userVerification: 'preferred' },
  })
  await beginStep(ctx.db, http, { purpose: 'register-passkey', accountId: who.accountId, state: { challenge: options.challenge }, now: ctx.now })
  return options
}

/** Checks the authenticator's answer and keeps its public key. */
export async function addPasskey(ctx: Ctx, http: HttpSide, label: string, response: unknown): Promise<SignInStep> {
  const who = await signedIn(ctx, http)
  const step = await findStep(ctx.db, http, 'register-passkey', ctx.now)
  if (!step || step.accountId !== who.accountId || !(await useStep(ctx.db, http, 'register-passkey', step))) refuse('access.step-over', { status: 403 })
  const { origin, host } = ownOrigin(http.origin)
  const checked = await verifyRegistrationResponse({
    response: response as RegistrationResponseJSON, expectedChallenge: step.state['challenge'] ?? '', expectedOrigin: origin, expectedRPID: host, requireUserVerification: false,
  }).catch(() => null)
  if (!checked?.verified) refuse('access.passkey-not-verified')
  const { id, publicKey, counter } = checked.registrationInfo.credential
  return ownAct(ctx, who.accountId, 'access.add-passkey', { passkey: id, label }, async (tx) => {
    await tx.db.insertInto('kernel.passkey').values({ id, account_id: who.accountId, public_key: Buffer.from(publicKey), counter, label }).execute()
    return factorEnrolled(ctx, tx, who)
  })
}

/** The challenge for a half sign-in: for this account's passkeys only. */
export async function passkeyChallenge(ctx: Ctx, http: HttpSide): Promise<PublicKeyCredentialRequestOptionsJSON> {
  const half = await halfSignIn(ctx, http)
  const allowCredentials = await ctx.db.app.selectFrom('kernel.passkey').select('id').where('account_id', '=', half.accountId).execute()
  if (allowCredentials.length === 0) refuse('access.no-passkey')
  const options = await generateAuthenticationOptions({ rpID: ownOrigin(http.origin).host, allowCredentials, userVerification: 'preferred' })
  await setStepState(ctx.db, half, { challenge: options.challenge })
  return options
}

/** Checks the authenticator's signature over the challenge. A counter that goes back means a copied key, and is refused. */
export async function signInWithPasskey(ctx: Ctx, http: HttpSide, response: unknown): Promise<SignInStep> {
  const half = await halfSignIn(ctx, http)
  await gateOf(ctx, half)
  const answer = response as AuthenticationResponseJSON
  const key = await ctx.db.app.selectFrom('kernel.passkey').selectAll().where('id', '=', answer.id).where('account_id', '=', half.accountId).executeTakeFirst()
  const challenge = half.state['challenge']
  if (!key || !challenge) return secondFailed(ctx, half.accountId, 'access.passkey-unknown')
  const { origin, host } = ownOrigin(http.origin)
  const checked = await verifyAuthenticationResponse({
    response: answer, expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: host, requireUserVerification: false,
    credential: { id: key.id, publicKey: new Uint8Array(key.public_key), counter: key.counter },
  }).catch(() => null)
  if (!checked?.verified) return secondFailed(ctx, half.accountId, 'access.passkey-not-verified')
  if (!(await useStep(ctx.db, http, 'second-factor', half))) refuse('access.step-over', { status: 401 })
  await ctx.db.app.updateTable('kernel.passkey').set({ counter: checked.authenticationInfo.newCounter }).where('id', '=', key.id).execute()
  return completeSignIn(ctx, http, half.accountId, 'passkey', true)
}

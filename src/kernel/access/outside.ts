import * as oidc from 'openid-client'
import type { Ctx } from '#kernel/act/context.ts'
import { Refusal, refuse } from '#kernel/act/refusal.ts'
import type { HttpSide } from '#kernel/http/endpoint.ts'
import { noteFailure } from './lockout.ts'
import { outsideProvider, type OutsideProvider } from './settings.ts'
import { completeSignIn } from './sign-in.ts'
import { beginStep, findStep, useStep } from './steps.ts'

/** Methods (RFC 8176) by which a provider says that it asked for more than a password. */
const strongMethods = new Set(['mfa', 'otp', 'hwk', 'swk', 'fpt', 'face', 'iris', 'pop', 'sc'])

let known: { issuer: string; config: oidc.Configuration } | undefined

async function configOf(provider: OutsideProvider): Promise<oidc.Configuration> {
  if (known?.issuer === provider.issuer.href) return known.config
  // Plain http only to a provider on this very machine; any other must show a certificate.
  const local = provider.issuer.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(provider.issuer.hostname)
  const config = await oidc.discovery(provider.issuer, provider.clientId, provider.clientSecret, undefined, { timeout: 10, ...(local ? { execute: [oidc.allowInsecureRequests] } : {}) })
  known = { issuer: provider.issuer.href, config }
  return config
}

/** The address at the provider to send the browser to: authorization code with PKCE, state and nonce, kept with this browser's step. */
export async function outsideAddress(ctx: Ctx, http: HttpSide): Promise<string> {
  const provider = outsideProvider() ?? refuse('access.no-outside', { status: 404 })
  const config = await configOf(provider).catch(() => refuse('access.outside-away', { status: 503 }))
  const verifier = oidc.randomPKCECodeVerifier()
  const [state, nonce] = [oidc.randomState(), oidc.randomNonce()]
  await beginStep(ctx.db, http, { purpose: 'outside', accountId: null, state: { verifier, state, nonce }, now: ctx.now })
  return oidc.buildAuthorizationUrl(config, {
    redirect_uri: provider.redirect.href, scope: 'openid', code_challenge: await oidc.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', state, nonce,
  }).href
}

/**
 * The browser comes back from the provider. Issuer and subject name the account; a name or an e-mail address never does.
 * @returns where to send the browser: the home page, or the sign-in page with the refusal's code
 */
export async function outsideReturn(ctx: Ctx, http: HttpSide, query: Readonly<Record<string, string>>): Promise<string> {
  try {
    await signInFromOutside(ctx, http, query)
    return '/'
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return `/sign-in?refused=${encodeURIComponent(error.code)}`
  }
}

async function signInFromOutside(ctx: Ctx, http: HttpSide, query: Readonly<Record<string, string>>): Promise<void> {
  const provider = outsideProvider() ?? refuse('access.no-outside', { status: 404 })
  const step = await findStep(ctx.db, http, 'outside', ctx.now)
  if (!step || !(await useStep(ctx.db, http, 'outside', step))) refuse('access.step-over', { status: 401 })
  const { verifier = '', state = '', nonce = '' } = step.state
  const returned = new URL(provider.redirect)
  returned.search = new URLSearchParams(query).toString()
  const config = await configOf(provider).catch(() => refuse('access.outside-away', { status: 503 }))
  const tokens = await oidc.authorizationCodeGrant(config, returned, { pkceCodeVerifier: verifier, expectedState: state, expectedNonce: nonce, idTokenExpected: true }).catch(() => null)
  const claims = tokens?.claims()
  if (!claims) return fail(ctx, null, 'access.outside-failed')
  const found = await ctx.db.app.selectFrom('kernel.outside_identity as i').innerJoin('kernel.account as a', 'a.id', 'i.account_id')
    .select(['a.id', 'a.disabled_at']).where('i.issuer', '=', claims.iss).where('i.subject', '=', claims.sub).executeTakeFirst()
  if (!found) return fail(ctx, null, 'access.outside-unknown')
  if (found.disabled_at) return fail(ctx, found.id, 'access.outside-unknown')
  const methods = Array.isArray(claims['amr']) ? claims['amr'].map(String) : []
  await completeSignIn(ctx, http, found.id, 'outside', methods.some((m) => strongMethods.has(m)))
}

async function fail(ctx: Ctx, accountId: string | null, code: string): Promise<never> {
  await noteFailure(ctx.db, { accountId, verb: 'access.sign-in-outside', code, ip: ctx.ip })
  refuse(code, { status: 401 })
}

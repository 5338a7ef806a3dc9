import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'

/** A post as the person who holds it sees it, in their language. */
export const PostView = z.object({
  id: z.uuid(), title: z.string(), role: z.string(), scope: z.enum(['office', 'subtree', 'nation']), acting: z.boolean(),
  office: z.object({ id: z.uuid(), name: z.string(), kind: z.string() }),
})
export type PostView = z.infer<typeof PostView>

/** What comes next in a sign-in. `done` and all after the password is right carry a session cookie; `second-factor` carries none. */
export const SignInStep = z.object({
  next: z.enum(['second-factor', 'change-password', 'enrol', 'choose-post', 'done']),
  methods: z.array(z.enum(['totp', 'passkey'])).optional(),
  posts: z.array(PostView).optional(),
})
export type SignInStep = z.infer<typeof SignInStep>

export const SessionView = z.object({
  signedIn: z.boolean(),
  /** Another way in beside the password: the institution's own provider. */
  outside: z.boolean(),
  offline: z.boolean(),
  lang: z.string(),
  account: z.object({ id: z.uuid(), name: z.string(), userName: z.string() }).optional(),
  personName: z.string().optional(),
  post: PostView.nullable().optional(),
  posts: z.array(PostView).optional(),
  may: z.array(z.string()).optional(),
  mustChangePassword: z.boolean().optional(),
  mustEnrol: z.boolean().optional(),
})
export type SessionView = z.infer<typeof SessionView>

const done = z.object({ done: z.literal(true) })
const password = z.string().min(1).max(200)
const webauthn = z.looseObject({ id: z.string().max(2000), rawId: z.string().max(2000), type: z.literal('public-key'), response: z.looseObject({}), clientExtensionResults: z.looseObject({}).default({}) })

export const signIn = endpoint({
  name: 'access.sign-in', method: 'POST', path: '/api/session/sign-in', may: 'public', limit: { perMinute: 30 },
  input: z.object({ userName: z.string().trim().min(1).max(100), password }), output: SignInStep,
})
export const secondFactor = endpoint({
  name: 'access.second-factor', method: 'POST', path: '/api/session/second-factor', may: 'public', limit: { perMinute: 30 },
  input: z.object({ code: z.string().regex(/^\d{6}$/) }), output: SignInStep,
})
export const passkeyOptions = endpoint({
  name: 'access.passkey-options', method: 'POST', path: '/api/session/passkey/options', may: 'public', limit: { perMinute: 30 },
  input: z.object({}), output: z.looseObject({ challenge: z.string() }),
})
export const passkeySignIn = endpoint({
  name: 'access.passkey-sign-in', method: 'POST', path: '/api/session/passkey', may: 'public', limit: { perMinute: 30 },
  input: z.object({ response: webauthn }), output: SignInStep,
})
export const readSession = endpoint({ name: 'access.session', method: 'GET', path: '/api/session', may: 'public', input: z.object({}), output: SessionView })
export const signOut = endpoint({ name: 'access.sign-out', method: 'POST', path: '/api/session/sign-out', may: 'public', input: z.object({}), output: done })
export const choosePost = endpoint({ name: 'access.choose-post', method: 'POST', path: '/api/session/post', may: 'signed-in', withoutPost: true, input: z.object({ postId: z.uuid() }), output: SignInStep })
export const setLanguage = endpoint({ name: 'access.set-language', method: 'POST', path: '/api/session/language', may: 'signed-in', withoutPost: true, input: z.object({ lang: z.enum(['ar', 'ckb', 'en']) }), output: done })

export const outsideStart = endpoint({ name: 'access.outside-start', method: 'GET', path: '/api/oidc/start', may: 'public', limit: { perMinute: 30 }, input: z.object({}), output: z.object({}) })
export const outsideCallback = endpoint({ name: 'access.outside-callback', method: 'GET', path: '/api/oidc/callback', may: 'public', limit: { perMinute: 30 }, input: z.record(z.string().max(100), z.string().max(8000)), output: z.object({}) })

export const listSessions = endpoint({
  name: 'access.list-sessions', method: 'GET', path: '/api/session/list', may: 'signed-in', withoutPost: true, input: z.object({}),
  output: z.object({ rows: z.array(z.object({ id: z.uuid(), createdAt: z.iso.datetime(), lastSeenAt: z.iso.datetime(), expiresAt: z.iso.datetime(), ip: z.string(), userAgent: z.string(), current: z.boolean(), secondFactor: z.boolean() })) }),
})
export const revokeMySession = endpoint({ name: 'access.revoke-session', method: 'POST', path: '/api/session/revoke', may: 'signed-in', withoutPost: true, input: z.object({ sessionId: z.uuid() }), output: done })
export const changePassword = endpoint({
  name: 'access.change-password', method: 'POST', path: '/api/session/password', may: 'signed-in', withoutPost: true, limit: { perMinute: 10 },
  input: z.object({ current: password, next: password }), output: SignInStep,
})
export const listFactors = endpoint({
  name: 'access.list-factors', method: 'GET', path: '/api/session/factors', may: 'signed-in', withoutPost: true, input: z.object({}),
  output: z.object({ totp: z.boolean(), required: z.boolean(), passkeys: z.array(z.object({ id: z.string(), label: z.string(), createdAt: z.iso.datetime() })) }),
})
export const enrolTotp = endpoint({
  name: 'access.enrol-totp', method: 'POST', path: '/api/session/totp/enrol', may: 'signed-in', withoutPost: true, limit: { perMinute: 10 },
  input: z.object({ password }), output: z.object({ secret: z.string(), uri: z.string(), qr: z.string() }),
})
export const confirmTotp = endpoint({
  name: 'access.confirm-totp', method: 'POST', path: '/api/session/totp/confirm', may: 'signed-in', withoutPost: true, limit: { perMinute: 10 },
  input: z.object({ code: z.string().regex(/^\d{6}$/) }), output: SignInStep,
})
export const removeTotp = endpoint({ name: 'access.remove-totp', method: 'POST', path: '/api/session/totp/remove', may: 'signed-in', withoutPost: true, limit: { perMinute: 10 }, input: z.object({ password }), output: done })
export const passkeyRegisterOptions = endpoint({
  name: 'access.passkey-register-options', method: 'POST', path: '/api/session/passkeys/options', may: 'signed-in', withoutPost: true, limit: { perMinute: 10 },
  input: z.object({ password }), output: z.looseObject({ challenge: z.string() }),
})
export const registerPasskey = endpoint({
  name: 'access.register-passkey', method: 'POST', path: '/api/session/passkeys/register', may: 'signed-in', withoutPost: true, limit: { perMinute: 10 },
  input: z.object({ label: z.string().trim().min(1).max(60), response: webauthn }), output: SignInStep,
})
export const removePasskey = endpoint({ name: 'access.remove-passkey', method: 'POST', path: '/api/session/passkeys/remove', may: 'signed-in', withoutPost: true, limit: { perMinute: 10 }, input: z.object({ id: z.string().max(2000), password }), output: done })

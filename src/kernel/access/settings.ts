import { roles, type Role } from './roles.ts'

/** The institution's own sign-in provider (OpenID Connect). */
export interface OutsideProvider { readonly issuer: URL; readonly clientId: string; readonly clientSecret: string; readonly redirect: URL }

/**
 * Which roles may work only after a second factor: `MIZAN_SECOND_FACTOR` is `optional` (none, the default),
 * `required` (all), or a list of roles separated by commas. An unknown role is an error: a typing mistake must not open a door.
 */
export function needsSecondFactor(role: string, setting = process.env['MIZAN_SECOND_FACTOR'] ?? 'optional'): boolean {
  if (setting === 'optional' || setting === '') return false
  if (setting === 'required') return true
  const named = setting.split(',').map((r) => r.trim())
  const unknown = named.filter((r) => !roles.includes(r as Role))
  if (unknown.length > 0) throw new Error(`MIZAN_SECOND_FACTOR names no such role: ${unknown.join(', ')}`)
  return named.includes(role)
}

/** The provider by `MIZAN_OIDC_ISSUER`, `_CLIENT_ID`, `_CLIENT_SECRET` and `_REDIRECT` (the address of /api/oidc/callback); null where none is set. */
export function outsideProvider(env: NodeJS.ProcessEnv = process.env): OutsideProvider | null {
  const { MIZAN_OIDC_ISSUER: issuer, MIZAN_OIDC_CLIENT_ID: clientId, MIZAN_OIDC_CLIENT_SECRET: clientSecret, MIZAN_OIDC_REDIRECT: redirect } = env
  if (!issuer) return null
  if (!clientId || !clientSecret || !redirect) throw new Error('MIZAN_OIDC_ISSUER needs MIZAN_OIDC_CLIENT_ID, MIZAN_OIDC_CLIENT_SECRET and MIZAN_OIDC_REDIRECT beside it')
  return { issuer: new URL(issuer), clientId, clientSecret, redirect: new URL(redirect) }
}

/** Where the browser finds this server: `MIZAN_ORIGIN`, else the address that the browser asked. Passkeys belong to its host. */
export function ownOrigin(asked: string): { origin: string; host: string } {
  const url = new URL(process.env['MIZAN_ORIGIN'] ?? asked)
  return { origin: url.origin, host: url.hostname }
}

import { randomBytes } from 'node:crypto'
import type { FastifyInstance } from 'fastify'

/** What an answer that is data may do if a browser is made to open it: nothing, in nobody's frame, without an origin. */
export const dataPolicy = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

/** A picture, a recording or a text that somebody added to a record, shown by itself. */
const filePolicy = "default-src 'none'; img-src 'self'; media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; sandbox"

/** A paper in the browser's own viewer of PDF, which a sandbox would switch off. Nothing in it comes from this server or any other. */
const paperPolicy = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

/** The policy of a file that is sent as it is. */
export function filePolicyOf(mediaType: string): string {
  return mediaType === 'application/pdf' ? paperPolicy : filePolicy
}

/**
 * What the screens may do. Scripts come from our own files only; a style sheet made at run time carries this page's nonce;
 * text becomes markup only through the one policy of src/kernel/web/trusted.ts. Styles set through the DOM's own properties
 * (as React does) are no business of a content policy; `style="…"` in markup is refused. `connect`: what pages may ask besides this
 * server, by the operator's setting (a scanner on the machine where the page is shown).
 */
export function pagePolicy(nonce: string, connect: readonly string[] = []): string {
  return Object.entries({
    'default-src': "'none'", 'script-src': "'self'", 'script-src-attr': "'none'", 'style-src': `'self' 'nonce-${nonce}'`, 'style-src-attr': "'none'", 'img-src': "'self' data: blob:", 'font-src': "'self'",
    'connect-src': ["'self'", ...connect].join(' '), 'media-src': "'self' blob:", 'manifest-src': "'self'", 'worker-src': "'none'", 'frame-src': "'none'", 'object-src': "'none'", 'base-uri': "'none'", 'form-action': "'self'", 'frame-ancestors': "'none'",
    'require-trusted-types-for': "'script'", 'trusted-types': 'default',
  }).map(([name, value]) => `${name} ${value}`).join('; ')
}

/** A nonce for one page: 128 bits, never used again. */
export function newNonce(): string {
  return randomBytes(16).toString('base64url')
}

/** What a page may ask of the machine it is shown on. Signing in by passkey, filling the screen, and on our own screens the camera, for photographs; nothing else. */
const permissions = (camera: '()' | '(self)') => [`camera=${camera}`,
  ...['accelerometer', 'autoplay', 'bluetooth', 'browsing-topics', 'clipboard-read', 'display-capture', 'encrypted-media', 'geolocation', 'gyroscope', 'hid', 'idle-detection', 'local-fonts',
    'magnetometer', 'microphone', 'midi', 'payment', 'screen-wake-lock', 'serial', 'usb', 'window-management', 'xr-spatial-tracking'].map((name) => `${name}=()`),
  'fullscreen=(self)', 'publickey-credentials-create=(self)', 'publickey-credentials-get=(self)',
].join(', ')

const always: Readonly<Record<string, string>> = {
  'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer', 'permissions-policy': permissions('()'),
  'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin', 'origin-agent-cluster': '?1',
  'x-dns-prefetch-control': 'off', 'x-permitted-cross-domain-policies': 'none', 'x-robots-tag': 'noindex, nofollow', 'x-xss-protection': '0',
}

/** What our own screens may ask for. */
export const screenPermissions = permissions('(self)')

/** A year, and for every name below ours; sent only where browsers come to us by TLS. */
const transportSecurity = 'max-age=31536000; includeSubDomains'

/** The headers of an answer that is data. `https`: browsers come to us by TLS. */
export function headersOfData(https: boolean): Record<string, string> {
  return { ...always, 'content-security-policy': dataPolicy, 'cache-control': 'no-store', ...(https ? { 'strict-transport-security': transportSecurity } : {}) }
}

/** Every answer carries these; a route may say otherwise of its own. Whatever says nothing of caching is kept by nobody. */
export function addHeaders(app: FastifyInstance, { https }: { https: boolean }): void {
  const headers = Object.entries(headersOfData(https))
  app.addHook('onSend', async (_, reply) => {
    for (const [name, value] of headers) if (!reply.hasHeader(name)) void reply.header(name, value)
  })
}

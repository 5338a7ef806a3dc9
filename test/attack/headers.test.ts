// What every answer tells browsers to do and not to do: pages, data, problems, papers, files, by TLS and without.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hashPassword } from '#kernel/access/passwords.ts'
import { mountEvents } from '#kernel/http/events.ts'
import { mountPages } from '#kernel/http/pages.ts'
import { buildServer } from '#kernel/http/server.ts'
import { allWords } from '#kernel/kernel.ts'
import { sheetOrNothing } from '#kernel/web/trusted.ts'
import { handlers, openHouse, systems, type House } from '#test/hardening/house.ts'
import { tokenOf } from '#test/support/country.ts'

const password = 'a lamp beside the river'
let house: House
const servers: Record<'http' | 'https', FastifyInstance> = {} as never

beforeAll(async () => {
  house = await openHouse()
  const { app } = house
  await app.db.app.insertInto('kernel.credential').values({ account_id: app.country.accounts['stationOfficer']!.accountId, password_hash: await hashPassword(password), totp_secret: null, totp_pending: null, totp_last_step: null, locked_until: null, one_time_until: null }).execute()
  const screens = mkdtempSync(join(tmpdir(), 'mizan-screens-'))
  mkdirSync(join(screens, 'assets'))
  writeFileSync(join(screens, 'index.html'), '<!doctype html><meta property="csp-nonce" nonce="{nonce}"><div id="root"></div>')
  writeFileSync(join(screens, 'assets', 'index-1.js'), 'export {}')
  for (const scheme of ['http', 'https'] as const) {
    const server = await buildServer({ db: app.db, handlers, words: allWords(systems), clock: () => app.time.now, secureCookies: scheme === 'https' })
    await mountEvents(server, app.db, { clock: () => app.time.now })
    await mountPages(server, screens)
    servers[scheme] = server
    afterAll(() => server.close())
  }
})

const everywhere = {
  'x-content-type-options': 'nosniff', 'x-frame-options': 'DENY', 'referrer-policy': 'no-referrer', 'cross-origin-opener-policy': 'same-origin', 'cross-origin-resource-policy': 'same-origin',
  'origin-agent-cluster': '?1', 'x-permitted-cross-domain-policies': 'none', 'x-robots-tag': 'noindex, nofollow',
}

describe.each(['http', 'https'] as const)('%s', (scheme) => {
  test.each([
    ['a page', '/', 200, 'no-store'], ['a page of a record', '/custody/01890000-0000-7000-8000-000000000000', 200, 'no-store'], ['index.html by its name', '/index.html', 200, 'no-store'], ['a script', '/assets/index-1.js', 200, 'public, max-age=31536000, immutable'],
    ['data', '/api/session', 200, 'no-store'], ['public figures', '/api/public/statistics', 200, 'no-store'], ['a problem', '/api/desk', 401, 'no-store'], ['an unknown address', '/api/none', 404, 'no-store'], ['a script that is gone', '/assets/old.js', 404, 'no-store'],
    ['an address that is none', '/api/records/%E0%A4%A/history', 404, 'no-store'],
  ])('%s', async (_, url, status, caching) => {
    const { statusCode, headers } = await servers[scheme].inject({ url })
    expect(statusCode).toBe(status)
    expect(headers).toMatchObject({ ...everywhere, 'cache-control': caching })
    expect(headers['strict-transport-security']).toBe(scheme === 'https' ? 'max-age=31536000; includeSubDomains' : undefined)
    for (const feature of ['microphone', 'geolocation', 'usb', 'payment']) expect(headers['permissions-policy']).toContain(`${feature}=()`)
    // Only a screen of ours takes photographs.
    expect(headers['permissions-policy']).toContain(String(headers['content-type']).includes('text/html') ? 'camera=(self)' : 'camera=()')
    expect(headers).not.toHaveProperty('server')
    expect(headers).not.toHaveProperty('x-powered-by')
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([])
    const policy = directives(String(headers['content-security-policy']))
    for (const name of ['default-src', 'base-uri', 'frame-ancestors']) expect(policy.get(name), name).toBe("'none'")
    expect(String(headers['content-security-policy'])).not.toMatch(/unsafe-|\*|https?:/)
  })
})

function directives(policy: string): Map<string, string> {
  return new Map(policy.split(';').map((part) => { const [name = '', ...values] = part.trim().split(' '); return [name, values.join(' ')] }))
}

describe('the policy of pages', () => {
  test('scripts are ours, markup made of text goes through one policy, style sheets carry the page’s own nonce', async () => {
    const { headers, body } = await servers.https.inject({ url: '/' })
    const nonce = /nonce="([\w-]{22})"/.exec(body)?.[1]
    const policy = directives(String(headers['content-security-policy']))
    expect(Object.fromEntries(policy)).toMatchObject({
      'script-src': "'self'", 'script-src-attr': "'none'", 'style-src': `'self' 'nonce-${nonce}'`, 'style-src-attr': "'none'", 'object-src': "'none'", 'worker-src': "'none'", 'connect-src': "'self'",
      'form-action': "'self'", 'require-trusted-types-for': "'script'", 'trusted-types': 'default',
    })
    const again = await servers.https.inject({ url: '/' })
    expect(again.body).not.toContain(nonce)
    expect(again.headers).not.toHaveProperty('etag')
  })

  test.each([['*, *::before {transition: none}', true], ['@media (min-width: 48em) { a > b { color: red } }', true], ['', true], ['<img src=x onerror=alert(1)>', false], ['a</style><script>', false], ['<!--', false], ['x<svg/onload=1>', false]])('%s as a style sheet', (text, taken) => {
    expect(sheetOrNothing(text)).toBe(taken ? text : null)
  })

  test('what is data does nothing when a browser is made to open it', async () => {
    expect(directives(String((await servers.https.inject({ url: '/api/session' })).headers['content-security-policy'])).has('sandbox')).toBe(true)
  })
})

describe('cookies', () => {
  const signIn = (scheme: 'http' | 'https') => servers[scheme].inject({ method: 'POST', url: '/api/session/sign-in', headers: { 'x-mizan': '1' }, payload: { userName: 'stationofficer', password } })
  test.each([['http', 'mizan', false], ['https', '__Host-mizan', true]] as const)('by %s the session’s is %s', async (scheme, name, secure) => {
    const { statusCode, cookies } = await signIn(scheme)
    expect(statusCode).toBe(200)
    expect(cookies).toMatchObject([{ name, path: '/', httpOnly: true, sameSite: 'Strict', ...(secure ? { secure } : {}) }])
    expect(cookies[0]).not.toHaveProperty('domain')
    const view = await servers[scheme].inject({ url: '/api/session', headers: { cookie: `${name}=${cookies[0]!.value}` } })
    expect(view.json()).toMatchObject({ signedIn: true })
    const out = await servers[scheme].inject({ method: 'POST', url: '/api/session/sign-out', headers: { 'x-mizan': '1', cookie: `${name}=${cookies[0]!.value}` }, payload: {} })
    expect(out.cookies).toMatchObject([{ name, value: '', path: '/' }])
    expect(out.headers['clear-site-data']).toBe('"cache"')
  })

  test('by TLS a cookie without the prefix, as another host of the same domain could set it, is nobody', async () => {
    const token = await tokenOf(house.app.db, house.app.country, 'stationOfficer', house.app.time.now)
    for (const url of ['/api/desk', '/api/events']) expect((await servers.https.inject({ url, headers: { cookie: `mizan=${token}` } })).statusCode).toBe(401)
  })
})

test('the line of events carries the headers too', async () => {
  await servers.https.listen({ port: 0, host: '127.0.0.1' })
  const token = await tokenOf(house.app.db, house.app.country, 'stationOfficer', house.app.time.now)
  const abort = new AbortController()
  const { port } = servers.https.server.address() as { port: number }
  const answer = await fetch(`http://127.0.0.1:${port}/api/events`, { headers: { cookie: `__Host-mizan=${token}` }, signal: abort.signal })
  expect(answer.status).toBe(200)
  for (const [name, value] of Object.entries(everywhere)) expect(answer.headers.get(name), name).toBe(value)
  expect(answer.headers.get('content-type')).toBe('text/event-stream')
  abort.abort()
})

// The wire itself, over a raw socket: requests smuggled in others, headers without end, lines that trickle, addresses that climb.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mountPages } from '#kernel/http/pages.ts'
import { buildServer } from '#kernel/http/server.ts'
import { allWords } from '#kernel/kernel.ts'
import { endpoints, entries, handlers, openHouse, systems, type House } from '#test/hardening/house.ts'
import { tokenOf } from '#test/support/country.ts'

let house: House
let port = 0
let cookie = ''
beforeAll(async () => {
  house = await openHouse()
  const { app } = house
  cookie = `mizan=${await tokenOf(app.db, app.country, 'administrator', app.time.now)}`
  const server = await buildServer({ db: app.db, handlers, words: allWords(systems), clock: () => app.time.now, secureCookies: false, patience: { headersMs: 600, requestMs: 1200 } })
  const screens = mkdtempSync(join(tmpdir(), 'mizan-screens-'))
  mkdirSync(join(screens, 'assets'))
  for (const [name, content] of [['index.html', '<div id="root"></div>'], ['assets/a.js', 'export {}'], ['.env', 'canary-secret']] as const) writeFileSync(join(screens, name), content)
  writeFileSync(join(screens, '..', `canary-${process.pid}.txt`), 'canary-secret')
  await mountPages(server, screens)
  await server.listen({ port: 0, host: '127.0.0.1' })
  port = (server.server.address() as AddressInfo).port
  afterAll(() => server.close())
})

interface Answer { readonly status: number; readonly text: string }

/** Sends these bytes as they are, and reads until the server closes or is silent: how often it answered, and what. */
function say(bytes: string | Buffer, { quietMs = 400, waitMs = 4000 } = {}): Promise<{ answers: Answer[]; text: string; closed: boolean; tookMs: number }> {
  return new Promise((resolve) => {
    const began = performance.now()
    const line = connect(port, '127.0.0.1', () => { line.write(bytes) })
    let text = ''
    let quiet: NodeJS.Timeout | undefined
    const done = (closed: boolean) => {
      clearTimeout(quiet)
      clearTimeout(limit)
      line.destroy()
      const answers = text.split(/(?=HTTP\/1\.[01] \d{3} )/).filter((part) => part.startsWith('HTTP/')).map((part) => ({ status: Number(part.slice(9, 12)), text: part }))
      resolve({ answers, text, closed, tookMs: performance.now() - began })
    }
    const limit = setTimeout(() => { done(false) }, waitMs)
    line.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1')
      clearTimeout(quiet)
      quiet = setTimeout(() => { done(false) }, quietMs)
    })
    line.on('close', () => { done(true) }).on('error', () => { done(true) })
  })
}

const crlf = (lines: string[]) => `${lines.join('\r\n')}\r\n`
const post = (headers: string[], body = '') => `${crlf(['POST /api/session/language HTTP/1.1', 'Host: mizan', 'X-Mizan: 1', `Cookie: ${cookie}`, 'Content-Type: application/json', ...headers])}\r\n${body}`
const smuggled = 'GET /api/administration/accounts HTTP/1.1\r\nHost: mizan\r\nX-Smuggled: 1\r\n\r\n'

describe('two readings of one request', () => {
  test.each([
    ['a length and chunks', post(['Content-Length: 6', 'Transfer-Encoding: chunked'], `0\r\n\r\n${smuggled}`)], ['chunks and a length', post(['Transfer-Encoding: chunked', 'Content-Length: 4'], `5c\r\n${smuggled}\r\n0\r\n\r\n`)],
    ['two lengths', post(['Content-Length: 2', 'Content-Length: 200'], `{}${smuggled}`)], ['a list of lengths', post(['Content-Length: 2, 2'], `{}${smuggled}`)], ['a length with a sign', post(['Content-Length: +2'], `{}${smuggled}`)], ['a negative length', post(['Content-Length: -1'], `{}${smuggled}`)],
    ['a length in hex', post(['Content-Length: 0x2'], `{}${smuggled}`)], ['a space before the colon', post(['Content-Length : 2'], `{}${smuggled}`)], ['a tab in the coding', post(['Transfer-Encoding:\tchunked', 'Transfer-encoding: identity'], `0\r\n\r\n${smuggled}`)],
    ['an unknown coding', post(['Transfer-Encoding: xchunked'], `0\r\n\r\n${smuggled}`)], ['chunked not last', post(['Transfer-Encoding: chunked, gzip'], `0\r\n\r\n${smuggled}`)], ['chunked twice', post(['Transfer-Encoding: chunked, chunked'], `0\r\n\r\n${smuggled}`)],
    ['a folded header', post(['Transfer-Encoding:', ' chunked'], `0\r\n\r\n${smuggled}`)], ['a chunk size with a sign', post(['Transfer-Encoding: chunked'], `+2\r\n{}\r\n0\r\n\r\n${smuggled}`)], ['a chunk size too large', post(['Transfer-Encoding: chunked'], `ffffffffffffffffff\r\n{}\r\n0\r\n\r\n${smuggled}`)],
    ['a line end of its own in a header', post(['X-A: b\nTransfer-Encoding: chunked', 'Content-Length: 2'], `{}${smuggled}`)], ['NUL in a header', post(['X-A: b\0c', 'Content-Length: 2'], `{}${smuggled}`)], ['a bare CR', post(['X-A: b\rContent-Length: 0', 'Content-Length: 2'], `{}${smuggled}`)],
    ['no host', `GET /api/session HTTP/1.1\r\n\r\n${smuggled}`], ['two hosts', `GET /api/session HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n`], ['two content types', post(['Content-Type: text/plain', 'Content-Length: 2'], '{}')], ['two origins', post(['Origin: http://mizan', 'Origin: https://evil.example', 'Content-Length: 2'], '{}')], ['HTTP/0.9', `GET /api/administration/accounts\r\n\r\n`], ['another version', `GET /api/session HTTP/9.9\r\nHost: a\r\n\r\n`], ['garbage', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03'],
    ['HTTP/2 by force', 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n'], ['a space in the address', 'GET /api/session x HTTP/1.1\r\nHost: a\r\n\r\n'], ['no method', ' /api/session HTTP/1.1\r\nHost: a\r\n\r\n'], ['TRACE, which would send all back', 'TRACE /api/session HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n'], ['a method of our own', 'STEAL /api/session HTTP/1.1\r\nHost: a\r\n\r\n'],
  ])('%s is refused once, and nothing behind it is read', async (_, bytes) => {
    const before = await entries(house.app)
    const { answers, text } = await say(bytes)
    expect(answers.map((a) => a.status), text.slice(0, 400)).toHaveLength(1)
    expect(answers[0]!.status).toBeGreaterThanOrEqual(400)
    expect(answers[0]!.status).toBeLessThan(500)
    expect(answers[0]!.text).toMatch(/content-type: application\/problem\+json/i)
    expect(answers[0]!.text).toMatch(/x-content-type-options: nosniff/i)
    expect(answers[0]!.text).not.toMatch(/node_modules|\.ts:|HPE_|at \w+ \(/)
    expect(await entries(house.app)).toBe(before)
  })

  test('a whole request behind a whole request is one of its own, and signed in as nobody', async () => {
    const { answers } = await say(post(['Content-Length: 2'], `{}${smuggled.replace('X-Smuggled: 1', 'Connection: close')}`))
    expect(answers.map((a) => a.status)).toEqual([400, 401])
  })
})

test('a balancer that asks by HTTP/1.0 without a host is answered; with two it is not', async () => {
  expect((await say('GET /api/session HTTP/1.0\r\n\r\n')).answers.map((a) => a.status)).toEqual([200])
  expect((await say('GET /api/session HTTP/1.0\r\nHost: a\r\nHost: b\r\n\r\n')).answers.map((a) => a.status)).toEqual([400])
})

describe('too much, too slow', () => {
  test.each([
    ['one header of 100 KB', `X-A: ${'a'.repeat(100_000)}`], ['ten thousand headers', Array.from({ length: 10_000 }, (_, i) => `X-${i}: a`).join('\r\n')], ['a cookie of 64 KB', `Cookie: mizan=${'a'.repeat(65_536)}`],
  ])('%s is too large', async (_, header) => {
    const { answers } = await say(`GET /api/session HTTP/1.1\r\nHost: a\r\n${header}\r\n\r\n`)
    expect(answers.map((a) => a.status)).toEqual([431])
    expect(answers[0]!.text).toContain('kernel.too-large')
  })

  test('an address of 100 KB', async () => {
    const { answers } = await say(`GET /api/${'a'.repeat(100_000)} HTTP/1.1\r\nHost: a\r\n\r\n`)
    expect(answers).toHaveLength(1)
    expect(answers[0]!.status).toBeLessThan(500)
    expect(answers[0]!.status).toBeGreaterThanOrEqual(400)
  })

  test('headers that trickle in are cut off, and so is a body; a hundred such lines keep nobody else waiting', { timeout: 30_000 }, async () => {
    const trickle = async (start: string) => {
      const line = connect(port, '127.0.0.1')
      const began = performance.now()
      let text = ''
      line.on('data', (chunk: Buffer) => { text += chunk.toString('latin1') }).on('error', () => {})
      const over = new Promise<number>((resolve) => { line.on('close', () => { resolve(performance.now() - began) }) })
      line.write(start)
      for (let n = 0; n < 60 && !line.destroyed; n++) { line.write(start.endsWith('\r\n\r\n') ? ' ' : 'X: y\r\n'); await pause(100) }
      return { tookMs: await over, text }
    }
    const lines = Array.from({ length: 100 }, (_, n) => trickle(n % 2 ? 'GET /api/session HTTP/1.1\r\nHost: a\r\n' : post(['Content-Length: 1000'])))
    await pause(200)
    const meanwhile = await say('GET /api/session HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
    expect(meanwhile.answers.map((a) => a.status)).toEqual([200])
    for (const { tookMs, text } of await Promise.all(lines)) {
      expect(tookMs).toBeLessThan(6000)
      expect(text).toMatch(/^HTTP\/1\.1 408 /)
      expect(text).toContain('kernel.too-slow')
    }
  })

  test('the server that people use waits 15 seconds for headers and a minute for a request', async () => {
    const { server } = house.app.server
    expect([server.headersTimeout, server.requestTimeout]).toEqual([15_000, 60_000])
  })
})

/** As a proxy that rewrites nothing would hand them on. */
const climbing = [
  '/../../etc/passwd', '/assets/../../../../../../etc/passwd', '/assets/%2e%2e/%2e%2e/package.json', '/assets/..%2f..%2fpackage.json', '/assets/..%5c..%5cpackage.json', '/assets/%252e%252e%252fpackage.json', '/assets/....//....//package.json',
  `/assets/../../canary-${process.pid}.txt`, `/..%2fcanary-${process.pid}.txt`, '/.env', '/%2eenv', '/assets/a.js%00.html', '/assets/a.js\\..\\..\\x', '/C:/windows/win.ini', '/package.json', '/src/app/server.ts', '/data/secrets.json', '//etc/passwd', '/assets//../../.env', '/.git/config', '/assets/%c0%ae%c0%ae/package.json',
]

describe('addresses', () => {
  test.each(climbing)('%s gives nothing that is not served', async (path) => {
    const { answers, text } = await say(`GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n`)
    expect(answers).toHaveLength(1)
    expect(answers[0]!.status).toBeLessThan(500)
    expect(text).not.toMatch(/canary-secret|root:|"dependencies"|buildServer/)
    if (answers[0]!.status === 200) expect(text).toContain('<div id="root">')
  })

  test('no spelling of an address gets past a door', { timeout: 60_000 }, async () => {
    const open: string[] = []
    const spell = (path: string) => [`/${path}`, `/.${path}`, `/x/..${path}`, path.replace('/api/', '/api//'), path.replace('/api/', '/api/./'), path.replace('/api/', '/api/x/../'), path.replace('/api', '/%61pi'), path.replace('/api', '/API'), `${path}/`, `${path}//`, `${path}%2f`, `${path}%00`, `${path};x=y`, `${path}.json`, `${path}#x`, `http://evil.example${path}`]
    const closed = endpoints.filter((e) => e.may !== 'public' && e.method === 'GET')
    for (const [at, endpoint] of closed.entries()) {
      const path = endpoint.path.replaceAll(/:\w+/g, '01890000-0000-7000-8000-000000000000')
      const spellings = spell(path)
      for (const each of at === 0 ? spellings : [0, 5, 11].map((n) => spellings[(at + n) % spellings.length]!)) {
        const { statusCode, body } = await house.app.server.inject({ url: each })
        if (statusCode < 400 || statusCode >= 500) open.push(`${endpoint.name} as ${each}: ${statusCode} ${body.slice(0, 100)}`)
      }
    }
    expect(open).toEqual([])
  })

  test.each([
    ['X-Original-URL', '/api/session/language'], ['X-Rewrite-URL', '/api/desk'], ['X-Forwarded-Prefix', '/api'], ['X-Forwarded-For', '127.0.0.1'], ['X-Forwarded-Host', 'evil.example'], ['X-Forwarded-Proto', 'https'], ['X-Real-IP', '127.0.0.1'], ['Forwarded', 'for=127.0.0.1;host=evil.example;proto=https'],
    ['X-Remote-User', 'administrator'], ['X-User-Id', '1'], ['X-Mizan-Role', 'administrator'], ['Authorization', 'Basic YWRtaW5pc3RyYXRvcjp4'], ['X-HTTP-Method-Override', 'POST'], ['Expect', '200-ok'], ['Upgrade', 'websocket'], ['Range', 'bytes=0-1,0-1,0-1'],
  ])('%s opens nothing, and its value comes back nowhere', async (name, value) => {
    const { answers, text } = await say(`GET /api/desk HTTP/1.1\r\nHost: a\r\n${name}: ${value}\r\nConnection: close\r\n\r\n`)
    expect(answers).toHaveLength(1)
    expect([401, 417]).toContain(answers[0]!.status)
    expect(text).not.toContain('evil.example')
  })

  test('a foreign Host comes back nowhere', async () => {
    for (const path of ['/', '/api/session', '/api/oidc/start', '/api/none', '/sign-in']) {
      const { text } = await say(`GET ${path} HTTP/1.1\r\nHost: evil.example\r\nX-Forwarded-Host: evil.example\r\nConnection: close\r\n\r\n`)
      expect(text, path).not.toContain('evil.example')
    }
  })
})

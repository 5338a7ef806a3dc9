// Bodies that nobody in good faith sends, to every endpoint: fields that are not theirs to set, depth and size without end, other sites' forms.
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import type { Endpoint } from '#kernel/http/endpoint.ts'
import { fitting, schemaOf, type Schema } from '#test/hardening/contracts.ts'
import { callersOf, endpoints, entries, faultsOf, openHouse, replyOf, senderOf, type House, type Reply } from '#test/hardening/house.ts'
import { tokenOf } from '#test/support/country.ts'
import { effort, findings, seed, tablesWith } from './scene.ts'

let house: House
const posts = endpoints.filter((e) => e.method === 'POST')
beforeAll(async () => { house = await openHouse() })

/** A word that no good value holds: wherever it lies in the database afterwards, it was stored. */
const marker = 'canary-of-mass-assignment'
const notTheirs = ['id', 'ID', 'office_id', 'officeId_', 'account_id', 'post_id', 'role', 'roles', 'scope', 'session', 'created_at', 'created_by', 'recorded_at', 'state_', 'version_', 'sealed', 'jurisdiction', 'held_by', 'may', 'system', 'isAdministrator', 'actId', 'prototype', 'toString', 'hasOwnProperty']

/** The same value with fields that are not theirs in every object of it. */
function stuffed(value: unknown, schema: Schema): unknown {
  if (Array.isArray(value)) return value.map((each) => stuffed(each, schema))
  if (typeof value !== 'object' || value === null) return value
  const own = Object.fromEntries(Object.entries(value).map(([name, each]) => [name, stuffed(each, schema)]))
  return { ...Object.fromEntries(notTheirs.filter((name) => !(name in own) && !JSON.stringify(schema).includes(`"${name}"`)).map((name) => [name, marker])), ...own }
}

/** What keeps a bag of things as it comes, and why. */
const takesBags: Readonly<Record<string, string>> = {
  'access.outside-callback': 'the query of the institution’s provider, read by the library that knows it; nothing of it is stored',
  'documents.preview': 'the form’s own contract reads it; nothing of it is stored',
}

test('fields that are not theirs to set are dropped at every depth, and never stored', { timeout: 300_000 }, async () => {
  const found = findings()
  let taken = 0
  for (const endpoint of posts) {
    const good = fc.sample(fitting(endpoint, house.world), { seed, numRuns: 30 }).filter((input) => endpoint.input.safeParse(input).success).slice(0, effort)
    const [who] = await callersOf(house, endpoint)
    const sender = await senderOf(house, who ?? null)
    for (const input of good) {
      const more = stuffed(input, schemaOf(endpoint)) as Record<string, unknown>
      const parsed = endpoint.input.safeParse(more)
      if (parsed.success && JSON.stringify(parsed.data).includes(marker) && !(endpoint.name in takesBags) && !loose(endpoint.input)) found.note(`${endpoint.name}: the contract lets it through`, more, JSON.stringify(parsed.data))
      const reply = await sender.send(endpoint, more)
      if (reply.status === 200) taken += 1
      for (const fault of faultsOf(reply, 'en')) found.note(`${endpoint.name}: ${fault}`, more, reply.text)
    }
  }
  expect(found.list()).toEqual([])
  expect(taken).toBeGreaterThan(5)
  // The log of refusals keeps an idempotency key's digest, never what was sent.
  expect(await tablesWith(house, marker)).toEqual([])
})

/** A passkey's answer is the browser's own object; the library that checks it takes what it knows. */
function loose(input: z.ZodType): boolean {
  return JSON.stringify(z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' })).includes('"rawId"')
}

const deep = (depth: number, open: string, close: string) => `{"a":${open.repeat(depth)}1${close.repeat(depth)}}`
const exhausting: readonly [name: string, body: string][] = [
  ['ten thousand brackets', deep(10_000, '[', ']')], ['ten thousand objects', deep(10_000, '{"a":', '}')], ['a prototype', '{"__proto__":{"isAdministrator":true,"role":"administrator"}}'],
  ['a prototype deep inside', '{"a":{"b":[{"__proto__":{"x":1}}]}}'], ['a constructor', '{"constructor":{"prototype":{"x":1}}}'], ['a hundred thousand numbers', `{"a":[${'1,'.repeat(100_000)}1]}`],
  ['a number of ten thousand digits', `{"a":${'9'.repeat(10_000)},"version":1e999,"limit":-0,"id":${'9'.repeat(400)}}`], ['the same field a thousand times', `{${'"id":"x",'.repeat(1000)}"id":"y"}`], ['three megabytes', `{"a":"${'x'.repeat(3_000_000)}"}`],
]

test('no body exhausts the server, whichever endpoint it is sent to', { timeout: 300_000 }, async () => {
  const found = findings()
  const before = await entries(house.app)
  for (const endpoint of posts) {
    const [who] = await callersOf(house, endpoint)
    const cookie = who ? `mizan=${await tokenOf(house.app.db, house.app.country, who, house.app.time.now)}` : ''
    // Three of them for each endpoint by default, so that each meets every third.
    const at = posts.indexOf(endpoint)
    for (const [name, body] of effort > 1 ? exhausting : [0, 3, 6].map((n) => exhausting[(at + n) % exhausting.length]!)) {
      const began = performance.now()
      const reply = await post(endpoint, body, { cookie })
      const tookMs = performance.now() - began
      for (const fault of faultsOf(reply, 'en')) found.note(`${endpoint.name}, ${name}: ${fault}`, body.slice(0, 100), reply.text)
      if (reply.status < 400 && !/prototype|constructor/.test(name) && Object.keys(schemaOf(endpoint).properties ?? {}).length > 0 && !endpoint.file) found.note(`${endpoint.name} takes ${name}`, body.slice(0, 100), reply.text)
      if (tookMs > 3000) found.note(`${endpoint.name}: ${name} took ${Math.round(tookMs)} ms`, body.slice(0, 100), reply.text)
    }
  }
  expect(found.list()).toEqual([])
  expect(({} as Record<string, unknown>)['isAdministrator']).toBeUndefined()
  expect(await entries(house.app) - before).toBeLessThan(posts.length)
})

test('no contract takes long over a long text', () => {
  const slow: string[] = []
  const pumps = ['a', ' ', '1', '-', '.', 'م', '/', '\u064B', 'a ', '1 ', '. ', ' - '].map((unit) => unit.repeat(50_000 / unit.length))
  for (const endpoint of endpoints) {
    const input = fc.sample(fitting(endpoint, house.world), { seed, numRuns: 30 }).find((each) => endpoint.input.safeParse(each).success) ?? {}
    for (const pump of pumps) {
      const pumped = JSON.parse(JSON.stringify(input), (_, value: unknown) => (typeof value === 'string' ? `${pump}!` : value)) as object
      const began = performance.now()
      endpoint.input.safeParse({ ...pumped, text: `${pump}!`, name: `${pump}!` })
      if (performance.now() - began > 500) slow.push(`${endpoint.name}: ${Math.round(performance.now() - began)} ms for ${JSON.stringify(pump.slice(0, 4))}…`)
    }
  }
  expect(slow).toEqual([])
})

function post(endpoint: Endpoint, payload: string, headers: Record<string, string>): Promise<Reply> {
  const url = endpoint.path.replaceAll(/:\w+/g, '01890000-0000-7000-8000-000000000000')
  return house.app.server.inject({ method: 'POST', url, payload, headers: { 'content-type': 'application/json', 'x-mizan': '1', 'x-mizan-lang': 'en', 'idempotency-key': randomUUID(), ...headers } }).then(replyOf)
}

const foreign: readonly [name: string, headers: Record<string, string>][] = [
  ['a form', { 'content-type': 'application/x-www-form-urlencoded', 'x-mizan': '' }], ['JSON that says it is text', { 'content-type': 'text/plain', 'x-mizan': '' }], ['an upload', { 'content-type': 'multipart/form-data; boundary=x', 'x-mizan': '' }],
  ['a page of another site', { 'sec-fetch-site': 'cross-site' }], ['a page of a neighbour', { 'sec-fetch-site': 'same-site' }], ['another origin, of an old browser', { origin: 'https://evil.example' }], ['another port', { origin: 'http://localhost:81' }],
  ['a sandboxed page', { origin: 'null' }], ['our header twice', { 'x-mizan': '1, 1' }],
]

test('no page of another site makes anybody act, at any endpoint', { timeout: 120_000 }, async () => {
  const open: string[] = []
  const cookie = `mizan=${await tokenOf(house.app.db, house.app.country, 'stationOfficer', house.app.time.now)}`
  const before = await entries(house.app)
  for (const endpoint of posts) {
    const at = posts.indexOf(endpoint)
    for (const [name, headers] of at === 0 || effort > 1 ? foreign : [0, 3, 6].map((n) => foreign[(at + n) % foreign.length]!)) {
      const reply = await post(endpoint, '{}', { cookie, ...headers })
      if (reply.status !== 403 || reply.body['code'] !== 'kernel.foreign-form') open.push(`${endpoint.name}: ${name}: ${reply.status}`)
    }
  }
  expect(open).toEqual([])
  expect(await entries(house.app)).toBe(before)
  const own = await post(posts.find((e) => e.name === 'access.set-language')!, '{"lang":"ar"}', { cookie, origin: 'http://localhost:80', host: 'localhost:80', 'sec-fetch-site': 'same-origin' })
  expect(own.status, 'a page of ours').toBe(200)
})

test('no other site is ever allowed to ask: no endpoint answers a preflight, or any method but its own', { timeout: 120_000 }, async () => {
  const open: string[] = []
  const cookie = `mizan=${await tokenOf(house.app.db, house.app.country, 'administrator', house.app.time.now)}`
  const before = await entries(house.app)
  for (const endpoint of endpoints) {
    const url = endpoint.path.replaceAll(/:\w+/g, '01890000-0000-7000-8000-000000000000')
    const others = ['OPTIONS', 'PUT', 'DELETE', 'PATCH', endpoint.method === 'GET' ? 'POST' : 'GET'].filter((method) => !endpoints.some((e) => e.path === endpoint.path && e.method === method))
    for (const method of others) {
      for (const tricks of [{ 'x-http-method-override': endpoint.method, 'x-http-method': endpoint.method, 'x-method-override': endpoint.method }] as Record<string, string>[]) {
        const { statusCode, headers } = await house.app.server.inject({ method: method as 'PUT', url, headers: { cookie, 'x-mizan': '1', origin: 'https://evil.example', 'access-control-request-method': endpoint.method, ...tricks } })
        // Another endpoint may have an address of this shape (`/api/x/:id` and `/api/x/new`): it then answers for itself, and the door is its own.
        if (statusCode < 400 && !shadowed(endpoint, method)) open.push(`${endpoint.name} as ${method}: ${statusCode}`)
        if (Object.keys(headers).some((name) => name.startsWith('access-control-'))) open.push(`${endpoint.name}: another site is allowed`)
      }
    }
  }
  expect([...new Set(open)]).toEqual([])
  expect(await entries(house.app)).toBe(before)
})

function shadowed(endpoint: Endpoint, method: string): boolean {
  const shape = (path: string) => path.split('/').map((part) => (part.startsWith(':') ? '*' : part))
  const [mine] = [shape(endpoint.path)]
  return endpoints.some((e) => e.method === method && shape(e.path).length === mine.length && shape(e.path).every((part, i) => part === '*' || mine[i] === '*' || part === mine[i]))
}

// The doors of the house: foreign forms, wrong kinds of content, bodies without end, broken cookies, addresses that are none, files that are not what they say.
import { randomUUID } from 'node:crypto'
import { request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Lang } from '#kernel/words/text.ts'
import { registerItem } from '#systems/_example/contract.ts'
import { tokenOf } from '#test/support/country.ts'
import { endpoints, entries, faultsOf, openHouse, replyOf, seen, type House, type Reply } from './house.ts'

let house: House
let cookie: string
const good = { description: 'حقيبة سوداء', place: 'الكرادة', foundAt: '2026-01-01T00:00:00.000Z' }
beforeAll(async () => {
  house = await openHouse()
  cookie = `mizan=${await tokenOf(house.app.db, house.app.country, 'stationOfficer', house.app.time.now)}`
})

interface Raw { method?: string; url?: string; payload?: string | Buffer; headers?: Record<string, string> }

/** A request as it is, with nothing put right; every refusal is looked at in all three languages. */
async function send({ method = 'POST', url = registerItem.path, payload = JSON.stringify(good), headers = {} }: Raw): Promise<Reply> {
  const before = await entries(house.app)
  const replies: Reply[] = []
  for (const lang of ['ar', 'ckb', 'en'] satisfies Lang[]) {
    const reply = replyOf(await house.app.server.inject({
      method: method as 'POST', url, ...(method === 'GET' ? {} : { payload }),
      headers: { 'content-type': 'application/json', 'x-mizan': '1', 'idempotency-key': randomUUID(), cookie, ...headers, 'x-mizan-lang': lang },
    }))
    expect(faultsOf(reply, lang)).toEqual([])
    replies.push(reply)
  }
  if (replies[0]!.status >= 400) expect(await entries(house.app)).toBe(before)
  return replies[0]!
}

test('the good request is taken', async () => {
  expect((await send({})).status).toBe(200)
})

test('every POST endpoint refuses a form of another site', async () => {
  const open: string[] = []
  for (const endpoint of endpoints.filter((e) => e.method === 'POST')) {
    const url = endpoint.path.replaceAll(/:\w+/g, '01890000-0000-7000-8000-000000000000')
    const reply = replyOf(await house.app.server.inject({ method: 'POST', url, payload: '{}', headers: { 'content-type': 'application/json', cookie } }))
    if (reply.status !== 403 || reply.body['code'] !== 'kernel.foreign-form') open.push(`${endpoint.name}: ${reply.status} ${String(reply.body['code'])}`)
    expect(faultsOf(reply, 'ar'), endpoint.name).toEqual([])
  }
  expect(open).toEqual([])
})

describe('bodies', () => {
  test.each([
    ['text', { headers: { 'content-type': 'text/plain' } }, 415], ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' }, payload: 'description=x' }, 415],
    ['XML', { headers: { 'content-type': 'application/xml' }, payload: '<a/>' }, 415], ['multipart where JSON belongs', { headers: { 'content-type': 'multipart/form-data; boundary=x' }, payload: '--x--' }, 415],
    ['no type', { headers: { 'content-type': '' } }, 415], ['an unknown charset', { headers: { 'content-type': 'application/json; charset=utf-7' }, payload: '+ACI-' }, 400],
    ['half a JSON', { payload: '{"description": "x' }, 400], ['nothing', { payload: '' }, 400], ['an array', { payload: '[]' }, 400], ['a text', { payload: '"x"' }, 400], ['null', { payload: 'null' }, 400],
    ['a prototype', { payload: '{"__proto__": {"role": "administrator"}, "description": "x"}' }, 400], ['a constructor', { payload: '{"constructor": {"prototype": {"x": 1}}}' }, 400],
    ['five megabytes', { payload: JSON.stringify({ ...good, description: 'x'.repeat(5_000_000) }) }, 413],
    ['a hundred thousand brackets', { payload: `{"description": ${'['.repeat(100_000)}${']'.repeat(100_000)}}` }, 400],
    ['a hundred thousand fields', { payload: JSON.stringify(Object.fromEntries(Array.from({ length: 60_000 }, (_, i) => [`f${i}`, i]))) }, 400],
    ['a number without end', { payload: `{"description": ${'9'.repeat(10_000)}}` }, 400], ['bytes that are no text', { payload: Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d]) }, 400],
    ['NUL', { payload: JSON.stringify({ ...good, place: 'a\u0000b' }) }, 400], ['NUL in a key', { payload: JSON.stringify({ ...good, 'a\u0000': 1 }) }, 400],
    ['a turn of direction', { payload: JSON.stringify({ ...good, place: 'invoice\u202Efdp' }) }, 400], ['half a character', { payload: '{"description":"abc\\ud800","place":"Karrada","foundAt":"2026-01-01T00:00:00.000Z"}' }, 400],
    ['a date in the future', { payload: JSON.stringify({ ...good, foundAt: '2999-01-01T00:00:00.000Z' }) }, 422], ['a day that is none', { payload: JSON.stringify({ ...good, foundAt: '2026-02-30T00:00:00.000Z' }) }, 400],
    ['an object for a text', { payload: JSON.stringify({ ...good, place: { $ne: '' } }) }, 400],
  ] as const)('%s', async (_, raw: Raw, status) => {
    const reply = await send(raw)
    expect([reply.status, reply.body['code']]).toEqual([status, expect.any(String)])
    if (reply.body['code'] === 'kernel.hidden-characters' && !raw.payload?.includes('\\u0000":')) expect(reply.body['field']).toMatch(/place|description/)
  })

  test('what it says of SQL and HTML is what was written, letter for letter', async () => {
    const description = `'; drop table kernel.record; -- <script>alert(1)</script> ${'$'}{7*7} \u200Fنص\u200C`
    expect((await send({ payload: JSON.stringify({ ...good, description }) })).status).toBe(200)
    const [row] = await seen<{ description: string }>(house.app, "select description from _example.found_item where description like '%drop table%'")
    expect(row?.description).toBe(description.trim())
  })
})

describe('keys, cookies and addresses', () => {
  test.each(['short', 'x'.repeat(101), 'with a space', 'ключ-ключ'])('a key that cannot be kept is refused: %s', async (key) => {
    const reply = await send({ headers: { 'idempotency-key': Buffer.from(key).toString('latin1') } })
    expect([reply.status, reply.body['code']]).toEqual([400, 'kernel.key-malformed'])
  })

  test.each(['mizan=', 'mizan=%E0%A4%A', `mizan=${'x'.repeat(5000)}`, 'mizan=a; mizan=b', 'mizan="; drop', ';;;===', 'mizan=\u00ff\u00fe', `mizan=${"' or 1=1 --"}`, '__proto__=x; mizan=y'])('a broken cookie is nobody: %s', async (broken) => {
    expect((await send({ headers: { cookie: broken } })).status).toBe(401)
  })

  test.each([
    ['GET', '/api/none'], ['GET', '/api/records/%E0%A4%A/history'], ['GET', `/api/records/${'x'.repeat(300)}/history`], ['GET', '/api/records/..%2F..%2Fetc%2Fpasswd/history'], ['PUT', registerItem.path], ['DELETE', registerItem.path],
    ['GET', '/api/records/%00/history'], ['GET', '/api/offices/search?limit=1&limit=2'], ['GET', '/api/offices/search?limit=1e9'], ['GET', '/api/offices/search?text=%00'], ['GET', '/api/offices/search?__proto__[x]=1&limit=-1'],
    ['POST', '/api/%2e%2e%2fx'],
  ])('%s %s', async (method, url) => {
    const { status } = await send({ method, url })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
  })
})

describe('files', () => {
  const upload = (record: string, purpose = 'attachment') => `/api/documents/upload/${record}/${purpose}`
  const part = (name: string, type: string, content: string | Buffer) => Buffer.concat([Buffer.from(`--x\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: ${type}\r\n\r\n`), Buffer.from(content), Buffer.from('\r\n--x--\r\n')])
  const multipart = { 'content-type': 'multipart/form-data; boundary=x' }

  test.each([
    ['a program', part('a.exe', 'application/x-msdownload', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(300)]))], ['a page', part('a.html', 'text/html', '<script>alert(1)</script>')],
    ['a picture that is a program', part('a.png', 'image/png', Buffer.concat([Buffer.from('MZ'), Buffer.alloc(300)]))], ['an empty file', part('a.pdf', 'application/pdf', '')],
    ['a name that turns around', part('invoice\u202Efdp.exe', 'application/pdf', '%PDF-1.7')], ['half an upload', part('a.pdf', 'application/pdf', '%PDF-1.7').subarray(0, -12)], ['no file', Buffer.from('--x--\r\n')],
    ['headers without end', Buffer.from(`--x\r\n${'a: b\r\n'.repeat(5000)}\r\n--x--`)], ['no boundary', Buffer.from('hello')],
  ])('%s', async (_, payload) => {
    const { status } = await send({ url: upload(house.own[0]!), payload, headers: multipart })
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(500)
  })

  test('200 MB are refused by their size, and nothing of them is kept', { timeout: 60_000 }, async () => {
    const { server } = house.app
    if (!server.server.listening) await server.listen({ port: 0, host: '127.0.0.1' })
    const { port } = server.server.address() as AddressInfo
    const before = await entries(house.app)
    const reply = await new Promise<Reply>((resolve, reject) => {
      const sending = httpRequest({ port, host: '127.0.0.1', method: 'POST', path: upload(house.own[0]!), headers: { ...multipart, cookie, 'x-mizan': '1', 'x-mizan-lang': 'ar', 'idempotency-key': randomUUID() } }, (response) => {
        let text = ''
        response.on('data', (chunk: Buffer) => { text += chunk.toString() })
        response.on('end', () => { resolve(replyOf({ statusCode: response.statusCode ?? 0, headers: response.headers, body: text })); sending.destroy() })
      })
      sending.on('error', reject)
      sending.write('--x\r\ncontent-disposition: form-data; name="file"; filename="a.pdf"\r\ncontent-type: application/pdf\r\n\r\n%PDF-1.7\n')
      const piece = Buffer.alloc(1_048_576, 'a')
      let left = 200
      const more = () => { while (left > 0 && !sending.destroyed) { left -= 1; if (!sending.write(piece)) { sending.once('drain', more); return } } if (left === 0) sending.end('\r\n--x--\r\n') }
      more()
    })
    expect(faultsOf(reply, 'ar')).toEqual([])
    expect(reply.status).toBe(413)
    expect(await entries(house.app)).toBe(before)
  })
})

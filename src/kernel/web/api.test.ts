import { afterEach, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { addressOf, call, connection, fillPath, queryString } from './api.ts'
import { Problem } from './problem.ts'

afterEach(() => vi.unstubAllGlobals())

const get = { name: 'x.get', method: 'GET', path: '/api/x/:id', may: 'x', input: z.object({ id: z.string(), q: z.string().optional() }), output: z.object({ ok: z.boolean() }) } as const
const post = { ...get, method: 'POST' } as const

function answer(status: number, body: unknown) {
  const spy = vi.fn(async () => new Response(JSON.stringify(body), { status }))
  vi.stubGlobal('fetch', spy)
  return spy
}

test('path and query', () => {
  expect(fillPath('/api/x/:id', { id: 'a/b', q: 1 })).toEqual({ path: '/api/x/a%2Fb', rest: { q: 1 } })
  expect(queryString({ a: '', b: undefined, c: ['1', '2'], d: { e: 1 }, f: false })).toBe('?c=1&c=2&d=%7B%22e%22%3A1%7D&f=false')
  expect(addressOf(get, { id: '7', q: 'س' })).toBe('/api/x/7?q=%D8%B3')
})

test('GET has no body; POST has the header that foreign forms cannot set', async () => {
  const spy = answer(200, { ok: true })
  expect(await call(get, { id: '1', q: 'a' })).toEqual({ ok: true })
  await call(post, { id: '1', q: 'a' }, { idempotencyKey: 'k' })
  const [first, second] = spy.mock.calls as unknown as [string, RequestInit][]
  expect(first![0]).toBe('/api/x/1?q=a')
  expect(first![1].body).toBeUndefined()
  expect(second![1]).toMatchObject({ method: 'POST', body: '{"q":"a"}', headers: { 'x-mizan': '1', 'idempotency-key': 'k' } })
})

test('a refusal is a Problem with its article', async () => {
  answer(422, { code: 'custody.cover-missing', title: 't', article: 'CPC 109', remedy: 'r' })
  const problem = await call(post, { id: '1' }).catch((error: unknown) => error)
  expect(problem).toBeInstanceOf(Problem)
  expect(problem).toMatchObject({ status: 422, code: 'custody.cover-missing', body: { article: 'CPC 109', remedy: 'r' } })
})

test('a lost line is said once and noted', async () => {
  vi.stubGlobal('fetch', vi.fn(async () => { throw new TypeError('failed') }))
  await expect(call(get, { id: '1' })).rejects.toMatchObject({ status: 0, code: 'offline' })
  expect(connection().online).toBe(false)
  answer(200, { ok: true })
  await call(get, { id: '1' })
  expect(connection().online).toBe(true)
})

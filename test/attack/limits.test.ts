// Guessing: limits on sign-in and the public look-up, by account and by address, whatever a header says; and no answer that comes sooner for somebody who is there.
import { beforeAll, describe, expect, test } from 'vitest'
import { hashPassword } from '#kernel/access/passwords.ts'
import { buildServer } from '#kernel/http/server.ts'
import { allWords } from '#kernel/kernel.ts'
import { book } from '#systems/custody/test/scene.ts'
import { endpoints, handlers, openHouse, systems, type House } from '#test/hardening/house.ts'
import { tokenOf } from '#test/support/country.ts'

const password = 'a lamp beside the river'
let house: House
beforeAll(async () => {
  house = await openHouse()
  const { app } = house
  const hash = await hashPassword(password)
  await app.db.app.insertInto('kernel.credential').values(Object.values(app.country.accounts).map(({ accountId }) => ({ account_id: accountId, password_hash: hash, totp_secret: null, totp_pending: null, totp_last_step: null, locked_until: null, one_time_until: null }))).execute()
})

let addresses = 0
const newAddress = () => `10.${(addresses += 1) >> 16}.${(addresses >> 8) & 255}.${addresses & 255}`

interface From { remoteAddress?: string; headers?: Record<string, string> }
async function ask(url: string, payload: object, { remoteAddress = newAddress(), headers = {} }: From = {}, server = house.app.server) {
  const began = performance.now()
  const answer = await server.inject({ method: 'POST', url, payload, remoteAddress, headers: { 'x-mizan': '1', 'x-mizan-lang': 'en', ...headers } })
  const body = answer.json() as { code?: string; requestId?: string }
  return { status: answer.statusCode, body, tookMs: performance.now() - began }
}
const signIn = (userName: string, guess: string, from: From = {}, server = house.app.server) => ask('/api/session/sign-in', { userName, password: guess }, from, server)
const where = (question: object, from: From = {}) => ask('/api/public/where', { question }, from)

describe('limits', () => {
  test('every endpoint that takes a secret or is open to the street is limited', () => {
    const reads = new Set(['access.session', 'access.sign-out'])
    expect(endpoints.filter((e) => e.may === 'public' && !e.limit && !reads.has(e.name)).map((e) => e.name)).toEqual([])
    expect(endpoints.filter((e) => JSON.stringify(Object.keys((e.input as { shape?: object }).shape ?? {})).match(/password|"code"|"pin"/i) && !e.limit).map((e) => e.name)).toEqual([])
  })

  test('five wrong guesses close an account, from wherever they come; the right password then opens nothing, and the answer does not say so', async () => {
    const wrong = []
    for (let n = 0; n < 7; n++) wrong.push(await signIn('prosecutor', `guess number ${n}`))
    const right = await signIn('prosecutor', password)
    expect(right.status).toBe(401)
    expect(new Set([...wrong, right].map(({ body }) => JSON.stringify({ ...body, requestId: '' }))).size).toBe(1)
  })

  const writing: [string, (n: number) => Record<string, string>][] = [
    ['nothing', () => ({})], ['X-Forwarded-For', (n) => ({ 'x-forwarded-for': `192.0.2.${n}` })], ['a chain of X-Forwarded-For', (n) => ({ 'x-forwarded-for': `192.0.2.${n}, 127.0.0.1` })], ['X-Real-IP', (n) => ({ 'x-real-ip': `192.0.2.${n}` })], ['Forwarded', (n) => ({ forwarded: `for=192.0.2.${n}` })],
    ['names of clouds', (n) => ({ 'cf-connecting-ip': `192.0.2.${n}`, 'true-client-ip': `192.0.2.${n}`, 'x-client-ip': `192.0.2.${n}`, 'x-cluster-client-ip': `192.0.2.${n}` })], ['a cookie anew', (n) => ({ cookie: `mizan=${'x'.repeat(20)}${n}` })], ['another language and agent', (n) => ({ 'x-mizan-lang': n % 2 ? 'ar' : 'ckb', 'user-agent': `browser ${n}` })],
  ]
  test.each(writing)('one address writing %s is stopped after ten look-ups a minute', async (_, headers) => {
    const remoteAddress = newAddress()
    const statuses: number[] = []
    for (let n = 0; n < 13; n++) statuses.push((await where({ by: 'number' }, { remoteAddress, headers: headers(n) })).status)
    expect(statuses.filter((s) => s === 429)).toHaveLength(3)
  })

  test('and after thirty sign-ins, each of another account', async () => {
    const remoteAddress = newAddress()
    const statuses: number[] = []
    for (let n = 0; n < 33; n++) statuses.push((await signIn(`nobody${n}`, '', { remoteAddress, headers: { 'x-forwarded-for': `192.0.2.${n}` } })).status)
    expect(statuses.filter((s) => s === 429)).toHaveLength(3)
  })

  test('an account that is signed in twelve times over is one account', async () => {
    const { app } = house
    const statuses: number[] = []
    for (let n = 0; n < 12; n++) {
      const cookie = `mizan=${await tokenOf(app.db, app.country, 'cassationJudge', app.time.now)}`
      statuses.push((await ask('/api/session/passkeys/options', { password: '' }, { headers: { cookie } })).status)
    }
    expect(statuses).toEqual([...Array.from({ length: 10 }, () => 400), 429, 429])
  })

  test.each([
    ['one proxy, which writes the true address behind what the client wrote', 1, (n: number, own: string) => `192.0.2.${n}, ${own}`], ['a proxy by its address', '127.0.0.1', (n: number, own: string) => `192.0.2.${n}, ${own}`],
    ['a subscriber of IPv6, with an interface for each request', 1, (n: number) => `2001:db8:77:1::${n}`],
  ] as const)('behind a proxy: %s', async (_, proxies, chain) => {
    const { app } = house
    const server = await buildServer({ db: app.db, handlers, words: allWords(systems), clock: () => app.time.now, secureCookies: false, proxies })
    const own = newAddress()
    const statuses: number[] = []
    for (let n = 0; n < 13; n++) statuses.push((await ask('/api/public/where', { question: { by: 'number' } }, { remoteAddress: '127.0.0.1', headers: { 'x-forwarded-for': chain(n, own) } }, server)).status)
    expect(statuses.filter((s) => s === 429)).toHaveLength(3)
    const other = await ask('/api/public/where', { question: { by: 'number' } }, { remoteAddress: '127.0.0.1', headers: { 'x-forwarded-for': newAddress() } }, server)
    expect(other.status, 'another subscriber is not stopped').toBe(400)
    await server.close()
  })
})

/** Middle of the times of each kind, asked in turn, so that a busy machine slows both alike. */
async function medians(rounds: number, ...kinds: (() => Promise<{ tookMs: number }>)[]): Promise<number[]> {
  const times: number[][] = kinds.map(() => [])
  for (let n = 0; n < rounds; n++) for (const [i, kind] of kinds.entries()) times[i]!.push((await kind()).tookMs)
  return times.map((each) => each.toSorted((a, b) => a - b)[Math.floor(rounds / 2)]!)
}

/**
 * Whether one kind of question is answered sooner than another, so surely that a stranger could tell: by more than a quarter in each of up to
 * four series. A machine that others use too gives that in one series by chance; a true difference is in all.
 */
async function tells(...kinds: (() => Promise<{ tookMs: number }>)[]): Promise<string | null> {
  const seen: string[] = []
  for (let series = 0; series < 4; series++) {
    const times = await medians(9, ...kinds)
    if (Math.max(...times) < Math.min(...times) * 1.25) return null
    seen.push(times.map((ms) => `${ms.toFixed(1)} ms`).join(' / '))
    // The quicker one is not the same each time: chance.
    const order = (text: string) => text.split(' / ').map((t) => parseFloat(t)).map((t, _, all) => t === Math.min(...all)).indexOf(true)
    if (series > 0 && order(seen.at(-1)!) !== order(seen.at(-2)!)) return null
  }
  return seen.join('; ')
}

describe('time', () => {
  test('does not tell whether an account exists, is disabled or is closed', { timeout: 120_000 }, async () => {
    const { app } = house
    await app.db.app.updateTable('kernel.credential').set({ locked_until: new Date(app.time.now.getTime() + 3_600_000) }).where('account_id', '=', app.country.accounts['inspector']!.accountId).execute()
    const judges = ['judge', 'felonyjudge', 'misdemeanourjudge', 'juvenilejudge', 'cassationjudge', 'felonyclerk', 'stationcommander', 'prisondirector', 'prisonreception']
    let [n, m] = [0, 0]
    await signIn('warm', 'up')
    expect(await tells(() => signIn(judges[(n += 1) % judges.length]!, 'a wrong one'), () => signIn(`nobody.${(m += 1)}`, 'a wrong one'), () => signIn('inspector', 'a wrong one'))).toBeNull()
  })

  test('does not tell whether somebody is in custody', { timeout: 120_000 }, async () => {
    const held = await book(house.app)
    const stationId = house.app.country.offices.station
    let n = 0
    const byNumber = (number: string) => () => where({ by: 'number', stationId, number, pin: String(100_000 + (n += 1)) })
    const free: (() => Promise<{ tookMs: number }>)[] = [() => where({ by: 'number', stationId, number: `2026/9${String(10_000 + (n += 1))}`, pin: '123456' }), () => where({ by: 'identity', nationalNumber: String(199_000_000_000 + (n += 1)), mother: 'فاطمة', birthYear: 1990 })]
    const known = byNumber(held.number)
    // Four wrong PINs a number, or it closes: a fresh custody for each series would take long, so the one is forgiven in between.
    const forgiven = async () => { await house.app.db.app.deleteFrom('enquiries.attempt' as never).execute(); return known() }
    expect(await tells(forgiven, ...free)).toBeNull()
  })

  test('does not tell whether a code is on a paper, or an id is of another office’s record', { timeout: 60_000 }, async () => {
    const { app } = house
    const cookie = `mizan=${await tokenOf(app.db, app.country, 'stationOfficer', app.time.now)}`
    const get = async (url: string) => { const began = performance.now(); const { statusCode } = await app.server.inject({ url, headers: { cookie }, remoteAddress: newAddress() }); return { tookMs: performance.now() - began, statusCode } }
    const foreign = house.foreign.find((f) => f.kind === 'custody')!.id
    await get(`/api/custody/${foreign}`)
    const absent = '01890000-0000-7000-8000-000000000000'
    expect((await get(`/api/custody/${foreign}`)).statusCode).toBe((await get(`/api/custody/${absent}`)).statusCode)
    expect(await tells(() => get(`/api/custody/${foreign}`), () => get(`/api/custody/${absent}`))).toBeNull()
  })
})

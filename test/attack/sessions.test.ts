// Sessions that are none any more, or never were: dead at every endpoint alike.
import { createHash, randomBytes } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { hashPassword } from '#kernel/access/passwords.ts'
import { openSession, revokeSession, findSession } from '#kernel/access/sessions.ts'
import { act } from '#kernel/act/act.ts'
import type { Endpoint } from '#kernel/http/endpoint.ts'
import { endpoints, faultsOf, openHouse, replyOf, type House } from '#test/hardening/house.ts'
import { tokenOf } from '#test/support/country.ts'
import { findings } from './scene.ts'

let house: House
beforeAll(async () => { house = await openHouse() })

/** Each way in which a token is no good, as the value of the cookie. */
async function deadTokens(): Promise<[name: string, token: string][]> {
  const { app } = house
  const now = app.time.now
  const fresh = (who: string, at = now) => tokenOf(app.db, app.country, who, at)
  const revoked = await fresh('stationOfficer')
  const { id, accountId } = (await findSession(app.db, revoked, now))!
  await revokeSession(app.db, accountId, id, now)
  const signedOut = await fresh('stationOfficer')
  await app.server.inject({ method: 'POST', url: '/api/session/sign-out', headers: { 'x-mizan': '1', cookie: `mizan=${signedOut}` }, payload: {} })
  const live = await fresh('stationOfficer')
  const disabled = await fresh('prisonDoctor')
  const removed = await fresh('otherJudge')
  await act(app.systemCtx, { verb: 'test.end', subject: { kind: 'account', bare: accountId } }, async (tx) => {
    await tx.db.updateTable('kernel.account').set({ disabled_at: now }).where('id', '=', app.country.accounts['prisonDoctor']!.accountId).execute()
    await tx.db.updateTable('kernel.post_holding').set({ to_at: now }).where('account_id', '=', app.country.accounts['otherJudge']!.accountId).execute()
  })
  return [
    ['signed out', signedOut], ['revoked', revoked], ['idle for an hour', await fresh('stationOfficer', new Date(now.getTime() - 61 * 60_000))], ['older than a working day', await worn(new Date(now.getTime() - 13 * 3_600_000))],
    ['of a disabled account', disabled], ['of one whose post ended', removed], ['the last letter changed', live.slice(0, -1) + (live.endsWith('A') ? 'B' : 'A')], ['cut short', live.slice(0, -2)], ['longer', `${live}A`], ['made up', randomBytes(32).toString('base64url')],
    ['the digest that is stored', createHash('sha256').update(live).digest('base64url')], ['the digest in hex', createHash('sha256').update(live).digest('hex')], ['the session’s id', (await findSession(app.db, live, now))!.id], ['the account’s id', accountId],
    ['the token in capitals', live.toUpperCase()], ['a signed token of somebody’s own', `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from(`{"sub":"${accountId}"}`).toString('base64url')}.`], ['SQL', encodeURIComponent("' or '1'='1")], ['nothing', ''],
  ]
}

/** In use to the last minute, and yet too old. */
async function worn(at: Date): Promise<string> {
  const { app } = house
  const { accountId, postId } = app.country.accounts['stationOfficer']!
  const token = await openSession(app.db, { accountId, postId, secondFactor: true, userAgent: 'test', ip: '127.0.0.1', now: at })
  await app.db.app.updateTable('kernel.session').set({ last_seen_at: app.time.now }).where('token_hash', '=', createHash('sha256').update(token).digest()).execute()
  return token
}

test('at every endpoint that wants somebody', { timeout: 120_000 }, async () => {
  const found = findings()
  const tokens = await deadTokens()
  const closed = endpoints.filter((e) => e.may !== 'public')
  // Whose post ended is still somebody, and may look after their own account: nothing else.
  const notDead = (endpoint: Endpoint, name: string) => endpoint.withoutPost === true && name === 'of one whose post ended'
  let asked = 0
  for (const [at, endpoint] of closed.entries()) {
    const url = endpoint.path.replaceAll(/:\w+/g, '01890000-0000-7000-8000-000000000000')
    // Six of them at each endpoint, so that each meets a third of all; the first endpoint meets all.
    for (const [name, token] of at === 0 ? tokens : [0, 3, 6, 9, 12, 15].map((n) => tokens[(at + n) % tokens.length]!)) {
      const reply = replyOf(await house.app.server.inject({ method: endpoint.method, url, headers: { 'x-mizan': '1', 'x-mizan-lang': 'en', cookie: `mizan=${token}`, 'content-type': 'application/json' }, ...(endpoint.method === 'POST' ? { payload: '{}' } : {}) }))
      asked += 1
      if (reply.status !== 401 && !notDead(endpoint, name)) found.note(`${endpoint.name}: a session that is ${name} is answered ${reply.status}`, name, reply.text)
      for (const fault of faultsOf(reply, 'en')) found.note(`${endpoint.name}, ${name}: ${fault}`, name, reply.text)
    }
  }
  expect(found.list()).toEqual([])
  expect(asked).toBeGreaterThan(1000)
})

test('a good session is taken from its own cookie only', async () => {
  const { app } = house
  const token = await tokenOf(app.db, app.country, 'stationCommander', app.time.now)
  const as = async (headers: Record<string, string>, query = '') => (await app.server.inject({ url: `/api/desk${query}`, headers })).statusCode
  expect(await as({ cookie: `mizan=${token}` })).toBe(200)
  for (const headers of [{ authorization: `Bearer ${token}` }, { 'x-session': token }, { cookie: `mizan-step=${token}` }, { cookie: `MIZAN=${token}` }, { cookie: `__Host-mizan=${token}` }, { 'x-mizan': token }] as Record<string, string>[]) expect(await as(headers)).toBe(401)
  expect(await as({}, `?mizan=${token}`)).toBe(401)
  // Of two cookies of that name one counts, and a wrong one beside it is not looked past.
  expect(await as({ cookie: `mizan=wrong; mizan=${token}` })).toBe(401)
})

test('who signs in again in the same browser leaves no session behind', async () => {
  const { app } = house
  await app.db.app.insertInto('kernel.credential').values({ account_id: app.country.accounts['inspector']!.accountId, password_hash: await hashPassword('a lamp beside the river'), totp_secret: null, totp_pending: null, totp_last_step: null, locked_until: null, one_time_until: null }).execute()
  const earlier = await tokenOf(app.db, app.country, 'stationCommander', app.time.now)
  const reply = await app.server.inject({ method: 'POST', url: '/api/session/sign-in', headers: { 'x-mizan': '1', cookie: `mizan=${earlier}` }, payload: { userName: 'inspector', password: 'a lamp beside the river' } })
  expect(reply.json()).toEqual({ next: 'done' })
  expect(reply.cookies[0]!.value).not.toBe(earlier)
  expect(await findSession(app.db, earlier, app.time.now)).toBeNull()
})

test('a token of a half sign-in opens nothing, and a session’s is no half sign-in', async () => {
  const { app } = house
  const token = await tokenOf(app.db, app.country, 'stationCommander', app.time.now)
  const reply = replyOf(await app.server.inject({ method: 'POST', url: '/api/session/second-factor', headers: { 'x-mizan': '1', 'x-mizan-lang': 'en', cookie: `mizan-step=${token}` }, payload: { code: '123456' } }))
  expect([reply.status, reply.body['code']]).toEqual([401, 'access.step-over'])
})

test('two hundred tokens at random differ in every place, and none is stored as it is', async () => {
  const { app } = house
  const tokens = await Promise.all(Array.from({ length: 200 }, () => tokenOf(app.db, app.country, 'stationCommander', app.time.now)))
  expect(new Set(tokens).size).toBe(200)
  expect(tokens.every((token) => /^[\w-]{43}$/.test(token)), '256 bits').toBe(true)
  for (let place = 0; place < 42; place++) expect(new Set(tokens.map((token) => token[place])).size, `place ${place}`).toBeGreaterThan(30)
  const { rows } = { rows: await app.db.app.selectFrom('kernel.session').select('token_hash').execute() }
  expect(rows.every((row) => row.token_hash.length === 32 && !tokens.includes(row.token_hash.toString('base64url')))).toBe(true)
})

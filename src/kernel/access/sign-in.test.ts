import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import { beforeAll, describe, expect, test, vi } from 'vitest'
import { act } from '#kernel/act/act.ts'
import { assignPost, createPost } from '#kernel/offices/offices.ts'
import { testApp, type TestApp } from '#test/support/app.ts'
import { visitor, type Visitor } from '#test/support/visitor.ts'
import { failuresToLock, lockMinutes } from './lockout.ts'
import { hashPassword, oneTimePassword, passwordFault } from './passwords.ts'
import { needsSecondFactor } from './settings.ts'

const password = 'four-quiet-rivers-run'
let app: TestApp
let hash: string

beforeAll(async () => {
  app = await testApp([], new Date('2026-11-22T08:00:00Z'))
  hash = await hashPassword(password)
})

async function givePassword(who: string, more: { must_change?: boolean; one_time_until?: Date } = {}): Promise<string> {
  const { accountId } = app.country.accounts[who]!
  await app.db.app.insertInto('kernel.credential').values({ account_id: accountId, password_hash: hash, totp_secret: null, totp_pending: null, totp_last_step: null, locked_until: null, one_time_until: null, ...more })
    .onConflict((c) => c.column('account_id').doUpdateSet({ password_hash: hash, totp_secret: null, totp_last_step: null, failed_attempts: 0, lock_count: 0, locked_until: null, must_change: false, one_time_until: null, ...more })).execute()
  return accountId
}

const credential = (accountId: string) => app.db.app.selectFrom('kernel.credential').selectAll().where('account_id', '=', accountId).executeTakeFirstOrThrow()
const refusals = (accountId: string) => app.db.app.transaction().execute(async (trx) => {
  await sql`select set_config('mizan.scope', '**', true)`.execute(trx)
  return (await trx.selectFrom('kernel.refusal').select('code').where('account_id', '=', accountId).orderBy('at').execute()).map((r) => r.code)
})
const verbs = (accountId: string) => app.db.app.transaction().execute(async (trx) => {
  await sql`select set_config('mizan.scope', '**', true)`.execute(trx)
  return (await trx.selectFrom('kernel.entry').select('verb').where('subject_id', '=', accountId).where('verb', 'like', 'access.%').orderBy('id').execute()).map((r) => r.verb)
})
const firstId = (list: unknown) => (list as { id: string }[])[0]!.id
const signIn = (v: Visitor, who: string, word = password) => v.post('/api/session/sign-in', { userName: who, password: word })

describe('password', () => {
  test('opens a session in the only post, with an entry in the ledger', async () => {
    const accountId = await givePassword('stationOfficer')
    const v = visitor(app.server)
    expect((await v.get('/api/session')).body).toMatchObject({ signedIn: false, outside: false })
    expect(await signIn(v, 'StationOfficer')).toMatchObject({ status: 200, body: { next: 'done' } })
    const { body } = await v.get('/api/session')
    expect(body).toMatchObject({ signedIn: true, personName: 'Officer stationOfficer', account: { id: accountId }, post: { role: 'station-officer', scope: 'office', office: { name: 'Karrada Police Station', kind: 'police-station' } } })
    expect(body['may']).toContain('handover.offer')
    expect(await verbs(accountId)).toEqual(['access.sign-in'])
    expect(v.cookies.get('mizan')).toHaveLength(43)
    await v.post('/api/session/sign-out')
    expect((await v.get('/api/session')).body['signedIn']).toBe(false)
  })

  test('the stored session does not hold its token', async () => {
    const v = visitor(app.server)
    await givePassword('stationOfficer')
    await signIn(v, 'stationofficer')
    const rows = await app.db.app.selectFrom('kernel.session').select('token_hash').execute()
    expect(rows.some((r) => r.token_hash.toString('base64url') === v.cookies.get('mizan') || r.token_hash.toString() === v.cookies.get('mizan'))).toBe(false)
  })

  test('a wrong password, an unknown user, a locked and a disabled account are answered alike', async () => {
    const disabled = await givePassword('otherPrisonReception')
    const locked = await givePassword('prisonDoctor')
    await app.db.app.updateTable('kernel.credential').set({ locked_until: new Date(app.time.now.getTime() + 60_000) }).where('account_id', '=', locked).execute()
    await act(app.systemCtx, { verb: 'test.disable', subject: { kind: 'account', bare: disabled } }, (tx) => tx.db.updateTable('kernel.account').set({ disabled_at: tx.at }).where('id', '=', disabled).execute())
    await givePassword('prisonDirector')
    const answers = []
    for (const [who, word] of [['prisondirector', 'wrong'], ['nobody.at.all', password], ['prisondoctor', password], ['otherprisonreception', password]] as const) {
      const { status, body } = await signIn(visitor(app.server), who, word)
      answers.push({ status, ...body, requestId: undefined })
    }
    for (const answer of answers) expect(answer).toEqual(answers[0])
    expect(answers[0]).toMatchObject({ status: 401, code: 'access.sign-in-failed' })
    expect(await refusals(locked)).toEqual(['access.locked'])
    expect(await refusals(disabled)).toEqual(['access.disabled'])
  })
})

// That the time tells nothing either: test/attack/limits.test.ts.

describe('lock-out', () => {
  test('grows from 15 minutes to 16 hours', () => {
    expect([0, 1, 2, 6, 7, 100].map(lockMinutes)).toEqual([15, 30, 60, 960, 960, 960])
  })

  test('five failures lock; the right password does not open it before its time; then it locks for longer', async () => {
    const accountId = await givePassword('judge')
    const v = visitor(app.server, { ip: '10.0.0.2' })
    for (let i = 0; i < failuresToLock; i++) expect((await signIn(v, 'judge', 'wrong')).status).toBe(401)
    expect((await credential(accountId)).locked_until).toEqual(new Date(app.time.now.getTime() + 15 * 60_000))
    expect((await signIn(v, 'judge')).status).toBe(401)
    const start = app.time.now
    app.time.now = new Date(start.getTime() + 15 * 60_000 + 1)
    for (let i = 0; i < failuresToLock; i++) await signIn(v, 'judge', 'wrong')
    expect((await credential(accountId)).locked_until).toEqual(new Date(app.time.now.getTime() + 30 * 60_000))
    app.time.now = new Date(app.time.now.getTime() + 30 * 60_000 + 1)
    expect((await signIn(v, 'judge')).body).toMatchObject({ next: 'done' })
    expect(await credential(accountId)).toMatchObject({ failed_attempts: 0, lock_count: 0, locked_until: null })
    expect((await refusals(accountId)).filter((c) => c === 'access.locked-out')).toHaveLength(2)
    app.time.now = start
  })

  test('guesses sent all at once are counted one by one', async () => {
    const accountId = await givePassword('investigator')
    const answers = await Promise.all(Array.from({ length: 12 }, () => signIn(visitor(app.server, { ip: '10.0.0.3' }), 'investigator', 'wrong')))
    expect(answers.every((a) => a.status === 401)).toBe(true)
    const codes = await refusals(accountId)
    expect(codes.filter((c) => c === 'access.locked')).toHaveLength(12 - failuresToLock)
    expect(codes.filter((c) => c === 'access.locked-out')).toHaveLength(1)
  })

  test('one address is slowed down', async () => {
    const v = visitor(app.server, { ip: '10.9.9.9' })
    let last = 0
    for (let i = 0; i < 31; i++) last = (await v.post('/api/session/second-factor', { code: '123456' })).status
    expect(last).toBe(429)
    expect((await visitor(app.server, { ip: '10.9.9.8' }).post('/api/session/second-factor', { code: '123456' })).status).toBe(401)
  })

  test('a false X-Forwarded-For does not give a new address', async () => {
    const send = (n: number) => app.server.inject({ method: 'POST', url: '/api/session/passkey/options', remoteAddress: '10.9.9.7', payload: {}, headers: { 'x-mizan': '1', 'x-forwarded-for': `1.2.3.${n}` } })
    let last = 0
    for (let i = 0; i < 31; i++) last = (await send(i)).statusCode
    expect(last).toBe(429)
  })
})

describe('authenticator app', () => {
  async function enrol(who: string): Promise<{ v: Visitor; accountId: string; code: (at?: Date) => string }> {
    const accountId = await givePassword(who)
    const v = visitor(app.server, { ip: `10.1.${who.length}.1` })
    await signIn(v, who.toLowerCase())
    const { body } = await v.post('/api/session/totp/enrol', { password })
    expect(body['uri']).toContain('otpauth://totp/Mizan')
    expect(body['qr']).toContain('<svg')
    const totp = new TOTP({ secret: Secret.fromBase32(String(body['secret'])) })
    const code = (at = app.time.now) => totp.generate({ timestamp: at.getTime() })
    expect((await v.post('/api/session/totp/confirm', { code: '000000' })).status).toBe(422)
    expect((await v.post('/api/session/totp/confirm', { code: code() })).body).toEqual({ next: 'done' })
    app.time.now = new Date(app.time.now.getTime() + 60_000)
    return { v, accountId, code }
  }

  test('is asked for, and gives no session until it is right', async () => {
    const { code, accountId } = await enrol('prisonReception')
    expect((await credential(accountId)).totp_secret).not.toContain('=secret')
    const v = visitor(app.server)
    expect((await signIn(v, 'prisonreception')).body).toEqual({ next: 'second-factor', methods: ['totp'] })
    expect(v.cookies.has('mizan')).toBe(false)
    expect((await v.get('/api/session')).body['signedIn']).toBe(false)
    expect((await v.get('/api/session/list')).status).toBe(401)
    expect((await v.post('/api/session/second-factor', { code: '000000' })).status).toBe(401)
    expect((await v.post('/api/session/second-factor', { code: code() })).body).toEqual({ next: 'done' })
    expect((await v.get('/api/session')).body['signedIn']).toBe(true)
  })

  test('a code is good once, even in another browser', async () => {
    const { code, accountId } = await enrol('felonyClerk')
    const [a, b] = [visitor(app.server), visitor(app.server)]
    await signIn(a, 'felonyclerk')
    await signIn(b, 'felonyclerk')
    const seen = code()
    expect((await a.post('/api/session/second-factor', { code: seen })).status).toBe(200)
    expect((await b.post('/api/session/second-factor', { code: seen })).status).toBe(401)
    expect(await refusals(accountId)).toContain('access.code-used')
    const before = new Date(app.time.now.getTime() - 30_000)
    expect((await b.post('/api/session/second-factor', { code: code(before) })).status).toBe(401)
  })

  test('the half sign-in is used once, ends after five minutes, and cannot be taken to another account', async () => {
    const { code } = await enrol('misdemeanourClerk')
    const v = visitor(app.server)
    await signIn(v, 'misdemeanourclerk')
    const token = v.cookies.get('mizan-step')!
    expect((await v.post('/api/session/second-factor', { code: code() })).status).toBe(200)
    app.time.now = new Date(app.time.now.getTime() + 60_000)
    const again = visitor(app.server)
    again.cookies.set('mizan-step', token)
    expect((await again.post('/api/session/second-factor', { code: code() })).body['code']).toBe('access.step-over')
    const late = visitor(app.server)
    await signIn(late, 'misdemeanourclerk')
    app.time.now = new Date(app.time.now.getTime() + 5 * 60_000 + 1)
    expect((await late.post('/api/session/second-factor', { code: code() })).body['code']).toBe('access.step-over')
  })

  test('knowing the password does not buy more guesses of the code', async () => {
    const { accountId } = await enrol('felonyJudge')
    for (let i = 0; i < failuresToLock; i++) {
      const v = visitor(app.server, { ip: `10.2.0.${i}` })
      expect((await signIn(v, 'felonyjudge')).body['next']).toBe('second-factor')
      await v.post('/api/session/second-factor', { code: '000000' })
    }
    expect((await credential(accountId)).locked_until).not.toBeNull()
    expect((await signIn(visitor(app.server, { ip: '10.2.0.99' }), 'felonyjudge')).status).toBe(401)
  })
})

describe('own account', () => {
  test('a new password ends the other sessions, and must be long and not plain', async () => {
    const accountId = await givePassword('cassationJudge')
    const [a, b] = [visitor(app.server), visitor(app.server)]
    await signIn(a, 'cassationjudge')
    await signIn(b, 'cassationjudge')
    expect((await a.get('/api/session/list')).body['rows']).toHaveLength(2)
    const change = (next: string, current = password) => a.post('/api/session/password', { current, next })
    expect((await change('short')).body).toMatchObject({ status: 422, code: 'access.password-too-short', title: 'A password has at least 12 characters' })
    expect((await change('cassationjudge-2026')).body['code']).toBe('access.password-is-user-name')
    expect((await change('four-other-hills-sleep', 'wrong')).body['code']).toBe('access.password-wrong')
    expect((await change('four-other-hills-sleep')).body).toEqual({ next: 'done' })
    expect((await b.get('/api/session')).body['signedIn']).toBe(false)
    expect((await a.get('/api/session')).body['signedIn']).toBe(true)
    expect(await verbs(accountId)).toContain('access.change-password')
  })

  test.each([['aaaaaaaaaaaaaaa', 'access.password-too-plain'], ['123456789012345', 'access.password-too-plain'], ['abcdefghijklmnop', 'access.password-too-plain'],
    ['Mizan-Baghdad-2026!', 'access.password-too-plain'], ['passwordpassword1', 'access.password-too-plain'], ['ميزان العراق ٢٠٢٦', 'access.password-too-plain'], ['محكمة بغداد 12345', 'access.password-too-plain'], ['98416-20735-6650', 'access.password-too-plain'], ['the judge sleeps late', null],
    ['كلمة سر طويلة جدا', null], ['xx-ali.hassan-xx', 'access.password-is-user-name'], ['11 characte', 'access.password-too-short'], ['twelve chars', null]])('%s → %s', (word, fault) => {
    expect(passwordFault(word, { userName: 'ali.hassan' })).toBe(fault)
  })

  test('a one-time password opens nothing but the choice of another, and runs out', async () => {
    await givePassword('juvenileJudge', { must_change: true, one_time_until: new Date(app.time.now.getTime() + 3_600_000) })
    const v = visitor(app.server)
    expect((await signIn(v, 'juvenilejudge')).body).toEqual({ next: 'change-password' })
    const session = (await v.get('/api/session')).body
    expect(session).toMatchObject({ signedIn: true, post: null, mustChangePassword: true, may: [] })
    expect((await v.post('/api/session/post', { postId: firstId(session['posts']) })).body['code']).toBe('access.change-password-first')
    expect((await v.get('/api/handover')).status).not.toBe(500)
    expect((await v.post('/api/session/password', { current: password, next: 'four-other-hills-sleep' })).body).toEqual({ next: 'done' })
    expect((await v.get('/api/session')).body['post']).not.toBeNull()
    await givePassword('juvenileOfficer', { must_change: true, one_time_until: new Date(app.time.now.getTime() - 1) })
    expect((await signIn(visitor(app.server), 'juvenileofficer')).status).toBe(401)
    expect(oneTimePassword()).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/)
  })

  test('an account of two posts chooses one, and only one that it holds now', async () => {
    const accountId = await givePassword('stationCommander')
    const acting = randomUUIDv7()
    await act(app.systemCtx, { verb: 'test.appoint', subject: { kind: 'account', bare: accountId } }, async (tx) => {
      await createPost(tx, { id: acting, officeId: app.country.offices.otherStation, role: 'station-commander', title: { ar: 'آمر', ckb: 'آمر', en: 'Commander' }, scope: 'office' })
      await assignPost(tx, { postId: acting, accountId, acting: true, from: new Date(app.time.now.getTime() - 1), to: new Date(app.time.now.getTime() + 3_600_000) })
    })
    const v = visitor(app.server)
    const { body } = await signIn(v, 'stationcommander')
    expect(body).toMatchObject({ next: 'choose-post', posts: [{ acting: false }, { id: acting, acting: true }] })
    expect((await v.get('/api/session')).body).toMatchObject({ post: null })
    expect((await v.post('/api/session/post', { postId: app.country.accounts['judge']!.postId })).body['code']).toBe('access.not-your-post')
    expect((await v.post('/api/session/post', { postId: acting })).body).toEqual({ next: 'done' })
    expect((await v.get('/api/session')).body['post']).toMatchObject({ id: acting, office: { name: 'Mansour Police Station' } })
    const start = app.time.now
    app.time.now = new Date(start.getTime() + 3_600_001)
    await signIn(v, 'stationcommander')
    expect((await v.post('/api/session/post', { postId: acting })).body['code']).toBe('access.not-your-post')
    app.time.now = start
  })

  test('nobody ends another account’s session', async () => {
    await givePassword('misdemeanourJudge')
    await givePassword('otherJudge')
    const [a, b] = [visitor(app.server), visitor(app.server)]
    await signIn(a, 'misdemeanourjudge')
    await signIn(b, 'otherjudge')
    const theirs = firstId((await a.get('/api/session/list')).body['rows'])
    expect((await b.post('/api/session/revoke', { sessionId: theirs })).body['code']).toBe('access.session-unknown')
    expect((await a.get('/api/session')).body['signedIn']).toBe(true)
    expect((await a.post('/api/session/revoke', { sessionId: theirs })).status).toBe(200)
    expect((await a.get('/api/session')).body['signedIn']).toBe(false)
  })

  test('the language is kept with the account', async () => {
    await givePassword('otherStationOfficer')
    const v = visitor(app.server)
    await signIn(v, 'otherstationofficer')
    await v.post('/api/session/language', { lang: 'ckb' })
    expect((await v.get('/api/session')).body['lang']).toBe('ckb')
  })
})

describe('MIZAN_SECOND_FACTOR', () => {
  test('names roles, all or none, and no unknown role', () => {
    expect(needsSecondFactor('administrator', 'required')).toBe(true)
    expect(needsSecondFactor('administrator', 'administrator, inspector')).toBe(true)
    expect(needsSecondFactor('prosecutor', 'administrator,inspector')).toBe(false)
    expect(() => needsSecondFactor('prosecutor', 'adminstrator')).toThrow(/no such role/)
  })

  test('where it is required, an account without one enrols before it works', async () => {
    vi.stubEnv('MIZAN_SECOND_FACTOR', 'administrator')
    await givePassword('administrator')
    const v = visitor(app.server)
    expect((await signIn(v, 'administrator')).body).toEqual({ next: 'enrol' })
    const session = (await v.get('/api/session')).body
    expect(session).toMatchObject({ post: null, mustEnrol: true })
    expect((await v.post('/api/session/post', { postId: firstId(session['posts']) })).body['code']).toBe('access.second-factor-first')
    const { body } = await v.post('/api/session/totp/enrol', { password })
    const code = new TOTP({ secret: Secret.fromBase32(String(body['secret'])) }).generate({ timestamp: app.time.now.getTime() })
    expect((await v.post('/api/session/totp/confirm', { code })).body).toEqual({ next: 'done' })
    expect((await v.get('/api/session')).body['post']).toMatchObject({ role: 'administrator' })
    expect((await v.post('/api/session/totp/remove', { password })).body['code']).toBe('access.second-factor-required')
    vi.unstubAllEnvs()
  })
})

import { createServer, type Server } from 'node:http'
import { Provider } from 'oidc-provider'
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '#test/support/app.ts'
import { visitor, type Visitor } from '#test/support/visitor.ts'

let app: TestApp
let issuer: string
let server: Server

/** A real provider on this machine; its own sign-in form is the library's development form: whoever types a name is that subject. */
beforeAll(async () => {
  app = await testApp([], new Date())
  server = createServer()
  await new Promise<void>((done) => { server.listen(0, '127.0.0.1', done) })
  const address = server.address()
  issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const provider = new Provider(issuer, {
    clients: [{ client_id: 'mizan', client_secret: 'a-secret-of-the-test-client', redirect_uris: ['http://localhost/api/oidc/callback'] }],
    cookies: { keys: ['test'] },
    findAccount: (_, id) => ({ accountId: id, claims: () => ({ sub: id }) }),
  })
  server.on('request', provider.callback())
  Object.assign(process.env, { MIZAN_OIDC_ISSUER: issuer, MIZAN_OIDC_CLIENT_ID: 'mizan', MIZAN_OIDC_CLIENT_SECRET: 'a-secret-of-the-test-client', MIZAN_OIDC_REDIRECT: 'http://localhost/api/oidc/callback' })
  await app.db.app.insertInto('kernel.outside_identity').values({ issuer, subject: 'judge-of-karrada', account_id: app.country.accounts['judge']!.accountId }).execute()
}, 60_000)

afterAll(() => {
  for (const key of ['ISSUER', 'CLIENT_ID', 'CLIENT_SECRET', 'REDIRECT']) delete process.env[`MIZAN_OIDC_${key}`]
  server.closeAllConnections()
  server.close()
})

/** What the person's browser does at the provider: follows redirects, types a name, agrees; until it is sent back to us. */
async function atProvider(start: string, subject: string): Promise<URL> {
  const jar = new Map<string, string>()
  let url = start
  let form: URLSearchParams | undefined
  for (let hop = 0; hop < 15; hop++) {
    if (url.startsWith('http://localhost/')) return new URL(url)
    const response = await fetch(url, { redirect: 'manual', headers: { cookie: [...jar].map(([k, v]) => `${k}=${v}`).join('; ') }, ...(form ? { method: 'POST', body: form } : {}) })
    for (const set of response.headers.getSetCookie()) {
      const [pair = ''] = set.split(';')
      jar.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1))
    }
    form = undefined
    const location = response.headers.get('location')
    const page = await response.text()
    if (location) url = new URL(location, url).href
    else {
      const action = /action="([^"]+)"/.exec(page)?.[1]
      if (!action) throw new Error(`no form at ${url}: ${page.slice(0, 300)}`)
      form = new URLSearchParams(page.includes('name="login"') ? { prompt: 'login', login: subject, password: 'anything' } : { prompt: 'consent' })
      url = new URL(action, url).href
    }
  }
  throw new Error('the provider did not send us back')
}

async function through(v: Visitor, subject: string): Promise<URL> {
  const start = await v.get('/api/oidc/start')
  expect(start.status).toBe(303)
  expect(new URL(start.location!).searchParams.get('code_challenge_method')).toBe('S256')
  return atProvider(start.location!, subject)
}

test('a linked identity opens a session; the entry says how', async () => {
  const v = visitor(app.server)
  const back = await through(v, 'judge-of-karrada')
  expect(await v.get(back.pathname + back.search)).toMatchObject({ status: 303, location: '/' })
  expect((await v.get('/api/session')).body).toMatchObject({ signedIn: true, outside: true, personName: 'Officer judge', post: { role: 'investigative-judge' } })
  const entry = await app.db.app.transaction().execute(async (trx) => {
    await sql`select set_config('mizan.scope', '**', true)`.execute(trx)
    return trx.selectFrom('kernel.entry').select('body').where('verb', '=', 'access.sign-in').executeTakeFirstOrThrow()
  })
  expect(JSON.parse(entry.body)).toMatchObject({ detail: { proof: 'outside', twoFactors: false } })
})

test('an identity that nobody linked opens nothing', async () => {
  const v = visitor(app.server)
  const back = await through(v, 'judge')
  expect((await v.get(back.pathname + back.search)).location).toBe('/sign-in?refused=access.outside-unknown')
  expect((await v.get('/api/session')).body['signedIn']).toBe(false)
})

test('the answer belongs to the browser that asked, and is used once', async () => {
  const v = visitor(app.server)
  const back = await through(v, 'judge-of-karrada')
  const thief = visitor(app.server)
  expect((await thief.get(back.pathname + back.search)).location).toBe('/sign-in?refused=access.step-over')
  await thief.get('/api/oidc/start')
  expect((await thief.get(back.pathname + back.search)).location).toBe('/sign-in?refused=access.outside-failed')
  expect((await v.get(back.pathname + back.search)).location).toBe('/')
  expect((await v.get(back.pathname + back.search)).location).toBe('/sign-in?refused=access.step-over')
})

test('without the settings there is no such door', async () => {
  const kept = process.env['MIZAN_OIDC_ISSUER']
  delete process.env['MIZAN_OIDC_ISSUER']
  expect((await visitor(app.server).get('/api/oidc/start')).status).toBe(404)
  process.env['MIZAN_OIDC_ISSUER'] = kept
})

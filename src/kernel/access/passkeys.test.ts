import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '#test/support/app.ts'
import { visitor, type Visitor } from '#test/support/visitor.ts'
import { hashPassword } from './passwords.ts'

const password = 'four-quiet-rivers-run'
let app: TestApp

beforeAll(async () => {
  app = await testApp([], new Date('2026-11-22T08:00:00Z'))
  const hash = await hashPassword(password)
  for (const who of ['judge', 'prosecutor']) {
    await app.db.app.insertInto('kernel.credential').values({ account_id: app.country.accounts[who]!.accountId, password_hash: hash, totp_secret: null, totp_pending: null, totp_last_step: null, locked_until: null, one_time_until: null }).execute()
  }
})

/** CBOR (RFC 8949) of the few kinds that an authenticator writes. */
function cbor(value: number | string | Buffer | Map<number | string, unknown>): Buffer {
  const head = (kind: number, n: number) => (n < 24 ? Buffer.from([(kind << 5) | n]) : n < 256 ? Buffer.from([(kind << 5) | 24, n]) : Buffer.from([(kind << 5) | 25, n >> 8, n & 255]))
  if (typeof value === 'number') return value < 0 ? head(1, -1 - value) : head(0, value)
  if (typeof value === 'string') return Buffer.concat([head(3, Buffer.byteLength(value)), Buffer.from(value)])
  if (Buffer.isBuffer(value)) return Buffer.concat([head(2, value.length), value])
  return Buffer.concat([head(5, value.size), ...[...value].flatMap(([k, v]) => [cbor(k), cbor(v as Buffer)])])
}

/** An authenticator in software (ES256, attestation "none"), as a security key would answer. */
interface Key { readonly id: Buffer; readonly privateKey: KeyObject; readonly cose: Buffer; counter: number }

function newKey(): Key {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const jwk = publicKey.export({ format: 'jwk' })
  const cose = cbor(new Map<number, unknown>([[1, 2], [3, -7], [-1, 1], [-2, Buffer.from(jwk.x!, 'base64url')], [-3, Buffer.from(jwk.y!, 'base64url')]]))
  return { id: randomBytes(32), privateKey, cose, counter: 1 }
}

const sha256 = (bytes: Buffer | string) => createHash('sha256').update(bytes).digest()
const clientData = (type: string, challenge: string, origin: string) => Buffer.from(JSON.stringify({ type, challenge, origin, crossOrigin: false }))

function authData(key: Key, host: string, withKey: boolean): Buffer {
  const counter = Buffer.alloc(4)
  counter.writeUInt32BE(key.counter)
  const length = Buffer.alloc(2)
  length.writeUInt16BE(key.id.length)
  return Buffer.concat([sha256(host), Buffer.from([withKey ? 0x45 : 0x05]), counter, ...(withKey ? [Buffer.alloc(16), length, key.id, key.cose] : [])])
}

function registration(key: Key, challenge: string, { origin = 'http://localhost', host = 'localhost' } = {}) {
  const attestation = cbor(new Map<string, unknown>([['fmt', 'none'], ['attStmt', new Map()], ['authData', authData(key, host, true)]]))
  const id = key.id.toString('base64url')
  return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON: clientData('webauthn.create', challenge, origin).toString('base64url'), attestationObject: attestation.toString('base64url') } }
}

function assertion(key: Key, challenge: string, { origin = 'http://localhost', host = 'localhost' } = {}) {
  const data = authData(key, host, false)
  const client = clientData('webauthn.get', challenge, origin)
  const id = key.id.toString('base64url')
  const signature = sign('sha256', Buffer.concat([data, sha256(client)]), key.privateKey)
  return { id, rawId: id, type: 'public-key', clientExtensionResults: {}, response: { clientDataJSON: client.toString('base64url'), authenticatorData: data.toString('base64url'), signature: signature.toString('base64url') } }
}

const signIn = (v: Visitor, who: string) => v.post('/api/session/sign-in', { userName: who, password })

async function register(who: string): Promise<{ v: Visitor; key: Key }> {
  const v = visitor(app.server)
  await signIn(v, who)
  const options = await v.post('/api/session/passkeys/options', { password })
  expect(options).toMatchObject({ status: 200, body: { rp: { id: 'localhost' }, attestation: 'none' } })
  const key = newKey()
  const done = await v.post('/api/session/passkeys/register', { label: 'Office key', response: registration(key, String(options.body['challenge'])) })
  expect(done).toMatchObject({ status: 200, body: { next: 'done' } })
  return { v, key }
}

test('a passkey is registered, asked for, and opens the session', async () => {
  const { v: first, key } = await register('judge')
  expect((await first.get('/api/session/factors')).body).toMatchObject({ totp: false, passkeys: [{ label: 'Office key' }] })
  const v = visitor(app.server)
  expect((await signIn(v, 'judge')).body).toEqual({ next: 'second-factor', methods: ['passkey'] })
  const { body } = await v.post('/api/session/passkey/options')
  expect(body['allowCredentials']).toEqual([{ id: key.id.toString('base64url'), type: 'public-key' }])
  key.counter = 2
  const answer = assertion(key, String(body['challenge']))
  expect((await v.post('/api/session/passkey', { response: answer })).body).toEqual({ next: 'done' })
  expect((await v.get('/api/session')).body['signedIn']).toBe(true)

  const replayed = visitor(app.server)
  await signIn(replayed, 'judge')
  await replayed.post('/api/session/passkey/options')
  expect((await replayed.post('/api/session/passkey', { response: answer })).status).toBe(401)
})

test('an answer for another site, of another person’s key, or from a copied key is refused', async () => {
  const { key } = await register('prosecutor')
  const { key: stranger } = { key: newKey() }
  const attempt = async (make: (challenge: string) => unknown) => {
    const v = visitor(app.server)
    await signIn(v, 'prosecutor')
    const { body } = await v.post('/api/session/passkey/options')
    return v.post('/api/session/passkey', { response: make(String(body['challenge'])) })
  }
  key.counter = 5
  expect((await attempt((c) => assertion(key, c, { origin: 'http://localhost.evil.example', host: 'localhost.evil.example' }))).status).toBe(401)
  expect((await attempt((c) => assertion(stranger, c))).status).toBe(401)
  expect((await attempt((c) => assertion({ ...stranger, id: key.id }, c))).status).toBe(401)
  expect((await attempt((c) => assertion(key, c))).body).toEqual({ next: 'done' })
  key.counter = 4
  expect((await attempt((c) => assertion(key, c))).status).toBe(401)
})

test('a registration for another site or with an old challenge is refused', async () => {
  const key = newKey()
  const v = visitor(app.server)
  await app.db.app.updateTable('kernel.credential').set({ failed_attempts: 0, locked_until: null }).execute()
  await app.db.app.deleteFrom('kernel.passkey').execute()
  await signIn(v, 'judge')
  const { body } = await v.post('/api/session/passkeys/options', { password })
  const challenge = String(body['challenge'])
  expect((await v.post('/api/session/passkeys/register', { label: 'x', response: registration(key, challenge, { origin: 'https://evil.example' }) })).body['code']).toBe('access.passkey-not-verified')
  expect((await v.post('/api/session/passkeys/register', { label: 'x', response: registration(key, challenge) })).body['code']).toBe('access.step-over')
})

import { beforeAll, describe, expect, test } from 'vitest'
import { leafHash, rootOf } from '#kernel/ledger/merkle.ts'
import { parseVerifierKey, openCheckpoint } from '#kernel/ledger/note.ts'
import { noteLogKey } from '#kernel/ledger/rotation.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { act } from '#kernel/act/act.ts'
import { readKeys, readWitnesses } from './contract.ts'
import { newSigner } from '#test/support/ledger-scene.ts'
import { testApp, type TestApp } from '#test/support/app.ts'

const entries = 300
const signer = newSigner()
let app: TestApp

beforeAll(async () => {
  app = await testApp([])
  for (let i = 1; i < entries; i++) await note(i)
  await sequence(app.db, { signer, batch: 128 })
})

async function note(i: number): Promise<void> {
  await act(app.systemCtx, { verb: 'test.set-capacity', subject: { kind: 'office', bare: app.country.offices.station }, reason: 'سرّ لا يُنشر' }, async (tx) => {
    await tx.db.updateTable('kernel.office').set({ capacity: i }).where('id', '=', app.country.offices.station).execute()
  })
}

const get = (path: string) => app.server.inject({ method: 'GET', url: path })

describe('the log as static tiles (C2SP tlog-tiles), asked by nobody in particular', () => {
  test('the checkpoint is a signed note, kept by caches for moments only', async () => {
    const reply = await get('/log/checkpoint')
    expect(reply.statusCode).toBe(200)
    expect(reply.headers['content-type']).toBe('text/plain; charset=utf-8')
    expect(reply.headers['cache-control']).toBe('public, max-age=2')
    expect(openCheckpoint(reply.body, [parseVerifierKey(signer.verifierKey)])).toMatchObject({ origin: signer.name, size: entries })
    expect((await get('/log/checkpoint/newest')).body).toBe(reply.body)
  })

  test('tiles and entries give the root that was signed', async () => {
    const full = await get('/log/tile/0/000')
    const rest = await get('/log/tile/0/001.p/44')
    const above = await get('/log/tile/1/000.p/1')
    expect([full, rest, above].map((reply) => [reply.statusCode, reply.rawPayload.length])).toEqual([[200, 8192], [200, 44 * 32], [200, 32]])
    for (const reply of [full, rest, above]) {
      expect(reply.headers['content-type']).toBe('application/octet-stream')
      expect(reply.headers['cache-control']).toBe('public, max-age=31536000, immutable')
      expect(reply.headers['set-cookie']).toBeUndefined()
    }
    const leaves = Buffer.concat([full.rawPayload, rest.rawPayload])
    const { root } = openCheckpoint((await get('/log/checkpoint')).body, [parseVerifierKey(signer.verifierKey)])
    expect(rootOf(leaves)).toEqual(root)
    expect(rootOf(full.rawPayload)).toEqual(above.rawPayload)
    const bundles = Buffer.concat([(await get('/log/tile/entries/000')).rawPayload, (await get('/log/tile/entries/001.p/44')).rawPayload])
    expect(bundles.length).toBe(entries * 34)
    for (let i = 0; i < entries; i++) {
      expect(bundles.readUInt16BE(i * 34)).toBe(32)
      expect(leafHash(bundles.subarray(i * 34 + 2, i * 34 + 34))).toEqual(leaves.subarray(i * 32, i * 32 + 32))
    }
  })

  test('a tile that was partial for an earlier checkpoint is still there', async () => {
    const earlier = await get('/log/tile/0/000.p/128')
    expect(earlier.rawPayload).toEqual((await get('/log/tile/0/000')).rawPayload.subarray(0, 128 * 32))
    expect((await get('/log/tile/entries/000.p/128')).rawPayload.length).toBe(128 * 34)
  })

  test.each([
    '/log/tile/0/001', '/log/tile/0/001.p/45', '/log/tile/0/002.p/1', '/log/tile/1/000', '/log/tile/1/000.p/2', '/log/tile/2/000.p/1', '/log/tile/64/000', '/log/tile/00/000', '/log/tile/-1/000',
    '/log/tile/0/0', '/log/tile/0/x000/000', '/log/tile/0/000.p/0', '/log/tile/0/000.p/256', '/log/tile/0/000.p/01', '/log/tile/entries/001', '/log/tile/entries/001.p/45', '/log/tile/entries/abc',
    '/log/tile/0/x999/x999/x999/x999/999', '/log/tile/0/', '/log/tile/0', '/log/tile', '/log/no-such-thing', '/log/',
  ])('%s is not there, and says so as a problem', async (path) => {
    const reply = await get(path)
    expect(reply.statusCode).toBe(404)
    expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(reply.headers['cache-control']).toBe('no-store')
  })

  test('only commitments: no word of any entry', async () => {
    const all = await Promise.all(['/log/checkpoint', '/log/tile/0/000', '/log/tile/entries/000', '/log/keys', '/log/policy'].map(get))
    for (const reply of all) expect(reply.rawPayload.includes(Buffer.from('سرّ'))).toBe(false)
    expect(all[4]!.body).toBe('quorum none\n')
  })

  test('its page: without witnesses and keys there is still something to say', async () => {
    expect(await app.ok(null, readWitnesses, {})).toMatchObject({ origin: null, quorum: '', newest: { size: entries }, believed: { size: entries }, witnesses: [], refusals: [], checkpoints: [{ size: entries, seen: [] }] })
    await noteLogKey(app.db, [signer])
    expect(await app.ok(null, readKeys, {})).toMatchObject({ origin: signer.name, keys: [{ vkey: signer.verifierKey, from: 0, to: null, statement: null }] })
    expect((await get('/log/policy')).body).toBe(`log ${signer.verifierKey}\nquorum none\n`)
  })
})

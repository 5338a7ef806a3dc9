// The store on an S3 server: against the one that npm brings, and against a server that is away, slow, or gives other bytes than it was given.
import { createHash, randomBytes } from 'node:crypto'
import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import S3rver from 's3rver'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { folderStore, type FileStore } from './file-store.ts'
import { openStore, readS3Setting, withFallback } from './open-store.ts'
import { s3Store, type S3Settings } from './s3-store.ts'

const folder = mkdtempSync(join(tmpdir(), 'mizan-s3-'))
const waitingFolder = join(folder, 'waiting')
const limits = { maxBytes: 1_000_000 }
const sha = (b: Buffer) => createHash('sha256').update(b).digest('hex')
async function whole(stream: Readable): Promise<Buffer> { return Buffer.concat(await stream.toArray()) }
const server = new S3rver({ port: 0, silent: true, directory: join(folder, 'server'), resetOnClose: true, configureBuckets: [{ name: 'papers', configs: [] }] })
let settings: S3Settings
let store: FileStore

beforeAll(async () => {
  const { port } = await server.run()
  settings = { bucket: 'papers', prefix: 'mizan/', endpoint: `http://127.0.0.1:${port}`, region: 'us-east-1', accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER' }
  store = s3Store(settings, { waitingFolder })
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

test('keeps bytes under their digest, once, and takes them out', async () => {
  const bytes = randomBytes(300_000)
  const stored = await store.put(Readable.from([bytes.subarray(0, 7), bytes.subarray(7)]), limits)
  expect(stored).toEqual({ address: sha(bytes), bytes: bytes.length })
  expect(await store.put(bytes, limits)).toEqual(stored)
  expect((await whole(await store.get(stored.address))).equals(bytes)).toBe(true)
  expect(await store.has(stored.address)).toBe(true)
  await store.remove(stored.address)
  expect(await store.has(stored.address)).toBe(false)
  await expect(store.get(stored.address)).rejects.toMatchObject({ code: 'kernel.file-missing' })
  await store.remove(stored.address)
  expect(readdirSync(waitingFolder)).toEqual([])
})

test('the same file by many at once; what is too large, empty or refused leaves nothing', async () => {
  const bytes = randomBytes(100_000)
  const all = await Promise.all(Array.from({ length: 8 }, () => store.put(bytes, limits)))
  expect(new Set(all.map((s) => s.address)).size).toBe(1)
  await expect(store.put(randomBytes(101), { maxBytes: 100 })).rejects.toMatchObject({ code: 'kernel.file-too-large' })
  await expect(store.put(Buffer.alloc(0), limits)).rejects.toMatchObject({ code: 'kernel.file-empty' })
  const infected = randomBytes(100)
  await expect(store.put(infected, { ...limits, inspect: async () => { throw new Error('infected') } })).rejects.toThrow('infected')
  expect(await store.has(sha(infected))).toBe(false)
  await expect(store.get('../../etc/passwd')).rejects.toThrow(RangeError)
  expect(readdirSync(waitingFolder)).toEqual([])
})

test('bytes changed on the server are not given out; the same file by another hand replaces them', async () => {
  const bytes = randomBytes(5000)
  const { address } = await store.put(bytes, limits)
  const liar = await proxy((body) => Buffer.concat([body.subarray(0, -1), Buffer.from([body.at(-1)! ^ 1])]))
  const through = s3Store({ ...settings, endpoint: liar.url }, { waitingFolder })
  await expect(through.get(address)).rejects.toMatchObject({ code: 'kernel.file-damaged', detail: { status: 503 } })
  liar.server.close()
  expect(readdirSync(waitingFolder)).toEqual([])
})

describe('a server that', () => {
  test('is away is told as such, in time, and nothing is kept', async () => {
    const away = s3Store({ ...settings, endpoint: 'http://127.0.0.1:1' }, { waitingFolder, timeoutMs: 500, tries: 2 })
    const started = performance.now()
    for (const work of [() => away.put(randomBytes(10), limits), () => away.get(sha(Buffer.from('x'))), () => away.has(sha(Buffer.from('x')))]) await expect(work()).rejects.toMatchObject({ code: 'kernel.store-away', detail: { status: 503 } })
    expect(performance.now() - started).toBeLessThan(5000)
    expect(readdirSync(waitingFolder)).toEqual([])
  })

  test('never answers, or stops in the middle, is given up', async () => {
    const silent = createServer(() => {}).listen(0, '127.0.0.1')
    const half = createServer((_, reply) => { reply.writeHead(200, { 'content-length': '1000' }); reply.write('x') }).listen(0, '127.0.0.1')
    for (const one of [silent, half]) {
      if (!one.listening) await new Promise((resolve) => { one.once('listening', resolve) })
      const slow = s3Store({ ...settings, endpoint: `http://127.0.0.1:${(one.address() as AddressInfo).port}` }, { waitingFolder, timeoutMs: 300, tries: 1 })
      await expect(slow.get(sha(Buffer.from('x')))).rejects.toMatchObject({ code: 'kernel.store-away' })
      one.closeAllConnections()
      one.close()
    }
    expect(readdirSync(waitingFolder)).toEqual([])
  })

  test('is busy for a moment is asked again', async () => {
    let refusals = 2
    const busy = await proxy((body) => body, () => (refusals-- > 0 ? 503 : undefined))
    const patient = s3Store({ ...settings, endpoint: busy.url }, { waitingFolder })
    const bytes = randomBytes(1000)
    const { address } = await patient.put(bytes, limits)
    expect((await whole(await store.get(address))).equals(bytes)).toBe(true)
    busy.server.close()
  })

  test('does not know us, or has no such bucket, is told as away', async () => {
    await expect(s3Store({ ...settings, accessKeyId: 'nobody' }, { waitingFolder }).put(randomBytes(10), limits)).rejects.toMatchObject({ code: 'kernel.store-away' })
    await expect(s3Store({ ...settings, bucket: 'nowhere' }, { waitingFolder }).put(randomBytes(10), limits)).rejects.toMatchObject({ code: 'kernel.store-away' })
  })
})

describe('the setting', () => {
  const env = { AWS_ACCESS_KEY_ID: 'id', AWS_SECRET_ACCESS_KEY: 'secret' }
  test.each([
    ['s3://papers', { bucket: 'papers', prefix: '', region: 'us-east-1', endpoint: undefined }],
    ['s3://papers/a/b/?endpoint=http://10.0.0.1:9000&region=iq', { bucket: 'papers', prefix: 'a/b/', region: 'iq', endpoint: 'http://10.0.0.1:9000' }],
  ])('%s', (setting, expected) => { expect(readS3Setting(setting, folder, env)).toMatchObject(expected) })
  test.each([['s3:papers', /looks like s3:/], ['s3://papers?endpoint=ftp://x', /is no address/]])('%s is refused', (setting, message) => {
    expect(() => readS3Setting(setting, folder, env)).toThrow(message)
  })
  test('its keys come from the environment or from a file that only its owner reads', () => {
    expect(() => readS3Setting('s3://papers', folder, {})).toThrow(/keys are missing/)
    writeFileSync(join(folder, 's3-keys.json'), '{"accessKeyId":"a","secretAccessKey":"b"}', { mode: 0o644 })
    expect(() => readS3Setting('s3://papers', folder, {})).toThrow(/read by others/)
    chmodSync(join(folder, 's3-keys.json'), 0o600)
    expect(readS3Setting('s3://papers', folder, {})).toMatchObject({ accessKeyId: 'a', secretAccessKey: 'b' })
    expect(openStore('', folder)).toHaveProperty('get')
  })
  test('documents that have not moved yet are found where they were', async () => {
    const old = folderStore(join(folder, 'documents'))
    const { address } = await old.put(Buffer.from('not moved yet'), limits)
    const both = withFallback(store, old)
    expect((await whole(await both.get(address))).toString()).toBe('not moved yet')
    expect([await both.has(address), await store.has(address)]).toEqual([true, false])
    await both.remove(address)
    expect(await old.has(address)).toBe(false)
  })
})

/** Stands before the real server: may refuse a request, may change a file's bytes on their way back. */
async function proxy(change: (body: Buffer) => Buffer, refuse: () => number | undefined = () => undefined): Promise<{ url: string; server: Server }> {
  const target = new URL(settings.endpoint!)
  const standing = createServer((request, reply) => {
    void (async () => {
      const body = Buffer.concat(await request.toArray())
      const status = refuse()
      if (status !== undefined) { reply.writeHead(status).end(); return }
      const answer = await fetch(`${target.origin}${request.url}`, { method: request.method!, headers: { ...(request.headers as Record<string, string>) }, ...(body.length > 0 ? { body } : {}) })
      const bytes = Buffer.from(await answer.arrayBuffer())
      reply.writeHead(answer.status, { 'content-type': 'application/octet-stream' }).end(request.method === 'GET' && answer.ok ? change(bytes) : bytes)
    })().catch(() => { reply.destroy() })
  }).listen(0, '127.0.0.1')
  await new Promise((resolve) => { standing.once('listening', resolve) })
  return { url: `http://127.0.0.1:${(standing.address() as AddressInfo).port}`, server: standing }
}

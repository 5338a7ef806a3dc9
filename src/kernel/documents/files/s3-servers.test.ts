// The same promises on a second, real S3 server, where one is installed: OpenStack Swift.
import { createHash, randomBytes } from 'node:crypto'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startSwift, type Swift } from '#test/support/swift.ts'
import { s3Store, type S3Settings } from './s3-store.ts'

const waitingFolder = mkdtempSync(join(tmpdir(), 'mizan-s3-'))
const limits = { maxBytes: 10_000_000 }
let swift: Swift | string
let client: S3Client
let settings: S3Settings

beforeAll(async () => {
  swift = await startSwift()
  if (typeof swift === 'string') return
  settings = { bucket: 'papers', prefix: 'mizan/', region: 'us-east-1', ...swift }
  client = new S3Client({ ...settings, forcePathStyle: true, credentials: settings, requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED' } as never)
  await client.send(new CreateBucketCommand({ Bucket: 'papers' }))
})
afterAll(() => {
  if (typeof swift !== 'string') swift.stop()
  rmSync(waitingFolder, { recursive: true, force: true })
})

test('Swift keeps documents, once, gives none out whose bytes were changed, and takes them out', async ({ skip }) => {
  if (typeof swift === 'string') return skip(swift)
  const store = s3Store(settings, { waitingFolder })
  const bytes = randomBytes(3_000_000)
  const all = await Promise.all(Array.from({ length: 4 }, () => store.put(bytes, limits)))
  const address = createHash('sha256').update(bytes).digest('hex')
  expect(all).toEqual(all.map(() => ({ address, bytes: bytes.length })))
  expect(Buffer.concat(await (await store.get(address)).toArray()).equals(bytes)).toBe(true)
  // Whoever has the server's own key puts other bytes in its place.
  await client.send(new PutObjectCommand({ Bucket: 'papers', Key: `mizan/${address.slice(0, 2)}/${address.slice(2, 4)}/${address}`, Body: randomBytes(3_000_000) }))
  await expect(store.get(address)).rejects.toMatchObject({ code: 'kernel.file-damaged' })
  await store.remove(address)
  expect(await store.has(address)).toBe(false)
  await expect(store.get(address)).rejects.toMatchObject({ code: 'kernel.file-missing' })
  await expect(s3Store({ ...settings, secretAccessKey: 'wrong' }, { waitingFolder }).put(randomBytes(10), limits)).rejects.toMatchObject({ code: 'kernel.store-away' })
  expect(readdirSync(waitingFolder)).toEqual([])
})

test('Swift is killed: it is told as away, and nothing is kept by halves', { timeout: 60_000 }, async ({ skip }) => {
  if (typeof swift === 'string') return skip(swift)
  const store = s3Store(settings, { waitingFolder, timeoutMs: 2000, tries: 2 })
  const bytes = randomBytes(1000)
  swift.stop()
  await expect(store.put(bytes, limits)).rejects.toMatchObject({ code: 'kernel.store-away' })
  expect(readdirSync(waitingFolder)).toEqual([])
})

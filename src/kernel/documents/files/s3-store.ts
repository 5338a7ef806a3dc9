/** Documents on any server that speaks S3, under the same addresses as in a folder: `<prefix>ab/cd/<sha256>`. */
import { randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { setTimeout as pause } from 'node:timers/promises'
import { DeleteObjectCommand, GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { refuse, Refusal } from '#kernel/act/refusal.ts'
import { asRefusal, writeWhole, type FileStore, type PutLimits } from './file-store.ts'

export interface S3Settings {
  readonly bucket: string
  /** Before every key; empty, or ending in `/`. */
  readonly prefix: string
  /** The server's address; without one, Amazon's of the region. */
  readonly endpoint?: string | undefined
  readonly region: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

export interface S3Options {
  /** Where files wait while they come and go; on the server's own disk. */
  readonly waitingFolder: string
  /** How long one try may take, in milliseconds, and how often it is made. */
  readonly timeoutMs?: number
  readonly tries?: number
}

/** What goes wrong is told by our own refusals. */
const silent = { debug() {}, info() {}, warn() {}, error() {} }

interface Store extends S3Settings { readonly client: S3Client; readonly waitingFolder: string; readonly timeoutMs: number; readonly tries: number }

/**
 * A store on an S3 server. A file is received whole and inspected on the own disk, then sent with its MD5, so that the server takes it whole or not at all;
 * one that comes again is not sent again. Reading fetches the whole file and checks it against its address before the first byte is given out.
 * Refuses as a folder does, and with `kernel.store-away` when the server can't be reached or does not let us in.
 */
export function s3Store(settings: S3Settings, { waitingFolder, timeoutMs = 20_000, tries = 3 }: S3Options): FileStore {
  const { endpoint, region, accessKeyId, secretAccessKey } = settings
  const client = new S3Client({
    region, credentials: { accessKeyId, secretAccessKey }, forcePathStyle: endpoint !== undefined, maxAttempts: 1, logger: silent, requestHandler: { connectionTimeout: 3000 },
    // The digests that Amazon added in 2024 are unknown to many other servers; MD5 and our own addresses do their work.
    requestChecksumCalculation: 'WHEN_REQUIRED', responseChecksumValidation: 'WHEN_REQUIRED', ...(endpoint === undefined ? {} : { endpoint }),
  })
  const store: Store = { ...settings, client, waitingFolder, timeoutMs, tries }
  return {
    put: (source, limits) => put(store, source, limits),
    get: (address) => get(store, address),
    has: async (address) => (await sizeOf(store, address)) !== undefined,
    remove: async (address) => {
      const Key = keyOf(store, address)
      await attempt(store, (abortSignal) => client.send(new DeleteObjectCommand({ Bucket: store.bucket, Key }), { abortSignal }))
    },
  }
}

function keyOf({ prefix }: Store, address: string): string {
  if (!/^[0-9a-f]{64}$/.test(address)) throw new RangeError('an address is a sha256 in lower-case hex')
  return `${prefix}${address.slice(0, 2)}/${address.slice(2, 4)}/${address}`
}

async function put(store: Store, source: Parameters<FileStore['put']>[0], limits: PutLimits) {
  const waiting = join(store.waitingFolder, randomUUID())
  try {
    await mkdir(store.waitingFolder, { recursive: true, mode: 0o700 })
    const { md5, ...stored } = await writeWhole(waiting, source, limits.maxBytes)
    if (stored.bytes === 0) refuse('kernel.file-empty', { field: 'file' })
    await limits.inspect?.(waiting)
    if ((await sizeOf(store, stored.address)) !== stored.bytes) {
      await attempt(store, (abortSignal) => store.client.send(new PutObjectCommand({
        Bucket: store.bucket, Key: keyOf(store, stored.address), Body: createReadStream(waiting), ContentLength: stored.bytes, ContentMD5: md5, ContentType: 'application/octet-stream',
      }), { abortSignal }))
    }
    return stored
  } catch (error) {
    throw asRefusal(error)
  } finally {
    await rm(waiting, { force: true })
  }
}

async function get(store: Store, address: string): Promise<Readable> {
  const waiting = join(store.waitingFolder, randomUUID())
  try {
    await mkdir(store.waitingFolder, { recursive: true, mode: 0o700 })
    const Key = keyOf(store, address)
    const found = await attempt(store, async (abortSignal) => {
      await rm(waiting, { force: true })
      const { Body } = await store.client.send(new GetObjectCommand({ Bucket: store.bucket, Key }), { abortSignal })
      const body = Body as Readable
      abortSignal.addEventListener('abort', () => { body.destroy(new Error('the server stopped sending')) })
      return writeWhole(waiting, body, Number.MAX_SAFE_INTEGER)
    }, isAbsent)
    if (found === undefined) refuse('kernel.file-missing', { status: 404 })
    if (found.address !== address) refuse('kernel.file-damaged', { status: 503 })
    // Once open, the file may lose its name: it is gone when the reader has ended, however that ends.
    return (await open(waiting, 'r')).createReadStream()
  } catch (error) {
    throw asRefusal(error)
  } finally {
    await rm(waiting, { force: true })
  }
}

async function sizeOf(store: Store, address: string): Promise<number | undefined> {
  const Key = keyOf(store, address)
  return (await attempt(store, (abortSignal) => store.client.send(new HeadObjectCommand({ Bucket: store.bucket, Key }), { abortSignal }), isAbsent))?.ContentLength
}

interface S3Failure { readonly name?: string; readonly $metadata?: { readonly httpStatusCode?: number } }

function isAbsent(error: unknown): boolean {
  const { name } = error as S3Failure
  return name === 'NoSuchKey' || name === 'NotFound'
}

/** Tries again what may pass: a server that is away, busy or slow. `settles` are failures that are an answer: undefined. */
async function attempt<T>(store: Store, work: (abortSignal: AbortSignal) => Promise<T>, settles?: (error: unknown) => boolean): Promise<T | undefined> {
  for (let n = 1; ; n++) {
    try {
      return await work(AbortSignal.timeout(store.timeoutMs))
    } catch (error) {
      if (settles?.(error)) return undefined
      const status = (error as S3Failure).$metadata?.httpStatusCode
      const mayPass = status === undefined || status >= 500 || status === 408 || status === 429
      if (error instanceof Refusal || ownDisk(error)) throw error
      if (!mayPass || n >= store.tries) throw Object.assign(new Refusal('kernel.store-away', { status: 503 }), { cause: error })
      await pause(200 * 4 ** (n - 1))
    }
  }
}

/** A failure of the own disk, where files wait, is not the server's. */
function ownDisk(error: unknown): boolean {
  return ['ENOSPC', 'EDQUOT', 'EACCES', 'EROFS'].includes((error as NodeJS.ErrnoException).code ?? '')
}

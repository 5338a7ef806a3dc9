import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { refuse, Refusal } from '#kernel/act/refusal.ts'

/** What a store checks while it takes a file in. */
export interface PutLimits {
  readonly maxBytes: number
  /** Looks at the whole file before it is kept (type, virus scan); a refusal leaves nothing behind. */
  readonly inspect?: (path: string) => Promise<void>
}

export interface Stored {
  /** sha256 of the bytes in lower-case hex. */
  readonly address: string
  readonly bytes: number
}

/** Files by the digest of their content: the same bytes have the same address, and what is kept never changes. */
export interface FileStore {
  /** Keeps a file. Refuses with `kernel.file-too-large`, `kernel.file-empty`, `kernel.disk-full`. */
  put(source: Readable | NodeJS.ReadableStream | Buffer, limits: PutLimits): Promise<Stored>
  /** The file's bytes, verified against the address first. Refuses with `kernel.file-missing`, `kernel.file-damaged`. */
  get(address: string): Promise<Readable>
  has(address: string): Promise<boolean>
  /** Takes a file out, because the law orders what it shows destroyed. Nothing happens when it is not there. */
  remove(address: string): Promise<void>
}

/**
 * A store in a folder: `ab/cd/<sha256>`. A file is written beside its place, synced, then renamed, so that after a
 * power cut it is there whole or not at all.
 */
export function folderStore(folder: string): FileStore {
  const place = (address: string) => {
    if (!/^[0-9a-f]{64}$/.test(address)) throw new RangeError('an address is a sha256 in lower-case hex')
    return join(folder, address.slice(0, 2), address.slice(2, 4), address)
  }
  return {
    put: (source, limits) => putFile(folder, place, source, limits),
    get: async (address) => getFile(place(address), address),
    has: async (address) => (await sizeOf(place(address))) !== undefined,
    remove: async (address) => rm(place(address), { force: true }),
  }
}

async function putFile(folder: string, place: (address: string) => string, source: Parameters<FileStore['put']>[0], limits: PutLimits): Promise<Stored> {
  const incoming = join(folder, 'incoming')
  const temporary = join(incoming, randomUUID())
  try {
    await mkdir(incoming, { recursive: true, mode: 0o700 })
    const { md5: _md5, ...stored } = await writeWhole(temporary, source, limits.maxBytes)
    if (stored.bytes === 0) refuse('kernel.file-empty', { field: 'file' })
    await limits.inspect?.(temporary)
    const final = place(stored.address)
    if ((await sizeOf(final)) !== stored.bytes) {
      await mkdir(dirname(final), { recursive: true, mode: 0o700 })
      await rename(temporary, final)
      await syncFolder(dirname(final))
    }
    return stored
  } catch (error) {
    throw asRefusal(error)
  } finally {
    await rm(temporary, { force: true })
  }
}

/** Writes a source to a new file and syncs it. @returns its address, size and MD5 (base64, as HTTP's Content-MD5) */
export async function writeWhole(path: string, source: Parameters<FileStore['put']>[0], maxBytes: number): Promise<Stored & { readonly md5: string }> {
  const hash = createHash('sha256')
  const md5 = createHash('md5')
  const file = await open(path, 'wx', 0o600)
  let bytes = 0
  try {
    for await (const chunk of Buffer.isBuffer(source) ? [source] : source) {
      const part = Buffer.from(chunk as Uint8Array)
      bytes += part.length
      if (bytes > maxBytes) refuse('kernel.file-too-large', { status: 413, field: 'file', params: { limit: Math.floor(maxBytes / 1_048_576) } })
      hash.update(part)
      md5.update(part)
      await writeAll(file, part)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { address: hash.digest('hex'), bytes, md5: md5.digest('base64') }
}

async function writeAll(file: FileHandle, part: Buffer): Promise<void> {
  for (let done = 0; done < part.length;) done += (await file.write(part, done)).bytesWritten
}

async function getFile(path: string, address: string): Promise<Readable> {
  if ((await sizeOf(path)) === undefined) refuse('kernel.file-missing', { status: 404 })
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  if (hash.digest('hex') !== address) refuse('kernel.file-damaged', { status: 503 })
  return createReadStream(path)
}

async function sizeOf(path: string): Promise<number | undefined> {
  try {
    return (await stat(path)).size
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
}

/** A rename is on the disk only when its folder is. */
async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  try { await folder.sync() } finally { await folder.close() }
}

/** A full disk or a line that broke off, in the words of a refusal; anything else as it is. */
export function asRefusal(error: unknown): unknown {
  const { code } = error as NodeJS.ErrnoException
  if (code === 'ENOSPC' || code === 'EDQUOT') return new Refusal('kernel.disk-full', { status: 503 })
  if (code === 'ERR_STREAM_PREMATURE_CLOSE' || code === 'ECONNRESET') return new Refusal('kernel.unreadable', { status: 400 })
  return error
}

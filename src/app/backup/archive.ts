/** Reading a backup's archive of the database's files. */
import { createHash, type Hash } from 'node:crypto'
import { createReadStream, readFileSync } from 'node:fs'
import { join, posix } from 'node:path'
import { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import { extract, type Header } from 'tar-stream'
import { cipherOf } from './cipher.ts'
import { backupFolder, type ClusterManifest } from './set.ts'

/** PostgreSQL's list of a backup's files, as far as it is needed here. */
interface FileList { readonly Files: readonly { readonly Path?: string; readonly 'Encoded-Path'?: string; readonly Size: number; readonly Checksum: string }[] }

/**
 * Reads the archive through once. Each file is hashed and compared with PostgreSQL's list; `keep` gets each file's bytes, and reads them to their end.
 * @throws Error naming the first file that is missing, surplus or altered
 */
export async function readArchive(set: string, manifest: ClusterManifest, keep: (entry: Header, content: AsyncIterable<Buffer>) => Promise<void>, onProgress: (done: number, total: number) => void): Promise<void> {
  const folder = backupFolder(set, manifest.name)
  const listed = readFileSync(join(folder, manifest.files.file))
  if (sha256(listed) !== manifest.files.sha256) throw altered(manifest.files.file)
  const expected = new Map((JSON.parse(listed.toString()) as FileList).Files.map((f) => [f.Path ?? Buffer.from(f['Encoded-Path'] ?? '', 'hex').toString(), f]))
  const whole = createHash('sha256')
  const tar = extract()
  let done = 0
  const source = createReadStream(join(folder, manifest.archive.file), { highWaterMark: 2 ** 20 })
  source.on('data', (chunk) => { whole.update(chunk); done += chunk.length; onProgress(done, manifest.archive.bytes) })
  const unpacking = pipeline(source, cipherOf(set).opening(), createZstdDecompress(), tar as unknown as Writable).catch((error: unknown) => {
    throw new Error(`${manifest.archive.file} is damaged: ${error instanceof Error ? error.message : String(error)}`, { cause: error })
  })
  unpacking.catch(() => {})
  for await (const entry of tar) {
    const path = posix.normalize(entry.header.name).replace(/^\.\//, '').replace(/\/$/, '')
    if (path.startsWith('..') || posix.isAbsolute(path)) throw altered(path)
    const hash = createHash('sha256')
    await keep({ ...entry.header, name: path }, hashed(entry as unknown as AsyncIterable<Buffer>, hash))
    const file = expected.get(path)
    if (!file) continue   // what is not listed (the log's own segments) is checked by PostgreSQL as it reads it
    if (hash.digest('hex') !== file.Checksum) throw altered(path)
    expected.delete(path)
  }
  await unpacking
  const [absent] = expected.keys()
  if (absent !== undefined) throw new Error(`${absent} is missing from the backup ${manifest.name}.`)
  if (whole.digest('hex') !== manifest.archive.sha256) throw altered(manifest.archive.file)
}

async function* hashed(content: AsyncIterable<Buffer>, hash: Hash): AsyncGenerator<Buffer> {
  for await (const chunk of content) {
    hash.update(chunk)
    yield chunk
  }
}

/** Lets a file pass: the reader of the archive has hashed it then. */
export async function readToEnd(content: AsyncIterable<Buffer>): Promise<void> {
  const chunks = content[Symbol.asyncIterator]()
  while (!(await chunks.next()).done) { /* nothing is kept */ }
}

export function altered(file: string): Error {
  return new Error(`${file} is not what was written: the backup was damaged or altered.`)
}

export function sha256(bytes: Buffer | string): string {
  return createHash('sha256').update(bytes).digest('hex')
}

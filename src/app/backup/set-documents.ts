/** The documents of an encrypted set: under the digests of what they are, as in any other, with their content encrypted. */
import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { Readable, Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { refuse } from '#kernel/act/refusal.ts'
import { folderStore, type FileStore } from '#kernel/documents/files/file-store.ts'
import { cipherOf } from './cipher.ts'
import { documentsFolder } from './set.ts'
import { syncFolder } from './wal-folder.ts'

/** A document's place in a set. */
export function documentFile(set: string, address: string): string {
  if (!/^[0-9a-f]{64}$/.test(address)) throw new RangeError('an address is a sha256 in lower-case hex')
  return join(documentsFolder(set), address.slice(0, 2), address.slice(2, 4), address)
}

/** The store of a set's documents. */
export function setDocuments(set: string): FileStore {
  const cipher = cipherOf(set)
  if (cipher.headerBytes === 0) return folderStore(documentsFolder(set))
  return {
    async put(source) {
      const temporary = join(documentsFolder(set), 'incoming', randomUUID())
      await mkdir(dirname(temporary), { recursive: true, mode: 0o700 })
      try {
        const hash = createHash('sha256')
        let bytes = 0
        const measure = new Transform({ transform(chunk: Buffer, _, done) { hash.update(chunk); bytes += chunk.length; done(null, chunk) } })
        await pipeline(Buffer.isBuffer(source) ? Readable.from([source]) : source, measure, cipher.sealing(), createWriteStream(temporary, { mode: 0o600, flush: true }))
        const address = hash.digest('hex')
        const final = documentFile(set, address)
        await mkdir(dirname(final), { recursive: true, mode: 0o700 })
        await rename(temporary, final)
        syncFolder(dirname(final))
        return { address, bytes }
      } finally {
        await rm(temporary, { force: true })
      }
    },
    async get(address) {
      if (!(await isThere(documentFile(set, address)))) refuse('kernel.file-missing', { status: 404 })
      if (await digestOfDocument(set, address) !== address) refuse('kernel.file-damaged', { status: 503 })
      return readDocument(set, address)
    },
    has: async (address) => isThere(documentFile(set, address)),
    remove: async (address) => rm(documentFile(set, address), { force: true }),
  }
}

/** The sha256 of what a document of a set holds, in hex. */
export async function digestOfDocument(set: string, address: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of readDocument(set, address)) hash.update(chunk as Buffer)
  return hash.digest('hex')
}

function readDocument(set: string, address: string): Readable {
  const opening = cipherOf(set).opening()
  const source = createReadStream(documentFile(set, address))
  source.on('error', (error) => { opening.destroy(error) })
  return source.pipe(opening)
}

async function isThere(file: string): Promise<boolean> {
  return stat(file).then(() => true, () => false)
}

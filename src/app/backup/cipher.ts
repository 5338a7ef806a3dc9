/**
 * A set of backups may be encrypted at rest: what holds rows (the archive or the tables, the log) and the documents, each file under AES-256 in counter
 * mode with 16 random bytes of its own at its beginning. The key is never in the set: it is `backup-key` of the data folder, and goes where the other
 * keys go (keys.ts). That a file is what was written is shown by its digest, as in a set that is not encrypted.
 */
import { createCipheriv, createHash, randomBytes, type Cipheriv } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PassThrough, Transform } from 'node:stream'
import { dataFolder } from '#kernel/db/data-folder.ts'

export interface SetCipher {
  seal(bytes: Buffer): Buffer
  open(bytes: Buffer): Buffer
  sealing(): Transform
  opening(): Transform
  /** What a new file begins with; empty where nothing is encrypted. `sealAt` needs it for what is written behind it at a place. */
  readonly headerBytes: number
  newHeader(): Buffer
  sealAt(header: Buffer, place: number, bytes: Buffer): Buffer
}

const HEADER = 16
const KEY_FILE = 'backup-key'
const learned = new Map<string, Buffer>()

const plain: SetCipher = {
  seal: (bytes) => bytes, open: (bytes) => bytes, sealing: () => new PassThrough(), opening: () => new PassThrough(),
  headerBytes: 0, newHeader: () => Buffer.alloc(0), sealAt: (_header, _place, bytes) => bytes,
}

/** How a set's files are read and written. A folder without set.json, and a set begun without encryption, are plain. @throws Error when the key is not here */
export function cipherOf(set: string): SetCipher {
  const file = join(set, 'set.json')
  const { key: id } = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as { key?: string }) : {}
  if (id === undefined) return plain
  learnKey(dataFolder())
  const key = learned.get(id)
  if (key === undefined) throw new Error(`${set} is encrypted, and its key is not here: ${KEY_FILE} of the data folder. It is in the file that ./mizan backup keys wrote.`)
  return withKey(key)
}

/** The name of the key under which a new set is encrypted; makes the key where there is none. @param say is told of a new key, which has to be kept apart at once */
export function nameKey(folder: string, say: (text: string) => void): string {
  const file = join(folder, KEY_FILE)
  if (!existsSync(file)) {
    writeFileSync(file, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flag: 'wx', flush: true })
    say(`a key for encrypted backups was made: ${file}. Without it they can't be restored. Write the keys again now: ./mizan backup keys`)
  }
  return learnKey(folder)!
}

/** Remembers the key of a data folder, if it has one: a restore brings it to another place than this server's own. @returns its name */
export function learnKey(folder: string): string | undefined {
  const file = join(folder, KEY_FILE)
  if (!existsSync(file)) return undefined
  const key = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  if (key.length !== 32) throw new Error(`${file} is no key.`)
  const id = createHash('sha256').update('mizan backup key').update(key).digest('hex').slice(0, 16)
  learned.set(id, key)
  return id
}

function withKey(key: Buffer): SetCipher {
  const from = (header: Buffer, place = 0): Cipheriv => {
    const counter = (BigInt(`0x${header.toString('hex')}`) + BigInt(Math.floor(place / HEADER))) & ((1n << 128n) - 1n)
    const cipher = createCipheriv('aes-256-ctr', key, Buffer.from(counter.toString(16).padStart(2 * HEADER, '0'), 'hex'))
    cipher.update(Buffer.alloc(place % HEADER))
    return cipher
  }
  const newHeader = () => randomBytes(HEADER)
  return {
    seal(bytes) {
      const header = newHeader()
      return Buffer.concat([header, from(header).update(bytes)])
    },
    open: (bytes) => from(bytes.subarray(0, HEADER)).update(bytes.subarray(HEADER)),
    sealing() {
      const header = newHeader()
      const cipher = from(header)
      let begun = false
      return new Transform({
        transform(chunk: Buffer, _, done) {
          if (!begun) this.push(header)
          begun = true
          done(null, cipher.update(chunk))
        },
        flush(done) { done(null, begun ? undefined : header) },
      })
    },
    opening() {
      let held = Buffer.alloc(0)
      let cipher: Cipheriv | undefined
      return new Transform({ transform(chunk: Buffer, _, done) {
        if (cipher !== undefined) return done(null, cipher.update(chunk))
        held = Buffer.concat([held, chunk])
        if (held.length < HEADER) return done()
        cipher = from(held.subarray(0, HEADER))
        done(null, cipher.update(held.subarray(HEADER)))
      } })
    },
    headerBytes: HEADER, newHeader, sealAt: (header, place, bytes) => from(header, place).update(bytes),
  }
}

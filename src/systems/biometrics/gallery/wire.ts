// What a shard process and the server say to each other: templates are personal data, so every message is sealed under a key of theirs alone
// (AES-256-GCM). A question can't be read, changed, or asked a second time by who listens; an answer belongs to one question.
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { existsSync, linkSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { dataFolder } from '#kernel/db/data-folder.ts'

/** The message was not made with this secret, is too old, or was seen before. */
export class WireError extends Error {}

/** A question older than this is not answered; clocks of two machines may differ by so much. */
const freshFor = 60_000
const nonceBytes = 12
const tagBytes = 16

/** The file of the secret: MIZAN_SHARD_SECRET, else in the data folder. Copy it to every machine that runs a shard, mode 0600. */
export function secretFile(folder = dataFolder()): string {
  const named = process.env['MIZAN_SHARD_SECRET']
  return named ? resolve(named) : join(folder, 'biometrics', 'shard-secret')
}

/** The secret, made at the first call. @throws WireError where others may read the file */
export function loadSecret(file = secretFile()): Buffer {
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const fresh = `${file}.${process.pid}.new`
    writeFileSync(fresh, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true })
    try {
      linkSync(fresh, file)
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
    } finally {
      rmSync(fresh, { force: true })
    }
  }
  if (process.platform !== 'win32' && (statSync(file).mode & 0o077) !== 0) throw new WireError(`${file} can be read by others: chmod 600 ${file}`)
  const secret = Buffer.from(readFileSync(file, 'utf8').trim(), 'base64')
  if (secret.length < 32) throw new WireError(`${file} holds no secret of 32 bytes`)
  return secret
}

function keyFor(secret: Buffer, direction: 'question' | 'answer'): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, Buffer.alloc(0), `mizan shard ${direction} 1`, 32))
}

function close(key: Buffer, bound: Buffer, text: string): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes }).setAAD(bound)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([nonce, cipher.getAuthTag(), body])
}

function open(key: Buffer, bound: Buffer, message: Buffer): string {
  if (message.length < nonceBytes + tagBytes) throw new WireError('too short')
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, message.subarray(0, nonceBytes), { authTagLength: tagBytes }).setAAD(bound).setAuthTag(message.subarray(nonceBytes, nonceBytes + tagBytes))
    return Buffer.concat([decipher.update(message.subarray(nonceBytes + tagBytes)), decipher.final()]).toString('utf8')
  } catch (error) {
    throw new WireError('this message was not made with our secret', { cause: error })
  }
}

interface Asked { readonly at: number; readonly id: string; readonly body: unknown }

/** A question: its bytes, and how its answer is opened. */
export function sealQuestion(secret: Buffer, body: unknown, now = Date.now()): { bytes: Buffer; openAnswer: (bytes: Buffer) => unknown } {
  const id = randomBytes(16).toString('base64url')
  const bytes = close(keyFor(secret, 'question'), Buffer.alloc(0), JSON.stringify({ at: now, id, body: pack(body) } satisfies Asked))
  return { bytes, openAnswer: (answer) => JSON.parse(open(keyFor(secret, 'answer'), Buffer.from(id), answer)) as unknown }
}

/** The shard's side: opens questions, each once. */
export function questionReader(secret: Buffer) {
  const seen = new Map<string, number>()
  return (bytes: Buffer, now = Date.now()): { body: unknown; sealAnswer: (answer: unknown) => Buffer } => {
    const { at, id, body } = JSON.parse(open(keyFor(secret, 'question'), Buffer.alloc(0), bytes)) as Asked
    if (Math.abs(now - at) > freshFor) throw new WireError('the question is too old: compare the clocks of both machines')
    for (const [known, when] of seen) if (now - when > 2 * freshFor) seen.delete(known)
    if (seen.has(id)) throw new WireError('this question was asked before')
    seen.set(id, now)
    return { body: unpack(body), sealAnswer: (answer) => close(keyFor(secret, 'answer'), Buffer.from(id), JSON.stringify(answer)) }
  }
}

/** Bytes within JSON. */
function pack(value: unknown): unknown {
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') }
  if (Array.isArray(value)) return value.map(pack)
  if (value !== null && typeof value === 'object') return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, pack(one)]))
  return value
}

function unpack(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(unpack)
  if (value === null || typeof value !== 'object') return value
  if ('$bytes' in value) return new Uint8Array(Buffer.from(String(value.$bytes), 'base64'))
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, unpack(one)]))
}

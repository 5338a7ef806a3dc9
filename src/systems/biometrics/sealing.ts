/**
 * Images of fingers and faces, and templates, are sealed before they go to the database: AES-256-GCM under a key that is never in the
 * database, bound to the place they are kept in. A value read by the database's superuser says nothing; moved to another row it does not open.
 */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { chmodSync, existsSync, linkSync, mkdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { dataFolder } from '#kernel/db/data-folder.ts'

/** Where a value is kept: it opens only there. */
export interface Place {
  /** The table with its schema: `biometrics.template`. */
  readonly table: string
  /** The row's id. */
  readonly id: string
  /** Which of the row's values: `image`, `template`. */
  readonly part: string
}

export interface Sealed { readonly keyId: string; readonly sealed: Buffer }

/** A value that does not open: its key is not in the ring, or it was changed, or it was moved from another row. */
export class SealError extends Error {}

interface Ring { readonly current: string; readonly keys: Readonly<Record<string, string>> }

const nonceBytes = 12
const tagBytes = 16

/** The file of the key ring: MIZAN_TEMPLATE_KEYS, else in the data folder. It has its own place in the backup of keys, never in that of data. */
export function keyRingFile(folder = dataFolder()): string {
  const named = process.env['MIZAN_TEMPLATE_KEYS']
  return named ? resolve(named) : join(folder, 'biometrics', 'template-keys.json')
}

/** Seals a value for its place under the ring's current key. The ring is made at the first call. */
export function seal(place: Place, value: Uint8Array, file = keyRingFile()): Sealed {
  const { current, keys } = openRing(file)
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', Buffer.from(keys[current]!, 'base64'), nonce, { authTagLength: tagBytes }).setAAD(bindingOf(place, current))
  const text = Buffer.concat([cipher.update(value), cipher.final()])
  return { keyId: current, sealed: Buffer.concat([nonce, cipher.getAuthTag(), text]) }
}

/** Opens a value in its place. @throws SealError */
export function unseal(place: Place, { keyId, sealed }: { readonly keyId: string; readonly sealed: Uint8Array }, file = keyRingFile()): Buffer {
  const key = openRing(file).keys[keyId]
  if (key === undefined) throw new SealError(`the key ${keyId} of ${place.table} is not in the ring: put back the ring that was in use when it was sealed`)
  if (sealed.length < nonceBytes + tagBytes) throw new SealError(`a value of ${place.table} is too short to be one`)
  const decipher = createDecipheriv('aes-256-gcm', Buffer.from(key, 'base64'), sealed.subarray(0, nonceBytes), { authTagLength: tagBytes })
    .setAAD(bindingOf(place, keyId)).setAuthTag(sealed.subarray(nonceBytes, nonceBytes + tagBytes))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(nonceBytes + tagBytes)), decipher.final()])
  } catch (error) {
    throw new SealError(`a value of ${place.table} ${place.id} does not open: it was changed, or belongs to another row`, { cause: error })
  }
}

/** Adds a new key and makes it the current one; what is sealed under earlier keys still opens. @returns the new key's id */
export function addKey(file = keyRingFile()): string {
  const ring = openRing(file)
  const next = newKey()
  writeRing(file, { current: next.id, keys: { ...ring.keys, [next.id]: next.key } })
  return next.id
}

/** Takes keys out of the ring that nothing is sealed under any more. The current key stays. */
export function dropKeys(ids: readonly string[], file = keyRingFile()): void {
  const ring = openRing(file)
  if (ids.includes(ring.current)) throw new SealError('the current key cannot be dropped')
  writeRing(file, { current: ring.current, keys: Object.fromEntries(Object.entries(ring.keys).filter(([id]) => !ids.includes(id))) })
}

/** The ids of the ring's keys, and which of them seals new values. */
export function keyIds(file = keyRingFile()): { readonly current: string; readonly all: readonly string[] } {
  const { current, keys } = openRing(file)
  return { current, all: Object.keys(keys) }
}

/** Lengths are written out, so that no two places give the same bytes. */
function bindingOf({ table, id, part }: Place, keyId: string): Buffer {
  return Buffer.from(JSON.stringify(['mizan-sealed-1', keyId, table, id, part]))
}

const rings = new Map<string, { readonly ring: Ring; readonly stamp: string }>()

/** The ring, read again when another process changed the file. */
function openRing(file: string): Ring {
  if (!existsSync(file)) makeRing(file)
  const { mtimeMs, size, ino, mode } = statSync(file)
  const stamp = `${mtimeMs}/${size}/${ino}`
  const known = rings.get(file)
  if (known?.stamp === stamp) return known.ring
  if (process.platform !== 'win32' && (mode & 0o077) !== 0) throw new SealError(`${file} can be read by others: chmod 600 ${file}`)
  const ring = JSON.parse(readFileSync(file, 'utf8')) as Ring
  if (ring.keys[ring.current] === undefined) throw new SealError(`${file} names a current key that it does not hold`)
  rings.set(file, { ring, stamp })
  return ring
}

/** Made once even if two processes start together: the second finds the link taken. */
function makeRing(file: string): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const { id, key } = newKey()
  const fresh = `${file}.${process.pid}.new`
  writeFileSync(fresh, asText({ current: id, keys: { [id]: key } }), { mode: 0o600, flush: true })
  try {
    linkSync(fresh, file)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  } finally {
    rmSync(fresh, { force: true })
  }
}

function writeRing(file: string, ring: Ring): void {
  writeFileSync(`${file}.new`, asText(ring), { mode: 0o600, flush: true })
  chmodSync(`${file}.new`, 0o600)
  renameSync(`${file}.new`, file)
}

function newKey(): { id: string; key: string } {
  return { id: randomBytes(6).toString('hex'), key: randomBytes(32).toString('base64') }
}

function asText(ring: Ring): string {
  return `${JSON.stringify(ring, null, 2)}\n`
}

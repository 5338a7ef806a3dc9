/**
 * Signed notes and checkpoints: C2SP signed-note, tlog-checkpoint, and the timestamped Ed25519 witness cosignature of tlog-cosignature.
 * A note is a text, an empty line, and lines "— <key name> <base64(4 bytes key id, signature)>".
 */
import { createPublicKey, sign, verify } from 'node:crypto'
import type { KeyObject } from 'node:crypto'
import { HASH_BYTES, sha256 } from './merkle.ts'

const ED25519 = 0x01
const ED25519_COSIGNATURE = 0x04
const SIGNATURE_LINE = /^— (\S+) ([A-Za-z0-9+/]+=*)$/u
const KEY_NAME = /^[^\s+]+$/u
const MOST_SIGNATURES = 64

/** A note that is malformed or that no trusted key has signed. */
export class NoteError extends Error {
  override name = 'NoteError'
}

/**
 * Whom a verifier trusts: text form `name+hex id+base64(type, 32-byte key)`; a log's key that is or was not always in use has
 * its period behind it, in leaves: ` from-to` or ` from-`. Checkpoints of other sizes count as not signed by it.
 */
export interface VerifierKey {
  name: string
  id: number
  type: number
  publicKey: KeyObject
  /** The smallest and the largest tree that it may sign; undefined: no such limit. */
  from?: number
  to?: number
}

export interface Signer {
  name: string
  id: number
  /** The text form of the matching verifier key. */
  verifierKey: string
  sign(text: string): Buffer
}

/** A signature of a trusted key that was verified; `at` only in witness cosignatures. */
export interface VerifiedSignature {
  name: string
  id: number
  at?: Date
}

export interface Checkpoint {
  origin: string
  size: number
  root: Buffer
}

/** A signer from an Ed25519 private key. `witness: true` makes cosignatures that carry the time. */
export function makeSigner(name: string, privateKey: KeyObject, options: { witness?: boolean; now?: () => Date } = {}): Signer {
  if (privateKey.asymmetricKeyType !== 'ed25519') throw new NoteError('a log is signed with an Ed25519 key')
  const type = options.witness === true ? ED25519_COSIGNATURE : ED25519
  const raw = rawPublicKey(createPublicKey(privateKey))
  const id = keyId(name, type, raw)
  return {
    name,
    id,
    verifierKey: `${name}+${id.toString(16).padStart(8, '0')}+${Buffer.concat([Uint8Array.of(type), raw]).toString('base64')}`,
    sign(text) {
      if (type === ED25519) return sign(null, Buffer.from(text, 'utf8'), privateKey)
      const seconds = Math.floor((options.now?.() ?? new Date()).getTime() / 1000)
      const stamp = Buffer.alloc(8)
      stamp.writeBigUInt64BE(BigInt(seconds))
      return Buffer.concat([stamp, sign(null, cosigned(text, BigInt(seconds)), privateKey)])
    },
  }
}

/** Reads a verifier key's text form. Throws NoteError when it is malformed or its id is not that of its key. */
export function parseVerifierKey(text: string): VerifierKey {
  const [, vkey = '', from, to] = /^(\S+)(?: (\d{1,15})-(\d{1,15})?)?$/.exec(text.trim()) ?? []
  const [name = '', hexId = '', ...rest] = vkey.split('+')
  const key = Buffer.from(rest.join('+'), 'base64')
  const type = key[0]
  if (!KEY_NAME.test(name) || !/^[0-9a-f]{8}$/.test(hexId) || key.length !== 33 || (type !== ED25519 && type !== ED25519_COSIGNATURE)) {
    throw new NoteError(`not an Ed25519 verifier key: ${text}`)
  }
  const raw = key.subarray(1)
  const id = keyId(name, type, raw)
  if (id !== Number.parseInt(hexId, 16)) throw new NoteError(`the key id ${hexId} does not belong to this key`)
  const publicKey = createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' })
  return { name, id, type, publicKey, ...(from === undefined ? {} : { from: Number(from) }), ...(to === undefined ? {} : { to: Number(to) }) }
}

/** Signs a text. The text ends with a newline and has no control characters. */
export function signNote(text: string, signers: readonly Signer[]): string {
  if (!text.endsWith('\n') || hasControlCharacters(text)) throw new NoteError('a note is lines of text, the last one ended')
  return `${text}\n${signers.map((signer) => signatureLine(signer, text)).join('')}`
}

/** Adds signatures (a witness's, for example) to a note. */
export function addSignatures(note: string, signers: readonly Signer[]): string {
  const { text } = splitNote(note)
  return note + signers.map((signer) => signatureLine(signer, text)).join('')
}

/**
 * Opens a note: its text and the trusted signatures on it. Signatures of unknown keys are ignored.
 * Throws NoteError when a trusted key's signature is wrong or when there is none.
 */
export function openNote(note: string, trusted: readonly VerifierKey[]): { text: string; signatures: VerifiedSignature[] } {
  const { text, lines } = splitNote(note)
  const signatures: VerifiedSignature[] = []
  for (const line of lines) {
    const key = trusted.find((candidate) => candidate.name === line.name && candidate.id === line.id)
    if (key === undefined) continue
    const at = verifySignature(key, text, line.signature)
    if (at === undefined) throw new NoteError(`the signature of ${line.name} is wrong`)
    signatures.push(at === null ? { name: line.name, id: line.id } : { name: line.name, id: line.id, at })
  }
  if (signatures.length === 0) throw new NoteError('no trusted key has signed this note')
  return { text, signatures }
}

/** The text of a checkpoint: origin, tree size, root. */
export function formatCheckpoint(checkpoint: Checkpoint): string {
  if (!KEY_NAME.test(checkpoint.origin)) throw new NoteError('the origin of a log has neither spaces nor a plus sign')
  return `${checkpoint.origin}\n${checkpoint.size}\n${checkpoint.root.toString('base64')}\n`
}

/** Reads a checkpoint's text; extension lines are allowed and left aside. Throws NoteError when it is malformed. */
export function parseCheckpoint(text: string): Checkpoint {
  const [origin = '', size = '', root = '', ...rest] = text.split('\n')
  const bytes = Buffer.from(root, 'base64')
  const extensions = rest.slice(0, -1)
  const wellFormed =
    origin !== '' && /^(0|[1-9][0-9]{0,15})$/.test(size) && bytes.length === HASH_BYTES && bytes.toString('base64') === root
    && rest.at(-1) === '' && extensions.every((line) => line !== '')
  if (!wellFormed) throw new NoteError('not a checkpoint')
  return { origin, size: Number(size), root: bytes }
}

/** Opens a signed checkpoint: the log whose origin it has must have signed it, with a key that was in use at its size. Throws NoteError. */
export function openCheckpoint(note: string, trusted: readonly VerifierKey[]): Checkpoint & { signatures: VerifiedSignature[] } {
  const { text, signatures } = openNote(note, trusted)
  const checkpoint = parseCheckpoint(text)
  const own = trusted.filter((key) => key.name === checkpoint.origin && signatures.some((signature) => signature.name === key.name && signature.id === key.id))
  if (own.length === 0) throw new NoteError(`the log ${checkpoint.origin} has not signed its own checkpoint`)
  if (!own.some((key) => isInPeriod(key, checkpoint.size))) throw new NoteError(`the key of ${checkpoint.origin} was not in use at ${checkpoint.size} leaves`)
  return { ...checkpoint, signatures }
}

/** Whether a key of the log was in use when the tree had this size. */
export function isInPeriod(key: VerifierKey, size: number): boolean {
  return size >= (key.from ?? 0) && size <= (key.to ?? Number.MAX_SAFE_INTEGER)
}

/** The text of a note, without its signatures. Throws NoteError when it is no signed note. */
export function splitNoteText(note: string): string {
  return splitNote(note).text
}

function signatureLine(signer: Signer, text: string): string {
  const id = Buffer.alloc(4)
  id.writeUInt32BE(signer.id)
  return `— ${signer.name} ${Buffer.concat([id, signer.sign(text)]).toString('base64')}\n`
}

function splitNote(note: string): { text: string; lines: { name: string; id: number; signature: Buffer }[] } {
  const end = note.lastIndexOf('\n\n')
  if (end < 0 || !note.endsWith('\n') || hasControlCharacters(note)) throw new NoteError('not a signed note')
  const rows = note.slice(end + 2, -1).split('\n')
  if (rows.length > MOST_SIGNATURES) throw new NoteError(`more than ${MOST_SIGNATURES} signatures`)
  const lines = rows.map((row) => {
    const [, name = '', encoded = ''] = SIGNATURE_LINE.exec(row) ?? []
    const bytes = Buffer.from(encoded, 'base64')
    if (bytes.length < 5 || !KEY_NAME.test(name)) throw new NoteError('a signature line is malformed')
    return { name, id: bytes.readUInt32BE(0), signature: bytes.subarray(4) }
  })
  return { text: note.slice(0, end + 1), lines }
}

/** undefined: wrong; null: right, without a time; else right, made at that time. */
function verifySignature(key: VerifierKey, text: string, signature: Buffer): Date | null | undefined {
  if (key.type === ED25519) {
    return signature.length === 64 && verify(null, Buffer.from(text, 'utf8'), key.publicKey, signature) ? null : undefined
  }
  if (signature.length !== 72) return undefined
  const seconds = signature.readBigUInt64BE(0)
  return verify(null, cosigned(text, seconds), key.publicKey, signature.subarray(8)) ? new Date(Number(seconds) * 1000) : undefined
}

function cosigned(text: string, seconds: bigint): Buffer {
  return Buffer.from(`cosignature/v1\ntime ${seconds}\n${text}`, 'utf8')
}

function keyId(name: string, type: number, raw: Uint8Array): number {
  if (!KEY_NAME.test(name)) throw new NoteError('a key name has neither spaces nor a plus sign')
  return sha256(Buffer.concat([Buffer.from(`${name}\n`, 'utf8'), Uint8Array.of(type), raw])).readUInt32BE(0)
}

function rawPublicKey(key: KeyObject): Buffer {
  return Buffer.from(key.export({ format: 'jwk' }).x ?? '', 'base64url')
}

function hasControlCharacters(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x20 && code !== 0x0a) return true
  }
  return false
}

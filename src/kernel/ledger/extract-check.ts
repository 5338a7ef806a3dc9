/**
 * Checks an extract with the keys alone: no database, no network, no Node. The page for checking offline and `./mizan check`
 * are both this code. It repeats in bytes what note.ts and merkle.ts do with Node's; a test holds them together.
 */
import { ed25519 } from '@noble/curves/ed25519.js'
import { sha256 } from '@noble/hashes/sha2.js'
import { strToU8 } from 'fflate'
import { z } from 'zod/mini'
import { base64Bytes, concat, ExtractTextError, readExtract } from './extract-text.ts'
import type { Extract, ExtractTextKind } from './extract-text.ts'
import { isQuorum, parsePolicy, quorumWitnesses } from './policy.ts'
import type { Policy } from './policy.ts'

/** Whom the checker believes: the log's verifier keys (with their periods, where a key was changed) and the witnesses asked for (tlog-policy). */
export interface Trust {
  readonly keys: readonly string[]
  readonly policy: string
}

/** What the entry says of the paper that it certifies. `facts`: name of the fact, and its value as the form's data has it. */
export const CertifiedPaper = z.object({
  document: z.string(), form: z.string(), number: z.string(), lang: z.enum(['ar', 'ckb', 'en']), office: z.string(), issued: z.string(),
  /** sha256 of the paper's whole content in canonical JSON. */
  content: z.string(),
  /** The act that issued it: its entry, and its place in the log when the copy was certified. */
  entry: z.nullable(z.string()), index: z.nullable(z.number()),
  /** Where the paper was no longer good when the copy was certified. */
  end: z.nullable(z.object({ why: z.string(), at: z.string() })),
  facts: z.record(z.string(), z.string()), layout: z.number(),
})
export type CertifiedPaper = z.infer<typeof CertifiedPaper>

const Body = z.object({ verb: z.string(), at: z.string(), detail: z.object({ paper: CertifiedPaper }) })

/**
 * `wrong-key` no key given has signed the checkpoint; `signature` a key given has, but not this text; `key-retired` the key was not in use then;
 * `path` the way to the root is cut off or too long; `altered` the log does not hold this text at this place; `witnesses` too few of them;
 * `witness-signature` one of theirs is false; `not-a-paper` the entry certifies no paper; `no-keys` the checker has no key or no readable policy.
 */
export type ExtractProblem = ExtractTextKind | 'wrong-key' | 'signature' | 'key-retired' | 'path' | 'altered' | 'witnesses' | 'witness-signature' | 'not-a-paper' | 'no-keys'

export type ExtractVerdict =
  | { readonly ok: false; readonly problem: ExtractProblem; readonly detail: string; readonly witnesses?: { readonly have: readonly string[]; readonly missing: readonly string[] } }
  | {
    readonly ok: true; readonly paper: CertifiedPaper; readonly certifiedAt: string
    readonly origin: string; readonly index: number; readonly size: number
    readonly witnesses: readonly { readonly name: string; readonly at: string }[]; readonly quorum: string
  }

/** Checks the text of a code (digits, behind an address or alone). Never throws for what is wrong with it. */
export function checkExtractText(text: string, trust: Trust): ExtractVerdict {
  try {
    return checkExtract(readExtract(text), trust)
  } catch (error) {
    if (error instanceof ExtractTextError) return { ok: false, problem: error.kind, detail: error.message }
    throw error
  }
}

/** Checks an extract that has been read. */
export function checkExtract(extract: Extract, trust: Trust): ExtractVerdict {
  const keys = readTrust(trust)
  if (typeof keys === 'string') return refused('no-keys', keys)
  const note = readNote(extract.checkpoint)
  if (note === undefined) return refused('misread', 'there is no checkpoint in it')
  const signed = logSignature(note, keys.logs)
  if (signed !== undefined) return signed
  const inTree = findPathProblem(extract, note)
  if (inTree !== undefined) return inTree
  const witnesses: { name: string; at: string }[] = []
  for (const witness of keys.policy.witnesses) {
    const key = parseKey(witness.vkey)!
    const at = note.signatures.filter((line) => isOf(line, key)).map((line) => cosignedAt(note.text, line.signature, key.raw))
    if (at.includes(undefined)) return refused('witness-signature', `the signature of the witness ${witness.name} is false`)
    if (at[0] !== undefined) witnesses.push({ name: witness.name, at: at[0].toISOString() })
  }
  const have = witnesses.map(({ name }) => name)
  if (!isQuorum(keys.policy, new Set(have))) {
    const missing = quorumWitnesses(keys.policy).map(({ name }) => name).filter((name) => !have.includes(name))
    return { ...refused('witnesses', `seen by ${have.join(', ') || 'no witness'}; not by ${missing.join(', ')}`), witnesses: { have, missing } }
  }
  const body = readBody(extract.body)
  if (body?.verb !== 'documents.certify') return refused('not-a-paper', 'the log holds this entry, but it certifies no paper')
  return { ok: true, paper: body.detail.paper, certifiedAt: body.at, origin: note.origin, index: extract.index, size: note.size, witnesses, quorum: keys.policy.quorum }
}

/** How many hashes lead from a leaf to the root of a tree. */
export function pathLength(index: number, size: number): number {
  let steps = 0
  for (let node = index, last = size - 1; last > 0; node = Math.floor(node / 2), last = Math.floor(last / 2)) {
    if (node % 2 === 1 || node < last) steps++
  }
  return steps
}

function refused(problem: ExtractProblem, detail: string): ExtractVerdict & { ok: false } {
  return { ok: false, problem, detail }
}

interface Key { name: string; id: number; type: number; raw: Uint8Array; from: number; to: number }

function readTrust(trust: Trust): { logs: Key[]; policy: Policy } | string {
  try {
    const policy = parsePolicy(trust.policy)
    const logs = [...trust.keys, ...policy.logs.map((log) => log.vkey)].map(parseKey)
    if (logs.includes(undefined) || policy.witnesses.some((witness) => parseKey(witness.vkey) === undefined)) return 'a key cannot be read'
    return logs.length === 0 ? 'no key of a log was given' : { logs: logs as Key[], policy }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/** `name+id+base64(type, key)`, for a log's key with ` from-to` behind it where it was not always in use. */
function parseKey(text: string): Key | undefined {
  const [, name, id, encoded, from, to] = /^([^\s+]+)\+([0-9a-f]{8})\+([A-Za-z0-9+/]+=*)(?: (\d{1,15})-(\d{1,15})?)?$/.exec(text.trim()) ?? []
  if (name === undefined) return undefined
  const bytes = base64Bytes(encoded!)
  const own = uint32(sha256(concat([strToU8(`${name}\n`), bytes])))
  if (bytes.length !== 33 || own !== Number.parseInt(id!, 16)) return undefined
  return { name, id: own, type: bytes[0]!, raw: bytes.subarray(1), from: Number(from ?? 0), to: Number(to ?? Number.MAX_SAFE_INTEGER) }
}

interface Line { name: string; id: number; signature: Uint8Array }
interface Note { text: string; origin: string; size: number; root: Uint8Array; signatures: Line[] }

function readNote(note: string): Note | undefined {
  const [, text, origin, size, root, lines] = /^((\S+)\n(\d{1,15})\n([A-Za-z0-9+/]{43}=)\n)\n((?:— \S+ [A-Za-z0-9+/]+=*\n)+)$/u.exec(note) ?? []
  if (text === undefined) return undefined
  const signatures = [...lines!.matchAll(/— (\S+) (\S+)\n/gu)].map(([, name, encoded]) => {
    const bytes = base64Bytes(encoded!)
    return { name: name!, id: uint32(bytes), signature: bytes.subarray(4) }
  })
  return { text, origin: origin!, size: Number(size), root: base64Bytes(root!), signatures }
}

function logSignature(note: Note, logs: readonly Key[]): (ExtractVerdict & { ok: false }) | undefined {
  const own = logs.filter((key) => key.name === note.origin && key.type === 1)
  const lines = note.signatures.flatMap((line) => own.filter((key) => isOf(line, key)).map((key) => ({ line, key })))
  if (lines.length === 0) return refused('wrong-key', own.length === 0 ? `no key of the log ${note.origin} was given` : `${note.origin}: signed with another key than those given`)
  if (lines.some(({ line, key }) => !isSigned(line.signature, strToU8(note.text), key.raw))) return refused('signature', `the signature of ${note.origin} does not fit`)
  if (!lines.some(({ key }) => note.size >= key.from && note.size <= key.to)) return refused('key-retired', `the key of ${note.origin} was not in use at ${note.size} entries`)
  return undefined
}

function isOf(line: Line, key: Key): boolean {
  return line.name === key.name && line.id === key.id
}

function isSigned(signature: Uint8Array, message: Uint8Array, publicKey: Uint8Array): boolean {
  try {
    return signature.length === 64 && ed25519.verify(signature, message, publicKey, { zip215: false })
  } catch {
    return false
  }
}

/** When a witness says that it signed (C2SP tlog-cosignature); undefined: its signature is false. */
function cosignedAt(text: string, signature: Uint8Array, publicKey: Uint8Array): Date | undefined {
  if (signature.length !== 72) return undefined
  const seconds = new DataView(signature.buffer, signature.byteOffset).getBigUint64(0)
  return isSigned(signature.subarray(8), strToU8(`cosignature/v1\ntime ${seconds}\n${text}`), publicKey) ? new Date(Number(seconds) * 1000) : undefined
}

/** RFC 9162 section 2.1.3.2, with a name for each way to fail. */
function findPathProblem({ salt, body, index, path }: Extract, { size, root }: Note): (ExtractVerdict & { ok: false }) | undefined {
  if (index >= size) return refused('path', `entry ${index} lies beyond the ${size} entries that were signed`)
  const wanted = pathLength(index, size)
  if (path.length !== wanted) return refused('path', `${path.length} of ${wanted} hashes lead to the signed root`)
  let hash = sha256(concat([Uint8Array.of(0), sha256(concat([salt, strToU8(body)]))]))
  let node = index
  let last = size - 1
  for (const step of path) {
    while (node === last && node % 2 === 0) {
      node /= 2
      last /= 2
    }
    hash = sha256(concat(node % 2 === 1 ? [Uint8Array.of(1), step, hash] : [Uint8Array.of(1), hash, step]))
    node = Math.floor(node / 2)
    last = Math.floor(last / 2)
  }
  return hash.every((byte, i) => byte === root[i]) ? undefined : refused('altered', 'what was signed does not hold this text at this place')
}

function readBody(body: string): z.infer<typeof Body> | undefined {
  try {
    return z.safeParse(Body, JSON.parse(body)).data
  } catch {
    return undefined
  }
}

function uint32(bytes: Uint8Array): number {
  return bytes.length < 4 ? -1 : new DataView(bytes.buffer, bytes.byteOffset).getUint32(0)
}

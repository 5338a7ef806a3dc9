/**
 * An extract's proof as digits: what the code on a certified paper holds (format 1, docs/formats/extract.md). Pure and without Node,
 * because the same code runs in the page that checks papers offline.
 */
import { deflateSync, inflateSync, strFromU8, strToU8 } from 'fflate'
import { sha256 } from '@noble/hashes/sha2.js'

const FORMAT = 1
const SALT_BYTES = 16
const HASH_BYTES = 32
const CHECKSUM_BYTES = 4
/** 13 bytes are less than 10^32: 32 digits, which a code in numeric mode holds almost without loss. */
const GROUP_BYTES = 13
const GROUP_DIGITS = 32
/** Digits that a last group of 0 to 12 bytes takes. */
const REST_DIGITS = Array.from({ length: GROUP_BYTES }, (_, bytes) => (256n ** BigInt(bytes) - 1n).toString().length).with(0, 0)
const LEAST_DIGITS = 200
const MOST_BODY = 1_000_000
const UUID_MARK = 1
const HASH_MARK = 2

/** What the texts of entries have in common, the likeliest last (RFC 1951 finds near matches cheaper). Part of format 1: never changed. */
const DICTIONARY = strToU8('"witnesses":"judges":["prosecutor":"born":"motherName":"releasedAt":"2026-"until":"from":"days":"article":"custodyNumber":"caseNumber":"name":"judge":"court":"offence":"'
  + 'T00:00:00.000Z"{"actor":"","at":"2026-","basis":null,"detail":{"paper":{"content":"","document":"","end":null,"facts":{"entry":"","form":"","index":,"issued":"2026-","lang":"ar","layout":1,"number":"2026/000","office":""}},'
  + '"office":"","post":"","reason":null,"rows":[],"subject":{"id":"","kind":"document"},"v":1,"verb":"documents.certify"}')

/** All that is needed to show, with the log's and the witnesses' keys alone, that an entry is in the log. */
export interface Extract {
  readonly salt: Uint8Array
  /** The entry's canonical text; its commitment is SHA-256(salt || text). */
  readonly body: string
  readonly index: number
  /** 32 bytes each, from the leaf up. */
  readonly path: readonly Uint8Array[]
  /** The cosigned checkpoint, a signed note. */
  readonly checkpoint: string
}

export type ExtractTextKind = 'not-an-extract' | 'unknown-format' | 'cut-off' | 'misread'

/** A text from which no extract can be read. */
export class ExtractTextError extends Error {
  override name = 'ExtractTextError'
  readonly kind: ExtractTextKind
  constructor(kind: ExtractTextKind, message: string) {
    super(message)
    this.kind = kind
  }
}

/** The digits of an extract. Throws TypeError for a checkpoint with extension lines, which format 1 cannot say. */
export function writeExtract(extract: Extract): string {
  const body = deflateSync(packBody(extract.body), { level: 9, mem: 12, dictionary: DICTIONARY })
  const content = concat([
    extract.salt, varint(body.length), body, varint(extract.index), varint(extract.path.length), ...extract.path, packNote(extract.checkpoint),
  ])
  // The length tells a text that was cut off from one that was misread.
  const whole = concat([Uint8Array.of(FORMAT), varint(content.length), content])
  return toDigits(concat([whole, sha256(whole).subarray(0, CHECKSUM_BYTES)]))
}

/** Reads the digits of an extract, wherever they stand in a text (behind an address, over several lines). Throws ExtractTextError. */
export function readExtract(text: string): Extract {
  const bytes = fromDigits(findDigits(text))
  const version = bytes[0]
  if (version === undefined || version === 0) throw new ExtractTextError('not-an-extract', 'these digits are no extract')
  const reader = makeReader(bytes)
  reader.take(1)
  const length = reader.varint()
  if (length > MOST_BODY) throw new ExtractTextError('misread', 'the digits contradict each other')
  const end = reader.at() + length
  if (version !== FORMAT) {
    // A false first digit would look like a format of the future: only a text whose checksum holds is one.
    if (end + CHECKSUM_BYTES !== bytes.length || !isSum(bytes, end)) throw new ExtractTextError('misread', 'the digits contradict each other')
    throw new ExtractTextError('unknown-format', `this is format ${version}; this program reads format ${FORMAT}`)
  }
  if (bytes.length < end + CHECKSUM_BYTES) throw new ExtractTextError('cut-off', `${bytes.length} bytes of ${end + CHECKSUM_BYTES}: the end is missing`)
  if (bytes.length > end + CHECKSUM_BYTES || !isSum(bytes, end)) throw new ExtractTextError('misread', 'the digits contradict each other')
  const salt = reader.take(SALT_BYTES)
  const packed = reader.take(reader.varint())
  const index = reader.varint()
  const path = Array.from({ length: Math.min(reader.varint(), 64) }, () => reader.take(HASH_BYTES))
  const checkpoint = unpackNote(reader)
  return { salt, body: unpackBody(inflate(packed)), index, path, checkpoint }
}

/** Whether a text has the digits of an extract in it. */
export function hasExtract(text: string): boolean {
  try {
    return findDigits(text).length >= LEAST_DIGITS
  } catch {
    return false
  }
}

/** The longest run of digits; spaces and line ends inside it come from copying. */
function findDigits(text: string): string {
  const plain = text.replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660)).replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0))
  const longest = (plain.replace(/(?<=\d)[\s\u200e\u200f-]+(?=\d)/g, '').match(/\d+/g) ?? []).reduce((a, b) => (b.length > a.length ? b : a), '')
  if (longest.length < LEAST_DIGITS) throw new ExtractTextError('not-an-extract', 'there is no extract in this text')
  return longest
}

function isSum(bytes: Uint8Array, end: number): boolean {
  const sum = sha256(bytes.subarray(0, end))
  return bytes.subarray(end, end + CHECKSUM_BYTES).every((byte, i) => byte === sum[i])
}

/** Numbers and digests written in hexadecimal become bytes: half the size. Canonical JSON has no control characters, so the marks are free. */
function packBody(body: string): Uint8Array {
  const parts: Uint8Array[] = []
  let from = 0
  for (const match of body.matchAll(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])/g)) {
    const hex = match[0].replaceAll('-', '')
    parts.push(strToU8(body.slice(from, match.index)), Uint8Array.of(match[0].length === 64 ? HASH_MARK : UUID_MARK), Uint8Array.from(hex.match(/../g)!, (pair) => Number.parseInt(pair, 16)))
    from = match.index + match[0].length
  }
  return concat([...parts, strToU8(body.slice(from))])
}

function unpackBody(packed: Uint8Array): string {
  const parts: string[] = []
  let from = 0
  for (let at = 0; at < packed.length; at++) {
    const mark = packed[at]
    if (mark !== UUID_MARK && mark !== HASH_MARK) continue
    parts.push(strFromU8(packed.subarray(from, at)))
    from = at + 1 + (mark === HASH_MARK ? 32 : 16)
    const hex = Array.from(packed.subarray(at + 1, from), (byte) => byte.toString(16).padStart(2, '0')).join('')
    parts.push(mark === HASH_MARK ? hex : `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`)
    at = from - 1
  }
  return parts.join('') + strFromU8(packed.subarray(from))
}

function inflate(packed: Uint8Array): Uint8Array {
  try {
    const body = inflateSync(packed, { dictionary: DICTIONARY })
    if (body.length <= MOST_BODY) return body
  } catch { /* Said below. */ }
  throw new ExtractTextError('misread', 'the text of the entry cannot be unpacked')
}

/** A signed note: origin, size, root, then each signature with its key's name (empty for the log's own). */
function packNote(note: string): Uint8Array {
  const [, origin, size, root, lines] = /^(\S+)\n(\d+)\n(\S+)\n\n((?:— \S+ \S+\n)+)$/u.exec(note) ?? []
  if (origin === undefined) throw new TypeError('not a checkpoint that format 1 can say')
  const signatures = [...lines!.matchAll(/— (\S+) (\S+)\n/gu)].map(([, name, signature]) => {
    const bytes = base64Bytes(signature!)
    return concat([packText(name === origin ? '' : name!), varint(bytes.length), bytes])
  })
  return concat([packText(origin), varint(Number(size)), base64Bytes(root!), varint(signatures.length), ...signatures])
}

function unpackNote(reader: Reader): string {
  const origin = reader.text()
  const size = reader.varint()
  const root = toBase64(reader.take(HASH_BYTES))
  const lines = Array.from({ length: Math.min(reader.varint(), 64) }, () => {
    const name = reader.text()
    return `— ${name === '' ? origin : name} ${toBase64(reader.take(reader.varint()))}\n`
  })
  return `${origin}\n${size}\n${root}\n\n${lines.join('')}`
}

function toDigits(bytes: Uint8Array): string {
  let digits = ''
  for (let at = 0; at < bytes.length; at += GROUP_BYTES) {
    const group = bytes.subarray(at, at + GROUP_BYTES)
    const value = group.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n)
    digits += value.toString().padStart(group.length === GROUP_BYTES ? GROUP_DIGITS : REST_DIGITS[group.length]!, '0')
  }
  return digits
}

/** A last group whose digits fit no number of bytes is cut off: what is left of it says nothing. */
function fromDigits(digits: string): Uint8Array {
  const parts: Uint8Array[] = []
  for (let at = 0; at < digits.length; at += GROUP_DIGITS) {
    const group = digits.slice(at, at + GROUP_DIGITS)
    const count = group.length === GROUP_DIGITS ? GROUP_BYTES : REST_DIGITS.indexOf(group.length)
    if (count < 0) break
    let value = BigInt(group)
    const bytes = new Uint8Array(count)
    for (let i = count - 1; i >= 0; i--) {
      bytes[i] = Number(value & 255n)
      value >>= 8n
    }
    if (value !== 0n) {
      if (group.length < GROUP_DIGITS) break
      throw new ExtractTextError('misread', 'the digits contradict each other')
    }
    parts.push(bytes)
  }
  return concat(parts)
}

interface Reader {
  take(count: number): Uint8Array
  varint(): number
  text(): string
  at(): number
}

function makeReader(bytes: Uint8Array): Reader {
  let at = 0
  const reader: Reader = {
    at: () => at,
    take(count) {
      if (at + count > bytes.length) throw new ExtractTextError('cut-off', 'the end is missing')
      at += count
      return bytes.slice(at - count, at)
    },
    varint() {
      let value = 0
      for (let scale = 1; scale < 2 ** 53; scale *= 128) {
        const byte = reader.take(1)[0]!
        value += (byte & 127) * scale
        if (byte < 128) return value
      }
      throw new ExtractTextError('misread', 'a number is too large')
    },
    text: () => strFromU8(reader.take(reader.varint())),
  }
  return reader
}

function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128)
  return Uint8Array.from([...bytes, rest])
}

function packText(text: string): Uint8Array {
  const bytes = strToU8(text)
  return concat([varint(bytes.length), bytes])
}

/** Bytes of a base64 text. Throws when it is none. */
export function base64Bytes(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0))
}

function toBase64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    whole.set(part, at)
    at += part.length
  }
  return whole
}

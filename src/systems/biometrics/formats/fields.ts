/**
 * The traditional encoding of ANSI/NIST-ITL 1-2011 Update 2015 (NIST SP 500-290e3, Annex B): a transaction is a row of logical records; a tagged
 * record is a row of fields `T.NNN:value`, a binary one (Type 4) starts with its length. Nothing here knows what the fields mean.
 */

const fileSeparator = 0x1c
const groupSeparator = 0x1d
const recordSeparator = '\x1e'
const unitSeparator = '\x1f'

/** A field: its subfields, each with its items. Text is UTF-8, which field 1.015 declares. */
export type Field = readonly (readonly string[])[]

export interface TaggedRecord { readonly type: number; readonly fields: ReadonlyMap<number, Field>; /** Field 999: an image as it is. */ readonly data?: Uint8Array }
/** A record whose header is binary: everything after its length. */
export interface BinaryRecord { readonly type: number; readonly body: Uint8Array }
export type LogicalRecord = TaggedRecord | BinaryRecord

/** What cannot be read or written, and where. */
export class FormatError extends Error {
  override name = 'FormatError'
}

const binaryTypes: ReadonlySet<number> = new Set([3, 4, 5, 6, 7, 8])
const limits = { bytes: 64 * 2 ** 20, records: 500, fields: 1000, subfields: 5000 }

/** Reads the records of a transaction in the order that its first one announces. Throws FormatError. */
export function readRecords(bytes: Uint8Array): LogicalRecord[] {
  if (bytes.length > limits.bytes) throw new FormatError(`a transaction of more than ${limits.bytes / 2 ** 20} MiB is not read`)
  const first = readTagged(bytes, 0)
  if (first.record.type !== 1) throw new FormatError('the transaction does not begin with a Type-1 record')
  const announced = (first.record.fields.get(3) ?? []).slice(1)
  if (announced.length > limits.records) throw new FormatError(`more than ${limits.records} records`)
  const records: LogicalRecord[] = [first.record]
  let at = first.end
  for (const [type] of announced) {
    const number = Number(type)
    const next = binaryTypes.has(number) ? readBinary(bytes, at, number) : readTagged(bytes, at)
    if (next.record.type !== number) throw new FormatError(`field 1.003 announces a Type-${number} record where a Type-${next.record.type} record stands`)
    records.push(next.record)
    at = next.end
  }
  if (at !== bytes.length) throw new FormatError(`${bytes.length - at} bytes follow the last record that field 1.003 announces`)
  return records
}

function readBinary(bytes: Uint8Array, at: number, type: number): { record: BinaryRecord; end: number } {
  if (at + 4 > bytes.length) throw new FormatError(`the Type-${type} record at byte ${at} is cut off`)
  const length = new DataView(bytes.buffer, bytes.byteOffset + at, 4).getUint32(0)
  if (length < 18 || at + length > bytes.length) throw new FormatError(`the Type-${type} record at byte ${at} says that it is ${length} bytes long`)
  return { record: { type, body: bytes.subarray(at + 4, at + length) }, end: at + length }
}

function readTagged(bytes: Uint8Array, from: number): { record: TaggedRecord; end: number } {
  const length = lengthOf(bytes, from)
  const end = from + length
  if (length < 10 || end > bytes.length || bytes[end - 1] !== fileSeparator) throw new FormatError(`the record at byte ${from} says that it is ${length} bytes long and does not end there`)
  const fields = new Map<number, Field>()
  let type = 0, data: Uint8Array | undefined
  for (let at = from; at < end;) {
    const tag = tagAt(bytes, at, end)
    type = tag.type
    if (tag.field === 999) {
      data = bytes.subarray(tag.start, end - 1)
      break
    }
    const stop = indexOfEnd(bytes, tag.start, end)
    if (fields.has(tag.field) || fields.size >= limits.fields) throw new FormatError(`field ${type}.${pad(tag.field)} stands twice, or there are too many fields`)
    fields.set(tag.field, split(new TextDecoder('utf-8', { fatal: false }).decode(bytes.subarray(tag.start, stop)), `${type}.${pad(tag.field)}`))
    at = stop + 1
  }
  return { record: { type, fields, ...(data === undefined ? {} : { data }) }, end }
}

function lengthOf(bytes: Uint8Array, from: number): number {
  const head = new TextDecoder('latin1').decode(bytes.subarray(from, from + 32))
  const found = /^\d{1,2}\.0*1:(\d{1,9})[\x1c\x1d]/.exec(head)
  if (!found) throw new FormatError(`there is no record length (field 001) at byte ${from}`)
  return Number(found[1])
}

function tagAt(bytes: Uint8Array, at: number, end: number): { type: number; field: number; start: number } {
  const found = /^(\d{1,2})\.(\d{1,9}):/.exec(new TextDecoder('latin1').decode(bytes.subarray(at, Math.min(at + 16, end))))
  if (!found) throw new FormatError(`there is no field number at byte ${at}`)
  return { type: Number(found[1]), field: Number(found[2]), start: at + found[0].length }
}

function indexOfEnd(bytes: Uint8Array, from: number, end: number): number {
  for (let at = from; at < end; at++) if (bytes[at] === groupSeparator || bytes[at] === fileSeparator) return at
  throw new FormatError(`the field at byte ${from} does not end`)
}

function split(text: string, name: string): Field {
  const subfields = text.split(recordSeparator)
  if (subfields.length > limits.subfields) throw new FormatError(`field ${name} has more than ${limits.subfields} subfields`)
  return subfields.map((subfield) => subfield.split(unitSeparator))
}

function pad(field: number): string {
  return String(field).padStart(3, '0')
}

/** Writes records as one transaction; field 001 of each and field 1.003 are worked out here. Throws FormatError for text with separators in it. */
export function writeRecords(records: readonly LogicalRecord[]): Uint8Array {
  const [first, ...rest] = records
  if (first === undefined || first.type !== 1 || 'body' in first) throw new FormatError('the first record has to be of Type 1')
  const contents: Field = [['1', String(rest.length)], ...rest.map((record) => [String(record.type), idcOf(record)])]
  const header: TaggedRecord = { type: 1, fields: new Map([...first.fields, [3, contents]]) }
  return Buffer.concat([header, ...rest].map((record) => ('body' in record ? writeBinary(record) : writeTagged(record))))
}

function idcOf(record: LogicalRecord): string {
  return 'body' in record ? String(record.body[0] ?? 0).padStart(2, '0') : (record.fields.get(2)?.[0]?.[0] ?? '00')
}

function writeBinary({ body }: BinaryRecord): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(body.length + 4)
  return Buffer.concat([length, body])
}

function writeTagged({ type, fields, data }: TaggedRecord): Buffer {
  const written = [...fields].filter(([number]) => number !== 1).sort(([a], [b]) => a - b).map(([number, field]) => Buffer.from(`${type}.${pad(number)}:${join(field, `${type}.${pad(number)}`)}`))
  if (data !== undefined) written.push(Buffer.concat([Buffer.from(`${type}.999:`), data]))
  const body = Buffer.concat(written.flatMap((field, i) => (i === 0 ? [field] : [Buffer.of(groupSeparator), field])))
  // The length counts its own digits, the separator after it and the one at the end.
  const rest = `${type}.001:`.length + 1 + body.length + 1
  let length = rest + 1
  while (length !== rest + String(length).length) length = rest + String(length).length
  return Buffer.concat([Buffer.from(`${type}.001:${length}`), Buffer.of(groupSeparator), body, Buffer.of(fileSeparator)])
}

function join(field: Field, name: string): string {
  for (const item of field.flat()) if (/[\x1c-\x1f]/.test(item)) throw new FormatError(`field ${name} has a separator in its text`)
  return field.map((subfield) => subfield.join(unitSeparator)).join(recordSeparator)
}

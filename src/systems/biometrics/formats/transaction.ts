/**
 * A transaction of ANSI/NIST-ITL 1-2011 Update 2015 as this system exchanges it: who and why (Types 1 and 2), finger images (Type 14, read from
 * Type 4 too) and minutiae in the block of INCITS 378 (Type 9). Other types are passed over and named.
 */
import { readRecords, writeRecords, FormatError } from './fields.ts'
import type { Field, LogicalRecord, TaggedRecord } from './fields.ts'
import { readMinutiaeFields, writeMinutiaeFields } from './minutiae-fields.ts'
import type { ExchangedMinutiae } from './minutiae-fields.ts'
import { readBinaryImage, readImageFields, writeBinaryImage, writeImageFields } from './image-fields.ts'
import type { ExchangedImage } from './image-fields.ts'

/** Field 1.002 of Update 2015. */
const version = '0502'
/** Versions whose fields mean the same in what is read here: 2007, 2008, 2011 and its updates. */
const readable: ReadonlySet<string> = new Set(['0400', '0401', '0500', '0501', '0502'])

export interface TransactionHeader {
  /** Type of transaction, e.g. `CPR` (criminal prints) or `LATENT`; up to 16 letters. */
  readonly kind: string
  /** YYYY-MM-DD. */
  readonly date: string
  readonly to: string
  readonly from: string
  /** The sender's own number for it, and the one it answers. */
  readonly number: string
  readonly answers?: string | undefined
}

/** Type 2, in this platform's own domain (field 1.013 `MIZAN`). */
export interface Description {
  readonly name?: string | undefined
  readonly nameLatin?: string | undefined
  readonly mother?: string | undefined
  /** YYYY-MM-DD. */
  readonly born?: string | undefined
  readonly sex?: string | undefined
  readonly nationality?: string | undefined
  readonly nationalNumber?: string | undefined
  readonly caseNumber?: string | undefined
  readonly purpose?: string | undefined
  readonly article?: string | undefined
}

export interface Transaction {
  readonly header: TransactionHeader
  readonly description: Description
  readonly images: readonly ExchangedImage[]
  readonly minutiae: readonly ExchangedMinutiae[]
}

const domain = 'MIZAN'
const describing: readonly (readonly [number, keyof Description])[] = [
  [10, 'name'], [11, 'nameLatin'], [12, 'mother'], [13, 'born'], [14, 'sex'], [15, 'nationality'], [16, 'nationalNumber'], [20, 'caseNumber'], [21, 'purpose'], [22, 'article'],
]

/** Writes a transaction; `images` 14 (the default) or the older 4. Throws FormatError. */
export function writeTransaction(transaction: Transaction, options: { images?: 4 | 14 } = {}): Uint8Array {
  const { header, description } = transaction
  const one = (text: string): Field => [[text]]
  const first: TaggedRecord = { type: 1, fields: new Map<number, Field>([
    [2, one(version)], [4, one(kindText(header.kind))], [5, one(compact(header.date))], [7, one(header.to)], [8, one(header.from)], [9, one(header.number)],
    ...(header.answers === undefined ? [] : [[10, one(header.answers)] as const]), [11, one('19.69')], [12, one('19.69')], [13, [[domain, '1']]], [15, [['003', 'UTF-8', '1']]],
  ]) }
  const second: TaggedRecord = { type: 2, fields: new Map<number, Field>([[2, one('00')], ...describing.flatMap(([field, key]) => (description[key] ? [[field, one(description[key])] as const] : []))]) }
  const images = transaction.images.map((image, i) => (options.images === 4 ? writeBinaryImage(image, i + 1) : writeImageFields(image, i + 1)))
  const minutiae = transaction.minutiae.map((view, i) => writeMinutiaeFields(view, Math.max(1, transaction.images.findIndex((image) => image.finger === view.finger) + 1 || transaction.images.length + i + 1)))
  return writeRecords([first, second, ...images, ...minutiae])
}

function kindText(kind: string): string {
  if (!/^[A-Z]{1,16}$/.test(kind)) throw new FormatError('field 1.004 (type of transaction) has 1 to 16 capital letters')
  return kind
}

function compact(date: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(date)) throw new FormatError(`${date} is no date (YYYY-MM-DD)`)
  return date.replaceAll('-', '')
}

/** Reads a transaction; `passedOver` names the types of records that were not read. Throws FormatError. */
export function readTransaction(bytes: Uint8Array): Transaction & { readonly passedOver: readonly number[] } {
  const records = readRecords(bytes)
  const first = records[0] as TaggedRecord
  const item = (record: TaggedRecord, field: number, needed = false) => {
    const text = record.fields.get(field)?.[0]?.[0]
    if (needed && !text) throw new FormatError(`field ${record.type}.${String(field).padStart(3, '0')} is missing`)
    return text ?? ''
  }
  if (!readable.has(item(first, 2, true))) throw new FormatError(`field 1.002: version ${item(first, 2)} is not read; 0400 to 0502 are`)
  const date = /^(\d{4})(\d\d)(\d\d)$/.exec(item(first, 5, true))
  if (!date) throw new FormatError(`field 1.005: ${item(first, 5)} is no date (YYYYMMDD)`)
  const second = records.find((record): record is TaggedRecord => record.type === 2 && 'fields' in record)
  const own = first.fields.get(13)?.[0]?.[0] === domain
  const answers = item(first, 10)
  return {
    header: { kind: item(first, 4, true), date: date.slice(1).join('-'), to: item(first, 7, true), from: item(first, 8, true), number: item(first, 9, true), ...(answers ? { answers } : {}) },
    // Another domain's Type 2 numbers its fields in its own way.
    description: own && second ? Object.fromEntries(describing.flatMap(([field, key]) => (item(second, field) ? [[key, item(second, field)]] : []))) : {},
    images: records.flatMap((record, i) => naming(record, i, () => readImage(record))),
    minutiae: records.flatMap((record, i) => naming(record, i, () => (record.type === 9 && 'fields' in record ? readMinutiaeFields(record) : []))),
    passedOver: [...new Set(records.map((record) => record.type).filter((type) => ![1, 2, 4, 9, 14].includes(type)))],
  }
}

/** Of several records of a type the message says which one it was. */
function naming<T>(record: LogicalRecord, index: number, work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof FormatError) throw new FormatError(`record ${index + 1} (Type ${record.type}): ${error.message}`, { cause: error })
    throw error
  }
}

function readImage(record: LogicalRecord): ExchangedImage[] {
  if (record.type === 14 && 'fields' in record) return [readImageFields(record)]
  return record.type === 4 && 'body' in record ? [readBinaryImage(record)] : []
}

/** The prints of one taking as a file for another system, and a file of another system as pictures. */
import { encode } from 'fast-png'
import type { Reader } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { getPerson } from '#kernel/people/people.ts'
import type { ReceivedFinger } from './contract/exchange.ts'
import { toWorkingDpi, workingDpi, type GreyImage } from './engine/image/grey.ts'
import { decodeImage } from './engine/image/read.ts'
import { decodeTemplate } from './engine/template/encode.ts'
import { FormatError } from './formats/fields.ts'
import { exchanged } from './formats/from-image.ts'
import type { ExchangedImage } from './formats/image-fields.ts'
import { readMinutiaeRecord, writeMinutiaeRecord, type FingerView } from './formats/iso19794.ts'
import type { ExchangedMinutiae } from './formats/minutiae-fields.ts'
import { imageOf } from './formats/to-image.ts'
import { readTransaction, writeTransaction, type Description, type TransactionHeader } from './formats/transaction.ts'
import { unseal } from './sealing.ts'
import { findEnrolment, standingFingers } from './store/prints.ts'
import type { EnrolmentRow } from './store/tables.ts'

/** Who stands as the sender in every file. */
const sender = 'MIZAN'

export interface Sending { readonly format: 'itl' | 'iso19794'; readonly images: 4 | 14; readonly number: string; readonly at: Date; readonly partner: string; readonly purpose: string; readonly article: string; readonly caseNumber?: string | undefined }

/** The taking that is to be sent: complete, and readable by whoever sends it. @throws Refusal */
export async function enrolmentToSend(r: Reader, id: string): Promise<EnrolmentRow> {
  const enrolment = (await findEnrolment(r, id)) ?? refuse('kernel.record-unknown', { status: 404, field: 'enrolmentId' })
  if (enrolment.state !== 'complete') refuse('biometrics.not-complete', { status: 409, field: 'enrolmentId' })
  return enrolment
}

/** The file, the same bytes whenever it is written from the same prints; with the fingers in it. */
export async function writeFile(r: Reader, enrolment: EnrolmentRow, o: Sending): Promise<{ bytes: Uint8Array; fingers: number[] }> {
  const taken = await standingFingers(r, enrolment.id)
  const views = taken.flatMap((one): (FingerView & { readonly width: number; readonly height: number })[] => {
    if (one.template_id === null || one.template === null || one.template_key === null) return []
    const { width, height, views: [first] } = decodeTemplate(unseal({ table: 'biometrics.template', id: one.template_id, part: 'template' }, { keyId: one.template_key, sealed: one.template }))
    return [{ finger: one.finger, impression: one.kind === 'rolled' ? 1 : 0, quality: one.quality ?? 0, minutiae: exchanged(first?.minutiae ?? []), width, height }]
  })
  const fingers = views.map((view) => view.finger)
  if (o.format === 'iso19794') {
    return { fingers, bytes: writeMinutiaeRecord({ width: Math.max(1, ...views.map((v) => v.width)), height: Math.max(1, ...views.map((v) => v.height)), resolution: Math.round(workingDpi / 2.54), views }) }
  }
  const images = taken.flatMap((one): ExchangedImage[] => {
    const base = { finger: one.finger, impression: one.kind === 'rolled' ? 1 : 0, takenOn: baghdadDay(one.taken_at), source: sender, compression: 'NONE' as const }
    if (one.missing !== null) return o.images === 4 ? [] : [{ ...base, width: 0, height: 0, dpi: 0, missing: one.missing === 'amputated' ? 'amputated' : 'unprintable', data: new Uint8Array(0) }]
    if (one.sealed_image === null || one.key_id === null) return []
    const { width, height, pixels } = toWorkingDpi(decodeImage(unseal({ table: 'biometrics.impression', id: one.id, part: 'image' }, { keyId: one.key_id, sealed: one.sealed_image }), one.dpi ?? workingDpi))
    return [{ ...base, width, height, dpi: workingDpi, quality: one.quality ?? undefined, data: Uint8Array.from(pixels) }]
  })
  const minutiae = views.map((view): ExchangedMinutiae => ({ ...view, dpi: workingDpi }))
  return { fingers, bytes: writeTransaction({ header: headerOf(o), description: await describe(r, enrolment, o), images, minutiae }, { images: o.images }) }
}

function headerOf(o: Sending): TransactionHeader {
  return { kind: 'CPR', date: baghdadDay(o.at), to: plain(o.partner), from: sender, number: plain(o.number) }
}

async function describe(r: Reader, { person_id: personId }: EnrolmentRow, o: Sending): Promise<Description> {
  const person = await getPerson(r, personId)
  const latin = person.names.find((name) => name.script === 'latn')
  return {
    name: plain(person.display), ...(latin ? { nameLatin: plain([latin.given, latin.father, latin.grandfather, latin.family].filter(Boolean).join(' ')) } : {}), ...(person.birth.date === null ? {} : { born: person.birth.date }),
    ...(person.sex ? { sex: person.sex } : {}), ...(person.nationality ? { nationality: person.nationality } : {}), ...(o.caseNumber ? { caseNumber: plain(o.caseNumber) } : {}), purpose: o.purpose, article: o.article,
  }
}

/** The separators of the format cannot stand in its text. */
function plain(text: string): string {
  return text.replaceAll(/[\u0000-\u001f\u007f]+/g, ' ')
}

export interface Received { readonly format: 'itl' | 'iso19794'; readonly header: TransactionHeader | null; readonly description: Description; readonly fingers: readonly ReceivedFinger[]; readonly passedOver: readonly number[] }

/** Reads a file of another system. @throws Refusal that names record and field of what is wrong */
export function readFile(bytes: Uint8Array): Received {
  try {
    return Buffer.from(bytes.subarray(0, 4)).toString('latin1') === 'FMR\0' ? readMinutiae(bytes) : readRecords(bytes)
  } catch (error) {
    if (error instanceof FormatError) refuse('biometrics.file-unreadable', { field: 'file', params: { why: error.message } })
    throw error
  }
}

function readMinutiae(bytes: Uint8Array): Received {
  const record = readMinutiaeRecord(bytes)
  const fingers = record.views.map((view): ReceivedFinger => ({
    finger: view.finger, kind: view.impression % 2 === 1 ? 'rolled' : 'plain', quality: view.quality, dpi: Math.round(record.resolution * 2.54), width: record.width, height: record.height, missing: null, minutiae: view.minutiae.length, image: null, problem: null,
  }))
  return { format: 'iso19794', header: null, description: {}, fingers, passedOver: [] }
}

function readRecords(bytes: Uint8Array): Received {
  const { header, description, images, minutiae, passedOver } = readTransaction(bytes)
  const points = new Map(minutiae.map((view) => [view.finger, view.minutiae.length]))
  const fingers = images.map((image) => viewImage(image, points.get(image.finger) ?? null))
  const alone = minutiae.filter((view) => !images.some((image) => image.finger === view.finger)).map((view): ReceivedFinger => ({
    finger: view.finger, kind: kindOf(view.impression), quality: view.quality ?? null, dpi: view.dpi, width: view.width, height: view.height, missing: null, minutiae: view.minutiae.length, image: null, problem: null,
  }))
  return { format: 'itl', header, description, fingers: [...fingers, ...alone], passedOver }
}

function kindOf(impression: number): ReceivedFinger['kind'] {
  if (impression >= 4 && impression <= 7) return 'latent'
  return impression % 2 === 1 ? 'rolled' : 'plain'
}

/** One whose image cannot be shown is still told of, with the reason; the others are not lost for it. */
function viewImage(image: ExchangedImage, minutiae: number | null): ReceivedFinger {
  const base = { finger: image.finger, kind: kindOf(image.impression), quality: image.quality ?? null, minutiae, missing: image.missing ?? null }
  if (image.missing !== undefined) return { ...base, dpi: 0, width: 0, height: 0, image: null, problem: null }
  try {
    const grey: GreyImage = imageOf(image)
    return { ...base, dpi: grey.dpi, width: grey.width, height: grey.height, problem: null, image: Buffer.from(encode({ width: grey.width, height: grey.height, data: grey.pixels, channels: 1, depth: 8 })).toString('base64') }
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    return { ...base, dpi: image.dpi, width: image.width, height: image.height, image: null, problem: error.message }
  }
}

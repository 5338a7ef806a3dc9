/** One record of prints to or from another system: ANSI/NIST-ITL 1-2011 Update 2015, or ISO/IEC 19794-2:2005. Never more than one person at a time. */
import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'

const Line = z.string().trim().min(2).max(200)
const Format = z.enum(['itl', 'iso19794'])
export const ExchangeView = z.object({
  id: z.uuid(), number: z.string(), direction: z.enum(['out', 'in']), format: Format, purpose: z.string(), article: z.string(), confidence: z.enum(['T', 'C', 'P', 'U']), partner: z.string(), reference: z.string(), enrolmentId: z.uuid().nullable(),
  caseId: z.uuid().nullable(), fingers: z.array(z.int()), partnerNumber: z.string().nullable(), bytes: z.int().nullable(), sha256: z.string().nullable(), office: z.object({ ar: z.string(), ckb: z.string(), en: z.string() }), at: z.iso.datetime(), by: z.string(),
  /** The present user sent it a moment ago and may still fetch the file. */
  mayFetch: z.boolean(),
})
export type ExchangeView = z.infer<typeof ExchangeView>

const why = { purpose: z.string().max(60), partner: Line, reference: z.string().trim().min(1).max(200), caseId: z.uuid().optional() }

/** Sends the prints of one taking. `images` 4: the older image records, 500 dpi. Nothing leaves without purpose, article, recipient and the letter that asks. */
export const sendPrints = endpoint({
  name: 'biometrics.sendPrints', method: 'POST', path: '/api/biometrics/exchange/send', may: 'biometrics.send-prints', article: 'CPC 70', limit: { perMinute: 5 },
  input: z.object({ enrolmentId: z.uuid(), format: Format, images: z.union([z.literal(4), z.literal(14)]).default(14), ...why }),
  output: z.object({ id: z.uuid(), number: z.string(), fileName: z.string(), bytes: z.int(), sha256: z.string() }),
})
/** The file of what was sent: for who sent it, within the hour; the same bytes each time. */
export const fetchSent = endpoint({
  name: 'biometrics.fetchSent', method: 'GET', path: '/api/biometrics/exchange/:id/file', may: 'biometrics.send-prints', limit: { perMinute: 10 }, produces: 'application/octet-stream',
  input: z.object({ id: z.uuid() }), output: z.unknown(),
})
/** What is about to come in, from whom and why; then its file is read. */
export const announceReceipt = endpoint({
  name: 'biometrics.announceReceipt', method: 'POST', path: '/api/biometrics/exchange/receive', may: 'biometrics.receive-prints', article: 'CPC 70', limit: { perMinute: 20 },
  input: z.object(why), output: z.object({ id: z.uuid(), number: z.string() }),
})
/** The cases of this number, to name the one that a file comes in for. Number and day only: who it is about is not the exchange's business. */
export const findCases = endpoint({
  name: 'biometrics.findCases', method: 'GET', path: '/api/biometrics/exchange/cases', may: 'biometrics.receive-prints', limit: { perMinute: 60 },
  input: z.object({ number: z.string().trim().min(4).max(40) }), output: z.object({ rows: z.array(z.object({ id: z.uuid(), number: z.string(), openedAt: z.iso.datetime() })) }),
})
/** What may be chosen as a purpose, with its article and how surely that is known. */
export const exchangeChoices = endpoint({
  name: 'biometrics.exchangeChoices', method: 'GET', path: '/api/biometrics/exchange/choices', may: 'biometrics.read-exchange',
  input: z.object({ direction: z.enum(['out', 'in']), enrolmentId: z.uuid().optional() }),
  output: z.object({
    purposes: z.array(z.object({ id: z.string(), article: z.string(), confidence: z.enum(['T', 'C', 'P', 'U']), needsCase: z.boolean(), name: z.object({ ar: z.string(), ckb: z.string(), en: z.string() }) })),
    enrolment: z.object({ number: z.string(), name: z.string(), state: z.string(), caseNumber: z.string().nullable() }).nullable(),
  }),
})
const Described = z.object({
  name: z.string().optional(), nameLatin: z.string().optional(), mother: z.string().optional(), born: z.string().optional(), sex: z.string().optional(), nationality: z.string().optional(), nationalNumber: z.string().optional(), caseNumber: z.string().optional(),
  purpose: z.string().optional(), article: z.string().optional(),
})
/** One finger out of a file: a picture to search with or to enrol, or minutiae alone, which other systems' records may be limited to. */
export const ReceivedFinger = z.object({
  finger: z.int().min(0).max(15), kind: z.enum(['plain', 'rolled', 'latent']), quality: z.int().nullable(), dpi: z.int(), width: z.int(), height: z.int(), missing: z.enum(['amputated', 'unprintable']).nullable(), minutiae: z.int().nullable(),
  /** PNG in base64; null where there is no image. */
  image: z.string().nullable(), problem: z.string().nullable(),
})
export type ReceivedFinger = z.infer<typeof ReceivedFinger>
/** multipart/form-data with one file (.an2, .eft, .nist or .fmr). The pictures go back to the screen and are kept nowhere: a search or an enrolment takes them on, each with its own lawful reason. */
export const receiveFile = endpoint({
  name: 'biometrics.receiveFile', method: 'POST', path: '/api/biometrics/exchange/:id/receive', may: 'biometrics.receive-prints', file: true, limit: { perMinute: 10 },
  input: z.object({ id: z.uuid() }),
  output: z.object({
    id: z.uuid(), format: Format, header: z.object({ kind: z.string(), date: z.string(), to: z.string(), from: z.string(), number: z.string(), answers: z.string().optional() }).nullable(), description: Described, fingers: z.array(ReceivedFinger), passedOver: z.array(z.int()),
  }),
})
export const listExchange = endpoint({
  name: 'biometrics.exchange', method: 'GET', path: '/api/biometrics/exchange', may: 'biometrics.read-exchange',
  input: z.object({ cursor: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(200).default(50) }), output: z.object({ rows: z.array(ExchangeView), next: z.string().nullable() }),
})

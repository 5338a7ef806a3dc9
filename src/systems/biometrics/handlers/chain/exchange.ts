/** Prints sent to and received from other systems, one record at a time. */
import { createHash } from 'node:crypto'
import { act, read, type Reader } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { handle, type Handler, type HttpSide, type RawReply } from '#kernel/http/endpoint.ts'
import { getCase, searchCases } from '#systems/cases/public.ts'
import { getCustody } from '#systems/custody/public.ts'
import { announceReceipt, exchangeChoices, fetchSent, findCases, listExchange, receiveFile, sendPrints, type ExchangeView } from '../../contract/exchange.ts'
import { enrolmentToSend, readFile, writeFile } from '../../exchanging.ts'
import { exchangePurposes, findExchangePurpose, type ExchangePurpose } from '../../rules/exchange.ts'
import { findExchange, insertExchange, listExchangeRows, noteFile } from '../../store/exchange.ts'
import type { ExchangeRow } from '../../store/chain-tables.ts'
import { findEnrolment } from '../../store/prints.ts'
import type { EnrolmentRow } from '../../store/tables.ts'

/** What was sent can be fetched by who sent it for so long. */
const fetchWithinMs = 3_600_000
const mostBytes = 25 * 2 ** 20

function purposeOf(id: string, direction: 'out' | 'in'): ExchangePurpose {
  return findExchangePurpose(id, direction) ?? refuse('biometrics.purpose-unknown', { field: 'purpose' })
}

/** The case that the exchange is for: the one named, else that of the custody for which the prints were taken. @throws Refusal where the purpose wants one and there is none */
async function caseOf(r: Reader, purpose: ExchangePurpose, named: string | undefined, enrolment?: EnrolmentRow): Promise<{ id: string; number: string } | undefined> {
  const id = named ?? (enrolment?.custody_id ? (await getCustody(r, enrolment.custody_id)).caseId : undefined)
  if (id === undefined) return purpose.needsCase ? refuse('biometrics.purpose-needs-case', { field: 'caseId', article: purpose.article }) : undefined
  const { number } = await getCase(r, id)
  return { id, number }
}

/** Sent a moment ago by this very account. */
function mayFetch(row: Pick<ExchangeRow, 'direction' | 'by' | 'at'>, ctx: Ctx): boolean {
  return row.direction === 'out' && row.by === ctx.session?.accountId && ctx.now.getTime() - row.at.getTime() < fetchWithinMs
}

function fileNameOf(row: Pick<ExchangeRow, 'number' | 'format'>): string {
  return `mizan-${row.number.replaceAll('/', '-')}.${row.format === 'itl' ? 'an2' : 'fmr'}`
}

/** What is read again when the file is fetched stands in the row, but for the kind of image records. */
function sendingOf(row: Pick<ExchangeRow, 'format' | 'number' | 'at' | 'partner' | 'purpose' | 'article'>, images: 4 | 14, caseNumber: string | undefined) {
  return { format: row.format, images, number: row.number, at: row.at, partner: row.partner, purpose: row.purpose, article: row.article, caseNumber }
}

const sending: readonly Handler[] = [
  handle(sendPrints, (input, ctx) => {
    const purpose = purposeOf(input.purpose, 'out')
    return act(ctx, { verb: 'biometrics.send-prints', subject: { kind: 'fingerprint-exchange', create: { label: input.partner, series: 'fingerprint-exchange' } }, basis: purpose.article, input, detail: { purpose: purpose.id, to: input.partner, reference: input.reference, enrolment: input.enrolmentId } }, async (tx) => {
      const { session } = tx.ctx
      if (!session) refuse('kernel.sign-in-first', { status: 401 })
      const enrolment = await enrolmentToSend(tx, input.enrolmentId)
      const inCase = await caseOf(tx, purpose, input.caseId, enrolment)
      const row = { number: tx.record.number ?? '', format: input.format, partner: input.partner, purpose: purpose.id, article: purpose.article, at: tx.at }
      const { bytes, fingers } = await writeFile(tx, enrolment, sendingOf(row, input.images, inCase?.number))
      if (fingers.length === 0) refuse('biometrics.nothing-to-send', { status: 409, field: 'enrolmentId' })
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      await insertExchange(tx, {
        ...row, id: tx.record.id, direction: 'out', confidence: purpose.confidence, reference: input.reference, enrolment_id: enrolment.id, case_id: inCase?.id ?? null, fingers, image_records: input.format === 'itl' ? input.images : null, partner_number: null,
        bytes: bytes.length, sha256, office_id: session.officeId, by: session.accountId,
      })
      tx.also(enrolment.id)
      if (inCase) tx.also(inCase.id)
      return { id: tx.record.id, number: row.number, fileName: fileNameOf(row), bytes: bytes.length, sha256 }
    })
  }),
  handle(fetchSent, ({ id }, ctx): Promise<RawReply> => read(ctx, async (r) => {
    const row = (await findExchange(r, id)) ?? refuse('kernel.record-unknown', { status: 404 })
    if (!mayFetch(row, ctx) || row.enrolment_id === null) refuse('biometrics.fetch-over', { status: 403 })
    const inCase = row.case_id === null ? undefined : await getCase(r, row.case_id)
    const { bytes } = await writeFile(r, await enrolmentToSend(r, row.enrolment_id), sendingOf(row, row.image_records ?? 14, inCase?.number))
    if (createHash('sha256').update(bytes).digest('hex') !== row.sha256) refuse('biometrics.changed-since-sent', { status: 409 })
    return { raw: true, type: 'application/octet-stream', body: Buffer.from(bytes), fileName: fileNameOf(row) }
  })),
]

const receiving: readonly Handler[] = [
  handle(announceReceipt, (input, ctx) => {
    const purpose = purposeOf(input.purpose, 'in')
    return act(ctx, { verb: 'biometrics.receive-prints', subject: { kind: 'fingerprint-exchange', create: { label: input.partner, series: 'fingerprint-exchange' } }, basis: purpose.article, input, detail: { purpose: purpose.id, from: input.partner, reference: input.reference } }, async (tx) => {
      const { session } = tx.ctx
      if (!session) refuse('kernel.sign-in-first', { status: 401 })
      const inCase = await caseOf(tx, purpose, input.caseId)
      await insertExchange(tx, {
        id: tx.record.id, number: tx.record.number ?? '', direction: 'in', format: 'itl', purpose: purpose.id, article: purpose.article, confidence: purpose.confidence, partner: input.partner, reference: input.reference, enrolment_id: null, case_id: inCase?.id ?? null,
        fingers: [], image_records: null, partner_number: null, bytes: null, sha256: null, office_id: session.officeId, at: tx.at, by: session.accountId,
      })
      if (inCase) tx.also(inCase.id)
      return { id: tx.record.id, number: tx.record.number ?? '' }
    })
  }),
  handle(receiveFile, async ({ id }, ctx, http) => {
    const bytes = await bytesOf(http)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const received = readFile(bytes)
    await act(ctx, { verb: 'biometrics.receive-prints', subject: { kind: 'fingerprint-exchange', id }, basis: 'CPC 70', input: { id, sha256 }, detail: { sha256, fingers: received.fingers.length } }, async (tx) => {
      const fingers = received.fingers.map((one) => one.finger)
      if (!(await noteFile(tx, id, { format: received.format, fingers, partner_number: received.header?.number ?? null, bytes: bytes.length, sha256 }))) refuse('biometrics.received-already', { status: 409 })
      return { id }
    })
    return { id, format: received.format, header: received.header, description: received.description, fingers: [...received.fingers], passedOver: [...received.passedOver] }
  }),
  handle(listExchange, (input, ctx) => read(ctx, async (r) => {
    const rows = await listExchangeRows(r, { ...input, limit: input.limit + 1 })
    const page = rows.slice(0, input.limit)
    const view = (x: (typeof rows)[number]): ExchangeView => ({
      id: x.id, number: x.number, direction: x.direction, format: x.format, purpose: x.purpose, article: x.article, confidence: x.confidence, partner: x.partner, reference: x.reference, enrolmentId: x.enrolment_id, caseId: x.case_id, fingers: x.fingers,
      partnerNumber: x.partner_number, bytes: x.bytes, sha256: x.sha256, office: { ar: x.name_ar, ckb: x.name_ckb, en: x.name_en }, at: x.at.toISOString(), by: x.by_name, mayFetch: mayFetch(x, ctx),
    })
    return { rows: page.map(view), next: rows.length > input.limit ? (page.at(-1)?.id ?? null) : null }
  })),
]

/** The file of the request, whole and in memory: it is read and forgotten. */
async function bytesOf(http: HttpSide): Promise<Buffer> {
  const incoming = (await http.file()) ?? refuse('kernel.file-missing-in-request', { status: 400, field: 'file' })
  const parts: Buffer[] = []
  let size = 0
  for await (const part of incoming.stream as AsyncIterable<Buffer>) {
    size += part.length
    if (size <= mostBytes) parts.push(part)
  }
  if (size > mostBytes || incoming.truncated()) refuse('kernel.file-too-large', { status: 413, field: 'file', params: { limit: 25 } })
  return Buffer.concat(parts)
}

const choosing: readonly Handler[] = [
  handle(findCases, ({ number }, ctx) => read(ctx, async (r) => ({ rows: (await searchCases(r, number, 20)).filter((c) => c.number.includes(number)).map((c) => ({ id: c.id, number: c.number, openedAt: c.openedAt.toISOString() })) }))),
  handle(exchangeChoices, ({ direction, enrolmentId }, ctx) => read(ctx, async (r) => {
    const found = enrolmentId ? await findEnrolment(r, enrolmentId) : undefined
    const caseId = found?.custody_id ? (await getCustody(r, found.custody_id)).caseId : undefined
    return {
      purposes: exchangePurposes.filter((one) => findExchangePurpose(one.id, direction)).map(({ id, article, confidence, needsCase, name }) => ({ id, article, confidence, needsCase, name })),
      enrolment: found ? { number: found.number, name: found.name_display, state: found.state, caseNumber: caseId ? (await getCase(r, caseId)).number : null } : null,
    }
  })),
]

export const exchangeHandlers: readonly Handler[] = [...sending, ...receiving, ...choosing]

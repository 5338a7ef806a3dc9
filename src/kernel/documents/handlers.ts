import { act, read } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { handle, type Handler, type RawReply } from '#kernel/http/endpoint.ts'
import { ZodError } from 'zod'
import { printedCheckCode } from './check-code.ts'
import { certifyCopy, extractState, printExtract } from './certify.ts'
import { checkerData, fillCheckPage } from './check-page-file.ts'
import { certifyPaper, checkerPage, checkerTrust, checkPaper, downloadExtract, downloadPaper, listRecordPapers, previewForm, readExtract, uploadFile, type PaperView } from './contract.ts'
import { receiveFile } from './files/receive.ts'
import { findForm } from './forms/all.ts'
import { storeFile } from './issue.ts'
import { letterheadOf } from './letterhead.ts'
import { mayOpen } from './find-paper.ts'
import { findByCheckCode, listPapers, openPaper } from './open.ts'
import { renderForm } from './print/paper.ts'

export const documentHandlers: readonly Handler[] = [
  handle(uploadFile, async (input, ctx, http) => {
    const record = await read(ctx, (r) => r.db.selectFrom('kernel.record').select(['kind', 'office_id']).where('id', '=', input.recordId).executeTakeFirst())
    if (!record) refuse('kernel.record-unknown', { status: 404 })
    const incoming = (await http.file()) ?? refuse('kernel.file-missing-in-request', { status: 400, field: 'file' })
    const file = await receiveFile(incoming)
    // A court or prosecutor adds to what another office holds; the holder is bound by the rules of holding.
    const by = record.office_id === ctx.session?.officeId ? 'holder' : 'authority'
    return act(ctx, { verb: 'documents.attach', subject: { kind: record.kind, id: input.recordId }, by, input: { ...input, address: file.address }, detail: { file: file.address, purpose: input.purpose } },
      async (tx) => ({ ...(await storeFile(tx, file, { purpose: input.purpose })), address: file.address, fileName: file.fileName, mediaType: file.mediaType, bytes: file.bytes, scan: file.scan }))
  }),
  handle(listRecordPapers, async ({ recordId }, ctx) => ({ rows: (await read(ctx, (r) => listPapers(r, recordId))).map((row) => viewOf(row, ctx)) })),
  handle(downloadPaper, async (input, ctx): Promise<RawReply> => {
    const paper = await openPaper(ctx, input.id, input.lang)
    return { raw: true, type: paper.mediaType, body: paper.body, fileName: paper.fileName, inline: input.save !== true }
  }),
  handle(certifyPaper, ({ id }, ctx) => certifyCopy(ctx, id)),
  handle(readExtract, async ({ id }, ctx) => {
    const { paper, at, digits, index } = await extractState(ctx, id)
    return { ready: digits !== undefined, form: paper.form, number: paper.number, at: at.toISOString(), index: index ?? null }
  }),
  handle(downloadExtract, async ({ id, save }, ctx): Promise<RawReply> => {
    const { pdf, fileName } = await printExtract(ctx, id)
    return { raw: true, type: 'application/pdf', body: pdf, fileName, inline: save !== true }
  }),
  handle(checkerTrust, async (_, ctx) => checkerData(ctx).then((data) => ({ ...data, keys: [...data.keys] }))),
  handle(checkerPage, async (_, ctx): Promise<RawReply> => ({ raw: true, type: 'text/html; charset=utf-8', body: fillCheckPage(await checkerData(ctx)), fileName: 'mizan-check.html' })),
  handle(previewForm, async (input, ctx) => previewOf(ctx, input)),
  handle(checkPaper, async ({ code }, ctx) => {
    const paper = await findByCheckCode(ctx, code)
    if (!paper) return { found: false, paper: null }
    return { found: true, paper: {
      form: paper.form, title: paper.title, number: paper.number, issuedAt: paper.issuedAt.toISOString(), office: { ar: paper.officeAr, ckb: paper.officeCkb, en: paper.officeEn },
      end: paper.endWhy === null || paper.endedAt === null ? null : { why: paper.endWhy, at: paper.endedAt.toISOString() }, contentDigest: paper.contentDigest, printDigest: paper.printDigest,
    } }
  }),
]

async function previewOf(ctx: Ctx, input: { form: string; lang?: 'ar' | 'ckb' | 'en' | undefined; data: Record<string, unknown> }): Promise<RawReply> {
  const template = findForm(input.form) ?? refuse('kernel.form-unknown', { status: 404, field: 'form' })
  const { jurisdiction, ...letterhead } = await read(ctx, (r) => letterheadOf(r, ctx.session?.officeId ?? ''))
  try {
    const body = await renderForm(template, input.lang ?? (jurisdiction === 'kri' ? 'ckb' : 'ar'), input.data, { number: '—', issuedAt: ctx.now, mark: 'draft', letterhead })
    return { raw: true, type: 'application/pdf', body, fileName: `${template.id}.pdf`, inline: true }
  } catch (error) {
    if (error instanceof ZodError) refuse('kernel.form-incomplete', { status: 400, field: `data.${error.issues[0]?.path.join('.') ?? ''}`, params: { field: error.issues[0]?.path.join('.') ?? '' } })
    throw error
  }
}

function viewOf(row: Awaited<ReturnType<typeof listPapers>>[number], ctx: Ctx): PaperView {
  return {
    id: row.id, recordId: row.record_id, kind: row.kind, form: row.form, purpose: row.purpose, title: row.title, lang: row.lang, number: row.number, mediaType: row.media_type, bytes: row.bytes,
    fileName: row.file_name, issuedAt: row.issued_at.toISOString(), office: { ar: row.name_ar, ckb: row.name_ckb, en: row.name_en }, issuedBy: row.full_name_ar, sealed: row.sealed, mayOpen: mayOpen(ctx, row),
    scan: row.scan, checkCode: row.check_code === null || !mayOpen(ctx, row) ? null : printedCheckCode(row.check_code),
    end: row.end_why === null || row.ended_at === null ? null : { why: row.end_why, at: row.ended_at.toISOString(), reason: row.end_reason ?? '' },
  }
}

import type { Readable } from 'node:stream'
import { sql } from 'kysely'
import { act, read, type Reader } from '#kernel/act/act.ts'
import { systemCtx, type Ctx } from '#kernel/act/context.ts'
import { raiseAlarm } from '#kernel/clock/alarms.ts'
import { Refusal, refuse } from '#kernel/act/refusal.ts'
import type { Lang } from '#kernel/words/text.ts'
import { findProof } from './certify.ts'
import { readCheckCode } from './check-code.ts'
import { mainStore } from './files/receive.ts'
import type { FileStore } from './files/file-store.ts'
import { findForm } from './forms/all.ts'
import { digestOf, findPaper, mayOpen, noteSealedReading, particularsOf, readable, type KeptPrint } from './find-paper.ts'
import { LAYOUT_VERSION, composePaper, printPaper } from './print/paper.ts'
import { markOf, packContent } from './proof-in-pdf.ts'
import type { Printed } from './print/printer.ts'
import type { DocumentRow, DocumentTables, StoredPaper } from './tables.ts'

export interface OpenedPaper {
  readonly body: Buffer | Readable
  readonly mediaType: string
  readonly fileName: string
}

/** The papers of a record that this session may see, the newest first. */
export async function listPapers(r: Reader, recordId: string) {
  return r.db.withTables<DocumentTables>().selectFrom('kernel.document as d').innerJoin('kernel.office as o', 'o.id', 'd.office_id')
    .leftJoin('kernel.document_end as e', 'e.id', 'd.id').leftJoin('kernel.account as a', 'a.id', 'd.created_by')
    .selectAll('d').select(['o.name_ar', 'o.name_ckb', 'o.name_en', 'a.full_name_ar', 'e.why as end_why', 'e.ended_at', 'e.reason as end_reason'])
    .where('d.record_id', '=', recordId).where(readable(r)).orderBy('d.issued_at', 'desc').limit(1000).execute()
}

/**
 * A paper's file. A form is drawn on first reading and kept: later readings give the same bytes. With another `lang` than
 * the paper's own, a form is drawn anew in that language and marked as a copy for information. A form that leaves the office as
 * proof is kept only with its proof, and until that is there says so in its foot.
 * Refuses with `kernel.document-unknown`, `kernel.paper-sealed`, `kernel.paper-altered`, and what the store refuses.
 */
export async function openPaper(ctx: Ctx, documentId: string, lang?: Lang, store: FileStore = mainStore()): Promise<OpenedPaper> {
  const found = await read(ctx, (r) => findPaper(r, documentId))
  if (!found) refuse('kernel.document-unknown', { status: 404 })
  if (!mayOpen(ctx, found.row)) refuse('kernel.paper-sealed', { status: 403 })
  const { row } = found
  if (row.sealed) await noteSealedReading(ctx, row.record_id)
  const file = { mediaType: row.media_type, fileName: row.file_name }
  if (row.kind === 'file') return { ...file, body: await getOrTell(ctx, row, store) }
  if (found.paper === null) refuse('kernel.paper-expunged', { status: 404 })
  if (lang !== undefined && lang !== row.lang) return { ...file, fileName: file.fileName.replace(/\.pdf$/, `-${lang}.pdf`), body: await printTranslation(row, found.paper, found.data, lang) }
  const kept = found.print && (await findKept(store, found.print.address))
  return { ...file, body: kept ?? (await drawPaper(ctx, row, found.paper, found.print, store)) }
}

/** What a code on a paper proves, without any name; undefined for a code that no paper has. */
export async function findByCheckCode(ctx: Ctx, typed: string): Promise<CheckedPaper | undefined> {
  const code = readCheckCode(typed)
  if (code === undefined) return undefined
  const { rows } = await sql<CheckedPaper>`select form, title, number, issued_at as "issuedAt", office_ar as "officeAr", office_ckb as "officeCkb", office_en as "officeEn",
    content_digest as "contentDigest", print_digest as "printDigest", end_why as "endWhy", ended_at as "endedAt" from kernel.check_paper(${code})`.execute(ctx.db.app)
  return rows[0]
}

export interface CheckedPaper {
  form: string; title: string; number: string; issuedAt: Date; officeAr: string; officeCkb: string; officeEn: string
  contentDigest: string; printDigest: string | null; endWhy: 'cancelled' | 'replaced' | 'executed' | null; endedAt: Date | null
}

/** An added file exists once: that the store has lost it, or holds other bytes, is an alarm. In a tree of nodes it lies where it was added. */
async function getOrTell(ctx: Ctx, row: DocumentRow, store: FileStore): Promise<Readable> {
  const { address } = row
  try {
    return await store.get(address ?? '')
  } catch (error) {
    if (error instanceof Refusal && error.code === 'kernel.file-missing') {
      const { rows: [home] } = await sql<{ node: string | null }>`select kernel.elsewhere(node_id) as node from kernel.office where id = ${row.office_id}`.execute(ctx.db.app)
      if (home?.node) refuse('kernel.file-elsewhere', { status: 404, params: { node: home.node } })
    }
    if (error instanceof Refusal && ['kernel.file-damaged', 'kernel.file-missing'].includes(error.code)) {
      // A report that fails must not hide what it is about.
      await act(systemCtx(ctx.db, ctx.now), { verb: 'documents.report-damage', subject: { kind: 'document', bare: row.id }, detail: { address, found: error.code } }, (tx) =>
        raiseAlarm(tx, { kind: 'document-damaged', recordId: row.record_id, article: 'ISO 15489-1', officeId: row.office_id, detail: { documentId: row.id, found: error.code } })).catch(() => {})
    }
    throw error
  }
}

/** A print that the store has lost or that was damaged is drawn again. */
async function findKept(store: FileStore, address: string): Promise<Readable | undefined> {
  try {
    return await store.get(address)
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

/** Draws a paper: as it was drawn before, where the store has lost that; else for the first time, which is kept if nothing more is to come to it. */
async function drawPaper(ctx: Ctx, row: DocumentRow, paper: StoredPaper, lost: KeptPrint | undefined, store: FileStore): Promise<Buffer | Readable> {
  // The digest was committed with the act: content that no longer gives it was changed behind the platform's back.
  if (digestOf(paper) !== row.content_digest) refuse('kernel.paper-altered', { status: 503, params: { number: row.number ?? '' } })
  const carries = lost ? lost.proof !== null : findForm(row.form ?? '')?.certified === true
  // What can't be certified now (the server's clock was set back) can still be read.
  const proof = lost ? (lost.proof ?? undefined) : carries ? await findProof(ctx, row.id).catch(() => undefined) : undefined
  const printed = await printPaper(paper.content, { ...particularsOf(paper), ...(proof === undefined ? { proofFollows: carries } : { certified: markOf(proof, packContent(paper)) }) })
  if (carries && proof === undefined) return printed.pdf
  return keepPrint(ctx, row.id, printed, proof, lost !== undefined, store)
}

/** Of two who open a paper for the first time at once one keeps the drawing, and both are given that. */
async function keepPrint(ctx: Ctx, documentId: string, { pdf, pages }: Printed, proof: string | undefined, again: boolean, store: FileStore): Promise<Buffer | Readable> {
  const { address, bytes } = await store.put(pdf, { maxBytes: Number.MAX_SAFE_INTEGER })
  if (again) return pdf
  const db = ctx.db.app.withTables<DocumentTables>()
  const { numInsertedOrUpdatedRows: kept } = await db.insertInto('kernel.document_print')
    .values({ document_id: documentId, address, bytes, pages, layout_version: LAYOUT_VERSION, proof: proof ?? null }).onConflict((c) => c.column('document_id').doNothing()).executeTakeFirstOrThrow()
  if (kept === 1n) return pdf
  const first = await db.selectFrom('kernel.document_print').select('address').where('document_id', '=', documentId).executeTakeFirst()
  if (first === undefined || first.address === address) return pdf
  await store.remove(address)
  return store.get(first.address)
}

async function printTranslation(row: DocumentRow, paper: StoredPaper, data: unknown, lang: Lang): Promise<Buffer> {
  const template = findForm(row.form ?? '') ?? refuse('kernel.form-unknown', { status: 404 })
  const content = composePaper(template, lang, data, paper.content.letterhead, paper.content.digits)
  return (await printPaper(content, { ...particularsOf(paper), mark: 'translation' })).pdf
}

import { randomUUIDv7 } from 'node:crypto'
import type { Readable } from 'node:stream'
import { sql, type Expression, type SqlBool } from 'kysely'
import { act, read, type Reader } from '#kernel/act/act.ts'
import { systemCtx, type Ctx } from '#kernel/act/context.ts'
import { roleMay, visible } from '#kernel/access/policy.ts'
import { raiseAlarm } from '#kernel/clock/alarms.ts'
import { Refusal, refuse } from '#kernel/act/refusal.ts'
import type { Lang } from '#kernel/words/text.ts'
import { readCheckCode } from './check-code.ts'
import { mainStore } from './files/receive.ts'
import type { FileStore } from './files/file-store.ts'
import { findForm } from './forms/all.ts'
import { digestOf } from './issue.ts'
import { LAYOUT_VERSION, composePaper, printPaper, type PaperParticulars } from './print/paper.ts'
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

/** Row-level security says which records are seen; an examiner, who sees the nation's, reads only the papers of what came to them. */
function readable(r: Reader): Expression<SqlBool> {
  return r.ctx.system ? sql<SqlBool>`true` : visible(r.ctx, 'documents.read', 'd.record_id')
}

/** Whether this session may open a paper that it can see in the list: a sealed one only in its own office or by power. */
export function mayOpen(ctx: Ctx, paper: Pick<DocumentRow, 'sealed' | 'office_id'>): boolean {
  if (!paper.sealed || ctx.system) return true
  return ctx.session !== null && (ctx.session.officeId === paper.office_id || roleMay(ctx.session.role, 'documents.read-sealed'))
}

/**
 * A paper's file. A form is drawn on first reading and kept: later readings give the same bytes. With another `lang` than
 * the paper's own, a form is drawn anew in that language and marked as a copy for information.
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
  const kept = found.print === null ? undefined : await findKept(store, found.print)
  return { ...file, body: kept ?? (await printAndKeep(ctx, row, found.paper, store, found.print === null)) }
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

export interface Found { row: DocumentRow; paper: StoredPaper | null; data: unknown; print: string | null }

export async function findPaper(r: Reader, documentId: string): Promise<Found | undefined> {
  const db = r.db.withTables<DocumentTables>()
  const row = await db.selectFrom('kernel.document as d').leftJoin('kernel.document_content as c', 'c.id', 'd.id').leftJoin('kernel.document_print as p', 'p.document_id', 'd.id')
    .selectAll('d').select(['c.content', 'c.data', 'p.address as print']).where('d.id', '=', documentId).where(readable(r)).executeTakeFirst()
  if (!row) return undefined
  const { content, data, print, ...document } = row
  return { row: document, paper: content, data, print }
}

/** Who opened a sealed paper is on record before the paper is shown. */
export async function noteSealedReading(ctx: Ctx, recordId: string): Promise<void> {
  if (!ctx.session) return
  await ctx.db.app.insertInto('kernel.sealed_read')
    .values({ id: randomUUIDv7(), record_id: recordId, account_id: ctx.session.accountId, post_id: ctx.session.postId, verb: 'documents.read-sealed' }).execute()
}

/** An added file exists once: that the store has lost it, or holds other bytes, is an alarm. */
async function getOrTell(ctx: Ctx, row: DocumentRow, store: FileStore): Promise<Readable> {
  const { address } = row
  try {
    return await store.get(address ?? '')
  } catch (error) {
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

async function printAndKeep(ctx: Ctx, row: DocumentRow, paper: StoredPaper, store: FileStore, first: boolean): Promise<Buffer> {
  // The digest was committed with the act: content that no longer gives it was changed behind the platform's back.
  if (digestOf(paper) !== row.content_digest) refuse('kernel.paper-altered', { status: 503, params: { number: row.number ?? '' } })
  const { pdf, pages } = await printPaper(paper.content, particularsOf(paper))
  const stored = await store.put(pdf, { maxBytes: Number.MAX_SAFE_INTEGER })
  if (first) {
    await ctx.db.app.withTables<DocumentTables>().insertInto('kernel.document_print')
      .values({ document_id: row.id, address: stored.address, bytes: stored.bytes, pages, layout_version: LAYOUT_VERSION }).onConflict((c) => c.column('document_id').doNothing()).execute()
  }
  return pdf
}

async function printTranslation(row: DocumentRow, paper: StoredPaper, data: unknown, lang: Lang): Promise<Buffer> {
  const template = findForm(row.form ?? '') ?? refuse('kernel.form-unknown', { status: 404 })
  const content = composePaper(template, lang, data, paper.content.letterhead, paper.content.digits)
  return (await printPaper(content, { ...particularsOf(paper), mark: 'translation' })).pdf
}

export function particularsOf(paper: StoredPaper): PaperParticulars {
  return { ...paper.particulars, issuedAt: new Date(paper.particulars.issuedAt) }
}

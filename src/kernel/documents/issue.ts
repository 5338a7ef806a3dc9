import { randomUUIDv7 } from 'node:crypto'
import type { Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { nextNumber } from '#kernel/numbering/numbering.ts'
import type { Digits, Lang } from '#kernel/words/text.ts'
import { certifyIssued } from './certify.ts'
import { newCheckCode, printedCheckCode } from './check-code.ts'
import type { ReceivedFile } from './files/receive.ts'
import { digestOf } from './find-paper.ts'
import { findForm, type FormData, type FormId } from './forms/all.ts'
import { letterheadOf } from './letterhead.ts'
import { composePaper } from './print/paper.ts'
import type { DocumentTables, FilePurpose, PaperEnd, StoredPaper } from './tables.ts'

export interface IssueForm<F extends FormId> {
  readonly form: F
  readonly data: FormData<F>
  /** The record that the paper belongs to; the act's own unless told. */
  readonly recordId?: string
  /** The issuing office; the actor's unless told. */
  readonly officeId?: string
  /** Arabic; Kurdish for an office in the Kurdistan Region. */
  readonly lang?: Lang
  readonly digits?: Digits
  /** Only the issuing office and those with the power `documents.read-sealed` may open it. */
  readonly sealed?: boolean
  /** The number given already to what this paper records; the form's own series counts otherwise. */
  readonly number?: string
  readonly id?: string
}

export interface Issued {
  readonly documentId: string
  readonly number: string
  readonly checkCode: string
}

/** Where the public checks papers: setting `MIZAN_PUBLIC_URL`, e.g. `https://mizan.example.iq`. */
function publicUrl(): string {
  return (process.env['MIZAN_PUBLIC_URL'] ?? 'http://localhost:8080').replace(/\/+$/, '')
}

/**
 * Issues a paper within an act: numbers it, fixes its content and digest (which the act's entry covers), gives it a check code.
 * The PDF is drawn when it is first read. A form that leaves the office as proof is certified at once, by an act of the platform's own. Throws ZodError when the data does not fit the form.
 */
export async function issueForm<F extends FormId>(tx: Tx, issue: IssueForm<F>): Promise<Issued> {
  const template = findForm(issue.form) ?? refuse('kernel.form-unknown', { status: 404 })
  const record = await recordOf(tx, issue.recordId)
  const officeId = issue.officeId ?? tx.ctx.session?.officeId ?? record.office_id
  const { jurisdiction, ...letterhead } = await letterheadOf(tx, officeId)
  const lang = issue.lang ?? (jurisdiction === 'kri' ? 'ckb' : 'ar')
  const content = composePaper(template, lang, issue.data, letterhead, issue.digits)
  const number = issue.number ?? (await nextNumber(tx, `paper.${template.series}`, officeId))
  const [documentId, checkCode] = [issue.id ?? randomUUIDv7(), newCheckCode()]
  const paper: StoredPaper = {
    content,
    particulars: {
      number, issuedAt: tx.at.toISOString(), verifyUrl: `${publicUrl()}/check/${printedCheckCode(checkCode)}`,
      ...(record.number === null ? {} : { reference: record.number }), ...(issue.sealed ? { mark: 'sealed' as const } : {}),
    },
  }
  const db = tx.db.withTables<DocumentTables>()
  await db.insertInto('kernel.document').values({
    id: documentId, record_id: record.id, kind: 'form', form: template.id, purpose: null, title: content.title, lang, number, address: null,
    content_digest: digestOf(paper), media_type: 'application/pdf', bytes: null, file_name: `${template.id}-${number.replaceAll('/', '-')}.pdf`, issued_at: tx.at,
    office_id: officeId, sealed: issue.sealed ?? false, retention: template.retention, created_by: tx.ctx.session?.accountId ?? null, scan: 'not-needed', check_code: checkCode,
  }).execute()
  await db.insertInto('kernel.document_content').values({ id: documentId, record_id: record.id, data: JSON.stringify(template.data.parse(issue.data)), content: JSON.stringify(paper) }).execute()
  if (record.id !== ownRecordId(tx)) tx.also(record.id)
  // A paper that misses it (the server ended just then) is certified when it is first opened.
  if (template.certified) tx.afterwards(() => certifyIssued(tx.ctx, documentId))
  return { documentId, number, checkCode }
}

/** Adds a received file to a record within an act. */
export async function storeFile(tx: Tx, file: ReceivedFile, as: { purpose: FilePurpose; title?: string; recordId?: string; sealed?: boolean }): Promise<{ documentId: string }> {
  const record = await recordOf(tx, as.recordId)
  const documentId = randomUUIDv7()
  await tx.db.withTables<DocumentTables>().insertInto('kernel.document').values({
    id: documentId, record_id: record.id, kind: 'file', form: null, purpose: as.purpose, title: as.title ?? file.fileName, lang: tx.ctx.lang, number: null, address: file.address,
    content_digest: null, media_type: file.mediaType, bytes: file.bytes, file_name: file.fileName, issued_at: tx.at, office_id: tx.ctx.session?.officeId ?? record.office_id,
    sealed: as.sealed ?? false, retention: 'case', created_by: tx.ctx.session?.accountId ?? null, scan: file.scan, check_code: null,
  }).execute()
  if (record.id !== ownRecordId(tx)) tx.also(record.id)
  return { documentId }
}

/** Says within an act that a paper is no longer good; whoever checks its code learns it at once. Refuses a second end. */
export async function endPaper(tx: Tx, end: { documentId: string; why: PaperEnd; reason: string }): Promise<void> {
  const db = tx.db.withTables<DocumentTables>()
  const paper = await db.selectFrom('kernel.document').select('record_id').where('id', '=', end.documentId).executeTakeFirst()
  if (!paper) refuse('kernel.document-unknown', { status: 404 })
  const added = await db.insertInto('kernel.document_end').values({ id: end.documentId, record_id: paper.record_id, why: end.why, reason: end.reason, ended_at: tx.at, ended_by: tx.ctx.session?.accountId ?? null })
    .onConflict((c) => c.column('id').doNothing()).executeTakeFirst()
  if (added.numInsertedOrUpdatedRows !== 1n) refuse('kernel.paper-ended-already', { status: 409 })
}

interface PaperRecord { id: string; number: string | null; office_id: string }

async function recordOf(tx: Tx, recordId: string | undefined): Promise<PaperRecord> {
  if (recordId === undefined || recordId === ownRecordId(tx)) return tx.record
  return (await tx.db.selectFrom('kernel.record').select(['id', 'number', 'office_id']).where('id', '=', recordId).executeTakeFirst()) ?? refuse('kernel.record-unknown', { status: 404 })
}

/** An act on a bare subject has no record of its own. */
function ownRecordId(tx: Tx): string | undefined {
  try {
    return tx.record.id
  } catch {
    return undefined
  }
}

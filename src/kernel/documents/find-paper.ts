import { createHash, randomUUIDv7 } from 'node:crypto'
import canonicalize from 'canonicalize'
import { sql, type Expression, type SqlBool } from 'kysely'
import type { Reader } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { roleMay, visible } from '#kernel/access/policy.ts'
import type { PaperParticulars } from './print/paper.ts'
import type { DocumentRow, DocumentTables, StoredPaper } from './tables.ts'

/** Where a paper's first drawing lies, and the text of the code in it where it carries its proof. */
export interface KeptPrint { readonly address: string; readonly proof: string | null }

export interface Found { row: DocumentRow; paper: StoredPaper | null; data: unknown; print: KeptPrint | undefined }

/** A paper with its content, where this session may see it in the list. */
export async function findPaper(r: Reader, documentId: string): Promise<Found | undefined> {
  const db = r.db.withTables<DocumentTables>()
  const row = await db.selectFrom('kernel.document as d').leftJoin('kernel.document_content as c', 'c.id', 'd.id').leftJoin('kernel.document_print as p', 'p.document_id', 'd.id')
    .selectAll('d').select(['c.content', 'c.data', 'p.address as print', 'p.proof']).where('d.id', '=', documentId).where(readable(r)).executeTakeFirst()
  if (!row) return undefined
  const { content, data, print, proof, ...document } = row
  return { row: document, paper: content, data, print: print === null ? undefined : { address: print, proof } }
}

/** Row-level security says which records are seen; an examiner, who sees the nation's, reads only the papers of what came to them. */
export function readable(r: Reader): Expression<SqlBool> {
  return r.ctx.system ? sql<SqlBool>`true` : visible(r.ctx, 'documents.read', 'd.record_id')
}

/** Whether this session may open a paper that it can see in the list: a sealed one only in its own office or by power. */
export function mayOpen(ctx: Ctx, paper: Pick<DocumentRow, 'sealed' | 'office_id'>): boolean {
  if (!paper.sealed || ctx.system) return true
  return ctx.session !== null && (ctx.session.officeId === paper.office_id || roleMay(ctx.session.role, 'documents.read-sealed'))
}

/** Who opened a sealed paper is on record before the paper is shown. */
export async function noteSealedReading(ctx: Ctx, recordId: string): Promise<void> {
  if (!ctx.session) return
  await ctx.db.app.insertInto('kernel.sealed_read')
    .values({ id: randomUUIDv7(), record_id: recordId, account_id: ctx.session.accountId, post_id: ctx.session.postId, verb: 'documents.read-sealed' }).execute()
}

/** sha256 (hex) of a paper's content in canonical JSON (RFC 8785). */
export function digestOf(paper: StoredPaper): string {
  return createHash('sha256').update(canonicalize(paper) ?? '').digest('hex')
}

export function particularsOf(paper: StoredPaper): PaperParticulars {
  return { ...paper.particulars, issuedAt: new Date(paper.particulars.issuedAt) }
}

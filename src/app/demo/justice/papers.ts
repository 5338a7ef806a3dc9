/** Papers of the past, composed and digested as issueForm() of the kernel does. */
import { digestOf } from '#kernel/documents/find-paper.ts'
import { findForm, type FormData, type FormId } from '#kernel/documents/forms/all.ts'
import { headLines } from '#kernel/documents/letterhead.ts'
import { printedCheckCode } from '#kernel/documents/check-code.ts'
import { composePaper } from '#kernel/documents/print/paper.ts'
import type { StoredPaper } from '#kernel/documents/tables.ts'
import { asJson, insert, nextNumber, type Deed, type Rec, type World } from './world.ts'

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

function publicUrl(): string {
  return (process.env['MIZAN_PUBLIC_URL'] ?? 'http://localhost:8080').replace(/\/+$/, '')
}

export interface Paper<F extends FormId> { readonly form: F; readonly officeId: string; readonly data: FormData<F>; readonly number?: string; readonly sealed?: boolean }

/** Issues a paper in an act. Gives its id. */
export function issuePaper<F extends FormId>(w: World, deed: Deed, rec: Rec, p: Paper<F>): string {
  const template = findForm(p.form)
  if (!template) throw new Error(`no form ${p.form}`)
  const office = w.atlas.byId(p.officeId)
  const lang = office.jurisdiction === 'kri' ? 'ckb' : 'ar'
  const number = p.number ?? nextNumber(w, `paper.${template.series}`, p.officeId, deed.at)
  const code = Array.from({ length: 25 }, () => letters[w.r.int(32)]).join('')
  const paper: StoredPaper = {
    content: composePaper(template, lang, p.data, { lines: headLines(office.jurisdiction, [...above(w, p.officeId), office.name]) }),
    particulars: { number, issuedAt: deed.at.toISOString(), verifyUrl: `${publicUrl()}/check/${printedCheckCode(code)}`, reference: rec.number, ...(p.sealed ? { mark: 'sealed' as const } : {}) },
  }
  const id = w.r.uuid(deed.at)
  insert(w, deed, 'kernel.document', {
    id, record_id: rec.id, kind: 'form', form: template.id, purpose: null, title: paper.content.title, lang, number, address: null, content_digest: digestOf(paper), media_type: 'application/pdf', bytes: null,
    file_name: `${template.id}-${number.replaceAll('/', '-')}.pdf`, issued_at: deed.at, office_id: p.officeId, sealed: p.sealed ?? false, retention: template.retention, created_by: deed.by?.accountId ?? null, scan: 'not-needed', check_code: code,
  })
  insert(w, deed, 'kernel.document_content', { id, record_id: rec.id, data: asJson(template.data.parse(p.data)), content: asJson(paper) })
  return id
}

/** As endPaper() of the kernel. */
export function endPaper(w: World, deed: Deed, rec: Rec, documentId: string, why: 'executed' | 'replaced', reason: string): void {
  insert(w, deed, 'kernel.document_end', { id: documentId, record_id: rec.id, why, reason, ended_at: deed.at, ended_by: deed.by?.accountId ?? null })
}

/** The widest three offices above. */
function above(w: World, officeId: string) {
  const path = []
  for (let office = w.atlas.byId(officeId); office.parentId !== null;) {
    office = w.atlas.byId(office.parentId)
    path.unshift(office.name)
  }
  return path.slice(0, 3)
}

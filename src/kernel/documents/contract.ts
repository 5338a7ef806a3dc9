import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'

const Office = z.object({ ar: z.string(), ckb: z.string(), en: z.string() })
const Lang = z.enum(['ar', 'ckb', 'en'])
const End = z.object({ why: z.enum(['cancelled', 'replaced', 'executed']), at: z.iso.datetime() })

/** One paper of a record as lists show it. */
export const PaperView = z.object({
  id: z.uuid(), recordId: z.uuid(), kind: z.enum(['form', 'file']), form: z.string().nullable(), purpose: z.string().nullable(), title: z.string(), lang: Lang, number: z.string().nullable(),
  mediaType: z.string(), bytes: z.int().nullable(), fileName: z.string(), issuedAt: z.iso.datetime(), office: Office, issuedBy: z.string().nullable(), sealed: z.boolean(), mayOpen: z.boolean(),
  scan: z.enum(['clean', 'not-scanned', 'not-needed']), checkCode: z.string().nullable(), end: End.extend({ reason: z.string() }).nullable(),
})
export type PaperView = z.infer<typeof PaperView>

export const FilePurpose = z.enum(['attachment', 'signed-copy', 'photograph', 'sketch', 'recording', 'letter'])

/** multipart/form-data with one file; what it is stands in the path. */
export const uploadFile = endpoint({
  name: 'documents.upload', method: 'POST', path: '/api/documents/upload/:recordId/:purpose', may: 'documents.attach', file: true, limit: { perMinute: 60 },
  input: z.object({ recordId: z.uuid(), purpose: FilePurpose }), output: z.object({ documentId: z.uuid(), address: z.string(), fileName: z.string(), mediaType: z.string(), bytes: z.int(), scan: z.string() }),
})
export const listRecordPapers = endpoint({
  name: 'documents.list', method: 'GET', path: '/api/documents', may: 'documents.read',
  input: z.object({ recordId: z.uuid() }), output: z.object({ rows: z.array(PaperView) }),
})
/** The file itself: shown in the browser, or saved with `save`. `lang`: a form in another language, for information. */
export const downloadPaper = endpoint({
  name: 'documents.download', method: 'GET', path: '/api/documents/:id/file', may: 'documents.read',
  input: z.object({ id: z.uuid(), lang: Lang.optional(), save: z.stringbool().optional() }), output: z.unknown(),
})
/** A form filled but not issued, marked as a draft: what the judge looks at before signing. Nothing is kept. */
export const previewForm = endpoint({
  name: 'documents.preview', method: 'POST', path: '/api/documents/preview', may: 'documents.read', limit: { perMinute: 60 },
  input: z.object({ form: z.string(), lang: Lang.optional(), data: z.record(z.string(), z.unknown()) }), output: z.unknown(),
})
/** Public: what the code printed on a paper proves. No name, no content. */
export const checkPaper = endpoint({
  name: 'documents.check', method: 'GET', path: '/api/public/papers/:code', may: 'public', limit: { perMinute: 20 },
  input: z.object({ code: z.string().max(60) }),
  output: z.object({
    found: z.boolean(),
    paper: z.object({ form: z.string(), title: z.string(), number: z.string(), issuedAt: z.iso.datetime(), office: Office, end: End.nullable(), contentDigest: z.string(), printDigest: z.string().nullable() }).nullable(),
  }),
})

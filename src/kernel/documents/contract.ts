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

/** Certifies a copy of a form: an act of its own. The copy is printed when its entry is in a checkpoint that the witnesses have signed. */
export const certifyPaper = endpoint({
  name: 'documents.certify', method: 'POST', path: '/api/documents/:id/certify', may: 'documents.certify', article: 'Civil Procedure 318', limit: { perMinute: 30 },
  input: z.object({ id: z.uuid() }), output: z.object({ extractId: z.uuid() }),
})
/** How far a certified copy is: `ready` when it can be printed, seconds after it was certified. */
export const readExtract = endpoint({
  name: 'documents.extract', method: 'GET', path: '/api/documents/extracts/:id', may: 'documents.read',
  input: z.object({ id: z.uuid() }), output: z.object({ ready: z.boolean(), form: z.string(), number: z.string(), at: z.iso.datetime(), index: z.int().nullable() }),
})
/** The certified copy with the code that holds the whole proof. */
export const downloadExtract = endpoint({
  name: 'documents.extract-file', method: 'GET', path: '/api/documents/extracts/:id/file', may: 'documents.read', limit: { perMinute: 60 },
  input: z.object({ id: z.uuid(), save: z.stringbool().optional() }), output: z.unknown(),
})

const Text3 = z.object({ ar: z.string(), ckb: z.string(), en: z.string() })
/** What a checker needs: the log's keys with their periods, the witnesses asked for (C2SP tlog-policy), the forms' titles. */
export const checkerTrust = endpoint({
  name: 'documents.checker', method: 'GET', path: '/api/public/checker', may: 'public', limit: { perMinute: 60 }, input: z.object({}),
  output: z.object({ keys: z.array(z.string()), policy: z.string(), titles: z.record(z.string(), Text3), savedAt: z.iso.datetime() }),
})
/** The same, with the page that checks: one file that works without a network. */
export const checkerPage = endpoint({ name: 'documents.checker-page', method: 'GET', path: '/api/public/checker.html', may: 'public', limit: { perMinute: 30 }, input: z.object({}), output: z.unknown() })

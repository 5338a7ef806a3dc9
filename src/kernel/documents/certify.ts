import { sql } from 'kysely'
import { act, read, type Reader } from '#kernel/act/act.ts'
import { systemCtx, type Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { findCosignedCheckpoint } from '#kernel/ledger/cosigned.ts'
import { proveEntryAt } from '#kernel/ledger/extract.ts'
import { CertifiedPaper } from '#kernel/ledger/extract-check.ts'
import { base64Bytes, writeExtract } from '#kernel/ledger/extract-text.ts'
import { factsOf } from './forms/facts.ts'
import { digestOf, findPaper, mayOpen, noteSealedReading, particularsOf } from './find-paper.ts'
import { LAYOUT_VERSION, printPaper } from './print/paper.ts'
import { markOf, packContent } from './proof-in-pdf.ts'
import type { DocumentRow, DocumentTables } from './tables.ts'

/** Where the code leads whoever scans it: the digits stand behind '#', which no browser sends to a server. */
export function checkAddress(): string {
  return `${(process.env['MIZAN_PUBLIC_URL'] ?? 'http://localhost:8080').replace(/\/+$/, '')}/check`
}

function codeText(digits: string): string {
  return `${checkAddress()}#${digits}`
}

/**
 * Certifies a copy of a paper: an act whose entry says which paper, of which content, and the facts that the code shows.
 * The copy can be printed when the entry is in a checkpoint that enough witnesses have signed: see extractState.
 * Refuses with `kernel.document-unknown`, `kernel.paper-sealed`, `kernel.paper-expunged`, `kernel.paper-altered`, `kernel.no-form`.
 */
export async function certifyCopy(ctx: Ctx, documentId: string): Promise<{ extractId: string }> {
  const paper = await read(ctx, (r) => paperToCertify(r, documentId))
  if (paper.sealed) await noteSealedReading(ctx, paper.recordId)
  return certify(ctx, documentId, paper)
}

/** The platform certifies a paper that leaves the office as proof, so that what is given out carries the whole proof. */
export async function certifyIssued({ db, now }: Pick<Ctx, 'db' | 'now'>, documentId: string): Promise<void> {
  const ctx = systemCtx(db, now)
  await certify(ctx, documentId, await read(ctx, (r) => paperToCertify(r, documentId)))
}

/**
 * The text of the code with the proof of a paper that leaves the office as proof: by its first certification in this server's log
 * (another node's is in another). Undefined while it waits for the witnesses; one that was never certified is certified now.
 */
export async function findProof({ db, now }: Pick<Ctx, 'db' | 'now'>, documentId: string): Promise<string | undefined> {
  const ctx = systemCtx(db, now)
  const { rows: [first] } = await read(ctx, (r) => sql<{ id: string }>`select id from kernel.entry where subject_id = ${documentId} and verb = 'documents.certify' and node_id is null order by arrived limit 1`.execute(r.db))
  if (first === undefined) return certifyIssued(ctx, documentId).then(() => undefined)
  const { digits } = await extractState(ctx, first.id)
  return digits && codeText(digits)
}

interface PaperToCertify { readonly certified: CertifiedPaper; readonly recordId: string; readonly sealed: boolean }

function certify(ctx: Ctx, documentId: string, paper: PaperToCertify): Promise<{ extractId: string }> {
  return act(ctx, { verb: 'documents.certify', subject: { kind: 'document', bare: documentId }, input: { documentId }, detail: { paper: paper.certified } }, async (tx) => {
    tx.also(paper.recordId)
    return { extractId: tx.actId }
  })
}

async function paperToCertify(r: Reader, documentId: string): Promise<PaperToCertify> {
  const found = (await findPaper(r, documentId)) ?? refuse('kernel.document-unknown', { status: 404 })
  const { row, paper } = found
  if (!mayOpen(r.ctx, row)) refuse('kernel.paper-sealed', { status: 403 })
  if (row.kind !== 'form') refuse('kernel.no-form', { status: 422 })
  if (paper === null) refuse('kernel.paper-expunged', { status: 404 })
  if (digestOf(paper) !== row.content_digest) refuse('kernel.paper-altered', { status: 503, params: { number: row.number ?? '' } })
  const office = await r.db.selectFrom('kernel.office').select(['name_ar', 'name_ckb', 'name_en']).where('id', '=', row.office_id).executeTakeFirstOrThrow()
  const end = await r.db.withTables<{ 'kernel.document_end': { id: string; why: string; ended_at: Date } }>().selectFrom('kernel.document_end').select(['why', 'ended_at']).where('id', '=', row.id).executeTakeFirst()
  const issuing = await findIssuing(r, row)
  return { recordId: row.record_id, sealed: row.sealed, certified: {
    document: row.id, form: row.form ?? '', number: row.number ?? '', lang: row.lang, office: office[`name_${row.lang}`], issued: row.issued_at.toISOString(), content: row.content_digest,
    entry: issuing?.id ?? null, index: issuing?.index ?? null,
    end: end === undefined ? null : { why: end.why, at: end.ended_at.toISOString() }, facts: factsOf(row.form ?? '', found.data), layout: LAYOUT_VERSION,
  } }
}

/** The act that issued a paper. By the indexes of subject and record: a ledger is not read through for one paper. */
async function findIssuing(r: Reader, row: Pick<DocumentRow, 'id' | 'record_id' | 'issued_at'>): Promise<{ id: string; index: number | null } | undefined> {
  const { rows: [found] } = await sql<{ id: string; index: string | null }>`select e.id, l.index from (
      select o.id from kernel.entry o where o.subject_id = ${row.record_id} and o.at = ${row.issued_at} union select x.entry_id from kernel.entry_record x where x.record_id = ${row.record_id}) near
    join kernel.entry e on e.id = near.id left join kernel.leaf l on l.entry_id = e.id
    where e.at = ${row.issued_at} and e.body like ${`%["kernel.document","${row.id}","I"%`}`.execute(r.db)
  return found && { id: found.id, index: found.index === null ? null : Number(found.index) }
}

export interface ExtractState {
  readonly documentId: string
  readonly recordId: string
  readonly paper: CertifiedPaper
  readonly at: Date
  /** The digits of its code; undefined while the entry waits for its place or for the witnesses. */
  readonly digits?: string
  readonly index?: number
}

/** How far a certified copy is. Refuses with `kernel.extract-unknown` whoever may not see the paper. */
export async function extractState(ctx: Ctx, extractId: string): Promise<ExtractState> {
  const entry = await read(ctx, (r) => r.db.withTables<DocumentTables>().selectFrom('kernel.entry as e').innerJoin('kernel.document as d', 'd.id', 'e.subject_id').leftJoin('kernel.leaf as l', 'l.entry_id', 'e.id')
    .select(['e.id', 'e.at', 'e.body', 'e.subject_id', 'd.record_id', 'l.index']).where('e.id', '=', extractId).where('e.verb', '=', 'documents.certify').executeTakeFirst())
  if (!entry) refuse('kernel.extract-unknown', { status: 404 })
  const { detail } = JSON.parse(entry.body) as { detail?: { paper?: unknown } }
  if (detail?.paper === undefined) refuse('kernel.paper-expunged', { status: 404 })
  const state = { documentId: entry.subject_id, recordId: entry.record_id, at: entry.at, paper: CertifiedPaper.parse(detail.paper) }
  if (entry.index === null) return state
  const index = Number(entry.index)
  const checkpoint = await findCosignedCheckpoint(ctx.db, index + 1)
  if (checkpoint === undefined) return state
  const proof = await proveEntryAt(ctx.db, extractId, checkpoint)
  const digits = writeExtract({ salt: base64Bytes(proof.salt), body: proof.body, index, path: proof.proof.map(base64Bytes), checkpoint: proof.checkpoint })
  return { ...state, index, digits }
}

/** The certified copy as PDF: the paper as issued, the code with the whole proof, and the same proof readable for a program. */
export async function printExtract(ctx: Ctx, extractId: string): Promise<{ pdf: Buffer; fileName: string }> {
  const state = await extractState(ctx, extractId)
  if (state.digits === undefined) refuse('kernel.extract-not-yet', { status: 503 })
  const found = await read(ctx, (r) => findPaper(r, state.documentId))
  if (!found || !mayOpen(ctx, found.row)) refuse('kernel.extract-unknown', { status: 404 })
  if (found.paper === null) refuse('kernel.paper-expunged', { status: 404 })
  if (digestOf(found.paper) !== state.paper.content) refuse('kernel.paper-altered', { status: 503, params: { number: state.paper.number } })
  if (found.row.sealed) await noteSealedReading(ctx, found.row.record_id)
  const { pdf } = await printPaper(found.paper.content, { ...particularsOf(found.paper), certified: markOf(codeText(state.digits), packContent(found.paper)) })
  return { pdf, fileName: `${state.paper.form}-${state.paper.number.replaceAll('/', '-')}-certified-${extractId.slice(-6)}.pdf` }
}

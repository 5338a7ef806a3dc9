import type { Selectable } from 'kysely'
import type { Instant, Json } from '#kernel/db/tables.ts'
import type { Lang } from '#kernel/words/text.ts'
import type { Retention } from './forms/form.ts'
import type { PaperContent, PaperParticulars } from './print/paper.ts'

export interface DocumentTable {
  id: string; record_id: string; kind: 'form' | 'file'; form: string | null; purpose: FilePurpose | null; title: string; lang: Lang; number: string | null
  address: string | null; content_digest: string | null; media_type: string; bytes: number | null; file_name: string; issued_at: Instant; office_id: string
  sealed: boolean; retention: Retention; created_by: string | null; scan: 'clean' | 'not-scanned' | 'not-needed'; check_code: string | null
}
export type DocumentRow = Selectable<DocumentTable>

/** What an added file is to its record. */
export type FilePurpose = 'attachment' | 'signed-copy' | 'photograph' | 'sketch' | 'recording' | 'letter'

/** A paper as issued, kept with it: all that its drawing needs. */
export interface StoredPaper {
  readonly content: PaperContent
  readonly particulars: Omit<PaperParticulars, 'issuedAt'> & { readonly issuedAt: string }
}

interface DocumentContentTable { id: string; record_id: string; data: Json; content: Json<StoredPaper> }
interface DocumentEndTable { id: string; record_id: string; why: PaperEnd; reason: string; ended_at: Instant; ended_by: string | null }
interface DocumentPrintTable { document_id: string; address: string; bytes: number; pages: number; layout_version: number; proof: string | null }

export type PaperEnd = 'cancelled' | 'replaced' | 'executed'

export type DocumentTables = {
  'kernel.document': DocumentTable
  'kernel.document_content': DocumentContentTable
  'kernel.document_end': DocumentEndTable
  'kernel.document_print': DocumentPrintTable
}

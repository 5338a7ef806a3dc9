/** Checks what is given to a checker: the text of a code, or a PDF with its proof inside. Pure, without Node; the page and `./mizan check` share it. */
import { sha256 } from '@noble/hashes/sha2.js'
import canonicalize from 'canonicalize'
import { strToU8 } from 'fflate'
import { checkExtractText } from '#kernel/ledger/extract-check.ts'
import type { ExtractVerdict, Trust } from '#kernel/ledger/extract-check.ts'
import type { FileProblem } from './check-page/words.ts'
import { findProofInPdf, unpackContent } from './proof-in-pdf.ts'
import type { StoredPaper } from './tables.ts'

export type Verdict = (ExtractVerdict | { readonly ok: false; readonly problem: FileProblem; readonly detail: string }) & {
  /** The paper's whole content, where the file carries it and the log binds it. */
  readonly content?: StoredPaper
}

/** Checks a PDF of the platform: its proof, and that the content in it is the one that the log binds. Its drawing is not compared: see compareDrawing. */
export function checkPdf(pdf: Uint8Array, trust: Trust): Verdict {
  const proof = findProofInPdf(pdf)
  if (proof === undefined) return { ok: false, problem: 'no-proof-in-pdf', detail: 'the file carries no proof' }
  const verdict = checkExtractText(proof.text, trust)
  if (!verdict.ok || proof.content === undefined) return verdict
  const content = unpackContent(proof.content)
  if (content === undefined || digestHex(content) !== verdict.paper.content) return { ok: false, problem: 'content', detail: 'the content in the file is not the one whose digest the log holds' }
  return { ...verdict, content: content as StoredPaper }
}

function digestHex(content: unknown): string {
  return Array.from(sha256(strToU8(canonicalize(content) ?? '')), (byte) => byte.toString(16).padStart(2, '0')).join('')
}

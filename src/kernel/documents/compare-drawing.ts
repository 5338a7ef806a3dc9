import { LAYOUT_VERSION, printPaper } from './print/paper.ts'
import type { Verdict } from './check-pdf.ts'
import { findProofInPdf, markOf } from './proof-in-pdf.ts'

/**
 * Draws a certified copy again from the content that the log binds, and compares the file with it byte by byte: drawing is
 * deterministic, so whatever was changed in the file shows. `other-layout`: a program with another layout drew it; can't be compared.
 */
export async function compareDrawing(pdf: Buffer, verdict: Verdict): Promise<'same' | 'differs' | 'other-layout' | 'not-compared'> {
  if (!verdict.ok || verdict.content === undefined) return 'not-compared'
  if (verdict.paper.layout !== LAYOUT_VERSION) return 'other-layout'
  const proof = findProofInPdf(pdf)
  if (proof?.content === undefined) return 'not-compared'
  const { content, particulars } = verdict.content
  const drawn = await printPaper(content, { ...particulars, issuedAt: new Date(particulars.issuedAt), certified: markOf(proof.text, proof.content) })
  return drawn.pdf.equals(pdf) ? 'same' : 'differs'
}

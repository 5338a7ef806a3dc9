import { registerWords } from '#kernel/web/words.tsx'
import { words } from '../words.ts'
import { CasePart } from './CasePart.tsx'

registerWords(words)

/** What the courts hold on a case, for the page of the case: trial, hearings, charges, judgments, challenges, and the acts that are open. */
export function CourtPanel({ recordId }: { recordId: string }) {
  return <CasePart caseId={recordId} />
}

/** Conciliation (صلح) in complaint-only offences (CPC 194-198). */
import { against, type Finding } from '#kernel/words/finding.ts'

export interface Conciliation {
  complaintOnly: boolean
  /** Heaviest custody of the text, in months; 0 for a fine alone. */
  maxMonths: number
  /** Threat, bodily harm, or damage to property: approval always (CPC 195 C). */
  threatHarmOrDamage: boolean
  by: 'victim' | 'representative' | 'other'
  conditional: boolean
  decided: boolean
  approved: boolean
}

/** Does the judge or court have to approve (CPC 195)? */
export function needsApproval(c: Pick<Conciliation, 'maxMonths' | 'threatHarmOrDamage'>): boolean {
  return c.maxMonths > 12 || c.threatHarmOrDamage
}

/** May this conciliation be accepted? It reaches only the accused it names (196 A) and equals an acquittal (198). */
export function checkConciliation(c: Conciliation): Finding[] {
  const found: Finding[] = []
  if (!c.complaintOnly) found.push(against('cases.conciliation-not-open', 'CPC 194', 'T'))
  if (c.by === 'other') found.push(against('cases.conciliation-not-by-victim', 'CPC 194', 'T', { field: 'by' }))
  if (c.conditional) found.push(against('cases.conciliation-conditional', 'CPC 196(B)', 'T', { field: 'conditional' }))
  if (c.decided) found.push(against('cases.conciliation-too-late', 'CPC 197(A)', 'T'))
  if (needsApproval(c) && !c.approved) found.push(against('cases.conciliation-needs-approval', c.threatHarmOrDamage ? 'CPC 195(C)' : 'CPC 195(B)', 'T', { field: 'approved' }))
  return found
}

/** Charge sheet, verdict and judgment (CPC 181-187, 213-224), and what each verdict does to custody (CPC 182, 281-284). */
import type { Day } from '#kernel/clock/calendar.ts'
import { against, type Finding, isEmpty, missing, missingFields, note } from '#kernel/words/finding.ts'

export interface ChargeSheet {
  judge: string
  judgePost: string
  accused: string
  identity: string
  place: string
  time: string
  legalDescription: string
  victim: string
  objectOfOffence: string
  means: string
  articles: string
  date: string
  signature: string
}

export const chargeFields = ['judge', 'judgePost', 'accused', 'identity', 'place', 'time', 'legalDescription', 'victim', 'objectOfOffence', 'means', 'articles', 'date', 'signature'] as const

/** Is the charge sheet complete (CPC 187)? A slip that does not change the offence harms nothing (193). */
export function checkCharge(sheet: ChargeSheet): Finding[] {
  return missingFields(sheet, chargeFields, 'courts.charge-field-missing', 'CPC 187', 'T')
}

/** rejected, released: before a charge (181). The others: after trial (182). conciliation: 194-198. */
export type Verdict = 'rejected' | 'released' | 'convicted' | 'acquitted' | 'charge-annulled' | 'not-responsible' | 'conciliation'

export interface Judgment {
  verdict: Verdict
  judges: readonly string[]
  accused: string
  parties: string
  prosecutor: string
  offence: string
  article: string
  reasons: string
  mitigation?: string
  aggravation?: string
  mitigated: boolean
  aggravated: boolean
  principalPenalty?: string
  ancillaryPenalties?: string
  /** The compensation, or the refusal of it; needed only when it was claimed. */
  compensationClaimed: boolean
  compensation?: string
  /** Things returned, confiscated or destroyed; needed only when there are exhibits. */
  hasExhibits: boolean
  property?: string
  signatures: readonly string[]
  dissenters: readonly string[]
  dissentsWritten: readonly string[]
  date?: Day
  sentenceDate?: Day
  sealed: boolean
  readPublicly: boolean
  charged: boolean
  summary: boolean
  death: boolean
  toldOfAutomaticReview: boolean
  /** Kinds of evidence the conviction rests on. */
  evidence: readonly ('confession' | 'single-testimony' | 'testimony' | 'record' | 'expert' | 'presumption')[]
  confessionAllegedForced: boolean
  compoundableWithoutApproval: boolean
}

const always = ['judges', 'accused', 'parties', 'prosecutor', 'offence', 'article', 'reasons', 'date', 'signatures'] as const

/** May this judgment be issued? Fields of CPC 224, the verdict open to the court (181, 182), reading and sentence in one session (223). */
export function checkJudgment(j: Judgment): Finding[] {
  const found = missingFields(j, always, 'courts.judgment-field-missing', 'CPC 224(A)', 'T')
  const need = (field: keyof Judgment & string, when: boolean) => {
    if (when && isEmpty(j[field])) found.push(missing('courts.judgment-field-missing', 'CPC 224(A)', 'T', field))
  }
  const convicted = j.verdict === 'convicted'
  need('principalPenalty', convicted)
  need('mitigation', j.mitigated)
  need('aggravation', j.aggravated)
  need('compensation', convicted && j.compensationClaimed)
  need('property', j.hasExhibits)
  if (!j.sealed) found.push(against('courts.judgment-unsealed', 'CPC 224(A)', 'T', { field: 'sealed' }))
  const unsigned = j.judges.filter((judge) => !j.signatures.includes(judge))
  for (const judge of unsigned) found.push(against('courts.judgment-unsigned', 'CPC 224(A)', 'T', { field: 'signatures', params: { judge } }))
  for (const judge of j.dissenters.filter((d) => !j.dissentsWritten.includes(d))) found.push(against('courts.judgment-dissent-unwritten', 'CPC 224(B)', 'T', { params: { judge } }))
  if (!j.readPublicly) found.push(against('courts.judgment-not-read', 'CPC 223(A)', 'T', { field: 'readPublicly' }))
  if (convicted && j.sentenceDate !== j.date) found.push(against('courts.sentence-other-session', 'CPC 223(B)', 'T', { field: 'sentenceDate' }))
  if (j.death && !j.toldOfAutomaticReview) found.push(against('courts.death-review-untold', 'CPC 224(D)', 'T', { field: 'toldOfAutomaticReview' }))
  return [...found, ...verdictFindings(j), ...evidenceFindings(j)]
}

function verdictFindings(j: Judgment): Finding[] {
  const afterTrial = j.verdict === 'convicted' || j.verdict === 'acquitted' || j.verdict === 'charge-annulled' || j.verdict === 'not-responsible'
  // In summary cases no charge is drawn up (CPC 203).
  if (afterTrial && !j.charged && !j.summary) return [against('courts.verdict-without-charge', 'CPC 182', 'T', { field: 'verdict' })]
  if (j.verdict === 'released' && j.charged) return [against('courts.release-after-charge', 'CPC 181(B)', 'T', { field: 'verdict' })]
  if (j.verdict === 'rejected' && !j.compoundableWithoutApproval) return [against('courts.rejection-not-open', 'CPC 181(A)', 'T', { field: 'verdict' })]
  return []
}

function evidenceFindings(j: Judgment): Finding[] {
  if (j.verdict !== 'convicted') return []
  const found: Finding[] = []
  if (j.evidence.length === 0) found.push(against('courts.conviction-without-evidence', 'CPC 213(A)', 'T', { field: 'evidence' }))
  if (j.evidence.length === 1 && j.evidence[0] === 'single-testimony') found.push(against('courts.single-testimony', 'CPC 213(B)', 'T', { field: 'evidence' }))
  if (j.evidence.length === 1 && j.evidence[0] === 'confession') found.push(note('courts.confession-alone', 'CPC 213(C)', 'T', { field: 'evidence' }))
  if (j.evidence.includes('confession') && j.confessionAllegedForced) found.push(note('courts.confession-alleged-forced', 'Constitution 37(1)(C)', 'C', { field: 'evidence' }))
  return found
}

export type Consequence =
  | { act: 'release-at-once'; article: string }
  | { act: 'stay-in-custody'; article: string; why: 'other-order' | 'custodial-sentence' | 'death' }
  | { act: 'send-memorandum'; article: string; copyTo: 'prosecutor' }
  | { act: 'arrest-order'; article: string }
  | { act: 'order-measures'; article: string }
  | { act: 'tell-prosecutor'; article: string }

export interface CustodyFacts {
  inCustody: boolean
  otherLiveOrder: boolean
  inAbsence: boolean
  custodialSentence: boolean
  suspended: boolean
  contravention: boolean
  death: boolean
  /** The time already held reaches the sentence (CPC 284). */
  servedInDetention: boolean
}

/** What must follow from a verdict, for the custody and the prison. */
export function consequences(verdict: Verdict, c: CustodyFacts): Consequence[] {
  const free: Consequence[] = !c.inCustody ? [] : c.otherLiveOrder
    ? [{ act: 'stay-in-custody', article: 'CPC 182(E)', why: 'other-order' }]
    : [{ act: 'release-at-once', article: verdict === 'convicted' ? 'CPC 284' : 'CPC 182(E)' }]
  if (verdict === 'not-responsible') return [{ act: 'order-measures', article: 'CPC 182(D)' }, ...free]
  if (verdict !== 'convicted') return free
  if (c.death) return c.inAbsence ? [{ act: 'arrest-order', article: 'CPC 149(C)' }] : [{ act: 'send-memorandum', article: 'CPC 285(A)', copyTo: 'prosecutor' }, { act: 'stay-in-custody', article: 'CPC 285(A)', why: 'death' }]
  if (!c.custodialSentence || c.suspended || c.servedInDetention) return free
  if (c.inAbsence) return c.contravention ? [] : [{ act: 'arrest-order', article: 'CPC 149(C)' }]
  // Detention for a contravention waits until the judgment is final (CPC 282).
  if (c.contravention) return free
  return [{ act: 'send-memorandum', article: 'CPC 281', copyTo: 'prosecutor' }, { act: 'stay-in-custody', article: 'CPC 282', why: 'custodial-sentence' }]
}

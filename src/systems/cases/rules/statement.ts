/** Statements of witnesses (CPC 58-68) and of the accused (CPC 123-128). */
import { hourMs } from '#kernel/clock/calendar.ts'
import { against, type Finding, isEmpty, missingFields, note } from '#kernel/words/finding.ts'

export interface WitnessStatement {
  name: string
  surname: string
  trade: string
  residence: string
  relation: string
  text: string
  age?: number
  oathTaken: boolean
  /** Relation to the accused that bars testimony against him (CPC 68), and the exception that lifts it. */
  kinship: 'none' | 'spouse' | 'ascendant' | 'descendant'
  kinshipException: 'none' | 'adultery' | 'against-person-or-property' | 'against-child'
  forDefence: boolean
  interpreterNeeded: boolean
  interpreterSworn: boolean
  heardAlone: boolean
  readBack: boolean
  signedByWitness: boolean
  signedByRecorder: boolean
  /** Corrections not signed by the judge or investigator and by the witness (CPC 63 A). */
  unsignedCorrections: number
  condition: string
}

export const oathAge = 15

const witnessFields = ['name', 'surname', 'trade', 'residence', 'relation', 'text'] as const

/** Is the witness's statement good? From 15 completed years under oath; younger ones are heard without it, as information. */
export function checkWitness(s: WitnessStatement): Finding[] {
  const found = missingFields(s, witnessFields, 'cases.witness-field-missing', 'CPC 60(A)', 'T')
  if (s.age === undefined) found.push(note('cases.witness-age-unknown', 'CPC 60(B)', 'T', { field: 'age' }))
  else if (s.age >= oathAge && !s.oathTaken) found.push(against('cases.witness-no-oath', 'CPC 60(B)', 'T', { field: 'oathTaken' }))
  else if (s.age < oathAge && s.oathTaken) found.push(against('cases.witness-child-oath', 'CPC 60(B)', 'T', { field: 'oathTaken' }))
  if (barred(s)) found.push(against('cases.witness-kin', 'CPC 68', 'T', { field: 'kinship' }))
  if (s.interpreterNeeded && !s.interpreterSworn) found.push(against('cases.interpreter-unsworn', 'CPC 61(C)', 'T', { field: 'interpreterSworn' }))
  if (!s.heardAlone) found.push(against('cases.witness-not-alone', 'CPC 62', 'T', { field: 'heardAlone' }))
  if (!s.readBack) found.push(against('cases.statement-not-read-back', 'CPC 63(A)', 'T', { field: 'readBack' }))
  if (!s.signedByWitness) found.push(against('cases.witness-unsigned', 'CPC 63(A)', 'T', { field: 'signedByWitness' }))
  if (!s.signedByRecorder) found.push(against('cases.statement-recorder-unsigned', 'CPC 63(A)', 'T', { field: 'signedByRecorder' }))
  if (s.unsignedCorrections > 0) found.push(against('cases.statement-correction-unsigned', 'CPC 63(A)', 'T', { params: { count: s.unsignedCorrections } }))
  if (isEmpty(s.condition)) found.push(note('cases.witness-condition', 'CPC 65', 'T', { field: 'condition' }))
  return found
}

function barred(s: WitnessStatement): boolean {
  if (s.kinship === 'none' || s.forDefence) return false
  if (s.kinshipException === 'against-person-or-property') return false
  const spouseOnly = s.kinshipException === 'adultery' || s.kinshipException === 'against-child'
  return !(s.kinship === 'spouse' && spouseOnly)
}

export interface AccusedStatement {
  /** Who writes it down. */
  recordedBy: 'judge' | 'investigator' | 'police'
  /** A station official acting in the cases of CPC 49-50 has an investigator's power. */
  policeHasInvestigatorPower: boolean
  identityChecked: boolean
  toldOffence: boolean
  rightsTold: boolean
  lawyer: 'present' | 'waived' | 'asked-and-absent' | 'not-asked'
  text: string
  startedAt?: Date
  endedAt?: Date
  appearedAt: Date
  confession: boolean
  readBack: boolean
  signature: 'signed' | 'refused' | 'none'
  refusalNoted: boolean
  signedByRecorder: boolean
  ownHandwriting: boolean
  judgeWatchedWriting: boolean
  oathTaken: boolean
  asWitnessAgainstOther: boolean
  /** He says, or anyone sees, that he was hurt, threatened, promised or drugged. */
  coercionAlleged: boolean
  visibleInjuries: boolean
  juvenile: boolean
  defenderPresent: boolean
}

/** Is the accused's statement good? An allegation of coercion never stops it from being written down: it goes to judge and prosecution. */
export function checkAccused(s: AccusedStatement): Finding[] {
  const found = missingFields(s, ['text', 'startedAt', 'endedAt'], 'cases.accused-field-missing', 'CPC 128(A)', 'T')
  if (s.recordedBy === 'police' && !s.policeHasInvestigatorPower) found.push(against('cases.accused-no-power', 'CPC 123', 'T', { field: 'recordedBy' }))
  if (!s.identityChecked) found.push(against('cases.accused-identity', 'CPC 123', 'T', { field: 'identityChecked' }))
  if (!s.toldOffence) found.push(against('cases.accused-offence-untold', 'CPC 123', 'T', { field: 'toldOffence' }))
  found.push(...rightsFindings(s), ...timeFindings(s))
  if (s.oathTaken && !s.asWitnessAgainstOther) found.push(against('cases.accused-oath', 'CPC 126(A)', 'T', { field: 'oathTaken' }))
  if (s.signature === 'none' || (s.signature === 'refused' && !s.refusalNoted)) found.push(against('cases.accused-unsigned', 'CPC 128(A)', 'T', { field: 'signature' }))
  if (!s.signedByRecorder) found.push(against('cases.statement-recorder-unsigned', 'CPC 128(A)', 'T', { field: 'signedByRecorder' }))
  if (s.confession) found.push(...confessionFindings(s))
  if (s.coercionAlleged || s.visibleInjuries) found.push(note('cases.coercion-alleged', 'CPC 127, Constitution 37(1)(C)', 'T', { params: { signs: s.visibleInjuries ? 1 : 0 } }))
  return found
}

function rightsFindings(s: AccusedStatement): Finding[] {
  const found: Finding[] = []
  if (!s.rightsTold) found.push(against('cases.accused-rights-untold', 'CPC 123(B)', 'C', { field: 'rightsTold' }))
  if (s.lawyer === 'not-asked') found.push(against('cases.accused-lawyer-not-offered', 'CPC 123(C)', 'C', { field: 'lawyer' }))
  if (s.lawyer === 'asked-and-absent') found.push(against('cases.accused-lawyer-absent', 'CPC 123(C)', 'C', { field: 'lawyer' }))
  if (s.juvenile && !s.defenderPresent) found.push(note('cases.accused-juvenile-defender', 'Juvenile 60', 'U', { field: 'defender' }))
  return found
}

function timeFindings(s: AccusedStatement): Finding[] {
  if (s.startedAt === undefined) return []
  const found: Finding[] = []
  // Lateness cannot be undone by refusing the statement: it is said, and the alarm is the clock's.
  if (s.startedAt.getTime() - s.appearedAt.getTime() > 24 * hourMs) found.push(note('cases.accused-late', 'CPC 123', 'T', { field: 'startedAt' }))
  if (s.endedAt !== undefined && s.endedAt < s.startedAt) found.push(against('cases.accused-times', 'CPC 128(A)', 'T', { field: 'endedAt' }))
  return found
}

/** A confession is written down by the judge himself and read back to the accused (CPC 128 B). */
function confessionFindings(s: AccusedStatement): Finding[] {
  const found: Finding[] = []
  if (s.recordedBy !== 'judge') found.push(against('cases.confession-not-before-judge', 'CPC 128(B)', 'T', { field: 'recordedBy' }))
  if (!s.readBack) found.push(against('cases.confession-not-read-back', 'CPC 128(B)', 'T', { field: 'readBack' }))
  if (s.signature !== 'signed') found.push(against('cases.confession-unsigned', 'CPC 128(B)', 'T', { field: 'signature' }))
  if (s.ownHandwriting && !s.judgeWatchedWriting) found.push(against('cases.confession-writing-unwatched', 'CPC 128(B)', 'T', { field: 'judgeWatchedWriting' }))
  return found
}

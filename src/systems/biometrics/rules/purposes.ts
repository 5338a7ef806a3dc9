/**
 * For what fingerprints may be searched, of whom, at whose word. Nobody searches without one of these; each names the matter it is for.
 * CPC 70 lets the investigating judge and the investigator take the prints of the accused or the victim for the investigation of a felony or a
 * misdemeanour; CPC 242(B) exempts juveniles from that; CPC 69 and 166 let them and the court appoint experts; CPC 52(C) is the inspection of the
 * scene. No text was found on searching the prints of the unknown dead, on a claim that the wrong person is held, on comparing a new enrolment with all, or
 * on using prints taken in one matter for the marks of another: those say so on the screen.
 */
import type { Role } from '#kernel/access/roles.ts'
import { against, note, type Confidence, type Finding } from '#kernel/words/finding.ts'

export const searchPurposes = ['case-identity', 'custody-identity', 'scene-mark', 'court-expert', 'mistaken-identity', 'unknown-dead', 'enrolment-check', 'open-marks'] as const
export type SearchPurpose = (typeof searchPurposes)[number]
export type Reference = 'case' | 'custody' | 'mark' | 'enrolment'

export interface SearchPurposeRule {
  readonly article: string
  readonly jurisdiction: 'federal' | 'kri' | 'both'
  readonly confidence: Confidence
  /** What the search must name; the record stands in the history of each. */
  readonly needs: readonly Reference[]
  /** Who may ask for it. None: the platform itself, when an enrolment is complete. */
  readonly roles: readonly Role[]
  /** Whether it rests on the power of CPC 70, from which juveniles are exempt and which contraventions do not give. */
  readonly compels: boolean
}

const investigation: readonly Role[] = ['investigative-judge', 'investigator', 'fingerprint-examiner']

export const searchPurposeRules: Readonly<Record<SearchPurpose, SearchPurposeRule>> = {
  'case-identity': { article: 'CPC 70', jurisdiction: 'both', confidence: 'T', needs: ['case'], roles: investigation, compels: true },
  'custody-identity': { article: 'CPC 70', jurisdiction: 'both', confidence: 'T', needs: ['custody'], roles: investigation, compels: true },
  'scene-mark': { article: 'CPC 52(C), 69', jurisdiction: 'both', confidence: 'T', needs: ['case', 'mark'], roles: investigation, compels: false },
  'court-expert': { article: 'CPC 166', jurisdiction: 'both', confidence: 'T', needs: ['case'], roles: ['trial-judge', 'fingerprint-examiner'], compels: false },
  'mistaken-identity': { article: 'CPC 92, 284', jurisdiction: 'both', confidence: 'U', needs: ['custody'], roles: [...investigation, 'prosecutor', 'trial-judge'], compels: false },
  'unknown-dead': { article: 'CPC 71', jurisdiction: 'both', confidence: 'U', needs: ['case'], roles: investigation, compels: false },
  'enrolment-check': { article: 'CPC 70', jurisdiction: 'both', confidence: 'U', needs: ['enrolment'], roles: [], compels: true },
  'open-marks': { article: 'CPC 69, 70', jurisdiction: 'both', confidence: 'U', needs: ['mark', 'enrolment'], roles: [], compels: true },
}

/** The purposes for which this role may ask. */
export function purposesOf(role: Role): SearchPurpose[] {
  return searchPurposes.filter((purpose) => searchPurposeRules[purpose].roles.includes(role))
}

/** What the purpose demands and the request does not name. A search without it does not exist, whatever its article's standing. */
export function missingReferences(purpose: SearchPurpose, named: ReadonlySet<Reference>): Reference[] {
  return searchPurposeRules[purpose].needs.filter((one) => !named.has(one))
}

export interface AskFacts {
  readonly purpose: SearchPurpose
  /** Whether the prints are those of a person under eighteen; 'unknown' where nobody is named or no birth is known. */
  readonly age: 'adult' | 'juvenile' | 'unknown'
  /** The class of the matter's offence: felony, misdemeanour, contravention, none of them; undefined where none is named yet. */
  readonly offenceClass: 'F' | 'M' | 'C' | 'X' | undefined
  readonly caseClosed: boolean
}

/** What the law has against the search, and what whoever asks must know. */
export function findingsOnAsk({ purpose, age, offenceClass, caseClosed }: AskFacts): Finding[] {
  const rule = searchPurposeRules[purpose]
  const findings: Finding[] = []
  if (rule.compels && age === 'juvenile') findings.push(against('biometrics.search-juvenile', 'CPC 242(B)', 'T', { field: 'enrolmentId' }))
  if (rule.compels && age === 'unknown') findings.push(note('biometrics.search-age-unknown', 'CPC 242(B)', 'T'))
  if (rule.compels && offenceClass === 'C') findings.push(against('biometrics.search-contravention', 'CPC 70', 'T', { field: 'caseId' }))
  if (caseClosed) findings.push(note('biometrics.search-case-closed', rule.article, rule.confidence))
  if (rule.confidence === 'U') findings.push(note('biometrics.search-no-text', rule.article, 'U'))
  return findings
}

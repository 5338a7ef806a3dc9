/** Search of persons and places (CPC 72-86) and inspection of the scene (CPC 43, 52). */
import { against, type Finding, isEmpty, missing, missingFields, note } from '#kernel/words/finding.ts'

export type SearchGround = 'order' | 'arrested-person' | 'flagrante-home' | 'cry-for-help' | 'fire-or-flood'

export interface SearchRecord {
  ground?: SearchGround
  orderNumber?: string
  /** Intentional felony or misdemeanour seen in the act, with a strong presumption (CPC 79). */
  strongPresumption: boolean
  ofPlace: boolean
  procedures: string
  startedAt?: Date
  place: string
  /** "none" when nothing was seized. */
  objectsSeized: string
  personsFound: string
  remarks: string
  accusedPresent: boolean
  accusedAbsenceReason?: string
  ownerPresent: boolean
  ownerFound: boolean
  witnesses: readonly string[]
  mukhtarOrSubstitute?: string
  /** Each person whose signature the law asks for. */
  signatures: readonly { name: string; signed: boolean; refusalNoted: boolean }[]
  femaleSearched: boolean
  femaleSearcher?: string
  outOfArea: boolean
  localJudgeConsulted: boolean
  urgent: boolean
}

const searchFields = ['procedures', 'startedAt', 'place', 'objectsSeized', 'personsFound', 'remarks'] as const

/** Is the search lawful and its record complete? */
export function checkSearch(s: SearchRecord): Finding[] {
  const found = missingFields(s, searchFields, 'cases.search-field-missing', 'CPC 82', 'T')
  if (s.ground === undefined) found.push(against('cases.search-no-ground', 'CPC 72-73', 'T', { field: 'ground' }))
  if (s.ground === 'order' && isEmpty(s.orderNumber)) found.push(against('cases.search-no-order', 'CPC 73', 'T', { field: 'orderNumber' }))
  if (s.ground === 'flagrante-home' && !s.strongPresumption) found.push(against('cases.search-no-presumption', 'CPC 79', 'T', { field: 'strongPresumption' }))
  if (s.ground === 'arrested-person' && s.ofPlace) found.push(against('cases.search-person-not-place', 'CPC 79', 'T', { field: 'ground' }))
  found.push(...presenceFindings(s))
  for (const p of s.signatures.filter((sig) => !sig.signed && !sig.refusalNoted)) found.push(against('cases.search-unsigned', 'CPC 82', 'T', { field: 'signatures', params: { name: p.name } }))
  if (s.femaleSearched && isEmpty(s.femaleSearcher)) found.push(against('cases.search-female-searcher', 'CPC 80', 'T', { field: 'femaleSearcher' }))
  if (s.outOfArea && !s.localJudgeConsulted) {
    found.push(s.urgent ? note('cases.search-tell-local-judge', 'CPC 85', 'T') : against('cases.search-out-of-area', 'CPC 85', 'T', { field: 'localJudgeConsulted' }))
  }
  return found
}

/** Presence is asked for the search of a place or in execution of an order; help against fire or a cry cannot wait for witnesses. */
function presenceFindings(s: SearchRecord): Finding[] {
  if (s.ground === 'cry-for-help' || s.ground === 'fire-or-flood') return []
  const found: Finding[] = []
  if (!s.accusedPresent && isEmpty(s.accusedAbsenceReason)) found.push(against('cases.search-accused-absent', 'CPC 82', 'T', { field: 'accusedPresent' }))
  if (!s.ofPlace) return found
  if (s.ownerFound && !s.ownerPresent) found.push(against('cases.search-owner-absent', 'CPC 82', 'T', { field: 'ownerPresent' }))
  const witnesses = new Set(s.witnesses.map((w) => w.trim()).filter((w) => w !== '')).size
  if (witnesses < 2) found.push(against('cases.search-two-witnesses', 'CPC 82', 'T', { field: 'witnesses', params: { given: witnesses } }))
  if (isEmpty(s.mukhtarOrSubstitute)) found.push(against('cases.search-mukhtar', 'CPC 82', 'T', { field: 'mukhtarOrSubstitute' }))
  return found
}

export interface SealOpening {
  judgeDecision?: string
  /** Those who must be called: accused, holder of the place, person from whom it was seized. */
  called: readonly { name: string; called: boolean; present: boolean }[]
}

/** Seals are opened on the judge's decision, in the presence of those concerned or after they were called (CPC 83). */
export function checkSealOpening(o: SealOpening): Finding[] {
  const found: Finding[] = []
  if (isEmpty(o.judgeDecision)) found.push(against('cases.seal-no-decision', 'CPC 83', 'T', { field: 'judgeDecision' }))
  for (const p of o.called.filter((c) => !c.present && !c.called)) found.push(against('cases.seal-not-called', 'CPC 83', 'T', { params: { name: p.name } }))
  return found
}

export interface SceneRecord {
  inspectedAt?: Date
  place: string
  traces: string
  damage: string
  sketch: string
  persons: string
  death: boolean
  apparentCause: string
  seized: string
  flagranteFelony: boolean
  byJudge: boolean
  judgeUnableReason?: string
  prosecutionTold: boolean
  signed: boolean
}

const sceneFields = ['inspectedAt', 'place', 'traces', 'damage', 'sketch', 'persons', 'seized'] as const

/** Is the record of the scene complete (CPC 43, 52 B-C)? */
export function checkScene(s: SceneRecord): Finding[] {
  const found = missingFields(s, sceneFields, 'cases.scene-field-missing', 'CPC 52(B)', 'T')
  if (s.death && isEmpty(s.apparentCause)) found.push(missing('cases.scene-field-missing', 'CPC 52(B)', 'T', 'apparentCause'))
  if (!s.signed) found.push(against('cases.scene-unsigned', 'CPC 41', 'T', { field: 'signed' }))
  if (s.flagranteFelony && !s.byJudge && isEmpty(s.judgeUnableReason)) found.push(note('cases.scene-judge-away', 'CPC 52(C)', 'T', { field: 'byJudge' }))
  if (s.flagranteFelony && !s.prosecutionTold) found.push(against('cases.scene-prosecution-untold', 'CPC 52(C)', 'T', { field: 'prosecutionTold' }))
  return found
}

/** Deaths and serious incidents: who outside the prison is told, and when (Mandela 69, 71, 72; CPC 47-48). */
import { against, type Confidence, type Finding, isEmpty } from '#kernel/words/finding.ts'

export type IncidentKind = 'death' | 'disappearance' | 'escape' | 'serious-injury' | 'torture-allegation' | 'sexual-violence' | 'hunger-strike' | 'fire' | 'riot'
export type Recipient = 'investigative-judge' | 'prosecutor' | 'inspector' | 'family' | 'forensic-medicine' | 'consulate' | 'police'

export interface Duty {
  recipient: Recipient
  /** Hours from the incident; 0 is at once. A working limit of the platform where the text says "promptly". */
  withinHours: number
  article: string
  confidence: Confidence
}

const at = (recipient: Recipient, withinHours: number, article: string, confidence: Confidence): Duty => ({ recipient, withinHours, article, confidence })

const judgeAndProsecutor = [at('investigative-judge', 0, 'CPC 48', 'T'), at('prosecutor', 0, 'CPC 48', 'T')]
const inspector = at('inspector', 24, 'Mandela 71', 'U')
const family = at('family', 0, 'Mandela 69', 'U')

const duties: Record<IncidentKind, readonly Duty[]> = {
  death: [...judgeAndProsecutor, at('forensic-medicine', 0, 'Mandela 71', 'U'), inspector, family],
  disappearance: [...judgeAndProsecutor, inspector, family],
  escape: [...judgeAndProsecutor, at('police', 0, 'CPC 48', 'T'), inspector],
  'serious-injury': [...judgeAndProsecutor, inspector, family],
  'torture-allegation': [...judgeAndProsecutor, inspector],
  'sexual-violence': [...judgeAndProsecutor, at('forensic-medicine', 24, 'Mandela 71', 'U'), inspector],
  'hunger-strike': [at('prosecutor', 24, 'Mandela 71', 'U'), inspector],
  fire: [at('prosecutor', 0, 'Mandela 71', 'U'), at('police', 0, 'CPC 48', 'T'), inspector],
  riot: [at('prosecutor', 0, 'Mandela 71', 'U'), at('police', 0, 'CPC 48', 'T'), inspector],
}

/** Everyone outside who must be told of this incident. A foreigner's consulate is added for death and serious injury. */
export function whoMustBeTold(kind: IncidentKind, foreigner: boolean): readonly Duty[] {
  const consulate = foreigner && (kind === 'death' || kind === 'serious-injury')
  return consulate ? [...duties[kind], at('consulate', 24, 'Vienna Consular 36-37', 'U')] : duties[kind]
}

export interface Incident {
  kind: IncidentKind
  occurredAt: Date
  foreigner: boolean
  /** When each was told. */
  told: Partial<Record<Recipient, Date>>
  /** Medical certificate of death and the hour of death (death only). */
  deathCertificate?: string
  remainsHandedTo?: string
}

/** Duties that are overdue at `now`, each as a warning: an incident is recorded at once, whatever has not been done yet. */
export function overdueDuties(incident: Incident, now: Date): Finding[] {
  return whoMustBeTold(incident.kind, incident.foreigner)
    .filter((d) => incident.told[d.recipient] === undefined && now.getTime() > incident.occurredAt.getTime() + d.withinHours * 3_600_000)
    .map((d) => ({ outcome: 'warn' as const, code: 'prisons.incident-not-told', article: d.article, confidence: d.confidence, field: d.recipient, params: { recipient: `prisons.recipient.${d.recipient}` } }))
}

/** May the incident be closed? Not while anyone whom an Iraqi text names has not been told, nor a death without its certificate. */
export function checkClosing(incident: Incident): Finding[] {
  const found = whoMustBeTold(incident.kind, incident.foreigner)
    .filter((d) => incident.told[d.recipient] === undefined)
    .map((d) => against('prisons.incident-close-untold', d.article, d.confidence, { field: d.recipient, params: { recipient: `prisons.recipient.${d.recipient}` } }))
  if (incident.kind !== 'death') return found
  if (isEmpty(incident.deathCertificate)) found.push(against('prisons.incident-no-death-certificate', 'Mandela 8(f)', 'U', { field: 'deathCertificate' }))
  if (isEmpty(incident.remainsHandedTo)) found.push(against('prisons.incident-remains', 'Mandela 72', 'U', { field: 'remainsHandedTo' }))
  return found
}

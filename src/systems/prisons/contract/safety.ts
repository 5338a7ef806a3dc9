/** Overview of a facility, incidents that are told outside, and the limits of solitary confinement. */
import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { asSeen, At, Done, Finding, Office, facilityId, text } from './parts.ts'

export const FacilityView = z.object({
  office: Office, kind: z.string(), governorate: z.string().nullable(), capacity: z.int(), held: z.int(), percent: z.int().nullable(), untried: z.int(), convicted: z.int(), condemned: z.int(), women: z.int(), juveniles: z.int(), foreigners: z.int(), out: z.int(), unplaced: z.int(),
  arriving: z.int(), incomplete: z.int(), overdue: z.int(), dueToday: z.int(), dueWeek: z.int(), dueMonth: z.int(), toCalculate: z.int(), toConfirm: z.int(), ordersEnding: z.int(), solitary: z.int(), openDifferences: z.int(), openIncidents: z.int(),
  lastRollAt: At.nullable(), lastRollAgrees: z.boolean().nullable(),
})
export type FacilityView = z.infer<typeof FacilityView>
/** The facilities that this post may see, with their numbers; a prison sees its own. */
export const listFacilities = endpoint({
  name: 'prisons.facilities', method: 'GET', path: '/api/prisons/facilities', may: 'prisons.read', article: 'Mandela 10',
  input: z.object(facilityId),
  output: z.object({
    rows: z.array(FacilityView),
    alarms: z.array(z.object({ id: z.uuid(), kind: z.string(), recordId: z.uuid(), recordKind: z.string(), label: z.string(), article: z.string(), raisedAt: At, office: Office })),
  }),
})

export const IncidentKind = z.enum(['death', 'disappearance', 'escape', 'serious-injury', 'torture-allegation', 'sexual-violence', 'hunger-strike', 'fire', 'riot'])
export const Recipient = z.enum(['investigative-judge', 'prosecutor', 'inspector', 'family', 'forensic-medicine', 'consulate', 'police'])
export const IncidentView = z.object({
  id: z.uuid(), version: z.int(), number: z.string(), facility: Office, kind: IncidentKind, occurredAt: At, place: z.string(), description: z.string(), foreigner: z.boolean(), reportedAt: At, reporter: z.string(),
  deathCertificate: z.string().nullable(), remainsHandedTo: z.string().nullable(), closedAt: At.nullable(), outcome: z.string().nullable(), persons: z.array(z.object({ custodyId: z.uuid(), name: z.string() })),
  duties: z.array(z.object({ recipient: Recipient, dueAt: At, article: z.string(), confidence: z.enum(['T', 'C', 'P', 'U']), toldAt: At.nullable(), toldWhom: z.string().nullable(), how: z.string().nullable(), late: z.boolean() })),
})
export type IncidentView = z.infer<typeof IncidentView>
export const listIncidents = endpoint({
  name: 'prisons.incidents', method: 'GET', path: '/api/prisons/incidents', may: 'prisons.read-incidents', article: 'Mandela 71',
  input: z.object({ ...facilityId, state: z.enum(['open', 'closed', 'all']).default('all'), limit: z.coerce.number().int().min(1).max(200).default(100) }), output: z.object({ rows: z.array(IncidentView) }),
})
/** Reported at once, whatever is not known yet. Inspectorate, prosecution and judge are told by the platform in the same act. */
export const reportIncident = endpoint({
  name: 'prisons.reportIncident', method: 'POST', path: '/api/prisons/incidents/report', may: 'prisons.report-incident', article: 'CPC 47-48; Mandela 69, 71',
  input: z.object({ kind: IncidentKind, occurredAt: At, place: text(300, 2), description: text(8000, 3), custodyIds: z.array(z.uuid()).max(200).default([]), foreigner: z.boolean().default(false), deathCertificate: z.string().trim().max(100).optional() }),
  output: z.object({ id: z.uuid(), number: z.string(), warnings: z.array(Finding) }),
})
export const tellOutside = endpoint({
  name: 'prisons.tellOutside', method: 'POST', path: '/api/prisons/incidents/told', may: 'prisons.tell-outside', article: 'Mandela 69, 71',
  input: z.object({ id: z.uuid(), recipient: Recipient, toldAt: At, toldWhom: text(200, 2), how: z.enum(['telephone', 'letter', 'in-person']) }), output: z.object({ id: z.uuid(), warnings: z.array(Finding) }),
})
export const closeIncident = endpoint({
  name: 'prisons.closeIncident', method: 'POST', path: '/api/prisons/incidents/close', may: 'prisons.close-incident', article: 'CPC 48; Mandela 71-72',
  input: z.object({ id: z.uuid(), outcome: text(4000, 3), deathCertificate: z.string().trim().max(100).optional(), remainsHandedTo: z.string().trim().max(300).optional() }), output: z.object({ id: z.uuid(), warnings: z.array(Finding) }),
})

export const orderSolitary = endpoint({
  name: 'prisons.orderSolitary', method: 'POST', path: '/api/prisons/solitary/order', may: 'prisons.order-solitary', article: 'Mandela 43-45',
  input: z.object({ ...asSeen, untilAt: At, reason: text(2000, 3), healthSeen: z.boolean() }), output: Done.extend({ solitaryId: z.uuid() }),
})
/** A doctor or nurse saw the person; unfit ends it at once. */
export const visitSolitary = endpoint({
  name: 'prisons.visitSolitary', method: 'POST', path: '/api/prisons/solitary/visit', may: 'prisons.visit-solitary', article: 'Mandela 46',
  input: z.object({ id: z.uuid(), solitaryId: z.uuid(), fit: z.boolean(), note: text(2000, 2) }), output: Done,
})
export const endSolitary = endpoint({
  name: 'prisons.endSolitary', method: 'POST', path: '/api/prisons/solitary/end', may: 'prisons.end-solitary', article: 'Mandela 45',
  input: z.object({ ...asSeen, solitaryId: z.uuid(), note: text(1000, 3) }), output: Done,
})

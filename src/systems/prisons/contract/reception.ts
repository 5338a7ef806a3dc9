/** Reception: nobody comes in without an order (Penal 324); what is written on arrival (CPC 281, Mandela 7). */
import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { asSeen, At, Done, Finding, InmateRow, Office, Order, OutKind, Sex, Standing, facilityId, text } from './parts.ts'

/** The blocks of Mandela 7. Nothing to say is said in words ("none"), never left empty. */
export const AdmissionSheet = z.object({
  identity: text(2000, 2), commitment: text(2000, 2), arrest: text(2000, 2), injuriesAndComplaints: text(4000, 2), injuriesFound: z.boolean(), property: text(4000, 2), family: text(2000, 2), emergencyContact: text(500, 2),
  /** The language in which rights and rules were explained (Mandela 54-55). */
  toldInLanguage: text(60, 2), remarks: z.string().trim().max(2000).optional(),
})
export type AdmissionSheet = z.infer<typeof AdmissionSheet>

/** A person on the way here, or here and not yet written down to the end. */
export const Arrival = z.object({
  id: z.uuid(), version: z.int(), number: z.string(), name: z.string(), sex: Sex.nullable(), age: z.int().nullable(), ageGroup: z.enum(['adult', 'juvenile', 'unknown']), state: z.enum(['offered', 'incomplete']),
  from: Office.nullable(), offeredAt: At.nullable(), dueAt: At.nullable(), condition: z.string().nullable(), escort: z.string().nullable(), admittedAt: At.nullable(), order: Order.nullable(), findings: z.array(Finding),
})
export type Arrival = z.infer<typeof Arrival>

export const listArrivals = endpoint({
  name: 'prisons.arrivals', method: 'GET', path: '/api/prisons/arrivals', may: 'prisons.admit', article: 'Penal 324; CPC 281',
  input: z.object({ limit: z.coerce.number().int().min(1).max(200).default(100) }), output: z.object({ rows: z.array(Arrival) }),
})
/** Everything the reception officer needs before taking a person in: the order, what stands against it, and the sheet filled in from the record. */
export const readIntake = endpoint({
  name: 'prisons.intake', method: 'GET', path: '/api/prisons/intake/:id', may: 'prisons.admit', article: 'Penal 324; CPC 281; Mandela 7',
  input: z.object({ id: z.uuid() }),
  output: Arrival.extend({ personId: z.uuid(), caseNumber: z.string(), admissionId: z.uuid().nullable(), proposed: AdmissionSheet.partial(), standing: Standing }),
})
/** Takes a person in who was offered, or completes the sheet of one who was accepted: one act. */
export const admit = endpoint({
  name: 'prisons.admit', method: 'POST', path: '/api/prisons/admit', may: 'prisons.admit', article: 'Penal 324; CPC 281; Mandela 7',
  input: z.object({ ...asSeen, sheet: AdmissionSheet, cellId: z.uuid().optional() }),
  output: Done.extend({ admissionId: z.uuid() }),
})

export const listInmates = endpoint({
  name: 'prisons.inmates', method: 'GET', path: '/api/prisons/inmates', may: 'prisons.read',
  input: z.object({
    ...facilityId, q: z.string().trim().max(80).optional(), standing: Standing.optional(), cellId: z.uuid().optional(), only: z.enum(['unplaced', 'out', 'incomplete', 'to-calculate', 'to-confirm', 'solitary', 'order-ending']).optional(),
    cursor: z.string().max(200).optional(), limit: z.coerce.number().int().min(1).max(500).default(100),
  }),
  output: z.object({ rows: z.array(InmateRow), next: z.string().nullable(), total: z.int() }),
})

/** One person's stay here, whole. */
export const readInmate = endpoint({
  name: 'prisons.inmate', method: 'GET', path: '/api/prisons/inmates/:id', may: 'prisons.read-inmate', article: 'Mandela 7-8',
  input: z.object({ id: z.uuid() }),
  output: z.object({
    inmate: InmateRow, facility: Office, needs: z.string().nullable(), keepApart: z.array(z.object({ id: z.uuid(), name: z.string() })), leftAt: At.nullable(), leftKind: z.string().nullable(),
    admissions: z.array(z.object({ id: z.uuid(), facility: Office, order: Order, admittedAt: At, completedAt: At.nullable(), leftAt: At.nullable(), leftKind: z.string().nullable() })),
    sheets: z.array(AdmissionSheet.extend({ id: z.uuid(), writtenAt: At, writer: z.string() })),
    placements: z.array(z.object({ id: z.uuid(), cell: z.string(), from: At, to: At.nullable(), reason: z.string().nullable(), overCapacity: z.boolean() })),
    movements: z.array(z.object({ id: z.uuid(), kind: OutKind, destination: z.string(), outAt: At, expectedAt: At.nullable(), backAt: At.nullable() })),
    transfers: z.array(z.object({ id: z.uuid(), to: Office, reason: z.string(), orderNumber: z.string(), orderedAt: At, arrivedAt: At.nullable(), familyToldAt: At.nullable() })),
    solitary: z.array(z.object({ id: z.uuid(), from: At, until: At, endedAt: At.nullable(), reason: z.string(), authorisedBy: z.string(), lastVisit: At.nullable() })),
    incidents: z.array(z.object({ id: z.uuid(), kind: z.string(), occurredAt: At, closedAt: At.nullable() })),
  }),
})
/** What must be minded where a person is placed: pregnancy, an infant, vulnerability, whom to keep apart. */
export const setNeeds = endpoint({
  name: 'prisons.setNeeds', method: 'POST', path: '/api/prisons/needs', may: 'prisons.set-needs', article: 'Mandela 2, 8(b), 12(2)',
  input: z.object({ ...asSeen, pregnant: z.boolean(), withInfant: z.boolean(), vulnerable: z.boolean(), needs: z.string().trim().max(1000).optional(), keepApart: z.array(z.uuid()).max(50).default([]) }), output: Done,
})
/** Sends a person to another facility: the order, and the hand-over, in one act. */
export const transfer = endpoint({
  name: 'prisons.transfer', method: 'POST', path: '/api/prisons/transfer', may: 'prisons.transfer', article: 'CPC 281; Mandela 7(c), 68, 73',
  input: z.object({ ...asSeen, toFacility: z.uuid(), reason: text(1000, 3), orderNumber: text(60, 1), fitToTravel: z.boolean(), familyTold: z.boolean(), escort: text(200, 2), condition: text(1000, 2) }),
  output: Done.extend({ transferId: z.uuid(), handoverId: z.uuid() }),
})
export const listTransfers = endpoint({
  name: 'prisons.transfers', method: 'GET', path: '/api/prisons/transfers', may: 'prisons.read',
  input: z.object({ ...facilityId, limit: z.coerce.number().int().min(1).max(200).default(100) }),
  output: z.object({ rows: z.array(z.object({ id: z.uuid(), custodyId: z.uuid(), number: z.string(), name: z.string(), from: Office, to: Office, reason: z.string(), orderNumber: z.string(), orderedAt: At, state: z.string(), dueAt: At, arrivedAt: At.nullable() })) }),
})

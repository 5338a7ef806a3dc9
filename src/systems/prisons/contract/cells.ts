/** The plan of a facility, who sleeps where, who is out, and the count on the floor. */
import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { asSeen, At, Done, Finding, OutKind, Sex, facilityId, text } from './parts.ts'

export const CellKind = z.enum(['section', 'hall', 'cell'])
export const CellCategory = z.enum(['general', 'reception', 'mother-and-infant', 'medical', 'protection', 'solitary', 'condemned', 'open'])
export const AgeGroup = z.enum(['adult', 'juvenile'])
export const CellStanding = z.enum(['untried', 'convicted', 'any'])

/** One place of the plan. A section's capacity and numbers are the sums of what it holds. */
export const CellView = z.object({
  id: z.uuid(), parentId: z.uuid().nullable(), kind: CellKind, name: z.string(), capacity: z.int(), held: z.int(), out: z.int(), percent: z.int().nullable(), sex: Sex, ageGroup: AgeGroup, standing: CellStanding, category: CellCategory,
})
export type CellView = z.infer<typeof CellView>

export const readCells = endpoint({
  name: 'prisons.cells', method: 'GET', path: '/api/prisons/cells', may: 'prisons.read', article: 'Mandela 11-13',
  input: z.object(facilityId), output: z.object({ capacity: z.int(), held: z.int(), unplaced: z.int(), rows: z.array(CellView) }),
})
const plan = { name: text(60), capacity: z.int().min(0).max(2000), sex: Sex, ageGroup: AgeGroup, standing: CellStanding, category: CellCategory }
export const addCell = endpoint({
  name: 'prisons.addCell', method: 'POST', path: '/api/prisons/cells/add', may: 'prisons.keep-plan',
  input: z.object({ ...plan, parentId: z.uuid().optional(), kind: CellKind }), output: z.object({ id: z.uuid() }),
})
/** Changes a place's name, number of places or use. Refused while somebody is in it whom the new use would forbid. */
export const changeCell = endpoint({
  name: 'prisons.changeCell', method: 'POST', path: '/api/prisons/cells/change', may: 'prisons.keep-plan',
  input: z.object({ id: z.uuid(), ...plan, reason: text(500, 3) }), output: z.object({ id: z.uuid() }),
})
export const closeCell = endpoint({
  name: 'prisons.closeCell', method: 'POST', path: '/api/prisons/cells/close', may: 'prisons.keep-plan',
  input: z.object({ id: z.uuid(), reason: text(500, 3) }), output: z.object({ id: z.uuid() }),
})

/** What stands against each place that is open, for one person: shown before a move. */
export const checkPlaces = endpoint({
  name: 'prisons.checkPlaces', method: 'GET', path: '/api/prisons/places/:id', may: 'prisons.place', article: 'Mandela 11, 112; Juvenile 10, 52',
  input: z.object({ id: z.uuid() }), output: z.object({ rows: z.array(z.object({ cellId: z.uuid(), fits: z.enum(['yes', 'warn', 'no']), findings: z.array(Finding) })) }),
})
/** Moves a person to a place. A place that is full takes one more only with a reason, which stays on record. */
export const place = endpoint({
  name: 'prisons.place', method: 'POST', path: '/api/prisons/place', may: 'prisons.place', article: 'Mandela 11, 112; Juvenile 10, 52',
  input: z.object({ ...asSeen, cellId: z.uuid(), reason: z.string().trim().max(500).optional() }), output: Done,
})
export const moveOut = endpoint({
  name: 'prisons.moveOut', method: 'POST', path: '/api/prisons/out', may: 'prisons.move', article: 'Mandela 7(c)',
  input: z.object({ ...asSeen, kind: OutKind.exclude(['transit']), destination: text(300, 2), escort: z.string().trim().max(200).optional(), expectedAt: At.optional() }), output: Done,
})
export const moveBack = endpoint({
  name: 'prisons.moveBack', method: 'POST', path: '/api/prisons/back', may: 'prisons.move', article: 'Mandela 7(c)',
  input: z.object({ ...asSeen, note: z.string().trim().max(500).optional() }), output: Done,
})

/** The sheet that goes round: everyone on the roll, cell by cell. */
export const readRoll = endpoint({
  name: 'prisons.roll', method: 'GET', path: '/api/prisons/roll', may: 'prisons.count', article: 'Mandela 6-7',
  input: z.object({}),
  output: z.object({ at: At, expected: z.int(), rows: z.array(z.object({ custodyId: z.uuid(), number: z.string(), name: z.string(), cellId: z.uuid().nullable(), cell: z.string().nullable(), out: OutKind.nullable() })) }),
})
export const DifferenceKind = z.enum(['missing', 'extra', 'stranger', 'misplaced', 'inside-though-out', 'counted-twice'])
export const Resolution = z.enum(['found', 'out-unrecorded', 'moved', 'counting-error', 'second-count', 'incident', 'no-order'])
export const Difference = z.object({
  id: z.uuid(), kind: DifferenceKind, custodyId: z.uuid().nullable(), name: z.string(), rollCell: z.string().nullable(), countedCell: z.string().nullable(),
  resolvedAt: At.nullable(), resolution: Resolution.nullable(), note: z.string().nullable(),
})
export type Difference = z.infer<typeof Difference>
export const RollCount = z.object({
  id: z.uuid(), number: z.string(), version: z.int(), round: z.int(), firstId: z.uuid().nullable(), countedAt: At, counter: z.string(), expected: z.int(), found: z.int(), agrees: z.boolean(), open: z.int(), needsSecond: z.boolean(), differences: z.array(Difference),
})
export type RollCount = z.infer<typeof RollCount>
/**
 * Compares a count on the floor with the roll as it is at this moment. `counted` has everyone seen, and where; `strangers` those whom no list
 * knows. A count that differs wants a second one (`firstId`); who is missing then too is an alarm outside the facility.
 */
export const countRoll = endpoint({
  name: 'prisons.countRoll', method: 'POST', path: '/api/prisons/roll/count', may: 'prisons.count', article: 'Mandela 6-7',
  input: z.object({
    counted: z.array(z.object({ custodyId: z.uuid(), cellId: z.uuid().nullable() })).max(20_000), strangers: z.array(z.object({ cellId: z.uuid().nullable(), name: text(200, 2) })).max(100).default([]), firstId: z.uuid().optional(),
  }),
  output: RollCount,
})
export const listRollCounts = endpoint({
  name: 'prisons.rollCounts', method: 'GET', path: '/api/prisons/roll/counts', may: 'prisons.read', article: 'Mandela 6',
  input: z.object({ ...facilityId, limit: z.coerce.number().int().min(1).max(100).default(20) }), output: z.object({ rows: z.array(RollCount) }),
})
export const resolveDifference = endpoint({
  name: 'prisons.resolveDifference', method: 'POST', path: '/api/prisons/roll/resolve', may: 'prisons.resolve', article: 'Mandela 6-7',
  input: z.object({ id: z.uuid(), differenceId: z.uuid(), resolution: Resolution.exclude(['second-count']), note: text(1000, 3), incidentId: z.uuid().optional() }), output: z.object({ id: z.uuid(), open: z.int() }),
})

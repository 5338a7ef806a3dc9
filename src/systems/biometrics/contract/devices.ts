/** Scanners: which there are, what was found when they were checked, and how well each of them and whoever uses them takes prints. */
import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { sensorFaults } from '../rules/sensor-faults.ts'
import { trendKinds } from '../rules/upkeep.ts'

export const DeviceKind = z.enum(['single', 'ten-print', 'mobile', 'camera'])
export const DeviceState = z.enum(['in-use', 'out-of-order', 'retired'])
export const DeviceEventKind = z.enum(['registered', 'out-of-order', 'repaired', 'moved', 'retired'])
/** Which picture is taken: the empty glass, a test finger, a ruled target. */
export const SensorLook = z.enum(['empty', 'finger', 'bars'])
export const SensorFault = z.enum(sensorFaults)
const At = z.iso.datetime()
const Reason = z.string().trim().min(3).max(1000)
const Name = z.object({ ar: z.string(), ckb: z.string(), en: z.string() })
const Line = z.string().trim().min(1).max(100)

export const SensorCheck = z.object({
  id: z.uuid(), at: At, by: z.string(), look: SensorLook, linesPerMm: z.number().nullable(), passed: z.boolean(), faults: z.array(SensorFault), measures: z.record(z.string(), z.number()),
})
export type SensorCheck = z.infer<typeof SensorCheck>
export const Device = z.object({
  id: z.uuid(), serial: z.string(), maker: z.string(), model: z.string(), kind: DeviceKind, state: DeviceState, resolution: z.int().nullable(), registeredAt: At,
  office: z.object({ id: z.uuid(), name: Name }),
  /** The last check of each look; absent: never. */
  checks: z.array(SensorCheck),
  /** Which checks are due, of those that recur. */
  due: z.array(SensorLook),
})
export type Device = z.infer<typeof Device>

export const listDevices = endpoint({
  name: 'biometrics.devices', method: 'GET', path: '/api/biometrics/devices', may: 'biometrics.read-devices',
  input: z.object({ officeId: z.uuid().optional(), state: DeviceState.optional() }), output: z.object({ rows: z.array(Device) }),
})
export const readDevice = endpoint({
  name: 'biometrics.device', method: 'GET', path: '/api/biometrics/devices/:id', may: 'biometrics.read-devices',
  input: z.object({ id: z.uuid() }),
  output: Device.extend({
    /** The reader's to look after; and in the reader's hands, to be checked and reported. */
    own: z.boolean(), here: z.boolean(), history: z.array(z.object({ id: z.uuid(), kind: DeviceEventKind, reason: z.string(), at: At, by: z.string() })), past: z.array(SensorCheck),
  }),
})
export const registerDevice = endpoint({
  name: 'biometrics.registerDevice', method: 'POST', path: '/api/biometrics/devices', may: 'biometrics.manage-devices',
  input: z.object({ serial: Line, maker: Line, model: Line, kind: DeviceKind, resolution: z.int().min(300).max(1000).optional(), officeId: z.uuid(), reason: Reason }), output: z.object({ id: z.uuid() }),
})
/** Whoever uses a scanner may say that it does not work. */
export const reportDevice = endpoint({
  name: 'biometrics.reportDevice', method: 'POST', path: '/api/biometrics/devices/out-of-order', may: 'biometrics.report-device',
  input: z.object({ id: z.uuid(), reason: Reason }), output: z.object({ id: z.uuid() }),
})
export const changeDevice = endpoint({
  name: 'biometrics.changeDevice', method: 'POST', path: '/api/biometrics/devices/change', may: 'biometrics.manage-devices',
  input: z.object({ id: z.uuid(), to: z.enum(['repaired', 'moved', 'retired']), officeId: z.uuid().optional(), reason: Reason }), output: z.object({ id: z.uuid() }),
})
/** `linesPerMm`: of the ruled target; 0 for the others. The image is measured and not kept. */
export const checkSensor = endpoint({
  name: 'biometrics.checkSensor', method: 'POST', path: '/api/biometrics/devices/:id/check/:look/:linesPerMm', may: 'biometrics.check-sensor', file: true, limit: { perMinute: 20 },
  input: z.object({ id: z.uuid(), look: SensorLook, linesPerMm: z.coerce.number().min(0).max(5) }), output: SensorCheck,
})

const Count = z.int()
/** A week's prints: how many were tried, the middle of their quality, how many had to be taken again, how many were let pass under the least quality. */
export const TrendWeek = z.object({ week: z.iso.date(), tries: Count, quality: z.number().nullable(), retakes: Count, overrides: Count })
export type TrendWeek = z.infer<typeof TrendWeek>
export const TrendKind = z.enum(trendKinds)
export const Maintenance = z.object({
  at: At, scope: z.enum(['office', 'subtree', 'nation']),
  devices: z.object({ inUse: Count, outOfOrder: Count, due: Count, failed: Count }),
  weeks: z.array(TrendWeek),
  /** Of the last four weeks, those with the lowest quality first. */
  byDevice: z.array(TrendWeek.omit({ week: true }).extend({ id: z.uuid(), name: z.string(), office: Name })),
  byOperator: z.array(TrendWeek.omit({ week: true }).extend({ id: z.uuid(), name: z.string(), office: Name })),
  backlog: z.object({
    searchesWaiting: Count, oldestWaiting: At.nullable(), incompleteSearches: Count, candidatesUndecided: Count, oldestCandidate: At.nullable(), linksProposed: Count,
    marksUnsolved: Count, oldTemplates: Count, enrolmentsOpen: Count, checksUndecided: Count,
    notTaken: z.array(z.object({ reason: z.string(), count: Count })),
  }),
})
export type Maintenance = z.infer<typeof Maintenance>
export const readMaintenance = endpoint({
  name: 'biometrics.maintenance', method: 'GET', path: '/api/biometrics/maintenance', may: 'biometrics.read-maintenance',
  input: z.object({ weeks: z.coerce.number().int().min(4).max(52).default(12) }), output: Maintenance,
})
/** One device's or one operator's weeks. */
export const readTrend = endpoint({
  name: 'biometrics.trend', method: 'GET', path: '/api/biometrics/maintenance/trend', may: 'biometrics.read-maintenance',
  input: z.object({ of: TrendKind, id: z.uuid(), weeks: z.coerce.number().int().min(4).max(52).default(12) }), output: z.object({ weeks: z.array(TrendWeek) }),
})

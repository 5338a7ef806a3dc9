import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'

const At = z.iso.datetime()
const Place = z.object({ id: z.uuid(), kind: z.string(), governorate: z.string().nullable(), ar: z.string(), ckb: z.string(), en: z.string() })

/** One alarm as lists show it. Its words: `alarm.<kind>`; what `detail` holds depends on the kind. */
export const AlarmView = z.object({
  id: z.uuid(), kind: z.string(), article: z.string(), raisedAt: At, state: z.enum(['open', 'dismissed']), office: Place, raisedTo: Place,
  /** Null where the record itself is sealed. */
  record: z.object({ id: z.uuid(), kind: z.string(), number: z.string().nullable(), label: z.string(), path: z.string() }).nullable(),
  detail: z.record(z.string(), z.unknown()), seenAt: At.nullable(), dismissedAt: At.nullable(), dismissedBy: z.string().nullable(), reason: z.string().nullable(), mayAnswer: z.boolean(),
})
export type AlarmView = z.infer<typeof AlarmView>

export const AlarmFilter = z.object({
  state: z.enum(['open', 'dismissed']).optional(), kind: z.string().max(60).optional(), governorate: z.string().max(10).optional(), officeId: z.uuid().optional(),
  /** `mine`: those that my office received. */
  to: z.enum(['mine', 'all']).default('mine'), seen: z.enum(['yes', 'no']).optional(),
  /** Raised at least so many hours ago. */
  olderHours: z.coerce.number().int().min(1).max(8784).optional(),
})
export type AlarmFilter = z.infer<typeof AlarmFilter>

export const listAlarms = endpoint({
  name: 'oversight.alarms', method: 'GET', path: '/api/oversight/alarms', may: 'oversight.read-alarms',
  input: AlarmFilter.extend({ cursor: z.string().max(120).optional(), limit: z.coerce.number().int().min(1).max(500).default(50) }),
  output: z.object({ rows: z.array(AlarmView), next: z.string().nullable() }),
})
export const exportAlarms = endpoint({
  name: 'oversight.alarmsCsv', method: 'GET', path: '/api/oversight/alarms.csv', may: 'oversight.read-alarms', limit: { perMinute: 20 }, input: AlarmFilter, output: z.unknown(),
})
/** Open alarms that this post's office received, by kind; for the figures above the list. */
export const countAlarms = endpoint({
  name: 'oversight.alarmCounts', method: 'GET', path: '/api/oversight/alarms/counts', may: 'oversight.read-alarms', input: z.object({}),
  output: z.object({ open: z.int(), unseen: z.int(), olderThanDay: z.int(), kinds: z.array(z.object({ kind: z.string(), open: z.int() })) }),
})
/** The alarm with the legal cover of the person it is about, and the alarms before it on the same record. */
export const readAlarm = endpoint({
  name: 'oversight.alarm', method: 'GET', path: '/api/oversight/alarms/:id', may: 'oversight.read-alarms', input: z.object({ id: z.uuid() }),
  output: z.object({
    alarm: AlarmView, earlier: z.array(AlarmView),
    cover: z.object({
      from: At, to: At.nullable(), status: z.enum(['covered', 'gap', 'away']),
      intervals: z.array(z.object({ from: At, to: At, kind: z.string(), article: z.string() })),
    }).nullable(),
  }),
})
export const seeAlarm = endpoint({
  name: 'oversight.seen', method: 'POST', path: '/api/oversight/alarms/:id/seen', may: 'oversight.see-alarm', input: z.object({ id: z.uuid() }), output: z.object({ id: z.uuid() }),
})
/** Dismissing says that the receiver has dealt with the alarm. It stops nothing: while the condition lasts, the next watch raises it again. */
export const dismissAlarm = endpoint({
  name: 'oversight.dismiss', method: 'POST', path: '/api/oversight/alarms/:id/dismiss', may: 'oversight.dismiss-alarm', article: 'CPC 39-40; Mandela 83-85',
  input: z.object({ id: z.uuid(), reason: z.string().trim().min(10, 'oversight.reason-too-short').max(2000) }), output: z.object({ id: z.uuid() }),
})

const Share = z.object({ key: z.string(), count: z.int(), overdue: z.int() })
export const Week = z.object({ week: z.iso.date(), arrests: z.int(), decided: z.int(), hoursToJudge: z.number().nullable(), ended: z.int(), released: z.int(), releasedLate: z.int(), gaps: z.int(), expired: z.int(), held: z.int().nullable() })
export const Figures = z.object({
  at: At, scope: z.object({ kind: z.enum(['nation', 'governorate', 'offices']), code: z.string().nullable() }),
  held: z.int(), overdue: z.int(), expired: z.int(), untried: z.int(),
  byStage: z.array(Share), byBand: z.array(Share), bySex: z.array(Share), byAge: z.array(Share), byGovernorate: z.array(Share),
  offices: z.array(Place.extend({ held: z.int(), overdue: z.int(), capacity: z.int().nullable() })),
  weeks: z.array(Week),
})
export type Figures = z.infer<typeof Figures>
const FiguresFilter = z.object({ governorate: z.string().max(10).optional(), officeId: z.uuid().optional() })
export const readStatistics = endpoint({ name: 'oversight.statistics', method: 'GET', path: '/api/oversight/statistics', may: 'oversight.read-statistics', article: 'CPC 109-113; Mandela 10', input: FiguresFilter, output: Figures })
export const exportStatistics = endpoint({ name: 'oversight.statisticsCsv', method: 'GET', path: '/api/oversight/statistics.csv', may: 'oversight.read-statistics', limit: { perMinute: 20 }, input: FiguresFilter, output: z.unknown() })

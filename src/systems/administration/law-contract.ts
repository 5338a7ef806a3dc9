import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { Day, Text3 } from './contract.ts'

const Confidence = z.enum(['T', 'C', 'P', 'U'])
const AnyText = z.object({ ar: z.string(), ckb: z.string(), en: z.string() })
const Span = z.object({ years: z.number().optional(), months: z.number().optional(), days: z.number().optional(), hours: z.number().optional() })
const JurisdictionOrBoth = z.enum(['federal', 'kri', 'both'])

export const ClockRuleView = z.object({
  id: z.string(), name: AnyText, trigger: AnyText, lengths: z.array(z.object({ which: z.string().nullable(), span: Span.nullable() })), direction: z.enum(['after', 'before']), calendar: z.enum(['custody', 'filing', 'none']),
  article: z.string(), basis: z.string(), jurisdiction: JurisdictionOrBoth, confidence: Confidence, actor: z.string(), escalateTo: z.string(), onMiss: z.string(), pausableUnder: z.string().nullable(), restartableUnder: z.string().nullable(),
})
export type ClockRuleView = z.infer<typeof ClockRuleView>
export const listClocks = endpoint({ name: 'administration.clocks', method: 'GET', path: '/api/administration/clocks', may: 'signed-in', input: z.object({}), output: z.object({ rows: z.array(ClockRuleView) }) })

export const OffenceView = z.object({
  code: z.string(), title: AnyText, law: z.string(), article: z.string(), kind: z.enum(['F', 'M', 'C', 'X']), jurisdiction: JurisdictionOrBoth, confidence: Confidence, validFrom: z.string(), validTo: z.string().nullable(), complaint: z.string(),
  variants: z.array(z.object({ title: AnyText, article: z.string(), max: z.union([z.string(), Span]), fine: z.string(), jurisdiction: JurisdictionOrBoth, confidence: Confidence })),
})
export type OffenceView = z.infer<typeof OffenceView>
export const listOffences = endpoint({
  name: 'administration.offences', method: 'GET', path: '/api/administration/offences', may: 'signed-in',
  input: z.object({ text: z.string().trim().max(100).optional(), confidence: Confidence.optional(), kind: z.enum(['F', 'M', 'C', 'X']).optional() }), output: z.object({ rows: z.array(OffenceView), total: z.int() }),
})

export const HolidayView = z.object({
  id: z.string(), day: z.string(), name: AnyText, kind: z.enum(['fixed', 'hijri', 'cabinet', 'governorate', 'community']), jurisdiction: JurisdictionOrBoth, governorate: z.string().nullable(), worked: z.boolean(),
  state: z.enum(['fixed', 'proposed', 'in-force', 'refused', 'withdrawn']), source: z.string(), confidence: Confidence, approvalId: z.uuid().nullable(), mayDecide: z.boolean(), own: z.boolean(),
})
export type HolidayView = z.infer<typeof HolidayView>
export const listHolidays = endpoint({
  name: 'administration.holidays', method: 'GET', path: '/api/administration/holidays', may: 'signed-in',
  input: z.object({ year: z.coerce.number().int().min(2000).max(2100), jurisdiction: z.enum(['federal', 'kri']).optional(), governorate: z.string().max(10).optional() }), output: z.object({ rows: z.array(HolidayView) }),
})
const asked = z.object({ id: z.uuid(), approvalId: z.uuid() })
export const enterHoliday = endpoint({
  name: 'administration.enter-holiday', method: 'POST', path: '/api/administration/holidays', may: 'administration.enter-holiday', article: 'Holidays Law 12/2024',
  input: z.object({ day: Day, name: Text3, kind: z.enum(['hijri', 'cabinet', 'governorate', 'community']), jurisdiction: JurisdictionOrBoth, governorate: z.string().max(10).nullable().default(null), worked: z.boolean().default(false), source: z.string().trim().min(3).max(300) }),
  output: asked,
})
export const withdrawHoliday = endpoint({
  name: 'administration.withdraw-holiday', method: 'POST', path: '/api/administration/holidays/:id/withdraw', may: 'administration.withdraw-holiday', input: z.object({ id: z.uuid(), reason: z.string().trim().min(3).max(2000) }), output: asked,
})

export const RefusalRow = z.object({
  id: z.uuid(), at: z.iso.datetime(), verb: z.string(), verbText: z.string(), code: z.string(), codeText: z.string(), article: z.string().nullable(), person: z.string().nullable(), office: AnyText.nullable(), recordId: z.uuid().nullable(), params: z.record(z.string(), z.unknown()),
})
export type RefusalRow = z.infer<typeof RefusalRow>
export const listRefusals = endpoint({
  name: 'administration.refusals', method: 'GET', path: '/api/administration/refusals', may: 'administration.read-refusals',
  input: z.object({ text: z.string().trim().max(100).optional(), officeId: z.uuid().optional(), from: Day.optional(), to: Day.optional(), limit: z.coerce.number().int().min(1).max(500).default(100), cursor: z.string().max(200).optional() }),
  output: z.object({ rows: z.array(RefusalRow), next: z.string().nullable() }),
})

import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { plainDigits } from '#kernel/people/person.ts'

const Name = z.object({ ar: z.string(), ckb: z.string(), en: z.string() })
const digits = (most: number) => z.string().trim().max(most).transform(plainDigits)

/** With the number and PIN on the family's paper, or by proof that one knows the person: all three exactly. */
export const Question = z.discriminatedUnion('by', [
  z.object({ by: z.literal('number'), stationId: z.uuid(), number: digits(20).pipe(z.string().regex(/^(\d{4}\s*[/-]\s*)?\d{1,6}$/, 'enquiries.number-form')), pin: digits(10).pipe(z.string().regex(/^\d{6}$/, 'enquiries.pin-form')) }),
  z.object({
    by: z.literal('identity'), nationalNumber: digits(20).pipe(z.string().regex(/^\d{12}$/, 'enquiries.national-number-form')), mother: z.string().trim().min(2).max(80),
    birthYear: z.coerce.number().int().min(1900).max(2100),
  }),
])
export type Question = z.infer<typeof Question>

/**
 * What a relative is told. `found: false` says only that nothing can be told: a wrong PIN, nobody held, a sealed record and a person
 * who does not exist all give this same answer after the same time.
 */
export const Answer = z.discriminatedUnion('found', [
  z.object({ found: z.literal(false) }),
  z.object({
    found: z.literal(true),
    /** `ask`: the office tells the family itself (a death, an escape). */
    state: z.enum(['held', 'released', 'ask']),
    place: Name.extend({ kind: z.string(), governorate: z.string().nullable() }), inTransit: z.boolean(), since: z.iso.datetime(), until: z.iso.datetime().nullable(),
    hearing: z.object({ at: z.iso.datetime(), court: Name }).nullable(),
  }),
])
export type Answer = z.infer<typeof Answer>

export const whereIs = endpoint({
  name: 'enquiries.where', method: 'POST', path: '/api/public/where', may: 'public', article: 'Mandela 58, 68; Const 19', limit: { perMinute: 10 },
  input: z.object({ question: Question }), output: Answer,
})
/** The offices that enter arrests, for the choice of the one that gave the family its paper. */
export const listStations = endpoint({
  name: 'enquiries.stations', method: 'GET', path: '/api/public/stations', may: 'public', limit: { perMinute: 60 },
  input: z.object({ governorate: z.string().max(10) }), output: z.object({ rows: z.array(Name.extend({ id: z.uuid(), kind: z.string() })) }),
})

const Shown = z.array(z.object({ key: z.string(), count: z.int().nullable() }))
/** Published counts. Null: from 1 to 4, or held back so that such a count can't be worked out. */
export const openData = endpoint({
  name: 'enquiries.openData', method: 'GET', path: '/api/public/statistics', may: 'public', limit: { perMinute: 60 }, input: z.object({}),
  output: z.object({
    at: z.iso.datetime(), held: z.int().nullable(), overdue: z.int().nullable(), untriedPercent: z.int().nullable(), byStage: Shown, byBand: Shown, bySex: Shown, byAge: Shown, byGovernorate: Shown,
    occupancy: z.array(z.object({ governorate: z.string(), held: z.int().nullable(), capacity: z.int() })),
    weeks: z.array(z.object({ week: z.iso.date(), arrests: z.int().nullable(), hoursToJudge: z.number().nullable(), released: z.int().nullable(), releasedLate: z.int().nullable(), gaps: z.int().nullable(), held: z.int().nullable() })),
  }),
})
export const openDataCsv = endpoint({ name: 'enquiries.openDataCsv', method: 'GET', path: '/api/public/statistics.csv', may: 'public', limit: { perMinute: 20 }, input: z.object({}), output: z.unknown() })

import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { Dpi, ImageText, OfficeText, Ref, SearchRow } from './search.ts'

const At = z.iso.datetime()
export const MarkState = z.enum(['unsolved', 'identified', 'withdrawn'])
export const MarkRow = z.object({
  id: z.uuid(), number: z.string(), version: z.int(), case: Ref, exhibit: z.string(), place: z.string(), liftedAt: At, liftedBy: z.string(), state: MarkState, quality: z.int(), minutiae: z.int(), office: OfficeText, enteredBy: z.string(), enteredAt: At,
})
export type MarkRow = z.infer<typeof MarkRow>
export const MarkPage = MarkRow.extend({
  note: z.string().nullable(), stateReason: z.string().nullable(), person: z.object({ id: z.uuid(), name: z.string() }).nullable(), image: z.string().nullable(), width: z.int(), height: z.int(), searches: z.array(SearchRow),
})
export type MarkPage = z.infer<typeof MarkPage>

/** Enters a mark from a scene in its case: what it was lifted from, where, when, by whom, and its image with the resolution it was taken at. */
export const enterMark = endpoint({
  name: 'biometrics.mark.enter', method: 'POST', path: '/api/biometrics/marks', may: 'biometrics.enter-mark', article: 'CPC 52(C), 69', limit: { perMinute: 20 },
  input: z.object({ caseId: z.uuid(), exhibit: z.string().trim().min(3).max(300), place: z.string().trim().min(2).max(300), liftedAt: At, liftedBy: z.string().trim().min(3).max(200), note: z.string().trim().max(1000).optional(), dpi: Dpi, image: ImageText }),
  output: z.object({ id: z.uuid(), number: z.string(), quality: z.int(), minutiae: z.int(), reasons: z.array(z.string()) }),
})
export const listMarks = endpoint({
  name: 'biometrics.mark.list', method: 'GET', path: '/api/biometrics/marks', may: 'biometrics.read-marks', limit: { perMinute: 120 },
  input: z.object({ state: MarkState.optional(), caseId: z.uuid().optional(), cursor: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }), output: z.object({ rows: z.array(MarkRow), next: z.string().nullable() }),
})
export const readMark = endpoint({ name: 'biometrics.mark.get', method: 'GET', path: '/api/biometrics/marks/:id', may: 'biometrics.read-marks', input: z.object({ id: z.uuid() }), output: MarkPage })
export const markImage = endpoint({
  name: 'biometrics.mark.image', method: 'GET', path: '/api/biometrics/marks/:id/image', may: 'biometrics.open-mark', produces: 'image/png', limit: { perMinute: 120 }, input: z.object({ id: z.uuid() }), output: z.unknown(),
})
/** Takes a mark out of the search: entered by mistake, of a victim, the case closed. */
export const withdrawMark = endpoint({
  name: 'biometrics.mark.withdraw', method: 'POST', path: '/api/biometrics/marks/:id/withdraw', may: 'biometrics.withdraw-mark',
  input: z.object({ id: z.uuid(), version: z.int().positive(), reason: z.string().trim().min(3).max(1000) }), output: z.object({ id: z.uuid() }),
})

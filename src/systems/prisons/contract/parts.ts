import { z } from 'zod'

/** Shapes that several endpoints of prisons share. */
export const At = z.iso.datetime()
export const Day = z.iso.date()
/** Free text: at least `least` characters once the spaces at the ends are gone. */
export function text(most: number, least = 1) {
  return z.string().trim().min(least).max(most)
}
export const Finding = z.object({
  outcome: z.enum(['block', 'warn']), code: z.string(), article: z.string(), confidence: z.enum(['T', 'C', 'P', 'U']), field: z.string().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type Finding = z.infer<typeof Finding>
export const Office = z.object({ id: z.uuid(), ar: z.string(), ckb: z.string(), en: z.string() })
export type Office = z.infer<typeof Office>
export const Sex = z.enum(['male', 'female'])
export const Standing = z.enum(['untried', 'convicted', 'condemned', 'civil-debtor'])
export const OutKind = z.enum(['court', 'hospital', 'leave', 'transit', 'work'])
/** A custody as the actor saw it: with `version`, a change by somebody else in between is a conflict and not overwritten. */
export const asSeen = { id: z.uuid(), version: z.int().positive().optional() }
/** What every act on a person answers. */
export const Done = z.object({ id: z.uuid(), warnings: z.array(Finding) })
/** The facility asked about; the session's own where left out. */
export const facilityId = { facilityId: z.uuid().optional() }

/** What commits a person: an imprisonment memorandum (CPC 281), or a live detention order (CPC 113). */
export const Order = z.object({
  kind: z.enum(['imprisonment-memorandum', 'detention-order']), number: z.string(), court: z.string(), article: z.string(), measure: z.string(), startsOn: Day, endsAt: At.nullable(),
  daysHeld: z.int().nullable(), documentId: z.uuid().nullable(), death: z.boolean(),
})
export type Order = z.infer<typeof Order>

/** One person held, as the lists show them. */
export const InmateRow = z.object({
  id: z.uuid(), version: z.int(), number: z.string(), personId: z.uuid(), name: z.string(), sex: Sex, age: z.int().nullable(), juvenile: z.boolean(), nationality: z.string().nullable(), caseNumber: z.string(), article: z.string().nullable(),
  standing: Standing, cellId: z.uuid().nullable(), cell: z.string().nullable(), out: OutKind.nullable(), admittedAt: At, incomplete: z.boolean(), orderEndsAt: At.nullable(),
  sentence: z.enum(['none', 'to-calculate', 'to-confirm', 'confirmed', 'stale']), startsOn: Day.nullable(), endsAt: At.nullable(), conditionalOn: Day.nullable(), releaseOrderedAt: At.nullable(), solitaryUntil: At.nullable(),
  pregnant: z.boolean(), withInfant: z.boolean(), vulnerable: z.boolean(),
})
export type InmateRow = z.infer<typeof InmateRow>

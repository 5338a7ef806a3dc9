import { z } from 'zod'

/** Shapes that several endpoints of the cases share. */
export const Day = z.iso.date()
export const At = z.iso.datetime()
// PostgreSQL's text cannot hold the character NUL.
const withoutNul = /^[^\u0000]*$/
/** Free text of a record: at least `least` characters once the spaces at the ends are gone. */
export function text(most: number, least = 1) {
  return z.string().trim().min(least).max(most).regex(withoutNul)
}
/** Text that may be left out. An empty field is the same as none: handlers write `|| null`. */
export function optionalText(most: number) {
  return z.string().trim().max(most).regex(withoutNul).optional()
}
export const Warning = z.object({
  outcome: z.enum(['block', 'warn']), code: z.string(), article: z.string(), confidence: z.enum(['T', 'C', 'P', 'U']), field: z.string().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type Warning = z.infer<typeof Warning>
export const Office = z.object({ id: z.uuid(), kind: z.string(), ar: z.string(), ckb: z.string(), en: z.string() })
export type Office = z.infer<typeof Office>

export const Stage = z.enum(['investigation', 'referred', 'trial', 'judged', 'cassation', 'final', 'closed'])
export const Origin = z.enum(['complaint', 'information', 'arrest', 'split'])
export const PartyRole = z.enum(['complainant', 'informant', 'victim', 'accused', 'witness', 'civil-claimant', 'civilly-liable', 'guardian', 'lawyer', 'expert'])
export const AccusedStatus = z.enum(['free', 'summoned', 'arrested', 'detained', 'bailed', 'fugitive', 'in-asylum', 'dead'])
export const DecisionKind = z.enum(['reject', 'refer', 'release', 'close-unknown', 'close-accident', 'reopen', 'join', 'split', 'transfer', 'accept-conciliation', 'refuse-conciliation', 'accept-waiver', 'refuse-waiver'])
/** The decisions that end an investigation (CPC 130). */
export const Outcome = z.enum(['reject', 'refer', 'release', 'close-unknown', 'close-accident'])
export type Outcome = z.infer<typeof Outcome>

/** The case and the version that the actor saw. Where history is only added to, the version may be left out. */
export const caseId = { id: z.uuid(), version: z.int().positive().optional() }
/** A decision is taken on the case as it stands: the version is required. */
export const caseAsSeen = { id: z.uuid(), version: z.int().positive() }
export const ChargeInput = { offenceCode: text(30), circumstance: optionalText(60), attempt: z.boolean().default(false) }

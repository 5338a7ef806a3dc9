import { z } from 'zod'

/** Shapes that several endpoints of custody share. */
export const At = z.iso.datetime()
export const Day = z.iso.date()
export const Version = z.int().positive()
/** Free text: at least `least` characters once the spaces at the ends are gone. */
export function text(most: number, least = 1) {
  return z.string().trim().min(least).max(most)
}
export function optionalText(most: number) {
  return z.string().trim().max(most).optional()
}
export const Finding = z.object({
  outcome: z.enum(['block', 'warn']), code: z.string(), article: z.string(), confidence: z.enum(['T', 'C', 'P', 'U']), field: z.string().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type Finding = z.infer<typeof Finding>
export const Office = z.object({ id: z.uuid(), kind: z.string(), ar: z.string(), ckb: z.string(), en: z.string() })
export type Office = z.infer<typeof Office>
export const Stage = z.enum(['arrested', 'detained', 'referred', 'on-trial', 'sentenced', 'release-ordered', 'released', 'died', 'escaped'])
export const CoverStatus = z.enum(['covered', 'gap', 'away'])
export const AgeGroup = z.enum(['adult', 'juvenile', 'unknown'])
export const RequestKind = z.enum(['first-papers', 'papers-extension', 'extension', 'felony-permission', 'bail', 'release'])
export type RequestKind = z.infer<typeof RequestKind>

/** The custody and the version that the actor saw: a decision is taken on the custody as it stands. */
export const asSeen = { id: z.uuid(), version: Version }
/** What every act on a custody answers. */
export const Done = z.object({ id: z.uuid(), warnings: z.array(Finding) })
/** Whoever the law wants to act next. `act` has its words under `custody.duty.<act>`. */
export const Next = z.object({ act: z.string(), role: z.string().nullable(), office: Office.nullable(), due: At.nullable(), article: z.string().nullable() })

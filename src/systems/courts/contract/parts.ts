import { z } from 'zod'

/** Shapes that several endpoints of the courts share. */
export const Day = z.iso.date()
export const At = z.iso.datetime()
/** Text of a record: at least `least` characters once the spaces at the ends are gone. */
export function text(most: number, least = 1) {
  return z.string().trim().min(least).max(most)
}
/** Text that may be left out; an empty field is the same as none. */
export function optionalText(most: number) {
  return z.string().trim().max(most).optional()
}
export const Warning = z.object({
  outcome: z.enum(['block', 'warn']), code: z.string(), article: z.string(), confidence: z.enum(['T', 'C', 'P', 'U']), field: z.string().optional(),
  params: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
})
export type Warning = z.infer<typeof Warning>
export const Name3 = z.object({ ar: z.string(), ckb: z.string(), en: z.string() })
export const Office = Name3.extend({ id: z.uuid(), kind: z.string() })

/** The case and the version that the actor saw. Where history is only added to, the version may be left out. */
export const caseId = { id: z.uuid(), version: z.int().positive().optional() }
/** A decision is taken on the case as it stands: the version is required. */
export const caseAsSeen = { id: z.uuid(), version: z.int().positive() }

export const OffenceClass = z.enum(['felony', 'misdemeanour', 'contravention'])
export const Verdict = z.enum(['rejected', 'released', 'convicted', 'acquitted', 'charge-annulled', 'not-responsible', 'conciliation'])
export const SentenceKind = z.enum(['death', 'life', 'temporary', 'strict-detention', 'simple-detention', 'fine', 'boys-school', 'youths-school', 'probation', 'guardian', 'warning'])
export const Purpose = z.enum(['trial', 'charge', 'witnesses', 'pleadings', 'judgment', 'objection'])
export const Secrecy = z.enum(['security', 'morals'])
export const HearingState = z.enum(['set', 'held', 'adjourned'])
export const Mode = z.enum(['in-presence', 'in-absence', 'adjourn', 'serve-first'])
export const Excuse = z.enum(['none', 'offered', 'accepted'])
export const ReceivedBy = z.enum(['addressee', 'household', 'posted', 'lawyer'])
export const ChallengeKind = z.enum(['cassation', 'automatic', 'correction', 'retrial', 'objection'])
export const Party = z.enum(['prosecution', 'accused', 'complainant', 'civil-claimant', 'civilly-liable', 'victim', 'witness', 'other', 'court'])
export const RetrialGround = z.enum(['victim-alive', 'contradictory-judgments', 'false-evidence-convicted', 'new-facts', 'base-judgment-annulled', 'same-act-judged', 'offence-or-penalty-lapsed'])
/** CPC 259 for cassation; the last ones for correction, retrial, objection and a challenge refused by its form (258). */
export const Outcome = z.enum([
  'upheld', 'acquittal-upheld', 'upheld-lighter', 'returned-to-aggravate', 'returned-to-convict', 'quashed-acquitted', 'quashed-retrial', 'acquittal-quashed-retrial', 'civil-part',
  'refused-by-form', 'correction-refused', 'retrial-granted', 'retrial-refused', 'objection-accepted', 'objection-refused',
])
export type Outcome = z.infer<typeof Outcome>
export const DeathStepKind = z.enum(['decree-execution', 'decree-commutation', 'decree-pardon', 'minister-order', 'renewed-order', 'pregnant', 'not-pregnant', 'gave-birth', 'religious-feast', 'family-told',
  'clergy-asked', 'clergy-admitted', 'lawyer-asked', 'lawyer-admitted', 'panel-judge', 'panel-prosecutor', 'panel-interior', 'panel-director', 'panel-doctor'])

/** An offence as charged. */
export const Qualified = { offenceCode: text(30), circumstance: optionalText(60), attempt: z.boolean().default(false) }

/** The length and kind of a sentence. Life and death carry no length; a fine is whole dinars. */
export const SentenceInput = z.object({
  kind: SentenceKind, years: z.int().min(0).max(100).default(0), months: z.int().min(0).max(1200).default(0), days: z.int().min(0).max(36_600).default(0), fineIqd: z.int().positive().max(100_000_000_000).optional(),
  fineDefaultDays: z.int().min(0).max(3660).optional(), suspended: z.boolean().default(false), concurrent: z.boolean().default(false), linkedGroup: optionalText(20),
})
export type SentenceInput = z.infer<typeof SentenceInput>

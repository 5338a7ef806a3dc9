import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { caseAsSeen, caseId, Day, DeathStepKind, OffenceClass, optionalText, Qualified, SentenceInput, SentenceKind, text, Verdict, Warning } from './parts.ts'
import { DeathStepView } from './views.ts'

/** The charge sheet (CPC 187). The court is not bound by the referral's qualification; a changed charge replaces the sheet, with its reason (188-193). */
export const drawUpCharge = endpoint({
  name: 'courts.drawUpCharge', method: 'POST', path: '/api/courts/charges/draw-up', may: 'courts.draw-up-charge', article: 'CPC 187',
  input: z.object({
    ...caseAsSeen, personId: z.uuid(), ...Qualified, actOn: Day.optional(), identity: text(500), place: text(300), time: text(200), legalDescription: text(8000), victim: text(500), objectOfOffence: text(500), means: text(500),
    readOut: z.boolean(), plea: z.enum(['admits', 'denies', 'silent', 'not-asked']), replaces: z.uuid().optional(), reason: optionalText(2000),
  }),
  output: z.object({ sheetId: z.uuid(), articles: z.string(), warnings: z.array(Warning) }),
})

/** What the law allows for each offence charged against an accused: shown beside the judgment form. */
export const getBounds = endpoint({
  name: 'courts.bounds', method: 'GET', path: '/api/courts/cases/:id/bounds', may: 'courts.read',
  input: z.object({ id: z.uuid(), personId: z.uuid() }),
  output: z.object({
    name: z.string(), age: z.int().nullable(), heldDays: z.int(), inCustody: z.boolean(), mode: z.enum(['in-presence', 'in-absence']).nullable(), hearingId: z.uuid().nullable(),
    charges: z.array(z.object({
      sheetId: z.uuid().nullable(), offenceCode: z.string(), circumstance: z.string().nullable(), attempt: z.boolean(), title: z.object({ ar: z.string(), ckb: z.string(), en: z.string() }), article: z.string(), confidence: z.enum(['T', 'C', 'P', 'U']), cls: OffenceClass,
      ceiling: z.object({ kind: z.enum(['death', 'life', 'custody', 'fine', 'open']), months: z.number().nullable(), imprisonment: z.boolean(), articles: z.array(z.string()) }), leastMonths: z.number().nullable(),
      leastKind: z.enum(['death', 'life', 'temporary', 'none']), fine: z.object({ rule: z.enum(['no', 'or', 'and', 'and-or']), min: z.number(), max: z.number(), article: z.string(), confidence: z.string() }).nullable(),
      juvenile: z.object({ article: z.string(), allowed: z.array(SentenceKind), least: z.number(), most: z.number() }).nullable(),
    })),
  }),
})

/**
 * Judgment on one accused (CPC 182, 224) and everything that follows from it in the same act: sentences, cover, memorandum or release, clocks.
 * `members`: the judges who sat beside the one who acts, who presides.
 */
export const pronounceJudgment = endpoint({
  name: 'courts.judge', method: 'POST', path: '/api/courts/judgments/pronounce', may: 'courts.judge', article: 'CPC 182, 223-224',
  input: z.object({
    ...caseAsSeen, personId: z.uuid(), hearingId: z.uuid(),
    members: z.array(z.object({ name: text(200, 2), signed: z.boolean(), dissent: optionalText(20_000), dissents: z.boolean().default(false) })).max(8).default([]),
    prosecutor: text(200), parties: text(4000), lawyer: optionalText(200),
    counts: z.array(z.object({ sheetId: z.uuid().optional(), ...Qualified, verdict: Verdict, sentence: SentenceInput.optional() })).min(1).max(20),
    facts: text(100_000), reasons: z.string().trim().max(100_000), mitigationKind: z.enum(['none', 'excuse', 'leniency']).default('none'), mitigation: optionalText(8000), aggravated: z.boolean().default(false),
    recidivist: z.boolean().default(false), aggravation: optionalText(8000), ancillary: z.array(text(300)).max(40).default([]), compensationClaimed: z.boolean().default(false), compensationIqd: z.int().min(0).max(1_000_000_000_000).optional(),
    compensation: optionalText(1000), hasExhibits: z.boolean().default(false), property: optionalText(8000),
    evidence: z.array(z.enum(['confession', 'single-testimony', 'testimony', 'record', 'expert', 'presumption'])).max(6).default([]), confessionAllegedForced: z.boolean().default(false),
    priorIntentionalConviction: z.boolean().default(false), readPublicly: z.boolean(), signed: z.boolean(), sealed: z.boolean(), toldOfAutomaticReview: z.boolean().default(false), withdrawnByVictim: z.boolean().default(false),
    prisonId: z.uuid().optional(),
  }),
  output: z.object({ judgmentId: z.uuid(), number: z.string(), documentId: z.uuid(), memorandumNumber: z.string().nullable(), releaseOrdered: z.boolean(), endsAt: z.iso.datetime().nullable(), lastDayToChallenge: Day.nullable(), warnings: z.array(Warning) }),
})
/** A judgment in absence was served on the convict: the period to object begins (CPC 243). */
export const serveJudgment = endpoint({
  name: 'courts.serveJudgment', method: 'POST', path: '/api/courts/judgments/serve', may: 'courts.record-service', article: 'CPC 243',
  input: z.object({ ...caseId, judgmentId: z.uuid(), servedOn: Day }), output: z.object({ objectionEnds: Day }),
})
/** The period ran out with no challenge: the judgment is final. */
export const finaliseJudgment = endpoint({
  name: 'courts.finalise', method: 'POST', path: '/api/courts/judgments/finalise', may: 'courts.finalise', article: 'CPC 252',
  input: z.object({ ...caseAsSeen, judgmentId: z.uuid() }), output: z.object({ judgmentId: z.uuid() }),
})
/** A memorandum for a convict who is taken into custody after the judgment, or sent to another prison (CPC 281). */
export const issueMemorandum = endpoint({
  name: 'courts.issueMemorandum', method: 'POST', path: '/api/courts/memoranda/issue', may: 'courts.issue-memorandum', article: 'CPC 281',
  input: z.object({ ...caseId, judgmentId: z.uuid(), prisonId: z.uuid(), reason: text(1000, 3) }), output: z.object({ memorandumId: z.uuid(), number: z.string(), documentId: z.uuid() }),
})

/** The gates before a death sentence, and what of them stands closed today. The program carries nothing out. */
export const getDeathFile = endpoint({
  name: 'courts.deathFile', method: 'GET', path: '/api/courts/cases/:id/death-file', may: 'courts.read-death-file', article: 'CPC 285-293',
  input: z.object({ id: z.uuid(), judgmentId: z.uuid() }), output: z.object({ accused: z.string(), judgmentOn: Day, steps: z.array(DeathStepView), against: z.array(Warning), open: z.boolean() }),
})
export const recordDeathStep = endpoint({
  name: 'courts.recordDeathStep', method: 'POST', path: '/api/courts/death-file/record', may: 'courts.record-death-step', article: 'CPC 285-293',
  input: z.object({ ...caseId, judgmentId: z.uuid(), step: DeathStepKind, on: Day, number: optionalText(60), note: optionalText(2000) }), output: z.object({ stepId: z.uuid() }),
})

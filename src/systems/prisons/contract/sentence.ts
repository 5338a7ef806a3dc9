/** The working of a sentence, its confirmation by a second person, who is to go free, and conditional release. */
import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { asSeen, At, Day, Done, Finding, InmateRow, Office, facilityId, text } from './parts.ts'

export const Step = z.object({
  order: z.int(), textKey: z.string(), params: z.record(z.string(), z.union([z.string(), z.number()])), article: z.string(), confidence: z.enum(['T', 'C', 'P', 'U']), from: Day.optional(), to: Day.optional(), days: z.int().optional(),
})
export const Calculation = z.object({
  id: z.uuid(), number: z.int(), why: z.enum(['first', 'papers-changed', 'facts-changed', 'asked-again']), calculatedAt: At, calculator: z.string(), mine: z.boolean(), startsOn: Day.nullable(), lastDay: Day.nullable(), endsAt: At.nullable(),
  endsAtIfFinesPaid: At.nullable(), releaseAtOnce: z.boolean(), creditedDays: z.int(), blocked: z.boolean(), steps: z.array(Step),
  conditional: z.object({ eligibleOn: Day.nullable(), why: z.string(), article: z.string() }), schoolMoves: z.array(z.object({ on: Day, age: z.int(), to: z.string(), article: z.string() })), warnings: z.array(Finding),
  confirmed: z.object({ at: At, by: z.string(), documentId: z.uuid() }).nullable(),
})
export type Calculation = z.infer<typeof Calculation>
/** A sentence as the papers have it, under the name the working calls it by. */
export const SentencePaper = z.object({
  key: z.string(), sentenceId: z.uuid(), judgmentNumber: z.string(), judgmentOn: Day, court: z.string(), kind: z.string(), article: z.string(), years: z.int(), months: z.int(), days: z.int(), fineIqd: z.number().nullable(), suspended: z.boolean(), final: z.boolean(),
})
export type SentencePaper = z.infer<typeof SentencePaper>
export const SentenceFact = z.object({
  id: z.uuid(), kind: z.enum(['fine-paid', 'remission', 'conditional-release-revoked', 'suspension-revoked']), sentenceId: z.uuid().nullable(), amountIqd: z.number().nullable(), days: z.int().nullable(), on: Day, paper: z.string(), enteredAt: At,
})
export const readSentence = endpoint({
  name: 'prisons.sentence', method: 'GET', path: '/api/prisons/sentence/:id', may: 'prisons.read-sentence', article: 'CPC 281-299, 331',
  input: z.object({ id: z.uuid() }),
  output: z.object({
    id: z.uuid(), version: z.int(), number: z.string(), name: z.string(), standing: z.string().nullable(), held: z.boolean(), facility: Office.nullable(), memorandum: z.object({ number: z.string(), documentId: z.uuid(), startsOn: Day, heldDays: z.int() }).nullable(),
    papers: z.array(SentencePaper), spans: z.array(z.object({ from: Day, to: Day })), facts: z.array(SentenceFact), calculations: z.array(Calculation), stale: z.boolean(),
    conditionalFile: z.object({ id: z.uuid(), decision: z.string().nullable() }).nullable(),
  }),
})
/** Computes from the papers as they stand. The result speaks for nobody until a second person confirms it. */
export const calculate = endpoint({
  name: 'prisons.calculate', method: 'POST', path: '/api/prisons/sentence/calculate', may: 'prisons.calculate', article: 'CPC 281-284, 294-299',
  input: z.object(asSeen), output: Done.extend({ calculationId: z.uuid(), endsAt: At.nullable(), lastDay: Day.nullable() }),
})
export const confirmCalculation = endpoint({
  name: 'prisons.confirmCalculation', method: 'POST', path: '/api/prisons/sentence/confirm', may: 'prisons.confirm', article: 'CPC 281-284, 294',
  input: z.object({ ...asSeen, calculationId: z.uuid() }), output: Done.extend({ documentId: z.uuid(), releaseOrdered: z.boolean() }),
})
export const addSentenceFact = endpoint({
  name: 'prisons.addSentenceFact', method: 'POST', path: '/api/prisons/sentence/fact', may: 'prisons.calculate', article: 'CPC 298-299, 306, 336',
  input: z.object({
    ...asSeen, kind: SentenceFact.shape.kind, sentenceId: z.uuid().optional(), amountIqd: z.int().positive().max(100_000_000_000).optional(), days: z.int().positive().max(36_600).optional(), on: Day, paper: text(200, 2),
  }).refine((f) => f.kind !== 'fine-paid' || (f.amountIqd !== undefined && f.sentenceId !== undefined), { message: 'refusal.prisons.fact-incomplete', path: ['amountIqd'] })
    .refine((f) => f.kind !== 'remission' || f.days !== undefined, { message: 'refusal.prisons.fact-incomplete', path: ['days'] }),
  output: Done,
})

/** Who goes free: overdue first, then by the hour. `days` 0: today and before. */
export const listReleasesDue = endpoint({
  name: 'prisons.releasesDue', method: 'GET', path: '/api/prisons/releases-due', may: 'prisons.read', article: 'CPC 283-284, 294; Penal 324',
  input: z.object({ ...facilityId, days: z.coerce.number().int().min(0).max(366).default(30), limit: z.coerce.number().int().min(1).max(1000).default(500) }),
  output: z.object({ rows: z.array(InmateRow.extend({ state: z.enum(['overdue', 'today', 'this-week', 'later', 'no-end']), hoursOver: z.int(), daysLeft: z.int().nullable() })), counts: z.object({ overdue: z.int(), today: z.int(), week: z.int(), month: z.int(), uncomputed: z.int() }) }),
})
/** Starts the release of one whose sentence is served; the gate is opened by the steps of the release itself. */
export const startRelease = endpoint({
  name: 'prisons.startRelease', method: 'POST', path: '/api/prisons/releases-due/start', may: 'prisons.start-release', article: 'CPC 283-284, 294',
  input: z.object(asSeen), output: Done.extend({ releaseOrderId: z.uuid(), number: z.string() }),
})

export const ConditionalFile = z.object({
  id: z.uuid(), version: z.int(), number: z.string(), custodyId: z.uuid(), custodyNumber: z.string(), name: z.string(), facility: Office, court: Office, article: z.string(), eligibleOn: Day, openedAt: At, request: z.string(), conduct: z.string(), warnings: z.array(Finding),
  opinion: z.string().nullable(), opinionFor: z.boolean().nullable(), opinionAt: At.nullable(), decision: z.enum(['granted', 'refused', 'withdrawn']).nullable(), decisionReason: z.string().nullable(), conditions: z.string().nullable(), decidedAt: At.nullable(), toldAt: At.nullable(),
})
export type ConditionalFile = z.infer<typeof ConditionalFile>
export const listConditional = endpoint({
  name: 'prisons.conditional', method: 'GET', path: '/api/prisons/conditional', may: 'prisons.read-conditional', article: 'CPC 331-337',
  input: z.object({ state: z.enum(['open', 'decided', 'all']).default('open'), custodyId: z.uuid().optional(), limit: z.coerce.number().int().min(1).max(200).default(100) }), output: z.object({ rows: z.array(ConditionalFile) }),
})
/** Opens the file and sends it to the court that sentenced, with the prison's report on conduct. */
export const openConditional = endpoint({
  name: 'prisons.openConditional', method: 'POST', path: '/api/prisons/conditional/open', may: 'prisons.open-conditional', article: 'CPC 331-332; Juvenile 84',
  input: z.object({ ...asSeen, request: text(4000, 3), conduct: text(4000, 3) }), output: z.object({ id: z.uuid(), number: z.string(), warnings: z.array(Finding) }),
})
export const giveOpinion = endpoint({
  name: 'prisons.giveOpinion', method: 'POST', path: '/api/prisons/conditional/opinion', may: 'prisons.give-opinion', article: 'CPC 332',
  input: z.object({ id: z.uuid(), inFavour: z.boolean(), opinion: text(4000, 3) }), output: z.object({ id: z.uuid() }),
})
/** The court decides. Granted, a release order follows in the same act. */
export const decideConditional = endpoint({
  name: 'prisons.decideConditional', method: 'POST', path: '/api/prisons/conditional/decide', may: 'prisons.decide-conditional', article: 'CPC 332-334',
  input: z.object({ id: z.uuid(), granted: z.boolean(), reason: text(4000, 3), conditions: z.string().trim().max(2000).optional() }), output: z.object({ id: z.uuid(), releaseOrderId: z.uuid().nullable() }),
})
export const tellConditions = endpoint({
  name: 'prisons.tellConditions', method: 'POST', path: '/api/prisons/conditional/tell', may: 'prisons.open-conditional', article: 'CPC 332(C)',
  input: z.object({ id: z.uuid() }), output: z.object({ id: z.uuid() }),
})

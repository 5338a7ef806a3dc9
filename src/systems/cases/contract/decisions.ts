import { z } from 'zod'
import { endpoint } from '#kernel/http/endpoint.ts'
import { At, caseAsSeen, caseId, optionalText, Outcome, text, Warning } from './parts.ts'

const decided = z.object({ decisionId: z.uuid(), number: z.string(), documentId: z.uuid().nullable(), warnings: z.array(Warning) })

/** What Article 131 asks beside what the case already holds. */
export const ReferralInput = z.object({
  trialCourtId: z.uuid(), evidence: text(20_000, 0), victim: optionalText(500), place: optionalText(300), time: optionalText(100), summary: z.boolean().default(false),
  accused: z.array(z.object({ personId: z.uuid(), age: z.int().min(0).max(130).optional(), trade: optionalText(200), residence: optionalText(500) })).max(50).default([]),
  studyReport: optionalText(500), courtLeave: optionalText(500), permission: optionalText(500),
})
/** One of the five outcomes of Article 130, for all accused or for those named. */
export const decide = endpoint({
  name: 'cases.decide', method: 'POST', path: '/api/cases/decide', may: 'cases.decide', article: 'CPC 130',
  input: z.object({
    ...caseAsSeen, outcome: Outcome, personIds: z.array(z.uuid()).max(50).default([]), punishable: z.boolean(), evidenceSuffices: z.boolean(), accident: z.boolean().default(false),
    reasons: text(20_000, 3), referral: ReferralInput.optional(),
  }),
  output: decided,
})
/** Two cases go on as one; the other is joined into this one (CPC 132-133). */
export const join = endpoint({
  name: 'cases.join', method: 'POST', path: '/api/cases/join', may: 'cases.join', article: 'CPC 132',
  input: z.object({ ...caseAsSeen, otherId: z.uuid(), tie: z.enum(['one-act', 'one-purpose', 'same-kind']), reasons: text(4000, 3) }), output: decided,
})
/** Some of the accused go on in a case of their own: a child always does (Juvenile 53). */
export const split = endpoint({
  name: 'cases.split', method: 'POST', path: '/api/cases/split', may: 'cases.split', article: 'CPC 132',
  input: z.object({ ...caseAsSeen, personIds: z.array(z.uuid()).min(1).max(50), reasons: text(4000, 3) }), output: decided.extend({ caseId: z.uuid(), caseNumber: z.string() }),
})
export const reopen = endpoint({
  name: 'cases.reopen', method: 'POST', path: '/api/cases/reopen', may: 'cases.reopen', article: 'CPC 302',
  input: z.object({ ...caseAsSeen, newEvidence: z.boolean(), graverResult: z.boolean().default(false), reasons: text(4000, 3) }), output: decided,
})
/** Another investigation court is competent (CPC 53). */
export const transfer = endpoint({
  name: 'cases.transfer', method: 'POST', path: '/api/cases/transfer', may: 'cases.transfer', article: 'CPC 53',
  input: z.object({ ...caseAsSeen, courtId: z.uuid(), reasons: text(4000, 3) }), output: decided,
})
/** A waiver (CPC 9) or conciliation (CPC 194-198) is declared and written down. */
export const recordSettlement = endpoint({
  name: 'cases.recordSettlement', method: 'POST', path: '/api/cases/settlement', may: 'cases.record-settlement', article: 'CPC 194',
  input: z.object({
    ...caseId, kind: z.enum(['waiver', 'conciliation']), byPersonId: z.uuid(), capacity: z.enum(['victim', 'representative', 'complainant']), forPersonIds: z.array(z.uuid()).min(1).max(50),
    statement: text(8000, 3), conditional: z.boolean().default(false), threatHarmOrDamage: z.boolean().default(false),
  }),
  output: z.object({ id: z.uuid(), needsApproval: z.boolean(), warnings: z.array(Warning) }),
})
export const decideSettlement = endpoint({
  name: 'cases.decideSettlement', method: 'POST', path: '/api/cases/settlement/decide', may: 'cases.decide-settlement', article: 'CPC 195',
  input: z.object({ ...caseAsSeen, settlementId: z.uuid(), accept: z.boolean(), reasons: text(4000, 3) }), output: decided,
})

export const Notice = z.object({
  id: z.uuid(), caseId: z.uuid(), number: z.string().nullable(), version: z.int(), kind: z.enum(['opened', 'decision', 'coercion']), decision: z.string().nullable(), summary: z.string(), offenceCode: z.string().nullable(),
  article: z.string(), toldAt: At, seenAt: At.nullable(),
})
/** What this office was told of its cases: news (49), decisions (130(E)), allegations of coercion (127). */
export const listNotices = endpoint({
  name: 'cases.notices', method: 'GET', path: '/api/cases/notices', may: 'cases.read',
  input: z.object({ unseen: z.enum(['yes', 'no']).default('yes'), limit: z.coerce.number().int().min(1).max(500).default(100) }), output: z.object({ rows: z.array(Notice) }),
})
export const acknowledge = endpoint({
  name: 'cases.acknowledge', method: 'POST', path: '/api/cases/notices/seen', may: 'cases.acknowledge', article: 'CPC 130(E)',
  input: z.object({ caseId: z.uuid(), noticeId: z.uuid() }), output: z.object({ noticeId: z.uuid() }),
})

/** The rules name the facts of the law; a form has fields. Pure: findings with the field of the form that they speak of. */
import type { Finding } from '#kernel/words/finding.ts'

/** The same findings, each at the form's field; what no field shows stays as it is. */
export function atFields(found: readonly Finding[], fields: Readonly<Record<string, string>>): Finding[] {
  return found.map((f) => (f.field !== undefined && fields[f.field] !== undefined ? { ...f, field: fields[f.field]! } : f))
}

/** One finding for each field and article: the complaint and the diary may both miss one signature. */
export function oncePerField(found: readonly Finding[]): Finding[] {
  return found.filter((f, n) => found.findIndex((g) => (f.field === undefined ? g.code === f.code : g.field === f.field && g.article === f.article)) === n)
}

export const openingFields = { informantSigned: 'signed', informantStatement: 'summary', facts: 'summary', reportedAt: 'receivedAt', complainant: 'complainantId' } as const
export const witnessFields = { text: 'body', oathTaken: 'sworn', signedByWitness: 'signature' } as const
export const accusedFields = { text: 'body', rightsTold: 'toldRights', defender: 'defenderPresent', recordedBy: 'confession' } as const
export const searchFields = { mukhtarOrSubstitute: 'mukhtar' } as const
export const referralFields = {
  court: 'referral.trialCourtId', evidence: 'referral.evidence', victim: 'referral.victim', place: 'referral.place', time: 'referral.time', summary: 'referral.summary', studyReport: 'referral.studyReport',
  courtLeave: 'referral.courtLeave', permission: 'referral.permission', age: 'referral.accused', trade: 'referral.accused', residence: 'referral.accused', accused: 'referral.accused',
} as const

/** Gathers the facts that the rules of Articles 130-136 ask for, from the case, its parties, charges and statements. */
import type { Reader } from '#kernel/act/act.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import type { Finding } from '#kernel/words/finding.ts'
import { findOffence } from '#systems/offences/public.ts'
import { ageOn, courtOf, gravestOf, isTooYoung, needsCourtLeave, needsPermission, textOf } from './law.ts'
import { checkReferral, type Referral } from './rules/outcomes.ts'
import { accusationOf } from './store/charge.ts'
import { findPersonFacts } from './store/person.ts'
import type { CaseRow, ChargeRow, DecisionRow, PartyRow } from './store/tables.ts'

/** The decisions that end the investigation for an accused. */
export const endings: readonly string[] = ['reject', 'refer', 'release', 'close-unknown', 'close-accident', 'accept-conciliation', 'accept-waiver']

/** For each live accused the decision that stands, or null while none does; a reopening wipes the slate. */
export function standingDecisions(accused: readonly PartyRow[], decisions: readonly DecisionRow[]): Map<string, DecisionRow | null> {
  return new Map(accused.map((p) => [p.person_id, lastFor(p.person_id, decisions)]))
}

function lastFor(personId: string, decisions: readonly DecisionRow[]): DecisionRow | null {
  const last = decisions.findLast((d) => (endings.includes(d.kind) || d.kind === 'reopen') && (d.person_ids.length === 0 || d.person_ids.includes(personId)))
  return last && last.kind !== 'reopen' ? last : null
}

/** Age of each accused at the act, where the register of persons knows it. */
export async function agesAtAct(r: Reader, row: CaseRow, personIds: readonly string[]): Promise<Map<string, number>> {
  const facts = await findPersonFacts(r, personIds)
  const day = baghdadDay(row.occurred_at ?? row.opened_at)
  return new Map(personIds.flatMap((id) => {
    const found = facts.get(id)
    const age = found && ageOn(found.birth, day)
    return age === undefined ? [] : [[id, age] as const]
  }))
}

/** Whether every one of these accused is under the age of responsibility. */
export function allTooYoung(row: CaseRow, charges: readonly ChargeRow[], personIds: readonly string[], ages: ReadonlyMap<string, number>): boolean {
  return personIds.length > 0 && personIds.every((id) => {
    const charge = charges.find((c) => c.person_id === id && c.ended_at === null)
    return charge !== undefined && isTooYoung(accusationOf(charge), row.jurisdiction, ages.get(id))
  })
}

export interface ReferralFacts {
  readonly row: CaseRow; readonly accused: readonly PartyRow[]; readonly parties: readonly PartyRow[]; readonly charges: readonly ChargeRow[]; readonly ages: ReadonlyMap<string, number>
  readonly questioned: ReadonlySet<string>; readonly judge: string; readonly today: string; readonly courtKind: string
  readonly input: { readonly evidence: string; readonly victim?: string | undefined; readonly place?: string | undefined; readonly time?: string | undefined; readonly summary: boolean
    readonly accused: readonly { personId: string; age?: number | undefined; trade?: string | undefined; residence?: string | undefined }[]
    readonly studyReport?: string | undefined; readonly courtLeave?: string | undefined; readonly permission?: string | undefined }
}

/** The referral of each accused as Article 131 wants it: what the case knows, filled up with what the judge wrote. */
export function referralsOf(f: ReferralFacts): Referral[] {
  return f.accused.map((party) => {
    const charges = f.charges.filter((c) => c.person_id === party.person_id && c.ended_at === null)
    const said = f.input.accused.find((a) => a.personId === party.person_id)
    const gravest = gravestOf(charges.map(accusationOf), f.row.jurisdiction)?.charge
    const atAct = f.ages.get(party.person_id)
    const age = said?.age ?? f.ages.get(party.person_id)
    const titles = charges.map((c) => findOffence(c.offence_code)?.title.ar ?? c.offence_code)
    const victims = f.parties.filter((p) => p.role === 'victim' && p.ended_at === null).map((p) => p.name).filter(Boolean)
    return {
      accused: party.name || party.person_id, ...(age === undefined ? {} : { age }), trade: said?.trade || party.trade || '', residence: said?.residence || party.residence || '', offence: titles.join('، '),
      place: f.input.place || f.row.place, time: f.input.time || f.row.occurred_at?.toISOString() || '', article: charges.map((c) => c.offence_code).join(', '), victim: f.input.victim || victims.join('، '),
      evidence: f.input.evidence, date: f.today, signature: f.judge, sealed: true, maximum: gravest ? textOf(gravest, f.row.jurisdiction) : { kind: 'none' },
      court: f.courtKind, summary: f.input.summary, ...(party.juvenile ? { ageAtAct: Math.min(17, atAct ?? 17) } : atAct === undefined ? {} : { ageAtAct: Math.max(18, atAct) }), studyReport: Boolean(f.input.studyReport), fugitive: party.status === 'fugitive',
      statementTaken: f.questioned.has(party.person_id), needsCourtLeave: charges.some((c) => needsCourtLeave(c.offence_code)), needsPermission: charges.some((c) => needsPermission(c.offence_code)),
      ...(f.input.courtLeave ? { courtLeave: f.input.courtLeave } : {}), ...(f.input.permission ? { permission: f.input.permission } : {}),
    }
  })
}

function isChild(r: Referral): boolean {
  return r.ageAtAct !== undefined && r.ageAtAct < 18
}

/** What the law has against these referrals. Several accused of different gravity go together to the court of the gravest. */
export function checkReferrals(referrals: readonly Referral[], row: CaseRow, charges: readonly ChargeRow[]): Finding[] {
  const together = courtOf(charges.filter((c) => c.ended_at === null).map(accusationOf), row.jurisdiction, referrals.every(isChild))
  const found = referrals.flatMap((r) => checkReferral(r).filter((f) => f.code !== 'cases.referral-wrong-court' || isChild(r) || r.court !== together))
  return found.filter((f, n) => found.findIndex((g) => g.code === f.code && g.field === f.field) === n)
}

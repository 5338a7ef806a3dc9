import { createRecord, type Tx } from '#kernel/act/act.ts'
import { refuse, refuseBlocked } from '#kernel/act/refusal.ts'
import { findReceiver } from '#kernel/clock/alarms.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { grantAccess } from '#kernel/handover/handover.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import type { Finding } from '#kernel/words/finding.ts'
import { atFields, oncePerField, openingFields } from './form-fields.ts'
import { classNameOf, complaintFacts, gravestOf, heaviestOf, isKnownOffence, type Accusation } from './law.ts'
import { checkComplaint, checkMeasureBeforeComplaint, isComplaintOnly } from './rules/complaint.ts'
import { checkDiary, whoIsTold } from './rules/diary.ts'
import { findInvestigationCourt, getCaseRow, getRecord, insertCase, refreshCase } from './store/case.ts'
import { insertCharge } from './store/charge.ts'
import { tell } from './store/notice.ts'
import { insertDiaryEntry } from './store/papers.ts'
import { actorOf, findParties, insertParty } from './store/party.ts'
import { findPersonFacts } from './store/person.ts'
import type { AccusedStatus } from './store/tables.ts'

export interface NewAccused {
  /** Null: the perpetrator is not known yet; the charge stands against an unknown person. */
  readonly personId: string | null
  readonly offenceCode: string
  readonly circumstance?: string | null | undefined
  readonly attempt?: boolean | undefined
  readonly status?: AccusedStatus | undefined
  readonly trade?: string | null | undefined
  readonly residence?: string | null | undefined
}

export interface NewCase {
  /** Complaint of the injured person, information from anyone else, or an arrest in the act (CPC 1, 47-49, 102-103). */
  readonly kind: 'complaint' | 'information' | 'arrest'
  readonly summary: string
  readonly place: string
  readonly occurredAt?: Date | null | undefined
  /** When the news came; the act's own time when not given. */
  readonly receivedAt?: Date | undefined
  readonly complainantId?: string | null | undefined
  readonly capacity?: 'victim' | 'representative' | 'other-informant' | 'prosecution' | undefined
  readonly victimIds?: readonly string[] | undefined
  readonly informant?: string | null | undefined
  /** In a contravention the brief report names the witnesses (CPC 49(B)). */
  readonly witnesses?: string | null | undefined
  readonly signed?: boolean | undefined
  readonly written?: boolean | undefined
  readonly flagrante?: boolean | undefined
  readonly civilClaim?: 'included' | 'declined' | 'not-said' | undefined
  /** The day the victim knew of the offence (CPC 6). */
  readonly knewOn?: string | null | undefined
  readonly victimIsKin?: boolean | undefined
  readonly againstPublicServant?: boolean | undefined
  readonly stateProperty?: boolean | undefined
  readonly accused: readonly NewAccused[]
  /** The investigation court, where it is not the one of the office's own district. */
  readonly courtId?: string | null | undefined
}

export interface OpenedCase { readonly caseId: string; readonly number: string; readonly diaryNumber: string | null; readonly warnings: Finding[] }

/**
 * Opens a case within an act: record, station diary, parties, charges, access of the investigation court and of the prosecution.
 * The custody system calls it for an arrest. A complaint is refused where the law bars it (CPC 3, 6, 9, 49); for an arrest, which has
 * already happened, the same findings come back as warnings. Source: CPC 1, 47-50.
 * @param recordId of the act's own record, when the act's subject is the new case itself
 * @throws Refusal with the rule that refused
 */
export async function openCase(tx: Tx, c: NewCase, recordId?: string): Promise<OpenedCase> {
  const session = tx.ctx.session ?? refuse('kernel.sign-in-first', { status: 401 })
  const record = recordId ? await getRecord(tx, recordId) : await createRecord(tx, 'case', { label: labelOf(c), series: 'case' })
  const office = await getOffice(tx, session.officeId)
  const receivedAt = c.receivedAt ?? tx.at
  const setting = { victimIsKin: c.victimIsKin ?? false, againstPublicServant: c.againstPublicServant ?? false, stateProperty: c.stateProperty ?? false }
  const accusations = c.accused.map((a): Accusation => ({ ...a, actOn: c.occurredAt ? baghdadDay(c.occurredAt) : null }))
  for (const a of accusations) if (!isKnownOffence(a, record.jurisdiction)) refuse('cases.offence-unknown', { field: 'accused', params: { code: a.offenceCode } })
  const complainantName = c.complainantId ? (await findPersonFacts(tx, [c.complainantId])).get(c.complainantId)?.name || c.complainantId : ''
  const isStation = office.kind === 'police-station' || office.kind === 'juvenile-police'
  const facts = { ...c, receivedAt, complainantName, at: tx.at, diaryNumber: record.number ?? '-' }
  const warnings = checkOpening(facts, accusations, setting, record.jurisdiction, isStation)
  const courtId = c.courtId ?? (await findInvestigationCourt(tx, office.id)) ?? refuse('cases.no-investigation-court', { field: 'courtId' })
  if ((await getOffice(tx, courtId)).kind !== 'investigation-court') refuse('cases.not-an-investigation-court', { field: 'courtId', article: 'CPC 53' })
  const prosecutionId = (await findReceiver(tx, office.id, 'prosecution-office')) ?? null
  const offences = accusations.map((a) => isComplaintOnly(complaintFacts(a, setting)))
  await insertCase(tx, {
    id: record.id, origin: c.kind, stage: 'investigation', summary: c.summary, place: c.place, occurred_at: c.occurredAt ?? null, governorate: record.governorate,
    jurisdiction: record.jurisdiction, station_id: office.id, court_id: courtId, prosecution_id: prosecutionId, trial_court_id: null, opened_at: tx.at, opened_by: actorOf(tx),
    flagrante: c.flagrante ?? c.kind === 'arrest', civil_claim: c.civilClaim ?? 'not-said', complaint_only: offences.length > 0 && offences.every(Boolean),
    complained: c.kind === 'complaint' && (c.capacity ?? 'victim') !== 'other-informant', knew_on: c.knewOn ?? null, victim_is_kin: setting.victimIsKin,
    against_public_servant: setting.againstPublicServant, state_property: setting.stateProperty, offence_code: null, offence_class: null, outcome: null, outcome_at: null, joined_into: null,
  })
  await addParties(tx, record.id, c)
  for (const a of accusations) await insertCharge(tx, { ...a, caseId: record.id, jurisdiction: record.jurisdiction })
  const diary = isStation
    ? await insertDiaryEntry(tx, { case_id: record.id, officeId: office.id, informedAt: receivedAt, informant: c.informant ?? (complainantName || null), witnesses: c.witnesses ?? null, summary: c.summary, signed: c.signed ?? false, corrects: null })
    : null
  await tellOthers(tx, { caseId: record.id, aboutId: diary?.id ?? record.id, officeId: office.id, courtId, prosecutionId, flagrante: c.flagrante ?? c.kind === 'arrest' })
  await refreshCase(tx, record.id)
  return { caseId: record.id, number: record.number ?? '', diaryNumber: diary?.number ?? null, warnings }
}

/** What hand-over lists and the desk call the case: the article, never a name. */
export function labelOf(c: Pick<NewCase, 'accused' | 'place'>): string {
  const codes = [...new Set(c.accused.map((a) => a.offenceCode))].join(', ')
  return `${codes || '—'} · ${c.place}`.slice(0, 200)
}

interface OpeningFacts extends NewCase { receivedAt: Date; complainantName: string; at: Date; diaryNumber: string }

function checkOpening(c: OpeningFacts, accusations: readonly Accusation[], setting: { victimIsKin: boolean; againstPublicServant: boolean; stateProperty: boolean }, jurisdiction: 'federal' | 'kri', isStation: boolean): Finding[] {
  const found: Finding[] = []
  const capacity = c.capacity ?? (c.kind === 'complaint' ? 'victim' : 'other-informant')
  for (const a of accusations) {
    const offence = complaintFacts(a, setting)
    if (c.kind === 'complaint') {
      found.push(...checkComplaint({
        complainant: c.complainantName, capacity, facts: c.summary, place: c.place, written: c.written ?? true, civilClaim: c.civilClaim ?? 'not-said', receivedAt: c.receivedAt,
        receivedOn: baghdadDay(c.receivedAt), diaryNumber: c.diaryNumber, signed: c.signed ?? false, victimDiedBefore: false, needsAppointedRepresentative: false, waivedBefore: false,
        ...(c.knewOn ? { knewOn: c.knewOn } : {}),
      }, offence))
    } else found.push(...checkMeasureBeforeComplaint(offence, false))
  }
  if (isStation && c.kind !== 'arrest') {
    const gravest = gravestOf(accusations, jurisdiction)
    found.push(...checkDiary({
      summary: c.summary, reportedAt: c.receivedAt, enteredAt: c.at, informant: c.informant ?? c.complainantName, informantStatement: c.summary, informantSigned: c.signed ?? false,
      cls: gravest ? classNameOf(gravest.maximum) : 'misdemeanour', flagrante: c.flagrante ?? false, witnesses: c.witnesses ?? '', article: accusations[0] ? heaviestOf(accusations[0], jurisdiction).article : '-',
      // The court reads the case from the moment it is opened: that is the report of CPC 49(A).
      reportSentAt: c.at,
    }))
  }
  const once = oncePerField(atFields(found, openingFields))
  // An arrest has happened: to refuse its record would hide it. What the law has against it goes on as a warning.
  if (c.kind !== 'arrest') refuseBlocked(once)
  return once
}

async function addParties(tx: Tx, caseId: string, c: NewCase): Promise<void> {
  const actAt = c.occurredAt
  if (c.complainantId) await insertParty(tx, caseId, { personId: c.complainantId, role: c.kind === 'complaint' ? 'complainant' : 'informant' })
  const victims = new Set([...(c.victimIds ?? []), ...(c.complainantId && c.kind === 'complaint' && (c.capacity ?? 'victim') === 'victim' ? [c.complainantId] : [])])
  for (const personId of victims) await insertParty(tx, caseId, { personId, role: 'victim', actAt })
  if (c.complainantId && c.civilClaim === 'included') await insertParty(tx, caseId, { personId: c.complainantId, role: 'civil-claimant' })
  const added = new Set<string>()
  for (const a of c.accused) {
    if (a.personId === null || added.has(a.personId)) continue
    added.add(a.personId)
    if (a.personId === c.complainantId) refuse('cases.complains-of-himself', { field: 'accused' })
    await insertParty(tx, caseId, { personId: a.personId, role: 'accused', actAt, status: a.status ?? (c.kind === 'arrest' ? 'arrested' : 'free'), trade: a.trade, residence: a.residence })
  }
}

async function tellOthers(tx: Tx, t: { caseId: string; aboutId: string; officeId: string; courtId: string; prosecutionId: string | null; flagrante: boolean }): Promise<void> {
  await grantAccess(tx, t.caseId, t.courtId, 'judge')
  if (t.prosecutionId) await grantAccess(tx, t.caseId, t.prosecutionId, 'prosecution')
  const told = whoIsTold({ flagrante: t.flagrante })
  if (told.includes('investigative-judge') && t.courtId !== t.officeId) await tell(tx, { caseId: t.caseId, kind: 'opened', aboutId: t.aboutId, officeId: t.courtId, article: 'CPC 49(A)' })
  if (told.includes('prosecution') && t.prosecutionId) await tell(tx, { caseId: t.caseId, kind: 'opened', aboutId: t.aboutId, officeId: t.prosecutionId, article: 'CPC 43' })
}

/** Adds an accused with a charge to a case that is open; a person who is accused already gets the further charge. */
export async function addAccused(tx: Tx, caseId: string, a: NewAccused & { actOn?: string | null; juvenile?: boolean; reason?: string | null }): Promise<{ chargeId: string }> {
  const row = await getCaseRow(tx, caseId)
  const known = (await findParties(tx, caseId)).some((p) => p.person_id === a.personId && p.role === 'accused' && p.ended_at === null)
  if (a.personId !== null && !known) {
    await insertParty(tx, caseId, { personId: a.personId, role: 'accused', actAt: row.occurred_at, status: a.status, trade: a.trade, residence: a.residence, ...(a.juvenile === undefined ? {} : { juvenile: a.juvenile }) })
  }
  const chargeId = await insertCharge(tx, { ...a, caseId, jurisdiction: row.jurisdiction, actOn: a.actOn ?? (row.occurred_at ? baghdadDay(row.occurred_at) : null) })
  await refreshCase(tx, caseId)
  tx.also(caseId)
  return { chargeId }
}

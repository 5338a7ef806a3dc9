/** What custody does when something happens in a case: a charge changes, the judge decides, the accused go to another case, another court is competent. */
import type { Reader, Tx } from '#kernel/act/act.ts'
import { grantAccess, revokeAccess, type Handover } from '#kernel/handover/handover.ts'
import type { HandoverRules } from '#kernel/handover/kinds.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { baghdadDay, dayMs } from '#kernel/clock/calendar.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import { getCase, type CourtChanged, type Decided, type DetentionFacts, type Moved, type Requalified } from '#systems/cases/public.ts'
import { custodyOffices, openAccess } from './book.ts'
import { chargeFactFor } from './charges.ts'
import { orderRelease } from './orderRelease.ts'
import { justAfter, projectCustody } from './project.ts'
import { legalCover } from './rules/cover.ts'
import { bandOf, birthOf } from './standing.ts'
import { addCustodyCase, findOpenCustody, findCustodyRow, getCustodyRow, idsOfCase, leaveCustodyCase, listCustodyCases, refOf, updateCustody } from './store/custody.ts'
import { insertFact, listFacts } from './store/facts.ts'
import { insertStep } from './store/steps.ts'
import type { CustodyRow } from './store/tables.ts'

/**
 * The open custodies of these persons in a case. Whoever may decide in the case must reach each of them: where the office has no access to
 * one, the act gives it. @param personIds all of the case when not given
 */
async function openCustodies(tx: Tx, caseId: string, personIds?: readonly string[]): Promise<CustodyRow[]> {
  const found: CustodyRow[] = []
  for (const id of await idsOfCase(tx, caseId)) {
    if (tx.ctx.session && !(await findCustodyRow(tx, id))) await grantAccess(tx, id, tx.ctx.session.officeId, 'interested')
    const row = await getCustodyRow(tx, id)
    if (row.ended_at === null && (personIds === undefined || personIds.includes(row.person_id))) found.push(row)
  }
  return found
}

/** A new qualification changes the ceiling from now on (CPC 109(C)). */
export async function followRequalification(tx: Tx, { caseId, personId }: Requalified): Promise<void> {
  if (personId === null) return
  for (const row of await openCustodies(tx, caseId, [personId])) {
    const ref = await refOf(tx, row.id, caseId)
    await insertFact(tx, row.id, await chargeFactFor(tx, caseId, ref, { personId, birth: birthOf(row), actDay: row.act_day, jurisdiction: row.jurisdiction }, tx.at))
    await projectCustody(tx, row.id)
  }
}

const releasing: Partial<Record<Decided['outcome'], string>> = { 'refuse-and-close': 'CPC 130(A), (D)', 'release-and-close-temporarily': 'CPC 130(B), (D)', 'close-temporarily': 'CPC 130(C), (D)' }

/** CPC 130: who is rejected, released or closed against goes free (D); who is referred stands before the trial court. */
export async function followDecision(tx: Tx, decided: Decided): Promise<void> {
  const article = releasing[decided.outcome]
  for (const row of await openCustodies(tx, decided.caseId, decided.personIds)) {
    if (article !== undefined) await orderRelease(tx, row.id, { decision: 'case-closed', article, reason: decided.article, caseId: decided.caseId })
    if (decided.outcome !== 'refer' || row.case_id !== decided.caseId) continue
    await updateCustody(tx, row.id, { proceeding: 'referred', trial_court_id: decided.trialCourtId ?? null })
    if (decided.trialCourtId) await grantAccess(tx, row.id, decided.trialCourtId, 'court')
    await projectCustody(tx, row.id)
  }
}

/** Joined or split: the custody goes on in the other case, with the count of detention it had. */
export async function followMove(tx: Tx, { fromCaseId, toCaseId, personIds }: Moved): Promise<void> {
  for (const row of await openCustodies(tx, fromCaseId, personIds)) {
    const to = await getCase(tx, toCaseId)
    await addCustodyCase(tx, { custodyId: row.id, caseId: toCaseId, ref: await refOf(tx, row.id, fromCaseId) })
    await leaveCustodyCase(tx, row.id, fromCaseId)
    if (row.case_id === fromCaseId) await updateCustody(tx, row.id, { case_id: toCaseId, case_number: to.number, court_id: to.courtId })
    await grantAccess(tx, row.id, to.courtId, 'judge')
    await projectCustody(tx, row.id)
  }
}

/** Another investigation court is competent: its judge decides from now on. */
export async function followCourt(tx: Tx, { caseId, fromCourtId, toCourtId }: CourtChanged): Promise<void> {
  for (const row of await openCustodies(tx, caseId)) {
    await grantAccess(tx, row.id, toCourtId, 'judge')
    if (row.case_id === caseId) await updateCustody(tx, row.id, { court_id: toCourtId })
    await projectCustody(tx, row.id)
    if (row.held_by !== fromCourtId && !(await otherCaseOf(tx, row, caseId, fromCourtId))) await revokeAccess(tx, row.id, fromCourtId, 'judge')
  }
}

async function otherCaseOf(tx: Tx, row: CustodyRow, caseId: string, courtId: string): Promise<boolean> {
  for (const other of await listCustodyCases(tx, row.id)) {
    if (other.caseId !== caseId && !other.left && (await getCase(tx, other.caseId)).courtId === courtId) return true
  }
  return false
}

/** What cases asks before a decision: is the accused detained, for how long, does another case hold them. */
export async function detentionFacts(r: Reader, caseId: string, personId: string): Promise<DetentionFacts> {
  const row = await findOpenCustody(r, [personId])
  if (!row) return { detained: false, since: null, detainedDays: 0, otherLiveOrder: false }
  const cases = await listCustodyCases(r, row.id)
  const here = cases.find((c) => c.caseId === caseId)
  const cover = legalCover(await listFacts(r, row.id), justAfter(r.ctx.now), row.jurisdiction)
  const ceiling = cover.ceilings.find((c) => c.caseRef === (here?.ref ?? caseId))
  return { detained: here !== undefined, since: here === undefined ? null : baghdadDay(ceiling?.startedAt ?? row.arrested_at), detainedDays: Math.floor((ceiling?.detained ?? 0) / dayMs), otherLiveOrder: cases.some((c) => c.caseId !== caseId && !c.left) }
}

/** A person is handed only to those who may hold them; whoever accepts is the keeper from that instant. */
export const custodyHandover: HandoverRules = {
  async beforeOffer(tx, offer) {
    const row = await getCustodyRow(tx, tx.record.id)
    const to = await getOffice(tx, offer.toOffice)
    if (row.ended_at !== null) refuse('custody.not-held-now', { status: 409, params: { stage: row.stage } })
    if (!custodyOffices.includes(to.kind)) refuse('custody.office-holds-nobody', { article: 'CPC 92', field: 'toOffice', params: { kind: to.kind } })
    if (to.kind === 'prison' && bandOf(row) !== 'adult') refuse('custody.juvenile-not-to-prison', { article: 'Juvenile 52(3)', field: 'toOffice' })
  },
  async afterAccept(tx: Tx, done: Handover) {
    const row = await getCustodyRow(tx, done.record_id)
    const office = await getOffice(tx, done.to_office)
    await updateCustody(tx, row.id, { held_by: office.id, facility_kind: office.kind, governorate: office.governorate ?? row.governorate })
    if (office.kind === 'juvenile-police' && bandOf(row) !== 'adult') await insertStep(tx, { custodyId: row.id, kind: 'juvenile-police', at: tx.at })
    await openAccess(tx, row.id, { office: row.station_id, court: row.court_id, prosecution: row.prosecution_id, trialCourt: row.trial_court_id })
    await projectCustody(tx, row.id)
  },
}

/** Nobody's record is destroyed while they are held under it. */
export async function assertEnded(r: Reader, custodyId: string): Promise<void> {
  const row = await findCustodyRow(r, custodyId)
  if (row !== undefined && row.ended_at === null) refuse('kernel.still-open')
}

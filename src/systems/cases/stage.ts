import { sql } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { grantAccess } from '#kernel/handover/handover.ts'
import { registerHandoverRules, type HandoverRules } from '#kernel/handover/kinds.ts'
import { getOffice } from '#kernel/offices/offices.ts'
import { findCaseRow, getCaseRow, getRecord, setRecordState, updateCase } from './store/case.ts'
import { findCharges } from './store/charge.ts'
import { sameIds } from './store/list.ts'
import type { CaseTables, ChargeRow, Stage } from './store/tables.ts'

/** A case as other systems see it. */
export interface CaseFacts {
  readonly id: string; readonly number: string; readonly stage: Stage; readonly stationId: string; readonly courtId: string; readonly trialCourtId: string | null
  readonly prosecutionId: string | null; readonly jurisdiction: 'federal' | 'kri'; readonly governorate: string | null; readonly heldBy: string; readonly summary: string
  readonly occurredAt: Date | null; readonly openedAt: Date; readonly juvenile: boolean; readonly offenceCode: string | null; readonly victimIsKin: boolean
}

/** A charge as other systems see it; `endedAt` null while it stands. */
export interface CaseCharge {
  readonly id: string; readonly personId: string | null; readonly offenceCode: string; readonly circumstance: string | null; readonly attempt: boolean
  readonly actOn: string | null; readonly qualifiedAt: Date; readonly endedAt: Date | null
}

export function viewCharge(c: ChargeRow): CaseCharge {
  return { id: c.id, personId: c.person_id, offenceCode: c.offence_code, circumstance: c.circumstance, attempt: c.attempt, actOn: c.act_on, qualifiedAt: c.qualified_at, endedAt: c.ended_at }
}

/** The case, or the refusal that no such record exists for this session. */
export async function getCase(r: Reader, caseId: string): Promise<CaseFacts> {
  const row = await getCaseRow(r, caseId)
  const record = await getRecord(r, caseId)
  return {
    id: row.id, number: record.number ?? '', stage: row.stage, stationId: row.station_id, courtId: row.court_id, trialCourtId: row.trial_court_id, prosecutionId: row.prosecution_id,
    jurisdiction: row.jurisdiction, governorate: row.governorate, heldBy: record.office_id, summary: row.summary, occurredAt: row.occurred_at, openedAt: row.opened_at,
    juvenile: row.juvenile, offenceCode: row.offence_code, victimIsKin: row.victim_is_kin,
  }
}

/** The live charges against a person in a case. */
export async function chargesOf(r: Reader, caseId: string, personId: string): Promise<CaseCharge[]> {
  return (await findCharges(r, caseId)).filter((c) => c.person_id === personId && c.ended_at === null).map(viewCharge)
}

/** The cases in which a person is or was a party, newest first; under every id that was merged into theirs. */
export async function casesOfPerson(r: Reader, personId: string): Promise<{ caseId: string; number: string | null; role: string; stage: Stage; offenceCode: string | null; openedAt: Date; ended: boolean }[]> {
  const rows = await r.db.withTables<CaseTables>().selectFrom('cases.party as p').innerJoin('cases.case as c', 'c.id', 'p.case_id').innerJoin('kernel.record as k', 'k.id', 'p.case_id')
    .select(['p.case_id', 'k.number', 'p.role', 'c.stage', 'c.offence_code', 'c.opened_at', 'p.ended_at'])
    .where('p.person_id', 'in', sql<string>`(${sameIds(personId)})`)
    .orderBy('c.opened_at', 'desc').execute()
  return rows.map((c) => ({ caseId: c.case_id, number: c.number, role: c.role, stage: c.stage, offenceCode: c.offence_code, openedAt: c.opened_at, ended: c.ended_at !== null }))
}

const onward: Readonly<Record<Stage, readonly Stage[]>> = {
  investigation: ['referred', 'closed'], referred: ['trial', 'investigation', 'closed'], trial: ['judged', 'investigation', 'closed', 'referred'],
  judged: ['cassation', 'final', 'trial'], cassation: ['judged', 'trial', 'final', 'investigation'], final: ['trial', 'cassation', 'closed'], closed: ['investigation'],
}

/** Moves a case on, within an act. A closed case's record closes with it. @throws Refusal when the step is not one that a case can take */
export async function setCaseStage(tx: Tx, caseId: string, stage: Stage, o: { trialCourtId?: string | null } = {}): Promise<void> {
  const row = await getCaseRow(tx, caseId)
  if (row.stage !== stage && !onward[row.stage].includes(stage)) refuse('cases.stage-not-open', { status: 409, params: { from: row.stage, to: stage } })
  await updateCase(tx, caseId, { stage, ...(o.trialCourtId === undefined ? {} : { trial_court_id: o.trialCourtId }) })
  if (o.trialCourtId) await grantAccess(tx, caseId, o.trialCourtId, 'court')
  const record = await getRecord(tx, caseId)
  if (stage === 'closed' && record.state === 'held') await setRecordState(tx, caseId, 'closed')
  if (stage !== 'closed' && record.state === 'closed') await setRecordState(tx, caseId, 'held')
  tx.also(caseId)
}

const investigators = ['police-station', 'juvenile-police', 'investigation-court']
const courts = ['misdemeanour-court', 'felony-court', 'juvenile-court', 'appeal-court', 'cassation-court', 'investigation-court', 'prosecution-office']

/** A case file in hand-over: within the investigation to its own court or a station; to a trial court only on a referral (CPC 130(B), 131). */
export const caseHandover: HandoverRules = {
  async beforeOffer(tx, offer) {
    const row = await getCaseRow(tx, tx.record.id)
    const to = await getOffice(tx, offer.toOffice)
    const allowed = row.stage === 'investigation' ? investigators.includes(to.kind) && (to.kind !== 'investigation-court' || to.id === row.court_id)
      : row.stage === 'referred' ? to.id === row.trial_court_id : courts.includes(to.kind)
    if (!allowed) refuse('cases.handover-not-open', { article: 'CPC 131', field: 'toOffice', params: { stage: row.stage } })
  },
  async afterAccept(tx, done) {
    const row = await findCaseRow(tx, done.record_id)
    if (row?.stage !== 'referred' || done.to_office !== row.trial_court_id) return
    await setCaseStage(tx, done.record_id, 'trial', { trialCourtId: done.to_office })
  },
}
registerHandoverRules('case', caseHandover)

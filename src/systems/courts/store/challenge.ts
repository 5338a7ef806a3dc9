import { sql, type Insertable, type Updateable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { visible } from '#kernel/access/policy.ts'
import { refuse } from '#kernel/act/refusal.ts'
import type { ChallengeRow, ChallengeTable, CourtTables, DeathStepRow } from './tables.ts'

export async function insertChallenge(tx: Tx, row: Insertable<ChallengeTable>): Promise<void> {
  await tx.db.withTables<CourtTables>().insertInto('courts.challenge').values(row).execute()
}

export async function updateChallenge(tx: Tx, id: string, change: Updateable<ChallengeTable>): Promise<void> {
  await tx.db.withTables<CourtTables>().updateTable('courts.challenge').set(change).where('id', '=', id).execute()
}

export async function listChallengesOf(r: Reader, caseId: string): Promise<ChallengeRow[]> {
  return r.db.withTables<CourtTables>().selectFrom('courts.challenge').selectAll().where('case_id', '=', caseId).orderBy('filed_at').orderBy('id').execute()
}

/** A challenge of this case, or the refusal that there is none such. */
export async function getChallengeOf(r: Reader, caseId: string, id: string): Promise<ChallengeRow> {
  return (await listChallengesOf(r, caseId)).find((c) => c.id === id) ?? refuse('courts.challenge-unknown', { status: 404, field: 'challengeId' })
}

export type ListedChallenge = ChallengeRow & {
  case_number: string | null; version: number; judgment_number: string; given_on: string; accused: string; juvenile: boolean; death: boolean; class: string
  decider_ar: string; decider_ckb: string; decider_en: string; opinion_due: Date | null
}

/** Challenges that this session may read, the open first, then by filing. `mine`: those that its own office decides. */
export async function listChallenges(r: Reader, f: { state?: 'filed' | 'decided' | undefined; kind?: ChallengeRow['kind'] | undefined; mine: boolean; limit: number }): Promise<ListedChallenge[]> {
  let query = r.db.withTables<CourtTables>().selectFrom('courts.challenge as c').innerJoin('courts.judgment as j', 'j.id', 'c.judgment_id').innerJoin('kernel.record as k', 'k.id', 'c.case_id').innerJoin('kernel.office as o', 'o.id', 'c.decider_id')
    .selectAll('c').select(['k.number as case_number', 'k.version', 'j.number as judgment_number', 'j.given_on', 'j.accused', 'j.juvenile', 'j.death', 'j.class', 'o.name_ar as decider_ar', 'o.name_ckb as decider_ckb', 'o.name_en as decider_en',
      sql<Date | null>`(select min(w.due_at) from kernel.clock w where w.record_id = c.case_id and w.rule = 'CLK-11' and w.state in ('running', 'missed'))`.as('opinion_due')])
    .where(visible(r.ctx, 'courts.read', 'c.case_id')).orderBy(sql`c.state = 'decided'`).orderBy('c.filed_at').orderBy('c.id').limit(f.limit)
  if (f.state) query = query.where('c.state', '=', f.state)
  if (f.kind) query = query.where('c.kind', '=', f.kind)
  if (f.mine && r.ctx.session) query = query.where('c.decider_id', '=', r.ctx.session.officeId)
  return query.execute()
}

export async function insertDeathStep(tx: Tx, row: Insertable<CourtTables['courts.death_step']>): Promise<void> {
  await tx.db.withTables<CourtTables>().insertInto('courts.death_step').values(row).execute()
}

export async function listDeathSteps(r: Reader, judgmentId: string): Promise<DeathStepRow[]> {
  return r.db.withTables<CourtTables>().selectFrom('courts.death_step').selectAll().where('judgment_id', '=', judgmentId).orderBy('recorded_at').orderBy('id').execute()
}

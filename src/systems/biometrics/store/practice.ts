/** Practice sessions and their answers. */
import { randomUUIDv7 } from 'node:crypto'
import { sql, type Insertable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import type { PracticeKind } from '../rules/practice.ts'
import type { PracticeAnswerRow, PracticeSessionRow, UpkeepTables } from './upkeep-tables.ts'

const db = (r: Reader) => r.db.withTables<UpkeepTables>()

export async function insertSession(tx: Tx, row: Omit<Insertable<UpkeepTables['biometrics.practice_session']>, 'started_at'>): Promise<void> {
  await db(tx).insertInto('biometrics.practice_session').values({ ...row, started_at: tx.at }).execute()
}

/** One's own session; another's is not found. */
export async function findSession(r: Reader, id: string, accountId: string): Promise<PracticeSessionRow | undefined> {
  return db(r).selectFrom('biometrics.practice_session').selectAll().where('id', '=', id).where('account_id', '=', accountId).executeTakeFirst()
}

/** Like findSession, and nobody else answers it meanwhile. */
export async function lockSession(tx: Tx, id: string, accountId: string): Promise<PracticeSessionRow | undefined> {
  return db(tx).selectFrom('biometrics.practice_session').selectAll().where('id', '=', id).where('account_id', '=', accountId).forUpdate().executeTakeFirst()
}

/** The session of this kind that one has begun and not finished. */
export async function openSessionOf(r: Reader, accountId: string, kind: PracticeKind): Promise<PracticeSessionRow | undefined> {
  return db(r).selectFrom('biometrics.practice_session').selectAll().where('account_id', '=', accountId).where('kind', '=', kind).where('finished_at', 'is', null).executeTakeFirst()
}

export async function sessionsOf(r: Reader, accountId: string): Promise<PracticeSessionRow[]> {
  return db(r).selectFrom('biometrics.practice_session').selectAll().where('account_id', '=', accountId).orderBy('started_at', 'desc').orderBy('id', 'desc').limit(100).execute()
}

export async function answersOf(r: Reader, sessionIds: readonly string[]): Promise<PracticeAnswerRow[]> {
  return sessionIds.length === 0 ? [] : db(r).selectFrom('biometrics.practice_answer').selectAll().where('session_id', 'in', [...sessionIds]).orderBy('number').execute()
}

export async function insertAnswer(tx: Tx, row: Omit<Insertable<UpkeepTables['biometrics.practice_answer']>, 'id' | 'at'>): Promise<void> {
  await db(tx).insertInto('biometrics.practice_answer').values({ ...row, id: randomUUIDv7(), at: tx.at }).execute()
}

export async function finishSession(tx: Tx, id: string, result: { points: number; passed: boolean }): Promise<void> {
  await db(tx).updateTable('biometrics.practice_session').set({ ...result, finished_at: tx.at }).where('id', '=', id).execute()
}

export interface TraineeRow { account_id: string; name: string; role: string; ar: string; ckb: string; en: string }

/** Who holds a post of these roles now in these offices ('*': the nation's). */
export async function trainees(r: Reader, where: { offices: readonly string[] | '*'; roles: readonly string[]; now: Date }): Promise<TraineeRow[]> {
  const here = where.offices === '*' ? sql<boolean>`true` : sql<boolean>`p.office_id = any (${[...where.offices]}::uuid[])`
  const { rows } = await sql<TraineeRow>`select distinct h.account_id, a.full_name_ar as name, p.role, o.name_ar as ar, o.name_ckb as ckb, o.name_en as en
    from kernel.post_holding h join kernel.post p on p.id = h.post_id join kernel.account a on a.id = h.account_id join kernel.office o on o.id = p.office_id
    where p.role = any (${[...where.roles]}::text[]) and h.from_at <= ${where.now} and (h.to_at is null or h.to_at > ${where.now}) and a.disabled_at is null and o.valid_to is null and ${here}
    order by o.name_ar, a.full_name_ar, h.account_id limit 1000`.execute(r.db)
  return rows
}

export interface TrainingRow { account_id: string; kind: PracticeKind; sessions: number; level: 1 | 2 | 3 | null; passed_at: Date | null; last_at: Date | null; grave: number }

/** What these accounts have practised: the highest level passed and the last time any was. */
export async function trainingOf(r: Reader, accountIds: readonly string[]): Promise<TrainingRow[]> {
  if (accountIds.length === 0) return []
  const { rows } = await sql<TrainingRow>`select s.account_id, s.kind, count(*)::integer as sessions, max(s.level) filter (where s.passed) as level, max(s.finished_at) filter (where s.passed) as passed_at,
      max(s.started_at) as last_at, (select count(*)::integer from biometrics.practice_answer w join biometrics.practice_session x on x.id = w.session_id where x.account_id = s.account_id and x.kind = s.kind and w.marking = 'grave') as grave
    from biometrics.practice_session s where s.account_id = any (${[...accountIds]}::uuid[]) group by s.account_id, s.kind`.execute(r.db)
  return rows
}

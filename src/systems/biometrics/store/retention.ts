/** Prints before the court. */
import { sql, type Insertable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { visible } from '#kernel/access/policy.ts'
import { writtenHere } from '#kernel/nodes/written-here.ts'
import type { ChainTables, RetentionRow } from './chain-tables.ts'
import type { BiometricsTables } from './tables.ts'

const db = (r: Reader) => r.db.withTables<ChainTables & BiometricsTables>()

/** The ids of what was taken of these persons as accused or sentenced, whether the court may read them yet or not. */
export async function enrolmentsToJudge(tx: Tx, personIds: readonly string[]): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`select id from biometrics.enrolments_of(${[...personIds]}::uuid[])`.execute(tx.db)
  return rows.map(({ id }) => id)
}

export async function insertRetention(tx: Tx, row: Insertable<ChainTables['biometrics.retention']>): Promise<void> {
  await db(tx).insertInto('biometrics.retention').values(row).onConflict((c) => c.columns(['enrolment_id', 'case_id', 'ending', 'decided_on']).where('withdrawn_at', 'is', null).doNothing()).execute()
}

export async function markDue(tx: Tx, enrolmentId: string, article: string): Promise<void> {
  await db(tx).updateTable('biometrics.enrolment').set({ retention: 'due', retention_article: article, retention_until: null }).where('id', '=', enrolmentId).execute()
}

/** The case goes on again for this person: nothing of it is before the court any more. @returns the takings concerned */
export async function withdraw(tx: Tx, caseId: string, personIds: readonly string[]): Promise<string[]> {
  const rows = await db(tx).updateTable('biometrics.retention').set({ withdrawn_at: tx.at }).where('case_id', '=', caseId).where('withdrawn_at', 'is', null)
    .where('enrolment_id', 'in', (eb) => eb.selectFrom('biometrics.enrolment').select('id').where('person_id', 'in', [...personIds])).returning('enrolment_id').execute()
  const ids = [...new Set(rows.map((row) => row.enrolment_id))]
  for (const id of ids) {
    const still = await db(tx).selectFrom('biometrics.retention').select('id').where('enrolment_id', '=', id).where('withdrawn_at', 'is', null).executeTakeFirst()
    if (!still) await db(tx).updateTable('biometrics.enrolment').set({ retention: 'kept', retention_article: null, retention_until: null }).where('id', '=', id).execute()
  }
  return ids
}

export async function lockRetention(tx: Tx, enrolmentId: string, id: string): Promise<RetentionRow | undefined> {
  return db(tx).selectFrom('biometrics.retention').selectAll().where('id', '=', id).where('enrolment_id', '=', enrolmentId).where('withdrawn_at', 'is', null).forUpdate().executeTakeFirst()
}

/** The court's reason to keep them for now. Those of other cases that wait for the same prints are for their own courts. */
export async function keep(tx: Tx, row: RetentionRow, o: { by: string; reason: string; reviewOn: string }): Promise<void> {
  await db(tx).updateTable('biometrics.retention').set({ kept_at: tx.at, kept_by: o.by, kept_reason: o.reason, review_on: o.reviewOn }).where('id', '=', row.id).execute()
  const waiting = await db(tx).selectFrom('biometrics.retention').select('id').where('enrolment_id', '=', row.enrolment_id).where('withdrawn_at', 'is', null).where('kept_at', 'is', null).executeTakeFirst()
  if (!waiting) await db(tx).updateTable('biometrics.enrolment').set({ retention: 'review', retention_until: o.reviewOn }).where('id', '=', row.enrolment_id).execute()
}

/** Before the court again: the day of review has come. */
export async function listToReview(r: Reader, today: string, limit: number) {
  return db(r).selectFrom('biometrics.retention as t').innerJoin('biometrics.enrolment as e', 'e.id', 't.enrolment_id').select(['t.id', 't.enrolment_id', 't.article']).where('t.kept_at', 'is not', null).where('t.withdrawn_at', 'is', null).where('t.review_on', '<=', today)
    .where('e.retention', '=', 'review').where(writtenHere('t.enrolment_id')).orderBy('t.review_on').limit(limit).execute()
}

export async function reopen(tx: Tx, id: string): Promise<void> {
  await db(tx).updateTable('biometrics.retention').set({ kept_at: null, kept_by: null, kept_reason: null, review_on: null }).where('id', '=', id).execute()
}

export async function listRetentionRows(r: Reader, o: { state: 'due' | 'kept' | 'all'; cursor?: string | undefined; limit: number }) {
  let query = db(r).selectFrom('biometrics.retention as t').innerJoin('biometrics.enrolment as e', 'e.id', 't.enrolment_id').innerJoin('kernel.office as o', 'o.id', 't.court_id').leftJoin('kernel.account as k', 'k.id', 't.kept_by')
    .selectAll('t').select(['e.number', 'e.name_display', 'e.juvenile', 'e.begun_at', 'e.person_id', 'o.name_ar', 'o.name_ckb', 'o.name_en', 'k.full_name_ar as keeper'])
    .select(sql<boolean>`exists (select from kernel.approval a where a.record_id = t.enrolment_id and a.verb = 'ledger.order-expunging' and a.state = 'asked')`.as('asked'))
    .select(sql<string[]>`array(select a.why || ':' || a.office_id from kernel.record_access a where a.record_id = t.enrolment_id and (a.expires_at is null or a.expires_at > now()))`.as('parties'))
  query = query.where(visible(r.ctx, 'biometrics.read-retention', 't.enrolment_id')).where('t.withdrawn_at', 'is', null)
  if (o.state !== 'all') query = query.where('t.kept_at', o.state === 'due' ? 'is' : 'is not', null)
  if (o.cursor) query = query.where('t.id', '>', o.cursor)
  // Ids are of the moment they were made: the longest due come first.
  return query.orderBy('t.id').limit(o.limit).execute()
}

export async function countRetention(r: Reader, state: 'due' | 'kept' | 'all'): Promise<number> {
  let query = db(r).selectFrom('biometrics.retention').select((eb) => eb.fn.countAll<string>().as('n')).where(visible(r.ctx, 'biometrics.read-retention', 'enrolment_id')).where('withdrawn_at', 'is', null)
  if (state !== 'all') query = query.where('kept_at', state === 'due' ? 'is' : 'is not', null)
  return Number((await query.executeTakeFirstOrThrow()).n)
}

/** Whom copies of these prints were sent to. */
export async function recipientsOf(r: Reader, enrolmentIds: readonly string[]): Promise<Map<string, string[]>> {
  if (enrolmentIds.length === 0) return new Map()
  const rows = await db(r).selectFrom('biometrics.exchange').select(['enrolment_id', 'partner']).distinct().where('enrolment_id', 'in', [...enrolmentIds]).execute()
  const to = new Map<string, string[]>()
  for (const row of rows) if (row.enrolment_id !== null) to.set(row.enrolment_id, [...(to.get(row.enrolment_id) ?? []), row.partner])
  return to
}

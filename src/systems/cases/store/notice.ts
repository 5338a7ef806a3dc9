import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { visible } from '#kernel/access/policy.ts'
import { actorOf } from './party.ts'
import type { CaseTables, NoticeTable } from './tables.ts'

/** Tells an office what the law says it must be told; it stays on that office's list until somebody there has seen it. */
export async function tell(tx: Tx, n: { caseId: string; kind: NoticeTable['kind']; aboutId: string; officeId: string; article: string }): Promise<void> {
  await tx.db.withTables<CaseTables>().insertInto('cases.notice').values({
    id: randomUUIDv7(), case_id: n.caseId, kind: n.kind, about_id: n.aboutId, office_id: n.officeId, article: n.article, told_at: tx.at, seen_at: null, seen_by: null,
  }).onConflict((c) => c.columns(['about_id', 'office_id']).doNothing()).execute()
}

/** Marks a notice as seen; false when it is not this office's or was seen before. */
export async function markSeen(tx: Tx, caseId: string, noticeId: string, officeId: string): Promise<boolean> {
  const { numUpdatedRows } = await tx.db.withTables<CaseTables>().updateTable('cases.notice').set({ seen_at: tx.at, seen_by: actorOf(tx) })
    .where('id', '=', noticeId).where('case_id', '=', caseId).where('office_id', '=', officeId).where('seen_at', 'is', null).executeTakeFirst()
  return numUpdatedRows === 1n
}

/** What this session's office was told, the unseen first when `unseen` is set. */
export async function findNotices(r: Reader, filter: { unseen: boolean; caseId?: string | undefined; limit: number }) {
  let query = r.db.withTables<CaseTables>().selectFrom('cases.notice as n').innerJoin('kernel.record as r', 'r.id', 'n.case_id').innerJoin('cases.case as c', 'c.id', 'n.case_id')
    .leftJoin('cases.decision as d', 'd.id', 'n.about_id')
    .select(['n.id', 'n.case_id', 'n.kind', 'n.article', 'n.told_at', 'n.seen_at', 'n.office_id', 'r.number', 'r.version', 'c.summary', 'c.offence_code', 'd.kind as decision', sql<boolean>`n.office_id = ${r.ctx.session?.officeId ?? null}`.as('own')])
    .where(visible(r.ctx, 'cases.read', 'n.case_id')).orderBy('n.told_at', 'desc').limit(filter.limit)
  if (filter.caseId) query = query.where('n.case_id', '=', filter.caseId)
  else query = query.where('n.office_id', '=', r.ctx.session?.officeId ?? null)
  if (filter.unseen) query = query.where('n.seen_at', 'is', null)
  return query.execute()
}

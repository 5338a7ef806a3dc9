import type { Insertable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import type { CustodyRow, CustodyTables, DetentionRequestRow, RequestKind } from './tables.ts'

const db = (r: Reader) => r.db.withTables<CustodyTables>()

export async function insertRequest(tx: Tx, row: Insertable<CustodyTables['custody.detention_request']>): Promise<void> {
  await db(tx).insertInto('custody.detention_request').values(row).execute()
}

/** The requests of a custody, decided ones too, newest first. */
export async function listRequests(r: Reader, custodyId: string): Promise<DetentionRequestRow[]> {
  return db(r).selectFrom('custody.detention_request').selectAll().where('custody_id', '=', custodyId).orderBy('asked_at', 'desc').orderBy('id', 'desc').execute()
}

/** The request of this kind that nobody has decided yet. */
export async function findOpenRequest(r: Reader, custodyId: string, kind: RequestKind): Promise<DetentionRequestRow | undefined> {
  return db(r).selectFrom('custody.detention_request').selectAll().where('custody_id', '=', custodyId).where('kind', '=', kind).where('decided_at', 'is', null).executeTakeFirst()
}

/**
 * Decides a request within the act that decides on the custody, and closes its record. Put the act into its history too.
 * @throws Refusal when it is another custody's, another court's, of another kind, or decided already
 */
export async function decideRequest(tx: Tx, requestId: string, d: { custodyId: string; kinds: readonly RequestKind[]; decision: 'granted' | 'refused' | 'withdrawn'; reason?: string | null }): Promise<DetentionRequestRow> {
  const row = await db(tx).selectFrom('custody.detention_request').selectAll().where('id', '=', requestId).where('custody_id', '=', d.custodyId).forUpdate().executeTakeFirst()
  if (!row) refuse('custody.request-unknown', { status: 404, field: 'requestId' })
  if (row.decided_at !== null) refuse('custody.request-decided', { status: 409, field: 'requestId' })
  if (!d.kinds.includes(row.kind)) refuse('custody.request-of-another-kind', { field: 'requestId', params: { kind: row.kind } })
  if (d.decision !== 'withdrawn' && row.court_id !== tx.ctx.session?.officeId) refuse('custody.request-of-another-court', { status: 403, field: 'requestId' })
  await db(tx).updateTable('custody.detention_request').set({ decided_at: tx.at, decided_by: tx.ctx.session?.accountId ?? null, decision: d.decision, decision_reason: d.reason ?? null }).where('id', '=', requestId).execute()
  await tx.db.updateTable('kernel.record').set({ state: 'closed' }).where('id', '=', requestId).execute()
  tx.also(requestId)
  return row
}

/** A request that a court has still to decide, with what the judge sees in the list. */
export interface AwaitingRequest {
  readonly requestId: string; readonly custodyId: string; readonly custodyNumber: string; readonly caseId: string; readonly caseNumber: string; readonly name: string; readonly personId: string
  readonly kind: RequestKind; readonly askedAt: Date; readonly grounds: string; readonly days: number | null; readonly heldBy: string; readonly article: string | null; readonly capital: boolean
  readonly ageGroup: CustodyRow['age_group']; readonly stage: CustodyRow['stage']; readonly coverUntil: Date | null; readonly coverStatus: CustodyRow['cover_status']
}

/** What waits for the decision of a court, whoever has the least lawful time left first. */
export async function requestsAwaiting(r: Reader, courtId: string, limit = 500): Promise<AwaitingRequest[]> {
  const rows = await db(r).selectFrom('custody.detention_request as q').innerJoin('custody.custody as c', 'c.id', 'q.custody_id')
    .select(['q.id as requestId', 'c.id as custodyId', 'c.number as custodyNumber', 'c.case_id as caseId', 'c.case_number as caseNumber', 'c.name_display as name', 'c.person_id as personId',
      'q.kind', 'q.asked_at as askedAt', 'q.grounds', 'q.days', 'c.held_by as heldBy', 'c.article', 'c.capital', 'c.age_group as ageGroup', 'c.stage', 'c.cover_until as coverUntil', 'c.cover_status as coverStatus'])
    .where('q.court_id', '=', courtId).where('q.decided_at', 'is', null).orderBy('c.cover_until').orderBy('q.asked_at').limit(limit).execute()
  return rows
}

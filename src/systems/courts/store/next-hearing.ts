import type { Reader } from '#kernel/act/act.ts'
import type { CourtTables } from './tables.ts'

/** The next hearing of a case that the public may attend; undefined when none is set. */
export async function nextPublicHearing(r: Reader, caseId: string): Promise<{ startsAt: Date; courtId: string } | undefined> {
  const row = await r.db.withTables<CourtTables>().selectFrom('courts.hearing').select(['starts_at', 'court_id'])
    .where('case_id', '=', caseId).where('state', '=', 'set').where('public', '=', true).where('starts_at', '>', r.ctx.now).orderBy('starts_at').limit(1).executeTakeFirst()
  return row && { startsAt: row.starts_at, courtId: row.court_id }
}

import { sql } from 'kysely'
import type { Reader } from '#kernel/act/act.ts'
import { addDays, startOfBaghdadDay } from '#kernel/clock/calendar.ts'
import type { RefusalRow } from './law-contract.ts'
import { likeOf } from './store.ts'

export interface RefusalFilter { readonly text?: string | undefined; readonly officeId?: string | undefined; readonly from?: string | undefined; readonly to?: string | undefined; readonly limit: number; readonly offset: number }

/** What was refused, the latest first: acts and sign-ins. Text finds codes, verbs and people. */
export async function findRefusals(r: Reader, f: RefusalFilter): Promise<Omit<RefusalRow, 'verbText' | 'codeText'>[]> {
  let query = r.db.selectFrom('kernel.refusal as f').leftJoin('kernel.account as a', 'a.id', 'f.account_id').leftJoin('kernel.office as o', 'o.id', 'f.office_id')
    .select(['f.id', 'f.at', 'f.verb', 'f.code', 'f.article', 'f.record_id', 'f.params', 'a.full_name_ar', 'a.full_name_en', 'o.name_ar', 'o.name_ckb', 'o.name_en']).orderBy('f.at', 'desc').limit(f.limit).offset(f.offset)
  if (f.text) {
    const like = likeOf(f.text)
    query = query.where((eb) => eb.or([eb('f.code', 'ilike', like), eb('f.verb', 'ilike', like), eb('a.user_name', 'ilike', like), eb('a.full_name_ar', 'ilike', like), eb('a.full_name_en', 'ilike', like), eb(sql`f.params ->> 'ip'`, 'ilike', like)]))
  }
  if (f.officeId) query = query.where('f.office_id', '=', f.officeId)
  if (f.from) query = query.where('f.at', '>=', startOfBaghdadDay(f.from))
  if (f.to) query = query.where('f.at', '<', startOfBaghdadDay(addDays(f.to, 1)))
  return (await query.execute()).map((row) => ({
    id: row.id, at: row.at.toISOString(), verb: row.verb, code: row.code, article: row.article, person: r.ctx.lang === 'en' ? row.full_name_en : row.full_name_ar, recordId: row.record_id, params: row.params as Record<string, unknown>,
    office: row.name_ar === null ? null : { ar: row.name_ar, ckb: row.name_ckb ?? row.name_ar, en: row.name_en ?? row.name_ar },
  }))
}

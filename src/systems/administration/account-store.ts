import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '#kernel/act/act.ts'
import type { Text } from '#kernel/words/text.ts'
import type { AccountDetail, AccountRow } from './contract.ts'
import { likeOf } from './store.ts'

const text3 = (alias: string, name: string): RawBuilder<Text> =>
  sql`jsonb_build_object('ar', ${sql.ref(`${alias}.${name}_ar`)}, 'ckb', ${sql.ref(`${alias}.${name}_ckb`)}, 'en', ${sql.ref(`${alias}.${name}_en`)})`
const iso = (column: string) => sql`to_char(${sql.raw(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

const columns = (now: Date) => sql`a.id, a.user_name as "userName", jsonb_build_object('ar', a.full_name_ar, 'en', a.full_name_en) as name, ${iso('a.disabled_at')} as "disabledAt",
  case when c.locked_until > ${now} then ${iso('c.locked_until')} end as "lockedUntil",
  (c.totp_secret is not null or exists (select from kernel.passkey k where k.account_id = a.id)) as "secondFactor",
  (select ${iso('max(s.last_seen_at)')} from kernel.session s where s.account_id = a.id) as "lastSeenAt",
  coalesce((select jsonb_agg(jsonb_build_object('id', p.id, 'title', ${text3('p', 'title')}, 'role', p.role, 'acting', h.acting, 'officeId', o.id, 'office', ${text3('o', 'name')}) order by h.acting)
    from kernel.post_holding h join kernel.post p on p.id = h.post_id join kernel.office o on o.id = p.office_id
    where h.account_id = a.id and h.from_at <= ${now} and (h.to_at is null or h.to_at > ${now})), '[]') as posts`

export interface AccountFilter { readonly text?: string | undefined; readonly state?: 'active' | 'disabled' | 'locked' | 'no-post' | undefined; readonly limit: number; readonly offset: number }

/** Accounts by user name. A post without the nation's scope finds those who hold posts in its offices, and those who hold none. */
export async function findAccounts(r: Reader, f: AccountFilter): Promise<AccountRow[]> {
  const { session, now } = r.ctx
  const like = f.text ? likeOf(f.text) : null
  const offices = session === null || session.officeIds === '*' ? null : [...session.officeIds]
  const holds = sql`select from kernel.post_holding h join kernel.post p on p.id = h.post_id where h.account_id = a.id and h.from_at <= ${now} and (h.to_at is null or h.to_at > ${now})`
  const { rows } = await sql<AccountRow>`select ${columns(now)} from kernel.account a left join kernel.credential c on c.account_id = a.id
    where (${like}::text is null or a.user_name ilike ${like} or a.full_name_ar ilike ${like} or a.full_name_en ilike ${like})
      and (${offices}::uuid[] is null or not exists (${holds}) or exists (${holds} and p.office_id = any (${offices}::uuid[])))
      and case ${f.state ?? ''} when 'active' then a.disabled_at is null when 'disabled' then a.disabled_at is not null when 'locked' then coalesce(c.locked_until > ${now}, false)
        when 'no-post' then a.disabled_at is null and not exists (${holds}) else true end
    order by a.user_name limit ${f.limit} offset ${f.offset}`.execute(r.db)
  return rows
}

/** One account with its factors, sessions and every post it ever held. Never its secrets. */
export async function findAccountDetail(r: Reader, id: string): Promise<AccountDetail | undefined> {
  const { now } = r.ctx
  const { rows: [row] } = await sql<Omit<AccountDetail, 'own'>>`
    select ${columns(now)}, (c.totp_secret is not null) as totp, (select count(*)::int from kernel.passkey k where k.account_id = a.id) as passkeys,
      (select count(*)::int from kernel.session s where s.account_id = a.id and s.revoked_at is null and s.expires_at > ${now}) as sessions,
      case when c.one_time_until > ${now} then ${iso('c.one_time_until')} end as "oneTimeUntil",
      coalesce((select jsonb_agg(jsonb_build_object('issuer', i.issuer, 'subject', i.subject)) from kernel.outside_identity i where i.account_id = a.id), '[]') as outside,
      coalesce((select jsonb_agg(jsonb_build_object('id', h.id, 'title', ${text3('p', 'title')}, 'officeId', o.id, 'office', ${text3('o', 'name')}, 'acting', h.acting, 'from', ${iso('h.from_at')}, 'to', ${iso('h.to_at')}) order by h.from_at desc)
        from kernel.post_holding h join kernel.post p on p.id = h.post_id join kernel.office o on o.id = p.office_id where h.account_id = a.id), '[]') as holdings
    from kernel.account a left join kernel.credential c on c.account_id = a.id where a.id = ${id}`.execute(r.db)
  return row && { ...row, totp: row.totp ?? false, own: r.ctx.session?.accountId === id }
}

/** The offices and roles of the posts that an account holds at `at`. */
export async function postsHeld(r: Reader, accountId: string, at: Date): Promise<{ officeId: string; role: string }[]> {
  const rows = await r.db.selectFrom('kernel.post_holding as h').innerJoin('kernel.post as p', 'p.id', 'h.post_id').select(['p.office_id', 'p.role'])
    .where('h.account_id', '=', accountId).where('h.from_at', '<=', at).where((eb) => eb.or([eb('h.to_at', 'is', null), eb('h.to_at', '>', at)])).execute()
  return rows.map((p) => ({ officeId: p.office_id, role: p.role }))
}

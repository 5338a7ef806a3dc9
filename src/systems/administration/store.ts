import { randomUUIDv7 } from 'node:crypto'
import { sql, type RawBuilder } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import type { Text } from '#kernel/words/text.ts'
import type { OfficeDetail, OfficeRow, PostRow } from './contract.ts'

/** The system's own table. */
export type AdministrationTables = {
  'administration.office_name': { id: string; office_id: string; name_ar: string; name_ckb: string; name_en: string; valid_from: string; valid_to: string; reason: string }
}

const text3 = (alias: string, name = 'name'): RawBuilder<Text> =>
  sql`jsonb_build_object('ar', ${sql.ref(`${alias}.${name}_ar`)}, 'ckb', ${sql.ref(`${alias}.${name}_ckb`)}, 'en', ${sql.ref(`${alias}.${name}_en`)})`

const officeColumns = sql`o.id, o.kind, ${text3('o')} as name, o.parent_id as "parentId", case when up.id is null then null else ${text3('up')} end as "parentName", o.governorate, o.district, o.jurisdiction, o.capacity,
  o.valid_from as "validFrom", o.valid_to as "validTo", (select count(*)::int from kernel.office b where b.parent_id = o.id and b.valid_to is null) as below,
  (select count(*)::int from kernel.post p where p.office_id = o.id) as posts`

/** `%text%` for ilike, with its own signs taken literally. */
export function likeOf(text: string): string {
  return `%${text.replaceAll(/[%_\\]/g, '\\$&')}%`
}

export interface OfficeFilter { readonly parentId?: string | undefined; readonly text?: string | undefined; readonly kind?: string | undefined; readonly governorate?: string | undefined; readonly closed: 'yes' | 'no'; readonly limit: number; readonly offset: number }

/** Offices: the children of one, or all that fit; without either, the roots of the tree. */
export async function findOffices(r: Reader, f: OfficeFilter): Promise<{ rows: OfficeRow[]; total: number }> {
  const searching = Boolean(f.text ?? f.kind ?? f.governorate)
  const like = f.text ? likeOf(f.text) : null
  const where = sql`where (${f.closed} = 'yes' or o.valid_to is null)
    and (${f.parentId ?? null}::uuid is null or o.parent_id = ${f.parentId ?? null}) and (${searching || f.parentId !== undefined} or o.parent_id is null)
    and (${like}::text is null or o.name_ar ilike ${like} or o.name_ckb ilike ${like} or o.name_en ilike ${like})
    and (${f.kind ?? null}::text is null or o.kind = ${f.kind ?? null}) and (${f.governorate ?? null}::text is null or o.governorate = ${f.governorate ?? null})`
  const { rows } = await sql<OfficeRow>`select ${officeColumns} from kernel.office o left join kernel.office up on up.id = o.parent_id ${where} order by o.name_ar, o.id limit ${f.limit} offset ${f.offset}`.execute(r.db)
  const { rows: [count] } = await sql<{ n: number }>`select count(*)::int as n from kernel.office o ${where}`.execute(r.db)
  return { rows, total: count?.n ?? 0 }
}

/** One office with its path, its posts and who holds them now or later, and its earlier names. */
export async function findOfficeDetail(r: Reader, id: string): Promise<OfficeDetail | undefined> {
  const { rows: [office] } = await sql<OfficeRow & { path_ids: string[]; openRecords: number }>`
    select ${officeColumns}, o.path as path_ids, administration.open_records(o.id)::int as "openRecords"
    from kernel.office o left join kernel.office up on up.id = o.parent_id where o.id = ${id}`.execute(r.db)
  if (!office) return undefined
  const { path_ids, ...row } = office
  const { rows: path } = await sql<{ id: string; name: Text }>`select o.id, ${text3('o')} as name from kernel.office o where o.id = any (${path_ids}::uuid[]) and o.id <> ${id} order by cardinality(o.path)`.execute(r.db)
  const { rows: names } = await sql<{ name: Text; from: string; to: string; reason: string }>`
    select ${text3('n')} as name, n.valid_from as "from", n.valid_to as "to", n.reason from administration.office_name n where n.office_id = ${id} order by n.valid_to desc`.execute(r.db)
  return { ...row, path, names, postRows: await findPosts(r, id) }
}

async function findPosts(r: Reader, officeId: string): Promise<PostRow[]> {
  const { rows } = await sql<PostRow>`
    select p.id, p.role, ${text3('p', 'title')} as title, p.scope, p.office_id as "officeId", coalesce((
      select jsonb_agg(jsonb_build_object('id', h.id, 'accountId', a.id, 'name', a.full_name_ar, 'userName', a.user_name, 'acting', h.acting,
        'from', to_char(h.from_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'to', to_char(h.to_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) order by h.acting, h.from_at)
      from kernel.post_holding h join kernel.account a on a.id = h.account_id where h.post_id = p.id and (h.to_at is null or h.to_at > ${r.ctx.now})), '[]') as holdings
    from kernel.post p where p.office_id = ${officeId} order by p.role, p.id`.execute(r.db)
  return rows
}

/** Gives the office its new name; the one before is kept with the days it was held. */
export async function renameOffice(tx: Tx, o: { id: string; name: Text; from: string; reason: string }): Promise<void> {
  const db = tx.db.withTables<AdministrationTables>()
  const office = await db.selectFrom('kernel.office').selectAll().where('id', '=', o.id).forUpdate().executeTakeFirstOrThrow()
  const last = await db.selectFrom('administration.office_name').select('valid_to').where('office_id', '=', o.id).orderBy('valid_to', 'desc').limit(1).executeTakeFirst()
  await db.insertInto('administration.office_name').values({
    id: randomUUIDv7(), office_id: o.id, name_ar: office.name_ar, name_ckb: office.name_ckb, name_en: office.name_en, valid_from: last?.valid_to ?? office.valid_from, valid_to: o.from, reason: o.reason,
  }).execute()
  await db.updateTable('kernel.office').set({ name_ar: o.name.ar, name_ckb: o.name.ckb, name_en: o.name.en }).where('id', '=', o.id).execute()
}

/** The first day from which the office's present name is held. */
export async function nameHeldSince(r: Reader, officeId: string): Promise<string> {
  const { rows: [row] } = await sql<{ since: string }>`
    select coalesce((select max(n.valid_to) from administration.office_name n where n.office_id = o.id), o.valid_from) as since from kernel.office o where o.id = ${officeId}`.execute(r.db)
  return row?.since ?? '0001-01-01'
}

/** What stands against closing an office: records it holds or is offered, offices below, posts that are held. */
export async function whatStaysOpen(r: Reader, officeId: string, at: Date): Promise<{ records: number; below: number; holders: number }> {
  const { rows: [row] } = await sql<{ records: number; below: number; holders: number }>`
    select administration.open_records(${officeId})::int as records, (select count(*)::int from kernel.office b where b.parent_id = ${officeId} and b.valid_to is null) as below,
      (select count(*)::int from kernel.post_holding h join kernel.post p on p.id = h.post_id where p.office_id = ${officeId} and (h.to_at is null or h.to_at > ${at})) as holders`.execute(r.db)
  return row ?? { records: 0, below: 0, holders: 0 }
}

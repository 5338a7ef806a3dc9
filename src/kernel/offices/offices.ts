import { randomUUIDv7 } from 'node:crypto'
import type { Selectable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import type { Role } from '#kernel/access/roles.ts'
import type { Jurisdiction, OfficeTable } from '#kernel/db/tables.ts'
import type { Text } from '#kernel/words/text.ts'

export type Office = Selectable<OfficeTable>

export interface NewOffice {
  readonly id?: string; readonly kind: string; readonly parentId: string | null; readonly name: Text
  readonly governorate: string | null; readonly district: string | null; readonly jurisdiction: Jurisdiction; readonly capacity?: number | null
}

/** Adds an office below its parent. */
export async function createOffice(tx: Tx, o: NewOffice): Promise<string> {
  const id = o.id ?? randomUUIDv7()
  const parent = o.parentId === null ? null : await getOffice(tx, o.parentId)
  await tx.db.insertInto('kernel.office').values({
    id, kind: o.kind, parent_id: o.parentId, path: [...(parent?.path ?? []), id], name_ar: o.name.ar, name_ckb: o.name.ckb, name_en: o.name.en,
    governorate: o.governorate, district: o.district, jurisdiction: o.jurisdiction, capacity: o.capacity ?? null, valid_to: null,
  }).execute()
  return id
}

/** The office, or a refusal that names the id's field. */
export async function getOffice(r: Reader, id: string): Promise<Office> {
  return (await r.db.selectFrom('kernel.office').selectAll().where('id', '=', id).executeTakeFirst()) ?? refuse('kernel.office-unknown', { status: 404 })
}

/** Offices of these kinds in a governorate (all of the nation without one), by name; what a picker offers. */
export async function listOffices(r: Reader, where: { kinds?: readonly string[]; governorate?: string; text?: string; limit?: number }): Promise<Office[]> {
  let query = r.db.selectFrom('kernel.office').selectAll().where('valid_to', 'is', null).orderBy('name_ar').limit(Math.min(where.limit ?? 50, 1000))
  if (where.kinds?.length) query = query.where('kind', 'in', [...where.kinds])
  if (where.governorate) query = query.where('governorate', '=', where.governorate)
  if (where.text) {
    const like = `%${where.text.replaceAll(/[%_\\]/g, '\\$&')}%`
    query = query.where((eb) => eb.or([eb('name_ar', 'ilike', like), eb('name_en', 'ilike', like), eb('name_ckb', 'ilike', like)]))
  }
  return query.execute()
}

/** Adds a post to an office. */
export async function createPost(tx: Tx, p: { id?: string; officeId: string; role: Role; title: Text; scope: 'office' | 'subtree' | 'nation' }): Promise<string> {
  const id = p.id ?? randomUUIDv7()
  await tx.db.insertInto('kernel.post').values({ id, office_id: p.officeId, role: p.role, title_ar: p.title.ar, title_ckb: p.title.ckb, title_en: p.title.en, scope: p.scope }).execute()
  return id
}

/** Opens an account, without a password yet. User names are lower case and unique. */
export async function createAccount(tx: Tx, a: { id?: string; userName: string; fullNameAr: string; fullNameEn: string; personId?: string | null }): Promise<string> {
  const id = a.id ?? randomUUIDv7()
  await tx.db.insertInto('kernel.account').values({ id, user_name: a.userName.toLowerCase(), full_name_ar: a.fullNameAr, full_name_en: a.fullNameEn, person_id: a.personId ?? null, disabled_at: null }).execute()
  return id
}

/** Gives a post to an account, acting or in full, from an instant on. */
export async function assignPost(tx: Tx, h: { postId: string; accountId: string; acting?: boolean; from: Date; to?: Date | null }): Promise<string> {
  const id = randomUUIDv7()
  await tx.db.insertInto('kernel.post_holding').values({ id, post_id: h.postId, account_id: h.accountId, acting: h.acting ?? false, from_at: h.from, to_at: h.to ?? null }).execute()
  return id
}

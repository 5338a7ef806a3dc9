import { randomUUIDv7 } from 'node:crypto'
import { sql } from 'kysely'
import { visible } from '#kernel/access/policy.ts'
import { read, type Reader, type Tx } from '#kernel/act/act.ts'
import { systemCtx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import { plainDigits } from '#kernel/people/person.ts'
import type { Finger } from '../engine/tenprint.ts'
import type { BiometricsTables, DeviceRow, EnrolmentRow, EnrolmentState, ImpressionRow, PhotographRow, Purpose } from './tables.ts'

const db = (r: Reader) => r.db.withTables<BiometricsTables>()

/** What is shown of an impression: never its sealed image. */
export type ImpressionFacts = Omit<ImpressionRow, 'sealed_image' | 'sealed_template'>
export type PhotographFacts = Omit<PhotographRow, 'sealed_image'>
const impressionColumns = ['id', 'enrolment_id', 'finger', 'attempt', 'kind', 'missing', 'missing_note', 'stands', 'replaced_by', 'removed_reason', 'quality', 'reasons', 'accepted_reason', 'minutiae', 'width', 'height', 'dpi', 'device_id', 'taken_by', 'taken_at', 'image_type', 'key_id', 'template_key_id'] as const
const photographColumns = ['id', 'enrolment_id', 'pose', 'mark_kind', 'mark_place', 'stands', 'removed_reason', 'width', 'height', 'device_id', 'taken_by', 'taken_at', 'image_type', 'key_id'] as const

/** An enrolment with what lists show beside it. */
export type ListedEnrolment = EnrolmentRow & { version: number; holder_id: string; by_name: string | null; office_ar: string; office_ckb: string; office_en: string; prints: number; missing: number; photographs: number }

export interface EnrolmentFilter { readonly state?: EnrolmentState | undefined; readonly purpose?: Purpose | undefined; readonly q?: string | undefined; readonly from?: string | undefined; readonly personIds?: readonly string[]; readonly id?: string; readonly officeId?: string }

/** Enrolments that the session may read, the newest first. `cursor` is the last id of the page before: ids grow with time. */
export async function listEnrolmentRows(r: Reader, filter: EnrolmentFilter, limit: number, cursor?: string): Promise<ListedEnrolment[]> {
  let query = db(r).selectFrom('biometrics.enrolment as e').innerJoin('kernel.record as r', 'r.id', 'e.id').innerJoin('kernel.office as o', 'o.id', 'e.office_id').leftJoin('kernel.account as a', 'a.id', 'e.begun_by')
    .selectAll('e').select(['r.version', 'r.office_id as holder_id', 'a.full_name_ar as by_name', 'o.name_ar as office_ar', 'o.name_ckb as office_ckb', 'o.name_en as office_en'])
    .select((s) => [
      s.selectFrom('biometrics.impression as i').select(sql<number>`count(*)::int`.as('n')).whereRef('i.enrolment_id', '=', 'e.id').where('i.stands', '=', true).where('i.missing', 'is', null).as('prints'),
      s.selectFrom('biometrics.impression as i').select(sql<number>`count(*)::int`.as('n')).whereRef('i.enrolment_id', '=', 'e.id').where('i.stands', '=', true).where('i.missing', 'is not', null).as('missing'),
      s.selectFrom('biometrics.photograph as p').select(sql<number>`count(*)::int`.as('n')).whereRef('p.enrolment_id', '=', 'e.id').where('p.stands', '=', true).as('photographs'),
    ])
    .where(visible(r.ctx, 'biometrics.read-enrolment', 'e.id')).orderBy('e.id', 'desc').limit(limit)
  if (filter.id) query = query.where('e.id', '=', filter.id)
  if (filter.officeId) query = query.where('e.office_id', '=', filter.officeId)
  if (filter.personIds) query = query.where('e.person_id', 'in', [...filter.personIds]).where('e.state', '<>', 'abandoned')
  if (filter.state) query = query.where('e.state', '=', filter.state)
  if (filter.purpose) query = query.where('e.purpose', '=', filter.purpose)
  if (filter.from) query = query.where(sql<Date>`e.begun_at`, '>=', sql<Date>`${filter.from}::date at time zone 'Asia/Baghdad'`)
  const number = filter.q === undefined ? undefined : numberTyped(filter.q, r.ctx.now)
  if (number) query = query.where('e.number', '=', number)
  else if (filter.q) query = query.where('e.name_display', 'ilike', `%${filter.q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`)
  if (cursor) query = query.where('e.id', '<', cursor)
  return query.execute() as Promise<ListedEnrolment[]>
}

/** `2026/123`, or `123` of this year, in any digits. */
function numberTyped(text: string, now: Date): string | undefined {
  const found = /^(?:(\d{4})\s*[/-]\s*)?(\d{1,6})$/.exec(plainDigits(text).trim())
  return found ? `${found[1] ?? baghdadDay(now).slice(0, 4)}/${found[2]!.padStart(6, '0')}` : undefined
}

/** The enrolment, or the refusal that no such record exists for this session. */
export async function getEnrolment(r: Reader, id: string): Promise<EnrolmentRow> {
  const row = await db(r).selectFrom('biometrics.enrolment').selectAll().where('id', '=', id).executeTakeFirst()
  return row ?? refuse('kernel.record-unknown', { status: 404 })
}

/** Locks the act's enrolment. Refuses one that is over. */
export async function lockTaking(tx: Tx): Promise<EnrolmentRow> {
  const row = await db(tx).selectFrom('biometrics.enrolment').selectAll().where('id', '=', tx.record.id).forUpdate().executeTakeFirst()
  if (!row) refuse('kernel.record-unknown', { status: 404 })
  if (row.state !== 'taking') refuse('biometrics.taking-over', { status: 409 })
  return row
}

export async function insertEnrolment(tx: Tx, row: Omit<EnrolmentRow, 'state' | 'ended_at' | 'ended_by' | 'end_reason' | 'retention' | 'retention_article' | 'retention_until'>): Promise<void> {
  await db(tx).insertInto('biometrics.enrolment').values({ ...row, ended_at: null, ended_by: null, end_reason: null, retention_article: null, retention_until: null }).execute()
}

export async function endEnrolment(tx: Tx, state: 'complete' | 'abandoned', by: string, reason: string | null): Promise<void> {
  await db(tx).updateTable('biometrics.enrolment').set({ state, ended_at: tx.at, ended_by: by, end_reason: reason }).where('id', '=', tx.record.id).execute()
}

/** All tries at all fingers, in order. */
export async function impressionsOf(r: Reader, ids: readonly string[]): Promise<ImpressionFacts[]> {
  if (ids.length === 0) return []
  return db(r).selectFrom('biometrics.impression').select(impressionColumns).where('enrolment_id', 'in', [...ids]).orderBy('finger').orderBy('attempt').execute()
}

export async function photographsOf(r: Reader, ids: readonly string[]): Promise<PhotographFacts[]> {
  if (ids.length === 0) return []
  return db(r).selectFrom('biometrics.photograph').select(photographColumns).where('enrolment_id', 'in', [...ids]).where('stands', '=', true).orderBy('taken_at').orderBy('id').execute()
}

export async function insertImpression(tx: Tx, row: ImpressionRow): Promise<void> {
  await db(tx).insertInto('biometrics.impression').values(row).execute()
}

/** What stood for a finger falls; image and template of it are erased in the same act. */
export async function dropImpression(tx: Tx, id: string, why: { replacedBy?: string; reason?: string }): Promise<void> {
  await db(tx).updateTable('biometrics.impression').set({ stands: false, sealed_image: null, key_id: null, sealed_template: null, template_key_id: null, replaced_by: why.replacedBy ?? null, removed_reason: why.reason ?? null }).where('id', '=', id).execute()
}

export async function updateImpression(tx: Tx, id: string, change: Partial<Pick<ImpressionRow, 'accepted_reason' | 'sealed_template' | 'template_key_id'>>): Promise<void> {
  await db(tx).updateTable('biometrics.impression').set(change).where('id', '=', id).execute()
}

/** What stands, with its sealed template and image: for the act that completes, and for looking for mistakes. */
export async function standingWhole(r: Reader, enrolmentId: string): Promise<ImpressionRow[]> {
  return db(r).selectFrom('biometrics.impression').selectAll().where('enrolment_id', '=', enrolmentId).where('stands', '=', true).orderBy('finger').execute()
}

export async function insertTemplates(tx: Tx, rows: readonly { id: string; impression_id: string; enrolment_id: string; person_id: string; finger: Finger; version: number; sealed: Buffer; key_id: string }[]): Promise<void> {
  if (rows.length > 0) await db(tx).insertInto('biometrics.template').values(rows.map((row) => ({ ...row, entered_at: tx.at }))).execute()
}

export async function insertPhotograph(tx: Tx, row: Omit<PhotographRow, 'stands' | 'removed_reason'>): Promise<void> {
  await db(tx).insertInto('biometrics.photograph').values({ ...row, removed_reason: null }).execute()
}

/** Photographs of the act's enrolment fall, and their images with them. @returns how many */
export async function dropPhotographs(tx: Tx, which: { id?: string; pose?: 'front' | 'left' | 'right' }, reason: string): Promise<number> {
  let query = db(tx).updateTable('biometrics.photograph').set({ stands: false, sealed_image: null, key_id: null, removed_reason: reason }).where('enrolment_id', '=', tx.record.id).where('stands', '=', true)
  if (which.id) query = query.where('id', '=', which.id)
  if (which.pose) query = query.where('pose', '=', which.pose)
  return Number((await query.executeTakeFirst()).numUpdatedRows)
}

/** One image of an enrolment as it is kept; undefined when it is no image of it, or fell. */
export async function findImage(r: Reader, enrolmentId: string, part: 'print' | 'photograph', id: string) {
  const table = part === 'print' ? 'biometrics.impression' : 'biometrics.photograph'
  const row = await db(r).selectFrom(table).select(['id', 'image_type', 'sealed_image', 'key_id']).where('id', '=', id).where('enrolment_id', '=', enrolmentId).executeTakeFirst()
  return row?.sealed_image && row.key_id && row.image_type ? { id: row.id, table, type: row.image_type, sealed: row.sealed_image, keyId: row.key_id } : undefined
}

/** Scanners and cameras that this office may use now. */
export async function devicesOf(r: Reader, officeId: string): Promise<DeviceRow[]> {
  return db(r).selectFrom('biometrics.device').selectAll().where('office_id', '=', officeId).where('state', '=', 'in-use').orderBy('serial').execute()
}

/** The sealed templates of a person's latest complete enrolment before this one, whichever office took it: only to find mistakes of taking. */
export async function earlierTemplates(r: Reader, personIds: readonly string[], exceptId: string) {
  return read(systemCtx(r.ctx.db, r.ctx.now), async (all) => {
    const last = await db(all).selectFrom('biometrics.enrolment').select('id').where('person_id', 'in', [...personIds]).where('state', '=', 'complete').where('id', '<>', exceptId).orderBy('ended_at', 'desc').limit(1).executeTakeFirst()
    return last ? db(all).selectFrom('biometrics.template').select(['id', 'finger', 'sealed', 'key_id', 'version']).where('enrolment_id', '=', last.id).execute() : []
  })
}

/** Writes down that somebody opened an image, before it is sent: what cannot be written down is not shown. */
export async function noteOpening(r: Reader['ctx'], enrolmentId: string, part: 'print' | 'photograph'): Promise<void> {
  if (!r.session) return
  await r.db.app.insertInto('kernel.sealed_read').values({ id: randomUUIDv7(), record_id: enrolmentId, account_id: r.session.accountId, post_id: r.session.postId, verb: `biometrics.open-${part}` }).execute()
}

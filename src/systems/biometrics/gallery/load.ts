// Templates out of the database, unsealed. The only place that reads them for searching.
import { sql } from 'kysely'
import type { Reader } from '#kernel/act/act.ts'
import { samePersonIds } from '#kernel/people/people.ts'
import type { Finger } from '../engine/tenprint.ts'
import { templateVersion } from '../engine/extract/extract.ts'
import { SealError, unseal } from '../sealing.ts'

export interface KeptTemplate { readonly id: string; readonly enrolmentId: string; readonly personId: string; readonly finger: Finger; readonly template: Uint8Array | undefined }
interface Row { id: string; enrolmentId: string; personId: string; finger: number; version: number; sealed: Buffer; keyId: string }

const columns = sql`t.id, t.enrolment_id as "enrolmentId", t.person_id as "personId", t.finger, t.version, t.sealed, t.key_id as "keyId"`

/** A template that does not open, or that another version of the engine made, comes without bytes: it is there and cannot be searched. */
function opened({ id, enrolmentId, personId, finger, version, sealed, keyId }: Row): KeptTemplate {
  const kept = { id, enrolmentId, personId, finger: finger as Finger }
  if (version !== templateVersion) return { ...kept, template: undefined }
  try {
    return { ...kept, template: unseal({ table: 'biometrics.template', id, part: 'template' }, { keyId, sealed }) }
  } catch (error) {
    if (error instanceof SealError) return { ...kept, template: undefined }
    throw error
  }
}

/** A page of the templates of some partitions, by id after `after`. */
export async function loadPage(r: Reader, partitions: readonly number[], after: string, most: number): Promise<KeptTemplate[]> {
  const { rows } = await sql<Row>`select ${columns} from biometrics.template t where t.id > ${after} and (${mine(partitions)}) order by t.id limit ${most}`.execute(r.db)
  return rows.map(opened)
}

/** Those of these ids that are there and in these partitions. */
export async function loadByIds(r: Reader, ids: readonly string[], partitions?: readonly number[]): Promise<KeptTemplate[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Row>`select ${columns} from biometrics.template t where t.id = any (${[...ids]}::uuid[]) ${partitions ? sql`and (${mine(partitions)})` : sql``}`.execute(r.db)
  return rows.map(opened)
}

export async function loadOfEnrolments(r: Reader, enrolmentIds: readonly string[], finger?: Finger): Promise<KeptTemplate[]> {
  if (enrolmentIds.length === 0) return []
  const { rows } = await sql<Row>`select ${columns} from biometrics.template t where t.enrolment_id = any (${[...enrolmentIds]}::uuid[]) ${finger ? sql`and t.finger = ${finger}` : sql``} order by t.finger`.execute(r.db)
  return rows.map(opened)
}

export async function loadOfPersons(r: Reader, personIds: readonly string[], finger?: Finger): Promise<KeptTemplate[]> {
  const ids = (await Promise.all(personIds.map((id) => samePersonIds(r, id)))).flat()
  const { rows } = await sql<Row>`select ${columns} from biometrics.template t where t.person_id = any (${ids}::uuid[]) ${finger ? sql`and t.finger = ${finger}` : sql``} order by t.finger`.execute(r.db)
  return rows.map(opened)
}

/** How many templates these partitions hold. */
export async function countOf(r: Reader, partitions: readonly number[]): Promise<number> {
  const { rows } = await sql<{ count: number }>`select count(*)::integer as count from biometrics.template t where ${mine(partitions)}`.execute(r.db)
  return rows[0]?.count ?? 0
}

/** The oldest transaction still under way: what is asked for next time begins there. */
export async function horizon(r: Reader): Promise<string> {
  const { rows } = await sql<{ xid: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xid`.execute(r.db)
  return rows[0]!.xid
}

/** Which templates came or went in transactions from `since` on. */
export async function changesSince(r: Reader, since: string): Promise<{ templateId: string; xid: string }[]> {
  const { rows } = await sql<{ templateId: string; xid: string }>`select template_id as "templateId", xid::text as xid from biometrics.gallery_change where xid >= ${since}::xid8 order by xid`.execute(r.db)
  return rows
}

function mine(partitions: readonly number[]) {
  return sql.join(partitions.map((k) => sql`satisfies_hash_partition('biometrics.template'::regclass, 8, ${sql.lit(k)}, t.id)`), sql` or `)
}

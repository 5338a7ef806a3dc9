/** Why no prints were taken, and checks of one finger. */
import { randomUUIDv7 } from 'node:crypto'
import type { Insertable, Updateable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import type { ChainTables, IdentityCheckRow } from './chain-tables.ts'

const db = (r: Reader) => r.db.withTables<ChainTables>()

export async function insertNotTaken(tx: Tx, row: Omit<Insertable<ChainTables['biometrics.not_taken']>, 'id'>): Promise<string> {
  const id = randomUUIDv7()
  await db(tx).insertInto('biometrics.not_taken').values({ ...row, id }).execute()
  return id
}

export async function listNotTaken(r: Reader, custodyId: string) {
  return db(r).selectFrom('biometrics.not_taken as n').innerJoin('kernel.account as a', 'a.id', 'n.by').select(['n.id', 'n.at', 'n.reason', 'n.note', 'a.full_name_ar as by'])
    .where('n.custody_id', '=', custodyId).orderBy('n.at', 'desc').execute()
}

export async function insertCheck(tx: Tx, row: Omit<Insertable<ChainTables['biometrics.identity_check']>, 'id' | 'decided_at' | 'decided_by' | 'resolved_at' | 'resolved_by'>): Promise<string> {
  const id = randomUUIDv7()
  await db(tx).insertInto('biometrics.identity_check').values({ ...row, id, decided_at: null, decided_by: null, resolved_at: null, resolved_by: null }).execute()
  return id
}

export async function updateCheck(tx: Tx, id: string, change: Updateable<ChainTables['biometrics.identity_check']>): Promise<void> {
  await db(tx).updateTable('biometrics.identity_check').set(change).where('id', '=', id).execute()
}

export async function lockCheck(tx: Tx, custodyId: string, id: string): Promise<IdentityCheckRow | undefined> {
  return db(tx).selectFrom('biometrics.identity_check').selectAll().where('id', '=', id).where('custody_id', '=', custodyId).forUpdate().executeTakeFirst()
}

export type CheckListRow = IdentityCheckRow & { by_name: string; decider: string | null; resolver: string | null; office_ar: string; office_ckb: string; office_en: string }

/** The checks of these custodies, or these very checks, the latest first. */
export async function listChecks(r: Reader, of: { custodyId: string } | { ids: readonly string[] }, limit = 100): Promise<CheckListRow[]> {
  const query = db(r).selectFrom('biometrics.identity_check as c').innerJoin('kernel.account as a', 'a.id', 'c.by').innerJoin('kernel.office as o', 'o.id', 'c.office_id')
    .leftJoin('kernel.account as d', 'd.id', 'c.decided_by').leftJoin('kernel.account as s', 's.id', 'c.resolved_by')
    .selectAll('c').select(['a.full_name_ar as by_name', 'd.full_name_ar as decider', 's.full_name_ar as resolver', 'o.name_ar as office_ar', 'o.name_ckb as office_ckb', 'o.name_en as office_en'])
  const chosen = 'custodyId' in of ? query.where('c.custody_id', '=', of.custodyId) : query.where('c.id', 'in', of.ids.length > 0 ? [...of.ids] : [nobody])
  return chosen.orderBy('c.at', 'desc').limit(limit).execute()
}

const nobody = '00000000-0000-0000-0000-000000000000'

/** The checks for a release made since its order came. */
export async function releaseChecksSince(r: Reader, custodyId: string, since: Date): Promise<IdentityCheckRow[]> {
  return db(r).selectFrom('biometrics.identity_check').selectAll().where('custody_id', '=', custodyId).where('occasion', '=', 'release').where('at', '>=', since).orderBy('at').execute()
}

export async function addToSample(tx: Tx, rows: readonly Insertable<ChainTables['biometrics.count_sample']>[]): Promise<number> {
  if (rows.length === 0) return 0
  const added = await db(tx).insertInto('biometrics.count_sample').values([...rows]).onConflict((c) => c.columns(['facility_id', 'custody_id']).where('roll_count_id', 'is', null).doNothing()).returning('id').execute()
  return added.length
}

/** Those in the open count of a facility, or in one that was closed; in the order in which they were asked for. */
export async function listSample(r: Reader, of: { facilityId: string } | { countId: string }) {
  const query = db(r).selectFrom('biometrics.count_sample').select(['id', 'custody_id', 'by_lot', 'check_id', 'facility_id'])
  return ('countId' in of ? query.where('roll_count_id', '=', of.countId) : query.where('facility_id', '=', of.facilityId).where('roll_count_id', 'is', null)).orderBy('id').execute()
}

/** A check in a count answers for whoever is in its sample; one who wasn't is in it from then on. */
export async function answerSample(tx: Tx, o: { facilityId: string; custodyId: string; checkId: string; by: string }): Promise<void> {
  await addToSample(tx, [{ id: randomUUIDv7(), facility_id: o.facilityId, custody_id: o.custodyId, by_lot: false, asked_at: tx.at, asked_by: o.by }])
  await db(tx).updateTable('biometrics.count_sample').set({ check_id: o.checkId }).where('facility_id', '=', o.facilityId).where('custody_id', '=', o.custodyId).where('roll_count_id', 'is', null).execute()
}

/** The count is closed: whoever was in its sample belongs to it, answered or not. */
export async function closeSample(tx: Tx, facilityId: string, countId: string): Promise<void> {
  await db(tx).updateTable('biometrics.count_sample').set({ roll_count_id: countId }).where('facility_id', '=', facilityId).where('roll_count_id', 'is', null).execute()
}

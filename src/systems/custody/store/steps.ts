import { randomUUIDv7 } from 'node:crypto'
import type { Reader, Tx } from '#kernel/act/act.ts'
import type { CustodyTables, ReleaseOrderRow, StepKind, StepRow } from './tables.ts'

const db = (r: Reader) => r.db.withTables<CustodyTables>()

export async function insertStep(tx: Tx, s: { custodyId: string; kind: StepKind; at: Date; data?: Readonly<Record<string, unknown>> }): Promise<string> {
  const id = randomUUIDv7()
  await db(tx).insertInto('custody.step').values({ id, custody_id: s.custodyId, kind: s.kind, at: s.at, data: JSON.stringify(s.data ?? {}) }).execute()
  return id
}

/** What was done for and to the person, oldest first. */
export async function listSteps(r: Reader, custodyId: string): Promise<StepRow[]> {
  return db(r).selectFrom('custody.step').selectAll().where('custody_id', '=', custodyId).orderBy('at').orderBy('id').execute()
}

/** When the person was last examined. */
export async function lastExamAt(r: Reader, custodyId: string): Promise<Date | undefined> {
  return (await db(r).selectFrom('custody.medical_exam').select('at').where('custody_id', '=', custodyId).orderBy('at', 'desc').limit(1).executeTakeFirst())?.at
}

/** The release order under way: not withdrawn, the person not yet out. */
export async function findOpenRelease(r: Reader, custodyId: string): Promise<ReleaseOrderRow | undefined> {
  return db(r).selectFrom('custody.release_order').selectAll().where('custody_id', '=', custodyId).where('freed_at', 'is', null).where('withdrawn_at', 'is', null).where('kept_at', 'is', null).executeTakeFirst()
}

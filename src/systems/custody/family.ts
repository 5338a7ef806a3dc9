/** What a relative may learn of a custody. The PIN's hash does not leave this system. */
import { passwordFits } from '#kernel/access/passwords.ts'
import type { Reader } from '#kernel/act/act.ts'
import { findOpenCustody } from './store/custody.ts'
import type { CustodyRow, CustodyTables } from './store/tables.ts'

/** Where and since when; no name, no ground, no article. */
export interface FamilyAnswer {
  readonly custodyId: string; readonly caseId: string; readonly heldBy: string; readonly since: Date; readonly juvenile: boolean; readonly inTransit: boolean
  readonly endedAt: Date | null; readonly endedKind: CustodyRow['ended_kind']
}

/**
 * The custody that a station entered under a number, if the PIN is its own. Takes the same time whether the number, the PIN or
 * neither is right. A sealed custody is not there for anybody.
 */
export async function custodyByPin(r: Reader, by: { stationId: string; number: string; pin: string }): Promise<FamilyAnswer | undefined> {
  const row = await r.db.withTables<CustodyTables>().selectFrom('custody.custody').selectAll().where('station_id', '=', by.stationId).where('number', '=', by.number).executeTakeFirst()
  const fits = await passwordFits(by.pin, row?.pin_hash ?? null)
  const answer = await answerOf(r, row)
  return fits ? answer : undefined
}

/** The custody in which one of these persons is held now. One of a juvenile is told only to whoever has its PIN (Juvenile 63: nothing is made public of a juvenile). */
export async function custodyOfRelative(r: Reader, personIds: readonly string[]): Promise<FamilyAnswer | undefined> {
  const row = await findOpenCustody(r, personIds.length === 0 ? [nobody] : personIds)
  const answer = await answerOf(r, row)
  return answer?.juvenile ? undefined : answer
}

const nobody = '00000000-0000-0000-0000-000000000000'

/** Asks the same of the database whether there is a custody or not. */
async function answerOf(r: Reader, row: CustodyRow | undefined): Promise<FamilyAnswer | undefined> {
  const id = row?.id ?? nobody
  const sealed = await r.db.selectFrom('kernel.sealed').select('record_id').where('record_id', '=', id).executeTakeFirst()
  const record = await r.db.selectFrom('kernel.record').select('state').where('id', '=', id).executeTakeFirst()
  if (!row || sealed) return undefined
  return {
    custodyId: row.id, caseId: row.case_id, heldBy: row.held_by, since: row.arrested_at, juvenile: row.age_group !== 'adult', inTransit: record?.state === 'in-transit',
    endedAt: row.ended_at, endedKind: row.ended_kind,
  }
}

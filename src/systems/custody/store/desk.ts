/** What of custody waits on an office's desk, and what its search finds. */
import type { Reader } from '#kernel/act/act.ts'
import { nextReleaseStep, type ReleaseStep } from '../rules/release.ts'
import { listBoard } from './board.ts'
import { stepsTaken } from './release.ts'
import type { CustodyTables, ReleaseOrderRow } from './tables.ts'

const db = (r: Reader) => r.db.withTables<CustodyTables>()

/** The next thing that the law asks for a person, and of whom. `act` has its words under `custody.duty.<act>`. */
export interface DutyOwed { readonly custodyId: string; readonly number: string; readonly name: string; readonly act: string; readonly role: string | null; readonly due: Date; readonly article: string | null }

/** What an office owes to the persons whose next act is its own, the first due at the head. */
export async function dutiesOf(r: Reader, officeId: string, limit: number): Promise<DutyOwed[]> {
  const rows = await db(r).selectFrom('custody.custody').select(['id as custodyId', 'number', 'name_display as name', 'next_act as act', 'next_role as role', 'next_due as due', 'next_article as article'])
    .where('next_office', '=', officeId).where('ended_at', 'is', null).where('next_due', 'is not', null).orderBy('next_due').orderBy('id').limit(limit).execute()
  return rows.flatMap((row) => (row.act !== null && row.due !== null ? [{ ...row, act: row.act, due: row.due }] : []))
}

/** A release that is ordered and not proven to the end. */
export interface ReleaseWaiting { readonly id: string; readonly custodyId: string; readonly number: string; readonly custodyNumber: string; readonly name: string; readonly orderedAt: Date; readonly article: string; readonly step: ReleaseStep }

/** The releases of persons whom this office holds (or held last), the oldest order first. */
export async function releasesWaiting(r: Reader, officeId: string, limit: number): Promise<ReleaseWaiting[]> {
  const rows = await db(r).selectFrom('custody.release_order as o').innerJoin('custody.custody as c', 'c.id', 'o.custody_id').selectAll('o').select(['c.number as custodyNumber', 'c.name_display as name'])
    .where('c.held_by', '=', officeId).where('o.slip_given_at', 'is', null).where('o.withdrawn_at', 'is', null).where('o.kept_at', 'is', null).orderBy('o.ordered_at').limit(limit).execute()
  return rows.flatMap((row) => {
    const step = nextReleaseStep(stepsTaken(row as ReleaseOrderRow))
    return step === undefined ? [] : [{ id: row.id, custodyId: row.custody_id, number: row.number, custodyNumber: row.custodyNumber, name: row.name, orderedAt: row.ordered_at, article: row.article, step }]
  })
}

/** Persons held now by name or number, of those that this office has to do with. */
export async function searchHeld(r: Reader, text: string, limit: number): Promise<{ id: string; number: string; name: string; stage: string; arrestedAt: Date; heldBy: string }[]> {
  const { rows } = await listBoard(r, { q: text }, { limit })
  return rows.map((c) => ({ id: c.id, number: c.number, name: c.name_display, stage: c.stage, arrestedAt: c.arrested_at, heldBy: c.held_by }))
}

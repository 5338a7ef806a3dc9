import { sql, type Insertable, type Updateable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { writtenHere } from '#kernel/nodes/written-here.ts'
import type { InmateRow, InmateTable, PrisonTables } from './tables.ts'

/** How a person stands here, or undefined: never received, or not for this session. */
export async function findInmate(r: Reader, custodyId: string): Promise<InmateRow | undefined> {
  return r.db.withTables<PrisonTables>().selectFrom('prisons.inmate').selectAll().where('id', '=', custodyId).executeTakeFirst()
}

/** The inmate's row, locked for the act, while they are held in a facility. @throws Refusal */
export async function lockInmate(tx: Tx, custodyId: string): Promise<InmateRow> {
  const row = await tx.db.withTables<PrisonTables>().selectFrom('prisons.inmate').selectAll().where('id', '=', custodyId).forUpdate().executeTakeFirst()
  if (!row) refuse('prisons.not-admitted', { status: 409, article: 'Penal 324' })
  if (row.left_at !== null) refuse('prisons.left-already', { status: 409 })
  return row
}

export async function putInmate(tx: Tx, row: Insertable<InmateTable>): Promise<void> {
  const { id: _id, ...rest } = row
  await tx.db.withTables<PrisonTables>().insertInto('prisons.inmate').values(row).onConflict((c) => c.column('id').doUpdateSet(rest)).execute()
}

export async function updateInmate(tx: Tx, custodyId: string, change: Updateable<InmateTable>): Promise<void> {
  await tx.db.withTables<PrisonTables>().updateTable('prisons.inmate').set(change).where('id', '=', custodyId).execute()
}

/** Until when the order in force holds somebody who is untried; nothing for anyone else. */
export async function noteOrderEnd(tx: Tx, custodyId: string, until: Date | null): Promise<void> {
  await tx.db.withTables<PrisonTables>().updateTable('prisons.inmate').set({ order_ends_at: until }).where('id', '=', custodyId).where('left_at', 'is', null).where('standing', '=', 'untried')
    .where('order_ends_at', 'is distinct from', until).execute()
}

/** Ids of those whose confirmed sentence has reached its end and for whom no release was ordered yet. */
export async function listToRelease(r: Reader, now: Date, limit: number): Promise<{ id: string; ends_at: Date | null }[]> {
  return r.db.withTables<PrisonTables>().selectFrom('prisons.inmate').select(['id', 'ends_at']).where('left_at', 'is', null).where('confirmed', '=', true).where('stale', '=', false)
    .where('release_ordered_at', 'is', null).where('ends_at', '<=', now).where(writtenHere('prisons.inmate.id')).orderBy('ends_at').limit(limit).execute()
}

export interface InmateFilter {
  readonly facilityId: string; readonly q?: string | undefined; readonly standing?: string | undefined; readonly cellId?: string | undefined; readonly cursor?: string | undefined; readonly limit: number
  readonly only?: 'unplaced' | 'out' | 'incomplete' | 'to-calculate' | 'to-confirm' | 'solitary' | 'order-ending' | undefined
}
export type ListedInmate = InmateRow & { version: number; state: string; cell: string | null; completed_at: Date | null; blocked: boolean | null }

function selectInmates(r: Reader) {
  return r.db.withTables<PrisonTables>().selectFrom('prisons.inmate as i').innerJoin('kernel.record as r', 'r.id', 'i.id').innerJoin('prisons.admission as a', 'a.id', 'i.admission_id')
    .leftJoin('prisons.cell as c', 'c.id', 'i.cell_id').leftJoin('prisons.sentence_calculation as k', 'k.id', 'i.calculation_id').selectAll('i').select(['r.version', 'r.state', 'c.name as cell', 'a.completed_at', 'k.blocked'])
}

function filtered(r: Reader, f: Omit<InmateFilter, 'cursor' | 'limit'>) {
  const { now } = r.ctx
  let query = selectInmates(r).where('i.facility_id', '=', f.facilityId).where('i.left_at', 'is', null)
  if (f.q) {
    const like = `%${f.q.replaceAll(/[%_\\]/g, '\\$&')}%`
    query = query.where((eb) => eb.or([eb('i.name_display', 'ilike', like), eb('i.number', 'ilike', like), eb('i.case_number', 'ilike', like)]))
  }
  if (f.standing) query = query.where('i.standing', '=', f.standing as InmateRow['standing'])
  if (f.cellId) query = query.where('i.cell_id', '=', f.cellId)
  if (f.only === 'unplaced') query = query.where('i.cell_id', 'is', null)
  if (f.only === 'out') query = query.where('i.out', 'is not', null)
  if (f.only === 'incomplete') query = query.where('a.completed_at', 'is', null)
  if (f.only === 'to-calculate') query = query.where('i.standing', '=', 'convicted').where((eb) => eb.or([eb('i.calculation_id', 'is', null), eb('i.stale', '=', true), eb('k.blocked', '=', true)]))
  if (f.only === 'to-confirm') query = query.where('i.calculation_id', 'is not', null).where('i.confirmed', '=', false).where('i.stale', '=', false).where('k.blocked', '=', false)
  if (f.only === 'solitary') query = query.where('i.solitary_until', '>', now)
  if (f.only === 'order-ending') query = query.where('i.order_ends_at', '<', new Date(now.getTime() + 3 * 86_400_000)).where('i.standing', '=', 'untried')
  return query
}

/** Those held in a facility, by name. The cursor is the name and id of the last row. */
export async function listInmateRows(r: Reader, f: InmateFilter): Promise<ListedInmate[]> {
  let query = filtered(r, f).orderBy('i.name_display').orderBy('i.id').limit(f.limit)
  const [name, id] = f.cursor?.split('\n') ?? []
  if (name !== undefined && id !== undefined) query = query.where(sql<boolean>`(i.name_display, i.id) > (${name}, ${id}::uuid)`)
  return query.execute()
}

export async function countInmates(r: Reader, f: Omit<InmateFilter, 'cursor' | 'limit'>): Promise<number> {
  const { n } = await filtered(r, f).clearSelect().select((eb) => eb.fn.countAll<string>().as('n')).executeTakeFirstOrThrow()
  return Number(n)
}

/** The inmate as a list shows them, also after they have left. */
export async function findListed(r: Reader, custodyId: string): Promise<ListedInmate | undefined> {
  return selectInmates(r).where('i.id', '=', custodyId).executeTakeFirst()
}

/** Those whose sentence ends until `to`, the overdue first. Every facility that the session sees where none is named. */
export async function listEnding(r: Reader, f: { facilityId?: string | undefined; to: Date; limit: number }): Promise<ListedInmate[]> {
  let query = selectInmates(r).where('i.left_at', 'is', null).where((eb) => eb.or([eb('i.ends_at', '<=', f.to), eb('i.release_at_once', '=', true)])).orderBy('i.ends_at').orderBy('i.id').limit(f.limit)
  if (f.facilityId) query = query.where('i.facility_id', '=', f.facilityId)
  return query.execute()
}

/** Everyone on the roll of a facility, by place and name; `state` tells who is on the way to another. */
export async function listRollRows(r: Reader, facilityId: string): Promise<{ id: string; number: string; name_display: string; cell_id: string | null; cell: string | null; out: InmateRow['out']; state: string }[]> {
  return r.db.withTables<PrisonTables>().selectFrom('prisons.inmate as i').innerJoin('kernel.record as r', 'r.id', 'i.id').leftJoin('prisons.cell as c', 'c.id', 'i.cell_id')
    .select(['i.id', 'i.number', 'i.name_display', 'i.cell_id', 'i.out', 'r.state', 'c.name as cell']).where('i.facility_id', '=', facilityId).where('i.left_at', 'is', null).orderBy('c.name').orderBy('i.name_display').execute()
}

export interface FacilityCounts {
  facility_id: string; held: string; untried: string; convicted: string; condemned: string; women: string; juveniles: string; foreigners: string; out: string; unplaced: string; incomplete: string; overdue: string; today: string; week: string; month: string
  to_calculate: string; to_confirm: string; orders_ending: string; solitary: string
}

/** The numbers of each facility that the session may see. `day` ends are instants: end of today, of 7 and of 30 days. */
export async function countFacilities(r: Reader, o: { facilityId?: string | undefined; now: Date; today: Date; week: Date; month: Date }): Promise<FacilityCounts[]> {
  const soon = new Date(o.now.getTime() + 3 * 86_400_000)
  const { rows } = await sql<FacilityCounts>`
    select i.facility_id, count(*) as held, count(*) filter (where i.standing = 'untried') as untried, count(*) filter (where i.standing = 'convicted') as convicted, count(*) filter (where i.standing = 'condemned') as condemned,
      count(*) filter (where i.sex = 'female') as women, count(*) filter (where i.juvenile) as juveniles, count(*) filter (where i.nationality is not null and i.nationality <> 'IRQ') as foreigners,
      count(*) filter (where i.out is not null) as out, count(*) filter (where i.cell_id is null) as unplaced, count(*) filter (where a.completed_at is null) as incomplete,
      count(*) filter (where i.ends_at < ${o.now}) as overdue, count(*) filter (where i.ends_at between ${o.now} and ${o.today}) as today, count(*) filter (where i.ends_at between ${o.now} and ${o.week}) as week,
      count(*) filter (where i.ends_at between ${o.now} and ${o.month}) as month,
      count(*) filter (where i.standing = 'convicted' and (i.calculation_id is null or i.stale or k.blocked)) as to_calculate,
      count(*) filter (where i.calculation_id is not null and not i.confirmed and not i.stale and not k.blocked) as to_confirm,
      count(*) filter (where i.standing = 'untried' and i.order_ends_at < ${soon}) as orders_ending, count(*) filter (where i.solitary_until > ${o.now}) as solitary
    from prisons.inmate i join prisons.admission a on a.id = i.admission_id left join prisons.sentence_calculation k on k.id = i.calculation_id
    where i.left_at is null and (${o.facilityId ?? null}::uuid is null or i.facility_id = ${o.facilityId ?? null}::uuid) group by i.facility_id`.execute(r.db)
  return rows
}

/** Names of inmates by custody id. */
export async function namesOf(r: Reader, ids: readonly string[]): Promise<Map<string, { name: string; nationality: string | null; facilityId: string }>> {
  if (ids.length === 0) return new Map()
  const rows = await r.db.withTables<PrisonTables>().selectFrom('prisons.inmate').select(['id', 'name_display', 'nationality', 'facility_id']).where('id', 'in', [...ids]).execute()
  return new Map(rows.map((i) => [i.id, { name: i.name_display, nationality: i.nationality, facilityId: i.facility_id }]))
}


import { randomUUIDv7 } from 'node:crypto'
import { sql, type Expression, type SqlBool, type Updateable } from 'kysely'
import type { Reader, Tx } from '#kernel/act/act.ts'
import { visible } from '#kernel/access/policy.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { actorOf } from './people.ts'
import type { AttendanceRow, CourtTables, HearingRow, HearingTable, MinutesRow, NoticeRow, PublicationRow, RoomRow, SeatRow } from './tables.ts'

/** Writes rows whose time another hearing may have taken; the database knows every hearing, also those this session may not see. */
async function taken<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    const { code, constraint } = error as { code?: string; constraint?: string }
    if (code === '23P01' && constraint === 'room_taken') refuse('courts.room-taken', { status: 409, field: 'roomId' })
    if (code === '23P01' && constraint === 'judge_taken') refuse('courts.judge-taken', { status: 409, field: 'judgeIds' })
    throw error
  }
}

export interface NewHearing {
  readonly caseId: string; readonly trialId: string; readonly courtId: string; readonly roomId: string | null; readonly purpose: HearingRow['purpose']; readonly startsAt: Date; readonly endsAt: Date
  readonly public: boolean; readonly secrecyReason: HearingRow['secrecy_reason']; readonly follows: string | null; readonly judges: readonly { id: string; name: string; presiding: boolean }[]; readonly warnings: string
}

/** Sets a hearing with its judges. Refused where the room or a judge is taken at that time. */
export async function insertHearing(tx: Tx, h: NewHearing): Promise<HearingRow> {
  const db = tx.db.withTables<CourtTables>()
  const { last } = await db.selectFrom('courts.hearing').select((eb) => eb.fn.max('session').as('last')).where('trial_id', '=', h.trialId).executeTakeFirstOrThrow()
  const row = await taken(db.insertInto('courts.hearing').values({
    id: randomUUIDv7(), case_id: h.caseId, trial_id: h.trialId, court_id: h.courtId, room_id: h.roomId, session: (last ?? 0) + 1, purpose: h.purpose, starts_at: h.startsAt, ends_at: h.endsAt, public: h.public,
    secrecy_reason: h.secrecyReason, state: 'set', set_at: tx.at, set_by: actorOf(tx), opened_at: null, adjourned_at: null, adjourn_reason: null, follows: h.follows, warnings: h.warnings,
  }).returningAll().executeTakeFirstOrThrow())
  for (const j of h.judges) {
    await taken(db.insertInto('courts.seat').values({ id: randomUUIDv7(), hearing_id: row.id, case_id: h.caseId, account_id: j.id, name: j.name, presiding: j.presiding, starts_at: h.startsAt, ends_at: h.endsAt, live: true }).execute())
  }
  return row
}

/** A hearing of this case, or the refusal that there is none such. */
export async function getHearingOf(r: Reader, caseId: string, hearingId: string): Promise<HearingRow> {
  const row = await r.db.withTables<CourtTables>().selectFrom('courts.hearing').selectAll().where('id', '=', hearingId).where('case_id', '=', caseId).executeTakeFirst()
  return row ?? refuse('courts.hearing-unknown', { status: 404 })
}

/** The case of a hearing that this session may see. */
export async function caseOfHearing(r: Reader, hearingId: string): Promise<string> {
  const row = await r.db.withTables<CourtTables>().selectFrom('courts.hearing').select('case_id').where('id', '=', hearingId).executeTakeFirst()
  return row?.case_id ?? refuse('courts.hearing-unknown', { status: 404 })
}

export async function updateHearing(tx: Tx, id: string, change: Updateable<HearingTable>): Promise<void> {
  await tx.db.withTables<CourtTables>().updateTable('courts.hearing').set(change).where('id', '=', id).execute()
}

/** An adjourned hearing leaves room and judges free. */
export async function freeSeats(tx: Tx, hearingId: string): Promise<void> {
  await tx.db.withTables<CourtTables>().updateTable('courts.seat').set({ live: false }).where('hearing_id', '=', hearingId).execute()
}

export async function listHearingsOf(r: Reader, caseId: string): Promise<HearingRow[]> {
  return r.db.withTables<CourtTables>().selectFrom('courts.hearing').selectAll().where('case_id', '=', caseId).orderBy('starts_at').orderBy('session').execute()
}

export async function seatsOf(r: Reader, hearingIds: readonly string[]): Promise<SeatRow[]> {
  if (hearingIds.length === 0) return []
  return r.db.withTables<CourtTables>().selectFrom('courts.seat').selectAll().where('hearing_id', 'in', [...hearingIds]).orderBy('presiding', 'desc').orderBy('name').execute()
}

/** A row of the hearing list. Names of accused are those of the case's record; the caller hides a child's. */
export type ListedHearing = HearingRow & { case_number: string | null; trial_number: string; class: string; juvenile: boolean; label: string; court_ar: string; court_ckb: string; court_en: string; court_kind: string }

export interface HearingFilter { from: Date; to: Date; roomId?: string | undefined; judgeId?: string | undefined; courtId?: string | undefined; state?: HearingRow['state'] | undefined; limit: number }

/** Hearings that begin in a span of time, by time and room. */
export async function listHearings(r: Reader, f: HearingFilter): Promise<ListedHearing[]> {
  let query = r.db.withTables<CourtTables>().selectFrom('courts.hearing as h').innerJoin('kernel.record as k', 'k.id', 'h.case_id').innerJoin('courts.trial as t', 't.id', 'h.trial_id').innerJoin('kernel.office as o', 'o.id', 'h.court_id')
    .selectAll('h').select(['k.number as case_number', 'k.label', 't.number as trial_number', 't.class', 't.juvenile', 'o.name_ar as court_ar', 'o.name_ckb as court_ckb', 'o.name_en as court_en', 'o.kind as court_kind'])
    .where('h.starts_at', '>=', f.from).where('h.starts_at', '<', f.to).where(visible(r.ctx, 'courts.read', 'h.case_id')).orderBy('h.starts_at').orderBy('h.room_id').orderBy('h.id').limit(f.limit)
  if (f.roomId) query = query.where('h.room_id', '=', f.roomId)
  if (f.courtId) query = query.where('h.court_id', '=', f.courtId)
  if (f.state) query = query.where('h.state', '=', f.state)
  if (f.judgeId) query = query.where(sitting(f.judgeId))
  return query.execute()
}

function sitting(judgeId: string): Expression<SqlBool> {
  return sql<SqlBool>`exists (select from courts.seat s where s.hearing_id = h.id and s.account_id = ${judgeId})`
}

export async function listRooms(r: Reader, courtId: string): Promise<RoomRow[]> {
  return r.db.withTables<CourtTables>().selectFrom('courts.room').selectAll().where('court_id', '=', courtId).where('closed_at', 'is', null).orderBy('name_ar').execute()
}

export async function roomsById(r: Reader, ids: readonly string[]): Promise<Map<string, RoomRow>> {
  if (ids.length === 0) return new Map()
  const rows = await r.db.withTables<CourtTables>().selectFrom('courts.room').selectAll().where('id', 'in', [...ids]).execute()
  return new Map(rows.map((room) => [room.id, room]))
}

export async function insertRoom(tx: Tx, room: { id: string; courtId: string; name: { ar: string; ckb: string; en: string } }): Promise<void> {
  await tx.db.withTables<CourtTables>().insertInto('courts.room').values({ id: room.id, court_id: room.courtId, name_ar: room.name.ar, name_ckb: room.name.ckb, name_en: room.name.en, closed_at: null }).execute()
}

export async function listNoticesOf(r: Reader, caseId: string): Promise<NoticeRow[]> {
  return r.db.withTables<CourtTables>().selectFrom('courts.notice').selectAll().where('case_id', '=', caseId).orderBy('issued_at').orderBy('id').execute()
}

export async function listPublications(r: Reader, caseId: string): Promise<PublicationRow[]> {
  return r.db.withTables<CourtTables>().selectFrom('courts.publication').selectAll().where('case_id', '=', caseId).orderBy('recorded_at').orderBy('id').execute()
}

export async function listAttendance(r: Reader, caseId: string): Promise<AttendanceRow[]> {
  return r.db.withTables<CourtTables>().selectFrom('courts.attendance').selectAll().where('case_id', '=', caseId).orderBy('recorded_at').orderBy('id').execute()
}

export async function listMinutes(r: Reader, hearingId: string): Promise<MinutesRow[]> {
  return r.db.withTables<CourtTables>().selectFrom('courts.minutes').selectAll().where('hearing_id', '=', hearingId).orderBy('written_at').orderBy('id').execute()
}

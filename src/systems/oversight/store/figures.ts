import { sql } from 'kysely'
import { read, type Reader } from '#kernel/act/act.ts'
import type { Ctx } from '#kernel/act/context.ts'
import { addDays, baghdadDay, dayMs, startOfBaghdadDay, weekdayOf } from '#kernel/clock/calendar.ts'
import { heldFigures, weekFigures } from '#systems/custody/public.ts'
import type { Reach } from '../rules.ts'

/** The trend goes back so many weeks. */
export const weeksShown = 26

export interface WeekRow {
  week: string; arrests: number; decided: number; hours_to_judge: number | null; ended: number; released: number; released_late: number; gaps: number; expired: number; held: number | null
}

/** The Sunday on or before a day: the week begins with the first working day. */
export function sundayOf(day: string): string {
  return addDays(day, -(weekdayOf(day) % 7))
}

/** Counts everything anew and puts it in the place of the former counts. Of several processes one does it. @returns whether this one did */
export async function refreshFigures(ctx: Ctx): Promise<boolean> {
  const from = startOfBaghdadDay(addDays(sundayOf(baghdadDay(ctx.now)), -7 * (weeksShown - 1)))
  const [held, weeks, alarms] = await read(ctx, async (r) => [await heldFigures(r), await weekFigures(r, from), await alarmWeeks(r, from)] as const)
  const byWeek = new Map(weeks.map((w) => [`${w.place} ${w.week}`, { ...w, gaps: 0, expired: 0, held: null as number | null }]))
  const none = { arrests: 0, decided: 0, hoursToJudge: null, ended: 0, released: 0, releasedLate: 0 }
  for (const a of alarms) byWeek.set(`${a.place} ${a.week}`, { ...none, held: null, ...byWeek.get(`${a.place} ${a.week}`), ...a })
  for (const sunday of allSundays(baghdadDay(ctx.now))) if (!byWeek.has(`nation ${sunday}`)) byWeek.set(`nation ${sunday}`, { place: 'nation', week: sunday, ...none, gaps: 0, expired: 0, held: null })
  // How many were held at the end of each week, back from now: those who came since are taken off, those who left are put back.
  let standing = held.reduce((sum, h) => sum + h.count, 0)
  for (const w of [...byWeek.values()].filter(({ place }) => place === 'nation').sort((a, b) => (a.week < b.week ? 1 : -1))) {
    w.held = standing
    standing += w.ended - w.arrests
  }
  return ctx.db.app.transaction().execute(async (trx) => {
    const { rows: [lock] } = await sql<{ mine: boolean }>`select pg_try_advisory_xact_lock(hashtext('oversight.figures')) as mine`.execute(trx)
    if (!lock?.mine) return false
    await sql`delete from oversight.held`.execute(trx)
    await sql`insert into oversight.held select * from jsonb_to_recordset(${JSON.stringify(held)}::jsonb) as f (office uuid, governorate text, jurisdiction text, facility text, stage text, sex text, age text, band text, cover text, count integer)`.execute(trx)
    await sql`delete from oversight.week`.execute(trx)
    await sql`insert into oversight.week select place, week, arrests, decided, "hoursToJudge", ended, released, "releasedLate", gaps, expired, held from jsonb_to_recordset(${JSON.stringify([...byWeek.values()])}::jsonb)
      as f (place text, week date, arrests integer, decided integer, "hoursToJudge" double precision, ended integer, released integer, "releasedLate" integer, gaps integer, expired integer, held integer)`.execute(trx)
    await sql`insert into oversight.refreshed (at) values (${ctx.now}) on conflict (id) do update set at = excluded.at`.execute(trx)
    return true
  })
}

function allSundays(today: string): string[] {
  const last = sundayOf(today)
  return Array.from({ length: weeksShown }, (_, n) => addDays(last, -7 * n))
}

/** First alarms of persons held without cover, by week and place; what is told again is not counted again. */
async function alarmWeeks(r: Reader, from: Date): Promise<{ place: string; week: string; gaps: number; expired: number }[]> {
  const { rows } = await sql<{ place: string; week: string; gaps: number; expired: number }>`
    select case grouping(o.governorate, a.office_id) when 3 then 'nation' when 1 then o.governorate else a.office_id::text end as place,
      (date_trunc('week', (a.raised_at at time zone 'Asia/Baghdad') + interval '1 day') - interval '1 day')::date::text as week,
      count(distinct a.record_id)::integer as gaps, (count(distinct a.record_id) filter (where a.detail ->> 'reason' in ('order-expired', 'sentence-ended')))::integer as expired
    from kernel.alarm a join kernel.office o on o.id = a.office_id
    where a.kind = 'no-cover' and a.raised_at >= ${from} and a.detail -> 'again' is null
    group by grouping sets ((2), (2, o.governorate), (2, a.office_id))`.execute(r.db)
  return rows.filter((row) => row.place !== null)
}

export async function refreshedAt(r: Pick<Reader, 'db'>): Promise<Date | undefined> {
  const { rows: [row] } = await sql<{ at: Date }>`select at from oversight.refreshed`.execute(r.db)
  return row?.at
}

/** Counts older than this are made anew before they are shown. */
export const staleAfterMs = dayMs

export interface GroupRow { by: number; stage: string | null; band: string | null; sex: string | null; age: string | null; governorate: string | null; office: string | null; count: number; overdue: number; expired: number; untried: number }

/** `by` says which column a row is for. */
export const groups = { stage: 31, band: 47, sex: 55, age: 59, governorate: 61, office: 62, all: 63 } as const

/** The counts of a reach, by each of the columns: one pass. */
export async function readGroups(r: Pick<Reader, 'db'>, reach: Reach): Promise<GroupRow[]> {
  const within = reach.kind === 'nation' ? sql`true` : reach.kind === 'governorate' ? sql`governorate = ${reach.code}` : sql`office = any (${[...reach.ids]}::uuid[])`
  const { rows } = await sql<GroupRow>`
    select grouping(stage, band, sex, age, governorate, office) as by, stage, band, sex, age, governorate, office, coalesce(sum(count), 0)::integer as count,
      coalesce(sum(count) filter (where cover <> 'covered'), 0)::integer as overdue, coalesce(sum(count) filter (where cover = 'expired'), 0)::integer as expired,
      coalesce(sum(count) filter (where stage not in ('sentenced', 'release-ordered')), 0)::integer as untried
    from oversight.held where ${within} group by grouping sets ((), (stage), (band), (sex), (age), (governorate), (office))`.execute(r.db)
  return rows
}

export async function readWeeks(r: Pick<Reader, 'db'>, place: string): Promise<WeekRow[]> {
  const { rows } = await sql<WeekRow>`select week::text as week, arrests, decided, hours_to_judge, ended, released, released_late, gaps, expired, held from oversight.week where place = ${place} order by week`.execute(r.db)
  return rows
}

/** What was published on a day. */
export async function findPublished<T>(r: Pick<Reader, 'db'>, day: string): Promise<T | undefined> {
  const { rows: [row] } = await sql<{ figures: T }>`select figures from oversight.published where day = ${day}`.execute(r.db)
  return row?.figures
}

/** Publishes a day's figures; of two at the same moment the first stays. */
export async function publish(r: Pick<Reader, 'db'>, day: string, figures: unknown): Promise<void> {
  await sql`insert into oversight.published (day, figures) values (${day}, ${JSON.stringify(figures)}::jsonb) on conflict do nothing`.execute(r.db)
}

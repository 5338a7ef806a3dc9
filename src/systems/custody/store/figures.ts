/** Counts of who is held and of what was done in time, set by set: for statistics that name nobody. */
import { sql } from 'kysely'
import type { Reader } from '#kernel/act/act.ts'
import { writtenHere } from '#kernel/nodes/written-here.ts'

/** How long somebody has been held. Six months is the ceiling that CPC 109(C) names. */
export type LengthBand = 'day' | 'fortnight' | 'six-months' | 'year' | 'two-years' | 'longer'

/** Persons held now who are alike in everything that is counted. */
export interface HeldFigure {
  readonly office: string; readonly governorate: string | null; readonly jurisdiction: 'federal' | 'kri'; readonly facility: string; readonly stage: string
  readonly sex: 'male' | 'female' | null; readonly age: 'adult' | 'juvenile' | 'unknown'; readonly band: LengthBand
  /** `expired`: held on although the order or sentence has ended; `gap`: without cover for another reason. */
  readonly cover: 'covered' | 'gap' | 'expired'
  readonly count: number
}

const bandOf = sql.raw(`case when age < interval '24 hours' then 'day' when age < interval '15 days' then 'fortnight' when age < interval '180 days' then 'six-months'
  when age < interval '365 days' then 'year' when age < interval '730 days' then 'two-years' else 'longer' end`)

/** Everyone held now whom this session may see, counted. One pass over the open custodies. */
export async function heldFigures(r: Reader): Promise<HeldFigure[]> {
  const { rows } = await sql<HeldFigure>`
    select held_by as office, governorate, jurisdiction, facility_kind as facility, stage, sex, age_group as age, ${bandOf} as band,
      case when least_time > ${r.ctx.now} then 'covered' when cover_reason in ('order-expired', 'sentence-ended') or (cover_status = 'covered' and cover_kind <> 'arrest') then 'expired' else 'gap' end as cover,
      count(*)::integer as count
    from (select *, ${r.ctx.now}::timestamptz - arrested_at as age from custody.custody where ended_at is null) c
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9`.execute(r.db)
  return rows
}

/** What happened in one week (its Sunday) in one place: the nation, a governorate, or the station that made the arrests. */
export interface WeekFigure {
  readonly place: string; readonly week: string; readonly arrests: number; readonly decided: number
  /** Half of those arrested in the week had a judge's first decision within so many hours; null where none had. */
  readonly hoursToJudge: number | null
  readonly ended: number; readonly released: number; readonly releasedLate: number
}

const weekOf = (column: string) => sql.raw(`(date_trunc('week', (${column} at time zone 'Asia/Baghdad') + interval '1 day') - interval '1 day')::date`)
const placeOf = (office: string) => sql.raw(`case grouping(governorate, ${office}) when 3 then 'nation' when 1 then governorate else ${office}::text end`)

/** The weeks since `from` (a day), by place. A release is late when the person left more than 24 hours after the order (CPC 115, 284: "at once"). */
export async function weekFigures(r: Reader, from: Date): Promise<WeekFigure[]> {
  const { rows } = await sql<WeekFigure>`
    with decision as (
      select custody_id, min(at) as at from custody.cover_fact where type in ('order', 'papers-extension', 'release-order', 'bail') and at >= ${from} group by custody_id
    ), arrests as (
      select ${placeOf('station_id')} as place, ${weekOf('arrested_at')} as week, count(*)::integer as arrests, count(d.at)::integer as decided,
        percentile_cont(0.5) within group (order by extract(epoch from d.at - arrested_at) / 3600) as hours
      from custody.custody c left join decision d on d.custody_id = c.id and d.at >= c.arrested_at
      where arrested_at >= ${from} group by grouping sets ((week), (week, governorate), (week, station_id))
    ), endings as (
      select ${placeOf('held_by')} as place, ${weekOf('ended_at')} as week, count(*)::integer as ended from custody.custody where ended_at >= ${from}
      group by grouping sets ((week), (week, governorate), (week, held_by))
    ), releases as (
      select ${placeOf('held_by')} as place, ${weekOf('o.freed_at')} as week, count(*)::integer as released, (count(*) filter (where o.freed_at > o.ordered_at + interval '24 hours'))::integer as late
      from custody.release_order o join custody.custody c on c.id = o.custody_id where o.freed_at >= ${from} group by grouping sets ((week), (week, governorate), (week, held_by))
    )
    select place, week::text as week, coalesce(arrests, 0) as arrests, coalesce(decided, 0) as decided, hours as "hoursToJudge", coalesce(ended, 0) as ended, coalesce(released, 0) as released, coalesce(late, 0) as "releasedLate"
    from arrests full join endings using (place, week) full join releases using (place, week) where place is not null order by place, week`.execute(r.db)
  return rows
}

/** A person held without cover, or past a release order, of whom somebody must be told again. `tell`: who dismissed the alarm; nobody: it was never raised. */
export interface Untold { readonly id: string; readonly officeId: string; readonly since: Date; readonly article: string | null; readonly reason: string | null; readonly tell: readonly string[] }

/** Of the alarms of a kind raised since an instant on each custody: who dismissed one and has none open; and whether there is none at all. */
function tellingOf(kind: string, since: string) {
  return sql`cross join lateral (select coalesce(array_agg(distinct a.raised_to) filter (where not a.told), '{}') as tell, count(*) = 0 as never
    from (select raised_to, bool_or(state = 'open') as told from kernel.alarm where record_id = c.id and kind = ${kind} and (state = 'open' or raised_at >= ${sql.raw(since)}) group by raised_to) a) t`
}

/** Without cover now while an alarm about it was dismissed or never raised, the longest first. A gap that a release order made counts once the order is a day old. */
export async function gapsWithoutAlarm(r: Reader, limit: number): Promise<Untold[]> {
  const { rows } = await sql<Untold>`
    select c.id, c.held_by as "officeId", coalesce(c.cover_until, c.arrested_at) as since, c.cover_article as article, c.cover_reason as reason, t.tell
    from custody.custody c ${tellingOf('no-cover', 'coalesce(c.cover_until, c.arrested_at)')}
    where c.ended_at is null and c.cover_status = 'gap' and c.least_time <= ${r.ctx.now} and (t.never or cardinality(t.tell) > 0) and ${writtenHere('c.id')}
      and not (c.cover_reason in ('release-ordered', 'bail-given') and c.cover_until > ${r.ctx.now}::timestamptz - interval '24 hours')
    order by c.least_time limit ${limit}`.execute(r.db)
  return rows
}

/** Ordered free more than a day ago and still inside, while an alarm about it was dismissed or never raised. */
export async function lateReleasesWithoutAlarm(r: Reader, limit: number): Promise<Untold[]> {
  const { rows } = await sql<Untold>`
    select c.id, c.held_by as "officeId", o.ordered_at as since, o.article, o.number as reason, t.tell
    from custody.release_order o join custody.custody c on c.id = o.custody_id ${tellingOf('release-late', 'o.ordered_at')}
    where o.freed_at is null and o.withdrawn_at is null and o.kept_at is null and c.ended_at is null and o.ordered_at <= ${r.ctx.now}::timestamptz - interval '24 hours' and (t.never or cardinality(t.tell) > 0) and ${writtenHere('c.id')}
    order by o.ordered_at limit ${limit}`.execute(r.db)
  return rows
}

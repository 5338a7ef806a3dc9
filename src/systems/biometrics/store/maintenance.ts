/** Figures of how prints are taken and of what is left undone. Counts only: no image, no template, no name of a person who was printed. */
import { sql, type RawBuilder } from 'kysely'
import type { Reader } from '#kernel/act/act.ts'
import type { TrendKind } from '../rules/upkeep.ts'

type Offices = readonly string[] | '*'
type Day = string

/** Of the offices that are meant; the column may be any that names one. */
function within(offices: Offices, column: string): RawBuilder<boolean> {
  return offices === '*' ? sql<boolean>`true` : sql<boolean>`${sql.ref(column)} = any (${[...offices]}::uuid[])`
}

const tries = sql`count(*) filter (where i.kind is not null)::integer as tries,
  percentile_cont(0.5) within group (order by i.quality) filter (where i.quality is not null) as quality,
  count(*) filter (where i.kind is not null and i.attempt > 1)::integer as retakes, count(*) filter (where i.accepted_reason is not null)::integer as overrides`
export interface TrendRow { tries: number; quality: number | null; retakes: number; overrides: number }

/** By weeks that begin on Sundays in Baghdad; those without prints are not among them. */
export async function weekTrend(r: Reader, where: { offices: Offices; since: Date; of?: { kind: TrendKind; id: string } }): Promise<(TrendRow & { week: Day })[]> {
  const one = where.of ? (where.of.kind === 'device' ? sql`and i.device_id = ${where.of.id}` : sql`and i.taken_by = ${where.of.id}`) : sql``
  const { rows } = await sql<TrendRow & { week: Day }>`
    select to_char(local.day - extract(dow from local.day)::integer, 'YYYY-MM-DD') as week, ${tries}
    from biometrics.impression i join biometrics.enrolment e on e.id = i.enrolment_id cross join lateral (select (i.taken_at at time zone 'Asia/Baghdad')::date as day) local
    where i.taken_at >= ${where.since} and ${within(where.offices, 'e.office_id')} ${one} group by 1 order by 1`.execute(r.db)
  return rows
}

export interface NamedTrend extends TrendRow { id: string; name: string; ar: string; ckb: string; en: string }

/** Each device's, or each operator's, since then; those with the lowest quality first. */
export async function trendBy(r: Reader, kind: TrendKind, where: { offices: Offices; since: Date }): Promise<NamedTrend[]> {
  const [by, name, join] = kind === 'device'
    ? [sql`i.device_id`, sql`d.maker || ' ' || d.model || ' ' || d.serial`, sql`join biometrics.device d on d.id = i.device_id`]
    : [sql`i.taken_by`, sql`a.full_name_ar`, sql`join kernel.account a on a.id = i.taken_by`]
  const { rows } = await sql<NamedTrend>`
    select ${by} as id, min(${name}) as name, min(o.name_ar) as ar, min(o.name_ckb) as ckb, min(o.name_en) as en, ${tries}
    from biometrics.impression i join biometrics.enrolment e on e.id = i.enrolment_id join kernel.office o on o.id = e.office_id ${join}
    where i.taken_at >= ${where.since} and ${within(where.offices, 'e.office_id')} group by 1 order by quality nulls last limit 100`.execute(r.db)
  return rows
}

export interface BacklogRow {
  searches_waiting: number; oldest_waiting: Date | null; incomplete_searches: number; candidates_undecided: number; oldest_candidate: Date | null; links_proposed: number
  marks_unsolved: number; old_templates: number; enrolments_open: number; checks_undecided: number
}

/** What waits. `templateVersion`: templates below it are to be made anew; `stale`: takings begun before then and not ended are left over. */
export async function backlogOf(r: Reader, where: { offices: Offices; templateVersion: number; stale: Date }): Promise<BacklogRow> {
  const searches = within(where.offices, 's.office_id')
  const { rows: [row] } = await sql<BacklogRow>`select
    (select count(*)::integer from biometrics.search s where s.state = 'waiting' and ${searches}) as searches_waiting,
    (select min(s.asked_at) from biometrics.search s where s.state = 'waiting' and ${searches}) as oldest_waiting,
    (select count(*)::integer from biometrics.search s where s.complete = false and s.state <> 'decided' and ${searches}) as incomplete_searches,
    (select count(*)::integer from biometrics.candidate c join biometrics.search s on s.id = c.search_id where c.state <> 'settled' and ${searches}) as candidates_undecided,
    (select min(c.found_at) from biometrics.candidate c join biometrics.search s on s.id = c.search_id where c.state <> 'settled' and ${searches}) as oldest_candidate,
    (select count(*)::integer from biometrics.link l join biometrics.search s on s.id = l.search_id where l.state = 'proposed' and ${searches}) as links_proposed,
    (select count(*)::integer from biometrics.mark m where m.state = 'unsolved' and ${within(where.offices, 'm.office_id')}) as marks_unsolved,
    (select count(*)::integer from biometrics.template t join biometrics.enrolment e on e.id = t.enrolment_id where t.version < ${where.templateVersion} and ${within(where.offices, 'e.office_id')}) as old_templates,
    (select count(*)::integer from biometrics.enrolment e where e.state = 'taking' and e.begun_at < ${where.stale} and ${within(where.offices, 'e.office_id')}) as enrolments_open,
    (select count(*)::integer from biometrics.identity_check k where k.score is not null and k.outcome is null and ${within(where.offices, 'k.office_id')}) as checks_undecided`.execute(r.db)
  return row!
}

/** Why no prints were taken, since then, the most frequent first. */
export async function notTakenReasons(r: Reader, where: { offices: Offices; since: Date }): Promise<{ reason: string; count: number }[]> {
  const { rows } = await sql<{ reason: string; count: number }>`select n.reason, count(*)::integer as count from biometrics.not_taken n
    where n.at >= ${where.since} and ${within(where.offices, 'n.office_id')} group by 1 order by 2 desc, 1`.execute(r.db)
  return rows
}

/** The statistics of a reach, and what of them the public sees. */
import type { Reader } from '#kernel/act/act.ts'
import { systemCtx, type Ctx } from '#kernel/act/context.ts'
import { baghdadDay } from '#kernel/clock/calendar.ts'
import type { Figures } from './contract.ts'
import { suppress, suppressOne, weekPlaceOf, type Reach, type Shown } from './rules.ts'
import { findPublished, groups, publish, readGroups, readWeeks, refreshedAt, refreshFigures, staleAfterMs, type GroupRow, type WeekRow } from './store/figures.ts'

const stages = ['arrested', 'detained', 'referred', 'on-trial', 'sentenced', 'release-ordered']
const bands = ['day', 'fortnight', 'six-months', 'year', 'two-years', 'longer']

/** Makes the counts if there are none yet, or if the job that renews them has not run for long. */
async function madeAt(ctx: Ctx): Promise<Date> {
  const at = await refreshedAt({ db: ctx.db.app })
  if (at !== undefined && ctx.now.getTime() - at.getTime() < staleAfterMs) return at
  await refreshFigures(systemCtx(ctx.db, ctx.now))
  return (await refreshedAt({ db: ctx.db.app })) ?? ctx.now
}

function by(rows: readonly GroupRow[], column: 'stage' | 'band' | 'sex' | 'age' | 'governorate', order?: readonly string[]): Figures['byStage'] {
  const found = rows.filter((row) => row.by === groups[column]).map((row) => ({ key: row[column] ?? 'unknown', count: row.count, overdue: row.overdue }))
  return order ? order.flatMap((key) => found.filter((one) => one.key === key)) : found.sort((a, b) => b.count - a.count)
}

/** Everything that is counted of a reach. */
export async function figuresOf(ctx: Ctx, reach: Reach): Promise<Figures> {
  const at = await madeAt(ctx)
  const db: Pick<Reader, 'db'> = { db: ctx.db.app }
  const rows = await readGroups(db, reach)
  const place = weekPlaceOf(reach)
  const weeks = place === undefined ? [] : await readWeeks(db, place)
  const all = rows.find((row) => row.by === groups.all)
  return {
    at: at.toISOString(), scope: { kind: reach.kind, code: reach.kind === 'governorate' ? reach.code : null },
    held: all?.count ?? 0, overdue: all?.overdue ?? 0, expired: all?.expired ?? 0, untried: all?.untried ?? 0,
    byStage: by(rows, 'stage', stages), byBand: by(rows, 'band', bands), bySex: by(rows, 'sex'), byAge: by(rows, 'age'), byGovernorate: by(rows, 'governorate'),
    offices: await officesOf(db, rows), weeks: weeks.map(viewWeek),
  }
}

function viewWeek(w: WeekRow): Figures['weeks'][number] {
  return { week: w.week, arrests: w.arrests, decided: w.decided, hoursToJudge: w.hours_to_judge === null ? null : Math.round(w.hours_to_judge * 10) / 10, ended: w.ended, released: w.released, releasedLate: w.released_late, gaps: w.gaps, expired: w.expired, held: w.held }
}

async function officesOf({ db }: Pick<Reader, 'db'>, rows: readonly GroupRow[]): Promise<Figures['offices']> {
  const counts = rows.filter((row) => row.by === groups.office && row.office !== null)
  if (counts.length === 0) return []
  const offices = await db.selectFrom('kernel.office').select(['id', 'kind', 'governorate', 'capacity', 'name_ar', 'name_ckb', 'name_en']).where('id', 'in', counts.map((c) => c.office!)).execute()
  const known = new Map(offices.map((o) => [o.id, o]))
  return counts.flatMap(({ office, count, overdue }) => {
    const o = known.get(office!)
    return o ? [{ id: o.id, kind: o.kind, governorate: o.governorate, ar: o.name_ar, ckb: o.name_ckb, en: o.name_en, capacity: o.capacity, held: count, overdue }] : []
  }).sort((a, b) => b.overdue - a.overdue || b.held - a.held)
}

/** What is published: no office below a governorate, and no count from 1 to 4. */
export interface OpenFigures {
  readonly at: string; readonly held: number | null; readonly overdue: number | null; readonly untriedPercent: number | null; readonly byStage: Shown[]; readonly byBand: Shown[]; readonly bySex: Shown[]; readonly byAge: Shown[]
  readonly byGovernorate: Shown[]; readonly occupancy: { readonly governorate: string; readonly held: number | null; readonly capacity: number }[]
  readonly weeks: { readonly week: string; readonly arrests: number | null; readonly hoursToJudge: number | null; readonly released: number | null; readonly releasedLate: number | null; readonly gaps: number | null; readonly held: number | null }[]
}

/** The figures published today: made once a day and then the same for everybody, since what changes by the minute would tell of one person by the difference. */
export async function openFigures(ctx: Ctx): Promise<OpenFigures> {
  const db: Pick<Reader, 'db'> = { db: ctx.db.app }
  const today = baghdadDay(ctx.now)
  const published = await findPublished<OpenFigures>(db, today)
  if (published) return published
  await publish(db, today, await figuresToPublish(ctx))
  return (await findPublished<OpenFigures>(db, today)) ?? figuresToPublish(ctx)
}

/** The nation's figures with small counts held back. */
async function figuresToPublish(ctx: Ctx): Promise<OpenFigures> {
  const f = await figuresOf(ctx, { kind: 'nation' })
  const places = new Map<string, { held: number; capacity: number }>()
  for (const o of f.offices.filter((one) => (one.kind === 'prison' || one.kind === 'juvenile-facility') && one.capacity && one.governorate)) {
    const sum = places.get(o.governorate!) ?? { held: 0, capacity: 0 }
    places.set(o.governorate!, { held: sum.held + o.held, capacity: sum.capacity + o.capacity! })
  }
  return {
    at: f.at, held: suppressOne(f.held), overdue: suppressOne(f.overdue), untriedPercent: f.held < 20 ? null : Math.round((100 * f.untried) / f.held),
    byStage: suppress(f.byStage), byBand: suppress(f.byBand), bySex: suppress(f.bySex), byAge: suppress(f.byAge), byGovernorate: suppress(f.byGovernorate),
    occupancy: [...places].map(([governorate, { held, capacity }]) => ({ governorate, held: suppressOne(held), capacity })),
    weeks: f.weeks.map((w) => ({
      week: w.week, arrests: suppressOne(w.arrests), hoursToJudge: w.decided < 5 ? null : w.hoursToJudge, released: suppressOne(w.released), releasedLate: suppressOne(w.releasedLate), gaps: suppressOne(w.gaps),
      held: w.held === null ? null : suppressOne(w.held),
    })),
  }
}

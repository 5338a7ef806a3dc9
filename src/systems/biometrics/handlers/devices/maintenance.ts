/** How prints are taken, by week, device and operator, and what is left undone. */
import { read } from '#kernel/act/act.ts'
import { startOfBaghdadDay } from '#kernel/clock/calendar.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { readMaintenance, readTrend, type TrendWeek } from '../../contract/devices.ts'
import { templateVersion } from '../../engine/extract/extract.ts'
import { lastWeeks } from '../../rules/upkeep.ts'
import { listDeviceRows } from '../../store/devices.ts'
import { backlogOf, notTakenReasons, trendBy, weekTrend, type NamedTrend, type TrendRow } from '../../store/maintenance.ts'
import { sessionOf, viewDevices } from './views.ts'

const day = 86_400_000
/** Devices and operators are compared over these. */
const recentWeeks = 4

function figures({ tries, quality, retakes, overrides }: TrendRow) {
  return { tries, quality: quality === null ? null : Number(quality), retakes, overrides }
}

function wholeWeeks(weeks: readonly string[], rows: readonly (TrendRow & { week: string })[]): TrendWeek[] {
  const known = new Map(rows.map((row) => [row.week, row]))
  return weeks.map((week) => ({ week, ...figures(known.get(week) ?? { tries: 0, quality: null, retakes: 0, overrides: 0 }) }))
}

function named(row: NamedTrend) {
  return { id: row.id, name: row.name, office: { ar: row.ar, ckb: row.ckb, en: row.en }, ...figures(row) }
}

export const maintenanceHandlers: readonly Handler[] = [
  handle(readMaintenance, ({ weeks: count }, ctx) => read(ctx, async (r) => {
    const { officeIds: offices, scope } = sessionOf(r)
    const weeks = lastWeeks(count, ctx.now), since = startOfBaghdadDay(weeks[0]!), recent = startOfBaghdadDay(weeks.at(-recentWeeks)!)
    const devices = await viewDevices(r, await listDeviceRows(r, { offices }))
    const inUse = devices.filter(({ state }) => state === 'in-use')
    const backlog = await backlogOf(r, { offices, templateVersion, stale: new Date(ctx.now.getTime() - day) })
    return {
      at: ctx.now.toISOString(), scope,
      devices: { inUse: inUse.length, outOfOrder: devices.filter(({ state }) => state === 'out-of-order').length, due: inUse.filter(({ due }) => due.length > 0).length, failed: inUse.filter(({ checks }) => checks.some(({ passed }) => !passed)).length },
      weeks: wholeWeeks(weeks, await weekTrend(r, { offices, since })),
      byDevice: (await trendBy(r, 'device', { offices, since: recent })).map(named), byOperator: (await trendBy(r, 'operator', { offices, since: recent })).map(named),
      backlog: {
        searchesWaiting: backlog.searches_waiting, oldestWaiting: backlog.oldest_waiting?.toISOString() ?? null, incompleteSearches: backlog.incomplete_searches, candidatesUndecided: backlog.candidates_undecided,
        oldestCandidate: backlog.oldest_candidate?.toISOString() ?? null, linksProposed: backlog.links_proposed, marksUnsolved: backlog.marks_unsolved, oldTemplates: backlog.old_templates,
        enrolmentsOpen: backlog.enrolments_open, checksUndecided: backlog.checks_undecided, notTaken: await notTakenReasons(r, { offices, since: recent }),
      },
    }
  })),
  handle(readTrend, ({ of: kind, id, weeks: count }, ctx) => read(ctx, async (r) => {
    const weeks = lastWeeks(count, ctx.now)
    return { weeks: wholeWeeks(weeks, await weekTrend(r, { offices: sessionOf(r).officeIds, since: startOfBaghdadDay(weeks[0]!), of: { kind, id } })) }
  })),
]

import type { Ctx } from '#kernel/act/context.ts'
import { refuse } from '#kernel/act/refusal.ts'
import { handle, type Handler } from '#kernel/http/endpoint.ts'
import { nameWords as names } from '#kernel/words/names.ts'
import { words as custodyWords } from '#systems/custody/public.ts'
import { exportStatistics, readStatistics, type Figures } from '../contract.ts'
import { csvOf, type Cell } from '../csv.ts'
import { figuresOf } from '../figures.ts'
import { reachOf } from '../rules.ts'
import { words } from '../words.ts'

/** Under which keys the names of a group's cells stand. */
const labels = { byStage: 'custody.stage', byBand: 'oversight.band', bySex: 'oversight.sex', byAge: 'custody.age', byGovernorate: 'governorate' } as const

interface Filter { governorate?: string | undefined; officeId?: string | undefined }

async function figuresFor(ctx: Ctx, filter: Filter): Promise<Figures> {
  return figuresOf(ctx, reachOf(ctx.session ?? refuse('kernel.sign-in-first', { status: 401 }), filter))
}

export const statisticsHandlers: readonly Handler[] = [
  handle(exportStatistics, async (filter, ctx) => {
    const f = await figuresFor(ctx, filter)
    const say = (key: string, fallback = key) => (words[key] ?? custodyWords[key] ?? names[key])?.[ctx.lang] ?? fallback
    const rows: Cell[][] = [[say('oversight.figure.total'), '', f.held, f.overdue]]
    for (const group of ['byStage', 'byBand', 'bySex', 'byAge', 'byGovernorate'] as const) {
      for (const one of f[group]) rows.push([say(`oversight.figure.${group}`), say(`${labels[group]}.${one.key}`, one.key), one.count, one.overdue])
    }
    for (const o of f.offices) rows.push([say('oversight.figure.office'), o[ctx.lang], o.held, o.overdue])
    for (const w of f.weeks) {
      for (const key of ['arrests', 'released', 'releasedLate', 'gaps', 'expired', 'hoursToJudge', 'held'] as const) rows.push([say(`oversight.week.${key}`), w.week, w[key], null])
    }
    const body = csvOf(['measure', 'of', 'count', 'overdue'].map((column) => say(`oversight.csv.${column}`)), rows)
    return { raw: true as const, type: 'text/csv; charset=utf-8', fileName: `statistics-${f.at.slice(0, 10)}.csv`, body }
  }),
  handle(readStatistics, (filter, ctx) => figuresFor(ctx, filter)),
]

import { IconDownload } from '@tabler/icons-react'
import { Link } from 'react-router'
import { Button } from '@mantine/core'
import { addressOf, queryString } from '#kernel/web/api.ts'
import { BarTimeChart, LineChart } from '#kernel/web/Charts.tsx'
import type { InputOf } from '#kernel/web/endpoint-types.ts'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { useFilters } from '#kernel/web/filters.ts'
import { GovernorateMap, governorateTiles } from '#kernel/web/GovernorateMap.tsx'
import { fixedList, ListTable } from '#kernel/web/ListTable.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { StatCard } from '#kernel/web/StatCard.tsx'
import { useWords } from '#kernel/web/words.tsx'
import '#systems/custody/web/public.tsx'
import { exportStatistics, readStatistics, type Figures } from '../contract.ts'
import './oversight.css'

type Filter = Partial<Record<'governorate' | 'officeId', string>>

/** Everyone held, counted; each number leads to the persons it counts. */
export default function StatisticsPage() {
  const { t, dateTime } = useWords()
  const [filters, setFilter] = useFilters(['governorate', 'officeId'])
  const { data, problem, loading, again } = useRead(readStatistics, filters as InputOf<typeof readStatistics>)
  return (
    <Page title={t('oversight.statistics')} loading={loading} problem={problem} onRetry={again} beside={data && <span className="mz-dim">{scopeText(data, t)} · {t('oversight.at', { at: dateTime(data.at) })}</span>}
      acts={<>
        {(filters.governorate ?? filters.officeId) && <Button variant="default" onClick={() => { setFilter('governorate', undefined); setFilter('officeId', undefined) }}>{t('list.clearFilters')}</Button>}
        <Button component="a" variant="default" href={addressOf(exportStatistics, filters as InputOf<typeof exportStatistics>)} download leftSection={<IconDownload size={18} />}>{t('oversight.csvDownload')}</Button>
      </>}>
      {data && (data.held === 0 ? <EmptyState title={t('oversight.noFigures')} /> : <Shown figures={data} filters={filters} onGovernorate={(code) => setFilter('governorate', code)} />)}
    </Page>
  )
}

function scopeText({ scope }: Figures, t: (key: string) => string): string {
  return scope.kind === 'governorate' ? t(`governorate.${scope.code}`) : t(`oversight.scope.${scope.kind}`)
}

function Shown({ figures: f, filters, onGovernorate }: { figures: Figures; filters: Filter; onGovernorate: (code: string) => void }) {
  const { t } = useWords()
  const board = (more: Record<string, string> = {}) => `/custody${queryString({ ...filters, ...more })}`
  return (
    <>
      <Cards f={f} board={board} />
      <div className="ov-charts">
        <Bars title={t('oversight.figure.byStage')} rows={f.byStage} label={(key) => t(`custody.stage.${key}`)} path={(key) => board({ stage: key })} />
        <Bars title={t('oversight.figure.byBand')} rows={f.byBand} label={(key) => t(`oversight.band.${key}`)} />
        <Bars title={t('oversight.figure.bySex')} rows={f.bySex} label={(key) => t(`oversight.sex.${key}`)} path={(key) => (key === 'unknown' ? undefined : board({ sex: key }))} />
        <Bars title={t('oversight.figure.byAge')} rows={f.byAge} label={(key) => t(`custody.age.${key}`)} path={(key) => board({ ageGroup: key })} />
        {f.byGovernorate.length > 1 && <GovernorateMap title={t('oversight.figure.byGovernorate')} values={placesOf(f, 'count')} onChoose={onGovernorate} />}
        {f.byGovernorate.length > 1 && <GovernorateMap title={t('oversight.figure.overdueMap')} values={placesOf(f, 'overdue')} onChoose={onGovernorate} />}
      </div>
      {f.weeks.length > 0 && <Trend weeks={f.weeks} />}
      <Offices rows={f.offices} />
    </>
  )
}

/** A number for each governorate: zero where nobody is held. */
function placesOf(f: Figures, of: 'count' | 'overdue'): Record<string, number> {
  return Object.fromEntries([...governorateTiles.map(([code]) => [code, 0] as const), ...f.byGovernorate.map((g) => [g.key, g[of]] as const)])
}

function Cards({ f, board }: { f: Figures; board: (more?: Record<string, string>) => string }) {
  const { t, number, dateShort } = useWords()
  const judged = f.weeks.findLast((w) => w.hoursToJudge !== null && w.decided >= 5) ?? f.weeks.findLast((w) => w.hoursToJudge !== null)
  const month = f.weeks.slice(-4)
  const sum = (of: 'released' | 'releasedLate') => month.reduce((total, w) => total + w[of], 0)
  const share = (count: number) => t('oversight.figure.ofHeld', { percent: number(Math.round((100 * count) / Math.max(1, f.held))) })
  return (
    <div className="ov-stats">
      <StatCard label={t('oversight.figure.total')} value={f.held} path={board()} />
      <StatCard label={t('oversight.figure.overdue')} value={f.overdue} tone={f.overdue > 0 ? 'alarm' : undefined} hint={share(f.overdue)} path={board({ cover: 'gap' })} />
      <StatCard label={t('oversight.figure.expired')} value={f.expired} tone={f.expired > 0 ? 'alarm' : undefined} path={board({ cover: 'gap' })} />
      <StatCard label={t('oversight.figure.untried')} value={f.untried} hint={share(f.untried)} />
      {judged && <StatCard label={t('oversight.figure.hours')} value={t('oversight.figure.hours.value', { hours: number(judged.hoursToJudge ?? 0, 1) })} tone={(judged.hoursToJudge ?? 0) > 24 ? 'alarm' : undefined} hint={t('oversight.figure.hours.hint', { week: dateShort(judged.week) })} />}
      {month.length > 0 && <StatCard label={t('oversight.figure.late')} value={sum('releasedLate')} tone={sum('releasedLate') > 0 ? 'alarm' : undefined} hint={t('oversight.figure.late.hint', { count: number(sum('released')) })} />}
    </div>
  )
}

interface BarsProps { title: string; rows: Figures['byStage']; label: (key: string) => string; path?: (key: string) => string | undefined }

/** Counts as bars beside their names; the number without cover in red beside the count. */
function Bars({ title, rows, label, path }: BarsProps) {
  const { number } = useWords()
  const most = Math.max(1, ...rows.map((row) => row.count))
  return (
    <section className="mz-card ov-bars">
      <h2>{title}</h2>
      <ul>
        {rows.map((row) => {
          const to = path?.(row.key)
          const content = <><span>{label(row.key)}</span><i style={{ inlineSize: `${(100 * row.count) / most}%` }} aria-hidden="true" /><b>{number(row.count)}{row.overdue > 0 && <> <em>({number(row.overdue)})</em></>}</b></>
          return <li key={row.key}>{to === undefined ? <span>{content}</span> : <Link to={to}>{content}</Link>}</li>
        })}
      </ul>
    </section>
  )
}

function Trend({ weeks }: { weeks: Figures['weeks'] }) {
  const { t, dateShort } = useWords()
  const label = (week: string) => dateShort(week).slice(5)
  const points = (of: 'arrests' | 'released' | 'releasedLate' | 'gaps' | 'expired' | 'held') => weeks.map((w) => ({ label: label(w.week), value: w[of] ?? 0 }))
  const judged = weeks.filter((w) => w.hoursToJudge !== null)
  return (
    <>
      <h2>{t('oversight.week')}</h2>
      <div className="ov-charts">
        {weeks.some((w) => w.held !== null) && <LineChart title={t('oversight.week.held')} series={[{ name: t('oversight.week.held'), points: points('held') }]} />}
        <LineChart title={`${t('oversight.week.arrests')} · ${t('oversight.week.released')}`} series={[{ name: t('oversight.week.arrests'), points: points('arrests') }, { name: t('oversight.week.released'), points: points('released') }]} />
        <BarTimeChart title={t('oversight.week.gaps')} points={points('gaps').map((p) => ({ ...p, tone: 'alarm' as const }))} />
        {judged.length > 0 && <BarTimeChart title={t('oversight.week.hoursToJudge')} points={judged.map((w) => ({ label: label(w.week), value: w.hoursToJudge ?? 0, tone: (w.hoursToJudge ?? 0) > 24 ? 'alarm' as const : undefined }))} />}
      </div>
    </>
  )
}

function Offices({ rows }: { rows: Figures['offices'] }) {
  const { t, number, has } = useWords()
  return (
    <>
      <h2>{t('oversight.figure.office')}</h2>
      <ListTable name="oversight.offices" caption={t('oversight.figure.office')} list={fixedList(rows)} rowKey={(o) => o.id} rowPath={(o) => `/custody?officeId=${o.id}`} rowTone={(o) => (o.overdue > 0 ? 'alarm' : undefined)} plain
        columns={[
          { key: 'office', label: t('field.office'), cell: (o) => <OfficeName office={o} /> },
          { key: 'kind', label: t('field.kind'), cell: (o) => (has(`office.${o.kind}`) ? t(`office.${o.kind}`) : o.kind), width: '11rem' },
          { key: 'held', label: t('oversight.office.held'), cell: (o) => number(o.held), align: 'end', width: '7rem' },
          { key: 'overdue', label: t('oversight.figure.overdue'), cell: (o) => (o.overdue > 0 ? <b className="mz-alarm">{number(o.overdue)}</b> : number(0)), align: 'end', width: '9rem' },
          { key: 'capacity', label: t('oversight.office.capacity'), cell: (o) => (o.capacity === null ? '—' : number(o.capacity)), align: 'end', width: '7rem' },
          { key: 'occupancy', label: t('oversight.office.occupancy'), cell: (o) => (o.capacity ? `${number(Math.round((100 * o.held) / o.capacity))}%` : '—'), align: 'end', width: '7rem' },
        ]} />
    </>
  )
}

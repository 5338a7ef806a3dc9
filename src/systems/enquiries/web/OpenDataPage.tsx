import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { addressOf } from '#kernel/web/api.ts'
import { BarTimeChart, LineChart } from '#kernel/web/Charts.tsx'
import type { OutputOf } from '#kernel/web/endpoint-types.ts'
import { GovernorateMap, governorateTiles } from '#kernel/web/GovernorateMap.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { StatCard } from '#kernel/web/StatCard.tsx'
import { useWords } from '#kernel/web/words.tsx'
import '#systems/custody/web/public.tsx'
import '#systems/oversight/web/public.tsx'
import { openData, openDataCsv } from '../contract.ts'
import { PublicNav } from './PublicNav.tsx'

type Open = OutputOf<typeof openData>

/** What everybody may know: how many are held, since when, and how many without judgment. */
export default function OpenDataPage() {
  const { t, dateTime } = useWords()
  const { data, problem, loading, again } = useRead(openData, {})
  return (
    <>
      <PublicNav />
      <Page title={t('enquiries.openData')} loading={loading} problem={problem} onRetry={again}
        acts={<Button component="a" href={addressOf(openDataCsv, {})} download variant="default" leftSection={<IconDownload size={18} />}>{t('oversight.csvDownload')}</Button>}>
        <p className="en-lead">{t('enquiries.openData.hint')}</p>
        {data && <><p className="mz-dim">{t('oversight.at', { at: dateTime(data.at) })}</p><Shown data={data} /></>}
      </Page>
    </>
  )
}

function Shown({ data }: { data: Open }) {
  const { t, number, dateShort } = useWords()
  const cell = (count: number | null) => (count === null ? t('enquiries.heldBack') : number(count))
  const label = (week: string) => dateShort(week).slice(5)
  // A governorate that is not named has nobody; one that is held back is left open.
  const places = Object.fromEntries([...governorateTiles.map(([code]) => [code, 0] as const), ...data.byGovernorate.map((g) => [g.key, g.count ?? undefined] as const)])
  const counted = data.weeks.filter((w) => w.held !== null)
  const judged = data.weeks.filter((w) => w.hoursToJudge !== null)
  return (
    <>
      <div className="en-stats">
        <StatCard label={t('enquiries.held')} value={cell(data.held)} />
        {data.untriedPercent !== null && <StatCard label={t('enquiries.untried')} value={`${number(data.untriedPercent)}%`} />}
        <StatCard label={t('oversight.figure.overdue')} value={cell(data.overdue)} tone={data.overdue === 0 ? undefined : 'alarm'} />
      </div>
      <div className="en-charts">
        <GovernorateMap title={t('oversight.figure.byGovernorate')} values={places} />
        {counted.length > 0 && <LineChart title={t('oversight.week.held')} series={[{ name: t('oversight.week.held'), points: counted.map((w) => ({ label: label(w.week), value: w.held ?? 0 })) }]} />}
        {judged.length > 0 && <BarTimeChart title={t('oversight.week.hoursToJudge')} points={judged.map((w) => ({ label: label(w.week), value: w.hoursToJudge ?? 0, tone: (w.hoursToJudge ?? 0) > 24 ? 'alarm' as const : undefined }))} />}
      </div>
      <Group title={t('oversight.figure.byStage')} rows={data.byStage.map((r) => [t(`custody.stage.${r.key}`), cell(r.count)])} />
      <Group title={t('oversight.figure.byBand')} rows={data.byBand.map((r) => [t(`oversight.band.${r.key}`), cell(r.count)])} />
      <Group title={t('oversight.figure.bySex')} rows={data.bySex.map((r) => [t(`oversight.sex.${r.key}`), cell(r.count)])} />
      <Group title={t('oversight.figure.byAge')} rows={data.byAge.map((r) => [t(`custody.age.${r.key}`), cell(r.count)])} />
      {data.occupancy.length > 0 && <Group title={t('enquiries.occupancy')} rows={data.occupancy.map((o) => [t(`governorate.${o.governorate}`), o.held === null ? t('enquiries.heldBack') : `${number(o.held)} / ${number(o.capacity)} · ${number(Math.round((100 * o.held) / o.capacity))}%`])} />}
    </>
  )
}

function Group({ title, rows }: { title: string; rows: readonly (readonly [string, string])[] }) {
  if (rows.length === 0) return null
  return (
    <section className="mz-card en-group">
      <h2>{title}</h2>
      <table><tbody>{rows.map(([name, value]) => <tr key={name}><th scope="row">{name}</th><td><bdi>{value}</bdi></td></tr>)}</tbody></table>
    </section>
  )
}

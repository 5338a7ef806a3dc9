import { Button, Stack, Table } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { BarTimeChart, LineChart } from '#kernel/web/Charts.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { StatCard } from '#kernel/web/StatCard.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { readMaintenance, readTrend, type Maintenance, type TrendWeek } from '../../contract/devices.ts'
import './upkeep.css'

type Chosen = { readonly of: 'device' | 'operator'; readonly id: string; readonly name: string }

/** How prints are taken, by week, device and operator, and what is left undone: of the own office, of those below it, or of the nation. */
export default function MaintenancePage() {
  const { t, dateTime } = useWords()
  const may = useMay()
  const { data, problem, loading, again } = useRead(readMaintenance, {})
  return (
    <Page title={t('biometrics.maintenance')} parent={{ label: t('biometrics.devices'), path: '/biometrics/devices' }} loading={loading} problem={problem} onRetry={again} beside={data && <span className="mz-dim">{dateTime(data.at)}</span>}
      acts={may('biometrics.read-training') && <Button component={Link} to="/biometrics/training" variant="default">{t('biometrics.training')}</Button>}>
      {data && (
        <Stack gap="lg">
          <div className="bu-stats">
            <StatCard label={t('biometrics.maintenance.inUse')} value={data.devices.inUse} path="/biometrics/devices?state=in-use" />
            <StatCard label={t('biometrics.maintenance.outOfOrder')} value={data.devices.outOfOrder} tone={data.devices.outOfOrder > 0 ? 'warning' : undefined} path="/biometrics/devices?state=out-of-order" />
            <StatCard label={t('biometrics.maintenance.due')} value={data.devices.due} tone={data.devices.due > 0 ? 'warning' : undefined} path="/biometrics/devices?state=in-use" />
            <StatCard label={t('biometrics.maintenance.failed')} value={data.devices.failed} tone={data.devices.failed > 0 ? 'warning' : undefined} path="/biometrics/devices?state=in-use" />
          </div>
          <Trend weeks={data.weeks} />
          <Compared data={data} />
          <Backlog backlog={data.backlog} />
        </Stack>
      )}
    </Page>
  )
}

const share = (part: number, of: number) => (of === 0 ? 0 : Math.round((100 * part) / of))

function Trend({ weeks, name }: { weeks: readonly TrendWeek[]; name?: string }) {
  const { t, dateShort } = useWords()
  if (weeks.every(({ tries }) => tries === 0)) return <p className="mz-dim">{t('biometrics.trend.none')}</p>
  const label = (week: string) => dateShort(week).slice(5)
  // A week without prints has no quality; it is not a bad one.
  const taken = weeks.filter(({ tries }) => tries > 0)
  const title = (key: string) => (name ? `${t(key)} · ${name}` : t(key))
  return (
    <div className="bu-charts">
      <LineChart title={title('biometrics.trend.quality')} series={[{ name: t('biometrics.trend.middle'), points: taken.map((w) => ({ label: label(w.week), value: Math.round(w.quality ?? 0) })) }]} />
      <BarTimeChart title={title('biometrics.trend.tries')} points={weeks.map((w) => ({ label: label(w.week), value: w.tries }))} />
      <LineChart title={title('biometrics.trend.again')} series={[
        { name: t('biometrics.trend.retakes'), points: taken.map((w) => ({ label: label(w.week), value: share(w.retakes, w.tries) })) },
        { name: t('biometrics.trend.overrides'), points: taken.map((w) => ({ label: label(w.week), value: share(w.overrides, w.tries) })) },
      ]} />
    </div>
  )
}

/** Devices and operators beside each other; one may be chosen to see its weeks. */
function Compared({ data }: { data: Maintenance }) {
  const { t } = useWords()
  const [chosen, choose] = useState<Chosen>()
  return (
    <>
      <Side title={t('biometrics.trend.byDevice')} of="device" rows={data.byDevice} onChoose={choose} />
      <Side title={t('biometrics.trend.byOperator')} of="operator" rows={data.byOperator} onChoose={choose} />
      {data.byOperator.length > 0 && <p className="mz-dim">{t('biometrics.trend.fairly')}</p>}
      {chosen && <One chosen={chosen} />}
    </>
  )
}

function Side({ title, of, rows, onChoose }: { title: string; of: Chosen['of']; rows: Maintenance['byDevice']; onChoose: (chosen: Chosen) => void }) {
  const { t, number } = useWords()
  if (rows.length === 0) return null
  return (
    <section>
      <h2>{title}</h2>
      <div className="bu-wide">
        <Table>
          <Table.Thead><Table.Tr>{[of === 'device' ? t('biometrics.device') : t('biometrics.trend.operator'), t('field.office'), t('biometrics.trend.prints'), t('biometrics.trend.middle'), t('biometrics.trend.retakes'), t('biometrics.trend.overrides')].map((head) => <Table.Th key={head}>{head}</Table.Th>)}</Table.Tr></Table.Thead>
          <Table.Tbody>
            {rows.map((row) => (
              <Table.Tr key={row.id}>
                <Table.Td><Button variant="subtle" size="compact-md" onClick={() => onChoose({ of, id: row.id, name: row.name })}><bdi>{row.name}</bdi></Button></Table.Td>
                <Table.Td><OfficeName office={row.office} /></Table.Td><Table.Td>{number(row.tries)}</Table.Td><Table.Td>{row.quality === null ? '—' : number(Math.round(row.quality))}</Table.Td>
                <Table.Td>{number(share(row.retakes, row.tries))}%</Table.Td><Table.Td>{number(share(row.overrides, row.tries))}%</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </section>
  )
}

function One({ chosen }: { chosen: Chosen }) {
  const { data } = useRead(readTrend, { of: chosen.of, id: chosen.id })
  return data ? <Trend weeks={data.weeks} name={chosen.name} /> : null
}

function Backlog({ backlog }: { backlog: Maintenance['backlog'] }) {
  const { t, number, dateTime } = useWords()
  const lines: readonly [key: keyof Maintenance['backlog'], oldest?: string | null][] = [
    ['searchesWaiting', backlog.oldestWaiting], ['incompleteSearches'], ['candidatesUndecided', backlog.oldestCandidate], ['linksProposed'], ['marksUnsolved'], ['oldTemplates'], ['enrolmentsOpen'], ['checksUndecided'],
  ]
  return (
    <section className="mz-card bu-box">
      <h2>{t('biometrics.backlog')}</h2>
      <dl className="bu-facts">
        {lines.map(([key, oldest]) => <div key={key}><dt>{t(`biometrics.backlog.${key}`)}</dt><dd>{number(backlog[key] as number)}{oldest && <span className="mz-dim"> · {t('biometrics.backlog.since', { at: dateTime(oldest) })}</span>}</dd></div>)}
      </dl>
      {backlog.notTaken.length > 0 && <>
        <h2>{t('biometrics.backlog.notTaken')}</h2>
        <dl className="bu-facts">{backlog.notTaken.map(({ reason, count }) => <div key={reason}><dt>{t(`biometrics.hindrance.${reason}`)}</dt><dd>{number(count)}</dd></div>)}</dl>
      </>}
    </section>
  )
}

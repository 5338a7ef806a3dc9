import { fixedList, ListTable } from '#kernel/web/ListTable.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { StatCard } from '#kernel/web/StatCard.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { Link } from 'react-router'
import type { OutputOf } from '#kernel/web/endpoint-types.ts'
import { listFacilities, type FacilityView } from '../contract/safety.ts'
import { Article, Fullness, Section, useFacility } from './parts.tsx'

/** A facility at a glance; for whoever sees many, all of them first. */
export default function OverviewPage() {
  const { t } = useWords()
  const { own, facilityId } = useFacility()
  const { data, problem, loading, again } = useRead(listFacilities, facilityId ? { facilityId } : {}, { every: 60_000 })
  const one = own || facilityId !== undefined ? data?.rows[0] : undefined
  return (
    <Page title={one ? t('prisons.overview') : t('prisons.facilities')} beside={one && <OfficeName office={one.office} />} loading={loading} problem={problem} onRetry={again}
      {...(!own && facilityId ? { parent: { label: t('prisons.facilities'), path: '/prisons' } } : {})}>
      {data && (one ? <One facility={one} query={facilityId ? `?facility=${facilityId}` : ''} /> : <All rows={data.rows} />)}
      {data && <Alarms alarms={data.alarms} />}
    </Page>
  )
}

function All({ rows }: { rows: readonly FacilityView[] }) {
  const { t, number } = useWords()
  return (
    <ListTable name="prisons.facilities" caption={t('prisons.facilities')} list={fixedList(rows)} rowKey={(f) => f.office.id} rowPath={(f) => `/prisons?facility=${f.office.id}`} rowTone={(f) => (f.overdue > 0 ? 'alarm' : f.dueToday > 0 ? 'warning' : undefined)}
      columns={[
        { key: 'name', label: t('prisons.facility'), cell: (f) => <OfficeName office={f.office} /> },
        { key: 'full', label: t('prisons.occupancy'), cell: (f) => <Fullness held={f.held} capacity={f.capacity} />, width: '11rem' },
        { key: 'untried', label: t('prisons.standing.untried'), cell: (f) => number(f.untried), align: 'end' },
        { key: 'convicted', label: t('prisons.standing.convicted'), cell: (f) => number(f.convicted), align: 'end' },
        { key: 'overdue', label: t('prisons.due.overdue'), cell: (f) => <span className={f.overdue > 0 ? 'mz-alarm' : ''}>{number(f.overdue)}</span>, align: 'end' },
        { key: 'today', label: t('prisons.due.today'), cell: (f) => number(f.dueToday), align: 'end' },
        { key: 'compute', label: t('prisons.toCompute'), cell: (f) => number(f.toCalculate + f.toConfirm), align: 'end' },
        { key: 'incidents', label: t('prisons.openIncidents'), cell: (f) => number(f.openIncidents), align: 'end' },
        { key: 'roll', label: t('prisons.lastRoll'), cell: (f) => (f.lastRollAt ? <DateText value={f.lastRollAt} short time /> : '—') },
      ]} />
  )
}

function One({ facility: f, query }: { facility: FacilityView; query: string }) {
  const { t, dateTime } = useWords()
  const only = (name: string) => `/prisons/inmates${query ? `${query}&` : '?'}only=${name}`
  const days = (n: number) => `/prisons/releases-due${query ? `${query}&` : '?'}days=${n}`
  const some = <T,>(n: number, tone: T): T | undefined => (n > 0 ? tone : undefined)
  return (
    <>
      <Section title={t('prisons.occupancy')}><Fullness held={f.held} capacity={f.capacity} /></Section>
      <div className="pr-stats">
        <StatCard label={t('prisons.held')} value={f.held} path={`/prisons/inmates${query}`} />
        <StatCard label={t('prisons.standing.untried')} value={f.untried} path={`/prisons/inmates${query ? `${query}&` : '?'}standing=untried`} />
        <StatCard label={t('prisons.standing.convicted')} value={f.convicted} path={`/prisons/inmates${query ? `${query}&` : '?'}standing=convicted`} />
        <StatCard label={t('prisons.standing.condemned')} value={f.condemned} path={`/prisons/inmates${query ? `${query}&` : '?'}standing=condemned`} />
        <StatCard label={t('prisons.women')} value={f.women} />
        <StatCard label={t('prisons.juveniles')} value={f.juveniles} />
        <StatCard label={t('prisons.outNow')} value={f.out} path={only('out')} />
      </div>
      <h2>{t('prisons.waits')}</h2>
      <div className="pr-stats">
        <StatCard label={t('prisons.due.overdue')} value={f.overdue} tone={some(f.overdue, 'alarm' as const)} path={days(0)} />
        <StatCard label={t('prisons.due.today')} value={f.dueToday} tone={some(f.dueToday, 'warning' as const)} path={days(0)} />
        <StatCard label={t('prisons.due.week')} value={f.dueWeek} path={days(7)} />
        <StatCard label={t('prisons.due.month')} value={f.dueMonth} path={days(30)} />
        <StatCard label={t('prisons.ordersEnding')} value={f.ordersEnding} tone={some(f.ordersEnding, 'warning' as const)} path={only('order-ending')} />
        <StatCard label={t('prisons.toCalculate')} value={f.toCalculate} tone={some(f.toCalculate, 'warning' as const)} path={only('to-calculate')} />
        <StatCard label={t('prisons.toConfirm')} value={f.toConfirm} path={only('to-confirm')} />
        <StatCard label={t('prisons.arriving')} value={f.arriving} path="/prisons/reception" />
        <StatCard label={t('prisons.incomplete')} value={f.incomplete} path={only('incomplete')} />
        <StatCard label={t('prisons.unplaced')} value={f.unplaced} path={only('unplaced')} />
        <StatCard label={t('prisons.solitary')} value={f.solitary} path={only('solitary')} />
        <StatCard label={t('prisons.openDifferences')} value={f.openDifferences} tone={some(f.openDifferences, 'alarm' as const)} path={`/prisons/roll${query}`}
          hint={f.lastRollAt ? `${t('prisons.lastRoll')}: ${dateTime(f.lastRollAt)}` : t('prisons.neverCounted')} />
        <StatCard label={t('prisons.openIncidents')} value={f.openIncidents} tone={some(f.openIncidents, 'alarm' as const)} path={`/prisons/incidents${query}`} />
      </div>
    </>
  )
}

function Alarms({ alarms }: { alarms: OutputOf<typeof listFacilities>['alarms'] }) {
  const { t, has } = useWords()
  const path = (a: (typeof alarms)[number]) => (a.recordKind === 'incident' ? '/prisons/incidents' : a.recordKind === 'roll-count' ? '/prisons/roll' : `/custody/${a.recordId}`)
  return (
    <Section title={t('prisons.alarms')} count={alarms.length}>
      <ul className="pr-lines">
        {alarms.map((a) => (
          <li key={a.id}>
            <strong className="mz-alarm">{has(`alarm.${a.kind}`) ? t(`alarm.${a.kind}`) : a.kind}</strong><Link className="mz-link" to={path(a)}><bdi>{a.label}</bdi></Link>
            <Article of={a.article} /><DateText value={a.raisedAt} short time />
          </li>
        ))}
      </ul>
    </Section>
  )
}

import { addressOf } from '#kernel/web/api.ts'
import { useNow } from '#kernel/web/Clock.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import type { InputOf } from '#kernel/web/endpoint-types.ts'
import { useFilters } from '#kernel/web/filters.ts'
import { governorateTiles } from '#kernel/web/GovernorateMap.tsx'
import { ListTable } from '#kernel/web/ListTable.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { useInfiniteList, useRead } from '#kernel/web/query.tsx'
import { StatCard } from '#kernel/web/StatCard.tsx'
import { useMay } from '#kernel/web/session.tsx'
import '#systems/custody/web/public.tsx'
import { countAlarms, exportAlarms, listAlarms, type AlarmView } from '../contract.ts'
import { alarmKinds, useAlarmWords } from './alarm-words.ts'
import './oversight.css'

/** The alarms of the law that this office received, or may see. */
export default function AlarmsPage() {
  const { t, text, numerals, kindOf } = useAlarmWords()
  const answers = useMay()('oversight.dismiss-alarm')
  const [filters, setFilter] = useFilters(['state', 'kind', 'to', 'seen', 'governorate', 'olderHours', 'officeId'], { state: 'open', to: answers ? 'mine' : 'all' })
  const asked = { ...filters, to: filters.to ?? 'all' } as InputOf<typeof listAlarms>
  const list = useInfiniteList(listAlarms, { ...asked, limit: 100 })
  const options = (name: string, values: readonly string[]) => values.map((value) => ({ value, label: t(`oversight.${name}.${value}`) }))
  return (
    <Page title={t('oversight.alarms')}>
      <p className="ov-hint">{t('oversight.alarms.hint')}</p>
      {answers && <Counts />}
      <ListTable name="oversight.alarms" caption={t('oversight.alarms')} list={list} rowKey={(a: AlarmView) => a.id} rowPath={(a) => `/alarms/${a.id}`} rowTone={(a) => (a.state === 'open' && a.seenAt === null ? 'alarm' : undefined)}
        csv={addressOf(exportAlarms, asked as InputOf<typeof exportAlarms>)} values={filters} onFilter={setFilter} emptyTitle={t('oversight.noAlarms')} emptyHint={t('oversight.noAlarms.hint')}
        filters={[
          { kind: 'select', name: 'state', label: t('field.state'), options: options('state', ['open', 'dismissed']) },
          { kind: 'select', name: 'kind', label: t('field.kind'), options: alarmKinds.map((value) => ({ value, label: kindOf(value) })) },
          { kind: 'select', name: 'to', label: t('oversight.to'), options: options('to', ['mine', 'all']) },
          { kind: 'select', name: 'governorate', label: t('field.governorate'), options: governorateTiles.map(([value]) => ({ value, label: t(`governorate.${value}`) })) },
          { kind: 'select', name: 'olderHours', label: t('oversight.age'), options: options('age', ['1', '24', '168']) },
          { kind: 'select', name: 'seen', label: t('oversight.seen'), options: options('seen', ['yes', 'no']) },
        ]}
        columns={[
          { key: 'kind', label: t('field.kind'), cell: (a) => <b>{kindOf(a.kind)}</b> },
          { key: 'about', label: t('oversight.about'), cell: (a) => (a.record ? <><bdi>{a.record.label}</bdi>{a.record.number && <> · <bdi>{numerals(a.record.number)}</bdi></>}</> : t('oversight.sealed')) },
          { key: 'office', label: t('oversight.where'), cell: (a) => <OfficeName office={a.office} /> },
          { key: 'governorate', label: t('field.governorate'), cell: (a) => (a.office.governorate ? t(`governorate.${a.office.governorate}`) : '—'), width: '7rem' },
          { key: 'article', label: t('field.article'), cell: (a) => <bdi>{a.article}</bdi>, width: '11rem' },
          { key: 'age', label: t('oversight.raised'), cell: (a) => <Age alarm={a} />, width: '10rem' },
          { key: 'raisedAt', label: t('field.at'), cell: (a) => <DateText value={a.raisedAt} short time />, hidden: true },
          { key: 'to', label: t('oversight.to'), cell: (a) => text(a.raisedTo), hidden: true },
          { key: 'state', label: t('field.state'), cell: (a) => t(`oversight.state.${a.state}`), hidden: true },
        ]} />
    </Page>
  )
}

function Age({ alarm }: { alarm: AlarmView }) {
  const { t, duration } = useAlarmWords()
  const now = useNow()
  if (alarm.state === 'dismissed') return <span className="mz-dim">{t('oversight.state.dismissed')}</span>
  return <span className={now.getTime() - Date.parse(alarm.raisedAt) > 86_400_000 ? 'mz-alarm' : ''}>{t('oversight.since', { length: duration(now.getTime() - Date.parse(alarm.raisedAt)) })}</span>
}

function Counts() {
  const { t, kindOf } = useAlarmWords()
  const { data } = useRead(countAlarms, {}, { every: 60_000 })
  if (data === undefined) return null
  return (
    <div className="ov-stats">
      <StatCard label={t('oversight.open')} value={data.open} tone={data.open > 0 ? 'alarm' : undefined} path="/alarms" />
      <StatCard label={t('oversight.unseen')} value={data.unseen} path="/alarms?seen=no" />
      <StatCard label={t('oversight.olderThanDay')} value={data.olderThanDay} tone={data.olderThanDay > 0 ? 'alarm' : undefined} path="/alarms?olderHours=24" />
      {data.kinds.slice(0, 3).map((k) => <StatCard key={k.kind} label={kindOf(k.kind)} value={k.open} path={`/alarms?kind=${k.kind}`} />)}
    </div>
  )
}

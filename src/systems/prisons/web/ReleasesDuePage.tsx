import { Link } from 'react-router'
import { ActNowButton } from '#kernel/web/ActButton.tsx'
import { Clock } from '#kernel/web/Clock.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { useFilters } from '#kernel/web/filters.ts'
import { fixedList, ListTable } from '#kernel/web/ListTable.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { PersonName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { StatCard } from '#kernel/web/StatCard.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { OutputOf } from '#kernel/web/endpoint-types.ts'
import { listReleasesDue, startRelease } from '../contract/sentence.ts'
import { FacilityGate, SentenceState, useFacility } from './parts.tsx'

type Row = OutputOf<typeof listReleasesDue>['rows'][number]

/** Who goes free, the late first. */
export default function ReleasesDuePage() {
  const { t } = useWords()
  return <Page title={t('prisons.releasesDue')}><FacilityGate><Due /></FacilityGate></Page>
}

function Due() {
  const { t, numerals } = useWords()
  const { facilityId } = useFacility()
  const [filters, setFilter] = useFilters(['days', 'facility'], { days: '30' })
  const { data, problem, again } = useRead(listReleasesDue, { ...(facilityId ? { facilityId } : {}), days: Number(filters.days ?? 30) }, { every: 60_000 })
  const to = (days: number) => `?${facilityId ? `facility=${facilityId}&` : ''}days=${days}`
  return (
    <>
      {data && (
        <div className="pr-stats">
          <StatCard label={t('prisons.due.overdue')} value={data.counts.overdue} tone={data.counts.overdue > 0 ? 'alarm' : undefined} path={to(0)} />
          <StatCard label={t('prisons.due.today')} value={data.counts.today} tone={data.counts.today > 0 ? 'warning' : undefined} path={to(0)} />
          <StatCard label={t('prisons.due.week')} value={data.counts.week} path={to(7)} />
          <StatCard label={t('prisons.due.month')} value={data.counts.month} path={to(30)} />
          <StatCard label={t('prisons.uncomputed')} value={data.counts.uncomputed} tone={data.counts.uncomputed > 0 ? 'warning' : undefined} path={`/prisons/inmates?${facilityId ? `facility=${facilityId}&` : ''}only=to-calculate`} />
        </div>
      )}
      <ListTable name="prisons.due" caption={t('prisons.releasesDue')} list={{ ...fixedList(data?.rows), problem, again }} rowKey={(i) => i.id} rowPath={(i) => `/prisons/sentence/${i.id}`} rowTone={(i) => (i.state === 'overdue' ? 'alarm' : i.state === 'today' ? 'warning' : undefined)}
        values={filters} onFilter={setFilter} emptyTitle={t('prisons.nobodyDue')}
        filters={[{ kind: 'select', name: 'days', label: t('prisons.within'), options: [{ value: '0', label: t('prisons.due.today') }, { value: '7', label: t('prisons.due.week') }, { value: '30', label: t('prisons.due.month') }, { value: '366', label: t('prisons.due.year') }] }]}
        columns={[
          { key: 'name', label: t('field.name'), cell: (i) => <PersonName name={i.name} /> },
          { key: 'number', label: t('field.number'), cell: (i) => <bdi>{numerals(i.number)}</bdi>, width: '8rem' },
          { key: 'ends', label: t('prisons.endsAt'), cell: (i) => <DateText value={i.endsAt ?? undefined} time hijri /> },
          { key: 'left', label: t('prisons.left'), cell: (i) => <Clock due={i.endsAt} warnHours={24} />, width: '12rem' },
          { key: 'cell', label: t('prisons.cell'), cell: (i) => i.cell ?? '—' },
          { key: 'sentence', label: t('prisons.computation'), cell: (i) => <SentenceState state={i.sentence} /> },
          { key: 'act', label: t('record.acts'), cell: (i) => <Act row={i} again={again} /> },
        ]} />
    </>
  )
}

function Act({ row, again }: { row: Row; again: () => void }) {
  const { t } = useWords()
  if (row.releaseOrderedAt) return <Link className="mz-link" to={`/custody/${row.id}`}>{t('prisons.releaseUnderWay')}</Link>
  const reason = row.sentence === 'confirmed' ? (row.state === 'overdue' || row.state === 'today' ? null : t('prisons.notYet')) : t('prisons.confirmFirst')
  return <ActNowButton label={t('verb.prisons.start-release')} endpoint={startRelease} input={{ id: row.id, version: row.version }} disabledReason={reason} reasonText={false} onDone={again} confirm={{ title: t('verb.prisons.start-release'), text: row.name }} />
}

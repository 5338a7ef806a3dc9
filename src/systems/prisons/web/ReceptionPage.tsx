import { Badge } from '@mantine/core'
import { Clock } from '#kernel/web/Clock.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { fixedList, ListTable } from '#kernel/web/ListTable.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName, PersonName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { listArrivals, type Arrival } from '../contract/reception.ts'
import { OrderLine } from './parts.tsx'

/** Who is on the way here, under which order; and who came in and is not written down to the end. */
export default function ReceptionPage() {
  const { t, numerals } = useWords()
  const { data, problem, loading, again } = useRead(listArrivals, {}, { every: 30_000 })
  const blocked = (a: Arrival) => a.findings.some((f) => f.outcome === 'block')
  return (
    <Page title={t('prisons.reception')} loading={loading} problem={problem} onRetry={again}>
      <ListTable name="prisons.arrivals" caption={t('prisons.reception')} list={fixedList(data?.rows)} rowKey={(a) => a.id} rowPath={(a) => `/prisons/reception/${a.id}`} rowTone={(a) => (blocked(a) ? 'alarm' : undefined)}
        emptyTitle={t('prisons.nobodyArrives')}
        columns={[
          { key: 'name', label: t('field.name'), cell: (a) => <PersonName name={a.name} /> },
          { key: 'state', label: t('field.state'), cell: (a) => <Badge variant="light" color={a.state === 'offered' ? 'accent' : 'gray'}>{t(`prisons.arrival.${a.state}`)}</Badge>, width: '9rem' },
          { key: 'from', label: t('field.from'), cell: (a) => (a.from ? <OfficeName office={a.from} /> : '—') },
          { key: 'order', label: t('prisons.orderColumn'), cell: (a) => <OrderLine order={a.order} /> },
          { key: 'due', label: t('field.until'), cell: (a) => (a.state === 'offered' ? <Clock due={a.dueAt} warnHours={6} /> : <DateText value={a.admittedAt ?? undefined} short time />), width: '11rem' },
          { key: 'condition', label: t('field.condition'), cell: (a) => a.condition ?? '—' },
          { key: 'number', label: t('field.number'), cell: (a) => <bdi>{numerals(a.number)}</bdi>, hidden: true },
        ]} />
    </Page>
  )
}

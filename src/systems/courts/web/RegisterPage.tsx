import { DateText } from '#kernel/web/DateText.tsx'
import { useFilters } from '#kernel/web/filters.ts'
import { fixedList, ListTable } from '#kernel/web/ListTable.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { listTrials } from '../contract/hearings.ts'

/** The court's register: every case that came before it, the open ones first. */
export default function RegisterPage() {
  const { t, numerals, date, time } = useWords()
  const [filters, setFilter] = useFilters(['state'], { state: 'open' })
  const { data, problem, loading, again } = useRead(listTrials, filters.state ? { state: filters.state as 'open' } : {})
  return (
    <Page title={t('courts.register')} problem={problem} loading={loading && !data} onRetry={again}>
      {data && (
        <ListTable name="courts.register" caption={t('courts.register')} list={fixedList(data.rows)} rowKey={(r) => r.id} rowPath={(r) => `/cases/${r.caseId}`} values={filters} onFilter={setFilter}
          filters={[{ kind: 'select', name: 'state', label: t('field.state'), options: (['open', 'ended'] as const).map((value) => ({ value, label: t(`courts.trial.${value}`) })) }]}
          columns={[
            { key: 'number', label: t('courts.column.trialNumber'), cell: (r) => <bdi dir="ltr">{numerals(r.number)}</bdi>, width: '8rem' },
            { key: 'case', label: t('courts.column.caseNumber'), cell: (r) => <bdi dir="ltr">{numerals(r.caseNumber)}</bdi>, width: '8rem' },
            { key: 'label', label: t('field.offence'), cell: (r) => <bdi>{numerals(r.label)}</bdi> },
            { key: 'why', label: t('courts.column.why'), cell: (r) => t(`courts.why.${r.why}`) },
            { key: 'class', label: t('courts.column.class'), cell: (r) => <>{t(`courts.class.${r.cls}`)}{r.juvenile && ` · ${t('courts.juvenile')}`}</> },
            { key: 'court', label: t('field.court'), cell: (r) => <OfficeName office={r.court} />, hidden: true },
            { key: 'opened', label: t('courts.column.opened'), cell: (r) => <DateText value={r.openedAt} short />, width: '8rem' },
            { key: 'next', label: t('courts.column.nextHearing'), cell: (r) => (r.nextHearingAt ? <>{date(r.nextHearingAt)} {time(r.nextHearingAt)}</> : <span className={r.endedAt ? 'mz-dim' : 'mz-warn'}>{t('value.none')}</span>) },
          ]} />
      )}
    </Page>
  )
}

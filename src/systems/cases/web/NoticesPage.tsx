import { ActNowButton } from '#kernel/web/ActButton.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { useFilters } from '#kernel/web/filters.ts'
import { fixedList, ListTable } from '#kernel/web/ListTable.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { acknowledge, listNotices } from '../contract/decisions.ts'
import { Article, OffenceName } from './parts.tsx'

/** What this office was told; it stays here until somebody has seen it. */
export default function NoticesPage() {
  const { t, numerals } = useWords()
  const [filters, setFilter] = useFilters(['unseen'], { unseen: 'yes' })
  const { data, problem, loading, again } = useRead(listNotices, { unseen: filters.unseen === 'yes' ? 'yes' : 'no', limit: 500 })
  return (
    <Page title={t('cases.notices')} problem={problem} onRetry={again}>
      <ListTable name="cases.notices" caption={t('cases.notices')} list={{ ...fixedList(data?.rows), loading }} rowKey={(n) => n.id} rowPath={(n) => `/cases/${n.caseId}`} rowTone={(n) => (n.kind === 'coercion' && !n.seenAt ? 'alarm' : undefined)}
        values={filters} onFilter={setFilter} filters={[{ kind: 'select', name: 'unseen', label: t('cases.unseenOnly'), options: [{ value: 'yes', label: t('value.yes') }, { value: 'no', label: t('value.no') }] }]}
        columns={[
          { key: 'number', label: t('cases.column.number'), cell: (n) => <bdi dir="ltr">{numerals(n.number ?? '—')}</bdi>, width: '8rem' },
          { key: 'kind', label: t('field.kind'), cell: (n) => <>{t(`cases.notice.${n.kind}`)}{n.decision && <>: {t(`cases.decision.${n.decision}`)}</>} <Article of={n.article} /></> },
          { key: 'offence', label: t('field.offence'), cell: (n) => <OffenceName code={n.offenceCode} /> },
          { key: 'summary', label: t('cases.column.summary'), cell: (n) => <bdi>{n.summary.slice(0, 80)}</bdi> },
          { key: 'toldAt', label: t('cases.told'), cell: (n) => <DateText value={n.toldAt} />, width: '13rem' },
          { key: 'seen', label: t('verb.cases.acknowledge'), cell: (n) => (n.seenAt ? <DateText value={n.seenAt} short /> : <span onClick={(event) => event.stopPropagation()} onKeyDown={(event) => event.stopPropagation()} role="presentation"><ActNowButton label={t('verb.cases.acknowledge')} endpoint={acknowledge} input={{ caseId: n.caseId, noticeId: n.id }} onDone={again} reasonText={false} /></span>), width: '9rem' },
        ]} />
    </Page>
  )
}

import { listFailedJobs } from '#kernel/jobs/contract.ts'
import { DateText } from '#kernel/web/DateText.tsx'
import { fixedList, ListTable } from '#kernel/web/ListTable.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'

/** The platform's own scheduled work that failed at every try: kept for fourteen days. */
export default function FailedJobsPage() {
  const { t } = useWords()
  const { data, problem, loading, again } = useRead(listFailedJobs, { limit: 500 })
  return (
    <Page title={t('administration.failedJobs')} loading={loading} problem={problem} onRetry={again}>
      <p className="adm-hint">{t('administration.failedJobs.hint')}</p>
      <ListTable name="administration.failed-jobs" caption={t('administration.failedJobs')} list={fixedList(data?.rows)} emptyTitle={t('administration.failedJobs.none')} rowKey={(job) => job.id}
        columns={[
          { key: 'name', label: t('administration.job'), cell: (job) => <bdi dir="ltr">{job.name}</bdi>, width: '16rem' },
          { key: 'at', label: t('field.at'), cell: (job) => <DateText value={job.failedAt} short />, width: '11rem' },
          { key: 'error', label: t('administration.jobError'), cell: (job) => <bdi dir="ltr">{job.error}</bdi> },
        ]} />
    </Page>
  )
}

import { Badge } from '@mantine/core'
import { DateText } from '#kernel/web/DateText.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import type { InputOf } from '#kernel/web/endpoint-types.ts'
import { useFilters } from '#kernel/web/filters.ts'
import { ListTable } from '#kernel/web/ListTable.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { useInfiniteList } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { listMarks, MarkState } from '../../contract/marks.ts'

/** Marks from scenes, the newest first. */
export default function MarksPage() {
  const { t, numerals, number } = useWords()
  const [filters, setFilter] = useFilters(['state'], {})
  const list = useInfiniteList(listMarks, filters as InputOf<typeof listMarks>)
  const isEmpty = !list.loading && list.rows.length === 0 && !filters.state
  return (
    <Page title={t('biometrics.marks')} parent={{ label: t('biometrics.searches'), path: '/biometrics/searches' }} problem={list.problem} onRetry={list.again}>
      {isEmpty ? <EmptyState title={t('biometrics.marks.none')} hint={t('biometrics.marks.none.hint')} /> : (
        <ListTable name="biometrics.marks" caption={t('biometrics.marks')} list={list} rowKey={(row) => row.id} rowPath={(row) => `/biometrics/mark/${row.id}`}
          filters={[{ kind: 'select', name: 'state', label: t('biometrics.markState'), options: MarkState.options.map((value) => ({ value, label: t(`biometrics.markState.${value}`) })) }]}
          values={filters} onFilter={setFilter}
          columns={[
            { key: 'number', label: t('field.number'), cell: (row) => <bdi dir="ltr">{numerals(row.number)}</bdi> },
            { key: 'exhibit', label: t('biometrics.field.exhibit'), cell: (row) => <bdi>{row.exhibit}</bdi> },
            { key: 'state', label: t('biometrics.markState'), cell: (row) => <Badge variant="light" color={row.state === 'identified' ? 'accent' : 'gray'}>{t(`biometrics.markState.${row.state}`)}</Badge> },
            { key: 'case', label: t('biometrics.matter.case'), cell: (row) => <bdi dir="ltr">{numerals(row.case.number)}</bdi> },
            { key: 'quality', label: t('biometrics.mark.image'), cell: (row) => t('biometrics.mark.quality', { quality: number(row.quality), minutiae: number(row.minutiae) }), hidden: true },
            { key: 'office', label: t('field.office'), cell: (row) => <OfficeName office={row.office} /> },
            { key: 'at', label: t('biometrics.field.liftedAt'), cell: (row) => <DateText value={row.liftedAt} short time /> },
          ]} />
      )}
    </Page>
  )
}

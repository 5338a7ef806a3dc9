import { Badge } from '@mantine/core'
import { IconFingerprint } from '@tabler/icons-react'
import { ActButton } from '#kernel/web/ActButton.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import type { InputOf } from '#kernel/web/endpoint-types.ts'
import { useFilters } from '#kernel/web/filters.ts'
import { ListTable } from '#kernel/web/ListTable.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName, PersonName } from '#kernel/web/PersonName.tsx'
import { useInfiniteList } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { EnrolmentPurpose, EnrolmentState, listEnrolments } from '../contract/enrolment.ts'

/** What this office took: of whom, how far it has come. */
export default function EnrolmentsPage() {
  const { t, numerals, number } = useWords()
  const [filters, setFilter] = useFilters(['q', 'state', 'purpose', 'from'], {})
  const list = useInfiniteList(listEnrolments, filters as InputOf<typeof listEnrolments>)
  const isEmpty = !list.loading && list.rows.length === 0 && Object.values(filters).every((value) => !value)
  return (
    <Page title={t('biometrics.title')} problem={list.problem} onRetry={list.again} acts={<ActButton label={t('biometrics.enrol')} icon={<IconFingerprint size={18} />} may="biometrics.begin-enrolment" path="/biometrics/enrol" look="primary" />}>
      {isEmpty ? <EmptyState title={t('biometrics.list.none')} hint={t('biometrics.list.none.hint')} /> : (
        <ListTable name="biometrics.enrolments" caption={t('biometrics.title')} list={list} rowKey={(row) => row.id} rowPath={(row) => `/biometrics/enrolment/${row.id}`}
          filters={[
            { kind: 'search', name: 'q' },
            { kind: 'select', name: 'state', label: t('field.state'), options: EnrolmentState.options.map((value) => ({ value, label: t(`biometrics.state.${value}`) })) },
            { kind: 'select', name: 'purpose', label: t('biometrics.field.purpose'), options: EnrolmentPurpose.options.map((value) => ({ value, label: t(`biometrics.purpose.${value}`) })) },
            { kind: 'date', name: 'from', label: t('field.from') },
          ]}
          values={filters} onFilter={setFilter}
          columns={[
            { key: 'name', label: t('field.name'), cell: (row) => <PersonName name={row.name} /> },
            { key: 'number', label: t('biometrics.column.number'), cell: (row) => <bdi dir="ltr">{numerals(row.number)}</bdi> },
            { key: 'state', label: t('field.state'), cell: (row) => <Badge variant="light" color={row.state === 'taking' ? 'warning' : 'gray'}>{t(`biometrics.state.${row.state}`)}</Badge> },
            { key: 'purpose', label: t('biometrics.field.purpose'), cell: (row) => t(`biometrics.purpose.${row.purpose}`) },
            { key: 'prints', label: t('biometrics.column.prints'), cell: (row) => t('biometrics.fingersOf', { prints: number(row.prints), missing: number(row.missing) }) },
            { key: 'begun', label: t('biometrics.column.begun'), cell: (row) => <DateText value={row.begunAt} short time /> },
            { key: 'by', label: t('biometrics.column.by'), cell: (row) => <><bdi>{row.begunBy}</bdi> · <OfficeName office={row.office} /></>, hidden: true },
          ]} />
      )}
    </Page>
  )
}

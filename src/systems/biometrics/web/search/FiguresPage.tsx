import { Box, Group, Table } from '@mantine/core'
import { DateField } from '#kernel/web/DateField.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { useFilters } from '#kernel/web/filters.ts'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { searchFigures } from '../../contract/search.ts'
import './search.css'

const day = (ago: number) => new Date(Date.now() + 3 * 3_600_000 - ago * 86_400_000).toISOString().slice(0, 10)

/** Who searched for what, in numbers: an office that searches far more than others, a purpose that comes to nothing. */
export default function FiguresPage() {
  const { t, number } = useWords()
  const [{ from = day(30), to = day(0) }, setFilter] = useFilters(['from', 'to'])
  const { data, problem, loading, again } = useRead(searchFigures, { from, to })
  const heads = ['search.purpose', 'search.asked', 'search.figures.asked', 'search.candidates', 'outcome.same', 'outcome.none', 'outcome.inconclusive', 'outcome.incomplete', 'search.figures.open']
  return (
    <Page title={t('biometrics.search.figures')} parent={{ label: t('biometrics.searches'), path: '/biometrics/searches' }} loading={loading} problem={problem} onRetry={again}>
      <p className="mz-dim">{t('biometrics.search.figures.hint')}</p>
      <Group align="end"><DateField name="from" label={t('field.from')} value={from} onChange={(value) => setFilter('from', value)} /><DateField name="to" label={t('field.to')} value={to} onChange={(value) => setFilter('to', value)} /></Group>
      {data?.rows.length === 0 && <EmptyState title={t('biometrics.searches.none')} />}
      {data && data.rows.length > 0 && (
        <Box className="bs-wide" role="group" tabIndex={0} aria-label={t('biometrics.search.figures')}>
          <Table aria-label={t('biometrics.search.figures')} fz="sm">
            <Table.Thead><Table.Tr>{heads.map((key) => <Table.Th key={key}>{t(`biometrics.${key}`)}</Table.Th>)}</Table.Tr></Table.Thead>
            <Table.Tbody>
              {data.rows.map((row) => (
                <Table.Tr key={`${row.purpose} ${row.office.id}`}>
                  <Table.Td>{t(`biometrics.purpose.${row.purpose}`)}</Table.Td><Table.Td><OfficeName office={row.office} /></Table.Td>
                  {[row.asked, row.candidates, row.same, row.none, row.inconclusive, row.incomplete, row.open].map((count, index) => <Table.Td key={index}>{number(count)}</Table.Td>)}
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        </Box>
      )}
    </Page>
  )
}

import { Button, Group } from '@mantine/core'
import { Link } from 'react-router'
import { DateText } from '#kernel/web/DateText.tsx'
import type { InputOf } from '#kernel/web/endpoint-types.ts'
import { useFilters } from '#kernel/web/filters.ts'
import { ListTable } from '#kernel/web/ListTable.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { useInfiniteList } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { listSearches, Outcome, SearchPurpose, SearchState } from '../../contract/search.ts'
import { StateMark } from './parts.tsx'

/** Every search that this post may know of: its own, its office's, those of its cases; an examiner and an inspector all. An examiner begins with what waits for one. */
export default function SearchesPage() {
  const { t, numerals, number } = useWords()
  const may = useMay()
  const [filters, setFilter] = useFilters(['whose', 'state', 'outcome', 'purpose', 'from', 'to'], may('biometrics.examine') ? { whose: 'all', state: 'examining' } : { whose: 'people' })
  const list = useInfiniteList(listSearches, filters as InputOf<typeof listSearches>)
  const option = (name: string) => (value: string) => ({ value, label: t(`biometrics.${name}.${value}`) })
  return (
    <Page title={t('biometrics.searches')} problem={list.problem} onRetry={list.again} acts={<Group gap="xs">
      {may('biometrics.ask-search') && <Button component={Link} to="/biometrics/search/new">{t('biometrics.search.new')}</Button>}
      {may('biometrics.read-marks') && <Button component={Link} to="/biometrics/marks" variant="default">{t('biometrics.marks')}</Button>}
      {may('biometrics.read-links') && <Button component={Link} to="/biometrics/links" variant="default">{t('biometrics.links')}</Button>}
      {may('biometrics.inspect-searches') && <Button component={Link} to="/biometrics/searches/figures" variant="default">{t('biometrics.search.figures')}</Button>}
      {may('biometrics.read-gallery') && <Button component={Link} to="/biometrics/gallery" variant="default">{t('biometrics.gallery')}</Button>}
    </Group>}>
      <ListTable name="biometrics.searches" caption={t('biometrics.searches.caption')} list={list} rowKey={(row) => row.id} rowPath={(row) => `/biometrics/search/${row.id}`} emptyTitle={t('biometrics.searches.none')} emptyHint={t('biometrics.searches.none.hint')}
        filters={[
          { kind: 'select', name: 'whose', label: t('biometrics.search.whose'), options: ['people', 'mine', 'office', 'all'].map(option('search.whose')) },
          { kind: 'select', name: 'state', label: t('biometrics.search.state'), options: SearchState.options.map(option('searchState')) },
          { kind: 'select', name: 'outcome', label: t('biometrics.search.outcome'), options: Outcome.options.map(option('outcome')) },
          { kind: 'select', name: 'purpose', label: t('biometrics.search.purpose'), options: SearchPurpose.options.map(option('purpose')) },
          { kind: 'date', name: 'from', label: t('field.from') }, { kind: 'date', name: 'to', label: t('field.to') },
        ]}
        values={filters} onFilter={setFilter}
        columns={[
          { key: 'number', label: t('field.number'), cell: (row) => <bdi dir="ltr">{numerals(row.number)}</bdi> },
          { key: 'purpose', label: t('biometrics.search.purpose'), cell: (row) => <>{t(`biometrics.purpose.${row.purpose}`)} · <bdi dir="ltr">{row.article}</bdi></> },
          { key: 'state', label: t('biometrics.search.state'), cell: (row) => <StateMark row={row} />, width: '9rem' },
          { key: 'candidates', label: t('biometrics.search.candidates'), cell: (row) => (row.complete === null ? '—' : t('biometrics.search.candidates.count', { count: row.candidates, waiting: number(row.waiting) })) },
          { key: 'matter', label: t('biometrics.search.matter'), cell: (row) => { const matter = row.case ?? row.custody ?? row.mark; return matter ? <bdi dir="ltr">{numerals(matter.number)}</bdi> : '—' } },
          { key: 'by', label: t('biometrics.search.asked'), cell: (row) => <><bdi>{row.askedBy ?? t('biometrics.search.platform')}</bdi> · <OfficeName office={row.office} /></> },
          { key: 'at', label: t('field.time'), cell: (row) => <DateText value={row.askedAt} short time /> },
        ]} />
    </Page>
  )
}

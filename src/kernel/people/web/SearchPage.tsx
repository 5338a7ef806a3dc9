import { Alert } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconGitMerge, IconUserPlus } from '@tabler/icons-react'
import { ActButton } from '#kernel/web/ActButton.tsx'
import { useFilters } from '#kernel/web/filters.ts'
import { ListTable, fixedList } from '#kernel/web/ListTable.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { searchPersons } from '../contract.ts'
import { Birth, Fit, Name, motherOf } from './parts.tsx'

/** Looking for a person by name, national number or a paper's number. What is asked stays in the address. */
export default function SearchPage() {
  const { t, numerals } = useWords()
  const [filters, setFilter] = useFilters(['q', 'birthYear', 'sex'])
  const [text] = useDebouncedValue((filters.q ?? '').trim(), 200)
  const year = Number(filters.birthYear)
  const sex = filters.sex === 'male' || filters.sex === 'female' ? filters.sex : undefined
  const { data, problem, loading, again } = useRead(searchPersons, { text, limit: 50, ...(year >= 1880 && year <= 2200 ? { birthYear: year } : {}), ...(sex ? { sex } : {}) }, { when: text.length >= 2 })
  const rows = text.length >= 2 ? data?.rows : []
  return (
    <Page title={t('people.search')} problem={problem} onRetry={again}
      acts={<>
        <ActButton label={t('people.merges')} icon={<IconGitMerge size={18} />} may="people.merge.approve" path="/people/merges" look="default" />
        <ActButton label={t('people.new')} icon={<IconUserPlus size={18} />} may="people.create" path={`/people/new${text ? `?name=${encodeURIComponent(text)}` : ''}`} look="primary" />
      </>}>
      {data?.more && text.length >= 2 && <Alert variant="light" color="gray" mb="sm">{t('people.more')}</Alert>}
      <ListTable name="people.search" caption={t('people.search')} list={{ ...fixedList(rows), loading: loading && text.length >= 2 }} rowKey={({ person }) => person.id} rowPath={({ person }) => `/people/${person.id}`}
        filters={[
          { kind: 'search', name: 'q' }, { kind: 'search', name: 'birthYear', label: t('field.birthYear') },
          { kind: 'select', name: 'sex', label: t('people.sex'), options: [{ value: 'male', label: t('people.sex.male') }, { value: 'female', label: t('people.sex.female') }] },
        ]}
        values={filters} onFilter={setFilter} emptyTitle={t(text.length < 2 ? 'people.ask' : 'people.nobody')} emptyHint={t(text.length < 2 ? 'people.ask.hint' : 'people.nobody.hint')}
        columns={[
          { key: 'name', label: t('field.name'), cell: ({ person }) => <Name person={person} /> },
          { key: 'mother', label: t('field.motherName'), cell: ({ person }) => <bdi>{motherOf(person) ?? '—'}</bdi> },
          { key: 'birth', label: t('field.birthDate'), cell: ({ person }) => <Birth birth={person.birth} />, width: '11rem' },
          { key: 'number', label: t('people.nationalNumber'), cell: ({ person }) => numerals(person.nationalNumber ?? '—'), width: '9rem' },
          { key: 'fit', label: t('people.fit'), cell: ({ fit }) => <Fit value={fit} />, width: '7rem' },
        ]} />
    </Page>
  )
}

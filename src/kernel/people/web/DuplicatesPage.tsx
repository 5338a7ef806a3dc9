import { Stack } from '@mantine/core'
import { useParams } from 'react-router'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { duplicatesOfPerson, readPerson } from '../contract.ts'
import { Pair } from './Pair.tsx'
import './people.css'

/** Who may be the same person, side by side, with the reasons. */
export default function DuplicatesPage() {
  const { id = '' } = useParams()
  const { t } = useWords()
  const person = useRead(readPerson, { id })
  const { data, problem, loading, again } = useRead(duplicatesOfPerson, { id })
  return (
    <Page title={t('people.compare')} parent={{ label: person.data?.display ?? t('people.person'), path: `/people/${id}` }} loading={loading || person.loading} problem={problem ?? person.problem} onRetry={again}>
      {data?.rows.length === 0 && <EmptyState title={t('people.doubles.none')} hint={t('people.doubles.none.hint')} />}
      <Stack gap="lg">{person.data && data?.rows.map((one) => <Pair key={one.person.id} person={person.data!} other={one} denied={person.data!.notThisPerson.some((note) => note.otherPersonId === one.person.id)} />)}</Stack>
    </Page>
  )
}

import { Stack } from '@mantine/core'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { listDoubles } from '../contract.ts'
import { Pair } from './Pair.tsx'

/** Persons written down lately who may be written down twice: each pair is proposed to be merged, or noted to be two. */
export default function QueuePage() {
  const { t } = useWords()
  const { data, problem, loading, again } = useRead(listDoubles, {})
  return (
    <Page title={t('people.queue')} parent={{ label: t('people.search'), path: '/people' }} loading={loading} problem={problem} onRetry={again}>
      {data?.rows.length === 0 && <EmptyState title={t('people.queue.none')} hint={t('people.queue.none.hint')} />}
      <Stack gap="lg">{data?.rows.map(({ person, other }) => <Pair key={person.id + other.person.id} person={person} other={other} />)}</Stack>
    </Page>
  )
}

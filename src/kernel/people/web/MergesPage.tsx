import { Button, Stack, Title } from '@mantine/core'
import { Link } from 'react-router'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { listOpenMerges } from '../contract.ts'
import { MergeLine } from './MergeLine.tsx'
import { Facts, Name, Reasons } from './parts.tsx'
import './people.css'

/** Proposals to merge that wait for a second person. */
export default function MergesPage() {
  const { t } = useWords()
  const { data, problem, loading, again } = useRead(listOpenMerges, {})
  return (
    <Page title={t('people.merges')} parent={{ label: t('people.search'), path: '/people' }} loading={loading} problem={problem} onRetry={again}
      acts={<Button component={Link} to="/people/doubles" variant="default">{t('people.queue')}</Button>}>
      {data?.rows.length === 0 && <EmptyState title={t('people.merges.none')} />}
      <Stack gap="lg">
        {data?.rows.map(({ merge, keep, drop, comparison }) => (
          <section key={merge.id} className="mz-card mz-person-part">
            <div className="mz-pair">{[keep, drop].map((person, index) => person && <div key={index}><Title order={2} size="h4" mb="xs"><Name person={person} path={`/people/${person.id}`} /></Title><Facts person={person} /></div>)}</div>
            {comparison && <div className="mz-wide"><Reasons comparison={comparison} /></div>}
            <MergeLine merge={merge} />
          </section>
        ))}
      </Stack>
    </Page>
  )
}

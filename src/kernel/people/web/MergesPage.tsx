import { Stack } from '@mantine/core'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { listOpenMerges } from '../contract.ts'
import { MergeLine } from './MergeLine.tsx'
import { Facts, Name } from './parts.tsx'
import './people.css'

/** Proposals to merge that wait for a second person. */
export default function MergesPage() {
  const { t } = useWords()
  const { data, problem, loading, again } = useRead(listOpenMerges, {})
  return (
    <Page title={t('people.merges')} parent={{ label: t('people.search'), path: '/people' }} loading={loading} problem={problem} onRetry={again}>
      {data?.rows.length === 0 && <EmptyState title={t('people.merges.none')} />}
      <Stack gap="lg">
        {data?.rows.map(({ merge, keep, drop }) => (
          <section key={merge.id} className="mz-card">
            <div className="mz-pair">{[keep, drop].map((person, index) => person && <div key={index}><h2 className="mz-h"><Name person={person} path={`/people/${person.id}`} /></h2><Facts person={person} /></div>)}</div>
            <MergeLine merge={merge} />
          </section>
        ))}
      </Stack>
    </Page>
  )
}

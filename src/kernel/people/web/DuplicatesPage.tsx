import { Badge, Group, Stack, Title } from '@mantine/core'
import { IconGitMerge } from '@tabler/icons-react'
import { useParams } from 'react-router'
import { ActNowButton } from '#kernel/web/ActButton.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { duplicatesOfPerson, notePersonIsNot, proposePersonMerge, readPerson } from '../contract.ts'
import type { Duplicate } from '../contract.ts'
import type { Person } from '../person.ts'
import { Facts, Name, Reasons, percent } from './parts.tsx'
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
      <Stack gap="lg">{person.data && data?.rows.map((one) => <Pair key={one.person.id} person={person.data!} other={one} />)}</Stack>
    </Page>
  )
}

function Pair({ person, other }: { person: Person; other: Duplicate }) {
  const { t, number } = useWords()
  const denied = person.notThisPerson.some((note) => note.otherPersonId === other.person.id)
  return (
    <section className="mz-card mz-person-part">
      <Group justify="space-between" mb="sm">
        <Badge color="gray" variant={other.comparison.score >= 0.9 ? 'filled' : 'light'}>{t('people.likelihood', { percent: number(percent(other.comparison.score)) })}</Badge>
        <Group gap="xs">
          <ActNowButton label={t('people.merge.propose')} icon={<IconGitMerge size={18} />} endpoint={proposePersonMerge} may="people.merge.propose" disabledReason={denied ? t('refusal.people.not-the-same') : null}
            input={{ keepId: person.id, dropId: other.person.id, reason: '' }} confirm={{ title: t('people.merge.propose'), text: t('people.merge.propose.text'), reasonField: 'reason' }} />
          <ActNowButton label={t('people.notThis')} look="default" endpoint={notePersonIsNot} may="people.not-this-person" disabledReason={denied ? t('people.notThis.already') : null}
            input={{ id: person.id, otherPersonId: other.person.id, note: '' }} confirm={{ title: t('people.notThis'), reasonField: 'note' }} />
        </Group>
      </Group>
      <div className="mz-pair">
        <div><Title order={2} size="h4" mb="xs"><Name person={person} /></Title><Facts person={person} /></div>
        <div><Title order={2} size="h4" mb="xs"><Name person={other.person} path={`/people/${other.person.id}`} /></Title><Facts person={other.person} /></div>
        <Reasons comparison={other.comparison} />
      </div>
    </section>
  )
}

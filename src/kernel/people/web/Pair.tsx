import { Badge, Group, Title } from '@mantine/core'
import { IconGitMerge } from '@tabler/icons-react'
import { ActNowButton } from '#kernel/web/ActButton.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { notePersonIsNot, proposePersonMerge } from '../contract.ts'
import type { Duplicate } from '../contract.ts'
import type { PersonSummary } from '../person.ts'
import { Facts, Name, Reasons, percent } from './parts.tsx'
import './people.css'

/** Two records side by side: what each says, why they may be one, and what may be done. `denied`: noted before that they are two. */
export function Pair({ person, other, denied = false }: { person: PersonSummary; other: Duplicate; denied?: boolean }) {
  const { t, number } = useWords()
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
        <div><Title order={2} size="h4" mb="xs"><Name person={person} path={`/people/${person.id}`} /></Title><Facts person={person} /></div>
        <div><Title order={2} size="h4" mb="xs"><Name person={other.person} path={`/people/${other.person.id}`} /></Title><Facts person={other.person} /></div>
      </div>
      <div className="mz-wide"><Reasons comparison={other.comparison} /></div>
    </section>
  )
}

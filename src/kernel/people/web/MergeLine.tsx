import { Badge, Group } from '@mantine/core'
import { Link } from 'react-router'
import { ActNowButton } from '#kernel/web/ActButton.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { approvePersonMerge, undoPersonMerge } from '../contract.ts'
import type { PersonMerge } from '../person.ts'

/** One proposal to merge, with what may be done about it now. Who proposed it is refused by the server if they try to approve. */
export function MergeLine({ merge }: { merge: PersonMerge }) {
  const { t } = useWords()
  return (
    <Group justify="space-between" py={6} wrap="wrap">
      <div>
        <Badge variant="light" color="gray">{t(`people.merge.${merge.state}`)}</Badge>{' '}
        <Link className="mz-link" to={`/people/${merge.keepId}/duplicates`}>{t('people.compare')}</Link>
        <div><bdi>{merge.reason}</bdi></div>
        <div className="mz-dim"><DateText value={merge.proposedAt} time short />{merge.decidedAt && <> — <DateText value={merge.decidedAt} time short /></>}{merge.undoReason && <> — <bdi>{merge.undoReason}</bdi></>}</div>
      </div>
      <Group gap="xs">
        {merge.state === 'proposed' && <>
          <ActNowButton label={t('people.merge.approve')} endpoint={approvePersonMerge} may="people.merge.approve" disabledReason={merge.proposedByReader ? t('refusal.people.own-proposal') : null} input={{ id: merge.id, approve: true }} confirm={{ title: t('people.merge.approve'), text: t('people.merge.approve.text') }} />
          <ActNowButton label={t('people.merge.refuse')} look="default" endpoint={approvePersonMerge} may="people.merge.approve" disabledReason={merge.proposedByReader ? t('refusal.people.own-proposal') : null} reasonText={false} input={{ id: merge.id, approve: false }} confirm={{ title: t('people.merge.refuse'), reasonField: 'reason' }} />
        </>}
        {merge.state === 'approved' && <ActNowButton label={t('people.merge.undo')} look="danger" endpoint={undoPersonMerge} may="people.merge.approve" disabledReason={merge.decidedByReader ? t('refusal.people.own-approval') : null} input={{ id: merge.id, reason: '' }} confirm={{ title: t('people.merge.undo'), text: t('people.merge.undo.text'), reasonField: 'reason' }} />}
      </Group>
    </Group>
  )
}

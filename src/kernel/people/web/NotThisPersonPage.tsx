import { Alert, Stack } from '@mantine/core'
import { useNavigate, useParams } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { TextAreaField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { PersonPicker } from '#kernel/web/PersonPicker.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { notePersonIsNot } from '../contract.ts'

/** Noting whom this person is not, so that they are not arrested in another's place again. */
export default function NotThisPersonPage() {
  const { id = '' } = useParams()
  const { t } = useWords()
  const navigate = useNavigate()
  return (
    <Page title={t('people.notThis')} parent={{ label: t('people.person'), path: `/people/${id}` }}>
      <Alert variant="light" color="gray" mb="md">{t('people.notThis.hint')}</Alert>
      <ActForm endpoint={notePersonIsNot} title={t('people.notThis')} fixed={{ id }} onDone={() => { void navigate(`/people/${id}`) }} onCancel={() => { void navigate(`/people/${id}`) }}>
        {(f) => (
          <Stack>
            <PersonPicker {...f('otherPersonId', t('people.otherPerson'))} />
            <TextAreaField {...f('otherFacts', t('people.otherFacts'))} />
            <TextAreaField {...f('note', t('people.note'))} />
          </Stack>
        )}
      </ActForm>
    </Page>
  )
}

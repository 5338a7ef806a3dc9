import { Stack } from '@mantine/core'
import { useNavigate, useParams } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { CheckboxField, TextAreaField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { addPersonName, readPerson } from '../contract.ts'
import { NameFields } from './name-fields.tsx'

/** A name in another script, or the right name in place of a wrong one. */
export default function NamePage() {
  const { id = '' } = useParams()
  const { t } = useWords()
  const navigate = useNavigate()
  const { data, problem, loading, again } = useRead(readPerson, { id })
  return (
    <Page title={t('people.addName')} parent={{ label: data?.display ?? t('people.person'), path: `/people/${id}` }} loading={loading} problem={problem} onRetry={again}>
      {data && (
        <ActForm endpoint={addPersonName} title={t('people.addName')} fixed={{ id: data.id, version: data.version }} onReload={again} onDone={() => { void navigate(`/people/${id}`) }} onCancel={() => { void navigate(`/people/${id}`) }}>
          {(f) => (
            <Stack>
              <NameFields bind={(part, label) => f(`name.${part}`, label) as never} autoFocus />
              <CheckboxField {...f('primary', t('people.primary'))} />
              <TextAreaField {...f('reason')} />
            </Stack>
          )}
        </ActForm>
      )}
    </Page>
  )
}

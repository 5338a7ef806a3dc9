import { Stack } from '@mantine/core'
import { useNavigate } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { DateTimeField } from '#kernel/web/DateField.tsx'
import { CheckboxField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { writeDiary } from '../contract/papers.ts'
import { thisMoment } from './use-case.tsx'

/** One entry of the station's book, with the time at which the news came. */
export default function DiaryEntryPage() {
  const { t } = useWords()
  const navigate = useNavigate()
  const back = () => { void navigate('/diary') }
  return (
    <Page title={t('verb.cases.write-diary')} parent={{ label: t('cases.diary'), path: '/diary' }}>
      <ActForm endpoint={writeDiary} title={t('verb.cases.write-diary')} initial={{ informedAt: thisMoment() }} onDone={back} onCancel={back}>
        {(f) => <Stack gap="sm"><DateTimeField {...f('informedAt', t('cases.form.receivedAt'))} /><TextAreaField {...f('summary', t('cases.form.summary'))} rows={5} autoFocus /><TextField {...f('informant', t('cases.role.informant'))} /><CheckboxField {...f('signed', t('cases.form.signed'))} /></Stack>}
      </ActForm>
    </Page>
  )
}

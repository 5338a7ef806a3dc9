import { Stack } from '@mantine/core'
import { useState } from 'react'
import { useNavigate, useSearchParams } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { DateTimeField } from '#kernel/web/DateField.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { NumberField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { enterMark } from '../../contract/marks.ts'
import { ImageField } from './parts.tsx'

/** Enters a mark from a scene in the case that the address names. */
export default function EnterMarkPage() {
  const { t } = useWords()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const caseId = search.get('case')
  const [image, setImage] = useState<string>()
  return (
    <Page title={t('biometrics.mark.enter')} parent={caseId ? { label: t('biometrics.matter.case'), path: `/cases/${caseId}` } : { label: t('biometrics.marks'), path: '/biometrics/marks' }}>
      {!caseId ? <EmptyState title={t('biometrics.mark.where')} hint={t('biometrics.marks.none.hint')} /> : (
        <ActForm endpoint={enterMark} title={t('biometrics.mark.enter')} record={caseId} fixed={{ caseId }} initial={{ dpi: 500 }} toInput={(values) => ({ ...values, image })} onDone={({ id }) => { void navigate(`/biometrics/mark/${id}`) }}>
          {(f) => (
            <Stack>
              <TextField {...f('exhibit', t('biometrics.field.exhibit'))} />
              <TextField {...f('place', t('biometrics.field.place'))} />
              <DateTimeField {...f('liftedAt', t('biometrics.field.liftedAt'))} />
              <TextField {...f('liftedBy', t('biometrics.field.liftedBy'))} />
              <TextAreaField {...f('note', t('biometrics.field.note'))} />
              <ImageField label={t('biometrics.mark.image')} value={image} onChange={setImage} />
              <NumberField {...f('dpi', t('biometrics.field.dpi'))} min={300} max={1000} />
            </Stack>
          )}
        </ActForm>
      )}
    </Page>
  )
}

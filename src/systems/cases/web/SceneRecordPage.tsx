import { SimpleGrid, Stack } from '@mantine/core'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { DateTimeField } from '#kernel/web/DateField.tsx'
import { FileField } from '#kernel/web/FileField.tsx'
import { CheckboxField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { recordScene } from '../contract/papers.ts'
import { CaseFormPage } from './use-case.tsx'

/** Inspection of the scene with its sketch (CPC 43, 52(B)). */
export default function SceneRecordPage() {
  const { t } = useWords()
  return (
    <CaseFormPage verb="cases.record-scene">
      {({ data, back, again }) => (
        <ActForm endpoint={recordScene} title={t('verb.cases.record-scene')} fixed={{ id: data.case.id }} initial={{ inspectedAt: new Date().toISOString(), place: data.case.place, signed: false, flagranteFelony: data.case.flagrante && data.case.offenceClass === 'F' }} onDone={back} onCancel={back} onReload={again}
          toInput={(v) => ({ ...v, place: v.place ?? '', traces: v.traces ?? '', damage: v.damage ?? '', sketch: v.sketch ?? '', persons: v.persons ?? '', seized: v.seized ?? '' })}>
          {(f) => (
            <Stack gap="sm">
              <SimpleGrid cols={{ base: 1, sm: 2 }}><DateTimeField {...f('inspectedAt', t('field.at'))} /><TextField {...f('place', t('field.place'))} required autoFocus /></SimpleGrid>
              <TextAreaField {...f('traces', t('cases.form.traces'))} required /><TextAreaField {...f('damage', t('cases.form.damage'))} rows={2} required /><TextAreaField {...f('persons', t('cases.form.persons'))} rows={2} required />
              <TextAreaField {...f('sketch', t('cases.form.sketch'))} rows={2} required /><FileField {...f('sketchDocumentId', t('cases.form.sketchFile'))} recordId={data.case.id} purpose="sketch" />
              <TextAreaField {...f('seized', t('cases.form.seized'))} rows={2} hint={t('cases.form.onePerLine')} required />
              <CheckboxField {...f('death', t('cases.form.death'))} />{f.values.death && <TextField {...f('apparentCause', t('cases.form.apparentCause'))} required />}
              <CheckboxField {...f('flagranteFelony', t('cases.form.flagranteFelony'))} />{f.values.flagranteFelony && <TextField {...f('judgeUnableReason', t('cases.form.judgeUnableReason'))} />}
              <CheckboxField {...f('signed', t('cases.form.recordSigned'))} />
            </Stack>
          )}
        </ActForm>
      )}
    </CaseFormPage>
  )
}

import { Stack } from '@mantine/core'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { TextAreaField } from '#kernel/web/fields.tsx'
import { OfficePicker } from '#kernel/web/OfficePicker.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { transfer } from '../contract/decisions.ts'
import { CaseFormPage, withVersion } from './use-case.tsx'

/** Sends the case to the investigation court that is competent. */
export default function TransferPage() {
  const { t } = useWords()
  return (
    <CaseFormPage verb="cases.transfer">
      {({ data, back, again }) => (
        <ActForm endpoint={transfer} title={t('verb.cases.transfer')} fixed={{ id: data.case.id, version: data.case.version }} tone="danger" onDone={back} onCancel={back} onReload={again} toInput={withVersion}>
          {(f) => <Stack gap="sm"><OfficePicker {...f('courtId', t('cases.column.court'))} kinds={['investigation-court']} autoFocus /><TextAreaField {...f('reasons', t('cases.form.reasons'))} /></Stack>}
        </ActForm>
      )}
    </CaseFormPage>
  )
}

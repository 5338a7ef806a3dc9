import { Stack } from '@mantine/core'
import { useParams } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { CheckboxField, SelectField, TextAreaField } from '#kernel/web/fields.tsx'
import { OffencePicker } from '#kernel/web/OffencePicker.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { requalify } from '../contract.ts'
import { circumstancesOf, useOffenceOptions } from './offences.ts'
import { Fact, OffenceName, Section } from './parts.tsx'
import { CaseFormPage, withVersion } from './use-case.tsx'

/** Another article for the same act. */
export default function RequalifyPage() {
  const { chargeId = '' } = useParams()
  const { t, lang } = useWords()
  const options = useOffenceOptions()
  return (
    <CaseFormPage verb="cases.requalify">
      {({ data, back, again }) => {
        const charge = data.charges.find((c) => c.id === chargeId)
        return (
          <ActForm endpoint={requalify} title={t('verb.cases.requalify')} record={chargeId} fixed={{ id: data.case.id, version: data.case.version, chargeId }} onDone={back} onCancel={back} onReload={again} toInput={withVersion}>
            {(f) => (
              <Section title={t('verb.cases.requalify')}>
                <Stack gap="sm">
                  {charge && <Fact label={t('cases.presentCharge')}><OffenceName code={charge.offenceCode} circumstance={charge.circumstance} attempt={charge.attempt} /></Fact>}
                  <OffencePicker {...f('offenceCode', t('cases.newCharge'))} options={options} autoFocus />
                  {circumstancesOf(f.values.offenceCode, lang).length > 0 && <SelectField {...f('circumstance', t('cases.circumstance'))} options={circumstancesOf(f.values.offenceCode, lang)} hint={t('cases.circumstance.hint')} />}
                  <CheckboxField {...f('attempt', t('cases.attempt'))} />
                  <TextAreaField {...f('reason', t('cases.form.reasons'))} />
                </Stack>
              </Section>
            )}
          </ActForm>
        )
      }}
    </CaseFormPage>
  )
}

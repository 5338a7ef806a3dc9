import { SimpleGrid } from '@mantine/core'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { CheckboxField, SelectField, TextField } from '#kernel/web/fields.tsx'
import { OffencePicker } from '#kernel/web/OffencePicker.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { addAccused } from '../contract.ts'
import { circumstancesOf, offenceTitle, useOffenceOptions } from './offences.ts'
import { PersonField } from './PersonField.tsx'
import { CaseFormPage } from './use-case.tsx'

/** A further accused or a further charge; or the unknown perpetrator, found. */
export default function AccusedPage() {
  const { t, lang } = useWords()
  const options = useOffenceOptions()
  return (
    <CaseFormPage verb="cases.add-accused">
      {({ data, back, again }) => {
        const unknown = data.charges.filter((c) => c.personId === null && c.endedAt === null)
        return (
          <ActForm endpoint={addAccused} title={t('verb.cases.add-accused')} fixed={{ id: data.case.id }} initial={unknown[0] ? { chargeId: unknown[0].id, offenceCode: unknown[0].offenceCode } : {}} onDone={back} onCancel={back} onReload={again}>
            {(f) => (
              <SimpleGrid cols={{ base: 1, xs: 2 }}>
                <PersonField {...f('personId', t('cases.role.accused'))} autoFocus />
                <OffencePicker {...f('offenceCode', t('field.offence'))} options={options} />
                {circumstancesOf(f.values.offenceCode, lang).length > 0 && <SelectField {...f('circumstance', t('cases.circumstance'))} options={circumstancesOf(f.values.offenceCode, lang)} hint={t('cases.circumstance.hint')} />}
                <CheckboxField {...f('attempt', t('cases.attempt'))} />
                {unknown.length > 0 && <SelectField {...f('chargeId', t('cases.form.foundFor'))} options={unknown.map((c) => ({ value: c.id, label: offenceTitle(c.offenceCode, lang) }))} />}
                <SelectField {...f('status', t('field.state'))} options={(['free', 'summoned', 'arrested', 'fugitive'] as const).map((value) => ({ value, label: t(`cases.status.${value}`) }))} />
                <TextField {...f('trade', t('field.occupation'))} /><TextField {...f('residence', t('field.address'))} /><TextField {...f('reason', t('field.reason'))} />
              </SimpleGrid>
            )}
          </ActForm>
        )
      }}
    </CaseFormPage>
  )
}

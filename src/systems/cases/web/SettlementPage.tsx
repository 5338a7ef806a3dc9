import { SimpleGrid, Stack } from '@mantine/core'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { CheckboxField, RadioField, SelectField, TextAreaField } from '#kernel/web/fields.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { recordSettlement } from '../contract/decisions.ts'
import { inRole } from './parts.tsx'
import { CaseFormPage } from './use-case.tsx'

/** A waiver (CPC 9) or a conciliation (CPC 194-198) as it is declared. */
export default function SettlementPage() {
  const { t } = useWords()
  return (
    <CaseFormPage verb="cases.record-settlement">
      {({ data, back, again }) => {
        const accused = inRole(data.parties, 'accused')
        const speakers = inRole(data.parties, 'complainant', 'victim', 'guardian', 'lawyer')
        return (
          <ActForm endpoint={recordSettlement} title={t('verb.cases.record-settlement')} fixed={{ id: data.case.id }} initial={{ kind: data.case.complaintOnly ? 'conciliation' : 'waiver', capacity: 'victim', forPersonIds: accused.map((p) => p.personId), ...(speakers[0] ? { byPersonId: speakers[0].personId } : {}) }} onDone={back} onCancel={back} onReload={again}>
            {(f) => {
              const chosen = f.values.forPersonIds ?? []
              return (
                <Stack gap="sm">
                  <RadioField {...f('kind', t('field.kind'))} options={(['waiver', 'conciliation'] as const).map((value) => ({ value, label: t(`cases.settlement.${value}`) }))} />
                  <SimpleGrid cols={{ base: 1, xs: 2 }}>
                    <SelectField {...f('byPersonId', t('cases.form.declaredBy'))} options={[...new Map(speakers.map((p) => [p.personId, p])).values()].map((p) => ({ value: p.personId, label: p.name || p.personId.slice(-6) }))} />
                    <SelectField {...f('capacity', t('cases.form.capacity'))} options={(['victim', 'complainant', 'representative'] as const).map((value) => ({ value, label: t(value === 'representative' ? 'cases.capacity.representative' : `cases.role.${value}`) }))} />
                  </SimpleGrid>
                  <fieldset style={{ border: 0, margin: 0, padding: 0 }}><legend>{t('cases.form.forAccused')}</legend>
                    <Stack gap="xs">{accused.map((p) => <CheckboxField key={p.id} name={`forPersonIds.${p.personId}`} label={p.name} value={chosen.includes(p.personId)} onChange={(on) => f.set('forPersonIds', on ? [...chosen, p.personId] : chosen.filter((id) => id !== p.personId))} />)}</Stack>
                  </fieldset>
                  <TextAreaField {...f('statement', t('cases.form.declaration'))} autoFocus />
                  {f.values.kind === 'conciliation' && <><CheckboxField {...f('conditional', t('cases.form.conditional'))} /><CheckboxField {...f('threatHarmOrDamage', t('cases.form.threatHarmOrDamage'))} hint="CPC 195(C)" /></>}
                </Stack>
              )
            }}
          </ActForm>
        )
      }}
    </CaseFormPage>
  )
}

import { Badge, Group, Stack } from '@mantine/core'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { CheckboxField, TextAreaField } from '#kernel/web/fields.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { split } from '../contract/decisions.ts'
import { Section, inRole } from './parts.tsx'
import { CaseFormPage, withVersion } from './use-case.tsx'

/** Some of the accused go on in a case of their own; children are proposed. */
export default function SplitPage() {
  const { t } = useWords()
  return (
    <CaseFormPage verb="cases.split">
      {({ data, back, again }) => {
        const accused = inRole(data.parties, 'accused')
        return (
          <ActForm endpoint={split} title={t('verb.cases.split')} fixed={{ id: data.case.id, version: data.case.version }} tone="danger" initial={{ personIds: accused.filter((p) => p.juvenile).map((p) => p.personId) }} onDone={back} onCancel={back} onReload={again} toInput={withVersion}>
            {(f) => {
              const chosen = f.values.personIds ?? []
              return (
                <Section title={t('cases.part.whoGoes')}>
                  <Stack gap="sm">
                    {accused.map((p) => <Group key={p.id} gap="xs"><CheckboxField name={`personIds.${p.personId}`} label={p.name} value={chosen.includes(p.personId)} onChange={(on) => f.set('personIds', on ? [...chosen, p.personId] : chosen.filter((id) => id !== p.personId))} />{p.juvenile && <Badge size="sm" color="gray" variant="outline">{t('cases.juvenile')}</Badge>}</Group>)}
                    <TextAreaField {...f('reasons', t('cases.form.reasons'))} />
                  </Stack>
                </Section>
              )
            }}
          </ActForm>
        )
      }}
    </CaseFormPage>
  )
}

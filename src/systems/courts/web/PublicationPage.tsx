import { Button, SimpleGrid, Stack } from '@mantine/core'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { DateField } from '#kernel/web/DateField.tsx'
import { CheckboxField, SelectField, TextField } from '#kernel/web/fields.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { recordPublication } from '../contract/hearings.ts'
import { CaseFormPage, Section } from './parts.tsx'

/** The publication that calls a fugitive (CPC 143(C)). */
export default function PublicationPage() {
  const { t } = useWords()
  return (
    <CaseFormPage verb="courts.record-publication">
      {(data, back, again) => (
        <ActForm endpoint={recordPublication} title={t('verb.courts.record-publication')} fixed={{ id: data.caseId }} onDone={back} onCancel={back} onReload={again} initial={{ newspapers: [{ name: '', on: '' }, { name: '', on: '' }], residenceKnown: false, postedAtResidence: false }}>
          {(f) => {
            const papers = (f.values.newspapers ?? []) as { name: string; on: string }[]
            return (
              <Section title={t('verb.courts.record-publication')}>
                <Stack gap="sm">
                  <SelectField {...f('personId', t('courts.accusedOne'))} options={data.accused.map((a) => ({ value: a.personId, label: a.name }))} />
                  <CheckboxField {...f('residenceKnown', t('courts.form.residenceKnown'))} />
                  {f.values.residenceKnown && <CheckboxField {...f('postedAtResidence', t('courts.form.posted'))} />}
                  {papers.map((_, n) => <SimpleGrid key={n} cols={{ base: 1, xs: 2 }}><TextField {...f(`newspapers.${n}.name` as 'personId', t('courts.form.newspaper'))} /><DateField {...f(`newspapers.${n}.on` as 'personId', t('courts.form.publishedOn'))} /></SimpleGrid>)}
                  <div><Button variant="default" onClick={() => f.set('newspapers', [...papers, { name: '', on: '' }])}>{t('button.add')}</Button></div>
                  <CheckboxField {...f('broadcastOrdered', t('courts.form.broadcast'))} />
                  {f.values.broadcastOrdered && <DateField {...f('broadcastOn', t('courts.form.broadcastOn'))} />}
                </Stack>
              </Section>
            )
          }}
        </ActForm>
      )}
    </CaseFormPage>
  )
}

import { SimpleGrid, Stack } from '@mantine/core'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { SelectField, TextField } from '#kernel/web/fields.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { issueNotice } from '../contract/hearings.ts'
import { HearingFormPage, Section } from './parts.tsx'

/** The notice of a hearing for one person; the rest of Article 143(B) is filled in from the case. */
export default function NoticePage() {
  const { t, dateTime } = useWords()
  return (
    <HearingFormPage verb="courts.issue-notice">
      {({ hearing: h, accused }, back, again) => (
        <ActForm endpoint={issueNotice} title={t('verb.courts.issue-notice')} fixed={{ id: h.caseId, hearingId: h.id }} record={h.id} initial={{ ...(accused[0] ? { personId: accused[0].personId } : {}), capacity: t('courts.accusedOne') }} onDone={back} onCancel={back} onReload={again}
          toInput={(values) => (values.personId ? { ...values, addressee: undefined } : values)}>
          {(f) => (
            <Section title={t('courts.part.notices')}>
              <Stack gap="sm">
                <div className="mz-dim">{t('courts.calledTo', { at: dateTime(h.startsAt) })}</div>
                <SelectField {...f('personId', t('courts.form.whom'))} required={false} options={accused.map((a) => ({ value: a.personId, label: a.name }))} hint={t('courts.form.orOther')} />
                {!f.values.personId && <TextField {...f('addressee', t('courts.field.addressee'))} required />}
                <SimpleGrid cols={{ base: 1, xs: 2 }}><TextField {...f('capacity', t('courts.field.addresseeCapacity'))} /><TextField {...f('address', t('field.address'))} required={false} /></SimpleGrid>
              </Stack>
            </Section>
          )}
        </ActForm>
      )}
    </HearingFormPage>
  )
}

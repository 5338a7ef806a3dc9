import { Stack } from '@mantine/core'
import { useState } from 'react'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { CheckboxField, TextAreaField } from '#kernel/web/fields.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { adjournHearing } from '../contract/hearings.ts'
import { HearingFormPage, Section } from './parts.tsx'
import { WhenFields } from './when-fields.tsx'

/** A hearing is adjourned with its reason, as a rule to a further session. */
export default function AdjournPage() {
  const { t } = useWords()
  const [further, setFurther] = useState(true)
  return (
    <HearingFormPage verb="courts.adjourn">
      {({ hearing: h }, back, again) => (
        <ActForm endpoint={adjournHearing} title={t('verb.courts.adjourn')} fixed={{ id: h.caseId, hearingId: h.id }} record={h.id} onDone={back} onCancel={back} onReload={again}
          initial={{ next: { startsAt: '', endsAt: '', judgeIds: h.judges.map((j) => j.id), purpose: h.purpose, ...(h.room ? { roomId: h.room.id } : {}) } }} toInput={(values) => (further ? values : { ...values, next: undefined })}>
          {(f) => (
            <Section title={t('verb.courts.adjourn')}>
              <Stack gap="sm">
                <TextAreaField {...f('reason', t('field.reason'))} />
                <CheckboxField name="further" label={t('courts.form.further')} value={further} onChange={(on) => setFurther(on === true)} />
                {further && <WhenFields field={(path, label) => f(`next.${path}` as 'reason', label) as never} judgeIds={(f.values.next as { judgeIds?: string[] } | undefined)?.judgeIds ?? []} setJudges={(ids) => f.set('next.judgeIds', ids)} />}
              </Stack>
            </Section>
          )}
        </ActForm>
      )}
    </HearingFormPage>
  )
}

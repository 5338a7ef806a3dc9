import { Stack } from '@mantine/core'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { CheckboxField, SelectField } from '#kernel/web/fields.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { scheduleHearing } from '../contract/hearings.ts'
import { Secrecy } from '../contract/parts.ts'
import { CaseFormPage, Section, useOptions, withVersion } from './parts.tsx'
import { WhenFields } from './when-fields.tsx'

/** A hearing of a case is set. */
export default function SchedulePage() {
  const { t, count } = useWords()
  const options = useOptions()
  return (
    <CaseFormPage verb="courts.schedule">
      {(data, back, again) => {
        const cls = data.trials.at(-1)?.cls ?? 'felony'
        const juvenile = data.trials.at(-1)?.juvenile ?? false
        return (
          <ActForm endpoint={scheduleHearing} title={t('verb.courts.schedule')} fixed={{ id: data.caseId, version: data.version }} initial={{ public: !juvenile, purpose: 'trial' }} onDone={back} onCancel={back} onReload={again} toInput={withVersion}>
            {(f) => (
              <Section title={t('courts.part.when')}>
                <Stack gap="sm">
                  <div className="mz-dim">{t('courts.noticeNeeds', { class: t(`courts.class.${cls}`), days: count({ felony: 8, misdemeanour: 3, contravention: 1 }[cls], 'day') })} (CPC 143)</div>
                  <WhenFields field={(path, label) => f(path as 'startsAt', label) as never} judgeIds={f.values.judgeIds ?? []} setJudges={(ids) => f.set('judgeIds', ids)} />
                  <CheckboxField {...f('public', t('courts.form.public'))} hint="CPC 152" />
                  {f.values.public === false && <SelectField {...f('secrecyReason', t('courts.form.secrecyReason'))} required={!juvenile} options={options(Secrecy.options, 'courts.secrecy')} />}
                </Stack>
              </Section>
            )}
          </ActForm>
        )
      }}
    </CaseFormPage>
  )
}

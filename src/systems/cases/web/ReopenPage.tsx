import { Alert, Stack } from '@mantine/core'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { CheckboxField, TextAreaField } from '#kernel/web/fields.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { reopen } from '../contract/decisions.ts'
import { reopeningEnds } from '../rules/joinder.ts'
import { Article } from './parts.tsx'
import { CaseFormPage, withVersion } from './use-case.tsx'

/** Takes a closed investigation up again, within Article 302. */
export default function ReopenPage() {
  const { t, date } = useWords()
  return (
    <CaseFormPage verb="cases.reopen">
      {({ data, back, again }) => {
        const last = data.decisions.findLast((d) => d.kind === 'release')
        const ends = last && reopeningEnds({ decision: 'released', by: 'investigative-judge', decidedOn: new Date(Date.parse(last.decidedAt) + 3 * 3_600_000).toISOString().slice(0, 10) })
        return (
          <ActForm endpoint={reopen} title={t('verb.cases.reopen')} fixed={{ id: data.case.id, version: data.case.version }} initial={{ newEvidence: false }} onDone={back} onCancel={back} onReload={again} toInput={withVersion}>
            {(f) => (
              <Stack gap="sm">
                {ends && <Alert variant="light" color="gray">{t('cases.reopenUntil', { day: date(ends) })} <Article of="CPC 302(C)" /></Alert>}
                <CheckboxField {...f('newEvidence', t('cases.form.newEvidence'))} /><CheckboxField {...f('graverResult', t('cases.form.graverResult'))} hint="CPC 303" />
                <TextAreaField {...f('reasons', t('cases.form.reasons'))} autoFocus />
              </Stack>
            )}
          </ActForm>
        )
      }}
    </CaseFormPage>
  )
}

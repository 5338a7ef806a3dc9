import { Stack } from '@mantine/core'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { RadioField, TextAreaField } from '#kernel/web/fields.tsx'
import { RemotePicker } from '#kernel/web/RemotePicker.tsx'
import { queryString } from '#kernel/web/api.ts'
import { useWords } from '#kernel/web/words.tsx'
import type { CaseRow } from '../contract.ts'
import { join } from '../contract/decisions.ts'
import { CaseFormPage, withVersion } from './use-case.tsx'
import { OffenceName } from './parts.tsx'

/** Joins another case into this one. */
export default function JoinPage() {
  const { t, numerals } = useWords()
  return (
    <CaseFormPage verb="cases.join">
      {({ data, back, again }) => (
        <ActForm endpoint={join} title={t('verb.cases.join')} fixed={{ id: data.case.id, version: data.case.version }} tone="danger" initial={{ tie: 'same-kind' }} onDone={back} onCancel={back} onReload={again} toInput={withVersion}>
          {(f) => (
            <Stack gap="sm">
              <RemotePicker<CaseRow> {...f('otherId', t('cases.form.otherCase'))} placeholder={t('cases.search')} autoFocus from={1} address={(typed) => `/api/cases${queryString({ text: typed, stage: 'investigation', limit: 12 })}`}
                idOf={(c) => c.id} textOf={(c) => `${c.number} ${c.accused}`} renderRow={(c) => <div><bdi dir="ltr">{numerals(c.number)}</bdi> · <bdi>{c.accused}</bdi><div className="mz-dim"><OffenceName code={c.offenceCode} /></div></div>} />
              <RadioField {...f('tie', t('cases.form.tie'))} options={(['one-act', 'one-purpose', 'same-kind'] as const).map((value) => ({ value, label: t(`cases.tie.${value}`) }))} hint="CPC 132" />
              <TextAreaField {...f('reasons', t('cases.form.reasons'))} />
            </Stack>
          )}
        </ActForm>
      )}
    </CaseFormPage>
  )
}

import { SimpleGrid, Stack } from '@mantine/core'
import { useParams, useSearchParams } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { CheckboxField, RadioField, SelectField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { OffencePicker } from '#kernel/web/OffencePicker.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { findOffence, offences } from '#systems/offences/public.ts'
import { drawUpCharge } from '../contract/judgments.ts'
import { CaseFormPage, Section, useOptions, withVersion } from './parts.tsx'

/** The charge sheet (CPC 187). With `?replaces=`, a change of the charge that stands (188-193). */
export default function ChargePage() {
  const { personId = '' } = useParams()
  const [search] = useSearchParams()
  const { t, lang } = useWords()
  const options = useOptions()
  const replaces = search.get('replaces') ?? undefined
  return (
    <CaseFormPage verb="courts.draw-up-charge">
      {(data, back, again) => {
        const accused = data.accused.find((a) => a.personId === personId)
        const first = accused?.charges[0]
        return (
          <ActForm endpoint={drawUpCharge} title={t('verb.courts.draw-up-charge')} fixed={{ id: data.caseId, version: data.version, personId, ...(replaces ? { replaces } : {}) }} record={`${data.caseId}.${personId}`} onDone={back} onCancel={back} onReload={again} toInput={withVersion}
            initial={{ ...(first ? { offenceCode: first.offenceCode, attempt: first.attempt, ...(first.circumstance ? { circumstance: first.circumstance } : {}) } : {}), readOut: false, plea: 'denies' }}>
            {(f) => {
              const variants = findOffence(f.values.offenceCode ?? '')?.variants.filter((v) => v.id !== 'base') ?? []
              return (
                <Section title={accused?.name ?? t('courts.accusedOne')}>
                  <Stack gap="sm">
                    <div className="mz-dim">{t('courts.notBound')} (CPC 187(B))</div>
                    <OffencePicker {...f('offenceCode', t('field.offence'))} options={offences.map((o) => ({ id: o.code, label: o.title[lang], article: o.article }))} />
                    <SimpleGrid cols={{ base: 1, xs: 2 }}>{variants.length > 0 && <SelectField {...f('circumstance', t('courts.form.circumstance'))} required={false} options={variants.map((v) => ({ value: v.id, label: v.title[lang] }))} />}<CheckboxField {...f('attempt', t('courts.form.attempt'))} /></SimpleGrid>
                    <SimpleGrid cols={{ base: 1, xs: 2 }}><TextField {...f('identity', t('courts.field.identity'))} /><TextField {...f('victim', t('courts.field.victim'))} /><TextField {...f('place', t('courts.field.place'))} /><TextField {...f('time', t('courts.field.time'))} />
                      <TextField {...f('objectOfOffence', t('courts.field.objectOfOffence'))} /><TextField {...f('means', t('courts.field.means'))} /></SimpleGrid>
                    <TextAreaField {...f('legalDescription', t('courts.field.legalDescription'))} rows={4} />
                    <CheckboxField {...f('readOut', t('courts.form.readOut'))} />
                    <RadioField {...f('plea', t('courts.form.plea'))} options={options(['admits', 'denies', 'silent', 'not-asked'] as const, 'courts.plea')} />
                    {replaces && <TextAreaField {...f('reason', t('field.reason'))} required hint="CPC 190" />}
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

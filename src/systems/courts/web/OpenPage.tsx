import { SimpleGrid, Stack } from '@mantine/core'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { CheckboxField, RadioField, SelectField, TextField } from '#kernel/web/fields.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { openHearing } from '../contract/hearings.ts'
import { Excuse, Secrecy } from '../contract/parts.ts'
import { HearingFormPage, Section, useOptions } from './parts.tsx'

interface Row { personId: string; present: boolean; lawyer?: string; fugitive?: boolean; excuse?: 'none' | 'offered' | 'accepted'; leftAfterDefence?: boolean }

/** The session is opened: who is there, defended and unshackled. */
export default function OpenPage() {
  const { t } = useWords()
  const options = useOptions()
  return (
    <HearingFormPage verb="courts.open-hearing">
      {({ hearing: h, accused }, back, again) => (
        <ActForm endpoint={openHearing} title={t('verb.courts.open-hearing')} fixed={{ id: h.caseId, hearingId: h.id }} record={h.id} onDone={back} onCancel={back} onReload={again}
          initial={{ public: h.public, shackled: false, ...(h.secrecyReason ? { secrecyReason: h.secrecyReason } : {}), accused: accused.map((a) => ({ personId: a.personId, present: true })) }}>
          {(f) => {
            const rows = (f.values.accused ?? []) as Row[]
            const put = (personId: string, change: Partial<Row>) => f.set('accused', rows.map((r) => (r.personId === personId ? { ...r, ...change } : r)))
            return (
              <>
                <Section title={t('courts.part.present')}>
                  {rows.map((r) => (
                    <div key={r.personId} className="ct-judgment">
                      <b><bdi>{accused.find((a) => a.personId === r.personId)?.name}</bdi></b>
                      <SimpleGrid cols={{ base: 1, xs: 3 }}>
                        <RadioField name={`present.${r.personId}`} label={t('courts.form.present')} value={r.present ? 'yes' : 'no'} onChange={(v) => put(r.personId, { present: v === 'yes' })} options={[{ value: 'yes', label: t('courts.present') }, { value: 'no', label: t('courts.absent') }]} />
                        <TextField name={`lawyer.${r.personId}`} label={t('field.lawyer')} value={r.lawyer} onChange={(lawyer) => put(r.personId, { lawyer })} hint={h.cls === 'felony' ? 'CPC 144' : undefined} />
                        {!r.present && <SelectField name={`excuse.${r.personId}`} label={t('courts.form.excuse')} value={r.excuse ?? 'none'} onChange={(excuse) => put(r.personId, { excuse })} options={options(Excuse.options, 'courts.excuse')} />}
                      </SimpleGrid>
                      {!r.present && <><CheckboxField name={`fugitive.${r.personId}`} label={t('courts.form.fugitive')} value={r.fugitive} onChange={(fugitive) => put(r.personId, { fugitive: fugitive === true })} /><CheckboxField name={`left.${r.personId}`} label={t('courts.form.leftAfterDefence')} value={r.leftAfterDefence} onChange={(on) => put(r.personId, { leftAfterDefence: on === true })} hint="CPC 151" /></>}
                    </div>
                  ))}
                </Section>
                <Section title={t('courts.part.how')}>
                  <Stack gap="xs">
                    <CheckboxField {...f('public', t('courts.form.public'))} hint="CPC 152" />
                    {f.values.public === false && <SelectField {...f('secrecyReason', t('courts.form.secrecyReason'))} required={!h.juvenile} options={options(Secrecy.options, 'courts.secrecy')} />}
                    <CheckboxField {...f('shackled', t('courts.form.shackled'))} hint="CPC 156" />
                    <CheckboxField {...f('removedFromRoom', t('courts.form.removed'))} hint="CPC 158" />
                    {f.values.removedFromRoom && <CheckboxField {...f('toldOfWhatHappened', t('courts.form.told'))} />}
                    {h.juvenile && <><CheckboxField {...f('studyOfficeReport', t('courts.form.studyReport'))} hint="Juvenile 61" /><CheckboxField {...f('studyOfficePresent', t('courts.form.studyPresent'))} /></>}
                  </Stack>
                </Section>
              </>
            )
          }}
        </ActForm>
      )}
    </HearingFormPage>
  )
}

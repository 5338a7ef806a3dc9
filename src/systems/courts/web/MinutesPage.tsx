import { SimpleGrid, Stack } from '@mantine/core'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { NumberField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { writeMinutes } from '../contract/hearings.ts'
import { HearingFormPage, Section } from './parts.tsx'

/** The minutes of a session with the fields of Article 222, in its order. */
export default function MinutesPage() {
  const { t } = useWords()
  const { personName } = useSession()
  return (
    <HearingFormPage verb="courts.write-minutes">
      {({ hearing: h, accused, attendance }, back, again) => (
        <ActForm endpoint={writeMinutes} title={t('verb.courts.write-minutes')} fixed={{ id: h.caseId, hearingId: h.id }} record={h.id} onDone={back} onCancel={back} onReload={again}
          initial={{ publicity: t(h.public ? 'courts.public' : 'courts.closed'), clerk: personName ?? '', parties: accused.map((a) => `${a.name} - ${t('courts.accusedOne')}${attendance.find((x) => x.personId === a.personId)?.present === false ? ` (${t('courts.absent')})` : ''}`).join('\n'), pages: 1, pagesSigned: 1 }}>
          {(f) => (
            <Section title={t('courts.part.minutes')}>
              <Stack gap="sm">
                <SimpleGrid cols={{ base: 1, xs: 3 }}><TextField {...f('publicity', t('courts.field.publicity'))} /><TextField {...f('clerk', t('courts.field.clerk'))} /><TextField {...f('prosecutor', t('courts.field.prosecutor'))} /></SimpleGrid>
                <SimpleGrid cols={{ base: 1, xs: 2 }}><TextAreaField {...f('parties', t('courts.field.parties'))} hint={t('courts.form.onePerLine')} /><TextAreaField {...f('witnesses', t('courts.field.witnesses'))} hint={t('courts.form.noneSaysSo')} /></SimpleGrid>
                <SimpleGrid cols={{ base: 1, xs: 2 }}><TextAreaField {...f('papersRead', t('courts.field.papersRead'))} hint={t('courts.form.noneSaysSo')} /><TextAreaField {...f('requests', t('courts.field.requests'))} hint={t('courts.form.noneSaysSo')} /></SimpleGrid>
                <TextAreaField {...f('procedures', t('courts.field.procedures'))} rows={8} />
                <TextAreaField {...f('decisions', t('courts.field.decisions'))} rows={3} />
                <SimpleGrid cols={{ base: 1, xs: 2 }}><NumberField {...f('pages', t('courts.form.pages'))} min={1} /><NumberField {...f('pagesSigned', t('courts.form.pagesSigned'))} min={0} hint="CPC 222" /></SimpleGrid>
              </Stack>
            </Section>
          )}
        </ActForm>
      )}
    </HearingFormPage>
  )
}

import { SimpleGrid, Stack } from '@mantine/core'
import { useParams } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { DateTimeField } from '#kernel/web/DateField.tsx'
import { RadioField, TextField } from '#kernel/web/fields.tsx'
import { FileField } from '#kernel/web/FileField.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { recordService } from '../contract/hearings.ts'
import { ReceivedBy } from '../contract/parts.ts'
import { HearingFormPage, Section, useOptions } from './parts.tsx'

/** How and when a notice was served, with its proof. */
export default function ServicePage() {
  const { noticeId = '' } = useParams()
  const { t, dateTime } = useWords()
  const options = useOptions()
  return (
    <HearingFormPage verb="courts.record-service">
      {({ hearing: h, notices }, back, again) => {
        const notice = notices.find((n) => n.id === noticeId)
        return (
          <ActForm endpoint={recordService} title={t('verb.courts.record-service')} fixed={{ id: h.caseId, noticeId }} record={noticeId} initial={{ servedAt: new Date().toISOString(), receivedBy: 'addressee' }} onDone={back} onCancel={back} onReload={again}>
            {(f) => (
              <Section title={t('verb.courts.record-service')}>
                <Stack gap="sm">
                  {notice && <div><bdi>{notice.addressee}</bdi> · {t('courts.calledTo', { at: dateTime(notice.hearingAt) })}</div>}
                  <SimpleGrid cols={{ base: 1, xs: 2 }}><DateTimeField {...f('servedAt', t('courts.column.served'))} /><TextField {...f('servedBy', t('courts.form.servedBy'))} /></SimpleGrid>
                  <RadioField {...f('receivedBy', t('courts.column.receivedBy'))} options={options(ReceivedBy.options, 'courts.received')} hint="CPC 143(A), 147" />
                  {f.values.receivedBy !== 'addressee' && <TextField {...f('receiver', t('courts.form.receiver'))} required={false} />}
                  <FileField {...f('proofDocumentId', t('courts.form.proof'))} required={false} recordId={h.caseId} purpose="signed-copy" />
                </Stack>
              </Section>
            )}
          </ActForm>
        )
      }}
    </HearingFormPage>
  )
}

import { Alert, Button, FileButton } from '@mantine/core'
import { IconUpload } from '@tabler/icons-react'
import { useState } from 'react'
import { ActForm } from '#kernel/web/ActForm.tsx'
import type { OutputOf } from '#kernel/web/endpoint-types.ts'
import { TextField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { ProblemNotice } from '#kernel/web/ProblemNotice.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { announceReceipt, exchangeChoices, receiveFile } from '../contract/exchange.ts'
import { CaseField } from './chain/CaseField.tsx'
import { PurposeField } from './chain/PurposeField.tsx'
import { ReceivedContent } from './chain/ReceivedContent.tsx'
import { useSendImage } from './enrolment/send-image.ts'
import './chain/chain.css'

/** First why and from whom; then the file; then what is in it. */
export default function ReceivePage() {
  const { t, numerals } = useWords()
  const { data, problem, loading, again } = useRead(exchangeChoices, { direction: 'in' })
  const [announced, setAnnounced] = useState<{ id: string; number: string; caseId: string | undefined; reference: string }>()
  const [received, setReceived] = useState<OutputOf<typeof receiveFile>>()
  return (
    <Page title={t('verb.biometrics.receive-prints')} beside={announced && <bdi className="mz-dim">{numerals(announced.number)}</bdi>} parent={{ label: t('biometrics.exchange'), path: '/biometrics/exchange' }} loading={loading} problem={problem} onRetry={again}>
      {data && !announced && (
        <section className="mz-card bc-box" style={{ maxInlineSize: '48rem' }}>
          <Announce purposes={data.purposes} onDone={setAnnounced} />
        </section>
      )}
      {announced && !received && <section className="mz-card bc-box"><ReadFile id={announced.id} onDone={setReceived} /></section>}
      {announced && received && <ReceivedContent received={received} caseId={announced.caseId} reference={announced.reference} />}
    </Page>
  )
}

function Announce({ purposes, onDone }: { purposes: OutputOf<typeof exchangeChoices>['purposes']; onDone: (announced: { id: string; number: string; caseId: string | undefined; reference: string }) => void }) {
  const { t } = useWords()
  const [sent, setSent] = useState<{ caseId: string | undefined; reference: string }>({ caseId: undefined, reference: '' })
  return (
    <ActForm endpoint={announceReceipt} title={t('verb.biometrics.receive-prints')} submitLabel={t('biometrics.exchange.announce')} onDone={(answer) => onDone({ ...answer, ...sent })}
      toInput={(values) => { setSent({ caseId: values.caseId, reference: values.reference ?? '' }); return values }}>
      {(f) => {
        const purpose = purposes.find((one) => one.id === f.values.purpose)
        return (
          <>
            <PurposeField field={f('purpose', t('biometrics.exchange.purpose'))} purposes={purposes} />
            <TextField {...f('partner', t('biometrics.exchange.from'))} />
            <TextField {...f('reference', t('biometrics.exchange.reference'))} />
            <CaseField {...f('caseId', t('biometrics.exchange.case'))} required={purpose?.needsCase ?? false} />
          </>
        )
      }}
    </ActForm>
  )
}

function ReadFile({ id, onDone }: { id: string; onDone: (received: OutputOf<typeof receiveFile>) => void }) {
  const { t } = useWords()
  const sending = useSendImage(receiveFile)
  const read = async (file: File | null) => {
    const answer = file && (await sending.run({ id }, file))
    if (answer) onDone(answer)
  }
  return (
    <div style={{ display: 'grid', gap: '0.75rem', justifyItems: 'start' }}>
      <Alert variant="light" color="gray">{t('biometrics.exchange.contentHint')}</Alert>
      <FileButton onChange={(file) => void read(file)} accept=".an2,.eft,.nist,.fmr,application/octet-stream" inputProps={{ 'aria-label': t('biometrics.exchange.file') }}>
        {(props) => <Button {...props} leftSection={<IconUpload size={18} />} loading={sending.busy}>{t('biometrics.exchange.file')}</Button>}
      </FileButton>
      {sending.problem && <ProblemNotice problem={sending.problem} />}
    </div>
  )
}

import { useState } from 'react'
import { certifyPaper, readExtract } from '#kernel/documents/contract.ts'
import { ActNowButton } from './ActButton.tsx'
import { useRead } from './query.tsx'
import { useMay } from './session.tsx'
import { useWords } from './words.tsx'

const EVERY_MS = 1000

/** Certifies a copy of a form and opens it when the witnesses have signed, seconds later. Nothing for whoever has not the power. */
export function CertifiedCopy({ documentId }: { documentId: string }) {
  const { t } = useWords()
  const may = useMay()
  const [extractId, setExtractId] = useState<string>()
  const [ready, setReady] = useState(false)
  const { data, problem } = useRead(readExtract, { id: extractId ?? '' }, { when: extractId !== undefined && !ready, every: EVERY_MS })
  if (data?.ready === true && !ready) setReady(true)
  if (!may('documents.certify')) return null
  if (extractId === undefined) return <ActNowButton endpoint={certifyPaper} input={{ id: documentId }} label={t('documents.certify')} reasonText={false} onDone={(answer) => { setExtractId(answer.extractId) }} />
  if (ready) return <a className="mz-link" href={`/api/documents/extracts/${extractId}/file`} target="_blank" rel="noreferrer">{t('documents.certify.open')}</a>
  return <span role="status" className="mz-dim">{problem === undefined ? t('documents.certify.waiting') : problem.message}</span>
}

import { ActButton } from '#kernel/web/ActButton.tsx'
import type { RecordPanelProps } from '#kernel/web/RecordPanels.tsx'
import { useWords } from '#kernel/web/words.tsx'

/** On the page of a taking: the way to another system, one record at a time. */
export function SendPanel({ recordId }: RecordPanelProps) {
  const { t } = useWords()
  return <div className="mz-no-print"><ActButton label={t('verb.biometrics.send-prints')} path={`/biometrics/exchange/send/${recordId}`} may="biometrics.send-prints" reasonText={false} /></div>
}

import { Link } from 'react-router'
import { useRead } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { registerWords, useWords } from '#kernel/web/words.tsx'
import { readSentence } from '../contract/sentence.ts'
import { words } from '../words.ts'
import { Section } from './parts.tsx'
import { SentenceEnd } from './StepTable.tsx'

registerWords(words)

/** For the page of a custody: when the sentence ends, who stands for it, and the way to its working. Nothing while there is no sentence. */
export function SentencePanel({ recordId }: { recordId: string }) {
  const may = useMay()('prisons.read-sentence')
  const { t } = useWords()
  const { data } = useRead(readSentence, { id: recordId }, { when: may })
  if (!may || data === undefined || data.papers.length === 0) return null
  const [last] = data.calculations
  return (
    <Section title={t('prisons.working')} acts={<Link className="mz-link" to={`/prisons/sentence/${recordId}`}>{t('prisons.showWorking')}</Link>}>
      {data.stale && <p className="mz-warn">{t('prisons.staleHint')}</p>}
      {last ? <SentenceEnd calculation={last} /> : <p className="mz-warn">{t('prisons.neverCalculated')}</p>}
    </Section>
  )
}

import { Badge } from '@mantine/core'
import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { ActButton } from '#kernel/web/ActButton.tsx'
import { ErrorState } from '#kernel/web/ErrorState.tsx'
import { useRead } from '#kernel/web/query.tsx'
import type { RecordPanelProps } from '#kernel/web/RecordPanels.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { registerWords, useWords } from '#kernel/web/words.tsx'
import { listMarks } from '../../contract/marks.ts'
import { listSearches } from '../../contract/search.ts'
import { words } from '../../words.ts'
import { Box, SearchLine } from './parts.tsx'

registerWords(words)

/** On a case's page: what was searched for it, and its marks. */
export function CasePanel({ recordId }: RecordPanelProps) {
  const { t, numerals } = useWords()
  const may = useMay()
  const marks = useRead(listMarks, { caseId: recordId }, { when: may('biometrics.read-marks') })
  return (
    <Searches recordId={recordId} query={`case=${recordId}`} more={may('biometrics.enter-mark') && <ActButton label={t('biometrics.mark.enter')} may="biometrics.enter-mark" path={`/biometrics/mark/new?case=${recordId}`} look="default" />}>
      {marks.data && marks.data.rows.length > 0 && (
        <ul className="bs-rows" aria-label={t('biometrics.marks')}>
          {marks.data.rows.map((mark) => <li key={mark.id}><Link className="mz-link" to={`/biometrics/mark/${mark.id}`}>{t('biometrics.mark.title', { number: numerals(mark.number) })}</Link><bdi>{mark.exhibit}</bdi><Badge className="bs-end" variant="light" color={mark.state === 'identified' ? 'accent' : 'gray'}>{t(`biometrics.markState.${mark.state}`)}</Badge></li>)}
        </ul>
      )}
    </Searches>
  )
}

/** On a custody's page: what was searched for it. */
export function CustodyPanel({ recordId }: RecordPanelProps) {
  return <Searches recordId={recordId} query={`custody=${recordId}`} />
}

function Searches({ recordId, query, more, children }: { recordId: string; query: string; more?: ReactNode; children?: ReactNode }) {
  const { t } = useWords()
  const may = useMay()
  const { data, problem, again } = useRead(listSearches, { recordId, whose: 'all' })
  if (problem) return <ErrorState problem={problem} onRetry={again} />
  if (!data) return null
  return (
    <Box title={t('biometrics.search.panel')} panel>
      {data.rows.length === 0 ? <p className="mz-dim">{t('biometrics.searches.none')}</p> : <ul className="bs-rows">{data.rows.map((row) => <SearchLine key={row.id} row={row} />)}</ul>}
      {children}
      <div className="bs-acts mz-no-print" style={{ marginBlockStart: '0.75rem' }}>
        {may('biometrics.ask-search') && <ActButton label={t('biometrics.search.new')} may="biometrics.ask-search" path={`/biometrics/search/new?${query}`} look="default" />}
        {more}
      </div>
    </Box>
  )
}

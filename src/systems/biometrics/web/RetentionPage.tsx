import { Badge, Button, SegmentedControl } from '@mantine/core'
import '@mantine/core/styles/SegmentedControl.css'
import { useState } from 'react'
import { Link } from 'react-router'
import { ActButton } from '#kernel/web/ActButton.tsx'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { DateField } from '#kernel/web/DateField.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { TextAreaField } from '#kernel/web/fields.tsx'
import { useFilters } from '#kernel/web/filters.ts'
import { Page } from '#kernel/web/Page.tsx'
import { FindingList } from '#kernel/web/ProblemNotice.tsx'
import { useInfiniteList } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { keepPrints, listRetention, type RetentionView } from '../contract/retention.ts'
import './chain/chain.css'

const states = ['due', 'kept'] as const

/** Prints whose reason has ended: the judge orders them destroyed, or says why they stay. */
export default function RetentionPage() {
  const { t } = useWords()
  const [{ state = 'due' }, setFilter] = useFilters(['state'], { state: 'due' })
  const shown = states.find((one) => one === state) ?? 'due'
  const list = useInfiniteList(listRetention, { state: shown })
  return (
    <Page title={t('biometrics.retention')} loading={list.loading} problem={list.problem} acts={<Button component={Link} to="/expunging" variant="default">{t('biometrics.retention.done')}</Button>}>
      <p className="mz-dim" style={{ marginBlockStart: 0 }}>{t('biometrics.retention.hint')}</p>
      <SegmentedControl aria-label={t('biometrics.retention')} value={shown} onChange={(value) => setFilter('state', value)} data={states.map((value) => ({ value, label: t(`biometrics.retention.show.${value}`) }))} mb="md" />
      {list.rows.length === 0 && <EmptyState title={t('biometrics.retention.empty')} />}
      {list.rows.map((row) => <One key={row.id} row={row} />)}
      {list.hasMore && <Button variant="default" loading={list.loadingMore} onClick={list.more}>{t('button.more')}</Button>}
    </Page>
  )
}

function One({ row }: { row: RetentionView }) {
  const { t, text, numerals, date } = useWords()
  const may = useMay()
  const [keeping, setKeeping] = useState(false)
  return (
    <section className="mz-card bc-box" aria-label={row.number}>
      <header>
        <h2><bdi>{row.name}</bdi> · <bdi>{numerals(row.number)}</bdi></h2>
        <Badge variant={row.state === 'due' ? 'light' : 'outline'} color={row.state === 'due' ? 'warning' : 'gray'}>{row.state === 'asked' ? t('biometrics.retention.asked') : t(`biometrics.retention.show.${row.state}`)}</Badge>
      </header>
      <p style={{ margin: 0 }}><strong>{t(`biometrics.ending.${row.ending}`)}</strong> <span className="mz-dim">({row.article})</span> · <Link className="mz-link" to={`/cases/${row.caseId}`}><bdi>{numerals(row.caseNumber)}</bdi></Link> · {text(row.court)} · {t('biometrics.retention.since', { day: date(row.decidedOn) })}</p>
      <p className="mz-dim" style={{ margin: 0 }}>{t('biometrics.retention.takenAt')} <DateText value={row.takenAt} short /></p>
      {row.kept && <p style={{ marginBlock: '0.25rem' }}><bdi>{row.kept.reason}</bdi> <span className="mz-dim">· <bdi>{row.kept.by}</bdi> · {t('biometrics.retention.reviewOn')} {date(row.kept.reviewOn)}</span></p>}
      {row.notes.length > 0 && <FindingList findings={row.notes.map((note) => (typeof note.params?.['day'] === 'string' ? { ...note, params: { ...note.params, day: date(note.params['day']) } } : note))} />}
      {row.state !== 'asked' && !keeping && may('ledger.order-expunging') && (
        <div className="bc-acts mz-no-print">
          <ActButton label={t('biometrics.retention.order')} look="primary" may="ledger.order-expunging" path={`/expunging/${row.enrolmentId}`} reasonText={false} disabledReason={row.mayOrder ? null : t('act.notAllowed')} />
          {row.state === 'due' && may('biometrics.keep-prints') && <Button variant="default" onClick={() => setKeeping(true)}>{t('biometrics.retention.keep')}</Button>}
        </div>
      )}
      {keeping && (
        <ActForm endpoint={keepPrints} title={t('biometrics.retention.keep')} record={row.id} fixed={{ enrolmentId: row.enrolmentId, retentionId: row.id }} onDone={() => setKeeping(false)} onCancel={() => setKeeping(false)}>
          {(f) => <><TextAreaField {...f('reason', t('field.reason'))} rows={2} /><DateField {...f('reviewOn', t('biometrics.retention.reviewOn'))} /></>}
        </ActForm>
      )}
    </section>
  )
}

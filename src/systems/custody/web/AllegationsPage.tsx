import { Badge } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { ActButton } from '#kernel/web/ActButton.tsx'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { DateTimeField } from '#kernel/web/DateField.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import type { InputOf } from '#kernel/web/endpoint-types.ts'
import { SelectField, TextAreaField } from '#kernel/web/fields.tsx'
import { useFilters } from '#kernel/web/filters.ts'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { AllegationOutcome, closeAllegation, examineAllegation, listAllegations, type AllegationView } from '../contract/care.ts'
import { nowText } from './forms/form.ts'
import { useLabels } from './labels.ts'
import './custody.css'

const states = ['open', 'closed', 'all'] as const

/** Allegations of ill-treatment, held by the prosecution: what was said, what was examined, what came of it. */
export default function AllegationsPage() {
  const { t } = useLabels()
  const [filters, setFilter] = useFilters(['state'], { state: 'open' })
  const { data, problem, loading, again } = useRead(listAllegations, filters as InputOf<typeof listAllegations>)
  return (
    <Page title={t('custody.allegations')} loading={loading} problem={problem} onRetry={again}
      acts={<SelectField label={t('field.state')} value={(filters.state ?? 'open') as 'open'} options={states.map((value) => ({ value, label: t(`custody.allegations.${value}`) }))} onChange={(value) => setFilter('state', value)} />}>
      {data?.rows.length === 0 && <EmptyState title={t('custody.allegations.none')} />}
      <div style={{ display: 'grid', gap: '0.75rem' }}>{data?.rows.map((one) => <Card key={one.id} allegation={one} />)}</div>
    </Page>
  )
}

function Card({ allegation }: { allegation: AllegationView }) {
  const { t, office, choice, numerals, dateTime } = useLabels()
  const { post } = useSession()
  const [form, setForm] = useState<'examine' | 'close'>()
  const elsewhere = allegation.holder.id === post?.office.id ? undefined : t('act.notHolder', { office: office(allegation.holder) })
  const closed = allegation.closedAt === null ? undefined : t('custody.why.closed')
  const done = () => setForm(undefined)
  return (
    <article className="mz-card cu-box">
      <header>
        <h2>{allegation.name ? <Link className="mz-link" to={`/custody/${allegation.custodyId}`}><bdi>{allegation.name}</bdi></Link> : t('kind.allegation')} <span className="mz-dim" style={{ fontWeight: 400 }}><bdi>{numerals(allegation.number)}</bdi> · {office(allegation.holder)}</span></h2>
        <Badge variant="light" color={allegation.closedAt ? 'gray' : 'warning'}>{allegation.outcome ? choice('outcome', allegation.outcome) : t('custody.allegation.open')}</Badge>
      </header>
      <blockquote style={{ margin: '0 0 0.5rem', borderInlineStart: '3px solid var(--mz-line-strong)', paddingInlineStart: '0.75rem', whiteSpace: 'pre-wrap' }}>{allegation.words}</blockquote>
      <dl className="cu-facts">
        <dt>{t('custody.field.allegedAt')}</dt><dd>{dateTime(allegation.allegedAt)}</dd>
        <dt>{t('custody.field.toldTo')}</dt><dd>{allegation.toldTo}</dd>
        {allegation.against && <><dt>{t('custody.field.againstOfficeId')}</dt><dd>{office(allegation.against)}</dd></>}
      </dl>
      {allegation.notes.length > 0 && <ul className="cu-list" style={{ marginBlock: '0.5rem' }}>{allegation.notes.map((note, index) => <li key={index}><div style={{ whiteSpace: 'pre-wrap' }}>{note.text}<div className="mz-dim" style={{ fontSize: '0.85rem' }}>{note.by}</div></div><DateText value={note.at} short /></li>)}</ul>}
      {form === undefined && (
        <div className="cu-acts" style={{ marginBlockStart: '0.75rem' }}>
          <ActButton label={t('verb.custody.examine-allegation')} may="custody.examine-allegation" disabledReason={closed ?? elsewhere} reasonText={false} onClick={() => setForm('examine')} />
          <ActButton label={t('verb.custody.close-allegation')} may="custody.examine-allegation" disabledReason={closed ?? elsewhere ?? (allegation.examinedAt === null ? t('refusal.custody.allegation-not-examined') : undefined)} reasonText={false} onClick={() => setForm('close')} />
        </div>
      )}
      {form === 'examine' && (
        <ActForm endpoint={examineAllegation} title={t('verb.custody.examine-allegation')} fixed={{ id: allegation.id, version: allegation.version }} initial={{ at: nowText() }} onDone={done} onCancel={done}>
          {(f) => <><TextAreaField {...f('note')} autoFocus /><DateTimeField {...f('at')} /></>}
        </ActForm>
      )}
      {form === 'close' && (
        <ActForm endpoint={closeAllegation} title={t('verb.custody.close-allegation')} fixed={{ id: allegation.id, version: allegation.version }} onDone={done} onCancel={done}>
          {(f) => <><SelectField {...f('outcome')} options={AllegationOutcome.options.map((value) => ({ value, label: t(`custody.outcome.${value}`) }))} /><TextAreaField {...f('reason')} autoFocus /></>}
        </ActForm>
      )}
    </article>
  )
}

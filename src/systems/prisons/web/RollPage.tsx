import { Badge } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { ActButton } from '#kernel/web/ActButton.tsx'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { SelectField, TextAreaField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { RecordPanels } from '#kernel/web/RecordPanels.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { listRollCounts, Resolution, resolveDifference, type Difference, type RollCount } from '../contract/cells.ts'
import { FacilityGate, Section, useFacility } from './parts.tsx'

/** The counts of a facility: each with what differed, by name, until it is resolved. */
export default function RollPage() {
  const { t } = useWords()
  return <Page title={t('prisons.roll')} acts={<ActButton label={t('prisons.newCount')} path="/prisons/roll/count" may="prisons.count" look="primary" reasonText={false} />}><FacilityGate><Counts /></FacilityGate></Page>
}

function Counts() {
  const { t } = useWords()
  const { facilityId } = useFacility()
  const { data, problem, again } = useRead(listRollCounts, facilityId ? { facilityId } : {})
  if (problem !== undefined) return <Page title="" problem={problem} onRetry={again} />
  if (data === undefined) return <Page title="" loading />
  if (data.rows.length === 0) return <EmptyState title={t('prisons.neverCounted')} />
  return <>{data.rows.map((c) => <Count key={c.id} count={c} />)}</>
}

function Count({ count: c }: { count: RollCount }) {
  const { t, number, numerals, dateTime } = useWords()
  return (
    <Section title={`${t('kind.roll-count')} ${numerals(c.number)} · ${dateTime(c.countedAt)}`}
      acts={c.needsSecond ? <ActButton label={t('prisons.secondCount')} path={`/prisons/roll/count?first=${c.id}`} may="prisons.count" look="danger" /> : <Badge variant={c.agrees ? 'light' : 'outline'} color={c.agrees ? 'accent' : c.open > 0 ? 'alarm' : 'gray'}>{t(c.agrees ? 'prisons.agrees' : c.open > 0 ? 'prisons.differs' : 'prisons.resolved')}</Badge>}>
      <div>{t('prisons.countedOf', { counted: number(c.found), expected: number(c.expected) })} <span className="mz-dim">· <bdi>{c.counter}</bdi>{c.round > 1 ? ` · ${t('prisons.round', { n: number(c.round) })}` : ''}</span></div>
      <RecordPanels kind="roll-count" recordId={c.id} />
      {c.differences.length > 0 && <ul className="pr-lines" style={{ marginBlockStart: '0.75rem' }}>{c.differences.map((d) => <Line key={d.id} count={c} difference={d} />)}</ul>}
    </Section>
  )
}

function Line({ count, difference: d }: { count: RollCount; difference: Difference }) {
  const { t } = useWords()
  const may = useMay()
  const [open, setOpen] = useState(false)
  const where = d.kind === 'misplaced' ? t('prisons.misplacedFromTo', { from: d.rollCell ?? t('prisons.noCell'), to: d.countedCell ?? t('prisons.noCell') }) : (d.rollCell ?? d.countedCell)
  return (
    <li>
      <strong className={d.resolvedAt ? '' : 'mz-alarm'}>{t(`prisons.difference.${d.kind}`)}</strong>
      {d.custodyId ? <Link className="mz-link" to={`/prisons/inmates/${d.custodyId}`}><bdi>{d.name}</bdi></Link> : <bdi>{d.name}</bdi>}
      {where && <span className="mz-dim">{where}</span>}
      {d.resolvedAt && d.resolution ? <span className="mz-dim">{t(`prisons.resolution.${d.resolution}`)} · <bdi>{d.note}</bdi> · <DateText value={d.resolvedAt} short time /></span>
        : !count.needsSecond && may('prisons.resolve') && !open && <button type="button" className="mz-link" onClick={() => setOpen(true)}>{t('verb.prisons.resolve')}</button>}
      {open && !d.resolvedAt && (
        <div style={{ flexBasis: '100%' }}>
          <ActForm endpoint={resolveDifference} title={t('verb.prisons.resolve')} record={d.id} fixed={{ id: count.id, differenceId: d.id }} onDone={() => setOpen(false)} onCancel={() => setOpen(false)}>
            {(f) => (
              <>
                <SelectField {...f('resolution')} options={Resolution.options.filter((value) => value !== 'second-count').map((value) => ({ value, label: t(`prisons.resolution.${value}`), disabled: value === 'counting-error' && d.kind === 'missing' }))} />
                <TextAreaField {...f('note')} rows={2} />
              </>
            )}
          </ActForm>
        </div>
      )}
    </li>
  )
}

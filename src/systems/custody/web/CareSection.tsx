import { IconCheck, IconMinus } from '@tabler/icons-react'
import { BodyMap } from '#kernel/web/BodyMap.tsx'
import { ConfidenceMark } from '#kernel/web/ConfidenceMark.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { getCare, listAllegations, type ExamView, type PropertyView } from '../contract/care.ts'
import type { CustodyPage } from '../contract/custody.ts'
import { useLabels } from './labels.ts'

/** What was done for the person: rights, steps, doctor, property; what they say was done to them. */
export function CareSection({ custody }: { custody: CustodyPage }) {
  const { t } = useLabels()
  const may = useMay()
  const { data } = useRead(getCare, { id: custody.id })
  return (
    <>
      <div className="cu-two"><Rights custody={custody} /><Steps custody={custody} /></div>
      {data && <div className="cu-two"><Exams exams={data.exams} mayRead={data.mayReadMedical} /><Property items={data.property} /></div>}
      {may('custody.read-allegation') ? <Allegations id={custody.id} /> : <p className="mz-dim">{t('custody.allegations.elsewhere')}</p>}
    </>
  )
}

function Rights({ custody }: { custody: CustodyPage }) {
  const { t, text } = useLabels()
  return (
    <section className="mz-card cu-box">
      <h2>{t('custody.rights')}</h2>
      <ul className="cu-list">
        {custody.rights.map((right) => (
          <li key={right.id}>
            <span style={{ display: 'flex', gap: '0.5rem' }}>
              {right.told ? <IconCheck size={18} aria-label={t('value.yes')} /> : <IconMinus size={18} className="mz-dim" aria-label={t('value.no')} />}<span>{text(right)}</span>
            </span>
            <span className="mz-dim" style={{ fontSize: '0.8rem' }}>{right.article} <ConfidenceMark value={right.confidence} /></span>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Steps({ custody }: { custody: CustodyPage }) {
  const { t, choice, has } = useLabels()
  const shown = (data: Record<string, unknown>) => Object.entries(data).filter(([key, value]) => typeof value === 'string' && has(`custody.field.${key}`)).map(([key, value]) => `${t(`custody.field.${key}`)}: ${String(value)}`).join(' · ')
  return (
    <section className="mz-card cu-box">
      <h2>{t('custody.steps')}</h2>
      {custody.steps.length === 0 && <p className="mz-dim">{t('custody.steps.none')}</p>}
      <ul className="cu-list">
        {custody.steps.map((step) => <li key={step.id}><div>{choice('did', step.kind)}<div className="mz-dim" style={{ fontSize: '0.85rem' }}>{shown(step.data)}</div></div><DateText value={step.at} short /></li>)}
      </ul>
    </section>
  )
}

function Exams({ exams, mayRead }: { exams: readonly ExamView[]; mayRead: boolean }) {
  const { t, choice } = useLabels()
  return (
    <section className="mz-card cu-box">
      <h2>{t('custody.medical')}</h2>
      {exams.length === 0 && <p className="mz-dim">{t('custody.medical.none')}</p>}
      {!mayRead && exams.length > 0 && <p className="mz-dim">{t('custody.medical.sealed')}</p>}
      <ul className="cu-list">
        {exams.map((exam) => (
          <li key={exam.id}>
            <div style={{ display: 'grid', gap: '0.35rem', minInlineSize: 0 }}>
              <div><b>{choice('occasion', exam.occasion)}</b> · {exam.examiner}</div>
              {exam.illTreatmentSigns && <div className="mz-alarm">{t('custody.medical.signs')}</div>}
              {!exam.fitForDetention && <div className="mz-warn">{t('custody.medical.unfit')}</div>}
              {exam.findings && <div style={{ whiteSpace: 'pre-wrap' }}>{exam.findings}</div>}
              {exam.marks && exam.marks.length > 0 && <BodyMap label={t('custody.field.marks')} value={exam.marks} onChange={nothing} readOnly />}
              {mayRead && <a className="mz-link" href={`/api/documents/${exam.id}/file`} target="_blank" rel="noreferrer">{t('custody.medical.report')}</a>}
            </div>
            <DateText value={exam.at} short />
          </li>
        ))}
      </ul>
    </section>
  )
}

function nothing(): void {}

function Property({ items }: { items: readonly PropertyView[] }) {
  const { t, number } = useLabels()
  return (
    <section className="mz-card cu-box">
      <h2>{t('custody.property')}</h2>
      {items.length === 0 && <p className="mz-dim">{t('custody.property.none')}</p>}
      <ul className="cu-list">
        {items.map((item) => (
          <li key={item.id}>
            <div>{item.description} × {number(item.quantity)}{item.seal && <span className="mz-dim"> · {t('field.seal')}: <bdi>{item.seal}</bdi></span>}
              {item.returnedAt && <div className="mz-dim" style={{ fontSize: '0.85rem' }}>{t('custody.property.returned', { to: item.returnedTo ?? '' })}</div>}</div>
            <DateText value={item.returnedAt ?? item.takenAt} short />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Allegations({ id }: { id: string }) {
  const { t, office, choice, numerals } = useLabels()
  const { data } = useRead(listAllegations, { custodyId: id, state: 'all' })
  if (data === undefined || data.rows.length === 0) return null
  return (
    <section className="mz-card cu-box">
      <h2>{t('custody.allegations')}</h2>
      <ul className="cu-list">
        {data.rows.map((one) => (
          <li key={one.id}>
            <div><bdi>{numerals(one.number)}</bdi> · {office(one.holder)}<div style={{ whiteSpace: 'pre-wrap' }}>{one.words}</div><div className="mz-dim">{one.outcome ? choice('outcome', one.outcome) : t('custody.allegation.open')}</div></div>
            <DateText value={one.allegedAt} short />
          </li>
        ))}
      </ul>
    </section>
  )
}

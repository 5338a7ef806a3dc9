import { Clock } from '#kernel/web/Clock.tsx'
import { ConfidenceMark } from '#kernel/web/ConfidenceMark.tsx'
import type { CoverInterval } from '#kernel/web/cover.ts'
import { CoverBar } from '#kernel/web/CoverBar.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import type { CustodyPage } from '../contract/custody.ts'
import { lastMoment, useLabels, type Labels } from './labels.ts'

const away = ['released', 'bail', 'escaped', 'dead']

/** Legal cover as a bar, each gap with what is missing; what is owed next; the ceilings with their working. */
export function CoverSection({ custody }: { custody: CustodyPage }) {
  const { cover, numerals } = useLabels()
  const stretches = custody.intervals.filter((i) => i.kind !== 'gap' && !away.includes(i.kind))
  const bar: CoverInterval[] = stretches.map((i) => ({
    from: i.from, to: i.to, kind: i.kind, article: i.article, label: [cover({ kind: i.kind, reason: null }), i.number && numerals(i.number)].filter(Boolean).join(' '),
    ...(i.documentId && { path: `/api/documents/${i.documentId}/file` }),
  }))
  const gaps = custody.intervals.filter((i) => i.kind === 'gap')
  return (
    <>
      <CoverBar intervals={bar} from={custody.arrest.at} to={custody.ended?.at ?? null} gaps={gaps} />
      {gaps.length > 0 && <Gaps gaps={gaps} />}
    </>
  )
}

function Gaps({ gaps }: { gaps: CustodyPage['intervals'] }) {
  const { t, cover, duration } = useLabels()
  return (
    <section className="mz-card cu-box" style={{ marginBlock: '0.75rem' }}>
      <h2 className="mz-alarm">{t('custody.gaps')}</h2>
      <ul className="cu-list">
        {gaps.map((gap) => (
          <li key={gap.from}>
            <div><b>{cover(gap)}</b> <span className="mz-dim">({gap.article})</span> <ConfidenceMark value={gap.confidence} />{gap.missing && <div className="mz-dim">{t('custody.gap.missing', { what: t(`custody.missing.${gap.missing}`) })}</div>}</div>
            <div><DateText value={gap.from} short /> <span className="mz-alarm">{duration(Date.parse(gap.to) - Date.parse(gap.from))}</span></div>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Everything that somebody owes this person, the first due at the head. */
export function Duties({ custody }: { custody: CustodyPage }) {
  const { t, duty, has } = useLabels()
  return (
    <section className="mz-card cu-box">
      <h2>{t('custody.duties')}</h2>
      {custody.duties.length === 0 ? <p className="mz-dim">{t('custody.duties.none')}</p> : (
        <ul className="cu-list">
          {custody.duties.map((d) => (
            <li key={`${d.act}${d.by}`}>
              <div>{duty(d.act)}<div className="mz-dim" style={{ fontSize: '0.85rem' }}>{has(`role.${d.role}`) ? t(`role.${d.role}`) : d.role} · {d.article} <ConfidenceMark value={d.confidence} /></div></div>
              <Clock due={d.by} />
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** CPC 109(C), each case with its sum. */
export function Ceilings({ custody }: { custody: CustodyPage }) {
  const { t, duration, dateTime, choice, count } = useLabels()
  const days = (ms: number) => duration(Math.floor(ms / 86_400_000) * 86_400_000 || ms)
  return (
    <section className="mz-card cu-box">
      <h2>{t('custody.ceiling')}</h2>
      {custody.ceilings.length === 0 && <p className="mz-dim">{t('custody.ceiling.none')}</p>}
      {custody.ceilings.map((c, index) => (
        <dl key={index} className="cu-facts">
          <dt>{t('custody.ceiling.maximum')}</dt><dd>{c.maximum ? (termText(c.maximum, count) || choice('maximum', c.maximum.kind)) : '—'}</dd>
          <dt>{t('custody.ceiling.detained')}</dt><dd>{days(c.detained)}</dd>
          <dt>{t('custody.ceiling.sixMonths')}</dt><dd>{days(c.sixMonths)}</dd>
          <dt>{t('custody.ceiling.quarter')}</dt><dd>{c.quarter === null ? '—' : days(c.quarter)}</dd>
          {c.permissionUntil && <><dt>{t('custody.ceiling.permission')}</dt><dd>{dateTime(c.permissionUntil)}</dd></>}
          <dt>{t('custody.ceiling.limit')}</dt><dd><b>{t(`custody.ceiling.by.${c.limitedBy}`)}</b>{c.reachedAt && <> — <DateText value={lastMoment(c.reachedAt)} /></>}</dd>
        </dl>
      ))}
    </section>
  )
}

function termText({ years, months, days }: { years: number; months: number; days: number }, count: Labels['count']): string {
  return [years > 0 && count(years, 'year'), months > 0 && count(months, 'month'), days > 0 && count(days, 'day')].filter(Boolean).join(' ')
}

import { ConfidenceMark } from '#kernel/web/ConfidenceMark.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { Calculation } from '../contract/sentence.ts'
import { lengthOf } from '../lengths.ts'
import { Article } from './parts.tsx'

/** The working: each step with its dates, days and article. */
export function StepTable({ calculation }: { calculation: Calculation }) {
  const { t, numerals, date, number, count, lang } = useWords()
  const shown = (params: Record<string, string | number>) => ({ length: lengthOf(params, count, lang), ...Object.fromEntries(Object.entries(params).map(([key, value]) => [key, typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value) ? date(value) : typeof value === 'number' ? number(value) : value])) })
  return (
    <div style={{ overflowX: 'auto' }}>
      <table className="pr-steps">
        <caption className="mz-dim" style={{ textAlign: 'start', captionSide: 'top', fontSize: '0.8rem' }}>{t('prisons.stepsCaption')}</caption>
        <thead><tr><th scope="col">{t('prisons.col.no')}</th><th scope="col">{t('prisons.col.step')}</th><th scope="col">{t('field.from')}</th><th scope="col">{t('field.to')}</th><th scope="col" className="pr-num">{t('prisons.col.days')}</th><th scope="col">{t('field.article')}</th></tr></thead>
        <tbody>
          {calculation.steps.map((s) => (
            <tr key={s.order}>
              <td>{numerals(String(s.order))}</td><td>{numerals(t(s.textKey, shown(s.params)))}</td><td>{s.from ? date(s.from) : ''}</td><td>{s.to ? date(s.to) : ''}</td>
              <td className="pr-num">{s.days === undefined ? '' : <bdi dir="ltr">{s.days > 0 ? '+' : '−'}{number(Math.abs(s.days))}</bdi>}</td><td><Article of={s.article} /> <ConfidenceMark value={s.confidence} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** The answer in one block: until when, and whether two people stand for it. */
export function SentenceEnd({ calculation: c }: { calculation: Calculation }) {
  const { t, date, weekday, hijri, numerals } = useWords()
  return (
    <div className="mz-card pr-end" data-open={c.confirmed ? undefined : true}>
      <span className="mz-dim">{t('prisons.endsAt')}</span>
      <b>{c.releaseAtOnce ? t('prisons.servedAlready') : c.lastDay ? t('prisons.atNoon', { day: `${weekday(c.lastDay)} ${date(c.lastDay)}` }) : t('prisons.noEnd')}</b>
      {c.lastDay && <span className="mz-dim">{hijri(c.lastDay)} · {t('prisons.startedOn', { day: c.startsOn ? date(c.startsOn) : '—' })} · {t('prisons.credited', { days: numerals(String(c.creditedDays)) })}</span>}
      {c.endsAtIfFinesPaid && c.endsAtIfFinesPaid !== c.endsAt && <span>{t('prisons.ifFinesPaid', { day: date(c.endsAtIfFinesPaid.slice(0, 10)) })}</span>}
      <span className={c.confirmed ? '' : 'mz-warn'}>{c.confirmed ? t('prisons.confirmedByName', { name: c.confirmed.by }) : t(c.blocked ? 'prisons.papersIncomplete' : 'prisons.state.to-confirm')}</span>
    </div>
  )
}

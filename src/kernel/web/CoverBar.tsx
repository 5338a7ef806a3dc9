import { useState } from 'react'
import { Link } from 'react-router'
import { axisMarks, coverGaps } from './cover.ts'
import type { CoverGap, CoverInterval } from './cover.ts'
import { useWords } from './words.tsx'
import type { WordsValue } from './words.tsx'
import './CoverBar.css'

export interface CoverBarProps {
  readonly intervals: readonly CoverInterval[]
  /** Where the bar begins: the arrest. Default: the first interval. */
  readonly from?: string
  /** Where it ends: release, or now (default). */
  readonly to?: string | null
  /** As the server found them; found from the intervals if absent. */
  readonly gaps?: readonly CoverGap[]
}

interface Part { readonly from: number; readonly to: number; readonly running: boolean; readonly interval?: CoverInterval; readonly odd: boolean }

/** Legal cover as a bar from arrest to now: each covered stretch named by its order, each gap hatched red and said in words. */
export function CoverBar({ intervals, from, to, gaps }: CoverBarProps) {
  const words = useWords()
  const { t, duration } = words
  const [now] = useState(() => new Date().toISOString())
  const [on, setOn] = useState<number>()
  const end = to ?? now
  const start = from ?? intervals.map((one) => one.from).toSorted()[0] ?? end
  const shownGaps = gaps ?? coverGaps(intervals, start, end)
  const parts = partsOf(intervals, shownGaps, end)
  const total = shownGaps.reduce((sum, one) => sum + Date.parse(one.to) - Date.parse(one.from), 0)
  const summary = shownGaps.length === 0 ? t('cover.noGaps') : t('cover.gaps', { count: shownGaps.length, length: duration(total) })
  const place = (at: number) => Math.min(100, Math.max(0, ((at - Date.parse(start)) / Math.max(1, Date.parse(end) - Date.parse(start))) * 100))
  return (
    <section className="mz-card mz-cover">
      <div className="mz-cover-head">
        <h2>{t('cover.title')}</h2>
        <span className={shownGaps.length === 0 ? 'mz-dim' : 'mz-alarm'} style={{ fontWeight: shownGaps.length === 0 ? 400 : 600 }}>{summary}</span>
      </div>
      <div className="mz-cover-bar" role="img" aria-label={`${t('cover.title')}: ${summary}`}>
        {parts.map((part, index) => {
          const width = place(part.to) - place(part.from)
          const label = part.interval?.label ?? t('cover.gap')
          return (
            <div key={index} className="mz-cover-part" data-gap={part.interval ? undefined : true} data-odd={part.odd || undefined} data-on={on === index || undefined}
              title={`${label}: ${periodText(part, words)}`} style={{ insetInlineStart: `${place(part.from)}%`, inlineSize: `${width}%` }}>
              <span>{label}</span>
            </div>
          )
        })}
      </div>
      <div className="mz-cover-axis" aria-hidden="true">
        {axisMarks(start, end).map((mark) => place(Date.parse(mark)) < 90 && <span key={mark} style={{ insetInlineStart: `${place(Date.parse(mark))}%` }}>{words.dateShort(mark)}</span>)}
      </div>
      <ol className="mz-cover-list" aria-label={t('cover.list')}>
        {parts.map((part, index) => (
          <li key={index} data-gap={part.interval ? undefined : true}>
            <span className="mz-cover-swatch" data-gap={part.interval ? undefined : true} data-odd={part.odd || undefined} aria-hidden="true" />
            <span><PartName part={part} onShow={(shown) => setOn(shown ? index : undefined)} /></span>
            <span>{periodText(part, words)}</span>
            <span>{part.interval?.article ?? duration(part.to - part.from)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}

/** The name of a stretch: reached by keyboard or pointer it is outlined in the bar; with a paper it leads there. */
function PartName({ part, onShow }: { part: Part; onShow: (shown: boolean) => void }) {
  const { t } = useWords()
  const label = part.interval?.label ?? t('cover.gap')
  const path = part.interval?.path
  const show = { onFocus: () => onShow(true), onBlur: () => onShow(false), onMouseEnter: () => onShow(true), onMouseLeave: () => onShow(false) }
  if (!path) return <button type="button" className="mz-cover-name" {...show}>{label}</button>
  if (path.startsWith('/api/')) return <a className="mz-link" href={path} target="_blank" rel="noreferrer" {...show}>{label}</a>
  return <Link className="mz-link" to={path} {...show}>{label}</Link>
}

/** Intervals and gaps in one order; two neighbours never have the same shade. */
function partsOf(intervals: readonly CoverInterval[], gaps: readonly CoverGap[], end: string): Part[] {
  const covered = intervals.map((interval) => ({ from: Date.parse(interval.from), to: Date.parse(interval.to ?? end), running: interval.to === null, interval }))
  const open = gaps.map((one) => ({ from: Date.parse(one.from), to: Date.parse(one.to), running: false }))
  let odd = true
  return [...covered, ...open].toSorted((a, b) => a.from - b.from).map((part) => {
    if ('interval' in part) odd = !odd
    return { ...part, odd: 'interval' in part && odd }
  })
}

/** 'from – to'. A dash has no direction, so it reads right in both. */
function periodText(part: Part, { t, dateShort, time }: WordsValue): string {
  const stamp = (at: number) => `\u2068${dateShort(new Date(at))}\u2069 \u2068${time(new Date(at))}\u2069`
  return `${stamp(part.from)} – ${part.running ? t('cover.running') : stamp(part.to)}`
}

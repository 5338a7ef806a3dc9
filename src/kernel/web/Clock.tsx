import { IconAlertTriangle, IconClock } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { useWords } from './words.tsx'
import './names.css'

export interface ClockProps {
  /** ISO instant when the period ends. */
  readonly due: string | Date | null | undefined
  /** From when on it is amber: hours left. Default 24. */
  readonly warnHours?: number
  /** Set when the period was stopped: then nothing runs. */
  readonly stopped?: boolean
}

export type ClockState = 'running' | 'warning' | 'over' | 'stopped'

/** The state of a period at an instant: pure, so that lists can sort and colour by it. */
export function clockState(due: Date, now: Date, warnHours = 24): ClockState {
  const left = due.getTime() - now.getTime()
  if (left <= 0) return 'over'
  return left <= warnHours * 3_600_000 ? 'warning' : 'running'
}

/** The time left of a legal period. Ticks every 30 seconds, silently for screen readers; the title has the exact instant. */
export function Clock({ due, warnHours = 24, stopped = false }: ClockProps) {
  const { t, duration, dateTime } = useWords()
  const now = useNow()
  if (due === null || due === undefined) return <>—</>
  const end = typeof due === 'string' ? new Date(due) : due
  if (stopped) return <span className="mz-clock" data-state="stopped">{t('clock.stopped')}</span>
  const state = clockState(end, now, warnHours)
  const length = duration(end.getTime() - now.getTime())
  return (
    <time className="mz-clock" data-state={state} dateTime={end.toISOString()} title={dateTime(end)} aria-live="off">
      {state === 'over' ? <IconAlertTriangle size={16} aria-hidden="true" /> : <IconClock size={16} aria-hidden="true" />}
      {t(state === 'over' ? 'clock.over' : 'clock.left', { length })}
    </time>
  )
}

const listeners = new Set<() => void>()
let timer: ReturnType<typeof setInterval> | undefined

/** The present instant, renewed every 30 seconds by one timer for all clocks on the page. */
export function useNow(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const tick = () => setNow(new Date())
    listeners.add(tick)
    timer ??= setInterval(() => { for (const each of listeners) each() }, 30_000)
    return () => {
      listeners.delete(tick)
      if (listeners.size === 0) { clearInterval(timer); timer = undefined }
    }
  }, [])
  return now
}

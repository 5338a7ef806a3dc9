import type { DateLike } from '#kernel/words/format.ts'
import { useWords } from './words.tsx'
import './names.css'

export interface DateTextProps {
  /** 'YYYY-MM-DD', an ISO instant or a Date. */
  readonly value: DateLike | null | undefined
  /** Also the time of day; default: yes for instants, no for calendar days. */
  readonly time?: boolean
  /** The Hijri date below; default no. */
  readonly hijri?: boolean
  /** '2026/11/22' instead of the month's name. */
  readonly short?: boolean
}

/** A date as it is written here, with the machine-readable value in `<time>`. */
export function DateText({ value, time, hijri = false, short = false }: DateTextProps) {
  const words = useWords()
  if (value === null || value === undefined || value === '') return <>—</>
  const day = typeof value === 'string' && value.length === 10
  const date = short ? words.dateShort(value) : words.date(value)
  const clock = (time ?? !day) ? words.time(value) : undefined
  return (
    <time className="mz-date" dateTime={typeof value === 'string' ? value : value.toISOString()}>
      <bdi>{date}</bdi>{clock && <>{' '}<bdi>{clock}</bdi></>}
      {hijri && <small>{words.hijri(value)}</small>}
    </time>
  )
}

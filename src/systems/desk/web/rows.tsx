import type { ComponentType, KeyboardEvent, ReactNode } from 'react'
import { Link } from 'react-router'
import { useWords } from '#kernel/web/words.tsx'

interface SectionProps {
  readonly title: string
  readonly icon: ComponentType<{ size?: number | string }>
  readonly count: number
  readonly tone?: 'alarm' | undefined
  /** Said where nothing waits; without it an empty section is not shown. */
  readonly empty?: string
  readonly beside?: ReactNode
  readonly children: ReactNode
}

/** One kind of thing that waits. Arrow keys move between its rows, Enter opens one. */
export function Section({ title, icon: Icon, count, tone, empty, beside, children }: SectionProps) {
  const { number } = useWords()
  if (count === 0 && empty === undefined) return null
  return (
    <section className="mz-card dk-section">
      <h2><Icon size={19} />{title}{count > 0 && <span className="dk-count" data-tone={tone}>{number(count)}</span>}{beside}</h2>
      {count === 0 ? <p className="dk-none">{empty}</p> : <ul className="dk-rows" onKeyDown={moveByArrow}>{children}</ul>}
    </section>
  )
}

interface RowProps {
  readonly path: string
  readonly tone?: 'alarm' | 'warning' | undefined
  /** What stands at its head and end, above and below. */
  readonly head: ReactNode
  readonly end?: ReactNode
  readonly below?: ReactNode
  readonly belowEnd?: ReactNode
  readonly acts?: ReactNode
}

/** A row leads to the act it asks for. */
export function Row({ path, tone, head, end, below, belowEnd, acts }: RowProps) {
  return (
    <li className="dk-row" data-tone={tone}>
      <Link className="dk-open" to={path} data-desk-row><b>{head}</b><span>{end}</span><small>{below}</small><small>{belowEnd}</small></Link>
      {acts && <div className="dk-acts">{acts}</div>}
    </li>
  )
}

function moveByArrow(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
  const rows = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-desk-row]')]
  const at = rows.indexOf(event.target as HTMLElement)
  const next = rows[at + (event.key === 'ArrowDown' ? 1 : -1)]
  if (at < 0 || next === undefined) return
  event.preventDefault()
  next.focus()
}

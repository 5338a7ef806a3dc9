import { IconPoint } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { DateText } from './DateText.tsx'
import { EmptyState } from './EmptyState.tsx'
import { useWords } from './words.tsx'
import './record.css'

export interface TimelineItem {
  readonly id: string
  /** ISO instant. */
  readonly at: string
  readonly title: ReactNode
  readonly by?: ReactNode
  readonly office?: ReactNode
  readonly article?: string | null
  readonly text?: ReactNode
  readonly icon?: ReactNode
  readonly tone?: 'alarm' | 'warning' | undefined
  /** Links to papers. */
  readonly links?: ReactNode
}

export interface TimelineProps {
  /** In the order they are to be shown (newest first is the custom). */
  readonly items: readonly TimelineItem[]
  readonly label?: string
}

/** What happened to a record, one act after the other. */
export function Timeline({ items, label }: TimelineProps) {
  const { t } = useWords()
  if (items.length === 0) return <EmptyState />
  return (
    <ol className="mz-timeline" aria-label={label ?? t('record.history')}>
      {items.map((item) => (
        <li key={item.id}>
          <span className="mz-timeline-dot" data-tone={item.tone} aria-hidden="true">{item.icon ?? <IconPoint size={16} />}</span>
          <div>
            <div className="mz-timeline-title">{item.title}</div>
            <div className="mz-timeline-meta">
              <DateText value={item.at} />
              {item.by && <span><bdi>{item.by}</bdi></span>}
              {item.office && <span><bdi>{item.office}</bdi></span>}
              {item.article && <span>{item.article}</span>}
            </div>
            {item.text && <div className="mz-timeline-text">{item.text}</div>}
            {item.links}
          </div>
        </li>
      ))}
    </ol>
  )
}

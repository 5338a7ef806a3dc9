import type { ReactNode } from 'react'
import { IconInbox } from '@tabler/icons-react'
import { useWords } from './words.tsx'
import './states.css'

export interface EmptyStateProps {
  readonly title?: string
  readonly hint?: string
  /** A button or link: what one would do next. */
  readonly children?: ReactNode
}

/** An empty list, said in words. */
export function EmptyState({ title, hint, children }: EmptyStateProps) {
  const { t } = useWords()
  return (
    <div className="mz-state">
      <IconInbox size={32} className="mz-dim" stroke={1.4} aria-hidden="true" />
      <p className="mz-state-title">{title ?? t('list.empty')}</p>
      {hint && <p className="mz-dim">{hint}</p>}
      {children}
    </div>
  )
}

import { Button } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { problemText } from './problem-text.ts'
import type { Problem } from './problem.ts'
import { useWords } from './words.tsx'
import './states.css'

export interface ErrorStateProps {
  /** A refusal or failure; its text, article and remedy are shown. */
  readonly problem?: Problem | undefined
  readonly title?: string
  /** True when it stands for a whole page: the title is then the page's heading. */
  readonly page?: boolean
  readonly hint?: string
  readonly code?: string
  readonly onRetry?: () => void
  readonly retryLabel?: string
}

/** Says that something could not be shown, why, and what to do. */
export function ErrorState({ problem, title, page = false, hint, code, onRetry, retryLabel }: ErrorStateProps) {
  const words = useWords()
  const { t } = words
  const text = problem && problemText(problem, words)
  const shownCode = code ?? text?.code
  const Heading = page ? 'h1' : 'p'
  return (
    <div className="mz-state mz-card" role="alert">
      <IconAlertTriangle size={32} className="mz-dim" aria-hidden="true" />
      <Heading className="mz-state-title">{title ?? text?.title ?? t('error.load')}</Heading>
      {text?.article && <p>{t('error.article', { article: text.article })}</p>}
      {(hint ?? text?.remedy) && <p className="mz-dim">{hint ?? text?.remedy}</p>}
      {shownCode && <p className="mz-dim">{t('error.code')}: <code dir="ltr">{shownCode}</code></p>}
      {onRetry && <Button variant="default" onClick={onRetry}>{retryLabel ?? t('error.retry')}</Button>}
    </div>
  )
}

import { Tooltip } from '@mantine/core'
import type { Confidence } from '#kernel/words/finding.ts'
import { useWords } from './words.tsx'
import './names.css'

export interface ConfidenceMarkProps {
  readonly value: Confidence
}

/** How surely a fact of law is known. P and U are drawn dashed: a jurist has yet to confirm them. */
export function ConfidenceMark({ value }: ConfidenceMarkProps) {
  const { t } = useWords()
  const text = t(`confidence.${value}`)
  return (
    <Tooltip label={text}>
      <button type="button" className="mz-confidence" data-weak={value === 'P' || value === 'U' ? true : undefined} aria-label={text}>{value}</button>
    </Tooltip>
  )
}

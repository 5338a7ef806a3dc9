import { Alert } from '@mantine/core'
import { IconBan, IconWifiOff } from '@tabler/icons-react'
import { ConfidenceMark } from './ConfidenceMark.tsx'
import { problemText } from './problem-text.ts'
import type { FindingText, Problem } from './problem.ts'
import { useWords } from './words.tsx'

/** A refusal said in full: which rule, which article, what to do; with every finding of the law. */
export function ProblemNotice({ problem }: { problem: Problem }) {
  const words = useWords()
  const { t } = words
  const text = problemText(problem, words)
  const offline = problem.status === 0
  return (
    <Alert role="alert" variant="light" color={offline ? 'gray' : 'alarm'} icon={offline ? <IconWifiOff size={20} /> : <IconBan size={20} />} title={text.title}>
      {text.article && <div>{t('error.article', { article: text.article })}</div>}
      {text.remedy && <div><b>{t('error.remedy')}:</b> {text.remedy}</div>}
      {text.code && <div className="mz-dim">{t('error.code')}: <code dir="ltr">{text.code}</code></div>}
      {(problem.body.findings?.length ?? 0) > 1 && <FindingList findings={problem.body.findings!} />}
    </Alert>
  )
}

/** Findings of the law: what blocks and what only warns. */
export function FindingList({ findings }: { findings: readonly FindingText[] }) {
  const { t, has } = useWords()
  return (
    <ul style={{ margin: '0.5rem 0 0', paddingInlineStart: '1.25rem', display: 'grid', gap: '0.35rem' }}>
      {findings.map((finding, index) => (
        <li key={index} className={finding.outcome === 'block' ? 'mz-alarm' : 'mz-warn'}>
          {has(`refusal.${finding.code}`) ? t(`refusal.${finding.code}`, finding.params) : (finding.title ?? finding.code)}{' '}
          <span className="mz-dim">({finding.article})</span> <ConfidenceMark value={finding.confidence} />
        </li>
      ))}
    </ul>
  )
}

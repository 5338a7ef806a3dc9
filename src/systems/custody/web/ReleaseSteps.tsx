import { IconCheck } from '@tabler/icons-react'
import { DateText } from '#kernel/web/DateText.tsx'
import type { ReleaseView } from '../contract/release.ts'
import { releaseSteps } from '../rules/release.ts'
import { useLabels } from './labels.ts'

/** How far a release has come: each step done, or the one that is next. */
export function ReleaseSteps({ release }: { release: ReleaseView }) {
  const { t, number } = useLabels()
  return (
    <ol className="cu-steps" aria-label={t('custody.release.steps')}>
      {releaseSteps.map((step, index) => {
        const at = release.progress[step]
        return (
          <li key={step} {...(at && { 'data-done': true })} {...(release.next === step && { 'data-next': true, 'aria-current': 'step' as const })}>
            <span className="cu-dot" aria-hidden="true">{at ? <IconCheck size={14} /> : number(index + 1)}</span>
            <span>{t(`custody.step.${step}`)}{at && <> <span className="mz-dim" style={{ fontSize: '0.8rem' }}><DateText value={at} short /></span></>}</span>
          </li>
        )
      })}
    </ol>
  )
}

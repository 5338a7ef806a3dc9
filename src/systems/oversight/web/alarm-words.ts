/** How an alarm and its details are said. */
import { useWords } from '#kernel/web/words.tsx'
import type { AlarmView } from '../contract.ts'

/** Names the kinds of alarm that are there already; the filter offers these. */
export const alarmKinds = ['no-cover', 'clock-missed', 'release-late', 'handover-unanswered', 'ill-treatment', 'death', 'escape', 'ceiling-80', 'ceiling-90', 'ceiling-100', 'coercion-alleged', 'break-glass', 'log-refused', 'line-parcel-held', 'line-log-differs', 'line-broken'] as const

const instants = new Set(['since', 'dueAt', 'offeredAt', 'expiresAt', 'reachedAt'])
const shown = ['since', 'reason', 'missing', 'clock', 'dueAt', 'offeredAt', 'reachedAt', 'number', 'person', 'expiresAt', 'witness', 'refusal', 'leaves'] as const

/** The name of an alarm's kind, and its details as pairs of words. */
export function useAlarmWords() {
  const words = useWords()
  const { t, has, dateTime, numerals } = words
  const value = (key: string, raw: unknown): string => {
    const text = String(raw)
    if (instants.has(key)) return dateTime(text)
    if (key === 'reason' && has(`custody.gap.${text}`)) return t(`custody.gap.${text}`)
    if (key === 'missing' && has(`custody.missing.${text}`)) return t(`custody.missing.${text}`)
    if (key === 'refusal' && has(`oversight.refusal.${text}`)) return t(`oversight.refusal.${text}`)
    return numerals(text)
  }
  return {
    ...words,
    kindOf: (kind: string) => (has(`alarm.${kind}`) ? t(`alarm.${kind}`) : kind),
    detailOf: ({ detail }: AlarmView) => shown.filter((key) => detail[key] !== undefined && detail[key] !== null).map((key) => ({ label: t(`oversight.detail.${key}`), value: value(key, detail[key]) })),
  }
}

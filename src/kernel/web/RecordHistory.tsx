import { IconBan } from '@tabler/icons-react'
import { readHistory } from '#kernel/act/contract.ts'
import { ErrorState } from './ErrorState.tsx'
import { PageSkeleton } from './PageSkeleton.tsx'
import { OfficeName } from './PersonName.tsx'
import { useRead } from './query.tsx'
import { Timeline } from './Timeline.tsx'
import { useWords, useWordsOf } from './words.tsx'

/** The history of any record from the ledger: every act and every refusal. A verb is named by `verb.<verb>` in its system's words. */
export function RecordHistory({ recordId }: { recordId: string }) {
  const { t, has } = useWords()
  const { data, problem, again } = useRead(readHistory, { id: recordId })
  useWordsOf((data?.rows ?? []).flatMap((entry) => [systemOf(entry.verb), systemOf(entry.code ?? '')]))
  if (problem !== undefined) return <ErrorState problem={problem} onRetry={again} />
  if (data === undefined) return <PageSkeleton />
  const items = data.rows.map((entry) => ({
    id: entry.id, at: entry.at, by: entry.actor, article: entry.basis, text: entry.reason,
    title: `${has(`verb.${entry.verb}`) ? t(`verb.${entry.verb}`) : entry.verb}${entry.refused ? ` — ${t('act.refused')}` : ''}`,
    office: entry.office && <OfficeName office={entry.office} />,
    ...(entry.refused && { icon: <IconBan size={14} />, links: entry.code && has(`refusal.${entry.code}`) ? <span className="mz-dim">{t(`refusal.${entry.code}`)}</span> : null }),
  }))
  return <Timeline items={items} />
}

function systemOf(code: string): string {
  return code.split('.')[0] ?? ''
}

import { readLine } from '#kernel/nodes/contract.ts'
import { useRead } from './query.tsx'
import { useWords } from './words.tsx'

/** In the header of a node below the nation's: since when the line is down, and what waits to be carried. Nothing while all is well. */
export function LineMark() {
  const { t, dateTime, number } = useWords()
  const { data } = useRead(readLine, {}, { every: 15_000 })
  if (!data?.node || (data.offlineSince === null && data.waitingActs < 20 && data.held === 0)) return null
  const waits = t('node.waiting', { acts: number(data.waitingActs), offers: number(data.offersInFlight) })
  return (
    <div className="mz-line" role="status" title={t('node.hint')}>
      <b>{data.offlineSince === null ? t('node.catchingUp') : t('node.offlineSince', { since: dateTime(data.offlineSince) })}</b>
      <span>{waits}{data.held > 0 && ` · ${t('node.held', { count: number(data.held) })}`}</span>
    </div>
  )
}

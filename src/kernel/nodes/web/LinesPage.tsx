import { DateText } from '#kernel/web/DateText.tsx'
import { fixedList, ListTable } from '#kernel/web/ListTable.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { listLines, type LineView } from '../contract.ts'

/** How each line of this node stands: who is cut off, what waits, what could not be taken. */
export default function LinesPage() {
  const { t, text, number } = useWords()
  const { data, problem, loading, again } = useRead(listLines, {}, { every: 10_000 })
  return (
    <Page title={t('node.title')} loading={loading} problem={problem} onRetry={again}>
      <p className="mz-dim">{t('node.hint')}</p>
      <ListTable name="nodes" caption={t('node.title')} list={fixedList(data?.rows)} emptyTitle={t('node.none')} rowKey={(line) => line.node}
        columns={[
          { key: 'name', label: t('node.name'), cell: (line) => text(line.name), width: '12rem' },
          { key: 'state', label: t('node.state'), cell: (line) => <State line={line} />, width: '14rem' },
          { key: 'heard', label: t('node.heard'), cell: (line) => (line.heardAt ? <DateText value={line.heardAt} short /> : '–'), width: '11rem' },
          { key: 'carry', label: t('node.toCarry'), cell: (line) => <ToCarry line={line} here={data?.here ?? ''} />, width: '16rem' },
          { key: 'take', label: t('node.toTake'), cell: (line) => <Arrived line={line} />, width: '14rem' },
          { key: 'kept', label: t('node.kept'), cell: (line) => (line.keptBytes === null ? '–' : <bdi dir="ltr">{number(line.keptBytes / 1_048_576, 1)} MB</bdi>), width: '9rem' },
        ]} />
    </Page>
  )
}

function State({ line }: { line: LineView }) {
  const { t, dateTime } = useWords()
  const since = line.downSince ?? line.heardAt
  const isWell = line.state === 'up' || line.state === 'copying'
  return <span className={isWell ? undefined : 'mz-alarm'}>{t(`node.state.${line.state}`, { since: since ? dateTime(since) : '–' })}</span>
}

/** What waits for the neighbour; where its place in this server's log is lost, how it is set up anew. */
function ToCarry({ line, here }: { line: LineView; here: string }) {
  const { t, number, text } = useWords()
  return (
    <>
      {number(line.waitingParcels)}
      {line.slot === 'lost' && <div className="mz-alarm">{t('node.slot-lost', { node: text(line.name) })} <bdi dir="ltr"><code>./mizan node connect {here}</code></bdi></div>}
    </>
  )
}

function Arrived({ line }: { line: LineView }) {
  const { t, number } = useWords()
  return (
    <>
      {number(line.arrived)}
      {line.held > 0 && <div className="mz-alarm">{t('node.held', { count: number(line.held) })}</div>}
      {line.newerSchema > 0 && <div className="mz-warn">{t('node.newer', { count: number(line.newerSchema) })}</div>}
    </>
  )
}

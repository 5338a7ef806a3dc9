import { Group } from '@mantine/core'
import { decide, listApprovalRequests, type ApprovalView } from '#kernel/access/approval-contract.ts'
import { ActNowButton } from '#kernel/web/ActButton.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { Text } from '#kernel/words/text.ts'
import '#kernel/web/ListTable.css'
import { listExpunging, type ExpungeOrder, type ExpungingView } from '../contract.ts'

const noName: Text = { ar: '', ckb: '', en: '' }

/** Orders that wait to be looked at, and what was destroyed under which order. */
export default function ExpungingPage() {
  const { t, text } = useWords()
  const done = useRead(listExpunging, {})
  const asked = useRead(listApprovalRequests, { state: 'asked' })
  const again = () => { done.again(); asked.again() }
  const waiting = (asked.data?.rows ?? []).filter((request) => request.verb === 'ledger.order-expunging')
  return (
    <Page title={t('expunging.title')} loading={done.loading} problem={done.problem} onRetry={done.again}>
      <p className="mz-dim">{t('expunging.hint')}</p>
      {waiting.map((request) => <Waiting key={request.id} request={request} kind={text(done.data?.kinds[request.recordKind] ?? noName)} onDone={again} />)}
      {done.data?.rows.length === 0 ? <EmptyState /> : <Done rows={done.data?.rows ?? []} kinds={done.data?.kinds ?? {}} />}
    </Page>
  )
}

function Waiting({ request, kind, onDone }: { request: ApprovalView; kind: string; onDone: () => void }) {
  const { t, numerals } = useWords()
  const order = request.input as ExpungeOrder
  return (
    <section className="mz-card" style={{ marginBlockEnd: '1rem', padding: '1rem' }}>
      <h2 style={{ marginBlockStart: 0 }}>{request.title}: {kind} <bdi>{numerals(request.recordNumber ?? '')}</bdi></h2>
      <p>{t('expunging.orderedBy')}: <bdi>{request.askedBy}</bdi> · {t('expunging.article')}: <bdi>{order.article}</bdi> · {t('expunging.orderNumber')}: <bdi>{numerals(order.orderNumber)}</bdi> · <DateText value={order.orderDay} /></p>
      <p className="mz-prose">{order.reason}</p>
      {request.mayDecide && (
        <Group gap="sm">
          <ActNowButton endpoint={decide} input={{ id: request.id, approve: true }} may="ledger.expunge" look="danger" label={t('verb.ledger.expunge')} confirm={{ title: t('verb.ledger.expunge'), text: t('expunging.hint') }} onDone={onDone} />
          <ActNowButton endpoint={decide} input={{ id: request.id, approve: false, reason: '' }} may="ledger.expunge" label={t('expunging.refuse')} confirm={{ title: t('expunging.refuse'), reasonField: 'reason' }} onDone={onDone} />
        </Group>
      )}
    </section>
  )
}

function Done({ rows, kinds }: { rows: readonly ExpungingView[]; kinds: Readonly<Record<string, Text>> }) {
  const { t, text, numerals } = useWords()
  const columns = ['expunging.record', 'field.date', 'expunging.article', 'expunging.order', 'expunging.orderedBy', 'expunging.approvedBy', 'expunging.gone', 'expunging.paper'] as const
  return (
    <div className="mz-card" style={{ overflowX: 'auto' }}>
      <table className="mz-table" aria-label={t('expunging.title')}>
        <thead><tr>{columns.map((column) => <th key={column} scope="col"><span>{t(column)}</span></th>)}</tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id}>
              <td data-label={t('expunging.record')}><div>{text(kinds[row.kind] ?? noName)} <bdi>{numerals(row.number ?? '—')}</bdi></div></td>
              <td data-label={t('field.date')}><DateText value={row.at} short /></td>
              <td data-label={t('expunging.article')}><bdi>{row.article}</bdi></td>
              <td data-label={t('expunging.order')}><div><bdi>{numerals(row.orderNumber)}</bdi> <DateText value={row.orderDay} short /></div></td>
              <td data-label={t('expunging.orderedBy')}><bdi>{row.orderedBy}</bdi></td>
              <td data-label={t('expunging.approvedBy')}><bdi>{row.approvedBy}</bdi></td>
              <td data-label={t('expunging.gone')}>{t('expunging.gone.value', { entries: row.entries, rows: row.rows, papers: row.papers, persons: row.persons })}</td>
              <td data-label={t('expunging.paper')}>{row.paperId !== null && <a className="mz-link" href={`/api/documents/${row.paperId}/file`} target="_blank" rel="noreferrer">{t('expunging.paper')}</a>}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

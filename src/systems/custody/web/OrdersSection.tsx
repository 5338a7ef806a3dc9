import { Badge } from '@mantine/core'
import { ActNowButton } from '#kernel/web/ActButton.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { FindingList } from '#kernel/web/ProblemNotice.tsx'
import type { CustodyPage } from '../contract/custody.ts'
import { withdrawRequest } from '../contract/orders.ts'
import { useLabels } from './labels.ts'

/** Detention orders and what was asked of the judge. */
export function OrdersSection({ custody }: { custody: CustodyPage }) {
  return <div className="cu-two"><Orders custody={custody} /><Requests custody={custody} /></div>
}

function Orders({ custody }: { custody: CustodyPage }) {
  const { t, office, numerals, date } = useLabels()
  return (
    <section className="mz-card cu-box">
      <h2>{t('custody.orders')}</h2>
      {custody.orders.length === 0 && <p className="mz-dim">{t('custody.orders.none')}</p>}
      <ul className="cu-list">
        {custody.orders.map((order) => (
          <li key={order.id}>
            <div>
              {order.documentId ? <a className="mz-link" href={`/api/documents/${order.documentId}/file`} target="_blank" rel="noreferrer">{t('custody.order.number', { number: numerals(order.number) })}</a> : t('custody.order.number', { number: numerals(order.number) })}
              {order.cancelledAt && <> <Badge variant="outline" color="gray">{t('custody.order.cancelled')}</Badge></>}
              <div>{t('custody.order.days', { from: date(order.startsOn), to: date(order.endsOn) })}</div>
              <div className="mz-dim" style={{ fontSize: '0.85rem' }}>{order.article} · {order.judge} · {office(order.court)}</div>
              <div style={{ whiteSpace: 'pre-wrap' }}>{order.reasons}</div>
              {order.warnings.length > 0 && <FindingList findings={order.warnings} />}
            </div>
            <DateText value={order.issuedAt} short />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Requests({ custody }: { custody: CustodyPage }) {
  const { t, office, choice, count } = useLabels()
  return (
    <section className="mz-card cu-box">
      <h2>{t('custody.requests')}</h2>
      {custody.requests.length === 0 && <p className="mz-dim">{t('custody.requests.none')}</p>}
      <ul className="cu-list">
        {custody.requests.map((request) => (
          <li key={request.id}>
            <div>
              <b>{choice('request', request.kind)}</b>{request.days && <> · {count(request.days, 'day')}</>}
              <div className="mz-dim" style={{ fontSize: '0.85rem' }}>{request.askedBy} · {office(request.court)}</div>
              <div>{request.grounds}</div>
              {request.decision ? <div>{choice('decided', request.decision)}{request.reason && `: ${request.reason}`}</div> : (
                <ActNowButton label={t('custody.request.withdraw')} endpoint={withdrawRequest} reasonText={false} input={{ id: custody.id, version: custody.version, requestId: request.id, reason: '' }} confirm={{ title: t('custody.request.withdraw'), reasonField: 'reason' }} />
              )}
            </div>
            <DateText value={request.decidedAt ?? request.askedAt} short />
          </li>
        ))}
      </ul>
    </section>
  )
}

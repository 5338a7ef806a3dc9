import { Badge, Button } from '@mantine/core'
import { ActButton } from '#kernel/web/ActButton.tsx'
import { ConfidenceMark } from '#kernel/web/ConfidenceMark.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useInfiniteList, useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { exchangeChoices, listExchange, type ExchangeView } from '../contract/exchange.ts'
import './chain/chain.css'

/** What went out and came in: to whom, why, under which article. */
export default function ExchangePage() {
  const { t } = useWords()
  const list = useInfiniteList(listExchange, {})
  return (
    <Page title={t('biometrics.exchange')} loading={list.loading} problem={list.problem} acts={<ActButton label={t('biometrics.exchange.receive')} path="/biometrics/exchange/receive" may="biometrics.receive-prints" look="primary" reasonText={false} />}>
      <p className="mz-dim" style={{ marginBlockStart: 0 }}>{t('biometrics.exchange.hint')}</p>
      {list.rows.length === 0 && <EmptyState title={t('biometrics.exchange.empty')} />}
      {list.rows.map((row) => <One key={row.id} row={row} />)}
      {list.hasMore && <Button variant="default" loading={list.loadingMore} onClick={list.more}>{t('button.more')}</Button>}
    </Page>
  )
}

function One({ row }: { row: ExchangeView }) {
  const { t, text, numerals } = useWords()
  const { data } = useRead(exchangeChoices, { direction: row.direction })
  const purpose = data?.purposes.find((one) => one.id === row.purpose)
  return (
    <section className="mz-card bc-box" aria-label={row.number}>
      <header>
        <h2><bdi>{numerals(row.number)}</bdi> · <bdi>{row.partner}</bdi></h2>
        <Badge variant="light" color={row.direction === 'out' ? 'accent' : 'gray'}>{t(`biometrics.exchange.${row.direction}`)}</Badge>
      </header>
      <p style={{ margin: 0 }}>{purpose ? text(purpose.name) : row.purpose} <span className="mz-dim">({row.article})</span> <ConfidenceMark value={row.confidence} /> · {t('biometrics.exchange.reference')} <bdi>{numerals(row.reference)}</bdi></p>
      <p style={{ margin: 0 }}>{t(`biometrics.exchange.format.${row.format}`)}{row.fingers.length > 0 && <> · {t('biometrics.exchange.fingers')}: {row.fingers.map((finger) => (finger >= 1 && finger <= 10 ? t(`biometrics.finger.${finger}`) : '?')).join('، ')}</>}</p>
      <p className="mz-dim" style={{ margin: 0 }}><bdi>{row.by}</bdi> · {text(row.office)} · <DateText value={row.at} short time />{row.partnerNumber && <> · <bdi>{row.partnerNumber}</bdi></>}</p>
      {row.sha256 && <p className="mz-dim" style={{ margin: 0, overflowWrap: 'anywhere', fontSize: '0.8rem' }}>{t('biometrics.exchange.digest')}: <code dir="ltr">{row.sha256}</code></p>}
      {row.mayFetch && <div className="bc-acts"><Button component="a" variant="default" href={`/api/biometrics/exchange/${row.id}/file`} download>{t('biometrics.exchange.fetch')}</Button><small className="mz-dim">{t('biometrics.exchange.fetchHint')}</small></div>}
    </section>
  )
}

import { Badge, Button, Group, Kbd, Stack } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { Clock } from '#kernel/web/Clock.tsx'
import { Confirm } from '#kernel/web/Confirm.tsx'
import { CoverBar } from '#kernel/web/CoverBar.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import type { OutputOf } from '#kernel/web/endpoint-types.ts'
import { TextAreaField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { RecordPapers } from '#kernel/web/RecordPapers.tsx'
import { useAct } from '#kernel/web/use-act.ts'
import { readCustody, type CustodyPage } from '../contract/custody.ts'
import { extendPapers, listRequests, refuseDetention } from '../contract/orders.ts'
import { answerReleaseRequest } from '../contract/release.ts'
import { CoverSection } from './CoverSection.tsx'
import { BailForm, PermissionForm } from './forms/judge.tsx'
import { useKeys } from './keys.ts'
import { lastMoment, useLabels } from './labels.ts'
import { OrderDecision } from './OrderDecision.tsx'
import './custody.css'

type Row = OutputOf<typeof listRequests>['rows'][number]

/** What waits for this court's decision: whoever has the least lawful time left first. */
export default function JudgePage() {
  const { t, choice, numerals, number } = useLabels()
  const { data, problem, loading, again } = useRead(listRequests, { limit: 200 }, { every: 60_000 })
  const [chosenId, setChosenId] = useState<string>()
  const rows = data?.rows ?? []
  const chosen = rows.find((row) => row.requestId === chosenId) ?? rows[0]
  const move = (by: number) => {
    const at = rows.findIndex((row) => row.requestId === chosen?.requestId)
    const next = rows[Math.min(rows.length - 1, Math.max(0, at + by))]
    if (next) setChosenId(next.requestId)
  }
  useKeys({ j: () => move(1), k: () => move(-1), ArrowDown: () => move(1), ArrowUp: () => move(-1) })
  return (
    <Page title={t('custody.judge')} beside={data && <span className="mz-dim">{t('custody.judge.count', { count: rows.length, n: number(rows.length) })}</span>} loading={loading} problem={problem} onRetry={again}>
      {data && rows.length === 0 && <EmptyState title={t('custody.judge.empty')} hint={t('custody.judge.empty.hint')} />}
      {chosen && (
        <div className="cu-judge">
          <nav className="mz-card" aria-label={t('custody.judge')}>
            <ul className="cu-queue">
              {rows.map((row) => (
                <li key={row.requestId}>
                  <button type="button" aria-current={row.requestId === chosen.requestId} onClick={() => setChosenId(row.requestId)}>
                    <b><bdi>{row.name}</bdi></b>
                    <span>{choice('request', row.kind)} {row.ageGroup === 'juvenile' && <Badge variant="outline" color="gray" size="sm">{t('custody.age.juvenile')}</Badge>}</span>
                    <span className="mz-dim" style={{ fontSize: '0.8rem' }}><bdi>{numerals(row.custodyNumber)}</bdi></span>
                    {row.coverUntil && <span><Clock due={lastMoment(row.coverUntil)} /></span>}
                  </button>
                </li>
              ))}
            </ul>
          </nav>
          <Decision key={chosen.requestId} row={chosen} onDone={again} />
        </div>
      )}
      <p className="mz-dim mz-no-print" style={{ fontSize: '0.85rem' }}><Kbd size="xs">J</Kbd> <Kbd size="xs">K</Kbd> {t('custody.keys.move')} · <Kbd size="xs">G</Kbd> {t('custody.keys.grant')} · <Kbd size="xs">R</Kbd> {t('custody.keys.refuse')} · <Kbd size="xs">D</Kbd> {t('custody.keys.days')} · <Kbd size="xs">P</Kbd> {t('custody.judge.preview')}</p>
    </Page>
  )
}

function Decision({ row, onDone }: { row: Row; onDone: () => void }) {
  const { t, choice, offence, count } = useLabels()
  const { data: custody, again } = useRead(readCustody, { id: row.custodyId })
  const known = custody?.id === row.custodyId ? custody : undefined
  return (
    <div style={{ display: 'grid', gap: '0.75rem', minInlineSize: 0 }}>
      <section className="mz-card cu-box">
        <header><h2><Link className="mz-link" to={`/custody/${row.custodyId}`}><bdi>{row.name}</bdi></Link> · {choice('request', row.kind)}</h2><DateText value={row.askedAt} /></header>
        <p style={{ whiteSpace: 'pre-wrap', marginBlock: '0 0.5rem' }}>{row.grounds}</p>
        <dl className="cu-facts">
          <dt>{t('field.offence')}</dt><dd>{known ? offence(known.offenceCode, known.article) : (row.article ?? '—')}{row.capital && <> <Badge variant="outline" color="gray" size="sm">{t('custody.capital')}</Badge></>}</dd>
          {known?.arrest.facts && <><dt>{t('custody.field.facts')}</dt><dd>{known.arrest.facts}</dd></>}
          <dt>{t('custody.ceiling.detained')}</dt><dd>{count(row.detainedDays, 'day')}</dd>
        </dl>
      </section>
      <section className="mz-card cu-box">{known && <Answer row={row} custody={known} again={again} onDone={onDone} />}</section>
      {known ? <CoverSection custody={known} /> : <CoverBar intervals={[]} />}
      {known && <RecordPapers recordId={known.id} />}
    </div>
  )
}

interface AnswerProps { readonly row: Row; readonly custody: CustodyPage; readonly again: () => void; readonly onDone: () => void }

/** The answer that this kind of request asks for. */
function Answer({ row, custody, again, onDone }: AnswerProps) {
  const { office } = useLabels()
  if (row.kind === 'first-papers' || row.kind === 'extension') {
    return <OrderDecision custody={{ ...custody, juvenile: custody.band !== 'adult', heldAt: office(custody.holder), extension: custody.orders.length > 0 }} requestId={row.requestId} asked={row.proposed} onDone={onDone} />
  }
  if (row.kind === 'felony-permission') return <PermissionForm custody={custody} done={onDone} again={again} />
  if (row.kind === 'papers-extension') return <PapersAnswer row={row} custody={custody} onDone={onDone} again={again} />
  return <ReleaseAnswer row={row} custody={custody} onDone={onDone} again={again} />
}

function PapersAnswer({ row, custody, onDone }: AnswerProps) {
  const { t } = useLabels()
  const [refusing, setRefusing] = useState(false)
  const refusal = useAct(refuseDetention, { onDone })
  const seen = { id: custody.id, version: custody.version, requestId: row.requestId }
  useKeys({ g: () => document.querySelector<HTMLTextAreaElement>('[data-field="reason"] textarea')?.focus(), r: () => setRefusing(true) })
  return (
    <Stack gap="md">
      <ActForm endpoint={extendPapers} title={t('verb.custody.extend-papers')} submitLabel={t('verb.custody.extend-papers')} fixed={seen} record={row.requestId} onDone={onDone}>
        {(f) => <TextAreaField {...f('reason')} rows={2} />}
      </ActForm>
      <Group><Button variant="default" onClick={() => setRefusing(true)} rightSection={<Kbd size="xs">R</Kbd>}>{t('custody.judge.refuse')}</Button></Group>
      <Confirm opened={refusing} title={t('custody.judge.refuse')} danger askReason busy={refusal.busy} problem={refusal.problem} onClose={() => { setRefusing(false); refusal.reset() }} onConfirm={(reason) => void refusal.run({ ...seen, reason: reason ?? '' })}>{t('custody.judge.refuse.hint', { name: row.name })}</Confirm>
    </Stack>
  )
}

/** A request for bail or release: granted, or the person stays held. */
function ReleaseAnswer({ row, custody, onDone, again }: AnswerProps) {
  const { t } = useLabels()
  const [asking, setAsking] = useState<'grant' | 'refuse'>()
  const answer = useAct(answerReleaseRequest, { onDone })
  const seen = { id: custody.id, version: custody.version, requestId: row.requestId }
  useKeys({ g: () => { if (row.kind === 'release') setAsking('grant'); else document.querySelector<HTMLInputElement>('[data-field="kind"] input')?.focus() }, r: () => setAsking('refuse') })
  return (
    <Stack gap="md">
      {row.kind === 'bail' && <BailForm custody={custody} requestId={row.requestId} done={onDone} again={again} />}
      <Group>
        {row.kind === 'release' && <Button onClick={() => setAsking('grant')} rightSection={<Kbd size="xs">G</Kbd>}>{t('custody.judge.release')}</Button>}
        <Button variant="default" onClick={() => setAsking('refuse')} rightSection={<Kbd size="xs">R</Kbd>}>{t('custody.judge.keep')}</Button>
      </Group>
      <Confirm opened={asking !== undefined} title={t(asking === 'grant' ? 'custody.judge.release' : 'custody.judge.keep')} askReason busy={answer.busy} problem={answer.problem} onClose={() => { setAsking(undefined); answer.reset() }} onConfirm={(reason) => void answer.run({ ...seen, granted: asking === 'grant', reason: reason ?? '' })} />
    </Stack>
  )
}

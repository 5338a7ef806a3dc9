import { Badge, Group } from '@mantine/core'
import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { ActButton } from '#kernel/web/ActButton.tsx'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { TextAreaField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { FindingList } from '#kernel/web/ProblemNotice.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { addToMinutes, getHearing } from '../contract/hearings.ts'
import type { HearingPage as Data, MinutesView } from '../contract/views.ts'
import { AccusedNames, Fact, Facts, HearingState, Section } from './parts.tsx'
import '#kernel/web/ListTable.css'
import './courts.css'

/** One hearing: when and where, who was called and how, who came, what was written. */
export default function HearingPage() {
  const { id = '' } = useParams()
  const { t, numerals } = useWords()
  const { data, problem, loading, again } = useRead(getHearing, { id })
  return (
    <Page title={data ? t('courts.hearingOf', { number: numerals(data.hearing.caseNumber), session: numerals(String(data.hearing.session)) }) : t('courts.hearings')} parent={{ label: t('courts.hearings'), path: '/courts' }} loading={loading && !data} problem={problem} onRetry={again}
      beside={data && <HearingState hearing={data.hearing} />} acts={data && <Acts data={data} />}>
      {data && <><When data={data} /><Notices data={data} /><Present data={data} /><Minutes data={data} again={again} /></>}
    </Page>
  )
}

function Acts({ data }: { data: Data }) {
  const { t } = useWords()
  const { hearing: h } = data
  const done = data.minutes.some((m) => m.kind === 'minutes')
  const not = data.mayWrite ? undefined : t('refusal.kernel.held-elsewhere')
  const path = (act: string) => `/courts/hearings/${h.id}/${act}`
  return (
    <Group gap="xs">
      <ActButton label={t('verb.courts.open-hearing')} may="courts.open-hearing" path={path('open')} look={h.state === 'set' ? 'primary' : 'default'} disabledReason={h.state === 'set' ? not : t('refusal.courts.hearing-opened-already')} reasonText={false} />
      <ActButton label={t('verb.courts.write-minutes')} may="courts.write-minutes" path={path('minutes')} look={h.state === 'held' && !done ? 'primary' : 'default'} disabledReason={h.state === 'set' ? t('refusal.courts.hearing-not-opened') : done ? t('refusal.courts.minutes-written-already') : not} reasonText={false} />
      <ActButton label={t('verb.courts.adjourn')} may="courts.adjourn" path={path('adjourn')} disabledReason={h.state === 'adjourned' ? t('refusal.courts.adjourned-already') : not} reasonText={false} />
    </Group>
  )
}

function When({ data }: { data: Data }) {
  const { t, text, weekday, date, time, numerals, hijri, dateTime } = useWords()
  const { hearing: h } = data
  return (
    <Section title={t('courts.part.when')}>
      <Facts>
        <Fact label={t('field.date')}>{weekday(h.startsAt)} {date(h.startsAt)} <span className="mz-dim">{hijri(h.startsAt)}</span></Fact>
        <Fact label={t('field.time')}><bdi>{time(h.startsAt)}</bdi>–<bdi>{time(h.endsAt)}</bdi></Fact>
        <Fact label={t('courts.room')}>{h.room ? text(h.room.name) : t('courts.noRoom')}</Fact>
        <Fact label={t('field.court')}><OfficeName office={h.court} /></Fact>
        <Fact label={t('courts.column.judges')}>{h.judges.map((j) => <div key={j.id}><bdi>{j.name}</bdi>{j.presiding && <span className="mz-dim"> · {t('courts.presiding')}</span>}</div>)}</Fact>
        <Fact label={t('courts.column.publicity')}>{t(h.public ? 'courts.public' : 'courts.closed')}{h.secrecyReason && ` · ${t(`courts.secrecy.${h.secrecyReason}`)}`} <span className="mz-dim">(CPC 152)</span></Fact>
        <Fact label={t('courts.column.purpose')}>{t(`courts.purpose.${h.purpose}`)}</Fact>
        <Fact label={t('field.caseNumber')}><Link className="mz-link" to={`/cases/${h.caseId}`}><bdi dir="ltr">{numerals(h.caseNumber)}</bdi></Link></Fact>
        <Fact label={t('courts.column.accused')}><AccusedNames hearing={h} />{h.juvenile && <> <Badge size="xs" color="gray" variant="outline">{t('courts.juvenile')}</Badge></>}</Fact>
        {data.adjournReason && <Fact label={t('courts.hearing.adjourned')}><bdi>{data.adjournReason}</bdi>{data.nextHearing && <div><Link className="mz-link" to={`/courts/hearings/${data.nextHearing.id}`}>{t('courts.nextOn', { at: dateTime(data.nextHearing.startsAt) })}</Link></div>}</Fact>}
      </Facts>
      {data.warnings.length > 0 && <FindingList findings={data.warnings} />}
    </Section>
  )
}

function Notices({ data }: { data: Data }) {
  const { t, dateTime } = useWords()
  const may = useMay()
  const { hearing: h } = data
  const issue = <ActButton label={t('verb.courts.issue-notice')} may="courts.issue-notice" path={`/courts/hearings/${h.id}/notice`} disabledReason={h.state === 'set' ? undefined : t('refusal.courts.hearing-opened-already')} reasonText={false} />
  return (
    <Section title={t('courts.part.notices')} count={data.notices.length} empty={t('courts.noNotices')} acts={data.mayWrite && issue}>
      <table className="mz-table" aria-label={t('courts.part.notices')}>
        <thead><tr>{['addressee', 'capacity', 'issued', 'served', 'receivedBy'].map((key) => <th key={key} scope="col"><span>{t(`courts.column.${key}`)}</span></th>)}</tr></thead>
        <tbody>
          {data.notices.map((n) => (
            <tr key={n.id}>
              <td data-label={t('courts.column.addressee')}><div><bdi>{n.addressee}</bdi>{n.documentId && <> · <a className="mz-link" href={`/api/documents/${n.documentId}/file`} target="_blank" rel="noreferrer">{t('record.paper')}</a></>}</div></td>
              <td data-label={t('courts.column.capacity')}><bdi>{n.capacity}</bdi></td>
              <td data-label={t('courts.column.issued')}>{dateTime(n.issuedAt)}</td>
              <td data-label={t('courts.column.served')}>{n.servedAt ? <span className={n.enough ? undefined : 'mz-alarm'}>{dateTime(n.servedAt)} · {t(n.enough ? 'courts.servedWell' : 'courts.servedBadly')}</span>
                : data.mayWrite && may('courts.record-service') ? <Link className="mz-link" to={`/courts/hearings/${h.id}/served/${n.id}`}>{t('verb.courts.record-service')}</Link> : <span className="mz-warn">{t('courts.notServed')}</span>}</td>
              <td data-label={t('courts.column.receivedBy')}>{n.receivedBy ? t(`courts.received.${n.receivedBy}`) : '—'}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Section>
  )
}

function Present({ data }: { data: Data }) {
  const { t } = useWords()
  return (
    <Section title={t('courts.part.present')} count={data.attendance.length} empty={t('courts.notOpened')}>
      {data.attendance.map((a) => (
        <div key={a.personId} className="ct-line">
          <bdi>{a.name}</bdi><span>{t(a.present ? 'courts.present' : 'courts.absent')}</span><Badge variant="light" color="accent">{t(`courts.mode.${a.mode}`)}</Badge>
          {a.lawyer && <span className="mz-dim">{t('field.lawyer')}: <bdi>{a.lawyer}</bdi></span>}{a.excuse !== 'none' && <span className="mz-dim">{t(`courts.excuse.${a.excuse}`)}</span>}
          {a.warnings.length > 0 && <FindingList findings={a.warnings} />}
        </div>
      ))}
    </Section>
  )
}

function Minutes({ data, again }: { data: Data; again: () => void }) {
  const { t } = useWords()
  const [round, setRound] = useState(0)
  const written = data.minutes.some((m) => m.kind === 'minutes')
  return (
    <Section title={t('courts.part.minutes')} count={data.minutes.length} empty={t('courts.noMinutes')}>
      {data.minutes.map((m) => (m.kind === 'minutes' ? <Whole key={m.id} m={m} /> : <Addition key={m.id} m={m} />))}
      {written && data.mayWrite && (
        <div className="mz-no-print" style={{ marginBlockStart: '1rem' }}>
          <ActForm key={round} endpoint={addToMinutes} title={t('courts.addition')} fixed={{ id: data.hearing.caseId, hearingId: data.hearing.id }} record={data.hearing.id} submitLabel={t('courts.addition')} onDone={() => { again(); setRound(round + 1) }}>
            {(f) => <TextAreaField {...f('text', t('courts.form.addition'))} hint={t('courts.additionHint')} rows={2} />}
          </ActForm>
        </div>
      )}
    </Section>
  )
}

function Whole({ m }: { m: MinutesView }) {
  const { t, dateTime } = useWords()
  const rows = ['publicity', 'judges', 'clerk', 'prosecutor', 'parties', 'witnesses', 'papersRead', 'requests', 'procedures', 'decisions'] as const
  return (
    <article>
      <div className="ct-line mz-dim"><span>{dateTime(m.writtenAt)} · <bdi>{m.writer}</bdi></span>{m.documentId && <a className="mz-link" href={`/api/documents/${m.documentId}/file`} target="_blank" rel="noreferrer">{t('record.paper')}</a>}</div>
      <dl>{rows.map((key) => <div key={key} style={{ marginBlockEnd: '0.5rem' }}><dt className="mz-dim" style={{ fontSize: '0.8rem' }}>{t(`courts.field.${key}`)}</dt><dd style={{ margin: 0, whiteSpace: 'pre-wrap' }}><bdi>{m[key] ?? '—'}</bdi></dd></div>)}</dl>
    </article>
  )
}

function Addition({ m }: { m: MinutesView }) {
  const { t, dateTime } = useWords()
  return <article className="ct-bounds"><div className="mz-dim" style={{ fontSize: '0.8rem' }}>{t('courts.addition')} · {dateTime(m.writtenAt)} · <bdi>{m.writer}</bdi></div><div style={{ whiteSpace: 'pre-wrap' }}><bdi>{m.procedures}</bdi></div></article>
}

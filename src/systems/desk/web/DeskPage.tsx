import { ActionIcon } from '@mantine/core'
import { IconAlertTriangle, IconArrowsExchange, IconClockExclamation, IconDoorExit, IconEyeExclamation, IconFileText, IconGavel, IconHourglass, IconUserCheck, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { Link } from 'react-router'
import { decide } from '#kernel/access/approval-contract.ts'
import { acceptHandover } from '#kernel/handover/contract.ts'
import { ActNowButton } from '#kernel/web/ActButton.tsx'
import { Clock, useNow } from '#kernel/web/Clock.tsx'
import { dropDraft, listDrafts } from '#kernel/web/draft.ts'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import '#systems/custody/web/public.tsx'
import { readDesk, type Desk } from '../contract.ts'
import { Row, Section } from './rows.tsx'
import './desk.css'

/** The home page: what waits for this post, each row one key away from its act. */
export default function DeskPage() {
  const { t } = useWords()
  const { post } = useSession()
  const { data, problem, loading, again } = useRead(readDesk, {}, { every: 60_000 })
  const drafts = post ? listDrafts(post.id) : []
  const waiting = data ? data.clocks.length + data.offered.length + data.unanswered.length + data.approvals.length + data.requests.length + data.releases.length + data.glass.length + data.alarms : 0
  return (
    <Page title={t('desk.title')} beside={post ? <span className="mz-dim">{post.title} · <bdi>{post.office.name}</bdi></span> : undefined} loading={loading} problem={problem} onRetry={again}>
      {data && data.alarms > 0 && <Alarms count={data.alarms} />}
      {data && waiting === 0 && drafts.length === 0 && <EmptyState title={t('desk.clear')} hint={t('desk.clear.hint')} />}
      {data && waiting + drafts.length > 0 && (
        <div className="dk-columns">
          <div>
            <Requests rows={data.requests} />
            <Clocks rows={data.clocks} />
          </div>
          <div>
            <Offered rows={data.offered} />
            <Releases rows={data.releases} />
            <Approvals rows={data.approvals} />
            <Glass rows={data.glass} />
            <Unanswered rows={data.unanswered} />
            <Drafts />
          </div>
        </div>
      )}
    </Page>
  )
}

function Alarms({ count }: { count: number }) {
  const { t, number } = useWords()
  return <Link className="dk-alarm" to="/alarms"><IconAlertTriangle size={20} aria-hidden="true" />{t('desk.alarms')}: {number(count)}</Link>
}

/** A record in words: whose it is, and its number. */
function Head({ label, number }: { label: string; number: string | null }) {
  const { numerals } = useWords()
  return <><bdi>{label}</bdi>{number !== null && <> · <bdi>{numerals(number)}</bdi></>}</>
}

/** How long something has waited. */
function Waiting({ since, words }: { since: string; words: string }) {
  const { t, duration } = useWords()
  return <>{t(words, { length: duration(useNow().getTime() - Date.parse(since)) })}</>
}

function Clocks({ rows }: { rows: Desk['clocks'] }) {
  const { t, text } = useWords()
  return (
    <Section title={t('desk.clocks')} icon={IconClockExclamation} count={rows.length} tone={rows.some((c) => c.late) ? 'alarm' : undefined} empty={t('desk.clocks.empty')}>
      {rows.map((c) => (
        <Row key={c.id} path={c.path} tone={c.late ? 'alarm' : 'warning'} head={c.name ? text(c.name) : t(`custody.duty.${c.duty}`)} end={<Clock due={c.due} />}
          below={<Head label={c.label} number={c.number} />} belowEnd={c.article && <bdi>{c.article}</bdi>} />
      ))}
    </Section>
  )
}

function Requests({ rows }: { rows: Desk['requests'] }) {
  const { t } = useWords()
  return (
    <Section title={t('desk.requests')} icon={IconGavel} count={rows.length} tone={rows.some((q) => q.gap) ? 'alarm' : undefined}>
      {rows.map((q) => (
        <Row key={q.id} path={q.path} tone={q.gap ? 'alarm' : undefined} head={t(`desk.request.${q.request}`)} end={q.gap ? <span className="mz-alarm">{t('desk.gap')}</span> : <Clock due={q.coverUntil} />}
          below={<Head label={q.label} number={q.number} />} belowEnd={<Waiting since={q.askedAt} words="desk.waiting" />} />
      ))}
    </Section>
  )
}

function Offered({ rows }: { rows: Desk['offered'] }) {
  const { t, text, numerals } = useWords()
  return (
    <Section title={t('desk.offered')} icon={IconArrowsExchange} count={rows.length} tone={rows.some((o) => o.late) ? 'alarm' : undefined} empty={t('desk.offered.empty')}>
      {rows.map((o) => (
        <Row key={o.id} path={o.path} tone={o.late ? 'alarm' : undefined} head={<Head label={o.label} number={o.number} />} end={<Clock due={o.dueAt} warnHours={6} />}
          below={t('desk.from', { office: text(o.office) })} belowEnd={<Waiting since={o.offeredAt} words="desk.waiting" />}
          acts={o.plain && <ActNowButton label={t('desk.accept')} endpoint={acceptHandover} input={{ recordId: o.recordId }} reasonText={false}
            confirm={{ title: t('desk.accept.title'), text: <>{t('desk.accept.text', { number: numerals(o.number ?? '') })}{o.condition && <p>{t('desk.condition', { text: o.condition })}</p>}</> }} />} />
      ))}
    </Section>
  )
}

function Unanswered({ rows }: { rows: Desk['unanswered'] }) {
  const { t, text } = useWords()
  return (
    <Section title={t('desk.unanswered')} icon={IconHourglass} count={rows.length} tone={rows.some((o) => o.late) ? 'alarm' : undefined}>
      {rows.map((o) => (
        <Row key={o.id} path={o.path} tone={o.late ? 'alarm' : undefined} head={<Head label={o.label} number={o.number} />} end={o.late ? <span className="mz-alarm">{t('desk.lateAnswer')}</span> : <Clock due={o.dueAt} warnHours={6} />}
          below={t('desk.to', { office: text(o.office) })} belowEnd={<Waiting since={o.offeredAt} words="desk.waiting" />} />
      ))}
    </Section>
  )
}

function Releases({ rows }: { rows: Desk['releases'] }) {
  const { t } = useWords()
  return (
    <Section title={t('desk.releases')} icon={IconDoorExit} count={rows.length} tone={rows.some((o) => o.late) ? 'alarm' : undefined}>
      {rows.map((o) => (
        <Row key={o.id} path={o.path} tone={o.late ? 'alarm' : 'warning'} head={t(`desk.step.${o.step}`)} end={<bdi>{o.article}</bdi>} below={<Head label={o.label} number={o.number} />} belowEnd={<Waiting since={o.orderedAt} words="desk.ordered" />} />
      ))}
    </Section>
  )
}

function Approvals({ rows }: { rows: Desk['approvals'] }) {
  const { t } = useWords()
  return (
    <Section title={t('desk.approvals')} icon={IconUserCheck} count={rows.length}>
      {rows.map((a) => (
        <Row key={a.id} path={a.path} head={a.title} below={<><Head label={a.label} number={a.number} /> · {t('desk.askedBy', { person: a.askedBy })}</>} belowEnd={<Waiting since={a.askedAt} words="desk.waiting" />}
          acts={<>
            <ActNowButton label={t('desk.approve')} endpoint={decide} input={{ id: a.id, approve: true }} reasonText={false} confirm={{ title: a.title, text: a.label }} />
            <ActNowButton label={t('desk.refuse')} endpoint={decide} input={{ id: a.id, approve: false }} reasonText={false} confirm={{ title: a.title, text: a.label, reasonField: 'reason' }} />
          </>} />
      ))}
    </Section>
  )
}

function Glass({ rows }: { rows: Desk['glass'] }) {
  const { t, text } = useWords()
  return (
    <Section title={t('desk.glass')} icon={IconEyeExclamation} count={rows.length}>
      {rows.map((g) => <Row key={g.id} path={g.path} head={text(g.person)} end={<bdi>{text(g.office)}</bdi>} below={g.reason} belowEnd={<Waiting since={g.openedAt} words="desk.waiting" />} />)}
    </Section>
  )
}

/** What was typed on this computer and not sent. */
function Drafts() {
  const { t } = useWords()
  const { post } = useSession()
  const [, redraw] = useState(0)
  const drafts = post ? listDrafts(post.id) : []
  return (
    <Section title={t('desk.drafts')} icon={IconFileText} count={drafts.length} beside={<small className="mz-dim">{t('desk.drafts.hint')}</small>}>
      {drafts.map((d) => (
        <Row key={d.key} path={d.path} head={d.title} belowEnd={<Waiting since={d.at} words="desk.waiting" />}
          acts={<ActionIcon variant="subtle" color="gray" size={36} aria-label={t('desk.draft.drop')} title={t('desk.draft.drop')} onClick={() => { dropDraft(d.key); redraw((n) => n + 1) }}><IconX size={18} /></ActionIcon>} />
      ))}
    </Section>
  )
}

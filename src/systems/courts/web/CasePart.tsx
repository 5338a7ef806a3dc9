import { Badge, Group } from '@mantine/core'
import { Link } from 'react-router'
import { ActButton, ActNowButton } from '#kernel/web/ActButton.tsx'
import { ErrorState } from '#kernel/web/ErrorState.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { sendFile } from '../contract/challenges.ts'
import { getCasePanel } from '../contract/hearings.ts'
import type { CasePanel } from '../contract/views.ts'
import { ChallengeList } from './ChallengeList.tsx'
import { JudgmentList } from './JudgmentList.tsx'
import { HearingState, mayDo, Offence, Section } from './parts.tsx'
import '#kernel/web/ListTable.css'
import './courts.css'

/** The trial of a case. Nothing is shown before the case is referred. */
export function CasePart({ caseId }: { caseId: string }) {
  const { data, problem, again } = useRead(getCasePanel, { id: caseId })
  if (problem) return problem.status === 404 ? null : <ErrorState problem={problem} onRetry={again} />
  if (!data || (data.trials.length === 0 && data.stage === 'investigation')) return null
  return (
    <>
      <Trial data={data} />
      <Hearings data={data} />
      <Accused data={data} />
      {data.judgments.length > 0 && <JudgmentList data={data} again={again} />}
      {data.challenges.length > 0 && <ChallengeList data={data} again={again} />}
    </>
  )
}


function Trial({ data }: { data: CasePanel }) {
  const { t, numerals, date } = useWords()
  const open = data.trials.find((trial) => trial.endedAt === null)
  const waits = data.judgments.some((j) => j.state === 'given' && !data.challenges.some((c) => c.judgmentId === j.id && c.arrivedAt !== null))
  return (
    <Section title={t('courts.part.trial')} count={data.trials.length} empty={t('courts.notAccepted')}
      acts={<Group gap="xs">
        {mayDo(data, 'courts.schedule') && open && <ActButton label={t('verb.courts.schedule')} may="courts.schedule" path={`/courts/cases/${data.caseId}/schedule`} look={data.hearings.some((h) => h.state === 'set') ? 'default' : 'primary'} />}
        {mayDo(data, 'courts.record-service') && open && <ActButton label={t('verb.courts.record-publication')} may="courts.record-service" path={`/courts/cases/${data.caseId}/publication`} />}
        {mayDo(data, 'courts.send-file') && waits && <ActNowButton label={t('verb.courts.send-file')} endpoint={sendFile} input={{ id: data.caseId }} confirm={{ title: t('verb.courts.send-file'), text: t('courts.sendFileText') }} />}
      </Group>}>
      {data.trials.map((trial) => (
        <div key={trial.id} className="ct-line">
          <span>{t('courts.register')} <bdi dir="ltr">{numerals(trial.number)}</bdi></span><OfficeName office={trial.court} /><span>{t(`courts.why.${trial.why}`)} · {t(`courts.class.${trial.cls}`)}{trial.juvenile && ` · ${t('courts.juvenile')}`}</span>
          <span className="mz-dim">{date(trial.openedAt)}{trial.endedAt ? ` – ${date(trial.endedAt)}` : ` · ${t('courts.trial.open')}`}</span>
        </div>
      ))}
    </Section>
  )
}

function Hearings({ data }: { data: CasePanel }) {
  const { t, date, time, text, numerals } = useWords()
  return (
    <Section title={t('courts.hearings')} count={data.hearings.length} empty={t('courts.noHearings')}>
      <table className="mz-table" aria-label={t('courts.hearings')}>
        <thead><tr>{['session', 'time', 'room', 'purpose', 'notices', 'state'].map((key) => <th key={key} scope="col"><span>{t(`courts.column.${key}`)}</span></th>)}</tr></thead>
        <tbody>
          {data.hearings.map((h) => {
            const notices = data.notices.filter((n) => n.hearingId === h.id)
            return (
              <tr key={h.id}>
                <td data-label={t('courts.column.session')}><Link className="mz-link" to={`/courts/hearings/${h.id}`}>{numerals(String(h.session))}</Link></td>
                <td data-label={t('courts.column.time')}><Link className="mz-link" to={`/courts/hearings/${h.id}`}>{date(h.startsAt)} {time(h.startsAt)}</Link></td>
                <td data-label={t('courts.column.room')}>{h.room ? text(h.room.name) : '—'}</td>
                <td data-label={t('courts.column.purpose')}>{t(`courts.purpose.${h.purpose}`)}</td>
                <td data-label={t('courts.column.notices')}>{numerals(`${notices.filter((n) => n.enough).length} / ${notices.length}`)}</td>
                <td data-label={t('courts.column.state')}><HearingState hearing={h} /></td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </Section>
  )
}

function Accused({ data }: { data: CasePanel }) {
  const { t, dateTime } = useWords()
  const open = data.trials.find((trial) => trial.endedAt === null)
  const held = data.hearings.some((h) => h.state === 'held')
  return (
    <Section title={t('courts.part.accused')} count={data.accused.length}>
      {data.accused.map((a) => {
        const sheets = data.sheets.filter((s) => s.personId === a.personId && !s.replaced)
        const judged = open !== undefined && data.judgments.some((j) => j.personId === a.personId && j.state !== 'set-aside' && new Date(j.givenAt) >= new Date(open.openedAt))
        return (
          <div key={a.personId} className="ct-judgment">
            <div className="ct-line"><b><bdi>{a.name}</bdi></b>{a.juvenile && <Badge size="xs" color="gray" variant="outline">{t('courts.juvenile')}</Badge>}
              {a.custody ? <span>{t('courts.held')} <Link className="mz-link" to={`/custody/${a.custody.id}`}><bdi dir="ltr">{a.custody.number}</bdi></Link>{a.custody.coverUntil && <> · {t('field.until')} {dateTime(a.custody.coverUntil)}</>}</span> : <span className="mz-dim">{t('courts.notHeld')}</span>}</div>
            {(sheets.length > 0 ? sheets : a.charges).map((c) => <div key={c.id} className="ct-line"><Offence code={c.offenceCode} circumstance={c.circumstance} attempt={c.attempt} />
              {'plea' in c ? <span className="mz-dim">{t('courts.charged')} · {t(`courts.plea.${c.plea}`)}</span> : <span className="mz-dim">{t('courts.notCharged')}</span>}
              {'plea' in c && open && !judged && mayDo(data, 'courts.draw-up-charge') && <Link className="mz-link mz-no-print" to={`/courts/cases/${data.caseId}/charge/${a.personId}?replaces=${c.id}`}>{t('courts.changeCharge')}</Link>}</div>)}
            {open && !judged && (
              <Group gap="xs" mt="xs" className="mz-no-print">
                {mayDo(data, 'courts.draw-up-charge') && <ActButton label={t('verb.courts.draw-up-charge')} may="courts.draw-up-charge" path={`/courts/cases/${data.caseId}/charge/${a.personId}`} disabledReason={held ? undefined : t('refusal.courts.hearing-not-opened')} reasonText={false} />}
                {mayDo(data, 'courts.judge') && <ActButton label={t('verb.courts.judge')} may="courts.judge" path={`/courts/cases/${data.caseId}/judge/${a.personId}`} look={sheets.length > 0 ? 'primary' : 'default'} disabledReason={held ? undefined : t('refusal.courts.hearing-not-opened')} reasonText={false} />}
              </Group>
            )}
          </div>
        )
      })}
    </Section>
  )
}

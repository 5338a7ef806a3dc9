import { Badge, Group } from '@mantine/core'
import { useState } from 'react'
import { ActButton } from '#kernel/web/ActButton.tsx'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { ConfidenceMark } from '#kernel/web/ConfidenceMark.tsx'
import { DateField } from '#kernel/web/DateField.tsx'
import { TextAreaField } from '#kernel/web/fields.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { FindingList } from '#kernel/web/ProblemNotice.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { giveOpinion, tellDecision } from '../contract/challenges.ts'
import type { CasePanel, ChallengeView } from '../contract/views.ts'
import { Fact, Facts, mayDo, Section } from './parts.tsx'

/** The challenges of a case in the order of filing. */
export function ChallengeList({ data, again }: { data: CasePanel; again: () => void }) {
  const { t } = useWords()
  return <Section title={t('courts.challenges')}>{data.challenges.map((c) => <Challenge key={c.id} c={c} data={data} again={again} />)}</Section>
}

function Challenge({ c, data, again }: { c: ChallengeView; data: CasePanel; again: () => void }) {
  const { t, numerals, date, dateTime } = useWords()
  const judgment = data.judgments.find((j) => j.id === c.judgmentId)
  return (
    <article className="ct-judgment">
      <div className="ct-line">
        <b>{t(`courts.challenge.${c.kind}`)}</b><bdi dir="ltr">{numerals(c.number)}</bdi><span>{t(`courts.party.${c.party}`)}: <bdi>{c.appellant}</bdi></span>{c.late && <Badge color="orange" variant="light">{t('courts.late')}</Badge>}
        <Badge variant={c.state === 'decided' ? 'filled' : 'light'} color="accent">{c.outcome ? t(`courts.outcome.${c.outcome}`) : t('courts.undecided')}</Badge>{c.documentId && <a className="mz-link" href={`/api/documents/${c.documentId}/file`} target="_blank" rel="noreferrer">{t('record.paper')}</a>}
      </div>
      <Facts>
        <Fact label={t('courts.column.filed')}>{dateTime(c.filedAt)} · {t(`courts.place.${c.place}`)}</Fact>
        {c.lastDay && <Fact label={t('courts.lastDay')}>{date(c.lastDay)}</Fact>}
        <Fact label={t('courts.column.decider')}><OfficeName office={c.decider} /> <span className="mz-dim">({c.routeArticle}) <ConfidenceMark value={c.routeConfidence} /></span></Fact>
        <Fact label={t('courts.column.judgment')}><bdi dir="ltr">{numerals(judgment?.number ?? '')}</bdi></Fact>
        <Fact label={t('courts.column.arrived')}>{c.arrivedAt ? dateTime(c.arrivedAt) : t('courts.notSent')}</Fact>
        <Fact label={t('courts.column.opinion')}>{c.opinionAt ? <>{date(c.opinionAt)}<div><bdi>{c.opinion}</bdi></div></> : t('value.none')}</Fact>
        {c.decidedAt && <Fact label={t('courts.column.decision')}><bdi dir="ltr">{numerals(c.decisionNumber ?? '')}</bdi> · {date(c.decidedAt)}<div><bdi>{c.decisionReasons}</bdi></div></Fact>}
        {c.toldOn && <Fact label={t('courts.column.told')}>{date(c.toldOn)}</Fact>}
      </Facts>
      {c.warnings.length > 0 && <FindingList findings={c.warnings} />}
      <Acts c={c} data={data} again={again} />
    </article>
  )
}

function Acts({ c, data, again }: { c: ChallengeView; data: CasePanel; again: () => void }) {
  const { t } = useWords()
  const { post } = useSession()
  const [form, setForm] = useState<'opinion' | 'tell' | undefined>()
  const done = () => { setForm(undefined); again() }
  const custody = data.accused.find((a) => a.personId === c.personId)?.custody
  const waits = c.state === 'filed' && c.arrivedAt !== null && c.opinionAt === null
  return (
    <div className="mz-no-print">
      <Group gap="xs" mt="xs">
        {mayDo(data, 'courts.decide-challenge') && c.state === 'filed' && post?.office.id === c.decider.id && <ActButton label={t('verb.courts.decide-challenge')} may="courts.decide-challenge" path={`/courts/cases/${data.caseId}/decide/${c.id}`} look="primary" />}
        {mayDo(data, 'courts.give-opinion') && waits && <ActButton label={t('verb.courts.give-opinion')} may="courts.give-opinion" look="primary" onClick={() => setForm('opinion')} />}
        {mayDo(data, 'courts.tell-decision') && c.state === 'decided' && c.kind !== 'objection' && !c.toldOn && <ActButton label={t('verb.courts.tell-decision')} may="courts.tell-decision" onClick={() => setForm('tell')} />}
      </Group>
      {form === 'opinion' && <ActForm endpoint={giveOpinion} title={t('verb.courts.give-opinion')} fixed={{ id: data.caseId, challengeId: c.id }} record={c.id} onDone={done} onCancel={() => setForm(undefined)}>{(f) => <TextAreaField {...f('opinion', t('courts.column.opinion'))} rows={6} hint="CPC 255" />}</ActForm>}
      {form === 'tell' && <ActForm endpoint={tellDecision} title={t('verb.courts.tell-decision')} fixed={{ id: data.caseId, challengeId: c.id, ...(post?.role === 'prison-director' && custody ? { custodyId: custody.id } : {}) }} record={c.id} onDone={done} onCancel={() => setForm(undefined)}>{(f) => <DateField {...f('on', t('courts.column.told'))} hint="CPC 266" />}</ActForm>}
    </div>
  )
}

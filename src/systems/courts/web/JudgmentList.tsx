import { Badge, Group } from '@mantine/core'
import { useState } from 'react'
import { ActButton, ActNowButton } from '#kernel/web/ActButton.tsx'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { DateField } from '#kernel/web/DateField.tsx'
import { TextAreaField } from '#kernel/web/fields.tsx'
import { OfficePicker } from '#kernel/web/OfficePicker.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { FindingList } from '#kernel/web/ProblemNotice.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { finaliseJudgment, issueMemorandum, serveJudgment } from '../contract/judgments.ts'
import type { CasePanel, JudgmentView } from '../contract/views.ts'
import { Fact, Facts, mayDo, Offence, PenaltyWords, Section } from './parts.tsx'

/** The judgments of a case, the standing ones first. */
export function JudgmentList({ data, again }: { data: CasePanel; again: () => void }) {
  const { t } = useWords()
  const list = data.judgments.toSorted((a, b) => Number(a.state === 'set-aside') - Number(b.state === 'set-aside'))
  return <Section title={t('courts.part.judgments')}>{list.map((j) => <Judgment key={j.id} j={j} data={data} again={again} />)}</Section>
}

function Judgment({ j, data, again }: { j: JudgmentView; data: CasePanel; again: () => void }) {
  const { t, numerals, date, dateTime, count } = useWords()
  return (
    <article className={`ct-judgment${j.state === 'set-aside' ? ' ct-gone' : ''}`}>
      <div className="ct-line">
        <b>{t(`courts.verdict.${j.verdict}`)}</b><bdi>{j.accused}</bdi><span><bdi dir="ltr">{numerals(j.number)}</bdi> · {date(j.givenOn)}</span><Badge variant={j.state === 'final' ? 'filled' : 'light'} color={j.state === 'set-aside' ? 'gray' : 'accent'}>{t(`courts.state.${j.state}`)}</Badge>
        {j.mode === 'in-absence' && <Badge variant="outline" color="gray">{t('courts.mode.in-absence')}</Badge>}{j.documentId && <a className="mz-link" href={`/api/documents/${j.documentId}/file`} target="_blank" rel="noreferrer">{t('record.paper')}</a>}
      </div>
      {j.counts.map((c) => <div key={c.id} className="ct-line"><Offence code={c.offenceCode} circumstance={c.circumstance} attempt={c.attempt} /><span className="mz-dim">{t(`courts.verdict.${c.verdict}`)}</span></div>)}
      {j.sentences.map((s) => (
        <div key={s.id} className={`ct-line${s.endedAt ? ' ct-gone' : ''}`}>
          <span style={s.endedAt ? { textDecoration: 'line-through' } : undefined}><PenaltyWords penalty={s} /></span>
          {s.endedWhy && <span className="mz-dim">{t(`courts.ended.${s.endedWhy}`)}</span>}{!s.endedAt && s.endsAt && <span>{t('courts.endsAt', { at: dateTime(s.endsAt) })} <span className="mz-dim">(CPC 294)</span></span>}
          {!s.endedAt && s.creditDays > 0 && <span className="mz-dim">{t('courts.credited', { days: count(s.creditDays, 'day') })}</span>}{s.suspendedUntil && <span className="mz-dim">{t('courts.suspendedUntil', { day: date(s.suspendedUntil) })}</span>}
        </div>
      ))}
      <Facts>
        <Fact label={t('courts.column.judges')}>{j.judges.map((name, n) => <div key={n}><bdi>{name}</bdi></div>)}</Fact>
        {j.memorandum && <Fact label={t('courts.memorandum')}><a className="mz-link" href={`/api/documents/${j.memorandum.documentId}/file`} target="_blank" rel="noreferrer"><bdi dir="ltr">{numerals(j.memorandum.number)}</bdi></a> · <OfficeName office={j.memorandum.prison} /></Fact>}
        {j.lastDay && j.state === 'given' && <Fact label={t('courts.lastDay')}>{date(j.lastDay)} <span className="mz-dim">(CPC 252)</span></Fact>}
        {j.objectionEnds && <Fact label={t('courts.objectionEnds')}>{date(j.objectionEnds)} <span className="mz-dim">(CPC 243)</span></Fact>}
        {j.stateWhy && <Fact label={t('courts.stateWhy')}>{why(j.stateWhy, t)}</Fact>}
      </Facts>
      {j.dissents.map((d, n) => <div key={n} className="ct-bounds"><b>{t('courts.form.dissent')} · <bdi>{d.judge}</bdi></b><div><bdi>{d.text}</bdi></div></div>)}
      {j.warnings.length > 0 && <FindingList findings={j.warnings} />}
      <Acts j={j} data={data} again={again} />
    </article>
  )
}

function why(code: string, t: (key: string) => string): string {
  return code.startsWith('replaced') ? t('courts.ended.set-aside') : code === 'period-over' ? t('courts.periodOver') : t(`courts.outcome.${code}`)
}

function Acts({ j, data, again }: { j: JudgmentView; data: CasePanel; again: () => void }) {
  const { t } = useWords()
  const [form, setForm] = useState<'serve' | 'memorandum' | undefined>()
  const done = () => { setForm(undefined); again() }
  const prison = [j.juvenile ? 'juvenile-facility' : 'prison']
  if (j.state === 'set-aside') return null
  const absent = j.mode === 'in-absence' && j.verdict === 'convicted'
  const executed = j.sentences.some((s) => !s.endedAt && !s.suspended && s.kind !== 'fine')
  return (
    <div className="mz-no-print">
      <Group gap="xs" mt="xs">
        {mayDo(data, 'courts.file-challenge') && <ActButton label={t('verb.courts.file-challenge')} may="courts.file-challenge" path={`/courts/cases/${data.caseId}/challenge/${j.id}`} />}
        {mayDo(data, 'courts.record-service') && absent && !j.servedOn && <ActButton label={t('courts.serveJudgment')} may="courts.record-service" onClick={() => setForm('serve')} />}
        {mayDo(data, 'courts.issue-memorandum') && executed && <ActButton label={t('verb.courts.issue-memorandum')} may="courts.issue-memorandum" onClick={() => setForm('memorandum')} />}
        {mayDo(data, 'courts.finalise') && j.state === 'given' && <ActNowButton label={t('verb.courts.finalise')} endpoint={finaliseJudgment} input={{ id: data.caseId, version: data.version, judgmentId: j.id }} confirm={{ title: t('verb.courts.finalise') }} onDone={again} />}
        {mayDo(data, 'courts.read-death-file') && j.death && <ActButton label={t('courts.deathFile')} may="courts.read-death-file" path={`/courts/cases/${data.caseId}/death/${j.id}`} />}
      </Group>
      {form === 'serve' && <ActForm endpoint={serveJudgment} title={t('courts.serveJudgment')} fixed={{ id: data.caseId, judgmentId: j.id }} record={j.id} onDone={done} onCancel={() => setForm(undefined)}>{(f) => <DateField {...f('servedOn', t('courts.column.served'))} hint="CPC 243" />}</ActForm>}
      {form === 'memorandum' && <ActForm endpoint={issueMemorandum} title={t('verb.courts.issue-memorandum')} fixed={{ id: data.caseId, judgmentId: j.id }} record={j.id} onDone={done} onCancel={() => setForm(undefined)}>{(f) => <><OfficePicker {...f('prisonId', t('courts.form.prison'))} kinds={prison} /><TextAreaField {...f('reason', t('field.reason'))} rows={2} /></>}</ActForm>}
    </div>
  )
}

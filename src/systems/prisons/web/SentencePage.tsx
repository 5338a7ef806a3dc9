import { Button } from '@mantine/core'
import { IconPrinter } from '@tabler/icons-react'
import { Link, useParams } from 'react-router'
import { ActButton, ActNowButton } from '#kernel/web/ActButton.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { PersonName } from '#kernel/web/PersonName.tsx'
import { FindingList } from '#kernel/web/ProblemNotice.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import type { OutputOf } from '#kernel/web/endpoint-types.ts'
import { calculate, confirmCalculation, readSentence, type Calculation } from '../contract/sentence.ts'
import { lengthOf } from '../lengths.ts'
import { Article, Fact, Facts, Section } from './parts.tsx'
import { SentenceEnd, StepTable } from './StepTable.tsx'

type Sentence = OutputOf<typeof readSentence>

/** How a sentence was computed, step by step and article by article, and by whom; printable. */
export default function SentencePage() {
  const { id = '' } = useParams()
  const { t, numerals } = useWords()
  const { data, problem, loading, again } = useRead(readSentence, { id })
  return (
    <Page title={t('prisons.working')} loading={loading} problem={problem} onRetry={again} parent={{ label: t('prisons.inmates'), path: '/prisons/inmates' }} beside={data && <><PersonName name={data.name} path={`/custody/${id}`} /> <bdi className="mz-dim">{numerals(data.number)}</bdi></>}
      acts={data && <Acts data={data} again={again} />}>
      {data && <Working data={data} />}
    </Page>
  )
}

function Acts({ data, again }: { data: Sentence; again: () => void }) {
  const { t, text } = useWords()
  const [last] = data.calculations
  const elsewhere = data.held ? null : t('act.notHolder', { office: data.facility ? text(data.facility) : '—' })
  const confirmReason = elsewhere ?? (!last ? t('prisons.nothingToConfirm') : last.confirmed ? t('prisons.confirmedAlready') : data.stale ? t('prisons.state.stale') : last.blocked ? t('prisons.papersIncomplete') : last.mine ? t('prisons.needsSecondPerson') : null)
  return (
    <>
      <Button variant="default" leftSection={<IconPrinter size={18} />} onClick={() => window.print()}>{t('button.print')}</Button>
      <ActNowButton label={t('verb.prisons.calculate')} endpoint={calculate} input={{ id: data.id, version: data.version }} disabledReason={elsewhere ?? (data.papers.length === 0 ? t('prisons.noPapers') : null)} onDone={again} look={last && !data.stale ? 'default' : 'primary'} />
      <ActNowButton label={t('verb.prisons.confirm')} endpoint={confirmCalculation} input={{ id: data.id, version: data.version, calculationId: last?.id ?? data.id }} disabledReason={confirmReason} onDone={again} look="primary"
        confirm={{ title: t('verb.prisons.confirm'), text: last && <SentenceEnd calculation={last} /> }} />
    </>
  )
}

function Working({ data }: { data: Sentence }) {
  const { t, numerals, date, money, has, count, lang } = useWords()
  const [last, ...earlier] = data.calculations
  return (
    <>
      {data.stale && <p className="mz-card pr-section mz-warn" role="status">{t('prisons.staleHint')}</p>}
      {last ? <Last calculation={last} /> : <p className="mz-card pr-section">{t(data.papers.length === 0 ? 'prisons.noPapers' : 'prisons.neverCalculated')}</p>}
      <div className="pr-two">
        <Section title={t('prisons.papers')} count={data.papers.length}>
          <ul className="pr-lines">
            {data.papers.map((p) => (
              <li key={p.sentenceId}><b><bdi>{numerals(p.key)}</bdi></b><span>{has(`courts.penalty.${p.kind}`) ? t(`courts.penalty.${p.kind}`) : t(`prisons.penalty.${p.kind}`)} {lengthOf({ years: p.years, months: p.months, days: p.days }, count, lang)}</span>
                <Article of={p.article} /><bdi className="mz-dim">{p.court}</bdi><span className="mz-dim">{date(p.judgmentOn)}{p.suspended ? ` · ${t('prisons.suspended')}` : ''}{p.final ? '' : ` · ${t('prisons.notFinal')}`}</span>
                {p.fineIqd !== null && <span>{money(p.fineIqd, 'IQD')}</span>}</li>
            ))}
          </ul>
          {data.memorandum && <Facts><Fact label={t('prisons.memorandum')}><a className="mz-link" href={`/api/documents/${data.memorandum.documentId}/file`} target="_blank" rel="noreferrer"><bdi>{numerals(data.memorandum.number)}</bdi></a></Fact><Fact label={t('prisons.daysHeld')}>{numerals(String(data.memorandum.heldDays))}</Fact></Facts>}
        </Section>
        <Section title={t('prisons.detention')} count={data.spans.length}>
          <ul className="pr-lines">{data.spans.map((s) => <li key={s.from}>{t('prisons.span', { from: date(s.from), to: date(s.to) })}</li>)}</ul>
        </Section>
        <Section title={t('prisons.facts')} count={data.facts.length} acts={data.held ? <Link className="mz-link mz-no-print" to={`/prisons/inmates/${data.id}/fact`}>{t('prisons.addFact')}</Link> : undefined}>
          <ul className="pr-lines">{data.facts.map((f) => <li key={f.id}><b>{t(`prisons.fact.${f.kind}`)}</b>{f.amountIqd !== null && <span>{money(f.amountIqd, 'IQD')}</span>}{f.days !== null && <span>{numerals(String(f.days))}</span>}<span className="mz-dim">{date(f.on)} · <bdi>{f.paper}</bdi></span></li>)}</ul>
        </Section>
        <Section title={t('prisons.conditionalTitle')}>
          <Conditional calculation={last} data={data} />
        </Section>
      </div>
      {earlier.length > 0 && (
        <Section title={t('prisons.earlier')} count={earlier.length}>
          {earlier.map((c) => <details key={c.id}><summary>{t('prisons.calculationNo', { n: numerals(String(c.number)) })} · {t(`prisons.why.${c.why}`)} · <DateText value={c.calculatedAt} short time /> · {c.calculator}</summary><StepTable calculation={c} /></details>)}
        </Section>
      )}
    </>
  )
}

function Last({ calculation: c }: { calculation: Calculation }) {
  const { t, dateTime, numerals } = useWords()
  return (
    <>
      <SentenceEnd calculation={c} />
      <Section title={t('prisons.steps')} acts={<span className="mz-dim">{t('prisons.calculationNo', { n: numerals(String(c.number)) })} · {t(`prisons.why.${c.why}`)}</span>}>
        <StepTable calculation={c} />
        {c.warnings.length > 0 && <FindingList findings={c.warnings} />}
        <div style={{ marginBlockStart: '0.75rem' }}>
          <Facts>
            <Fact label={t('prisons.calculatedBy')}><bdi>{c.calculator}</bdi> <span className="mz-dim">{dateTime(c.calculatedAt)}</span></Fact>
            <Fact label={t('prisons.confirmedBy')}>{c.confirmed ? <><bdi>{c.confirmed.by}</bdi> <span className="mz-dim">{dateTime(c.confirmed.at)}</span> <a className="mz-link mz-no-print" href={`/api/documents/${c.confirmed.documentId}/file`} target="_blank" rel="noreferrer">{t('prisons.sheetPaper')}</a></> : t('prisons.state.to-confirm')}</Fact>
          </Facts>
        </div>
      </Section>
    </>
  )
}

function Conditional({ calculation: c, data }: { calculation: Calculation | undefined; data: Sentence }) {
  const { t, text, date } = useWords()
  if (!c) return <span className="mz-dim">—</span>
  const due = c.conditional.eligibleOn
  const reason = !data.held ? t('act.notHolder', { office: data.facility ? text(data.facility) : '—' }) : data.conditionalFile && data.conditionalFile.decision === null ? t('prisons.fileOpen') : !c.confirmed ? t('prisons.confirmFirst') : due === null ? t(c.conditional.why) : new Date(`${due}T00:00:00+03:00`) > new Date() ? t('prisons.conditionalFrom', { on: date(due) }) : null
  return (
    <>
      <p>{due === null ? t(c.conditional.why) : t('prisons.conditionalFrom', { on: date(due) })} <span className="mz-dim">{t(c.conditional.why)}</span> <Article of={c.conditional.article} /></p>
      <ActButton label={t('verb.prisons.open-conditional')} path={`/prisons/inmates/${data.id}/conditional`} may="prisons.open-conditional" disabledReason={reason} />
      {c.schoolMoves.length > 0 && <ul className="pr-lines">{c.schoolMoves.map((m) => <li key={m.on}>{date(m.on)} <span>{t(`prisons.school.${m.to}`)}</span><Article of={m.article} /></li>)}</ul>}
    </>
  )
}

import { Badge } from '@mantine/core'
import { useState } from 'react'
import { Link } from 'react-router'
import { ActButton, ActNowButton } from '#kernel/web/ActButton.tsx'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { DateText } from '#kernel/web/DateText.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { CheckboxField, TextAreaField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { OfficeName } from '#kernel/web/PersonName.tsx'
import { FindingList } from '#kernel/web/ProblemNotice.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { decideConditional, giveOpinion, listConditional, tellConditions, type ConditionalFile } from '../contract/sentence.ts'
import { Article, Fact, Facts, Section } from './parts.tsx'

/** Requests for conditional release: what the prison reports, what the prosecution thinks, what the court decided. */
export default function ConditionalPage() {
  const { t } = useWords()
  const { data, problem, loading, again } = useRead(listConditional, { state: 'all' })
  return (
    <Page title={t('prisons.conditionalTitle')} loading={loading} problem={problem} onRetry={again}>
      {data?.rows.length === 0 && <EmptyState title={t('prisons.noConditional')} />}
      {data?.rows.map((f) => <File key={f.id} file={f} again={again} />)}
    </Page>
  )
}

function File({ file: c, again }: { file: ConditionalFile; again: () => void }) {
  const { t, numerals, date } = useWords()
  const may = useMay()
  const [open, setOpen] = useState<'opinion' | 'decision' | undefined>()
  const done = () => { setOpen(undefined); again() }
  return (
    <Section title={`${c.name} · ${numerals(c.number)}`} acts={<Badge variant="light" color={c.decision === null ? 'warning' : c.decision === 'granted' ? 'accent' : 'gray'}>{t(`prisons.conditionalState.${c.decision ?? (c.opinion ? 'decide' : 'opinion')}`)}</Badge>}>
      <Facts>
        <Fact label={t('prisons.facility')}><OfficeName office={c.facility} /></Fact><Fact label={t('field.court')}><OfficeName office={c.court} /></Fact>
        <Fact label={t('prisons.eligibleOn')}>{date(c.eligibleOn)} <Article of={c.article} /></Fact><Fact label={t('prisons.working')}><Link className="mz-link" to={`/prisons/sentence/${c.custodyId}`}><bdi>{numerals(c.custodyNumber)}</bdi></Link></Fact>
        <Fact label={t('prisons.field.request')}>{c.request}</Fact><Fact label={t('prisons.field.conduct')}>{c.conduct}</Fact>
        <Fact label={t('verb.prisons.give-opinion')}>{c.opinion && <>{t(c.opinionFor ? 'prisons.inFavour' : 'prisons.notInFavour')}: <bdi>{c.opinion}</bdi></>}</Fact>
        <Fact label={t('prisons.decision')}>{c.decision && <>{t(`prisons.conditionalState.${c.decision}`)}: <bdi>{c.decisionReason}</bdi> {c.decidedAt && <DateText value={c.decidedAt} short />}</>}</Fact>
        {c.conditions && <Fact label={t('prisons.field.conditions')}>{c.conditions}</Fact>}
      </Facts>
      {c.warnings.length > 0 && <FindingList findings={c.warnings} />}
      {open === undefined && (
        <div className="pr-acts mz-no-print" style={{ marginBlockStart: '0.75rem' }}>
          {c.decision === null && may('prisons.give-opinion') && <ActButton label={t('verb.prisons.give-opinion')} onClick={() => setOpen('opinion')} />}
          {c.decision === null && may('prisons.decide-conditional') && <ActButton label={t('verb.prisons.decide-conditional')} look="primary" onClick={() => setOpen('decision')} disabledReason={c.opinion ? null : t('prisons.conditionalState.opinion')} />}
          {c.decision === 'granted' && !c.toldAt && may('prisons.open-conditional') && <ActNowButton label={t('prisons.tellConditions')} endpoint={tellConditions} input={{ id: c.id }} onDone={again} />}
          {c.toldAt && <span className="mz-dim">{t('prisons.toldConditions')} <DateText value={c.toldAt} short time /></span>}
        </div>
      )}
      {open === 'opinion' && (
        <ActForm endpoint={giveOpinion} title={t('verb.prisons.give-opinion')} fixed={{ id: c.id }} onDone={done} onCancel={() => setOpen(undefined)} toInput={(v) => ({ inFavour: false, ...v })}>
          {(f) => <><TextAreaField {...f('opinion')} rows={3} /><CheckboxField {...f('inFavour')} /></>}
        </ActForm>
      )}
      {open === 'decision' && (
        <ActForm endpoint={decideConditional} title={t('verb.prisons.decide-conditional')} fixed={{ id: c.id }} tone="danger" onDone={done} onCancel={() => setOpen(undefined)} toInput={(v) => ({ granted: false, ...v })}>
          {(f) => <><CheckboxField {...f('granted')} /><TextAreaField {...f('reason')} rows={3} /><TextAreaField {...f('conditions')} required={false} rows={2} /></>}
        </ActForm>
      )}
    </Section>
  )
}

import { useParams } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { EmptyState } from '#kernel/web/EmptyState.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { getBounds, pronounceJudgment } from '../contract/judgments.ts'
import type { CasePanel } from '../contract/views.ts'
import { CountFields } from './CountFields.tsx'
import { JudgmentFields } from './JudgmentFields.tsx'
import { CaseFormPage, Fact, Facts, Section, withVersion } from './parts.tsx'
import './courts.css'

/** Judgment on one accused. What the law allows for each charge stands beside the fields that decide it. */
export default function JudgmentPage() {
  return <CaseFormPage verb="courts.judge">{(data, back, again) => <Form data={data} back={back} again={again} />}</CaseFormPage>
}

function Form({ data, back, again }: { data: CasePanel; back: () => void; again: () => void }) {
  const { personId = '' } = useParams()
  const { t, number, count } = useWords()
  const { data: bounds } = useRead(getBounds, { id: data.caseId, personId })
  if (!bounds) return null
  if (!bounds.hearingId) return <EmptyState title={t('refusal.courts.not-tried-in-this-hearing')} hint={t('refusal.courts.hearing-not-opened.remedy')} />
  return (
    <>
      <Section title={bounds.name}>
        <Facts>
          <Fact label={t('field.age')}>{bounds.age === null ? t('value.unknown') : number(bounds.age)}</Fact>
          <Fact label={t('courts.form.mode')}>{bounds.mode ? t(`courts.mode.${bounds.mode}`) : '—'}</Fact>
          <Fact label={t('courts.heldDays')}>{count(bounds.heldDays, 'day')} <span className="mz-dim">(CPC 295)</span></Fact>
          <Fact label={t('courts.inCustody')}>{t(bounds.inCustody ? 'value.yes' : 'value.no')}</Fact>
        </Facts>
      </Section>
      <ActForm endpoint={pronounceJudgment} title={t('verb.courts.judge')} fixed={{ id: data.caseId, version: data.version, personId, hearingId: bounds.hearingId }} record={`${data.caseId}.${personId}`} tone="danger" submitLabel={t('courts.pronounceNow')} onDone={back} onCancel={back} onReload={again}
        initial={{ members: [], mitigationKind: 'none', readPublicly: false, signed: false, sealed: false, counts: bounds.charges.map((c) => ({ offenceCode: c.offenceCode, attempt: c.attempt, ...(c.sheetId ? { sheetId: c.sheetId } : {}), ...(c.circumstance ? { circumstance: c.circumstance } : {}) })) as never }}
        toInput={(values) => withVersion({ ...values, counts: (values.counts as Count[] | undefined)?.map((c) => (c.verdict === 'convicted' ? c : { ...c, sentence: undefined })) })}>
        {(f) => <>{bounds.charges.map((c, n) => <CountFields key={n} f={f} index={n} charge={c} juvenile={c.juvenile !== null} />)}<JudgmentFields f={f} juvenile={(bounds.age ?? 99) < 18} /></>}
      </ActForm>
    </>
  )
}

type Count = { verdict?: string; sentence?: unknown }

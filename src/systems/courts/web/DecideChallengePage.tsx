import { Button, SimpleGrid, Stack } from '@mantine/core'
import { useState } from 'react'
import { useParams } from 'react-router'
import { ActForm, type Bind } from '#kernel/web/ActForm.tsx'
import type { InputOf } from '#kernel/web/endpoint-types.ts'
import type { FieldProps } from '#kernel/web/field.ts'
import { NumberField, RadioField, SelectField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { decideChallenge } from '../contract/challenges.ts'
import { SentenceKind, type Outcome } from '../contract/parts.ts'
import type { CasePanel, ChallengeView, JudgmentView } from '../contract/views.ts'
import { CaseFormPage, PenaltyWords, Section, useOptions, withVersion } from './parts.tsx'

type Values = InputOf<typeof decideChallenge>

function outcomesFor(c: ChallengeView, j: JudgmentView): Outcome[] {
  if (c.kind === 'objection') return ['objection-accepted', 'objection-refused', 'refused-by-form']
  if (c.kind === 'retrial') return ['retrial-granted', 'retrial-refused']
  const open: Outcome[] = j.verdict === 'convicted' ? ['upheld', 'upheld-lighter', 'returned-to-aggravate', 'quashed-acquitted', 'quashed-retrial', 'civil-part'] : ['acquittal-upheld', 'returned-to-convict', 'acquittal-quashed-retrial', 'civil-part']
  return c.kind === 'correction' ? ['correction-refused', ...open] : c.kind === 'automatic' ? open : [...open, 'refused-by-form']
}

/** The decision on a challenge, with what it does to sentence and custody. */
export default function DecideChallengePage() {
  const { challengeId = '' } = useParams()
  const { t, numerals } = useWords()
  return (
    <CaseFormPage verb="courts.decide-challenge">
      {(data, back, again) => {
        const c = data.challenges.find((one) => one.id === challengeId)
        const j = data.judgments.find((one) => one.id === c?.judgmentId)
        if (!c || !j) return null
        return (
          <>
            <Section title={`${t(`courts.challenge.${c.kind}`)} ${numerals(c.number)}`}>
              <div className="mz-dim ct-label">{t('courts.field.grounds')}</div><p style={{ whiteSpace: 'pre-wrap', marginBlock: '0.25rem 0.75rem' }}><bdi>{c.grounds}</bdi></p>
              <div className="mz-dim">{t('courts.column.opinion')}</div><p style={{ marginBlock: '0.25rem' }}><bdi>{c.opinion ?? t('value.none')}</bdi></p>
            </Section>
            <ActForm endpoint={decideChallenge} title={t('verb.courts.decide-challenge')} fixed={{ id: data.caseId, version: data.version, challengeId }} record={challengeId} tone="danger" onDone={back} onCancel={back} onReload={again} toInput={withVersion} initial={{ judges: [] }}>
              {(f) => <Fields f={f} c={c} j={j} data={data} />}
            </ActForm>
          </>
        )
      }}
    </CaseFormPage>
  )
}

function Fields({ f, c, j, data }: { f: Bind<Values>; c: ChallengeView; j: JudgmentView; data: CasePanel }) {
  const { t } = useWords()
  const options = useOptions()
  const [name, setName] = useState('')
  const judges = (f.values.judges ?? []) as string[]
  const held = data.accused.find((a) => a.personId === j.personId)?.custody !== null
  const falls = f.values.outcome === 'quashed-retrial' || f.values.outcome === 'objection-accepted'
  const add = () => { if (name.trim()) { f.set('judges', [...judges, name.trim()]); setName('') } }
  return (
    <>
      <Section title={t('courts.column.decision')}>
        <Stack gap="sm">
          <RadioField {...f('outcome', t('courts.column.decision'))} options={options(outcomesFor(c, j), 'courts.outcome')} hint={c.routeArticle} />
          <TextAreaField {...f('reasons', t('courts.field.reasons'))} rows={6} />
          {falls && held && <><RadioField {...f('custody', t('courts.form.custody'))} required options={options(['release', 'hold'] as const, 'courts.custody')} />{f.values.custody === 'hold' && <NumberField {...f('holdDays', t('courts.form.holdDays'))} required min={1} max={15} />}</>}
        </Stack>
      </Section>
      {f.values.outcome === 'upheld-lighter' && <Lighter f={f} j={j} />}
      <Section title={t('courts.part.panel')}>
        <Stack gap="sm">
          <div className="mz-dim">{t('courts.youPreside')}</div>
          {judges.map((judge, n) => <div key={n} className="ct-line"><bdi>{judge}</bdi><Button variant="subtle" color="gray" onClick={() => f.set('judges', judges.filter((_, i) => i !== n))}>{t('button.remove')}</Button></div>)}
          <div className="ct-line ct-add"><TextField name="judges" label={t('courts.form.member')} value={name} onChange={(typed) => setName(typed ?? '')} error={f('judges' as 'reasons').error} /><Button variant="default" onClick={add}>{t('button.add')}</Button></div>
        </Stack>
      </Section>
    </>
  )
}

/** The lighter sentence in the place of each that stands. */
function Lighter({ f, j }: { f: Bind<Values>; j: JudgmentView }) {
  const { t } = useWords()
  const options = useOptions()
  const standing = j.sentences.filter((s) => !s.endedAt)
  const field = <T,>(n: number, path: string, label: string) => f(`sentences.${n}.${path}` as 'reasons', label) as unknown as FieldProps<T>
  return (
    <Section title={t('courts.part.lighter')}>
      {standing.map((s, n) => (
        <Stack key={s.id} gap="sm" mb="md">
          <div>{t('courts.insteadOf')} <PenaltyWords penalty={s} /></div>
          <SelectField {...field<(typeof SentenceKind.options)[number]>(n, 'sentence.kind', t('courts.form.penalty'))} options={options(SentenceKind.options, 'courts.kind')} onChange={(kind) => { f.set(`sentences.${n}.sentenceId`, s.id); f.set(`sentences.${n}.sentence.kind`, kind) }} />
          <SimpleGrid cols={3}><NumberField {...field<number>(n, 'sentence.years', t('courts.form.years'))} required={false} min={0} /><NumberField {...field<number>(n, 'sentence.months', t('courts.form.months'))} required={false} min={0} /><NumberField {...field<number>(n, 'sentence.days', t('courts.form.days'))} required={false} min={0} /></SimpleGrid>
        </Stack>
      ))}
    </Section>
  )
}

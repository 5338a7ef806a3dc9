import { MultiSelect, SimpleGrid, Stack } from '@mantine/core'
import { useParams } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { CheckboxField, RadioField, SelectField, TextAreaField, TextField } from '#kernel/web/fields.tsx'
import { OfficePicker } from '#kernel/web/OfficePicker.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { fileChallenge } from '../contract/challenges.ts'
import { ChallengeKind, Party, RetrialGround } from '../contract/parts.ts'
import { CaseFormPage, Section, useOptions } from './parts.tsx'

/** A challenge is handed in, with the fields of Article 252(C). */
export default function FileChallengePage() {
  const { judgmentId = '' } = useParams()
  const { t, date } = useWords()
  const { post } = useSession()
  const options = useOptions()
  return (
    <CaseFormPage verb="courts.file-challenge">
      {(data, back, again) => {
        const j = data.judgments.find((one) => one.id === judgmentId)
        if (!j) return null
        const decided = data.challenges.filter((c) => c.judgmentId === j.id && c.state === 'decided' && c.kind !== 'objection')
        const custody = data.accused.find((a) => a.personId === j.personId)?.custody
        const prosecution = post?.role === 'prosecutor'
        const prison = post?.role === 'prison-director'
        const kinds = ChallengeKind.exclude(['automatic']).options.filter((k) => (k === 'objection' ? j.mode === 'in-absence' && j.state === 'given' : k === 'correction' ? decided.length > 0 : k === 'retrial' ? j.state === 'final' : j.state === 'given'))
        const parties = prosecution ? (['prosecution'] as const) : prison ? (['accused'] as const) : Party.exclude(['court', 'prosecution']).options
        return (
          <ActForm endpoint={fileChallenge} title={t('verb.courts.file-challenge')} fixed={{ id: data.caseId, version: data.version, judgmentId, ...(prison && custody ? { custodyId: custody.id } : {}) }} record={judgmentId} onDone={back} onCancel={back} onReload={again}
            initial={{ ...(kinds[0] ? { kind: kinds[0] } : {}), party: parties[0]!, appellant: prosecution ? t('courts.party.prosecution') : j.accused, respondent: prosecution ? j.accused : t('courts.party.prosecution'), judgmentSummary: j.principalPenalty ?? t(`courts.verdict.${j.verdict}`), ...(decided.length > 0 ? { ofChallengeId: decided.at(-1)!.id } : {}) }}>
            {(f) => (
              <Section title={t('courts.judgmentOf', { number: j.number, day: date(j.givenOn) })}>
                <Stack gap="sm">
                  {j.lastDay && <div>{t('courts.lastDay')}: <b>{date(j.lastDay)}</b> <span className="mz-dim">(CPC 252(A))</span></div>}
                  <RadioField {...f('kind', t('field.kind'))} options={options(kinds, 'courts.challenge')} />
                  <RadioField {...f('party', t('courts.column.appellant'))} options={options(parties, 'courts.party')} />
                  {f.values.kind === 'correction' && <SelectField {...f('ofChallengeId', t('courts.form.ofDecision'))} required options={decided.map((c) => ({ value: c.id, label: `${c.decisionNumber ?? c.number} · ${t(`courts.outcome.${c.outcome ?? 'upheld'}`)}` }))} hint="CPC 266" />}
                  {f.values.kind === 'retrial' && <><MultiSelect label={t('courts.form.retrialGrounds')} data={options(RetrialGround.options, 'courts.ground')} value={[...(f.values.retrialGrounds ?? [])]} onChange={(list) => f.set('retrialGrounds', list)} description="CPC 270" />
                    <TextField {...f('documents', t('courts.field.documents'))} required /><SelectField {...f('applicant', t('courts.form.applicant'))} required={false} options={options(['convict', 'representative', 'spouse', 'relative', 'other'] as const, 'courts.applicant')} /><CheckboxField {...f('convictDead', t('courts.form.convictDead'))} /></>}
                  <SimpleGrid cols={{ base: 1, xs: 2 }}><TextField {...f('appellant', t('courts.field.appellant'))} /><TextField {...f('respondent', t('courts.field.respondent'))} /></SimpleGrid>
                  <TextAreaField {...f('judgmentSummary', t('courts.field.judgmentSummary'))} rows={2} />
                  <TextAreaField {...f('grounds', t('courts.field.grounds'))} rows={5} />
                  <TextField {...f('request', t('courts.field.request'))} />
                  {f.values.kind === 'cassation' && <OfficePicker {...f('deciderId', t('courts.form.otherDecider'))} required={false} kinds={['cassation-court', 'appeal-court', 'felony-court']} hint={t('courts.form.otherDeciderHint')} />}
                </Stack>
              </Section>
            )}
          </ActForm>
        )
      }}
    </CaseFormPage>
  )
}

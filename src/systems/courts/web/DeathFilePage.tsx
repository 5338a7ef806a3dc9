import { Alert, Stack } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useState } from 'react'
import { useParams } from 'react-router'
import { ActForm } from '#kernel/web/ActForm.tsx'
import { DateField } from '#kernel/web/DateField.tsx'
import { SelectField, TextField } from '#kernel/web/fields.tsx'
import { Page } from '#kernel/web/Page.tsx'
import { FindingList } from '#kernel/web/ProblemNotice.tsx'
import { useRead } from '#kernel/web/query.tsx'
import { useMay } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.tsx'
import { getDeathFile, recordDeathStep } from '../contract/judgments.ts'
import { DeathStepKind } from '../contract/parts.ts'
import { Section, useOptions } from './parts.tsx'

/** The gates before a death sentence. This page records what was decreed and ordered; nothing is carried out here. */
export default function DeathFilePage() {
  const { id = '', judgmentId = '' } = useParams()
  const { t, date, numerals } = useWords()
  const may = useMay()
  const options = useOptions()
  const [round, setRound] = useState(0)
  const { data, problem, loading, again } = useRead(getDeathFile, { id, judgmentId })
  return (
    <Page title={t('courts.deathFile')} parent={{ label: t('kind.case'), path: `/cases/${id}` }} problem={problem} loading={loading && !data} onRetry={again}>
      {data && (
        <>
          <Alert color="gray" variant="light" icon={<IconLock size={20} />} mb="md" title={<bdi>{data.accused}</bdi>}>{t('courts.deathText')} (CPC 285-293)</Alert>
          <Section title={t('courts.part.gates')} count={data.against.length} empty={t('courts.gatesOpen')}><FindingList findings={data.against} /></Section>
          <Section title={t('courts.part.steps')} count={data.steps.length}>{data.steps.map((s) => <div key={s.id} className="ct-line"><b>{t(`courts.death.${s.step}`)}</b><span>{date(s.on)}</span>{s.number && <bdi dir="ltr">{numerals(s.number)}</bdi>}{s.note && <bdi>{s.note}</bdi>}</div>)}</Section>
          {may('courts.record-death-step') && (
            <Section title={t('verb.courts.record-death-step')}>
              <ActForm key={round} endpoint={recordDeathStep} title={t('verb.courts.record-death-step')} fixed={{ id, judgmentId }} record={judgmentId} onDone={() => { setRound(round + 1); again() }}>
                {(f) => <Stack gap="sm"><SelectField {...f('step', t('courts.form.step'))} options={options(DeathStepKind.options, 'courts.death')} /><DateField {...f('on', t('field.date'))} /><TextField {...f('number', t('field.number'))} required={false} /><TextField {...f('note', t('field.note'))} required={false} /></Stack>}
              </ActForm>
            </Section>
          )}
        </>
      )}
    </Page>
  )
}
